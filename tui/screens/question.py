"""A question at the foot of the screen, answered with one key. Knows no record."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType

from tui import hints, keys
from tui.render import flow
from tui.screens.over import Over
from tui.widgets.drawn import Drawn


class Question(Over[bool], inherit_bindings=False):
    """Asks whether to do something: one key agrees, any other key or a click does not."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.ANSWERING]
    HINTS = hints.ANSWERING

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = words
        self._line = Drawn(id="question")

    def compose(self) -> ComposeResult:
        """The question, over the status line."""
        yield self._line

    def on_resize(self, event: events.Resize) -> None:
        """Lays the question out over the width, in as many lines as it takes."""
        lines = flow([[(self._words, "strong")]], max(event.size.width - 2, 1))
        self._line.styles.height = len(lines)
        self._line.show([[(" ", ""), *line] for line in lines])

    def on_key(self, event: events.Key) -> None:
        """Any key but the one that agrees leaves it be."""
        if event.key not in self.active_bindings:
            event.stop()
            self.dismiss(False)

    def on_click(self) -> None:
        """Who clicks elsewhere does not agree."""
        self.dismiss(False)

    def action_agree(self) -> None:
        """It is to be done."""
        self.dismiss(True)
