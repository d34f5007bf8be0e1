"""Boards as lines of cells: how wide columns are, and where cells stand. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from rich.cells import cell_len, set_cell_size

from store.views.board import Board, Cell, Column, Part, Row
from tui import timescale
from tui.marking import Piece
from tui.render import flow, merge, shorten
from tui.wrapping import shown

GAP = 2
"""Cells between columns, and between cells that flow."""

BEFORE, BEYOND = "‹ ", " ›"
"""Stand where columns are that are not seen."""

DOUBT: Piece = ("?", "mark")
"""Stands after what rests on doubtful finds only."""


Marks = Mapping[str, str]
"""What stands behind what the user has marked or said something of: a sign by the record's id."""

NO_MARKS: Marks = {}


def needs(board: Board, most: int | None = None, marks: Marks = NO_MARKS) -> list[int]:
    """How many cells each column can make use of, by its first `most` rows (None: by all)."""
    rows = [
        (row.cells, _marked(row, board.columns, marks))
        for row in board.rows[:most]
        if not row.flows
    ]
    return [_wanted(rows, number, one) for number, one in enumerate(board.columns)]


def widths(
    board: Board, width: int, first: int = 1, wanted: Sequence[int] | None = None
) -> list[int]:
    """How many cells each column takes, so that a row takes `width` at most where it can.

    The first column always stands; of the others those from `first` on that have room, each
    with its least, then as much as it can make use of, the narrowest first. 0 is for what is
    not seen. `wanted` is what `needs` says, where that is known.
    """
    columns, last = board.columns, len(board.columns) - 1
    wanted = wanted or needs(board)
    fitted = [0] * len(columns)
    room = width + GAP
    for number in (0, *range(max(first, 1), len(columns))) if columns else ():
        least = min(columns[number].least, wanted[number])
        room -= least + GAP
        if room < (GAP if number < last else 0) and sum(map(bool, fitted)) > 1:
            room += least  # a gap is left for the sign that there is more
            break
        fitted[number] = least
    while room > 0:
        short = [n for n, size in enumerate(fitted) if 0 < size < wanted[n]]
        if not short:
            break
        fitted[min(short, key=lambda n: fitted[n] / wanted[n])] += 1
        room -= 1
    return fitted


def first_seen(
    board: Board, width: int, first: int, at: int, wanted: Sequence[int] | None = None
) -> int:
    """From which column on a board has to be shown so that the one at `at` is seen.

    `first` is the one from which on it is shown now; it moves no further than it must.
    """
    if at == 0 or at >= len(board.columns):
        return first
    first, wanted = min(first, at), wanted or needs(board)
    while first < at and not widths(board, width, first, wanted)[at]:
        first += 1
    return first


def pages(board: Board, width: int) -> Iterator[list[int]]:
    """The widths of columns, page by page, until each has been seen."""
    first, wanted = 1, needs(board)
    while True:
        sizes = widths(board, width, first, wanted)
        yield sizes
        first = max((n for n, size in enumerate(sizes) if size), default=0) + 1
        if first >= len(sizes):
            break


def titles(board: Board, sizes: Sequence[int]) -> list[list[Piece]]:
    """The lines of the columns' titles: one, or two where a title needs them.

    A sign on either side says that there are columns beyond.
    """
    seen = [number for number, size in enumerate(sizes) if size]
    split = [_titled(board.columns[number], sizes[number]) for number in seen]
    depth = max(map(len, split), default=0)
    lines: list[list[Piece]] = []
    for at in range(depth):
        pieces: list[Piece] = []
        for number, words in zip(seen, split, strict=True):
            text = [*[""] * (depth - len(words)), *words][at]
            column = board.columns[number]
            pieces += [(_sized(text, sizes[number], column.right), "label"), (" " * GAP, "")]
        del pieces[-1:]
        if at == depth - 1 and seen[-1] + 1 < len(sizes):
            pieces.append((BEYOND, "mark"))
        if at == depth - 1 and seen[1:] and seen[1] > 1:
            pieces[1] = (BEFORE, "mark")
        lines.append(pieces)
    return lines


def folded(board: Board, sizes: Sequence[int]) -> Board:
    """The board with rows below those whose cells wrap, so that nothing of these is cut.

    The rows that were added lead to the words of their row, and are for the eye only.
    """
    wraps = [n for n, column in enumerate(board.columns) if column.wraps and sizes[n]]
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
        key = f"{row.key} +{at}"
        more = Row(key, tuple(cells), record=row.record) if at else row
        yield replace(more, cells=tuple(cells))


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
    row: Row,
    columns: Sequence[Column],
    sizes: Sequence[int],
    width: int,
    at: int | None = None,
    marks: Marks = NO_MARKS,
) -> list[Piece]:
    """A row in at most `width` cells; the cell `at` is the one under the cursor.

    Cells that flow are moved to the left until that one is seen. Of a row that is doubtful as
    a whole the first cell says so.
    """
    marked = _marked(row, columns, marks)
    if row.flows:
        sign = marks.get(row.record or "")
        own = [(f" {sign}", "mark")] if sign else []
        return [*_flowing(row, width - 2 * len(own), at, marked), *own]
    whole = all(one.doubtful for one in row.cells if one.words)
    pieces: list[Piece] = []
    for number, (one, column, size) in enumerate(zip(row.cells, columns, sizes, strict=True)):
        if not size:
            continue
        if column.scale:
            drawn = merge(timescale.drawn(one.course, column.scale, size))
        else:
            doubtful = one.doubtful and not (whole and number)
            drawn = _drawn(one, size, column.right, doubtful, marked.get(number, ""))
        pieces += [*(_under(drawn) if number == at else drawn), (" " * GAP, "")]
    return pieces[:-1]


