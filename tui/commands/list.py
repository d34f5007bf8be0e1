"""`list KIND [QUERY]`: the records that match, as a table or as JSON."""

from __future__ import annotations

import argparse
import sys
from itertools import islice

from store.documents import public
from store.listing import SORTS, Narrowing
from store.records import PLURALS
from tui import streams
from tui.columns import Names, table
from tui.commands.arguments import add_json, add_limit, add_query, first_found, queries
from tui.commands.opening import open_store
from tui.failure import USAGE, Failure
from tui.settings import Settings
from tui.styles import styled
from tui.tables import lines

_KINDS = {plural: kind for kind, plural in PLURALS.items()}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Tell the parser what `list` takes."""
    parser.add_argument("kind", choices=tuple(_KINDS), metavar="KIND", help=", ".join(_KINDS))
    add_query(parser)
    orders = "; ".join(f"{plural}: {', '.join(SORTS[kind])}" for plural, kind in _KINDS.items())
    parser.add_argument("--sort", metavar="ORDER", help=orders)
    add_limit(parser)
    add_json(parser)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """List; 1 where a query matches nothing."""
    kind = _KINDS[options.kind]
    if options.sort and options.sort not in SORTS[kind]:
        orders = ", ".join(SORTS[kind])
        raise Failure("--sort", f"`{options.sort}` is no order of {options.kind}: {orders}", USAGE)
    readings = queries(options)
    with open_store(options) as corpus:
        words, listing = first_found(
            readings, lambda words: corpus.listing(kind, Narrowing(query=words), options.sort)
        )
        if words and not listing:
            raise Failure(words, f"no {kind} matches")
        records = islice(listing, options.limit)
        if options.json:
            for record in records:
                streams.write_json(public(record))
            return 0
        width = streams.width()
        columns, rows = table(kind, records, Names(corpus), short=width is not None)
    colour = streams.has_colour(options.color)
    for number, line in enumerate(lines(columns, rows, width)):
        print(styled([(line, "strong")]) if colour and not number else line)
    sys.stdout.flush()
    return 0
