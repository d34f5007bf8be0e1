"""`redo`: does again what `undo` took back last."""

from __future__ import annotations

import argparse

from tui.commands.opening import open_store
from tui.failure import Failure
from tui.settings import Settings
from tui.wrapping import shown


def arguments(parser: argparse.ArgumentParser) -> None:
    """`redo` takes nothing."""


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Redo, and say what; 1 where nothing was undone."""
    with open_store(options) as corpus:
        action = corpus.hand.redo()
    if action is None:
        raise Failure("redo", "nothing was taken back that could be done again")
    print(f"done again: {shown(action.does)}")
    return 0
