"""Rows of one kind, narrowed and in order: what a listing reads. SQL over the tables."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any, cast

from store.asking import asked
from store.database import ORDERS, TABLES, Database, Term
from store.index import MADE, field
from store.listing import Narrowing
from store.records import Kind


class OrderedRows:
    """The rows of one kind that a narrowing leaves, in one order (a `listing.Selection`).

    ValueError for an order that the kind does not have, QueryError for a wrong query.
    """

    def __init__(
        self, database: Database, kind: Kind, narrowing: Narrowing, sort: str | None
    ) -> None:
        orders = ORDERS[kind]
        if sort is not None and sort not in orders:
            raise ValueError(f"{TABLES[kind]} can be sorted by {', '.join(orders)}, not by {sort}")
        self._database = database
        self._kind = kind
        self._sort = sort or next(iter(orders))
        self._sets = _sets(database, kind, narrowing)
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
                *_of("s", ORDERS["source"]["date"]),
                ("s.id", False),
                (field("start", "r"), False),
                *terms,
            ]
        else:
            terms = [*_of("r", ORDERS[self._kind][self._sort]), *terms]
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


def _sets(database: Database, kind: Kind, narrowing: Narrowing) -> list[_Set]:
    """Statements that select rows, each without doubles, all of which a row must be in."""
    sets: list[_Set] = []
    if narrowing.source is not None:
        sets.append((_OF_SOURCE[kind], (narrowing.source,)))
    if narrowing.actor is not None:
        sets.append((_OF_ACTOR[kind], (narrowing.actor,)))
    if narrowing.query:
        sets += asked(database, kind, narrowing.query)
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
