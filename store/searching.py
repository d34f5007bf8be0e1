"""Full-text search over all kinds: hits with a snippet, and every match in the texts.

It knows the tables and the index, and no SQL.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from textwrap import shorten
from typing import Any

from tinydb import where

from store.database import SAID, TABLES, Database
from store.documents import pledge_from, quote_from
from store.index import Marked, columns_of, ranks
from store.listing import Hit, Narrowing
from store.names import fold
from store.query_tree import Lengthy, Query
from store.records import Kind, Pledge, Quote, Slot
from store.selecting import OrderedRows
from store.wording import Wording, any_of, scanned

_AROUND = 60
"""How many code points of context a snippet has on either side."""

_LOOKED_AT = 2000
"""How many actors are looked through for names, those that act most first."""

_LIKED: tuple[Kind, ...] = ("actor", "pledge", "quote", "source")
"""Which kind goes first among equally good hits."""


def search(database: Database, query: Query, limit: int | None) -> list[Hit]:
    """The records that a query finds, best first: quotes and pledges only where it asks for them.

    Where it has no words to rank by, they come in the order of their listings.
    """
    if query.node is None:
        return []
    wanted = _wanted(database, query)
    kinds = SAID if query.of_records else _LIKED
    with database.rows.snapshot():
        found: list[tuple[float, int, Kind, int]] = []
        for at, kind in enumerate(kinds):
            rows = OrderedRows(database, kind, Narrowing(query=query), None)
            ids = rows.ids(0, rows.count())
            known = ranks(database.rows, kind, wanted[kind], ids) if wanted[kind] else {}
            worst = max(known.values(), default=0.0)
            found += [(known.get(row, worst), at, kind, row) for row in ids]
        found.sort(key=lambda one: one[:2])
        found = found[:limit]
        hits: dict[tuple[Kind, int], Hit] = {}
        for kind in kinds:
            rows_of = [row for _, _, other, row in found if other == kind]
            for row, hit in _hits(database, query, kind, rows_of, wanted[kind]).items():
                hits[kind, row] = hit
    return [hits[kind, row] for _, _, kind, row in found if (kind, row) in hits]


def newest(database: Database, query: Query, limit: int | None) -> list[Hit]:
    """The articles that a query finds, the newest first."""
    if query.node is None:
        return []
    with database.rows.snapshot():
        rows = OrderedRows(database, "source", Narrowing(query=query), None)
        ids = rows.ids(0, rows.count() if limit is None else limit)
        wanted = any_of(database, "source", query.sought)
        hits = _hits(database, query, "source", ids, wanted)
    return [hits[row] for row in ids if row in hits]


def _hits(
    database: Database, query: Query, kind: Kind, rows: Sequence[int], wanted: str
) -> dict[int, Hit]:
    """The hits in these rows of a kind; `wanted` is the expression for the words sought."""
    wording = Wording(database, query)
    patterns = scanned(database, kind, query.sought)
    documents = database.rows_of(TABLES[kind]).documents(rows)
    hits: dict[int, Hit] = {}
    unmarked: list[int] = []
    for row, columns in columns_of(database.rows, kind, wanted, rows).items():
        columns = tuple(_with_patterns(wording, patterns, one) for one in columns)
        try:
            hits[row] = _READ[kind](database, documents[row], columns)
        except (AttributeError, KeyError, TypeError, ValueError):
            raise database.rows.damaged(f"row {row} of {TABLES[kind]}") from None
        if not any(one.marks for one in columns):
            unmarked.append(row)
    if unmarked and wording.has_notes(kind):
        for row in unmarked:
            hits[row] = _note_hit(database, wording, query, hits[row])
    return hits


def _note_hit(database: Database, wording: Wording, query: Query, hit: Hit) -> Hit:
    """The hit, in the note or tags on the record where the words stand there."""
    document = database.rows_of("notes").get(where("id") == hit.id)
    if document is None:
        return hit
    sought = [*query.sought, *query.sought_in_notes]
    wanted = any_of(database, "note", sought)
    (columns,) = columns_of(database.rows, "note", wanted, [document.doc_id]).values()
    patterns = scanned(database, "note", sought)
    for column in columns:
        text = _with_patterns(wording, patterns, column)
        if text.marks:
            break
    else:
        return hit
    before, match, after = _cut(text)
    return replace(hit, start=None, end=None, before=before, match=match, after=after, note=True)


def values(database: Database, field: str | None, stem: str, limit: int) -> list[str]:
    """Names with which a field's value can go on: of actors, outlets, files; best first."""
    known = database.looked.names
    of = "by" if field in (None, "by", "about", "to") else field or ""
    if of not in known:
        known[of] = {name: f" {fold(name)}" for name in _names(database, of)}
    wanted = fold(stem) if stem.strip() else ""
    return [name for name, folded in known[of].items() if f" {wanted}" in folded][:limit]


