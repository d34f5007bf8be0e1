"""`conditions [QUERY] [--met CONDITION]`: pledges by what must happen first, and what if it has."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from textwrap import shorten

from store.corpus import Corpus
from store.listing import Narrowing
from store.views.board import Board, Row
from store.views.conditions import boards
from store.views.occasions import occasions
from tui.commands.view import ViewCommand
from tui.failure import USAGE, Failure, meant

LONGEST = 40
"""Code points of a condition's name in a list of them, at most."""


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
        if any(not one.strip() for one in options.met):
            raise Failure("--met", "it names no condition; `onrecord conditions` lists them", USAGE)
        if options.met:
            *_, board = boards(corpus, narrowing)
            known = {name: row.group for row in board.rows if (name := _name(row))}
            met |= {_key(one, known) for one in options.met if known}
        *_, board = boards(corpus, narrowing, met)
        return board


def _name(row: Row) -> str:
    """What a condition is called, in the view's word or the article's, cut between words.

    "" for a row that heads no condition.
    """
    if row.data is None or row.data["kind"] != "condition":
        return ""
    return shorten(row.data["name"], LONGEST, placeholder="…", break_on_hyphens=False)


def _key(typed: str, known: Mapping[str, str]) -> str:
    """The key of a condition by its name in the view, or in other words for the same.

    `known` are the keys by name; a Failure for what is none of them.
    """
    for name, key in known.items():
        if typed.casefold() in (name.casefold(), key):
            return key
    for one in occasions(typed):
        if one.key in known.values():
            return one.key
    near = meant(typed, sorted(known, key=str.casefold)) or "`onrecord conditions` lists them"
    raise Failure(typed, f"nothing waits for this; {near}", USAGE)
