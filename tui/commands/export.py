"""`export FORMAT [QUERY] --out PATH`: writes what the store holds in another format."""

from __future__ import annotations

import argparse
from pathlib import Path

from store.exporting import FORMATS, ExportError, FolderInUse, exporter
from store.exporting.jsonl import documents
from store.exporting.tinydb import export_whole, part, whole
from store.listing import Narrowing
from tui import streams
from tui.commands.arguments import add_query, first_found, queries
from tui.commands.opening import open_store
from tui.failure import USAGE, Failure, reason
from tui.settings import Settings


def arguments(parser: argparse.ArgumentParser) -> None:
    """Tell the parser what `export` takes."""
    formats = "; ".join(f"{name}: {what}" for name, what in FORMATS.items())
    parser.add_argument("format", choices=tuple(FORMATS), metavar="FORMAT", help=formats)
    add_query(parser)
    parser.add_argument(
        "--out",
        required=True,
        metavar="PATH",
        help="the file or folder to write; - for standard output",
    )
    parser.add_argument(
        "--force", action="store_true", help="write into a folder that holds other things"
    )


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Export the articles that match, and what was found in them."""
    readings = queries(options)
    out = Path(options.out)
    if options.out == "-" and options.format == "brat":
        why = f"standard output (-) takes one file, and {options.format} writes a folder of them"
        raise Failure("--out", why, USAGE)
    with open_store(options) as corpus:
        words, sources = first_found(
            readings, lambda words: corpus.listing("source", Narrowing(query=words))
        )
        if words and not sources:
            raise Failure(words, "no source matches")
        if options.out == "-" and options.format == "tinydb":
            streams.write_bytes(part(corpus, sources) if words else whole(corpus))
            return 0
        if options.out == "-":
            for document in documents(corpus, sources):
                streams.write_json(document)
            return 0
        try:
            if options.format == "tinydb" and not words:
                export_whole(corpus, out)
            else:
                exporter(options.format)(corpus, sources, out, force=options.force)
        except FolderInUse as error:
            raise Failure(out, f"{error} (--force writes into it)", USAGE) from None
        except ExportError as error:
            raise Failure(out, str(error)) from None
        except BrokenPipeError:
            raise
        except OSError as error:
            raise Failure(error.filename or out, reason(error)) from None
    if out.is_dir() or out.is_file():  # into a pipe or device the export goes alone
        print(options.out)
    return 0
