"""A screen over the panes: a sheet, a question, a list to choose from."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual import events
from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, Screen
from textual.widget import Widget

from tui import keys
from tui.screens.frame import LEAST
from tui.widgets.status_line import StatusLine

Answer = TypeVar("Answer")


class Over(ModalScreen[Answer], inherit_bindings=False):
    """Is left once: what arrives after that is meant for nobody, and takes no other screen away."""

    _used: Widget | None = None
    """What had the focus before there was no room."""

    HINTS: ClassVar[tuple[tuple[str, str], ...]] = ()
    """What the status line names while this is on top: binding id and a word."""

    state = ""
    """What the status line says beside them."""

    def on_resize(self, event: events.Resize) -> None:
        """Leaves the screen to the panes' sentence where there is no room for anything."""
        width, height = event.size
        small, was = width < LEAST[0] or height < LEAST[1], self.has_class("-small")
        if small and not was:
            self._used = self.focused
        elif was and not small:
            self.call_after_refresh(self._focus_again)
        self.set_class(small, "-small")

    def _focus_again(self) -> None:
        if self.focused is None and self._used is not None:
            self.set_focus(self._used)
        elif self.focused is None:
            self.focus_next()

    @property
    def helps(self) -> tuple[tuple[str, str], ...]:
        """What it names now."""
        return self.HINTS

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
            self._below.query_one(StatusLine).hint(top.helps, top.state, keys_first=True)

    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        """Leaves, with an answer, as long as it is on top."""
        return super().dismiss(result) if self.is_current else AwaitComplete()

    def follow(self) -> None:
        """The store was written to: what shows something of it shows that anew."""

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
