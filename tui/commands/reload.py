"""`reload [QUERY]`: extracts again what an older pipeline made."""

from __future__ import annotations

import argparse
from dataclasses import replace

from store.listing import Narrowing
from tui.commands.arguments import add_jobs, add_json, add_query, first_found, queries
from tui.commands.intake import ProgressLine, conclude
from tui.commands.opening import open_store
from tui.failure import Failure
from tui.settings import Settings


def arguments(parser: argparse.ArgumentParser) -> None:
    """Tell the parser what `reload` takes."""
    add_query(parser)
    add_jobs(parser)
    add_json(parser, "the outcome as one JSON object")


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Reload; what this pipeline made already counts as unchanged."""
    from store.loading import reload
    from store.pipeline import version

    readings = queries(options)
    with open_store(options) as corpus, ProgressLine() as progress:
        words, sources = first_found(
            readings, lambda words: corpus.listing("source", Narrowing(query=words))
        )
        asked = {source.id for source in sources}
        if words and not asked:
            raise Failure(words, "no source matches")
        stale = [source for source in corpus.stale(version(settings.model)) if source.id in asked]
        report = reload(
            corpus,
            stale,
            jobs=options.jobs or settings.jobs,
            model=settings.model,
            on_progress=progress.show,
        )
    current = len(asked) - len(stale)
    return conclude(replace(report, unchanged=report.unchanged + current), json=options.json)
