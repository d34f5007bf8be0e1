"""The store's tables: their names, indexes and orders, the schema's version, migrations.

It knows which fields the documents have, and not what they mean.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, cast

from tinydb import where
from tinydb.table import Document

from store import index as full_text
from store.faults import refusal
from store.index import FULL_TEXT, MADE, Layout, field, full_text_statements, index
from store.listing import Narrowing
from store.records import PLURALS, Kind
from store.tables import RowDB, RowTable

SCHEMA = 2
"""The version of the tables that this program writes."""

APPLICATION_ID = 0x6F6E7263
"""Marks a SQLite file as ours ("onrc")."""

TABLES = PLURALS


def _with_ledger(database: RowDB) -> None:
    """To schema 2: tables for the ledger, filled as sources are extracted again."""
    for table in ("sources", "pledges"):
        database.rows.index_fields(table)
    for table in ("signatures", "unsettled", "counts", "entries", "chains", "figures", "stories"):
        database.rows.ensure(table)


MIGRATIONS: dict[int, Callable[[RowDB], None]] = {1: _with_ledger}
"""By the version that it starts from: what makes the next version of it, in a transaction."""

Term = tuple[str, bool]
"""An expression to order by, and whether descending."""

_UNKNOWN_WHO: Term = (f"{field('who')} IS NULL", False)

_ORDERS: dict[Kind, dict[str, tuple[Term, ...]]] = {
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
        for sort, terms in _ORDERS[kind].items()
        if terms
    )


def _derived(kind: Kind, *fields: str) -> Layout:
    """What goes with a table of records that are made from those of many articles."""
    return Layout(
        fields={"id": (), **{name: () for name in fields}},
        lists=("sources", "who"),
        statements=_order_statements(kind) + full_text_statements(kind),
    )


LAYOUTS: dict[str, Layout] = {
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
        fields={"id": (), "source": (field("start"),), "actor": ()},
        statements=_order_statements("quote") + full_text_statements("quote"),
    ),
    "pledges": Layout(
        fields={"id": (), "source": (field("start"),), "entry": ()},
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
    "meta": Layout(fields={"name": ()}),
}


class Database(RowDB):
    """The store's file with its tables; StoreError where it is none, or too new."""

    def __init__(self, path: Path, *, create: bool = True, read_only: bool = False) -> None:
        super().__init__(
            path,
            create=create,
            read_only=read_only,
            application_id=APPLICATION_ID,
            layouts=LAYOUTS,
        )
        try:
            self._settle()
        except BaseException:
            self.close()
            raise

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

    def ids_from(self, kind: Kind, prefix: str, limit: int) -> list[str]:
        """The record ids that begin so, in order."""
        sql = (
            f"SELECT {field('id')} FROM {TABLES[kind]} WHERE {field('id')} >= ? "
            f"AND {field('id')} < ? ORDER BY 1 LIMIT ?"
        )
        return [row[0] for row in self.rows.run(sql, (prefix, prefix + "\U0010ffff", limit))]

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
        if found < SCHEMA:
            self._migrate(found)

    def _migrate(self, found: int) -> None:
        if self.rows.read_only:
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


