"""`remove ID…`: takes articles and what came from them out of the store."""

from __future__ import annotations

import argparse

from store.records import Source
from tui.commands.opening import find, open_store
from tui.failure import FAILED, Failure, say
from tui.settings import Settings
from tui.wrapping import shown


def arguments(parser: argparse.ArgumentParser) -> None:
    """Tell the parser what `remove` takes."""
    parser.add_argument(
        "ids",
        nargs="+",
        metavar="ID",
        help="an article's id, the beginning of it (4 characters or more), or its file's name",
    )


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Remove; 1 where one of them is no article, which hinders none of the others."""
    status = 0
    with open_store(options) as corpus:
        for word in options.ids:
            try:
                record = find(corpus, word)
                if not isinstance(record, Source):
                    raise Failure(word, "this is no article; only articles can be removed")
                removed = corpus.remove(record.id)
            except Failure as failure:
                say(failure.what, failure.why)
                status = FAILED
            else:
                print(f"removed {removed.id}  {shown(removed.name)}")
    return status
