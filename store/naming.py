"""Where actors are named: places in articles, by article or by actor. It knows one table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tinydb import where

from store.database import Database

Place = tuple[str, int, int]
"""An article, and where in its text, in code points."""


def named_in(database: Database, source_id: str) -> dict[str, list[Place]]:
    """The places in an article where actors are named, by actor."""
    rows = database.rows_of("appearances").search(where("source") == source_id)
    return {actor: places for row in rows for actor, places in [_read(database, row)]}


def named_at(database: Database, actor_id: str) -> list[Place]:
    """Places in one of the articles that name an actor, none where no article does."""
    row = database.rows_of("appearances").get(where("actor") == actor_id)
    return _read(database, row)[1] if row else []


def _read(database: Database, row: Mapping[str, Any]) -> tuple[str, list[Place]]:
    try:
        return row["actor"], [(row["source"], start, end) for start, end in row["places"]]
    except (KeyError, TypeError, ValueError):
        raise database.rows.damaged("a row of appearances") from None
