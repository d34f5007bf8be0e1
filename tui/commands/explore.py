"""`onrecord` on a terminal: opens the explorer."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from tui import streams
from tui.commands.opening import open_store
from tui.failure import USAGE, Failure, reason
from tui.folders import store_file
from tui.settings import Settings

FRAMES = 200
"""Frames a second at most, for Textual: with its own 60, what a key changes right after another
frame waits for up to two sixtieths of a second."""

TURN = 0.0005
"""Seconds after which a busy thread lets a waiting one go on: with Python's own 0.005, each
read of the store waits so long behind what a worker computes."""


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Explore until the user leaves; an empty store gets the seed articles first."""
    if streams.is_dumb():
        term = os.environ.get("TERM")
        why = f"the explorer cannot draw on a terminal called `{term}`" if term else "it is not set"
        raise Failure("TERM", f"{why}; `onrecord | cat` prints an overview", USAGE)
    if not streams.is_terminal(sys.stdin):
        _take_terminal()
    os.environ.setdefault("TEXTUAL_FPS", str(FRAMES))
    sys.setswitchinterval(TURN)
    settings = _asked(options, settings)
    with open_store(options) as corpus:
        empty = not corpus.counts().sources
    from tui.visit import run as explore

    with _errors_on_terminal():
        return explore(
            store_file(options.store),
            settings,
            load_seeds=empty and not options.restricted,
            restricted=options.restricted,
        )


def _asked(options: argparse.Namespace, settings: Settings) -> Settings:
    """The settings with what the command line asks for instead. Raises Failure."""
    if options.theme is not None:
        from tui.looks import unknown_theme

        if why := unknown_theme(options.theme, listed=True):
            raise Failure("--theme", why, USAGE)
        settings = replace(settings, theme=options.theme)
    if options.ascii:
        settings = replace(settings, ascii=True)
    return replace(settings, mouse=settings.mouse and not options.no_mouse)


def _take_terminal() -> None:
    """The controlling terminal becomes the standard input: `… | onrecord`."""
    try:
        terminal = os.open("/dev/tty", os.O_RDWR)
    except OSError as error:
        why = f"is no terminal, and there is none to open ({reason(error)})"
        raise Failure("standard input", why, USAGE) from None
    os.dup2(terminal, 0)
    os.close(terminal)


@contextmanager
def _errors_on_terminal() -> Iterator[None]:
    """Standard error is the terminal meanwhile: Textual draws on it, `2>log` or not."""
    if streams.is_terminal(sys.stderr):
        yield
        return
    sys.stderr.flush()
    kept = os.dup(2)
    os.dup2(sys.stdout.fileno(), 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
