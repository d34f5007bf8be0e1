"""`conditions [QUERY] [--met CONDITION]`: pledges by what must happen first, and what if it has."""

from __future__ import annotations

import argparse

from store.corpus import Corpus
from store.listing import Narrowing
from store.views.board import Board
from store.views.conditions import boards
from store.views.occasions import occasions
from tui.commands.view import ViewCommand
from tui.failure import USAGE, Failure, meant


class ConditionsCommand(ViewCommand):
    """The command of the view of conditions."""

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        """Tell the parser what the view takes, and what is supposed for it."""
        super().arguments(parser)
        parser.add_argument(
            "--met",
            action="append",
            default=[],
            metavar="CONDITION",
            help="what if this has happened: what falls due, and who is uncommitted (repeatable)",
        )

    def board(self, corpus: Corpus, narrowing: Narrowing, options: argparse.Namespace) -> Board:
        """The view with what is kept as met and what is supposed; a Failure for an unknown one."""
        met = corpus.met()
        if options.met:
            *_, board = boards(corpus, narrowing)
            known = {row.group for row in board.rows}
            met |= {_key(one, known) for one in options.met if known}
        *_, board = boards(corpus, narrowing, met)
        return board


def _key(typed: str, known: set[str]) -> str:
    """The key of a condition by its name in the view, or in other words for the same."""
    if typed.casefold() in known:
        return typed.casefold()
    for one in occasions(typed):
        if one.key in known:
            return one.key
    near = meant(typed, sorted(known)) or "`onrecord conditions` lists them"
    raise Failure(typed, f"nothing waits for this; {near}", USAGE)
