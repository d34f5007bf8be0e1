"""The page about queries, in lines: for the sheet of the search line and for `help`. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from store import query_help
from tui.fitting import two_columns
from tui.marking import Piece


def lines(width: int) -> list[list[Piece]]:
    """The page in lines of at most `width` cells."""
    return [
        *_table(query_help.EXAMPLES, 37, width),
        [],
        *_table(query_help.values(), 10, width),
    ]


def _table(rows: Iterable[tuple[str, str]], column: int, width: int) -> list[list[Piece]]:
    keyed = [([(f"{typed} ", "key")], meaning) for typed, meaning in rows]
    return two_columns(keyed, min(column, width // 2), width)
