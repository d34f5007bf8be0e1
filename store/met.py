"""Which conditions the user takes as met, by the keys of their occasions; each can be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tinydb import where

from store.database import Database

if TYPE_CHECKING:
    from store.hand.journal import Action


def met(database: Database) -> frozenset[str]:
    """The keys of those that are."""
    rows = database.rows_of("overlays").search(where("kind") == "met")
    return frozenset(one["key"] for one in rows if isinstance(one.get("key"), str))


def set_met(database: Database, key: str, is_met: bool) -> Action | None:
    """Take one as met, or no longer; None where that is so already."""
    from store.hand.doing import Doing

    row = f"met {key}"
    after = {"id": row, "kind": "met", "key": key} if is_met else None
    return Doing(database).do(f"{key}: {'met' if is_met else 'not met'}", "overlays", row, after)
