"""Plain tables: cells of text in columns that fit a terminal, or in full where none looks.

Knows no record: who prints a table says its columns and cells.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rich.cells import set_cell_size

from tui.wrapping import cells, shown

GAP = "  "


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title, where its cells stand, and how far it may be narrowed.

    `least` is in terminal cells; 0 keeps the column as wide as its widest cell.
    """

    title: str
    right: bool = False
    least: int = 0


def lines(
    columns: Sequence[Column], rows: Iterable[Sequence[str]], width: int | None = None
) -> Iterator[str]:
    """The titles, then a line a row. With `width`, no line takes more terminal cells."""
    table = [[column.title for column in columns]]
    table += ([shown(cell) for cell in row] for row in rows)
    widths = [max(map(cells, column)) for column in zip(*table, strict=True)]
    if width is not None:
        widths = _fitted(columns, widths, width)
    for row in table:
        parts = [
            _aligned(cell, size, column.right)
            for cell, size, column in zip(row, widths, columns, strict=True)
        ]
        line = GAP.join(parts).rstrip()
        yield line if width is None else cut(line, width)


def cut(text: str, width: int) -> str:
    """The text in at most `width` terminal cells, with an ellipsis where it is cut."""
    if cells(text) <= width:
        return text
    return set_cell_size(shown(text), max(width - 1, 0)).rstrip() + "…"[:width]


def _fitted(columns: Sequence[Column], widths: Sequence[int], width: int) -> list[int]:
    """The widths, the widest columns narrowed first until a line fits or none may give way."""
    fitted = list(widths)
    room = width - len(GAP) * (len(columns) - 1)
    while sum(fitted) > room:
        give = [n for n, column in enumerate(columns) if column.least and fitted[n] > column.least]
        if not give:
            break
        fitted[max(give, key=lambda n: fitted[n])] -= 1
    return fitted


def _aligned(cell: str, width: int, right: bool) -> str:
    cell = cut(cell, width)
    space = " " * (width - cells(cell))
    return space + cell if right else cell + space
