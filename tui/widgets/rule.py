"""The rule over a pane, which carries its title. Knows no record."""

from __future__ import annotations

from rich.cells import cell_len
from textual import events
from textual.message import Message
from textual.strip import Strip

from tui.marking import Piece
from tui.render import shorten
from tui.widgets.drawn import Drawn

DOT = " · "
"""Stands between the parts of a title."""

TELLING = 6
"""Cells in which a shortened part still tells something."""


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
        """Says something else; `fitted` tells what gives way where there is too little room."""
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
        words = fitted(self._title, self._tail, width - 2)
        words = f" {words} " if words else ""
        rest = max(width - 1 - cell_len(words), 0)
        return [(stroke, rule), (words, title), (stroke * rest, rule)]


def fitted(title: str, tail: str, room: int) -> str:
    """Title and tail in at most `room` cells; parts of a title stand between ` · `.

    Its first part, the name, stays, then the tail as far as there is room. Of the parts between
    them the last go first; the one that is left is shortened as long as that tells anything.
    """
    if not title:
        return shorten(tail, room)
    name, *parts = title.split(DOT)
    ends = [tail] if tail else []
    if cell_len(DOT.join((name, *parts, *ends))) <= room:
        return DOT.join((name, *parts, *ends))
    name = shorten(name, max(room, 1))
    left = room - cell_len(name) - cell_len(DOT)
    ends = [shorten(tail, left)] if tail and left >= TELLING else []
    left -= cell_len(DOT.join(("", *ends)))
    while len(parts) > 1 and cell_len(DOT.join(parts)) > left:
        parts.pop()
    if parts and cell_len(parts[0]) > left:
        parts = [shorten(parts[0], left)] if left >= TELLING else []
    return DOT.join((name, *parts, *ends))
