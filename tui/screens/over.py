"""A screen over the panes: a sheet, a question, a list to choose from."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual import events
from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, Screen

from tui import keys
from tui.widgets.status_line import StatusLine

Answer = TypeVar("Answer")


class Over(ModalScreen[Answer], inherit_bindings=False):
    """Is left once: what arrives after that is meant for nobody, and takes no other screen away."""

    HINTS: ClassVar[tuple[tuple[str, str], ...]] = ()
    """What the status line names while this is on top: binding id and a word."""

    state = ""
    """What the status line says beside them."""

    def on_screen_suspend(self) -> None:
        """Something lies over this now: its keys help."""
        self.hint()

    def on_screen_resume(self) -> None:
        """This is on top again."""
        self.hint()

    def hint(self) -> None:
        """Says which keys help in what is on top, if it lies over the panes."""
        top = self.app.screen
        if isinstance(top, Over):
            self._below.query_one(StatusLine).hint(top.HINTS, top.state, keys_first=True)

    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        """Leaves, with an answer, as long as it is on top."""
        return super().dismiss(result) if self.is_current else AwaitComplete()

    def refuse(self, event: events.Key) -> None:
        """Says why a key of the panes does nothing here; what was said before it is no news."""
        panes = self._below
        panes.query_one(StatusLine).hush()
        bound = panes.active_bindings.get(event.key)
        if event.key not in self.active_bindings and bound is not None and bound.binding.id:
            key = keys.names(keys.find(bound.binding.id))[0]
            self.say(f"{key} is off here: {keys.name('top.close')} closes this first.")

    def say(self, sentence: str) -> None:
        """Says what happened, in the panes' status line, until the next key."""
        self._below.query_one(StatusLine).say(sentence)

    @property
    def _below(self) -> Screen[object]:
        return next(s for s in reversed(self.app.screen_stack) if not isinstance(s, Over))
