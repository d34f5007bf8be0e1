"""Pane 2: who speaks, pledges or is named."""

from __future__ import annotations

from collections.abc import Sequence

from store.records import Actor, Record
from tui.marking import Piece
from tui.panes.pane import ListPane
from tui.render import actor_row, emphasise


class ActorsPane(ListPane):
    """The actors, those that act first; the one that the panes are narrowed to is bold."""

    NUMBER = 2
    TITLE = "Actors"

    def draw(self, record: Record, width: int) -> Sequence[Piece]:
        """Name, quotes and pledges."""
        assert isinstance(record, Actor)
        pieces = actor_row(record, width)
        return emphasise(pieces) if self.marked(record) else pieces
