"""The store's tables: their names, indexes and orders, the schema's version, migrations.

It knows which fields the documents have, and not what they mean.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from tinydb import where
from tinydb.table import Document

from store.faults import refusal
from store.index import (
    FULL_TEXT,
    Layout,
    field,
    full_text_again,
    full_text_statements,
    index,
    sum_statements,
)
from store.plain_rows import PlainRowsDB
from store.records import PLURALS, Kind
from store.tables import RowDB, RowTable

SCHEMA = 3
"""The version of the tables that this program writes."""

APPLICATION_ID = 0x6F6E7263
"""Marks a SQLite file as ours ("onrc")."""

TABLES = PLURALS

SAID: tuple[Kind, Kind] = ("quote", "pledge")
"""The kinds that stand in one article."""


def _with_ledger(database: RowDB) -> None:
    """To schema 2: tables for the ledger, filled as sources are extracted again."""
    for table in ("sources", "pledges"):
        database.rows.index_fields(table)
    for table in ("signatures", "unsettled", "counts", "entries", "chains", "figures", "stories"):
        database.rows.ensure(table)


def _with_parts(database: RowDB) -> None:
    """To schema 3: each part of a quote or pledge is sought by itself; searches are kept."""
    for kind in SAID:
        for statement in full_text_again(kind):
            database.rows.run(statement)
        database.rows.index_fields(TABLES[kind])
    database.rows.ensure("queries")


MIGRATIONS: dict[int, Callable[[RowDB], None]] = {1: _with_ledger, 2: _with_parts}
"""By the version that it starts from: what makes the next version of it, in a transaction."""

Matched = tuple[Kind, tuple[str, ...], str]
"""A kind, some columns of its full text, and a pattern that was looked for in them."""

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
        fields={"id": (), "content_hash": (), "url": (), "pipeline": (), "story": ()},
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
    "overlays": Layout(fields={"id": (), "record": ()}),
    "queries": Layout(fields={"name": ()}),
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
        self._matched: dict[Matched, list[int]] = {}
        self._matched_at = -1
        try:
            self._settle()
        except BaseException:
            self.close()
            raise

    @property
    def matched(self) -> dict[Matched, list[int]]:
        """The rows in which patterns were found, as long as the store has not changed."""
        stamp = self.rows.stamp()
        if stamp != self._matched_at:
            self._matched, self._matched_at = {}, stamp
        return self._matched

    def rows_of(self, table: str) -> RowTable:
        """A table by name."""
        return cast(RowTable, self.table(table))

    def note(self, name: str) -> Any:
        """What `meta` says under a name, None where it says nothing."""
        found = self.rows_of("meta").get(where("name") == name)
        return found["value"] if found else None

    def set_note(self, name: str, value: Any) -> None:
        """Write a note into `meta`."""
        if self.note(name) != value:
            self.rows_of("meta").upsert({"name": name, "value": value}, where("name") == name)

    def count(self, kind: Kind) -> int:
        """How many records of a kind."""
        return len(self.rows_of(TABLES[kind]))

    def by_id(self, kind: Kind, record_id: str) -> Document | None:
        """The document of a record."""
        return cast("Document | None", self.rows_of(TABLES[kind]).get(where("id") == record_id))

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
                if self.note("schema") is None:
                    self.set_note("schema", SCHEMA)
        found = self.note("schema")
        if not isinstance(found, int) or found < 1:
            raise refusal("the store cannot be opened", file.path, "it does not tell its version")
        if found > SCHEMA:
            why = f"a newer onrecord made it (its schema is {found}, this program knows {SCHEMA})"
            raise refusal("the store cannot be opened", file.path, why)
        if not file.read_only:
            self.sum_up(LAYOUTS)
        if found < SCHEMA:
            self.migrate()

    def migrate(self) -> None:
        """Bring what an older program wrote up to this schema."""
        if self.rows.read_only:
            found = self.note("schema")
            why = f"an older onrecord made it (schema {found}); open it once for writing"
            raise refusal("the store cannot be opened", self.rows.path, why)
        with self.rows.transaction():
            found = self.note("schema")
            for version in range(found, SCHEMA):
                MIGRATIONS[version](self)
            self.set_note("schema", max(found, SCHEMA))


def _replace_all(old: Any, new: Mapping[str, Any]) -> None:
    old.clear()
    old.update(new)


assert {kind: at.table for kind, at in FULL_TEXT.items()} == {**TABLES, "source": "texts"}
