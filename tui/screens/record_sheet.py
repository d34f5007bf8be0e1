"""The sheet with everything about one record, and from there about the next."""

from __future__ import annotations

from typing import ClassVar, Protocol

from textual import events
from textual.binding import BindingType

from store.records import Record
from tui import hints, keys
from tui.screens.sheet import Lay, Sheet


class Panes(Protocol):
    """The panes beneath, which know the records and what is done with them."""

    def heading(self, record: Record) -> str:
        """What it is, in a line."""
        ...

    def whole(self, record: Record) -> Lay:
        """Everything about a record."""
        ...

    def step(self, way: int) -> Record | None:
        """Go to the next or previous record of the pane in use."""
        ...

    def pressed(self) -> None:
        """A key was pressed."""
        ...

    def action_yank(self) -> None:
        """Yank the record."""
        ...

    def action_yanked(self) -> None:
        """Show the last yank."""
        ...

    def action_outside(self) -> None:
        """Open the article."""
        ...


class RecordSheet(Sheet):
    """The whole card of the record that the pane in use is about."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.ON_CARD]
    HINTS = hints.CARD

    def __init__(self, panes: Panes, record: Record) -> None:
        super().__init__(panes.heading(record), panes.whole(record))
        self._panes = panes

    def on_key(self, event: events.Key) -> None:
        """Counts as a key of the panes."""
        self._panes.pressed()

    def action_mark(self, way: int) -> None:
        """Turns to the next or previous record of the pane."""
        record = self._panes.step(way)
        if record is not None:
            self.turn(self._panes.heading(record), self._panes.whole(record))

    def action_yank(self) -> None:
        """Yanks the record; at once again, in the next form."""
        self._panes.action_yank()

    def action_yanked(self) -> None:
        """Shows the last yank."""
        self._panes.action_yanked()

    def action_outside(self) -> None:
        """Opens the article."""
        self._panes.action_outside()
