"""Lines of text to scroll through, drawn as they come into view. Knows no record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.geometry import Size
from textual.strip import Strip

from tui import keys
from tui.marking import Piece
from tui.widgets.lines import Lines


class Paper(Lines, can_focus=True, inherit_bindings=False):
    """A text of any number of lines; subclasses say what stands in one."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.MOVES]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._length = 0

    def draw_line(self, number: int, width: int) -> Sequence[Piece]:
        """What stands in a line, in at most `width` cells."""
        raise NotImplementedError

    @property
    def top(self) -> int:
        """The number of the first line in view."""
        return self.scroll_offset.y

    def set_length(self, length: int, top: int = 0) -> None:
        """There are `length` lines now, in view from `top` on."""
        self._length = length
        if self.size:
            # only how far it scrolls depends on it: no layout has to be made anew
            self.set_reactive(Paper.virtual_size, Size(0, length))
        else:
            self.virtual_size = Size(0, length)
        self.go(top)
        self.refresh()

    def go(self, top: int) -> None:
        """Scrolls so that this line is the first in view, as far as there is text."""
        self.scroll_at_once(max(0, min(top, self._length - self.size.height)))

    def show_lines(self, first: int, last: int) -> None:
        """Scrolls as little as brings these lines into view with some room around them."""
        self.go(self.top_showing(first, last, self.top))

    def top_showing(self, first: int, last: int, top: int) -> int:
        """Which line has to be the first in view, `top` being it now, for these to be in view."""
        height = max(self.size.height, 1)
        if top <= first and last < top + height:
            return top
        return first - height // 4 if last - first < height * 3 // 4 else first - 1

    def render_line(self, y: int) -> Strip:
        """One line of the view."""
        number = y + self.scroll_offset.y
        width = self.size.width
        pieces = self.draw_line(number, width) if number < self._length else []
        return self.strip(pieces, width)

    def on_resize(self, event: events.Resize) -> None:
        """Leaves no empty lines below the text."""
        self.go(self.top)

    def action_move(self, lines: int) -> None:
        """Scrolls by lines."""
        self.go(self.top + lines)

    def action_first(self) -> None:
        """Scrolls to the beginning."""
        self.go(0)

    def action_last(self) -> None:
        """Scrolls to the end."""
        self.go(self._length)

    def action_half(self, way: int) -> None:
        """Scrolls by half the height."""
        self.go(self.top + way * max(self.size.height // 2, 1))

    def action_page(self, way: int) -> None:
        """Scrolls by the height, keeping two lines in view."""
        self.go(self.top + way * max(self.size.height - 2, 1))
