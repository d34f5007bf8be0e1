"""`load PATH…`: reads articles into the store."""

from __future__ import annotations

import argparse

from store.formats import FORMATS
from tui.commands.arguments import add_jobs, add_json, iso_date
from tui.commands.intake import ProgressLine, conclude
from tui.commands.opening import open_store
from tui.settings import Settings


def arguments(parser: argparse.ArgumentParser) -> None:
    """Tell the parser what `load` takes."""
    parser.add_argument(
        "paths",
        nargs="+",
        metavar="PATH",
        help="a file, a folder with all that lies in it, or - for the standard input",
    )
    parser.add_argument(
        "--format",
        choices=FORMATS,
        metavar="FORMAT",
        help=f"what the files are, whatever their ending: {' or '.join(FORMATS)}",
    )
    parser.add_argument("--outlet", metavar="NAME", help="who published them")
    parser.add_argument(
        "--date", type=iso_date, metavar="DATE", help="when: 2025-09-04, 2025-09 or 2025"
    )
    add_jobs(parser)
    add_json(parser, "the outcome as one JSON object")


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Load; 1 where a path has failed."""
    from store.loading import load

    with open_store(options, create=True) as corpus, ProgressLine() as progress:
        report = load(
            corpus,
            options.paths,
            format=options.format,
            outlet=options.outlet,
            date=options.date,
            jobs=options.jobs or settings.jobs,
            model=settings.model,
            on_progress=progress.show,
        )
    return conclude(report, json=options.json)
