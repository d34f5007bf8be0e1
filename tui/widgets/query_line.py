"""The line that queries are typed in: what is wrong in it is underlined. Knows no query."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rich.highlighter import Highlighter
from rich.style import Style
from rich.text import Text
from textual import events
from textual.binding import BindingType
from textual.message import Message

from tui import keys
from tui.widgets.prompt import Prompt


class QueryLine(Prompt):
    """A prompt that asks for completion and for earlier queries, and tells of wrong parts."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.ASKING]

    @dataclass
    class Completed(Message):
        """The user wants the word under the cursor completed, the next (1) or last (-1) way."""

        way: int

    @dataclass
    class Recalled(Message):
        """The user wants the query before (-1) or after (1) this one."""

        way: int

    @dataclass
    class Asked(Message):
        """The user wants to know what can be typed here."""

    def __init__(self, *, id: str, placeholder: str = "") -> None:
        super().__init__(id=id, placeholder=placeholder)
        self.wrong: tuple[int, int] | None = None
        self.highlighter = _Wrong(self)

    @property
    def unmarked(self) -> bool:
        """Whether nothing is selected, and nothing wrong."""
        return self.wrong is None and super().unmarked

    def accuse(self, wrong: tuple[int, int] | None) -> None:
        """Underlines these code points of the line; None: all of it is right."""
        if wrong != self.wrong:
            self.wrong = wrong
            self.refresh()

    def put(self, text: str, cursor: int | None = None) -> None:
        """Replaces what is typed; the cursor stands at the end where nothing else is said."""
        self.value = text
        self.cursor_position = len(text) if cursor is None else cursor

    async def _on_key(self, event: events.Key) -> None:
        """A question mark where a word could begin asks for help; elsewhere it is typed."""
        if event.character == "?" and self._between_words:
            event.stop()
            event.prevent_default()
            self.post_message(self.Asked())
            return
        await super()._on_key(event)

    @property
    def _between_words(self) -> bool:
        """Whether nothing was begun before the cursor: no word, phrase or pattern."""
        before = self.value[: self.cursor_position]
        if before.strip() and not before.endswith((" ", "(")):
            return False
        return before.count('"') % 2 == 0 and (
            sum(word.startswith(("/", "-/")) for word in before.split())
            == sum(len(word) > 1 and word.endswith("/") for word in before.split())
        )

    def action_complete(self, way: int) -> None:
        """Asks for a completion."""
        self.post_message(self.Completed(way))

    def action_recall(self, way: int) -> None:
        """Asks for an earlier query."""
        self.post_message(self.Recalled(way))


class _Wrong(Highlighter):
    """Underlines what the line says is wrong."""

    def __init__(self, line: QueryLine) -> None:
        self._line = line

    def highlight(self, text: Text) -> None:
        """Marks the wrong part."""
        if self._line.wrong:
            start, end = self._line.wrong
            text.stylize(Style(bold=True, underline=True), start, max(end, start + 1))
