"""One visit to a store: the application runs on it, and what it showed is kept."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

from store.corpus import Corpus
from store.errors import StoreError
from tui import kept_frame
from tui.app import OnRecord
from tui.failure import say
from tui.folders import session_file, settings_file, yank_file
from tui.looks import look
from tui.screens.explorer import Explorer
from tui.settings import Settings
from tui.thrift import Thrift

_TURN = 0.0005
"""Seconds after which a thread lets another one on: what writes to the terminal waits no longer."""


def run(
    path: Path, settings: Settings, *, load_seeds: bool = False, restricted: bool = False
) -> int:
    """Opens the explorer on a store until the user leaves; the exit status.

    `load_seeds` reads the seed articles in the background first. Raises StoreError where
    the store cannot be opened, and what ended the explorer unexpectedly.
    """
    sys.setswitchinterval(_TURN)
    if os.environ.get("NO_COLOR") == "":  # to Textual an empty one counts; by no-color.org not
        del os.environ["NO_COLOR"]
    seeds = None
    if load_seeds and not restricted:
        from seeds import FOLDER

        seeds = FOLDER
    here = look(settings, os.environ)
    for notice in here.notices:
        say(settings_file(), notice)
    with Corpus.open(path, read_only=restricted) as corpus:
        app = OnRecord(
            lambda: Explorer(
                corpus,
                lambda: Corpus.open(path, read_only=restricted),
                seeds=seeds,
                restricted=restricted,
                jobs=settings.jobs,
                model=settings.model,
                form=settings.yank,
                keep_yank=None if restricted else yank_file(),
                kept=None if restricted else session_file(path),
            ),
            here,
        )
        app.run(mouse=settings.mouse)
        if app.mishap:
            raise app.mishap
        if not corpus.read_only:
            _note(corpus)
    if not restricted:
        with suppress(OSError):
            drawing = Thrift.drawing(app.picture, *app.pictured)
            store = os.path.abspath(path)
            kept_frame.keep(store, sys.argv[1:], app.picture, drawing, app.pictured)
    return app.return_code or 0


def _note(corpus: Corpus) -> None:
    """Notes the visit: what comes from now on is news to the next one."""
    try:
        corpus.visit()
    except StoreError as error:
        say(error)
