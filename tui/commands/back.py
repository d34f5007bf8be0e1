"""`undo` and `redo`: what you did last to records is taken back, or done again."""

from __future__ import annotations

import argparse

from tui.commands.opening import open_store
from tui.failure import Failure
from tui.settings import Settings
from tui.wrapping import shown

_TOLD = {
    "undo": ("undone", "there is nothing to take back"),
    "redo": ("done again", "nothing was taken back that could be done again"),
}


class BackCommand:
    """One of the two, by its name."""

    def __init__(self, name: str) -> None:
        self._name = name

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        """Neither takes anything."""

    def run(self, options: argparse.Namespace, settings: Settings) -> int:
        """Do it, and say what; 1 where there is nothing to do."""
        done, nothing = _TOLD[self._name]
        with open_store(options) as corpus:
            action = corpus.hand.undo() if self._name == "undo" else corpus.hand.redo()
        if action is None:
            raise Failure(self._name, nothing)
        print(f"{done}: {shown(action.does)}")
        return 0
