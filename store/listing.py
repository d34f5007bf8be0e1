"""What the corpus answers with: counts, hits, and listings that read only rows in view.

It knows neither tables nor SQL: a listing asks its selection for row ids and rows.
"""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol, TypeVar, overload

from store.query_tree import Query
from store.records import Kind

R = TypeVar("R")

SORTS: dict[Kind, tuple[str, ...]] = {
    "source": ("date", "title", "outlet", "added"),
    "actor": ("acts", "name", "mentions"),
    "quote": ("place", "confidence", "actor"),
    "pledge": ("place", "confidence", "actor"),
    "entry": ("date", "maker", "evidence"),
    "chain": ("date", "length"),
    "figure": ("values", "date", "subject"),
    "story": ("date", "size"),
}
"""The orders of each kind's listing; the first is the default."""

BEST = "best"
"""The order of what a query with words finds that has the best match first."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many records of each kind."""

    sources: int
    actors: int
    quotes: int
    pledges: int
    entries: int = 0
    chains: int = 0
    figures: int = 0
    stories: int = 0


@dataclass(frozen=True, slots=True)
class Stats:
    """What `stats` tells; `size` is in bytes, with the journal beside the file."""

    counts: Counts
    size: int
    schema: int
    pipeline: str | None


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Which records a listing holds; what is left out narrows nothing.

    `actor`: sources that it appears in and their stories, its quotes, pledges that it
    makes, itself, what of the ledger names it. `source`: records of that source, actors
    that appear in it, what of the ledger rests on it. `query`: in the language of
    `store.query`; what it means for each kind stands in `store.asking`. `since`: sources that
    came or whose text changed after so many visits, and what rests on one of them.
    """

    actor: str | None = None
    query: str | Query = ""
    source: str | None = None
    since: int | None = None


ALL = Narrowing()


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that a search found, with the words around the match.

    `start` and `end` are code points in the article's text: of the first match there, or
    of the match inside the record's own words; None where it lies in a name or outlet, or in
    the user's note or tags on the record: then `note` is so, and the words are theirs.
    """

    kind: Kind
    id: str
    source: str | None
    outlet: str | None
    start: int | None
    end: int | None
    before: str
    match: str
    after: str
    note: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Occurrence:
    """One match in an article's text, in code points."""

    source: str
    start: int
    end: int


class Selection(Protocol):
    """Rows of one kind in one order, known to the database."""

    def stamp(self) -> int:
        """Changes whenever the store has."""

    def snapshot(self) -> AbstractContextManager[None]:
        """Within it, all reads see one state of the store."""

    def count(self) -> int:
        """How many rows."""

    def ids(self, start: int, stop: int, *, backwards: bool = False) -> list[int]:
        """Row ids by place in the order, or in the reversed order."""

    def row(self, record_id: str) -> int | None:
        """The row of a record, in the selection or not."""

    def holds(self, row: int) -> bool:
        """Whether a row is among them."""


_FIRST_IDS = 64
_FIRST_READ = 256
_RECORDS_KEPT = 4096


class Listing(Sequence[R]):
    """Records in order, of which only the rows asked for are read, and kept while in use.

    Ids are read from either end as far as needed, so that opening one costs the same at
    100 rows and at 100,000. When the store has changed, what was read stays until the next
    row must be fetched; then the listing follows the store, and its length may change.
    """

    def __init__(
        self, selection: Selection, fetch: Callable[[Sequence[int]], Mapping[int, R]]
    ) -> None:
        self._selection = selection
        self._fetch = fetch
        self._records: OrderedDict[int, R] = OrderedDict()
        self._forget()

    def __len__(self) -> int:
        if self._count is None:
            with self._selection.snapshot():
                self._follow()
        assert self._count is not None
        return self._count

    @overload
    def __getitem__(self, index: int) -> R: ...

    @overload
    def __getitem__(self, index: slice) -> list[R]: ...

    def __getitem__(self, index: int | slice) -> R | list[R]:
        """One record or a list of them; IndexError past the end."""
        if isinstance(index, slice):
            start, stop, step = index.indices(len(self))
            if step == 1:
                return self.window(start, stop)
            return [self[at] for at in range(start, stop, step)]
        at = index + len(self) if index < 0 else index
        found = self.window(at, at + 1) if at >= 0 else []
        if not found:
            raise IndexError(index)
        return found[0]

    def __iter__(self) -> Iterator[R]:
        at = 0
        while rows := self.window(at, at + _FIRST_READ):
            yield from rows
            at += len(rows)

    def window(self, start: int, stop: int) -> list[R]:
        """The records from `start` to before `stop`, fewer where the listing ends."""
        start = max(0, start)
        found = self._kept(start, stop)
        if found is not None:
            return found
        for _ in range(2):
            with self._selection.snapshot():
                self._follow()
                ids = self._window_ids(start, stop)
                missing = [row for row in ids if row not in self._records]
                self._records.update(self._fetch(missing) if missing else {})
            if all(row in self._records for row in ids):
                break
            self._forget()
        found = [self._records[row] for row in ids if row in self._records]
        for row in ids:
            if row in self._records:
                self._records.move_to_end(row)
        while len(self._records) > max(_RECORDS_KEPT, len(ids)):
            self._records.popitem(last=False)
        return found

    def holds(self, record_id: str) -> bool:
        """Whether the record is in the listing."""
        with self._selection.snapshot():
            row = self._selection.row(record_id)
            return row is not None and self._selection.holds(row)

    def position(self, record_id: str) -> int | None:
        """Where the record stands, None where it is not in the listing."""
        with self._selection.snapshot():
            self._follow()
            row = self._selection.row(record_id)
            if row is None:
                return None
            seen = 0
            while True:
                try:
                    return self._head.index(row, seen)
                except ValueError:
                    if not seen and not self._selection.holds(row):
                        return None
                    seen = len(self._head)
                self._extend(4 * seen + 1)
                if len(self._head) == seen:
                    return None

    def _forget(self) -> None:
        self._count: int | None = None
        self._head = array("q")
        self._tail = array("q")
        self._stamp = -1
        self._records.clear()

    def _follow(self) -> None:
        """Start anew if the store has changed since; within a snapshot."""
        stamp = self._selection.stamp()
        if stamp != self._stamp:
            self._forget()
            self._stamp = stamp
        if self._count is None:
            self._count = self._selection.count()

    def _kept(self, start: int, stop: int) -> list[R] | None:
        """The window if nothing has to be read for it."""
        if self._count is None:
            return None
        stop = min(stop, self._count)
        if stop <= start:
            return []
        if stop > len(self._head):
            return None
        rows = self._head[start:stop]
        if not all(row in self._records for row in rows):
            return None
        return [self._records[row] for row in rows]

    def _window_ids(self, start: int, stop: int) -> array[int]:
        count = len(self)
        stop = min(stop, count)
        if stop <= start:
            return array("q")
        from_end = count - start
        if stop > len(self._head) and from_end <= _FIRST_READ * 4 < count - len(self._head):
            if len(self._tail) < from_end:
                self._tail = array("q", self._selection.ids(0, from_end, backwards=True))
                self._tail.reverse()
            begin = len(self._tail) - from_end
            return self._tail[begin : begin + stop - start]
        if stop > len(self._head):
            self._extend(stop)
        return self._head[start:stop]

    def _extend(self, stop: int) -> None:
        """Read ids up to `stop` at least, and as many again as are known."""
        known = len(self._head)
        goal = min(len(self), max(_FIRST_IDS, stop, 2 * known))
        if goal > known:
            self._head.extend(self._selection.ids(known, goal))
