"""Full-text search over all kinds: hits with a snippet, and every match in the texts.

It knows the tables and the index, and no SQL.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from store.database import TABLES, Database, OrderedRows
from store.documents import pledge_from, quote_from
from store.index import Marked, expression, marked, ranked
from store.listing import Hit, Narrowing, Occurrence
from store.records import Kind, Pledge, Quote, Slot

_AROUND = 60
"""How many code points of context a snippet has on either side."""

_LIKED: tuple[Kind, ...] = ("actor", "pledge", "quote", "source")
"""Which kind goes first among equally good hits."""


def search(database: Database, words: str, limit: int | None) -> list[Hit]:
    """The records in which all words occur (the last one as a prefix), best first."""
    wanted = expression(words)
    if wanted is None:
        return []
    with database.rows.snapshot():
        found = [
            (rank, at, kind, row)
            for at, kind in enumerate(_LIKED)
            for row, rank in ranked(database.rows, kind, wanted, limit)
        ]
        found.sort()
        found = found[:limit]
        hits: dict[tuple[Kind, int], Hit] = {}
        for kind in _LIKED:
            rows = [row for _, _, other, row in found if other == kind]
            documents = database.rows_of(TABLES[kind]).documents(rows)
            for row, columns in marked(database.rows, kind, wanted, rows).items():
                hits[kind, row] = _READ[kind](database, documents[row], columns)
    return [hits[kind, row] for _, _, kind, row in found if (kind, row) in hits]


def occurrences(database: Database, words: str) -> list[Occurrence]:
    """Every match in the texts, in the order of the sources' listing, then by place."""
    wanted = expression(words)
    if wanted is None:
        return []
    with database.rows.snapshot():
        rows = OrderedRows(database, "source", Narrowing(words=words), None)
        ids = rows.ids(0, rows.count())
        texts = marked(database.rows, "source", wanted, columns=["text"])
        names = database.source_ids(ids)
    return [
        Occurrence(names[row], start, end)
        for row in ids
        if row in texts
        for start, end in texts[row][0].marks
    ]


def _cut(marked: Marked) -> tuple[str, str, str]:
    """The first match with the words around it, on one line."""
    start, end = marked.marks[0]
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
    shown = next(one for one in (text, title, outlet) if one.marks)
    start, end = text.marks[0] if text.marks else (None, None)
    return Hit(
        "source", document["id"], document["id"], document["outlet"], start, end, *_cut(shown)
    )


def _actor_hit(database: Database, document: Mapping[str, Any], columns: tuple[Marked, ...]) -> Hit:
    name, aliases = columns
    if name.marks:
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
    slots = [quote.content, quote.cue, quote.speaker]
    return _record_hit(database, "quote", quote, slots, columns)


def _pledge_hit(
    database: Database, document: Mapping[str, Any], columns: tuple[Marked, ...]
) -> Hit:
    pledge = pledge_from(document)
    slots = [pledge.action, pledge.trigger, pledge.condition, pledge.beneficiary, *pledge.makers]
    return _record_hit(database, "pledge", pledge, slots, columns)


def _record_hit(
    database: Database,
    kind: Kind,
    record: Quote | Pledge,
    slots: Sequence[Slot | None],
    columns: tuple[Marked, ...],
) -> Hit:
    """`slots` are in the order in which the index has them, one below the other."""
    words, names = columns
    source = database.by_id("source", record.source)
    outlet = source["outlet"] if source else None
    begin = 0
    for slot in slots:
        text = slot.text if slot else ""
        inside = [mark for mark in words.marks if begin <= mark[0] and mark[1] <= begin + len(text)]
        if slot and inside:
            at = (inside[0][0] - begin, inside[0][1] - begin)
            start, end = _within(slot, *at)
            shown = _cut(Marked(text, ((at[0], at[0] + end - start),)))
            return Hit(kind, record.id, record.source, outlet, start, end, *shown)
        begin += len(text) + 1
    if not names.marks:
        return Hit(kind, record.id, record.source, outlet, None, None, words.text, "", "")
    before, match, after = _cut(_line_of(names))
    after += f": {' '.join(words.text.split())}"[: 2 * _AROUND]
    return Hit(kind, record.id, record.source, outlet, None, None, before, match, after)


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
