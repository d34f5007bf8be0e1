"""Where what a query finds stands in the texts: how often, in which articles, from where to where.

It knows the tables and the index, and no SQL.
"""

from __future__ import annotations

from collections.abc import Sequence

from store.database import SAID, TABLES, Database
from store.documents import pledge_from, quote_from, source_from
from store.index import columns_of, marked, occurring
from store.listing import BEST, Narrowing, Occurrence
from store.query_tree import Query, Sought, Words
from store.selecting import BestRows, OrderedRows
from store.wording import Wording, any_of, scanned


def occurrences(database: Database, query: Query, order: str = "") -> list[Occurrence]:
    """Every place that a query finds in the texts, in an order of the sources' listing.

    "" is their usual one. A query that asks for quotes or pledges finds what they say; another
    its words.
    """
    if query.node is None:
        return []
    with database.rows.snapshot():
        found = _said(database, query) if query.of_records else _words(database, query)
        sources = sources_found(database, query, order)
    return [
        Occurrence(source, start, end)
        for source in sources
        for start, end in sorted(set(found.get(source, ())))
    ]


def counted(database: Database, query: Query, order: str = "") -> dict[str, int] | None:
    """How many places a query of one word finds in each text, by source, in an order of theirs.

    None for any other query: only looking at the texts tells.
    """
    word = query.node
    if not isinstance(word, Words) or not (word.text.isascii() and word.text.isalnum()):
        return None
    with database.rows.snapshot():
        found = occurring(database.rows, "source", "text", word.text.lower(), begun=word.begun)
        names = database.source_ids([*found])
        counts = {names[row]: number for row, number in found.items()}
        sources = sources_found(database, query, order)
    return {source: counts[source] for source in sources if source in counts}


def places_in(database: Database, query: Query, source_id: str) -> list[tuple[int, int]]:
    """Where the words that a query asks for stand in one text, in its order."""
    with database.rows.snapshot():
        row = database.by_id("source", source_id)
        if row is None:
            return []
        found = _places(database, Wording(database, query), query.sought_in(False), [row.doc_id])
    return found.get(row.doc_id, [])


def sources_found(database: Database, query: Query, order: str = "") -> list[str]:
    """The ids of the sources that a query finds, in an order of their listing."""
    best = order == BEST
    narrowing = Narrowing(query=query.text if best else query)  # as `best` is kept
    rows = (BestRows if best else OrderedRows)(
        database, "source", narrowing, None if best else order or None
    )
    with database.rows.snapshot():
        names = database.source_ids(ids := rows.ids(0, rows.count()))
    return [names[row] for row in ids]


def _words(database: Database, query: Query) -> dict[str, list[tuple[int, int]]]:
    """Where the words stand in each article that is found, in the headline where it says so."""
    rows = OrderedRows(database, "source", Narrowing(query=query), None)
    names = database.source_ids(ids := rows.ids(0, rows.count()))
    wording = Wording(database, query)
    places = _places(database, wording, query.sought_in(False), ids)
    titled = _places(database, wording, query.sought_in(True), ids)
    for row, document in database.rows_of("sources").documents(list(titled)).items():
        headlines = [one for one in source_from(document).blocks if one.kind == "headline"]
        places.setdefault(row, []).extend(
            (start, end)
            for start, end in titled[row]
            if any(one.start <= start and end <= one.end for one in headlines)
        )
    return {names[row]: places.get(row, []) for row in ids}


def _places(
    database: Database, wording: Wording, sought: Sequence[Sought], ids: Sequence[int]
) -> dict[int, list[tuple[int, int]]]:
    """Where any of these words stands in the text of the sources in these rows."""
    places: dict[int, list[tuple[int, int]]] = {}
    wanted = any_of(database, "source", sought)
    if wanted:
        for row, (text,) in marked(database.rows, "source", wanted, ids, ["text"]).items():
            places[row] = list(text.marks)
    patterns = scanned(database, "source", sought)
    if patterns:
        for row, (text,) in columns_of(database.rows, "source", "", ids, ["text"]).items():
            for pattern in patterns:
                places.setdefault(row, []).extend(wording.stretches(pattern, text.text))
    return places


def _said(database: Database, query: Query) -> dict[str, list[tuple[int, int]]]:
    """Where what is found stands in each article: what a quote says, what a pledge commits to."""
    places: dict[str, list[tuple[int, int]]] = {}
    for kind in SAID:
        rows = OrderedRows(database, kind, Narrowing(query=query), None)
        for document in (
            database.rows_of(TABLES[kind]).documents(rows.ids(0, rows.count())).values()
        ):
            record = quote_from(document) if kind == "quote" else pledge_from(document)
            places.setdefault(record.source, []).append(record.extent)
    return places
