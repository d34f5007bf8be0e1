"""When the user was here last: visits, by which a source is known to have come since.

A visit has a number, how many there were with it; a source keeps how many there had been
when it came and when its text changed last. It knows the table `meta`, and no SQL.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from store.database import Database

_KEPT = 100
"""Visits that are remembered, the last ones."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit; `at` is when it ended, in UTC, ISO 8601 to the second."""

    number: int
    at: str

    @property
    def day(self) -> str:
        """The day on which it ended, where the program runs: ISO 8601."""
        return datetime.fromisoformat(self.at).astimezone().date().isoformat()


def noted(database: Database) -> list[Visit]:
    """The visits that are remembered, the last one last; none where they cannot be read."""
    found: Any = database.said("visits")
    try:
        visits = [Visit(int(one["number"]), one["at"]) for one in found or ()]
        return [one for one in visits if one.day]
    except (KeyError, TypeError, ValueError):
        return []


def made(database: Database) -> int:
    """How many visits there were."""
    visits = noted(database)
    return visits[-1].number if visits else 0


def note(database: Database) -> None:
    """Write down that a visit ends now."""
    with database.rows.transaction():
        visits = noted(database)
        number = visits[-1].number + 1 if visits else 1
        visits.append(Visit(number, datetime.now(UTC).isoformat(timespec="seconds")))
        database.say("visits", [{"number": one.number, "at": one.at} for one in visits[-_KEPT:]])


def last_before(visits: list[Visit], day: str) -> Visit | None:
    """The last visit before a day (ISO 8601, to the day or shorter), None where there is none."""
    return next((one for one in reversed(visits) if one.day < day), None)
