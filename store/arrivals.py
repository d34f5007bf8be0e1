"""What came after a visit: the sources that came or changed, and who was known before.

It reads through the database and knows no SQL.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from store.database import Database
from store.selecting import changed_since, known_before

Places = list[tuple[int, int]]
"""Starts and ends, in code points of a source's text."""


class Arrivals:
    """What came after so many visits.

    `sources` holds the ids of the sources that came or whose text changed since; True for
    those that came.
    """

    def __init__(self, database: Database, number: int) -> None:
        self._database, self._number = database, number
        self.sources: dict[str, bool] = changed_since(database, number)

    def named_before(self, actors: Iterable[str]) -> set[str]:
        """Those of these actors whom a source names that is not among the arrivals."""
        return self._before("appearances", actors)

    def quoted_before(self, actors: Iterable[str]) -> set[str]:
        """Those of these actors whom a source quotes that is not among the arrivals."""
        return self._before("quotes", actors)

    def places_of(self, actor: str) -> dict[str, Places]:
        """Where sources name an actor, by source."""
        found = self._database.appearances_with(actor)
        return {row["source"]: [(start, end) for start, end in row["places"]] for row in found}

    def _before(self, table: Literal["appearances", "quotes"], actors: Iterable[str]) -> set[str]:
        return known_before(self._database, table, [*actors], self._number)
