"""`undo`: takes back what you did last: a note, a tag, a bookmark, a correction."""

from __future__ import annotations

import argparse

from tui.commands.opening import open_store
from tui.failure import Failure
from tui.settings import Settings
from tui.wrapping import shown


def arguments(parser: argparse.ArgumentParser) -> None:
    """`undo` takes nothing."""


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Undo, and say what; 1 where there is nothing to undo."""
    with open_store(options) as corpus:
        action = corpus.hand.undo()
    if action is None:
        raise Failure("undo", "there is nothing to take back")
    print(f"undone: {shown(action.does)}")
    return 0
