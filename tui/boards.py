"""Boards as lines of cells: how wide columns are, and where cells stand. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rich.cells import cell_len, set_cell_size

from store.views.board import Board, Cell, Column, Part, Row
from tui import timescale
from tui.marking import Piece
from tui.render import flow, merge, shorten
from tui.wrapping import shown

GAP = 2
"""Cells between columns, and between cells that flow."""

MEASURED = 2000
"""Rows by which columns are fitted: measuring more would keep keys waiting."""

DOUBT: Piece = ("?", "mark")
"""Stands after what rests on doubtful finds only."""


def widths(board: Board, width: int) -> list[int]:
    """How many cells each column takes, so that a row takes `width` at most where it can.

    Each gets its least, then as much as its widest cell needs, the narrowest first.
    """
    wanted = [_wanted(board, number, one) for number, one in enumerate(board.columns)]
    fitted = [min(one.least, want) for one, want in zip(board.columns, wanted, strict=True)]
    room = width - GAP * (len(fitted) - 1) - sum(fitted)
    while room > 0:
        short = [n for n, size in enumerate(fitted) if size < wanted[n]]
        if not short:
            break
        fitted[min(short, key=lambda n: fitted[n] / wanted[n])] += 1
        room -= 1
    return fitted


def titles(board: Board, sizes: Sequence[int]) -> list[Piece]:
    """The line of the columns' titles."""
    pieces: list[Piece] = []
    for column, size in zip(board.columns, sizes, strict=True):
        title = timescale.title(column.scale, size) if column.scale else column.title
        pieces += [(_sized(title, size, column.right), "label"), (" " * GAP, "")]
    return pieces[:-1]


def folded(board: Board, sizes: Sequence[int]) -> Board:
    """The board with rows below those whose cells wrap, so that nothing of these is cut.

    The rows that were added lead to the words of their row, and are for the eye only.
    """
    wraps = [number for number, column in enumerate(board.columns) if column.wraps]
    if not wraps:
        return board
    rows = [part for row in board.rows for part in _folds(row, wraps, sizes)]
    return replace(board, rows=tuple(rows))


def _folds(row: Row, wraps: Sequence[int], sizes: Sequence[int]) -> Iterator[Row]:
    if row.flows:
        yield row
        return
    lines = {n: _wrapped(row.cells[n], sizes[n]) for n in wraps}
    for at in range(max(map(len, lines.values()))):
        cells = [one if not at else Cell((), one.words) for one in row.cells]
        for n, parts in lines.items():
            cells[n] = Cell(parts[at] if at < len(parts) else (), row.cells[n].words)
        yield Row(f"{row.key} +{at}", tuple(cells)) if at else replace(row, cells=tuple(cells))


def _wrapped(one: Cell, size: int) -> list[tuple[Part, ...]]:
    """The parts of a cell line by line, with room for the mark of doubt behind the last."""
    if not one.parts:
        return [()]
    parts = [(shown(text), look) for text, look in one.parts]
    lines = flow([parts], max(size - one.doubtful, 1))
    for line in lines:
        text, look = line[-1]
        line[-1] = (text.rstrip(), look)
    return [tuple(line) for line in lines] or [()]


def line(
    row: Row, columns: Sequence[Column], sizes: Sequence[int], width: int, at: int | None = None
) -> list[Piece]:
    """A row in at most `width` cells; the cell `at` is the one under the cursor.

    Cells that flow are moved to the left until that one is seen.
    """
    if row.flows:
        return _flowing(row, width, at)
    pieces: list[Piece] = []
    for number, (one, column, size) in enumerate(zip(row.cells, columns, sizes, strict=True)):
        if column.scale:
            drawn = merge(timescale.drawn(one.course, column.scale, size))
            pieces += [*(_under(drawn) if number == at else drawn), (" " * GAP, "")]
            continue
        drawn = _drawn(one, size, column.right)
        pieces += [*(_under(drawn) if number == at else drawn), (" " * GAP, "")]
    return pieces[:-1]


def cell_at(row: Row, sizes: Sequence[int], x: int) -> int | None:
    """Which cell of a row stands at a place of its line; None between them."""
    start = 0
    if row.flows:
        spans = [cell_len(shown(one.text)) + one.doubtful for one in row.cells]
    else:
        spans = [size + GAP for size in sizes]
    for number, size in enumerate(spans):
        if start <= x < start + size:
            return number
        start += size
    return None


def _wanted(board: Board, number: int, column: Column) -> int:
    if column.scale:
        return max(column.least, column.most)
    rows = board.rows[:MEASURED]
    known = [row.cells[number] for row in rows if not row.flows and row.cells[number].parts]
    widest = max((cell_len(shown(one.text)) + one.doubtful for one in known), default=0)
    widest = max(widest, cell_len(column.title), 1)
    return min(widest, column.most) if column.most else widest


def _drawn(one: Cell, size: int, right: bool) -> list[Piece]:
    """A cell in exactly `size` cells of the screen, cut with an ellipsis."""
    doubt = [DOUBT] if one.doubtful and one.parts else []
    room = size - len(doubt)
    pieces: list[Piece] = []
    for text, look in one.parts:
        text = shown(text)
        if cell_len(text) > room:
            short = shorten(text, room)
            pieces.append((short, look))
            room -= cell_len(short)
            break
        pieces.append((text, look))
        room -= cell_len(text)
    blank = [(" " * max(room, 0), "")] if room > 0 else []
    return [*blank, *pieces, *doubt] if right else [*pieces, *doubt, *blank]


def _under(pieces: Sequence[Piece]) -> list[Piece]:
    """The cell under the cursor."""
    return [(text, "cell-now") for text, _ in pieces]


def _flowing(row: Row, width: int, at: int | None) -> list[Piece]:
    pieces: list[Piece] = []
    start = end = used = 0
    for number, one in enumerate(row.cells):
        drawn = [(shown(text), look) for text, look in one.parts]
        drawn += [DOUBT] if one.doubtful and one.parts else []
        size = sum(cell_len(text) for text, _ in drawn)
        if number == at and len(row.cells) > 1:
            start, end = used, used + size
            drawn = _under(drawn)
        pieces += drawn
        used += size
    over = max(min(end - width + 1, start), 0)
    return _from(pieces, over, width)


def _from(pieces: Sequence[Piece], over: int, width: int) -> list[Piece]:
    """A line from a cell of it on, in at most `width` cells, with ellipses where it is cut."""
    found: list[Piece] = []
    if over:
        found.append(("…", "quiet"))
        over, width = over + 1, width - 1
    for text, look in pieces:
        size = cell_len(text)
        if over >= size:
            over -= size
            continue
        if over:
            text = set_cell_size(text[::-1], size - over)[::-1]
            over = 0
        if cell_len(text) > width:
            found.append((set_cell_size(text, max(width - 1, 0)) + "…"[:width], look))
            break
        found.append((text, look))
        width -= cell_len(text)
    return found


def _sized(text: str, size: int, right: bool) -> str:
    short = shorten(text, size)
    blank = " " * (size - cell_len(short))
    return blank + short if right else short + blank
