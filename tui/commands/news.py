"""`news [QUERY]`: what came since the last visit, or since an earlier one."""

from __future__ import annotations

import argparse
from dataclasses import replace

from store.corpus import Corpus
from store.listing import Narrowing
from store.views.board import Board
from store.visits import Visit, last_before
from tui.commands.arguments import iso_date
from tui.commands.view import ViewCommand
from tui.failure import Failure


class NewsCommand(ViewCommand):
    """The view of news; it reads which visits there were and notes none."""

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        """Tell the parser what every view takes, and `--since`."""
        super().arguments(parser)
        parser.add_argument(
            "--since", type=iso_date, metavar="DATE", help="since the last visit before that date"
        )

    def board(self, corpus: Corpus, narrowing: Narrowing, options: argparse.Namespace) -> Board:
        """What came since the visit that was asked for. Raises Failure where there was none."""
        if options.since is not None:
            narrowing = replace(narrowing, since=_before(corpus.visits(), options.since).number)
        return super().board(corpus, narrowing, options)


def _before(visits: list[Visit], day: str) -> Visit:
    found = last_before(visits, day)
    if found is None:
        first = f"; the first that is known was on {visits[0].day}" if visits else ""
        raise Failure("--since", f"there was no visit before {day}{first}")
    return found
