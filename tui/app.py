"""The application: theme, driver, and the one screen that it starts with."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import ClassVar

from textual import events, on
from textual.actions import ActionParseResult
from textual.app import App
from textual.binding import BindingType
from textual.dom import DOMNode

from store.corpus import Corpus
from store.errors import StoreError
from tui.folders import session_file, yank_file
from tui.screens.explorer import Explorer
from tui.settings import Settings
from tui.thrift import ThriftyDriver
from tui.typeahead import TypeAhead

DARK, LIGHT = "flexoki", "solarized-light"
PLAIN_DARK, PLAIN_LIGHT = "ansi-dark", "ansi-light"


def choose_theme(wanted: str, environ: Mapping[str, str]) -> str:
    """The theme for a terminal: what the settings name, else what it can show.

    `NO_COLOR`, and terminals of 16 colours, get the terminal's own colours; `COLORFGBG`
    tells a light background where a terminal sets it.
    """
    background = environ.get("COLORFGBG", "").rpartition(";")[2]
    light = background in ("7", "15")
    term = environ.get("TERM", "")
    many = "256color" in term or "direct" in term or "COLORTERM" in environ
    if environ.get("NO_COLOR") or (wanted == "auto" and not many):
        return PLAIN_LIGHT if light else PLAIN_DARK
    if wanted != "auto":
        return wanted
    return LIGHT if light else DARK


class OnRecord(TypeAhead, inherit_bindings=False):
    """onrecord's explorer; `make` makes its screen once the application runs."""

    TITLE = "onrecord"
    CSS_PATH = "onrecord.tcss"
    BINDINGS: ClassVar[list[BindingType]] = []
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, make: Callable[[], Explorer], theme: str = DARK) -> None:
        plain = theme in (PLAIN_DARK, PLAIN_LIGHT)
        super().__init__(driver_class=ThriftyDriver, ansi_color=True if plain else None)
        self.animation_level = "none"
        self.theme = theme if theme in self.available_themes else DARK
        self._make = make

    def on_mount(self) -> None:
        """Shows the explorer, and draws it anew after fg."""
        self.push_screen(self._make())
        self.app_resume_signal.subscribe(self, self._draw_anew)
        self.set_interval(1.0, self._leave_if_hung_up)

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
            for screen in self.screen_stack:
                if isinstance(screen, Explorer):
                    screen.status.say(str(error))
            return True

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

    def _draw_anew(self, _: App[None]) -> None:
        self._redraw()

    def _forget(self) -> None:
        if isinstance(self._driver, ThriftyDriver):
            self._driver.forget()

    def _leave_if_hung_up(self) -> None:
        """Ends when the terminal is gone and no signal said so (nohup, some multiplexers)."""
        if isinstance(self._driver, ThriftyDriver) and self._driver.hung_up():
            self.exit()


def run(
    path: Path, settings: Settings, *, load_seeds: bool = False, restricted: bool = False
) -> int:
    """Opens the explorer on a store until the user leaves; the exit status.

    `load_seeds` reads the seed articles in the background first. Raises StoreError where
    the store cannot be opened, and what ended the explorer unexpectedly.
    """
    if os.environ.get("NO_COLOR") == "":  # to Textual an empty one counts; by no-color.org not
        del os.environ["NO_COLOR"]
    seeds = None
    if load_seeds and not restricted:
        from seeds import FOLDER

        seeds = FOLDER
    with Corpus.open(path, read_only=restricted) as corpus:
        app = OnRecord(
            lambda: Explorer(
                corpus,
                lambda: Corpus.open(path, read_only=restricted),
                seeds=seeds,
                restricted=restricted,
                jobs=settings.jobs,
                model=settings.model,
                keep_yank=None if restricted else yank_file(),
                kept=None if restricted else session_file(path),
            ),
            choose_theme(settings.theme, os.environ),
        )
        app.run(mouse=settings.mouse)
        if app.mishap:
            raise app.mishap
    return app.return_code or 0
