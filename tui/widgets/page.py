"""A text that is laid out anew over each width. Knows no record."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import events

from tui.marking import Piece
from tui.widgets.paper import Paper


class Page(Paper):
    """Lines that a function lays out for a width, to scroll through."""

    def __init__(
        self, lay_out: Callable[[int], list[list[Piece]]], *, id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self._lay_out = lay_out
        self._lines: list[list[Piece]] = []

    def on_resize(self, event: events.Resize) -> None:
        """Lays the lines out over the new width."""
        self._lines = self._lay_out(max(self.size.width - 2, 1))
        self.set_length(len(self._lines), self.top)

    def draw_line(self, number: int, width: int) -> Sequence[Piece]:
        """A line of it."""
        return [(" ", ""), *self._lines[number]] if number < len(self._lines) else []
