"""Pane 1: the articles."""

from __future__ import annotations

from collections.abc import Sequence

from store.records import Record, Source
from tui.marking import Piece
from tui.panes.pane import ListPane
from tui.render import emphasise, source_row


class SourcesPane(ListPane):
    """The articles, newest first; the one that is being read is bold."""

    NUMBER = 1
    TITLE = "Sources"

    def draw(self, record: Record, width: int) -> Sequence[Piece]:
        """Headline and date."""
        assert isinstance(record, Source)
        pieces = source_row(record, width)
        return emphasise(pieces) if self.marked(record) else pieces
