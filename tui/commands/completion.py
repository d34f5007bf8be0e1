"""`completion SHELL`: a script that completes commands, options and files in a shell."""

from __future__ import annotations

import argparse
from typing import Any

from tui.settings import Settings

SHELLS = ("bash", "zsh", "fish", "tcsh")

_FILES = {"FILE": "FILE", "PATH": "FILE", "DIR": "DIRECTORY", "GOLD_DIR": "DIRECTORY"}
"""What stands for a file or folder in the help, and what it is called by shtab."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Tell the parser what `completion` takes."""
    parser.add_argument("shell", choices=SHELLS, metavar="SHELL", help=", ".join(SHELLS))


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Print it."""
    import shtab

    from tui.parsers import whole

    parser = whole()
    _mark_files(parser, shtab)
    print(shtab.complete(parser, options.shell))
    return 0


def _mark_files(parser: argparse.ArgumentParser, shtab: Any) -> None:
    """Tell which arguments are files or folders, in this parser and those of its commands."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for one in action.choices.values():
                _mark_files(one, shtab)
        elif action.metavar in _FILES:
            action.complete = getattr(shtab, _FILES[str(action.metavar)])  # type: ignore[attr-defined]
