"""The application: theme, driver, and the one screen that it starts with."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from textual import events, on
from textual.actions import ActionParseResult
from textual.binding import BindingType
from textual.dom import DOMNode
from textual.geometry import Size

from store.errors import StoreError
from tui import keynames
from tui.driver import ThriftyDriver
from tui.looks import PLAIN, USUAL, Look, next_theme
from tui.plain import ASCII
from tui.plain_driver import PlainDriver
from tui.screens.explorer import Explorer
from tui.sparing import SparingScreen
from tui.typeahead import TypeAhead


class OnRecord(TypeAhead, inherit_bindings=False):
    """onrecord's explorer; `make` makes its screen once the application runs."""

    TITLE = "onrecord"
    CSS_PATH = "onrecord.tcss"
    BINDINGS: ClassVar[list[BindingType]] = []
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, make: Callable[[], Explorer], look: Look = USUAL) -> None:
        super().__init__(
            driver_class=PlainDriver if look.ascii else ThriftyDriver,
            ansi_color=True if look.theme in PLAIN else None,
        )
        self.animation_level = "none"
        self.theme = look.theme
        self.set_class(look.ascii, ASCII)
        self.set_keymap(dict(look.keymap))
        keynames.use(look.keymap, arrows=not look.ascii)
        self._look = look
        self.thrift = look.thrift
        """Whether the driver writes only what differs; it asks when the application runs."""
        self._make = make
        self.picture = ""
        """What the panes showed at the end, as a frame."""
        self.pictured = Size(0, 0)
        """The size of the screen that they showed it on."""

    def on_mount(self) -> None:
        """Shows the explorer, and draws it anew after fg."""
        self.push_screen(self._make())
        self.call_after_refresh(_look_for_garbage)
        if self._look.notices:
            self.call_after_refresh(self._say, self._look.notice)
        self.app_resume_signal.subscribe(self, lambda _: self._redraw())
        self.set_interval(1.0, self._leave_if_hung_up)

    def exit(self, *arguments: Any, **options: Any) -> None:
        """Leaves; what the panes show is kept for the next start."""
        if isinstance(self.screen, Explorer) and isinstance(self._driver, ThriftyDriver):
            self.picture, self.pictured = self._driver.picture, self.size
        super().exit(*arguments, **options)

    @property
    def mishap(self) -> Exception | None:
        """What ended the program that nobody expected."""
        return self._exception

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Does what a key asks for; a store that cannot be read is said, and that was it."""
        try:
            return await super().run_action(action, default_namespace, namespaces)
        except StoreError as error:
            self._say(str(error))
            return True

    def draw_at_once(self) -> None:
        """Draws what a key has changed in the panes; other screens are drawn as ever."""
        if isinstance(self.screen, SparingScreen):
            self.screen.draw_at_once()

    def _say(self, sentence: str) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, Explorer):
                screen.status.say(sentence)

    def _fatal_error(self) -> None:
        """Leaves without a traceback on the terminal: `run` raises what happened again.

        To go on is not safe: a widget that raised hears no more messages.
        """
        self._close_messages_no_wait()

    def on_resize(self, event: events.Resize) -> None:
        """The terminal may have rearranged what it showed."""
        self._forget()

    @on(Explorer.Redraw)
    def _redraw(self) -> None:
        self._forget()
        self.screen.refresh(layout=True)

    @on(Explorer.Theme)
    def _turn_theme(self) -> None:
        self.ansi_color = None
        self.theme = next_theme(self.theme, os.environ)
        self._say(f"This is {self.theme}, until you leave; the setting `theme` keeps it.")

    def _forget(self) -> None:
        if isinstance(self._driver, ThriftyDriver):
            self._driver.forget()

    def _leave_if_hung_up(self) -> None:
        """Ends when the terminal is gone and no signal said so (nohup, some multiplexers)."""
        if isinstance(self._driver, ThriftyDriver) and self._driver.hung_up():
            self.exit()


def _look_for_garbage() -> None:
    """What is there by now stays to the end, and is not gone through."""
    gc.freeze()
    gc.enable()
