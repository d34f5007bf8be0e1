"""`search QUERY`: full text over articles, quotes, pledges and actors, best first."""

from __future__ import annotations

import argparse
import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from tui import streams
from tui.columns import SHORT, Names
from tui.commands.arguments import add_json, add_limit, add_query, first_found, queries
from tui.commands.opening import open_store
from tui.failure import Failure
from tui.settings import Settings
from tui.styles import styled
from tui.tables import GAP, cut
from tui.wrapping import cells, shown

if TYPE_CHECKING:
    from store.corpus import Hit

_OUTLET = 20


def arguments(parser: argparse.ArgumentParser) -> None:
    """Tell the parser what `search` takes."""
    add_query(parser, required=True)
    parser.add_argument("--newest", action="store_true", help="articles only, the newest first")
    add_limit(parser)
    add_json(parser)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Search; 1 where nothing matches."""
    readings = queries(options)
    with open_store(options) as corpus:
        find = corpus.newest if options.newest else corpus.search
        words, hits = first_found(readings, lambda words: find(words, limit=options.limit))
        if not hits:
            raise Failure(words, "nothing matches")
        if options.json:
            for hit in hits:
                streams.write_json(dataclasses.asdict(hit))
            return 0
        names = Names(corpus)
        places = [names.source(hit.source) if hit.source else hit.kind for hit in hits]
    colour = streams.has_colour(options.color)
    for line in lines(hits, places, streams.width(), colour=colour):
        print(line)
    return 0


def lines(
    hits: Sequence[Hit], places: Iterable[str], width: int | None, *, colour: bool
) -> Iterator[str]:
    """A line a hit: id, outlet (`places`), and the words around the match, which is marked."""
    outlets = [shown(place) for place in places]
    room = max(map(cells, outlets), default=0)
    room = room if width is None else min(room, _OUTLET)
    for hit, outlet in zip(hits, outlets, strict=True):
        name = hit.id if width is None else hit.id[:SHORT]
        outlet = cut(outlet, room)
        head = f"{name}{GAP}{outlet}{' ' * (room - cells(outlet))}{GAP}"
        head += "note: " if hit.note else ""
        before, match, after = _fitted(hit, None if width is None else width - cells(head))
        yield head + (
            styled([(before, ""), (match, "hit"), (after, "")])
            if colour or not match
            else f"{before}[{match}]{after}"
        )


def _fitted(hit: Hit, width: int | None) -> tuple[str, str, str]:
    """The three parts of the snippet in at most `width` cells, brackets counted."""
    before, match, after = shown(hit.before), shown(hit.match), shown(hit.after)
    if width is None:
        return before, match, after
    room = max(width - 2, 1)
    match = cut(match, room)
    left = max((room - cells(match)) // 2, room - cells(match) - cells(after), 0)
    if cells(before) > left:
        while before and cells(before) > left - 1:
            before = before[1:]
        before = f"…{before}" if left else ""
    return before, match, cut(after, room - cells(match) - cells(before))
