"""The help of the search line: what a query can hold. Knows no record and no store."""

from __future__ import annotations

from store import query_help
from tui.marking import Piece
from tui.render import flow
from tui.screens.sheet import Sheet

_COLUMN = 34


def lines(width: int) -> list[list[Piece]]:
    """The page in lines of at most `width` cells."""
    page: list[list[Piece]] = []
    column = min(_COLUMN, width // 2)
    for typed, meaning in query_help.rows():
        told = flow([[(meaning, "")]], max(width - column, 8)) or [[]]
        if len(typed) >= column:
            page.append([(typed, "key")])
            typed = ""
        for number, line in enumerate(told):
            lead = typed if number == 0 else ""
            page.append([(f"{lead:<{column}}", "key"), *line])
    return page


class QueryHelp(Sheet):
    """What can be typed into the search line, over the panes."""

    def __init__(self) -> None:
        super().__init__("Searching", lines)
