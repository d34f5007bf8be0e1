"""Damage done to stores past the program, as a disk or another program does it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from store.checking import check
from store.corpus import Corpus
from store.fault import Fault


def spoil(path: Path, *statements: str) -> Path:
    """Run statements on a store's file; no trigger keeps anything in step with them."""
    connection = sqlite3.connect(path)
    triggers = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    ).fetchall()
    for name, _ in triggers:
        connection.execute(f'DROP TRIGGER "{name}"')
    for statement in statements:
        connection.execute(statement)
    for _, sql in triggers:
        connection.execute(sql)
    connection.commit()
    connection.close()
    return path


def rewrite(table: str, old: str, new: str) -> str:
    """The statement that puts other words into the first row that holds the old ones."""
    first = f"SELECT min(id) FROM {table} WHERE instr(doc, '{old}')"
    return f"UPDATE {table} SET doc = replace(doc, '{old}', '{new}') WHERE id = ({first})"


def unsum(table: str) -> str:
    """The statement that takes a table's checksums away."""
    return f'DELETE FROM "{table}.sums"'


def faults(path: Path, *, read_only: bool = False) -> list[Fault]:
    """All that is wrong with a store."""
    found: list[Fault] = []
    with Corpus.open(path, create=False, read_only=read_only) as corpus:
        check(corpus.database, found.append)
    return found


def rows(path: Path) -> dict[str, list[tuple[int, bytes]]]:
    """Every row of every table as it stands in the file."""
    with Corpus.open(path, create=False, read_only=True) as corpus:
        tables = sorted(corpus.database.tables())
        return {table: [*corpus.database.raw(table)] for table in tables}
