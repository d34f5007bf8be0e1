"""A line to type in, without a blinking cursor. Knows nothing of what is typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from textual.binding import BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widgets import Input

from tui import keys


class Prompt(Input):
    """Takes the focus only while it is open; enter submits, esc drops."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.PROMPT]

    virtual_size = reactive(Size(0, 0))
    """How much is typed: a letter does not ask for another layout of the screen."""

    @dataclass
    class Dropped(Message):
        """The user does not want it."""

        prompt: Prompt

        @property
        def control(self) -> Prompt:
            """Which line it is."""
            return self.prompt

    @dataclass
    class Left(Message):
        """The focus went elsewhere (a click, tab, a window too small) while it was open."""

        prompt: Prompt

        @property
        def control(self) -> Prompt:
            """Which line it is."""
            return self.prompt

    def __init__(self, *, id: str, placeholder: str = "") -> None:
        super().__init__(id=id, placeholder=placeholder, compact=True, select_on_focus=False)
        self.cursor_blink = False
        self.can_focus = False

    @property
    def unmarked(self) -> bool:
        """Whether nothing in the line looks other than the rest."""
        return self.selection.is_empty

    def render_line(self, y: int) -> Strip:
        """The same line as Textual's, which is set as rich text; a plain one takes less."""
        text, width = self.value, self.scrollable_content_region.width
        if not (text.isascii() and text.isprintable() and 0 < len(text) < width):
            return super().render_line(y)
        if y or self.scroll_offset.x or not (self.unmarked and self.cursor_at_end):
            return super().render_line(y)
        parts = [Segment(text)]
        if self.has_focus:
            parts.append(Segment(" ", self.get_component_rich_style("input--cursor")))
        return Strip(parts).extend_cell_length(width + 1).apply_style(self.rich_style)

    def open(self) -> None:
        """Takes the focus."""
        self.can_focus = True
        self.add_class("-open")
        self.screen.set_focus(self)  # at once: the next key is typed here

    def shut(self, keep: str = "") -> None:
        """Gives it up, showing `keep` (without telling anybody)."""
        self.can_focus = False
        self.remove_class("-open")
        with self.prevent(Input.Changed):
            self.value = keep
        self.set_class(bool(keep), "-kept")

    def on_blur(self) -> None:
        """Tells that it was left; not where only the terminal lost the focus."""
        if self.can_focus and self.app.app_focus and self.screen.focused is not self:
            self.post_message(self.Left(self))

    def action_drop(self) -> None:
        """Esc: nothing of it is wanted."""
        self.post_message(self.Dropped(self))
