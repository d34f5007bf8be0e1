"""`import FILE`: takes what `export tinydb` wrote back into the store."""

from __future__ import annotations

import argparse
import dataclasses
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TextIO

from store.importing import Imported, NotImported, import_tables
from tui import streams
from tui.commands.arguments import add_json
from tui.commands.intake import ProgressLine
from tui.commands.opening import open_store
from tui.failure import FAILED, Failure, reason, say
from tui.settings import Settings


def arguments(parser: argparse.ArgumentParser) -> None:
    """Tell the parser what `import` takes."""
    parser.add_argument(
        "file", metavar="FILE", help="a file that `export tinydb` wrote, or - for standard input"
    )
    add_json(parser, "the outcome as one JSON object")


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Import; 1 where an article was left out, or nothing could be taken."""
    shown = "standard input" if options.file == "-" else options.file
    try:
        with (
            _opened(options.file) as stream,
            open_store(options, create=True) as corpus,
            ProgressLine() as progress,
        ):
            done = import_tables(corpus, stream, progress.share("articles"))
    except NotImported as error:
        raise Failure(shown, str(error)) from None
    except OSError as error:
        raise Failure(shown, reason(error)) from None
    return _conclude(done, json=options.json)


def _opened(file: str) -> TextIO | nullcontext[TextIO]:
    if file != "-":
        return Path(file).open(encoding="utf-8-sig")
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(encoding="utf-8-sig", errors="strict")
    return nullcontext(sys.stdin)


def _conclude(done: Imported, *, json: bool) -> int:
    for record, why in done.left:
        say(record, why)
    if json:
        streams.write_json(dataclasses.asdict(done))
    else:
        print(f"added {done.added}, unchanged {done.unchanged}, skipped {done.skipped}")
    return FAILED if done.left else 0
