"""What the tables keep of a record: its document, and what it is found and sorted by.

It knows documents and tables, and no SQL.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tinydb import where

from store.database import Database
from store.documents import to_document
from store.names import fold
from store.records import Pledge, Quote, Source


def source_document(
    source: Source, places: Mapping[str, str], text: str
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the tables keep of a source, and of its text."""
    document = {
        **to_document(source),
        "fold": fold(source.name),
        "places": [*places],
        "file_hashes": [*places.values()],
    }
    words = {"source": source.id, "title": source.title, "outlet": source.outlet, "text": text}
    return document, words


def quote_document(quote: Quote, names: Mapping[str, str]) -> dict[str, Any]:
    """What the tables keep of a quote; `names` are those of its actors by id."""
    ids = [quote.actor] if quote.actor else []
    return {**to_document(quote), "start": quote.start, **called(ids, names)}


def pledge_document(pledge: Pledge, names: Mapping[str, str]) -> dict[str, Any]:
    """What the tables keep of a pledge; `names` are those of its actors by id."""
    makers = "\n".join(maker.text for maker in pledge.makers)
    found = {"start": pledge.start, "maker_lines": makers, **called(pledge.actors, names)}
    return {**to_document(pledge), **found}


def called(ids: Iterable[str], names: Mapping[str, str]) -> dict[str, Any]:
    """What a record needs to be found and sorted by its actors' names."""
    known = [names[one] for one in ids if one in names]
    return {"name_lines": "\n".join(known), "who": fold(known[0]) if known else None}


def rename(database: Database, actor_id: str) -> None:
    """Write an actor's name to the quotes and pledges that are found by it."""
    for table, query in (
        ("quotes", where("actor") == actor_id),
        ("pledges", where("actors").any([actor_id])),
    ):
        rows = database.rows_of(table)
        for record in rows.search(query):
            ids = record["actors"] if table == "pledges" else [record["actor"]]
            found = ((one, database.by_id("actor", one)) for one in ids)
            names = {one: actor["name"] for one, actor in found if actor}
            rows.update(called(ids, names), doc_ids=[record.doc_id])
