"""The ends of words moved by keys, while the reader shows them. Knows no store.

The screen's answer are the places of the words; None leaves them as they were.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType

from tui import hints, keys
from tui.corrections import Ends
from tui.screens.over import Over
from tui.widgets.drawn import Drawn

Places = Sequence[tuple[int, int]]


class Bounding(Over[Places], inherit_bindings=False):
    """Over the panes, of which it leaves all to be seen but the last line."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.BOUNDS, *keys.HELPING]
    HINTS = hints.BOUNDS

    def __init__(self, ends: Ends, show: Callable[[Places], str]) -> None:
        super().__init__()
        self._ends, self._draw = ends, show

    def compose(self) -> ComposeResult:
        """Nothing of its own: the reader shows the words, the status line them and the keys."""
        yield Drawn(id="bounding")

    def on_mount(self) -> None:
        """Shows the words as they are."""
        self._show()

    def _show(self) -> None:
        self.state = self._draw(self._ends.places)
        self.hint()

    def on_key(self, event: events.Key) -> None:
        """What the panes have keys for waits until this is closed."""
        self.refuse(event)

    def action_end(self, way: int) -> None:
        """Moves where the words end."""
        if self._ends.move_end(way):
            self._show()

    def action_start(self, way: int) -> None:
        """Moves where the words begin."""
        if self._ends.move_start(way):
            self._show()

    def action_fragment(self) -> None:
        """The ends of the next fragment move."""
        self._ends.turn()

    def action_keep(self) -> None:
        """These are the words."""
        self.dismiss(list(self._ends.places))

    def action_help(self) -> None:
        """Shows all keys, those that move ends first."""
        from tui.screens.help import Help

        self.app.push_screen(Help(None, choosing=True))
