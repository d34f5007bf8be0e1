"""The store's tables: their names, indexes and orders, the schema's version.

It knows which fields the documents have, and not what they mean.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field
from pathlib import Path
from typing import Any, cast

from tinydb import where
from tinydb.table import Document

from store.faults import refusal
from store.index import (
    FULL_TEXT,
    Layout,
    Text,
    field,
    full_text_statements,
    index,
    sum_statements,
)
from store.listing import Narrowing
from store.migrating import MIGRATIONS
from store.plain_rows import PlainRowsDB
from store.query_tree import Sought
from store.records import PLURALS, Kind
from store.tables import RowTable

SCHEMA = 5
"""The version of the tables that this program writes."""

APPLICATION_ID = 0x6F6E7263
"""Marks a SQLite file as ours ("onrc")."""

TABLES = PLURALS

SAID: tuple[Kind, Kind] = ("quote", "pledge")
"""The kinds that stand in one article."""


Matched = tuple[Text, tuple[str, ...], Sought]
"""A full text, some of its columns, and what was looked for in them."""


@dataclass
class Looked:
    """What took long to look for; it holds as long as the store stays as it is.

    `rows` are those in which something was found, in the order of rows; `best` those of a
    listing, the best first; `first` the first rows of a kind in an order, kept for one
    connection; `terms` the words of a full text, folded; `spent` the seconds that the
    patterns of a query, by its text, have taken so far; `names` those that complete a
    field's value, folded.
    """

    rows: dict[Matched, list[int]] = dataclass_field(default_factory=dict)
    best: dict[tuple[Kind, Narrowing], array[int]] = dataclass_field(default_factory=dict)
    first: dict[tuple[Kind, str], list[int]] = dataclass_field(default_factory=dict)
    terms: dict[Text, list[str]] = dataclass_field(default_factory=dict)
    spent: dict[str, float] = dataclass_field(default_factory=dict)
    names: dict[str, dict[str, str]] = dataclass_field(default_factory=dict)

    def copied(self) -> Looked:
        """The same, for another thread."""
        return Looked(
            rows=dict(self.rows),
            best=dict(self.best),
            terms=dict(self.terms),
            spent=dict(self.spent),
        )

    def adopt(self, other: Looked) -> None:
        """Take over what was found on another connection."""
        self.rows.update(other.rows)
        self.best.update(other.best)
        self.terms.update(other.terms)
        for query, seconds in other.spent.items():
            self.spent[query] = max(seconds, self.spent.get(query, 0.0))


Term = tuple[str, bool]
"""An expression to order by, and whether descending."""

_UNKNOWN_WHO: Term = (f"{field('who')} IS NULL", False)

ORDERS: dict[Kind, dict[str, tuple[Term, ...]]] = {
    "source": {
        # with the id in the index, records follow their sources without a source being read
        "date": ((field("date"), True), (field("fold"), False), (field("id"), False)),
        "title": ((field("fold"), False),),
        "outlet": (
            (f"{field('outlet')} IS NULL", False),
            (f"{field('outlet')} COLLATE NOCASE", False),
            (field("date"), True),
            (field("fold"), False),
        ),
        "added": (),
    },
    "actor": {
        "acts": (
            (f"{field('quotes')} + {field('pledges')}", True),
            (field("mentions"), True),
            (field("fold"), False),
        ),
        "name": ((field("fold"), False),),
        "mentions": ((field("mentions"), True), (field("fold"), False)),
    },
    "quote": {
        "place": (),
        "confidence": ((field("confidence"), True),),
        "actor": (_UNKNOWN_WHO, (field("who"), False)),
    },
    "pledge": {
        "place": (),
        "confidence": ((field("confidence"), True),),
        "actor": (_UNKNOWN_WHO, (field("who"), False)),
    },
    "entry": {
        "date": ((field("date"), True), (field("fold"), False)),
        "maker": ((field("fold"), False), (field("date"), True)),
        "evidence": ((field("pieces"), True), (field("date"), True)),
    },
    "chain": {
        "date": ((field("date"), True),),
        "length": ((field("pieces"), True), (field("date"), True)),
    },
    "figure": {
        "values": ((field("pieces"), True), (field("date"), True)),
        "date": ((field("date"), True), (field("fold"), False)),
        "subject": ((field("fold"), False),),
    },
    "story": {
        "date": ((field("date"), True), (field("fold"), False)),
        "size": ((field("pieces"), True), (field("date"), True)),
    },
}


def _order_statements(kind: Kind) -> tuple[str, ...]:
    return tuple(
        index(TABLES[kind], f"by {sort}", *(one + " DESC" * down for one, down in terms))
        for sort, terms in ORDERS[kind].items()
        if terms
    )


def _derived(kind: Kind, *fields: str) -> Layout:
    """What goes with a table of records that are made from those of many articles."""
    return Layout(
        fields={"id": (), **{name: () for name in fields}},
        lists=("sources", "who"),
        statements=_order_statements(kind) + full_text_statements(kind),
    )


_PLAIN: dict[str, Layout] = {
    "sources": Layout(
        fields={
            **{name: () for name in ("id", "content_hash", "url", "pipeline", "story")},
            "changed": (field("id"),),
        },
        lists=("places",),
        statements=_order_statements("source"),
    ),
    "texts": Layout(statements=full_text_statements("source")),
    "actors": Layout(
        fields={"id": ()},
        lists=("keys",),
        statements=_order_statements("actor") + full_text_statements("actor"),
    ),
    "appearances": Layout(fields={"source": (field("actor"),), "actor": (field("source"),)}),
    "quotes": Layout(
        fields={"id": (), "source": (field("start"),), "actor": (), "kind": ()},
        statements=_order_statements("quote") + full_text_statements("quote"),
    ),
    "pledges": Layout(
        fields={
            "id": (),
            "source": (field("start"),),
            **{name: () for name in ("entry", "target", "stance", "strength")},
        },
        lists=("actors",),
        statements=_order_statements("pledge") + full_text_statements("pledge"),
    ),
    "signatures": Layout(
        fields={"source": (), "date": (), "story": (field("date"),)}, lists=("marks", "copies")
    ),
    "unsettled": Layout(),
    "counts": Layout(fields={"source": (), "figure": ()}),
    "entries": _derived("entry", "joint"),
    "chains": _derived("chain"),
    "figures": _derived("figure"),
    "stories": _derived("story"),
    "extracted": Layout(fields={"id": (), "source": (), "table": ()}),
    "adrift": Layout(fields={"id": (), "source": ()}),
    "overlays": Layout(fields={"id": (), "record": (), "source": (), "kind": ()}),
    "actions": Layout(fields={"undone": ()}),
    "queries": Layout(fields={"name": ()}),
    "notes": Layout(
        fields={"id": (field("kind"),)},
        lists=("tags",),
        statements=full_text_statements("note"),
    ),
    "meta": Layout(fields={"name": ()}),
}


LAYOUTS: dict[str, Layout] = {
    name: replace(layout, statements=layout.statements + sum_statements(name), summed=True)
    for name, layout in _PLAIN.items()
}

OF_ARTICLES = ("sources", "texts", "appearances", "quotes", "pledges", "signatures", "counts")
"""The tables whose rows belong to one article each, that of the articles first."""

FOLLOWING = ("actors", "unsettled", "entries", "chains", "figures", "stories")
"""The tables that are made from those."""

OWN = tuple(name for name in LAYOUTS if name not in (*OF_ARTICLES, *FOLLOWING, "meta"))
"""The tables of what users wrote themselves."""


class Database(PlainRowsDB):
    """The store's file with its tables; StoreError where it is none, or too new."""

    def __init__(self, path: Path, *, create: bool = True, read_only: bool = False) -> None:
        super().__init__(
            path,
            create=create,
            read_only=read_only,
            application_id=APPLICATION_ID,
            layouts=LAYOUTS,
        )
        self._looked = Looked()
        self._looked_at = -1
        try:
            self._settle()
        except BaseException:
            self.close()
            raise

    @property
    def looked(self) -> Looked:
        """What took long to look for, as long as the store has not changed."""
        stamp = self.rows.stamp()
        if stamp != self._looked_at:
            self._looked, self._looked_at = Looked(), stamp
        return self._looked

    def rows_of(self, table: str) -> RowTable:
        """A table by name."""
        return cast(RowTable, self.table(table))

    def said(self, name: str) -> Any:
        """What `meta` says under a name, None where it says nothing."""
        found = self.rows_of("meta").get(where("name") == name)
        return found["value"] if found else None

    def say(self, name: str, value: Any) -> None:
        """Write a value into `meta`."""
        if self.said(name) != value:
            self.rows_of("meta").upsert({"name": name, "value": value}, where("name") == name)

    def count(self, kind: Kind) -> int:
        """How many records of a kind."""
        return len(self.rows_of(TABLES[kind]))

    def by_id(self, kind: Kind, record_id: str) -> Document | None:
        """The document of a record."""
        return cast("Document | None", self.rows_of(TABLES[kind]).get(where("id") == record_id))

    def text(self, source_id: str) -> str:
        """The text of a source; KeyError where it is unknown, StoreError where it is damaged."""
        with self.rows.snapshot():
            source = self.by_id("source", source_id)
            row = source.doc_id if source else -1
            document = self.rows_of("texts").get(doc_id=row)
        if source is None:
            raise KeyError(source_id)
        text = document.get("text") if isinstance(document, Document) else None
        if not isinstance(text, str):
            raise self.rows.damaged(f"row {row} of texts")
        return text

    def put(self, table: str, row: int, document: Mapping[str, Any]) -> None:
        """Write a document in place of all that stood in its row."""
        rows = self.rows_of(table)
        if rows.contains(doc_id=row):
            rows.update(lambda old: _replace_all(old, document), doc_ids=[row])
        else:
            rows.insert(Document(document, row))

    def appearances_with(self, actor_id: str) -> list[Document]:
        """The appearances of an actor."""
        return self.rows_of("appearances").search(where("actor") == actor_id)

    def ids_from(self, kind: Kind, prefix: str, limit: int) -> list[str]:
        """The record ids that begin so, in order."""
        sql = (
            f"SELECT {field('id')} FROM {TABLES[kind]} WHERE {field('id')} >= ? "
            f"AND {field('id')} < ? ORDER BY 1 LIMIT ?"
        )
        return [row[0] for row in self.rows.run(sql, (prefix, prefix + "\U0010ffff", limit))]

    def tags(self) -> list[str]:
        """The tags on records, those on most records first."""
        sql = 'SELECT member FROM "notes.tags" GROUP BY 1 ORDER BY count(*) DESC, 1'
        return [row[0] for row in self.rows.run(sql)]

    def distinct(self, table: str, name: str) -> list[str]:
        """The different values of a field, those that occur most first."""
        sql = f"SELECT {field(name)} FROM {table} WHERE {field(name)} IS NOT NULL "
        return [row[0] for row in self.rows.run(f"{sql}GROUP BY 1 ORDER BY count(*) DESC, 1")]

    def source_ids(self, rows: Sequence[int]) -> dict[int, str]:
        """The ids of the sources in these rows."""
        sql = f"SELECT id, {field('id')} FROM sources WHERE id IN (SELECT value FROM json_each(?))"
        return dict(self.rows.run(sql, (str([*rows]),)))

    def signatures_near(self, days: Sequence[str], marks: Sequence[str], most: int) -> list[int]:
        """The rows of signatures of one of these days or with one of these marks, the newest."""
        sql = (
            f"SELECT id FROM signatures WHERE {field('date')} IN (SELECT value FROM json_each(?1)) "
            'UNION SELECT id FROM "signatures.marks" '
            "WHERE member IN (SELECT value FROM json_each(?2)) ORDER BY id DESC LIMIT ?3"
        )
        found = self.rows.run(sql, (json.dumps([*days]), json.dumps([*marks]), most))
        return sorted(row[0] for row in found)

    def days_of(self, stories: Iterable[str]) -> dict[str, tuple[str, str]]:
        """The first and the last day of each story's articles, where a day is known."""
        date, story = field("date"), field("story")
        sql = f"SELECT {story}, min({date}), max({date}) FROM signatures WHERE {story} IN "
        sql += f"(SELECT value FROM json_each(?)) GROUP BY {story}"
        found = self.rows.run(sql, (json.dumps([*stories]),))
        return {one: (first, last) for one, first, last in found if first}

    def made_by_others(self, pipeline: str) -> list[int]:
        """The rows of the sources that another pipeline made, in order of loading."""
        sql = f"SELECT id FROM sources WHERE {field('pipeline')} != ? ORDER BY id"
        return [row[0] for row in self.rows.run(sql, (pipeline,))]

    def _settle(self) -> None:
        """Make the tables of a new file, bring an older one up to date."""
        file = self.rows
        if not file.has("meta"):
            if file.read_only:
                raise refusal("the store cannot be opened", file.path, "there is nothing in it")
            with file.transaction():
                for name in LAYOUTS:
                    file.ensure(name)
                if self.said("schema") is None:
                    self.say("schema", SCHEMA)
        found = self.said("schema")
        if not isinstance(found, int) or found < 1:
            raise refusal("the store cannot be opened", file.path, "it does not tell its version")
        if found > SCHEMA:
            why = f"a newer onrecord made it (its schema is {found}, this program knows {SCHEMA})"
            raise refusal("the store cannot be opened", file.path, why)
        if found < SCHEMA:
            self.migrate()

    def migrate(self) -> None:
        """Bring what an older program wrote up to this schema."""
        if self.rows.read_only:
            found = self.said("schema")
            why = f"an older onrecord made it (schema {found}); open it once for writing"
            raise refusal("the store cannot be opened", self.rows.path, why)
        with self.rows.transaction():
            found = self.said("schema")
            self.sum_up(LAYOUTS)
            for version in range(found, SCHEMA):
                MIGRATIONS[version](self)
            self.say("schema", max(found, SCHEMA))


def _replace_all(old: Any, new: Mapping[str, Any]) -> None:
    old.clear()
    old.update(new)


assert all(FULL_TEXT[kind].table == table for kind, table in TABLES.items() if kind != "source")
