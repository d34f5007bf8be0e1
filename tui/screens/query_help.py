"""The help of the search line: what a query can hold. Knows no record and no store."""

from __future__ import annotations

from tui.query_page import lines
from tui.screens.sheet import Sheet


class QueryHelp(Sheet):
    """What can be typed into the search line, over the panes."""

    def __init__(self) -> None:
        super().__init__("Searching", lines)
