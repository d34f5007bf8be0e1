"""What the three list panes share: a rule with number, title and count over a list."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical

from store.listing import BEST
from store.records import Record
from tui.marking import Piece
from tui.render import Noted, with_mark
from tui.widgets.record_list import RecordList, Rows
from tui.widgets.rule import Arranged, Rule

LEAST = 3
"""Rows that a list has room for however few its records are: an empty one says why."""


class ListPane(Vertical):
    """A list of records under its rule; subclasses say what a row looks like."""

    NUMBER: ClassVar[int]
    TITLE: ClassVar[str]

    def __init__(self, note: Noted, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.rule = Rule(f"{self.NUMBER} {self.TITLE}")
        self.list = RecordList(self._draw)
        self._note = note
        self.title = self.TITLE
        self.most = LEAST
        """How many rows its list can ever fill: more room is for others."""
        self.marking: str | None = None

    def compose(self) -> ComposeResult:
        """The rule, then the list."""
        yield self.rule
        yield self.list

    def on_resize(self, event: events.Resize) -> None:
        """Tells that rules moved."""
        self.post_message(Arranged())

    def _draw(self, record: Record, width: int) -> Sequence[Piece]:
        """A row of the list, with the mark of what the user says of the record."""
        return with_mark(partial(self.draw, record), self._note(record.id), width)

    def draw(self, record: Record, width: int) -> Sequence[Piece]:
        """A row of the list."""
        raise NotImplementedError

    def show(
        self,
        rows: Rows,
        total: int,
        nothing: str,
        keep: str | None = None,
        order: str = "",
        *,
        anew: bool = False,
    ) -> None:
        """Shows these of `total` records, or the sentence where there are none.

        `order` is what they are sorted by, where that is not the usual; `keep` and `anew`
        say where the cursor goes.
        """
        self.most = max(total, LEAST)
        self.list.show(rows, nothing, keep, anew=anew)
        count = f"{len(rows):,}" if len(rows) == total else f"{len(rows):,} of {total:,}"
        tail = f"by {order}" if order else ""
        if order == BEST:
            tail = BEST if len(rows) > 1 else ""
        self.rule.entitle(f"{self.NUMBER} {self.title} {count}", tail)

    def use(self, now: bool) -> None:
        """Whether it is the pane in use."""
        self.rule.use(now)
        self.list.use(now)

    def mark(self, record_id: str | None) -> None:
        """Marks the record that the other panes are about: read, or narrowed to."""
        if record_id != self.marking:
            old, self.marking = self.marking, record_id
            self.list.redraw({old, record_id})

    def marked(self, record: Record) -> bool:
        """Whether this is the marked record."""
        return record.id == self.marking
