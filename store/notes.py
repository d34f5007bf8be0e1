"""What the user notes on records: one note a record, which stays when the record goes.

A record that comes again, from the same article, has its note again. It knows the table of
notes, and no SQL.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from tinydb import where

from store.database import Database
from store.records import Kind


@dataclass(frozen=True, slots=True)
class Note:
    """A note on the record with this id; `written` is in UTC, ISO 8601 to the second."""

    id: str
    kind: Kind
    text: str
    written: str


def note(database: Database, record_id: str) -> Note | None:
    """The note on a record, None where there is none."""
    found = database.rows_of("notes").get(where("id") == record_id)
    return _read(database, found) if found else None


def notes(database: Database) -> dict[str, Note]:
    """All notes by the id of their record."""
    return {one["id"]: _read(database, one) for one in database.rows_of("notes")}


def set_note(database: Database, kind: Kind, record_id: str, text: str) -> None:
    """Note a text on a record in place of what was noted; one without words removes it."""
    rows = database.rows_of("notes")
    if not text.strip():
        rows.remove(where("id") == record_id)
        return
    written = datetime.now(UTC).isoformat(timespec="seconds")
    document = {"id": record_id, "kind": kind, "text": text.strip(), "written": written}
    rows.upsert(document, where("id") == record_id)


def _read(database: Database, document: Mapping[str, Any]) -> Note:
    try:
        return Note(document["id"], document["kind"], document["text"], document["written"])
    except KeyError:
        raise database.rows.damaged("a row of notes") from None
