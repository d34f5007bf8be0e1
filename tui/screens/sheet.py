"""A sheet of text over the panes, to read and scroll through. Knows no record and no store."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from tui import hints, keys
from tui.marking import Piece
from tui.screens.over import Over
from tui.widgets.paper import Paper
from tui.widgets.rule import Rule

Lay = Callable[[int], Sequence[Sequence[Piece]]]
"""The text in lines of at most so many cells."""


class SheetText(Paper):
    """The lines of a sheet."""

    def __init__(self, lay: Lay) -> None:
        super().__init__()
        self._lay = lay
        self._page: Sequence[Sequence[Piece]] = []

    def on_resize(self, event: events.Resize) -> None:
        """Lays the lines out over the new width."""
        self._lay_out(self.top)

    def turn(self, lay: Lay) -> None:
        """Shows another text, from its beginning."""
        self._lay = lay
        self._lay_out(0)

    def _lay_out(self, top: int) -> None:
        """A short text makes a low sheet."""
        self._page = self._lay(self.size.width - 2)
        self.styles.height = min(len(self._page), self.screen.size.height * 4 // 5 - 1)
        self.set_length(len(self._page), top)

    def draw_line(self, number: int, width: int) -> Sequence[Piece]:
        """A line of it."""
        return [(" ", ""), *self._page[number]] if number < len(self._page) else []


class Sheet(Over[None], inherit_bindings=False):
    """A text under a rule with its title."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.CLOSING]
    HINTS = hints.SHEET

    def __init__(self, title: str, lay: Lay) -> None:
        super().__init__()
        self._rule = Rule(_titled(title))
        self._text = SheetText(lay)

    def compose(self) -> ComposeResult:
        """The rule, then the text."""
        self._rule.use(True)
        with Vertical(id="sheet"):
            yield self._rule
            yield self._text

    def turn(self, title: str, lay: Lay) -> None:
        """Shows another text."""
        self._rule.entitle(_titled(title))
        self._text.turn(lay)

    def on_key(self, event: events.Key) -> None:
        """What the panes have keys for waits until this is closed."""
        self.refuse(event)


def _titled(title: str) -> str:
    return keys.told(f"{title} · {{top.close}} closes")
