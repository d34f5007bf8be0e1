"""Pane 3: the pledges, the quotes, or the ledger's entries."""

from __future__ import annotations

from collections.abc import Sequence

from store.records import Entry, Pledge, Quote, Record
from tui.marking import Piece
from tui.panes.pane import ListPane
from tui.render import Name, Noted, emphasise, entry_row, said_row
from tui.trail import Said

_TITLES: dict[Said, str] = {"pledge": "Pledges", "quote": "Quotes", "entry": "Ledger"}


class PledgesPane(ListPane):
    """The pledges or quotes by article and place, the entries by date.

    The current quote or pledge is bold, and so is the entry that rests on it.
    """

    NUMBER = 3
    TITLE = "Pledges"

    def __init__(self, name: Name, note: Noted, *, id: str | None = None) -> None:
        super().__init__(note, id=id)
        self._names = name

    def turn(self, said: Said) -> None:
        """Which of the three it shows from the next `show` on."""
        self.title = _TITLES[said]

    def marked(self, record: Record) -> bool:
        """Whether this is the current record of the reader, or the entry that it stands in."""
        if isinstance(record, Entry):
            return any(one.pledge == self.marking for one in record.evidence)
        return super().marked(record)

    def draw(self, record: Record, width: int) -> Sequence[Piece]:
        """Mark, who, and what."""
        if isinstance(record, Entry):
            pieces = entry_row(record, width)
        else:
            assert isinstance(record, Pledge | Quote)
            pieces = said_row(record, self._names, width)
        return emphasise(pieces) if self.marked(record) else pieces
