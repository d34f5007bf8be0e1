"""The rule over a pane, which carries its title. Knows no record."""

from __future__ import annotations

from rich.cells import cell_len
from textual import events
from textual.message import Message
from textual.strip import Strip

from tui.marking import Piece
from tui.render import shorten
from tui.widgets.drawn import Drawn


class Arranged(Message):
    """A pane has another size: rules may stand elsewhere now."""


class Rule(Drawn):
    """A line across with a title; heavy, and the title reversed, over the pane in use."""

    def __init__(self, title: str = "", *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._title = title
        self._tail = ""
        self._now = False
        self._fitted = 0  # the width that it is drawn for

    @property
    def title(self) -> str:
        """What it says."""
        return " · ".join(filter(None, (self._title, self._tail)))

    def entitle(self, title: str, tail: str = "") -> None:
        """Says something else; where there is no room, the title's last parts go, not the tail."""
        if (title, tail) != (self._title, self._tail):
            self._title, self._tail = title, tail
            self._draw()

    def use(self, now: bool) -> None:
        """Whether its pane is the one in use."""
        if now != self._now:
            self._now = now
            self._draw()

    def on_resize(self, event: events.Resize) -> None:
        """Draws over the new width."""
        self._draw()

    def render_line(self, y: int) -> Strip:
        """The line; one that was drawn while it could not be seen is fitted to its place first."""
        if self._fitted != self.size.width:
            self._lines = [self._line()]
        return super().render_line(y)

    def _draw(self) -> None:
        self.show([self._line()])

    def _line(self) -> list[Piece]:
        width = self._fitted = self.size.width
        stroke, rule, title = "─", "rule", "title"
        if self._now:
            stroke, rule, title = "━", "rule-now", "title-now"
        words, room = self.title, width - 2
        if cell_len(words) > room:
            tail = f" · {self._tail}" if self._tail else ""
            left = max(room - cell_len(tail), 1)
            first, *parts = self._title.split(" · ")
            while parts and cell_len(" · ".join((first, *parts))) > left:
                parts.pop()
            words = shorten(" · ".join((first, *parts)), left) + tail
        words = f" {words} " if words else ""
        rest = max(width - 1 - cell_len(words), 0)
        return [(stroke, rule), (words, title), (stroke * rest, rule)]
