"""`list KIND [QUERY]`: the records that match, as a table or as JSON."""

from __future__ import annotations

import argparse
import sys
from itertools import islice

from store.documents import with_note
from store.listing import BEST, SORTS, Narrowing
from store.query import parse
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
    best = f"with words to look for also {BEST}: the best match first"
    parser.add_argument("--sort", metavar="ORDER", help=f"{orders}; {best}")
    add_limit(parser)
    add_json(parser)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """List; 1 where a query matches nothing."""
    kind = _KINDS[options.kind]
    readings = queries(options)
    if options.sort == BEST and not all(parse(one).rankable for one in readings):
        why = f"`{BEST}` is an order of what words find, and the query looks for no words"
        raise Failure("--sort", why, USAGE)
    if options.sort and options.sort not in (*SORTS[kind], BEST):
        orders = ", ".join((*SORTS[kind], BEST))
        raise Failure("--sort", f"`{options.sort}` is no order of {options.kind}: {orders}", USAGE)
    with open_store(options) as corpus:
        words, listing = first_found(
            readings, lambda words: corpus.listing(kind, Narrowing(query=words), options.sort)
        )
        if words and not listing:
            raise Failure(words, f"no {kind} matches")
        records = islice(listing, options.limit)
        notes = corpus.notes()
        if options.json:
            for record in records:
                streams.write_json(with_note(record, notes.get(record.id)))
            return 0
        width = streams.width()
        short = width is not None
        columns, rows = table(kind, records, Names(corpus), short=short, notes=notes)
    colour = streams.has_colour(options.color)
    for number, line in enumerate(lines(columns, rows, width)):
        print(styled([(line, "strong")]) if colour and not number else line)
    sys.stdout.flush()
    return 0
