"""`show ID`: one record whole; an article with its quotes and pledges marked."""

from __future__ import annotations

import argparse
import os
import shlex
import subprocess
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from store.documents import with_note
from store.records import Pledge, Quote, Record, Source
from tui import cards, marked, render, streams
from tui.behind import MANY, behind
from tui.columns import Names, short_id
from tui.commands.arguments import add_json
from tui.commands.opening import find, open_store
from tui.settings import Settings
from tui.styles import styled
from tui.tables import Column
from tui.tables import lines as table_lines

if TYPE_CHECKING:
    from store.corpus import Corpus

MEASURE = 80
"""The cells of a line where no terminal says how wide it is."""
WIDEST = 100
"""The cells of a line at most: longer ones are hard to read."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Tell the parser what `show` takes."""
    parser.add_argument(
        "id",
        metavar="ID",
        help="a record's id or the beginning of it (4 characters or more); for an article "
        "also its file's name",
    )
    add_json(parser, "one JSON object")


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Show; 1 where no record is meant."""
    with open_store(options) as corpus:
        record = find(corpus, options.id)
        if options.json:
            streams.write_json(with_note(record, corpus.note(record.id)))
            return 0
        width = streams.width()
        colour = streams.has_colour(options.color)
        lines = list(_lines(corpus, record, min(width or MEASURE, WIDEST), colour))
    if width is None or options.restricted or streams.is_dumb():
        print(*lines, sep="\n")
    else:
        _page(lines)
    return 0


def _lines(corpus: Corpus, record: Record, width: int, colour: bool) -> Iterator[str]:
    names = Names(corpus)
    title = [(cards.card_title(record), "strong"), (f"  {record.id}", "quiet")]
    for pieces in (title, *cards.whole(record, width, behind(corpus, record, MANY))):
        line = styled(pieces) if colour else "".join(text for text, _ in pieces)
        yield line.rstrip()
    if not isinstance(record, Source):
        return
    found: list[Quote | Pledge] = [*corpus.quotes_of(record.id), *corpus.pledges_of(record.id)]
    found.sort(key=lambda one: one.start)
    yield ""
    mark = marked.in_style if colour else marked.plain
    yield from mark(corpus.text(record.id), record.blocks, found, width)
    if found:
        yield ""
        yield from _contents(found, names, width)
    if not colour:
        yield ""
        yield from marked.LEGEND


def _contents(found: Iterable[Quote | Pledge], names: Names, width: int) -> Iterator[str]:
    """A line a quote or pledge, with the id that `show` takes."""
    columns = (Column("id"), Column("what"), Column("who", least=10), Column("words", least=10))
    rows = []
    for record in found:
        is_quote = isinstance(record, Quote)
        words = record.content if isinstance(record, Quote) else record.action or record.trigger
        what = "quote" if is_quote else record.stance if isinstance(record, Pledge) else ""
        rows.append([short_id(record.id, True), what, render.who(record, names.actor), words.told])
    yield from table_lines(columns, rows, width)


def _page(lines: Iterable[str]) -> None:
    """Through `$PAGER`, or `less -R`, as git does it."""
    try:
        pager = shlex.split(os.environ.get("PAGER", "less -R"))
    except ValueError:  # an unbalanced mark in $PAGER
        pager = []
    environment = {"LESS": "FRX"} | os.environ
    text = "".join(f"{line}\n" for line in lines)
    if not pager or pager == ["cat"]:
        sys.stdout.write(text)
        return
    try:
        process = subprocess.Popen(pager, stdin=subprocess.PIPE, env=environment)
    except OSError:
        sys.stdout.write(text)
        return
    try:
        process.communicate(text.encode(sys.stdout.encoding, sys.stdout.errors or "replace"))
    except KeyboardInterrupt:
        process.wait()  # the key was the pager's
