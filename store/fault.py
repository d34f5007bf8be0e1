"""What can be wrong with a store, one value a fault, and what helps against it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Remedy = Literal["salvage", "strike", "mend", "keep", "derive"]
"""`salvage`: the file's pages are damaged, what can be read goes into a new file; `strike`: the
row is taken out; `mend`: what the row says of others is put right; `keep`: there is nothing to put
right by, it stays as it reads; `derive`: it is made anew."""

ONE: dict[str, str] = {
    "sources": "source",
    "texts": "text",
    "actors": "actor",
    "appearances": "appearance",
    "quotes": "quote",
    "pledges": "pledge",
    "signatures": "signature",
    "counts": "count",
    "entries": "entry",
    "chains": "chain",
    "figures": "figure",
    "stories": "story",
    "queries": "saved search",
    "notes": "note",
}
"""What one row of a table is called."""

Progressed = Callable[[int, int], None]
"""Told now and then how many rows of how many are done."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: in which row of which table, of which record, why.

    `table` is "" where it is the file itself, `row` None where it is the whole table, `source`
    the id of the article that the record belongs to.
    """

    table: str
    row: int | None
    record: str | None
    why: str
    remedy: Remedy
    source: str | None = None

    @property
    def what(self) -> str:
        """The record by its id, else its row, else the table or file."""
        if not self.table:
            return "the file"
        if self.row is None:
            return f"the table {self.table}"
        place = f"row {self.row} of {self.table}"
        return f"{ONE.get(self.table, 'record')} {self.record} ({place})" if self.record else place


Tell = Callable[[Fault], None]
