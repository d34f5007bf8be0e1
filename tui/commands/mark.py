"""`mark ID…`: bookmarks records, or with `--off` no longer."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING

from tui.commands.opening import find, open_store
from tui.failure import FAILED, Failure, say
from tui.settings import Settings
from tui.wrapping import shown

if TYPE_CHECKING:
    from store.corpus import Corpus
    from store.hand.journal import Action

Change = Callable[["Corpus", str], "Action | None"]
"""What is done to the record of an id; None where it was so already."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Tell the parser what `mark` takes."""
    add_id(parser, "ids", nargs="+")
    parser.add_argument("--off", action="store_true", help="take the bookmarks away")


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Mark; 1 where one of them is no record, which hinders none of the others."""
    return change_each(options, options.ids, lambda c, one: c.set_marked(one, not options.off))


def add_id(parser: argparse.ArgumentParser, name: str, nargs: str | None = None) -> None:
    """The id of a record of any kind, or several."""
    parser.add_argument(
        name,
        nargs=nargs,
        metavar="ID",
        help="a record's id, the beginning of it (4 characters or more), or an article's file name",
    )


def change_each(options: argparse.Namespace, words: Iterable[str], change: Change) -> int:
    """Change the records that words name, as one action, and say what was done; the exit status."""
    status = 0
    ids: list[str] = []
    with open_store(options) as corpus:
        for word in words:
            try:
                ids.append(find(corpus, word).id)
            except Failure as failure:
                say(failure.what, failure.why)
                status = FAILED
        done = corpus.hand.together(partial(change, corpus, one) for one in ids)
    for record, action in zip(ids, done, strict=True):
        print(shown(action.does if action else f"{record} was so already"))
    return status
