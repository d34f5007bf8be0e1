"""A board with a cursor on one of its cells. Knows no store."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual import events
from textual.binding import BindingType
from textual.strip import Strip

from store.views.board import Board, Cell, Row
from tui import boards, keys
from tui.marking import Piece
from tui.widgets.line_list import LineList

MEASURED = 1000
"""Rows that tell how wide columns are, at most: the first ones."""

_EMPTY = Board((), (), whole=False)


class Spot(NamedTuple):
    """The key of a row, the number of a cell in it, and on which line of the view it stands."""

    key: str
    cell: int
    line: int


class Grid(LineList, inherit_bindings=False):
    """The rows of a board; the cursor stays on its row, by key, when another board is shown."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.MOVES, *keys.CHOICES, *keys.CELLS]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._whole = self._board = _EMPTY
        self._marks: boards.Marks = boards.NO_MARKS
        self._needs: list[int] = []
        self._sizes: list[int] = []
        self._fitted = 0  # the width that they are for
        self._at = 0
        self._first = 1
        self.use(True)

    @property
    def row(self) -> Row | None:
        """The row under the cursor."""
        return self._board.rows[self.cursor] if self._board.rows else None

    @property
    def cell(self) -> Cell | None:
        """The cell under the cursor."""
        row = self.row
        return row.cells[min(self._at, len(row.cells) - 1)] if row and row.cells else None

    @property
    def ids(self) -> tuple[str, ...]:
        """The record that the cell under the cursor stands for, by id, then the one it leads to."""
        return self.row.meant(self.cell) if self.row and self.cell else ()

    @property
    def spot(self) -> Spot:
        """Where the cursor is."""
        key = self.row.key if self.row else ""
        return Spot(key, self._at, self.cursor - int(self.scroll_offset.y))

    def holds(self, board: Board) -> bool:
        """Whether a board has the row under the cursor."""
        return any(row.key == self.spot.key for row in board.rows)

    @property
    def column(self) -> str:
        """The title of the column under the cursor, "" in a row that has none."""
        row = self.row
        if row is None or row.flows:
            return ""
        return self._board.columns[min(self._at, len(row.cells) - 1)].title

    @property
    def titles(self) -> list[list[Piece]]:
        """The lines of the columns' titles, as they stand over the rows."""
        return [[(" ", ""), *line] for line in boards.titles(self._board, self._sizes)]

    def show(self, board: Board, spot: Spot | None = None) -> None:
        """Shows a board with the cursor where it was, or on a spot that was left before.

        A row that is called otherwise now is known by the record that it tells of. The first
        row, where it is in view, stays so while there is room for the cursor, too.
        """
        from_top = not self.scroll_offset.y
        record = self.row.record if self.row and not spot else None
        key, self._at, line = spot or self.spot
        self._whole, self._needs = board, boards.needs(board, MEASURED, self._marks)
        self._first = max(min(self._first, len(board.columns) - 1), 1)
        self._fit()
        board = self._board
        kept = next((n for n, row in enumerate(board.rows) if row.key == key), None)
        if kept is None and record:
            kept = next((n for n, row in enumerate(board.rows) if row.record == record), None)
        cursor = (0 if spot else self.cursor) if kept is None else kept
        self.set_count(len(board.rows), cursor, board.nothing if board.whole else "…")
        if spot and kept is not None:
            self.show_from(kept - line)
        elif from_top:
            self.show_from(0)
        self._see()

    def mark(self, marks: boards.Marks) -> None:
        """Shows these signs behind what they are the signs of."""
        if marks != self._marks:
            self._marks = marks
            self._needs = boards.needs(self._whole, MEASURED, marks)
            self._fit()
            self._see()
            self.refresh()

    def go_to_group(self, group: str) -> None:
        """Moves the cursor to the first row of a group, that of its heading."""
        first = next((n for n, row in enumerate(self._board.rows) if row.group == group), None)
        if first is not None:
            self.move_to(first)

    def draw_row(self, index: int, width: int) -> Sequence[Piece]:
        """A row, the cell under the cursor standing out."""
        row = self._board.rows[index]
        at = min(self._at, len(row.cells) - 1) if index == self.cursor else None
        return boards.line(row, self._board.columns, self._sizes, width, at, self._marks)

    def render_line(self, y: int) -> Strip:
        """One row of the view; that of the cursor keeps the looks of its cells."""
        index, width = y + self.scroll_offset.y, self.size.width
        if self._fitted != width:  # shown while there was no room, or drawn before it is told
            self._fit()
        if index != self.cursor or not self.count:
            return super().render_line(y)
        return self.strip([("▸", "mark"), *self.draw_row(index, width - 1)], width, "cursor-away")

    def on_resize(self, event: events.Resize) -> None:
        """Fits the columns to the new width."""
        if self._whole.rows:
            self.show(self._whole)
        else:
            self._fit()
        super().on_resize(event)

    def action_cell(self, way: int) -> None:
        """Goes to the next or previous cell of the row that holds words."""
        row = self.row
        if row is None:
            return
        at = min(self._at, len(row.cells) - 1) + way
        while 0 <= at < len(row.cells) and not row.cells[at].words:
            at += way
        if 0 <= at < len(row.cells):
            self._at = at
            self._see()
            self.refresh_line(self.cursor)
            self.post_message(self.Moved(self))

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor to a cell; one on the cursor chooses."""
        event.prevent_default()  # the list's own would find the cursor there already
        index = event.y + self.scroll_offset.y
        if index >= self.count:
            return
        row, before = self._board.rows[index], (self.cursor, self._at)
        at = boards.cell_at(row, self._sizes, event.x - 1, self._marks)
        self.move_to(index)
        if at is not None:
            self._at = at
        if (self.cursor, self._at) == before:
            self.choose_later()
        else:
            self.refresh_line(self.cursor)
            self.post_message(self.Moved(self))

    def _see(self) -> None:
        """Moves to where the column under the cursor is seen."""
        row, width = self.row, self.size.width - 1
        if row is None or row.flows or width < 1:
            return
        first = boards.first_seen(self._board, width, self._first, self._at, self._needs)
        if first != self._first:
            self._first = first
            self._fit()
            self.refresh()

    def _fit(self) -> None:
        self._fitted = self.size.width
        width = max(self._fitted - 1, 0)
        self._sizes = boards.widths(self._whole, width, self._first, self._needs)
        self._board = boards.folded(self._whole, self._sizes) if width else self._whole