def _names(database: Database, field: str) -> list[str]:
    """The names that can be a field's value, best first."""
    if field == "by":
        rows = OrderedRows(database, "actor", Narrowing(), "acts")
        documents = database.rows_of("actors").documents(ids := rows.ids(0, _LOOKED_AT))
        return [documents[row]["name"] for row in ids if row in documents]
    if field == "outlet":
        return database.distinct("sources", "outlet")
    if field == "tag":
        return database.tags()
    if field == "source":
        return [path.rsplit("/", 1)[-1] for path in database.distinct("sources", "path")]
    return []


def _wanted(database: Database, query: Query) -> dict[Kind, str]:
    """For each kind the FTS5 expression that any of the sought words makes true, or ""."""
    return {kind: any_of(database, kind, query.sought) for kind in _LIKED}


def _with_patterns(wording: Wording, patterns: Sequence[Lengthy], marked: Marked) -> Marked:
    """What is marked, and where the patterns stand."""
    if not patterns or not marked.text:
        return marked
    found = {place for one in patterns for place in wording.stretches(one, marked.text)}
    return Marked(marked.text, tuple(sorted(found.union(marked.marks))))


def densest(marked: Marked) -> tuple[int, int] | None:
    """The mark from which on most of the different words stand in a snippet, closest together.

    A mark can hold several words that stand side by side. None: no mark.
    """
    best, most = None, (-1, 0)
    for number, (start, end) in enumerate(marked.marks):
        words: set[str] = set()
        reach = end
        for begin, stop in marked.marks[number:]:
            if stop > max(end, start + _AROUND):
                break
            new = set(marked.text[begin:stop].casefold().split()) - words
            if new:
                words |= new
                reach = max(reach, stop)
        if (len(words), start - reach) > most:
            best, most = (start, end), (len(words), start - reach)
    return best


def _cut(marked: Marked) -> tuple[str, str, str]:
    """The best match with the words around it, on one line; without one, the first words."""
    start, end = densest(marked) or (0, 0)
    text = marked.text
    begin, stop = max(0, start - _AROUND), end + _AROUND
    before = " ".join(f"{text[begin:start]}|".split())[:-1]
    after = " ".join(f"|{text[end:stop]}".split())[1:]
    if begin:
        before = "…" + (before.partition(" ")[2] or before)
    if stop < len(text):
        after = (after.rpartition(" ")[0] or after) + "…"
    return before, text[start:end], after


def _source_hit(
    database: Database, document: Mapping[str, Any], columns: tuple[Marked, ...]
) -> Hit:
    title, text, outlet = columns
    shown = next((one for one in (text, title, outlet) if one.marks), title if title.text else text)
    start, end = densest(text) or (None, None)
    return Hit(
        "source", document["id"], document["id"], document["outlet"], start, end, *_cut(shown)
    )