def _marked(row: Row, columns: Sequence[Column], marks: Marks) -> dict[int, str]:
    """The signs behind cells; that of what a row tells of behind the first that has room for it.

    Where cells flow, that stands behind the row.
    """
    if not marks:
        return {}
    signs = {n: marks.get(one.record or "", "") for n, one in enumerate(row.cells)}
    if not row.flows:
        wide = next((n for n, one in enumerate(columns) if one.most != one.least), 0)
        signs[wide] = signs.get(wide) or marks.get(row.record or "", "")
    return {n: sign for n, sign in signs.items() if sign}


def cell_at(row: Row, sizes: Sequence[int], x: int, marks: Marks = NO_MARKS) -> int | None:
    """Which cell of a row stands at a place of its line; None between them."""
    start = 0
    if row.flows:
        marked = _marked(row, (), marks)
        spans = [
            cell_len(shown(one.text)) + one.doubtful + 2 * (number in marked)
            for number, one in enumerate(row.cells)
        ]
    else:
        spans = [size + GAP if size else 0 for size in sizes]
    for number, size in enumerate(spans):
        if start <= x < start + size:
            return number
        start += size
    return None


def _wanted(
    rows: Sequence[tuple[Sequence[Cell], Mapping[int, str]]], number: int, column: Column
) -> int:
    if column.scale:
        return max(column.least, column.most)
    widest = max(
        (
            cell_len(shown(cells[number].text)) + cells[number].doubtful + 2 * (number in marked)
            for cells, marked in rows
            if cells[number].parts
        ),
        default=0,
    )
    least = max(map(cell_len, _split(column.title, column.most or cell_len(column.title))))
    widest = max(widest, least, 1)
    return min(widest, column.most) if column.most else widest


def _titled(column: Column, size: int) -> list[str]:
    """The title of a column, line by line; that of a scale is its years or months."""
    return [timescale.title(column.scale, size)] if column.scale else _split(column.title, size)


def _split(title: str, size: int) -> list[str]:
    """A title in one line where that fits, else in the two that are most alike in width."""
    words = title.split()
    if cell_len(title) <= size or len(words) < 2:
        return [title]
    halves = [(" ".join(words[:n]), " ".join(words[n:])) for n in range(1, len(words))]
    return [*min(halves, key=lambda one: max(map(cell_len, one)))]


def _drawn(one: Cell, size: int, right: bool, doubtful: bool, sign: str) -> list[Piece]:
    """A cell in exactly `size` cells of the screen, cut with an ellipsis."""
    doubt = _signs(one, doubtful, sign)
    room = size - sum(cell_len(text) for text, _ in doubt)
    pieces = _cut([(shown(text), look) for text, look in one.parts], room)
    room -= sum(cell_len(text) for text, _ in pieces)
    blank = [(" " * max(room, 0), "")] if room > 0 else []
    return [*blank, *pieces, *doubt] if right else [*pieces, *doubt, *blank]


def _signs(one: Cell, doubtful: bool, sign: str) -> list[Piece]:
    """What stands behind a cell: the mark of doubt, and that of the user."""
    if not one.parts:
        return []
    doubt = [DOUBT] if doubtful else []
    return [*doubt, (f" {sign}", "mark")] if sign else doubt


def _under(pieces: Sequence[Piece]) -> list[Piece]:
    """The cell under the cursor."""
    return [(text, "cell-now") for text, _ in pieces]


def _flowing(row: Row, width: int, at: int | None, marked: Mapping[int, str]) -> list[Piece]:
    pieces: list[Piece] = []
    start = end = used = 0
    for number, one in enumerate(row.cells):
        drawn = [(shown(text), look) for text, look in one.parts]
        drawn += _signs(one, one.doubtful, marked.get(number, ""))
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
    left: list[Piece] = []
    for text, look in pieces:
        size = cell_len(text)
        if over >= size:
            over -= size
            continue
        if over:
            kept = set_cell_size(text[::-1], size - over)[::-1]
            within = text[len(text) - len(kept) - 1].isalnum() and kept[:1].isalnum()
            text = kept.partition(" ")[2] if within and " " in kept else kept
            over = 0
        left.append((text, look))
    return [*found, *_cut(left, width)]


def _cut(pieces: Sequence[Piece], width: int) -> list[Piece]:
    """The first of the pieces in at most `width` cells, an ellipsis where there are more."""
    if sum(cell_len(text) for text, _ in pieces) <= width:
        return list(pieces)
    found: list[Piece] = []
    for text, look in pieces:
        if cell_len(text) >= width:
            short = shorten(text if cell_len(text) > width else f"{text} …", width)
            if found and text[len(short) - 1 : len(short)].isalnum():  # within its first word
                short = "…"
            found.append((short, look))
            break
        found.append((text, look))
        width -= cell_len(text)
    return found


def _sized(text: str, size: int, right: bool) -> str:
    short = shorten(text, size)
    blank = " " * (size - cell_len(short))
    return blank + short if right else short + blank
