"""`news [QUERY]`: what came since the last visit, or since an earlier one."""

from __future__ import annotations

import argparse

from store.corpus import Corpus
from store.visits import last_before
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

    def since(self, corpus: Corpus, options: argparse.Namespace) -> int | None:
        """The number of the visit that was asked for. Raises Failure where there was none."""
        if options.since is None:
            return None
        visits = corpus.visits()
        found = last_before(visits, options.since)
        if found is None:
            first = f"; the first that is known was on {visits[0].day}" if visits else ""
            raise Failure("--since", f"there was no visit before {options.since}{first}")
        return found.number
