"""TinyDB over SQLite: the tables' documents are rows of one file.

TinyDB's interface and its documents, SQLite's transactions. Which tables there are and
what stands in them it does not know. Where it differs from TinyDB as it comes:

- documents are JSON, and copies of what was given: tuples come back as lists, keys as strings,
  NaN and infinities as None; what JSON cannot hold, and numbers beyond 64 bits, raise TypeError
- documents come in the order of their ids
- an id is taken inside the transaction, and above all ids in use; one beyond 64 bits is refused
- a call that fails changes nothing
- a query answers from the file as it is now: what another process has written counts
- `any` on a field with an index of members finds those of lists only, not letters of a text
- table names are refused that differ in case only, or that SQLite or an index has
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from pathlib import Path
from typing import Any, cast

import orjson
from tinydb import TinyDB
from tinydb.queries import QueryLike
from tinydb.storages import Storage
from tinydb.table import Document, Table

from store.edits import ROW_IDS, Edits, Fields
from store.encoding import checksum, decode
from store.index import Layout, field_statement, list_statements, lookup, put_sum, quoted
from store.transactions import StoreFile

_CHUNK = 500
_COLUMNS = "(id INTEGER PRIMARY KEY, doc TEXT NOT NULL)"


class RowStorage(StoreFile, Storage):
    """The file's tables by name, each made with what its layout says when first written."""

    def __init__(
        self,
        path: Path | str,
        *,
        create: bool = True,
        read_only: bool = False,
        application_id: int = 0,
        layouts: Mapping[str, Layout] | None = None,
    ) -> None:
        super().__init__(path, create=create, read_only=read_only, application_id=application_id)
        self._layouts = layouts or {}
        self._known: set[str] = set()
        self._schema: int | None = None

    def undone(self) -> None:
        """What was rolled back may have made a table."""
        self._schema = None

    def names(self) -> set[str]:
        """The names of the tables in the file."""
        rows = self.run("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
        return {name for name, sql in rows if sql.endswith(_COLUMNS)}

    def has(self, name: str) -> bool:
        """Whether the file has this table."""
        ((schema,),) = self.run("PRAGMA schema_version")
        if schema != self._schema:
            self._known, self._schema = self.names(), schema
        return name in self._known

    def ensure(self, name: str) -> None:
        """Make the table with all that its layout says, where there is none."""
        if self.has(name):
            return
        if any(name.casefold() == other.casefold() for other in self._known):
            raise ValueError(f"there is a table named {name} in other letters")
        taken = {other.casefold() for (other,) in self.run("SELECT name FROM sqlite_master")}
        if name.casefold() in taken or name.casefold().startswith("sqlite_"):
            raise ValueError(f"no table can have the name {name}: the file needs it")
        layout = self.layout(name)
        self.run(f"CREATE TABLE {quoted(name)} {_COLUMNS}")
        self.index_fields(name)
        for one in layout.lists:
            for statement in list_statements(name, one):
                self.run(statement)
        for statement in layout.statements:
            self.run(statement)

    def index_fields(self, name: str) -> None:
        """Make the indexes of the table's fields, as far as there are none."""
        for one, besides in self.layout(name).fields.items():
            self.run(field_statement(name, one, besides))

    def layout(self, name: str) -> Layout:
        """What goes with the table."""
        return self._layouts.get(name, Layout())

    def drop(self, name: str) -> None:
        """Drop a table; its rows first, so that what is kept beside them goes as well."""
        if self.has(name):
            self.run(f"DELETE FROM {quoted(name)}")
            self.run(f"DROP TABLE {quoted(name)}")

    def read(self) -> dict[str, dict[str, Any]] | None:
        """All tables, as TinyDB's storages give them; None where there are none."""
        with self.snapshot():
            tables = {name: dict(Rows(self, name).items()) for name in sorted(self.names())}
        return cast(dict[str, dict[str, Any]], tables) or None

    def write(self, data: Mapping[str, Mapping[Any, Any]]) -> None:
        """Replace everything by these tables, in one transaction."""
        with self.transaction():
            for name in self.names() - set(data):
                self.drop(name)
            for name, documents in data.items():
                self.ensure(name)
                edits = Edits(Rows(self, name))
                edits.clear()
                edits.update({int(doc_id): dict(doc) for doc_id, doc in documents.items()})
                self.change(name, edits)

    def change(self, name: str, edits: Edits) -> None:
        """Write what has changed in a table."""
        table = quoted(name)
        if edits.cleared:
            self.run(f"DELETE FROM {table}")
        self.run_many(f"DELETE FROM {table} WHERE id = ?", [(key,) for key in edits.gone])
        put = f"INSERT INTO {table} (id, doc) VALUES (?, ?) "
        put += "ON CONFLICT (id) DO UPDATE SET doc = excluded.doc"
        changed = edits.changed()
        self.run_many(put, changed)
        if self.layout(name).summed:
            self.run_many(put_sum(name), ((row, checksum(text)) for row, text in changed))


class Rows(Mapping[str, Fields]):
    """A table as TinyDB reads it: ids as text, documents decoded when asked for.

    Iteration reads in chunks and ends with the last row there was when it began.
    """

    def __init__(self, storage: RowStorage, name: str) -> None:
        self._storage = storage
        self._name = name
        self._table = quoted(name)

    def __getitem__(self, key: str) -> Fields:
        found = self._one("doc", key)
        if found is None:
            raise KeyError(key)
        return self._decoded(int(key), found)

    def __contains__(self, key: object) -> bool:
        return self._one("id", key) is not None

    def __iter__(self) -> Iterator[str]:
        return (str(doc_id) for doc_id, _ in self._chunks("id, NULL"))

    def __len__(self) -> int:
        if not self._storage.has(self._name):
            return 0
        return cast(int, self._storage.run(f"SELECT count(*) FROM {self._table}")[0][0])

    def items(self) -> Any:
        """Ids and documents."""
        return ((str(one), self._decoded(one, doc)) for one, doc in self._chunks("id, doc"))

    def values(self) -> Any:
        """Documents alone."""
        return (doc for _, doc in self.items())

    def chosen(self, doc_ids: Iterable[int]) -> dict[int, Fields]:
        """The documents of these ids, in the order of ids, read at once."""
        wanted = orjson.dumps(sorted({one for one in doc_ids if one in ROW_IDS})).decode()
        sql = f"SELECT id, doc FROM {self._table} "
        sql += "WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id"
        rows = self._storage.run(sql, (wanted,)) if self._storage.has(self._name) else ()
        return {doc_id: self._decoded(doc_id, doc) for doc_id, doc in rows}

    def _one(self, column: str, key: object) -> Any:
        if not str(key).lstrip("-").isdecimal() or not self._storage.has(self._name):
            return None
        number = int(str(key))
        if number not in ROW_IDS:
            return None
        rows = self._storage.run(f"SELECT {column} FROM {self._table} WHERE id = ?", (number,))
        return rows[0][0] if rows else None

    def _decoded(self, doc_id: int, text: str) -> Fields:
        try:
            return decode(text)
        except ValueError:
            raise self._storage.damaged(f"row {doc_id} of {self._name}") from None

    def _chunks(self, columns: str) -> Iterator[tuple[int, str]]:
        if not self._storage.has(self._name):
            return
        run = self._storage.run
        ((low, high),) = run(f"SELECT min(id), max(id) FROM {self._table}")
        while low is not None and low <= high:
            sql = (
                f"SELECT {columns} FROM {self._table} WHERE id BETWEEN ? AND ? ORDER BY id LIMIT ?"
            )
            rows = run(sql, (low, high, _CHUNK))
            yield from rows
            low = rows[-1][0] + 1 if rows else None


class RowTable(Table):
    """A TinyDB table over rows."""

    _storage: RowStorage
    _next_id: int | None  # type: ignore[assignment]
    _edits: Edits | None = None
    _seen = -1

    def insert(self, document: Mapping[str, Any]) -> int:
        """Insert a document; its id is taken in the same transaction."""
        with self._storage.transaction():
            return super().insert(document)

    def upsert(self, document: Mapping[str, Any], cond: QueryLike | None = None) -> list[int]:
        """Update the documents that match, or insert this one, in one transaction."""
        with self._storage.transaction():
            return super().upsert(document, cond)

    def update(
        self,
        fields: Mapping[str, Any] | Callable[[MutableMapping[str, Any]], None],
        cond: QueryLike | None = None,
        doc_ids: Iterable[int] | None = None,
    ) -> list[int]:
        """Update the documents that match, have one of the ids, or all of them."""
        with self._storage.transaction():
            if cond is not None and doc_ids is None:
                doc_ids = self._matching(cond)
            return super().update(fields, cond, doc_ids)

    def remove(
        self, cond: QueryLike | None = None, doc_ids: Iterable[int] | None = None
    ) -> list[int]:
        """Remove the documents that match or have one of the ids."""
        with self._storage.transaction():
            if cond is not None and doc_ids is None:
                doc_ids = self._matching(cond)
            return super().remove(cond, doc_ids)

    def all(self) -> list[Document]:
        """All documents, as they are at one moment."""
        with self._storage.snapshot():
            return super().all()

    def search(self, cond: QueryLike) -> list[Document]:
        """The documents that match, by index where there is one, else by scan."""
        stamp = self._storage.stamp()
        if stamp != self._seen:
            self.clear_cache()
            self._seen = stamp
        with self._storage.snapshot():
            ids = self._candidates(cond)
            if ids is None:
                return super().search(cond)
            return [doc for doc in self.documents(ids).values() if cond(doc)]

    def get(
        self,
        cond: QueryLike | None = None,
        doc_id: int | None = None,
        doc_ids: list[int] | None = None,
    ) -> Any:
        """The document of an id, those of several ids, or the first one that matches."""
        if doc_id is None and doc_ids is not None:
            return [*self.documents(doc_ids).values()]
        if doc_id is None and cond is not None:
            with self._storage.snapshot():
                ids = self._candidates(cond)
                if ids is not None:
                    return next((d for d in self.documents(ids).values() if cond(d)), None)
                return super().get(cond)
        if doc_id is not None:
            return super().get(doc_id=doc_id)
        raise RuntimeError("You have to pass either cond or doc_id or doc_ids")

    def documents(self, doc_ids: Iterable[int]) -> dict[int, Document]:
        """The documents of these ids, as far as they exist, read at once."""
        chosen = self._read_table().chosen(doc_ids)
        return {found: self.document_class(doc, found) for found, doc in chosen.items()}

    def _candidates(self, cond: QueryLike) -> list[int] | None:
        """The ids among which all matches are, None where no index tells."""
        if not self._storage.has(self.name):
            return []
        found = lookup(self.name, self._storage.layout(self.name), cond)
        return None if found is None else [row[0] for row in self._storage.run(*found)]

    def _matching(self, cond: QueryLike) -> list[int]:
        ids = self._candidates(cond)
        rows = self._read_table()
        if ids is None:
            return [int(doc_id) for doc_id, doc in rows.items() if cond(doc)]
        return [doc_id for doc_id, doc in rows.chosen(ids).items() if cond(doc)]

    def _get_next_id(self) -> int:
        highest = self._edits.highest if self._edits is not None else 0
        if self._storage.has(self.name):
            rows = self._storage.run(f"SELECT max(id) FROM {quoted(self.name)}")
            highest = max(highest, rows[0][0] or 0)
        taken = max(highest + 1, self._next_id or 1)
        self._next_id = taken + 1
        return taken

    def _read_table(self) -> Rows:  # type: ignore[override]
        return Rows(self._storage, self.name)

    def _update_table(self, updater: Callable[[Edits], None]) -> None:  # type: ignore[override]
        with self._storage.transaction():
            self._storage.ensure(self.name)
            outer, edits = self._edits, Edits(self._read_table())
            self._edits = edits
            try:
                updater(edits)
                self._storage.change(self.name, edits)
            finally:
                self._edits = outer  # an updater may itself have changed the table


class RowDB(TinyDB):
    """A TinyDB in one SQLite file."""

    table_class = RowTable
    default_storage_class = RowStorage  # type: ignore[assignment]

    @property
    def rows(self) -> RowStorage:
        """The file behind the tables."""
        return cast(RowStorage, self.storage)

    def tables(self) -> set[str]:
        """The names of the tables in the file."""
        return self.rows.names()

    def drop_table(self, name: str) -> None:
        """Drop a table, for good."""
        self._tables.pop(name, None)
        with self.rows.transaction():
            self.rows.drop(name)

    def drop_tables(self) -> None:
        """Drop all tables, for good."""
        self._tables.clear()
        with self.rows.transaction():
            for name in self.tables():
                self.rows.drop(name)
