"""What was yanked last, to read. Knows no record and no store."""

from __future__ import annotations

from tui.marking import Piece
from tui.render import count, flow
from tui.screens.sheet import Sheet
from tui.wrapping import shown


class Yanked(Sheet):
    """The last yank as it was sent to the terminal, over the panes."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"Last yank, {count(len(text), 'character')}", lambda width: lines(text, width)
        )


def lines(text: str, width: int) -> list[list[Piece]]:
    """The text in lines of at most `width` cells, its own lines kept."""
    laid: list[list[Piece]] = []
    for line in text.split("\n"):
        laid += flow([[(shown(line), "")]], max(width, 1)) or [[]]
    return laid
