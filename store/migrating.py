"""From each version of the tables to the next one. Each runs within a transaction."""

from __future__ import annotations

from collections.abc import Callable

from store.index import full_text_again, list_statements
from store.records import PLURALS, Kind
from store.tables import RowDB


def _with_ledger(database: RowDB) -> None:
    """To schema 2: tables for the ledger, filled as sources are extracted again."""
    for table in ("sources", "pledges"):
        database.rows.index_fields(table)
    for table in ("signatures", "unsettled", "counts", "entries", "chains", "figures", "stories"):
        database.rows.ensure(table)


def _with_parts(database: RowDB) -> None:
    """To schema 3: each part of a quote or pledge is sought by itself; searches are kept."""
    said: tuple[Kind, ...] = ("quote", "pledge")
    for kind in said:
        for statement in full_text_again(kind):
            database.rows.run(statement)
        database.rows.index_fields(PLURALS[kind])
    database.rows.ensure("queries")


def _with_notes(database: RowDB) -> None:
    """To schema 4: a table for what the user notes on records."""
    database.rows.ensure("notes")


def _with_hand(database: RowDB) -> None:
    """To schema 5: what the user corrects and did, tags, since when texts stand."""
    for table in ("extracted", "adrift", "actions"):
        database.rows.ensure(table)
    for table in ("overlays", "sources"):
        database.rows.index_fields(table)
    for statement in (*list_statements("notes", "tags"), *full_text_again("note")):
        database.rows.run(statement)


MIGRATIONS: dict[int, Callable[[RowDB], None]] = {
    1: _with_ledger,
    2: _with_parts,
    3: _with_notes,
    4: _with_hand,
}
"""By the version that it starts from: what makes the next version of it, in a transaction."""
