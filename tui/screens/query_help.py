"""The help of the search line: what a query can hold. Knows no record and no store."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from store import query_help
from tui import keys
from tui.marking import Piece
from tui.render import flow
from tui.widgets.paper import Paper
from tui.widgets.rule import Rule

_COLUMN = 34


def lines(width: int) -> list[list[Piece]]:
    """The page in lines of at most `width` cells."""
    page: list[list[Piece]] = []
    column = min(_COLUMN, width // 2)
    for typed, meaning in query_help.rows():
        told = flow([[(meaning, "")]], max(width - column, 8)) or [[]]
        if len(typed) >= column:
            page.append([(typed, "key")])
            typed = ""
        for number, line in enumerate(told):
            lead = typed if number == 0 else ""
            page.append([(f"{lead:<{column}}", "key"), *line])
    return page


class QueryHelpText(Paper):
    """The page's lines."""

    def __init__(self) -> None:
        super().__init__()
        self._page: list[list[Piece]] = []

    def on_resize(self, event: events.Resize) -> None:
        """Lays the lines out over the new width."""
        self._page = lines(self.size.width - 2)
        self.set_length(len(self._page), self.top)

    def draw_line(self, number: int, width: int) -> Sequence[Piece]:
        """A line of it."""
        return [(" ", ""), *self._page[number]] if number < len(self._page) else []


class QueryHelp(ModalScreen[None], inherit_bindings=False):
    """What can be typed into the search line, over the panes."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.CLOSING]

    def compose(self) -> ComposeResult:
        """The rule, then the text."""
        rule = Rule("Searching · esc closes")
        rule.use(True)
        with Vertical(id="sheet"):
            yield rule
            yield QueryHelpText()
