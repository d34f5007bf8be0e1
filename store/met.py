"""Which conditions the user takes as met, by the keys of their occasions."""

from __future__ import annotations

from store.database import Database

_NAME = "met"


def met(database: Database) -> frozenset[str]:
    """The keys of those that are."""
    found = database.said(_NAME)
    return frozenset(one for one in found if isinstance(one, str)) if found else frozenset()


def set_met(database: Database, key: str, is_met: bool) -> None:
    """Take one as met, or no longer."""
    with database.rows.transaction():
        known = met(database)
        database.say(_NAME, sorted(known | {key} if is_met else known - {key}))
