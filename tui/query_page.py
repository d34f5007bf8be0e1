"""The page about queries, in lines: for the sheet of the search line and for `help`. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from store import query_help
from tui.marking import Piece
from tui.render import flow


def lines(width: int) -> list[list[Piece]]:
    """The page in lines of at most `width` cells."""
    return [
        *_table(query_help.EXAMPLES, 37, width),
        [],
        *_table(query_help.values(), 10, width),
    ]


def _table(rows: Iterable[tuple[str, str]], column: int, width: int) -> list[list[Piece]]:
    table: list[list[Piece]] = []
    column = min(column, width // 2)
    for typed, meaning in rows:
        told = flow([[(meaning, "")]], max(width - column, 8))
        if len(typed) >= column:
            table.append([(typed, "key")])
            typed = ""
        for number, line in enumerate(told):
            lead = typed if number == 0 else ""
            table.append([(f"{lead:<{column}}", "key"), *line])
    return table