def _actor_hit(database: Database, document: Mapping[str, Any], columns: tuple[Marked, ...]) -> Hit:
    name, aliases = columns
    if name.marks or not aliases.marks:
        before, match, after = _cut(name)
    else:
        before, match, after = _cut(_line_of(aliases))
        after += f" ({document['name']})"
    return Hit("actor", document["id"], None, None, None, None, before, match, after)


def _line_of(marked: Marked) -> Marked:
    """The line in which the first match stands."""
    start, end = marked.marks[0]
    begin = marked.text.rfind("\n", 0, start) + 1
    stop = marked.text.find("\n", end)
    line = marked.text[begin : stop if stop >= 0 else None]
    return Marked(line, ((start - begin, end - begin),))


def _quote_hit(database: Database, document: Mapping[str, Any], columns: tuple[Marked, ...]) -> Hit:
    quote = quote_from(document)
    slots = [(quote.content,), (quote.cue,), (quote.speaker,)]
    return _record_hit(database, "quote", quote, slots, columns)


def _pledge_hit(
    database: Database, document: Mapping[str, Any], columns: tuple[Marked, ...]
) -> Hit:
    pledge = pledge_from(document)
    slots = [(pledge.action,), (pledge.trigger,), (pledge.condition,), (pledge.beneficiary,)]
    return _record_hit(database, "pledge", pledge, [*slots, pledge.makers], columns)


def _record_hit(
    database: Database,
    kind: Kind,
    record: Quote | Pledge,
    slots: Sequence[Sequence[Slot | None]],
    columns: tuple[Marked, ...],
) -> Hit:
    """`slots` stand in the order of the columns; the last column holds the actors' names."""
    *words, names = columns
    source = database.by_id("source", record.source)
    outlet = source["outlet"] if source else None
    for lines, column in zip(slots, words, strict=True):
        begin = 0
        for slot in filter(None, lines):
            text = slot.text
            inside = [
                (one[0] - begin, one[1] - begin)
                for one in column.marks
                if begin <= one[0] and one[1] <= begin + len(text)
            ]
            if at := densest(Marked(text, tuple(inside))):
                start, end = _within(slot, *at)
                shown = _fragment(slot, start, end)
                return Hit(kind, record.id, record.source, outlet, start, end, *shown)
            begin += len(text) + 1
    first = next((slot for lines in slots for slot in lines if slot), None)
    told = _first(first.told) if first else ""
    if not names.marks:
        start, end = record.extent
        return Hit(kind, record.id, record.source, outlet, start, end, told, "", "")
    before, match, after = _cut(_line_of(names))
    after += f": {told}"
    return Hit(kind, record.id, record.source, outlet, None, None, before, match, after)


def _fragment(slot: Slot, start: int, end: int) -> tuple[str, str, str]:
    """A stretch of one fragment of a slot, as `_cut` shows it; that there are others is shown."""
    at = next(n for n, one in enumerate(slot.spans) if one.start <= start and end <= one.end)
    span = slot.spans[at]
    before, match, after = _cut(Marked(span.text, ((start - span.start, end - span.start),)))
    if at and not before.startswith("…"):
        before = f"…{before}"
    if at + 1 < len(slot.spans) and not after.endswith("…"):
        after += "…"
    return before, match, after


def _first(text: str) -> str:
    """The first words of a text, on one line, an ellipsis behind them where there are more."""
    return shorten(text, 2 * _AROUND, placeholder="…", break_on_hyphens=False)


def _within(slot: Slot, start: int, end: int) -> tuple[int, int]:
    """Offsets in the article of a stretch of the slot's text, up to the fragment's end."""
    for span in slot.spans:
        if start < len(span.text):
            return span.start + start, span.start + min(end, len(span.text))
        start, end = start - len(span.text) - 1, end - len(span.text) - 1
    return slot.end, slot.end


_READ: dict[Kind, Callable[[Database, Mapping[str, Any], tuple[Marked, ...]], Hit]] = {
    "source": _source_hit,
    "actor": _actor_hit,
    "quote": _quote_hit,
    "pledge": _pledge_hit,
}