class OrderedRows:
    """The rows of one kind that a narrowing leaves, in one order (a `listing.Selection`).

    ValueError for an order that the kind does not have.
    """

    def __init__(
        self, database: Database, kind: Kind, narrowing: Narrowing, sort: str | None
    ) -> None:
        orders = _ORDERS[kind]
        if sort is not None and sort not in orders:
            raise ValueError(f"{TABLES[kind]} can be sorted by {', '.join(orders)}, not by {sort}")
        self._database = database
        self._kind = kind
        self._sort = sort or next(iter(orders))
        self._sets = _sets(kind, narrowing)
        self._few: bool | None = None

    def stamp(self) -> int:
        """Changes whenever the store has."""
        return self._database.rows.stamp()

    def snapshot(self) -> AbstractContextManager[None]:
        """Within it, all reads see one state of the store."""
        return self._database.rows.snapshot()

    def count(self) -> int:
        """How many rows."""
        total = self._database.count(self._kind)
        if not self._sets:
            return total
        sql, parameters = self._all_sets()
        ((found,),) = self._database.rows.run(f"SELECT count(*) FROM ({sql})", parameters)
        self._few = found * 8 <= total or found <= 64
        return cast(int, found)

    def ids(self, start: int, stop: int, *, backwards: bool = False) -> list[int]:
        """Row ids by place in the order, or in the reversed order."""
        table = TABLES[self._kind]
        join, terms = "", [("r.id", self._sort == "added")]
        if self._sort == "place":
            join = f"{field('source', 'r')} = {field('id', 's')}"
            terms = [
                *_of("s", _ORDERS["source"]["date"]),
                ("s.id", False),
                (field("start", "r"), False),
                *terms,
            ]
        else:
            terms = [*_of("r", _ORDERS[self._kind][self._sort]), *terms]
        order = ", ".join(one + " DESC" * (down != backwards) for one, down in terms)
        parameters: list[Any] = []
        if self._sets and self._few is not False:
            sql, parameters = self._all_sets()
            source = f"({sql}) AS m CROSS JOIN {table} AS r ON r.id = m.row"
            source += f" CROSS JOIN sources AS s ON {join}" if join else ""
        else:
            inside = " AND ".join(f"+r.id IN ({sql})" for sql, _ in self._sets)
            parameters = [one for _, ours in self._sets for one in ours]
            source = f"{table} AS r" + (f" WHERE {inside}" if inside else "")
            if join:
                source = f"sources AS s CROSS JOIN {table} AS r ON {join}"
                source += f" WHERE {inside}" if inside else ""
        sql = f"SELECT r.id FROM {source} ORDER BY {order} LIMIT ? OFFSET ?"
        rows = self._database.rows.run(sql, (*parameters, max(0, stop - start), start))
        return [row[0] for row in rows]

    def row(self, record_id: str) -> int | None:
        """The row of a record, in the selection or not."""
        found = self._database.by_id(self._kind, record_id)
        return found.doc_id if found else None

    def _all_sets(self) -> tuple[str, list[Any]]:
        sql = " INTERSECT ".join(f"SELECT row FROM ({one})" for one, _ in self._sets)
        return sql, [one for _, ours in self._sets for one in ours]


def _of(row: str, terms: Sequence[Term]) -> list[Term]:
    """Terms for a table that has another name in the statement."""
    return [(one.replace("(doc,", f"({row}.doc,"), down) for one, down in terms]


_Set = tuple[str, Sequence[Any]]


def _sets(kind: Kind, narrowing: Narrowing) -> list[_Set]:
    """Statements that select rows, each without doubles, all of which a row must be in."""
    sets: list[_Set] = []
    if narrowing.source is not None:
        sets.append((_OF_SOURCE[kind], (narrowing.source,)))
    if narrowing.actor is not None:
        sets.append((_OF_ACTOR[kind], (narrowing.actor,)))
    words = full_text.expression(narrowing.words)
    if words is not None:
        sql, parameters = full_text.matching(kind, words)
        sets.append((sql.replace("SELECT rowid", "SELECT rowid AS row"), parameters))
    return sets


_OF_SOURCE: dict[Kind, str] = {
    "source": f"SELECT id AS row FROM sources WHERE {field('id')} = ?",
    "actor": (
        f"SELECT b.id AS row FROM appearances AS a CROSS JOIN actors AS b "
        f"ON {field('id', 'b')} = {field('actor', 'a')} WHERE {field('source', 'a')} = ?"
    ),
    "quote": f"SELECT id AS row FROM quotes WHERE {field('source')} = ?",
    "pledge": f"SELECT id AS row FROM pledges WHERE {field('source')} = ?",
    **{kind: f'SELECT id AS row FROM "{TABLES[kind]}.sources" WHERE member = ?' for kind in MADE},
}

_OF_ACTOR: dict[Kind, str] = {
    "source": (
        f"SELECT b.id AS row FROM appearances AS a CROSS JOIN sources AS b "
        f"ON {field('id', 'b')} = {field('source', 'a')} WHERE {field('actor', 'a')} = ?"
    ),
    "actor": f"SELECT id AS row FROM actors WHERE {field('id')} = ?",
    "quote": f"SELECT id AS row FROM quotes WHERE {field('actor')} = ?",
    "pledge": 'SELECT id AS row FROM "pledges.actors" WHERE member = ?',
    **{kind: f'SELECT id AS row FROM "{TABLES[kind]}.who" WHERE member = ?' for kind in MADE},
    "story": (
        f'SELECT DISTINCT b.id AS row FROM appearances AS a CROSS JOIN "stories.sources" AS b '
        f"ON b.member = {field('source', 'a')} WHERE {field('actor', 'a')} = ?"
    ),
}

assert {kind: at.table for kind, at in FULL_TEXT.items()} == {**TABLES, "source": "texts"}
