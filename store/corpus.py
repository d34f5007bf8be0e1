"""The one door to the store: everything that commands and explorer see goes through it.

Records in, records out; which tables lie behind it nobody outside needs to know.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, cast

from tinydb import where
from tinydb.table import Document

from store import naming
from store.database import SCHEMA, TABLES, Database, Looked
from store.documents import actor_from, figure_from, pledge_from, quote_from, source_from
from store.errors import StoreError
from store.ids import INITIALS
from store.ledger_documents import chain_from, entry_from, story_from
from store.listing import (
    ALL,
    BEST,
    SORTS,
    Counts,
    Hit,
    Listing,
    Narrowing,
    Occurrence,
    Stats,
)
from store.naming import Place
from store.own import Own
from store.query import parsed
from store.query_tree import Query
from store.records import (
    KINDS,
    Actor,
    Appearance,
    Article,
    Findings,
    Kind,
    Pledge,
    Quote,
    Record,
    Source,
)
from store.selecting import BestRows, OrderedRows

if TYPE_CHECKING:
    from store.adding import Outcome
    from store.arrivals import Arrivals

__all__ = [
    "ALL",
    "BEST",
    "SORTS",
    "Corpus",
    "Counts",
    "Hit",
    "Listing",
    "Narrowing",
    "Occurrence",
    "Stats",
    "StoreError",
]

_FROM: dict[Kind, Callable[[Mapping[str, Any]], Record]] = {
    "source": source_from,
    "actor": actor_from,
    "quote": quote_from,
    "pledge": pledge_from,
    "entry": entry_from,
    "chain": chain_from,
    "figure": figure_from,
    "story": story_from,
}
_KINDS: dict[str, Kind] = {INITIALS[kind]: kind for kind in KINDS}
_SHORTEST_PREFIX = 4
_MOST_RESOLVED = 20


class Corpus(Own):
    """A store that is open, for the thread that opened it only.

    Reading and writing raise StoreError, one sentence, where the file fails.
    """

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.path = database.rows.path

    @classmethod
    def open(cls, path: Path, *, create: bool = True, read_only: bool = False) -> Corpus:
        """Open the store in a file; a missing one is made unless `create` is off.

        StoreError where there is none, it is no store, a newer program's, or unreadable.
        """
        return cls(Database(Path(path), create=create, read_only=read_only))

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written: asked for so, or the file cannot be."""
        return self._database.rows.read_only

    @property
    def frozen(self) -> bool:
        """Whether it shows the file as it was when opened: its folder cannot be written."""
        return self._database.rows.frozen

    @property
    def database(self) -> Database:
        """The tables behind it, for what takes or brings them whole."""
        return self._database

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def interrupt(self) -> None:
        """From another thread: what is being read ends soon, with a StoreError."""
        self._database.rows.interrupt()

    def __enter__(self) -> Corpus:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def counts(self) -> Counts:
        """How many records of each kind."""
        with self._database.rows.snapshot():
            return Counts(*(self._database.count(kind) for kind in KINDS))

    def listing(
        self, kind: Kind, narrowing: Narrowing = ALL, sort: str | None = None
    ) -> Listing[Any]:
        """The records of a kind in order; ValueError for an order that it does not have.

        The order `best` is that of `search`, for a query with words to rank by.
        """
        table = self._database.rows_of(TABLES[kind])
        rows = BestRows if sort == BEST else OrderedRows
        return Listing(
            rows(self._database, kind, narrowing, None if sort == BEST else sort),
            lambda rows: {row: self._read(kind, doc) for row, doc in table.documents(rows).items()},
        )

    def get(self, record_id: str) -> Record | None:
        """The record with this id."""
        kind = _KINDS.get(record_id[:1])
        document = self._database.by_id(kind, record_id) if kind else None
        return self._read(kind, document) if kind and document else None

    def resolve(self, prefix: str) -> list[str]:
        """The ids that begin so, at most 20; none for fewer than 4 characters."""
        kind = _KINDS.get(prefix[:1])
        if kind is None or len(prefix) < _SHORTEST_PREFIX:
            return []
        return self._database.ids_from(kind, prefix, _MOST_RESOLVED)

    def text(self, source_id: str) -> str:
        """A source's text as it was loaded; KeyError where it is unknown."""
        return self._database.text(source_id)

    def quotes_of(self, source_id: str) -> list[Quote]:
        """A source's quotes, by place in the text."""
        found = self._database.rows_of("quotes").search(where("source") == source_id)
        quotes = [cast(Quote, self._read("quote", document)) for document in found]
        return sorted(quotes, key=lambda quote: (quote.start, quote.id))

    def pledges_of(self, source_id: str) -> list[Pledge]:
        """A source's pledges, by place in the text."""
        found = self._database.rows_of("pledges").search(where("source") == source_id)
        pledges = [cast(Pledge, self._read("pledge", document)) for document in found]
        return sorted(pledges, key=lambda pledge: (pledge.start, pledge.id))

    def appearances_of(self, source_id: str) -> list[Appearance]:
        """The corpus-wide actors that a source names, by the first place where it does."""
        with self._database.rows.snapshot():
            rows = self._database.rows_of("appearances").search(where("source") == source_id)
            actors = {row["actor"]: self._database.by_id("actor", row["actor"]) for row in rows}
        found = [
            Appearance(
                cast(Actor, self._read("actor", actor)),
                tuple((start, end) for start, end in row["places"]),
            )
            for row in rows
            if (actor := actors[row["actor"]]) is not None
        ]
        return sorted(found, key=lambda one: (one.places[:1], one.actor.name))

    def search(self, query: str | Query, *, limit: int | None = None) -> list[Hit]:
        """What a query finds, best first; QueryError where it cannot be meant."""
        from store import searching

        return searching.search(self._database, parsed(query), limit)

    def newest(self, query: str | Query, *, limit: int | None = None) -> list[Hit]:
        """The articles that a query finds, the newest first; QueryError as `search`."""
        from store import searching

        return searching.newest(self._database, parsed(query), limit)

    def occurrences(self, query: str | Query, order: str = "") -> list[Occurrence]:
        """Every place in the texts that a query finds, in an order of the sources' listing.

        "" is the usual one; ValueError for `best` without words to rank by.
        """
        from store import places

        return places.occurrences(self._database, parsed(query), order)

    def counted(self, query: str | Query, order: str = "") -> dict[str, int] | None:
        """How many places a query of one word finds in each text, by source, in that order.

        In a small part of the time of `occurrences`; None for any other query.
        """
        from store import places

        return places.counted(self._database, parsed(query), order)

    def places_in(self, query: str | Query, source_id: str) -> list[tuple[int, int]]:
        """Where the words that a query asks for stand in one text, (start, end) in code points."""
        from store import places

        return places.places_in(self._database, parsed(query), source_id)

    def sources_found(self, query: str | Query, order: str = "") -> list[str]:
        """The ids of the sources that a query finds, in an order of their listing."""
        from store import places

        return places.sources_found(self._database, parsed(query), order)

    def looked_for(self, query: Query) -> Looked:
        """What takes long to look for in a query, for `adopt` of a corpus in another thread.

        QueryError where its patterns take too long.
        """
        for kind in KINDS:
            len(self.listing(kind, Narrowing(query=query)))
        return self._database.looked

    def ranked(self, kind: Kind, narrowing: Narrowing) -> None:
        """Find out which records match a query best, so that the order `best` takes no time."""
        self.listing(kind, narrowing, BEST).window(0, 1)

    def is_ranked(self, kind: Kind, narrowing: Narrowing) -> bool:
        """Whether the order `best` of such a listing is known already."""
        return (kind, narrowing) in self._database.looked.best

    def looked(self) -> Looked:
        """What took long to look for and holds as long as the store stays as it is: a copy."""
        return self._database.looked.copied()

    def adopt(self, looked: Looked) -> None:
        """Take over what was looked for, so that asking for it takes no time."""
        self._database.looked.adopt(looked)

    def values(self, field: str | None, stem: str, limit: int = 20) -> list[str]:
        """Names in the store with which a value of a query's field can go on, best first."""
        from store import searching

        return searching.values(self._database, field, stem, limit)

    def named_in(self, source_id: str) -> dict[str, list[Place]]:
        """The places in an article where actors are named, by actor."""
        return naming.named_in(self._database, source_id)

    def named_at(self, actor_id: str) -> list[Place]:
        """Places in one of the articles that name an actor, none where no article does."""
        return naming.named_at(self._database, actor_id)

    def arrivals(self, number: int) -> Arrivals:
        """What came after so many visits."""
        from store.arrivals import Arrivals

        return Arrivals(self._database, number)

    def add(
        self,
        article: Article,
        findings: Findings,
        *,
        pipeline: str,
        again: Source | None = None,
        settle: bool = True,
    ) -> Outcome:
        """Bring in an article and what was found in it, in one transaction.

        `again` is the source that it was read from: where that has changed, nothing is done.
        Without `settle` the ledger tells of it once `settle` is called: for many articles.
        """
        from store import adding

        with self._database.rows.transaction():
            return adding.add(self._database, article, findings, pipeline, again, settle=settle)

    def settle(self) -> None:
        """Bring the ledger up to date with articles that were added without settling."""
        from store.settling import Settling

        if len(self._database.rows_of("unsettled")):
            with self._database.rows.transaction():
                settling = Settling(self._database)
                settling.take_up()
                settling.settle()

    def source_at(self, place: str) -> Source | None:
        """The source that was loaded from this path or address, or has this address."""
        from store import adding

        held = adding.held_at(self._database, place)
        held = held or adding.held_with(self._database, "url", place)
        return held.source if held else None

    def unchanged_at(self, place: str, file_hash: str) -> bool:
        """Whether the file at this place was loaded with these very bytes."""
        from store import adding

        held = adding.held_at(self._database, place)
        return held is not None and held.places[place] == file_hash

    def stale(self, pipeline: str) -> list[Source]:
        """The sources that another pipeline made, in the order in which they were added."""
        with self._database.rows.snapshot():
            rows = self._database.made_by_others(pipeline)
            found = self._database.rows_of("sources").documents(rows)
        return [cast(Source, self._read("source", document)) for document in found.values()]

    def remove(self, source_id: str) -> Source:
        """Take out a source and all that came from it; KeyError where it is unknown."""
        from store import adding

        with self._database.rows.transaction():
            return adding.remove(self._database, source_id)

    def stats(self) -> Stats:
        """Counts, size in bytes, versions."""
        files = (self.path, self.path.with_name(self.path.name + "-wal"))
        size = sum(one.stat().st_size for one in files if one.exists())
        return Stats(self.counts(), size, SCHEMA, self._database.said("pipeline"))

    def version(self) -> int:
        """Changes whenever this or another process has written."""
        return self._database.rows.stamp()

    def _read(self, kind: Kind, document: Document) -> Record:
        try:
            return _FROM[kind](document)
        except (AttributeError, KeyError, TypeError, ValueError):
            row = f"row {document.doc_id} of {TABLES[kind]}"
            raise self._database.rows.damaged(row) from None
