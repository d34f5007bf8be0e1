"""A list of records in a store's order. Knows listings and records, not how rows look."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Protocol

from store.errors import StoreError
from store.records import Record
from tui.marking import Piece
from tui.render import row
from tui.widgets.line_list import LineList

_BAD = (StoreError, KeyError, TypeError, ValueError)
"""What reading a row that is damaged raises."""


class Rows(Protocol):
    """What a store's listing offers: as many records as it has, fetched as they are asked for."""

    def __len__(self) -> int: ...

    def __getitem__(self, index: int, /) -> Record: ...

    def window(self, start: int, stop: int) -> Sequence[Record]:
        """The records from one row to before another, fetched at once."""

    def position(self, record_id: str) -> int | None:
        """At which row a record stands; None where it does not."""


class RecordList(LineList):
    """Rows of records; `draw` turns a record into a row of a width."""

    def __init__(
        self, draw: Callable[[Record, int], Sequence[Piece]], *, id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self._draw = draw
        self._rows: Rows | None = None

    @property
    def record(self) -> Record | None:
        """The record under the cursor; None where there is none or it cannot be read."""
        return self._read()[0]

    @property
    def unread(self) -> str:
        """Why the record under the cursor cannot be read; "" where it can, or is none."""
        return self._read()[1]

    def _read(self) -> tuple[Record | None, str]:
        if self._rows is None or not self.count:
            return None, ""
        try:
            return self._rows[self.cursor], ""
        except IndexError:  # another process took rows away since they were counted
            return None, ""
        except _BAD as error:
            return None, f"unreadable: {error}"

    def show(
        self, rows: Rows, nothing: str, keep: str | None = None, *, anew: bool = False
    ) -> None:
        """Shows these rows; the cursor stays on the record `keep` where it is among them.

        Where it is not, the cursor goes to the top of rows that are `anew`, and else stays.
        """
        position = rows.position(keep) if keep else None
        self._rows = rows
        cursor = 0 if anew else self.cursor
        if position is None and not cursor:
            self._read_ahead(0)  # and so its length is known, too
        self.set_count(len(rows), cursor if position is None else position, nothing)
        self._read_ahead(self.scroll_offset.y)

    def _read_ahead(self, top: int) -> None:
        """Reads a view's rows at once; one that cannot be read says so when it is drawn."""
        if self._rows is not None:
            with suppress(*_BAD):
                self._rows.window(top, top + self.size.height)

    def seek(self, record_id: str) -> bool:
        """Moves the cursor to a record; whether it is there."""
        position = self._rows.position(record_id) if self._rows else None
        if position is not None:
            self.move_to(position)
        return position is not None

    def redraw(self, ids: set[str | None]) -> None:
        """Draws the rows in view of these records again."""
        top = self.scroll_offset.y
        for index in range(top, min(top + self.size.height, self.count)):
            try:
                found = self._rows is not None and self._rows[index].id in ids
            except (IndexError, *_BAD):
                found = True
            if found:
                self.refresh_line(index)

    def draw_row(self, index: int, width: int) -> Sequence[Piece]:
        """The record at this row; one that cannot be read is a bad row and no more."""
        assert self._rows is not None
        try:
            return self._draw(self._rows[index], width)
        except IndexError:  # another process took rows away since they were counted
            return []
        except _BAD as error:
            return row([(f"unreadable: {error}", "warning")], [], width)
