"""A widget of a few lines that is handed its lines ready to draw. Knows no record."""

from __future__ import annotations

from collections.abc import Sequence

from textual.geometry import Region
from textual.strip import Strip

from tui.marking import Piece
from tui.widgets.toned import Toned


class Drawn(Toned):
    """Draws the lines it was last shown; redraws those that changed."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._lines: list[list[Piece]] = []

    @property
    def text(self) -> str:
        """What it says, without styles."""
        return "\n".join("".join(text for text, _ in line) for line in self._lines)

    def show(self, lines: Sequence[list[Piece]]) -> None:
        """Draws these lines from now on."""
        old, self._lines = self._lines, list(lines)
        for y in range(max(len(old), len(self._lines))):
            if old[y : y + 1] != self._lines[y : y + 1]:
                self.refresh(Region(0, y, self.size.width, 1))

    def render_line(self, y: int) -> Strip:
        """One line, padded to the width."""
        pieces = self._lines[y] if y < len(self._lines) else []
        return self.strip(pieces, self.size.width)
