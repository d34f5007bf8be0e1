"""`onrecord` where nobody looks at a screen: sources, actors and pledges as three tables."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from store.records import Kind
from tui.columns import Names, table
from tui.commands.intake import ProgressLine, status
from tui.commands.opening import open_store
from tui.settings import Settings
from tui.tables import lines

if TYPE_CHECKING:
    from store.corpus import Corpus

_TABLES: tuple[Kind, ...] = ("source", "actor", "pledge")


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Print the overview; an empty store gets the seed articles first."""
    with open_store(options, create=True) as corpus:
        done = 0
        if not corpus.counts().sources and not options.restricted:
            done = _load_seeds(corpus, settings)
        names = Names(corpus)
        for number, kind in enumerate(_TABLES):
            listing = corpus.listing(kind)
            print(("\n" if number else "") + f"{kind.capitalize()}s ({len(listing)})")
            for line in lines(*table(kind, listing, names, short=False)):
                print(line)
    return done


def _load_seeds(corpus: Corpus, settings: Settings) -> int:
    from seeds import FOLDER
    from store.loading import load

    with ProgressLine() as progress:
        report = load(
            corpus, [FOLDER], jobs=settings.jobs, model=settings.model, on_progress=progress.show
        )
    return status(report)
