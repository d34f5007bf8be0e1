"""Rows as they stand in the file, readable or not, with the checksums that they were written with.

It goes past TinyDB's documents, for whatever looks whether they are whole or brings them whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from store.encoding import checksum, encode
from store.index import PLAIN, put_sum, sum_statements
from store.tables import RowDB


class PlainRowsDB(RowDB):
    """A TinyDB in one SQLite file whose rows can be had plain."""

    def summed(self, table: str) -> Iterator[tuple[int, bytes, int | None]]:
        """The same rows, each with the checksum that it was written with, if it has one."""
        sql = f'SELECT t.id, {PLAIN}, s.sum FROM "{table}" AS t '
        sql += f'LEFT JOIN "{table}.sums" AS s ON s.id = t.id ORDER BY t.id'
        if self._has_sums(table):
            yield from self.rows.walk(sql)
        else:
            yield from ((row, text, None) for row, text in self.raw(table))

    def lost_rows(self, table: str) -> list[int]:
        """The rows of which nothing but the checksum is there."""
        sql = f'SELECT id FROM "{table}.sums" EXCEPT SELECT id FROM "{table}"'
        return [row for (row,) in self.rows.run(sql)] if self._has_sums(table) else []

    def _has_sums(self, table: str) -> bool:
        sql = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?"
        return bool(self.rows.run(sql, (f"{table}.sums",)))

    def sum_up(self, tables: Iterable[str]) -> None:
        """Give checksums to the rows of tables that an older program made without them."""
        sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND name GLOB '*.sums'"
        known = {name for (name,) in self.rows.run(sql)}
        for table in tables:
            if f"{table}.sums" not in known and self.rows.has(table):
                with self.rows.transaction():
                    for statement in sum_statements(table):
                        self.rows.run(statement)
                    self.fill_sums(table)

    def fill_sums(self, table: str) -> None:
        """Write the checksums of all rows as they are."""
        rows = ((row, checksum(text)) for row, text in self.raw(table))
        while some := [*islice(rows, 1000)]:
            self.rows.run_many(put_sum(table), some)

    def raw(self, table: str) -> Iterator[tuple[int, bytes]]:
        """The rows of a table as they stand in the file, in order; StoreError where it fails."""
        if self.rows.has(table):
            yield from self.rows.walk(f'SELECT id, {PLAIN} FROM "{table}" ORDER BY id')

    def raw_row(self, table: str, row: int) -> bytes | None:
        """One row as it stands in the file, None where there is none."""
        found = self.rows.run(f'SELECT {PLAIN} FROM "{table}" WHERE id = ?', (row,))
        return found[0][0] if found else None

    def row_ids(self, table: str) -> list[int]:
        """The ids of all rows of a table, in order."""
        return [row for (row,) in self.rows.run(f'SELECT id FROM "{table}" ORDER BY id')]

    def set_row(self, table: str, row: int, document: Mapping[str, Any]) -> None:
        """Put a document into a row, whatever was there; TypeError where JSON cannot hold it."""
        put = f'INSERT OR REPLACE INTO "{table}" (id, doc) VALUES (?, ?)'
        text = encode(document)
        self.rows.run(put, (row, text))
        self.rows.run(put_sum(table), (row, checksum(text)))

    def strike(self, table: str, row: int) -> None:
        """Take out a row that cannot be read."""
        self.rows.run(f'DELETE FROM "{table}" WHERE id = ?', (row,))
