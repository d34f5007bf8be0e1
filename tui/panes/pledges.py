"""Pane 3: the pledges, or the quotes."""

from __future__ import annotations

from collections.abc import Sequence

from store.records import Pledge, Quote, Record
from tui.marking import Piece
from tui.panes.pane import ListPane
from tui.render import Name, emphasise, said_row
from tui.trail import Said


class PledgesPane(ListPane):
    """The pledges or quotes, by article and place; the current one is bold."""

    NUMBER = 3
    TITLE = "Pledges"

    def __init__(self, name: Name, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._names = name

    def turn(self, said: Said) -> None:
        """Which of the two it shows from the next `show` on."""
        self.title = "Pledges" if said == "pledge" else "Quotes"

    def draw(self, record: Record, width: int) -> Sequence[Piece]:
        """Mark, who, and what."""
        assert isinstance(record, Pledge | Quote)
        pieces = said_row(record, self._names, width)
        return emphasise(pieces) if self.marked(record) else pieces
