"""Rows of one kind, narrowed and in order: what a listing reads. SQL over the tables."""

from __future__ import annotations

import json
from array import array
from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any, Literal, cast

from store.asking import asked
from store.database import ORDERS, SAID, TABLES, Database, Term
from store.index import MADE, field, ranks
from store.listing import ALL, BEST, Narrowing
from store.query import parsed
from store.records import Kind
from store.wording import any_of

_SORTED, _SORTED_BY_PLACE = 15, 23
"""How much a row costs that is sorted, where one that is walked over costs 1 (measured)."""

_ENOUGH = 1000
"""Rows found from which on the order is walked, where nobody has counted them all."""

_FIRST = 128
"""Rows of a whole order among which those found are told while all found are counted."""


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
        self._found: int | None = None
        self._first: list[int] = []  # what is found among the first rows of the order

    def stamp(self) -> int:
        """Changes whenever the store has."""
        return self._database.rows.stamp()

    def snapshot(self) -> AbstractContextManager[None]:
        """Within it, all reads see one state of the store."""
        return self._database.rows.snapshot()

    def count(self) -> int:
        """How many rows; which ones come first is found out on the way, and kept for `ids`."""
        if not self._sets:
            return self._database.count(self._kind)
        sql, parameters = self._all_sets()
        first, kept = self._first_of_all()
        counted = "SELECT count(*), json_group_array(row) FILTER "
        counted += f"(WHERE row IN (SELECT id FROM {kept})) FROM ({sql})"
        ((self._found, among),) = self._database.rows.run(counted, parameters)
        held = set(json.loads(among))
        self._first = [row for row in first if row in held]
        return cast(int, self._found)

    def _first_of_all(self) -> tuple[list[int], str]:
        """The first rows of the kind in this order, and a table of the connection's with them.

        SQLite finds rows by their ids in a table in half the time that it takes in a list.
        """
        known = self._database.looked.first
        key, kept = (self._kind, self._sort), f'temp."first {self._kind} {self._sort}"'
        if key not in known:
            rows = OrderedRows(self._database, self._kind, ALL, self._sort).ids(0, _FIRST)
            run = self._database.rows.run
            run(f"CREATE TABLE IF NOT EXISTS {kept} (id INTEGER PRIMARY KEY)")
            run(f"DELETE FROM {kept}")
            run(f"INSERT INTO {kept} SELECT value FROM json_each(?)", (str(rows),))
            known[key] = rows
        return known[key], kept

    def ids(self, start: int, stop: int, *, backwards: bool = False) -> list[int]:
        """Row ids by place in the order, or in the reversed order."""
        if stop <= len(self._first) and not backwards:
            return self._first[start:stop]
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
        if self._sets and self._sorting_is_less(stop):
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

    def _sorting_is_less(self, stop: int) -> bool:
        """Whether to sort what is found costs less than to walk the order until `stop` are found.

        To sort, each row found is read, and its source; a walk reads the order's index alone.
        """
        if self._found is None:
            sql, parameters = self._all_sets()
            some = f"SELECT count(*) FROM (SELECT 1 FROM ({sql}) LIMIT {_ENOUGH})"
            ((found,),) = self._database.rows.run(some, parameters)
            if found == _ENOUGH:
                return False
            self._found = cast(int, found)
        if not self._found:
            return True
        walked = min(stop, self._found) * self._database.count(self._kind) / self._found
        return self._found * (_SORTED_BY_PLACE if self._sort == "place" else _SORTED) < walked

    def holds(self, row: int) -> bool:
        """Whether a row is among them."""
        if not self._sets:
            return True
        sql, parameters = self._all_sets()
        found = f"SELECT 1 FROM ({sql}) WHERE row = ? LIMIT 1"
        return bool(self._database.rows.run(found, (*parameters, row)))

    def row(self, record_id: str) -> int | None:
        """The row of a record, in the selection or not."""
        found = self._database.by_id(self._kind, record_id)
        return found.doc_id if found else None

    def _all_sets(self) -> tuple[str, list[Any]]:
        if len(self._sets) == 1:
            return self._sets[0][0], [*self._sets[0][1]]
        sql = " INTERSECT ".join(f"SELECT row FROM ({one})" for one, _ in self._sets)
        return sql, [one for _, ours in self._sets for one in ours]


class BestRows(OrderedRows):
    """The same rows, those first that match the query best, as `search` ranks them.

    ValueError where the query has no words to rank by.
    """

    def __init__(
        self, database: Database, kind: Kind, narrowing: Narrowing, sort: str | None
    ) -> None:
        super().__init__(database, kind, narrowing, sort)
        self._query = parsed(narrowing.query)
        self._key = (kind, narrowing)
        if not self._query.rankable:
            raise ValueError(f"{BEST} is an order of what words find")

    def ids(self, start: int, stop: int, *, backwards: bool = False) -> list[int]:
        """Row ids by place in the order, or in the reversed order."""
        best = self._database.looked.best
        if self._key not in best:
            best[self._key] = array("q", self._ranked())
        rows = best[self._key]
        return list((rows[::-1] if backwards else rows)[start:stop])

    def _ranked(self) -> list[int]:
        rows = super().ids(0, self.count())
        words = any_of(self._database, self._kind, self._query.sought)
        known = ranks(self._database.rows, self._kind, words, rows) if words else {}
        return sorted(rows, key=lambda row: known.get(row, 0.0))


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
    if narrowing.since is not None:
        sets.append((_SINCE[kind], (narrowing.since,)))
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

_CHANGED = f"sources AS s CROSS JOIN {{}} WHERE {field('changed', 's')} >= ?"

_SINCE: dict[Kind, str] = {
    "source": f"SELECT id AS row FROM sources WHERE {field('changed')} >= ?",
    "actor": "SELECT DISTINCT b.id AS row FROM "
    + _CHANGED.format(
        f"appearances AS a ON {field('source', 'a')} = {field('id', 's')} "
        f"CROSS JOIN actors AS b ON {field('id', 'b')} = {field('actor', 'a')}"
    ),
    **{
        kind: "SELECT r.id AS row FROM "
        + _CHANGED.format(f"{TABLES[kind]} AS r ON {field('source', 'r')} = {field('id', 's')}")
        for kind in SAID
    },
    **{
        kind: "SELECT DISTINCT b.id AS row FROM "
        + _CHANGED.format(f'"{TABLES[kind]}.sources" AS b ON b.member = {field("id", "s")}')
        for kind in MADE
    },
}


def changed_since(database: Database, number: int) -> dict[str, bool]:
    """The ids of the sources that came or changed after so many visits; whether they came then."""
    sql = f"SELECT {field('id')}, ifnull({field('came')}, -1) >= ?1 FROM sources "
    found = database.rows.run(f"{sql}WHERE {field('changed')} >= ?1", (number,))
    return {source: bool(came) for source, came in found}


def known_before(
    database: Database, table: Literal["appearances", "quotes"], actors: list[str], number: int
) -> set[str]:
    """Those of these actors of whom a source has rows that stands unchanged since before then."""
    sql = (
        f"SELECT value FROM json_each(?) AS j WHERE EXISTS (SELECT 1 FROM {table} AS r "
        f"CROSS JOIN sources AS s ON {field('id', 's')} = {field('source', 'r')} "
        f"WHERE {field('actor', 'r')} = j.value AND ifnull({field('changed', 's')}, -1) < ?)"
    )
    return {row[0] for row in database.rows.run(sql, (json.dumps(actors), number))}
