"""What the explorer reads from the store: rows for a view, an article with its records.

Knows the store through Corpus and no widget.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Literal

from store.corpus import ALL, BEST, SORTS, Corpus, Counts, Narrowing
from store.database import Looked
from store.errors import StoreError
from store.notes import Note
from store.query_complete import complete, quoted
from store.records import Actor, Entry, Kind, Pledge, Quote, Record, Source
from tui import keys
from tui.behind import FEW, NOTHING, Behind, behind
from tui.recall import Completing
from tui.render import count
from tui.trail import View
from tui.widgets.article_text import Opened
from tui.widgets.record_list import Rows

_WORDS: dict[Kind, str] = {
    "source": "article",
    "actor": "actor",
    "quote": "quote",
    "pledge": "pledge",
    "entry": "entry of the ledger",
}
_OF: dict[Kind, str] = {"source": "with", "quote": "of", "pledge": "of", "entry": "about"}
_NONE: dict[Kind, str] = {
    "source": "is in no article",
    "quote": "is not quoted",
    "pledge": "makes no pledge",
    "entry": "is in no entry of the ledger",
}
_TURNS: dict[Kind, str] = {
    "pledge": ", {read.turn} shows the quotes",
    "quote": ", {read.turn} shows the ledger",
    "entry": ", {read.turn} shows the pledges",
}


FORESEEN = 64
"""Lists kept of those that may be asked for next."""

RANKED_AT_ONCE = 500
"""Rows of a list that are ranked in a few milliseconds; more are ranked in the background."""


class Shelf:
    """Reads with names of actors kept until the store changes."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self._version = corpus.version()
        self._names: dict[str, str | None] = {}
        self._notes: dict[str, Note | None] = {}
        self._noted: frozenset[str] | None = None
        self._counts: Counts | None = None
        self._ahead: Opened | None = None
        self._foreseen: dict[tuple[Kind, View, str], Rows] = {}

    def changed(self) -> bool:
        """Whether this or another process has written since it was last asked."""
        version = self.corpus.version()
        if version == self._version:
            return False
        self._version = version
        self.forget()
        return True

    def forget(self) -> None:
        """Reads names and counts again when they are asked for."""
        self._names.clear()
        self._notes.clear()
        self._noted = None
        self._counts = None
        self._ahead = None
        self._foreseen.clear()

    def _stale(self) -> bool:
        return self.corpus.version() != self._version

    @property
    def counts(self) -> Counts:
        """How many records there are."""
        if self._counts is None:
            self._counts = self.corpus.counts()
        return self._counts

    def words(self) -> list[str]:
        """The counts as the header shows them."""
        counts = self.counts
        return [
            count(counts.sources, "article"),
            count(counts.actors, "actor"),
            count(counts.quotes, "quote"),
            count(counts.pledges, "pledge"),
        ]

    def name(self, actor_id: str) -> str | None:
        """An actor's name."""
        if actor_id not in self._names:
            actor = self.corpus.get(actor_id)
            self._names[actor_id] = actor.name if isinstance(actor, Actor) else None
        return self._names[actor_id]

    def note(self, record_id: str) -> Note | None:
        """What the user says of a record; None also where that is damaged: the card tells why."""
        if record_id not in self._notes:
            self._notes[record_id] = None
            with suppress(StoreError):
                if self._noted is None:
                    self._noted = self.corpus.noted()
                if record_id in self._noted:
                    self._notes[record_id] = self.corpus.note(record_id)
        return self._notes[record_id]

    def total(self, kind: Kind) -> int:
        """How many records of a kind there are, narrowed or not."""
        counts = self.counts
        return {
            "source": counts.sources,
            "actor": counts.actors,
            "quote": counts.quotes,
            "pledge": counts.pledges,
            "entry": counts.entries,
        }[kind]

    def rows(self, kind: Kind, view: View, order: str = "") -> Rows:
        """The records of a kind that a view shows; actors are narrowed by words only."""
        order = order or view.order(kind) or ""
        foreseen = self._foreseen.get((kind, view, order))
        if foreseen is not None and not self._stale():
            return foreseen
        sort = order if order in (*SORTS[kind], BEST) else None
        rows: Rows = self.corpus.listing(kind, _narrowing(kind, view), sort)
        return rows

    def foresee(self, kind: Kind, view: View, most: int) -> None:
        """Reads the first rows, `most`, of a view that may be asked for next.

        Called while nothing else is to do: `rows` then hands out the same, read already.
        """
        rows = self.rows(kind, view)
        rows.window(0, most)
        key = (kind, view, view.order(kind) or "")  # as `rows` asks for it
        self._foreseen.pop(key, None)
        self._foreseen[key] = rows
        if len(self._foreseen) > FORESEEN:
            del self._foreseen[next(iter(self._foreseen))]

    def is_ranked(self, kind: Kind, view: View) -> bool:
        """Whether it takes no time to say which rows match best: so few, or ranked before."""
        narrowing = _narrowing(kind, view)
        if self.corpus.is_ranked(kind, narrowing):
            return True
        return len(self.corpus.listing(kind, narrowing)) <= RANKED_AT_ONCE

    def ranked(self, kinds: Sequence[Kind], view: View) -> Looked:
        """Which rows of a view match best, for `adopt` of another corpus."""
        for kind in kinds:
            self.corpus.ranked(kind, _narrowing(kind, view))
        return self.corpus.looked()

    def turned_to_found(self, view: View) -> View:
        """The view, pane 3 turned to quotes where a query finds some and no pledge.

        QueryError where the query takes too long.
        """
        if not view.query or len(self.rows(view.said, view)) or view.said != "pledge":
            return view
        return view.turned_by_itself() if len(self.rows("quote", view)) else view

    def completing(self, text: str, cursor: int) -> Completing | None:
        """What can stand for the word of a query that the cursor is in."""
        found = complete(text, cursor)
        if found is None:
            return None
        names = self.corpus.values(found.field, found.stem) if found.field or found.stem else []
        field = "" if found.field else "by:"
        values = [*found.values, *(field + quoted(name) for name in names)]
        return Completing(text, cursor, found.start, found.end, values)

    def why_empty(self, kind: Kind, view: View, loading: bool) -> str:
        """Why a pane shows nothing, and which key helps."""
        return keys.told(self._why_empty(kind, view, loading))

    def _why_empty(self, kind: Kind, view: View, loading: bool) -> str:
        if not self.total("source"):
            if loading:
                return "Nothing yet: the first articles are being read."
            return "No articles in this store. {store.add} adds a file or a folder of them."
        word, turn = _WORDS[kind], _TURNS.get(kind, "")
        who = (self.name(view.actor) if view.actor else None) or "this actor"
        if view.query:
            of = f" {_OF[kind]} {who}" if view.actor and kind in _OF else ""
            return f"No {word}{of} matches “{view.query}”. {{read.close}} drops the search{turn}."
        if view.actor and kind in _NONE:
            return f"{who[:1].upper()}{who[1:]} {_NONE[kind]}. {{read.close}} shows all{turn}."
        if loading:
            return f"No {word} yet: articles are being read."
        return f"No {word} was found in these articles." + (f" {turn[2:]}." if turn else "")

    def why_unopened(self, loading: bool) -> str:
        """Why the reader shows no article, and which key helps."""
        if not self.total("source"):
            return self.why_empty("source", View(), loading)
        return keys.told(
            "Nothing is open yet. Choose an article on the left and press {list.open} to read it; "
            "{list.open} on a pledge or quote goes to its words."
        )

    def ahead(self, record: Record | None) -> Opened | None:
        """The article that `enter` on a record would open, read before that; None for none.

        Called while nothing else is to do; `article` then takes no time. A fault shows when the
        article is opened.
        """
        source = record if isinstance(record, Source) else self.source_of(record)
        if source is None:
            return None
        if self._ahead is None or self._ahead.source.id != source.id:
            self._ahead = None
            with suppress(StoreError):
                self._ahead = self.article(source.id)
        return self._ahead

    def article(self, source_id: str) -> Opened | None:
        """An article with its text, quotes and pledges by place; None where there is none."""
        if self._ahead and self._ahead.source.id == source_id and not self._stale():
            return self._ahead
        source = self.corpus.get(source_id)
        if not isinstance(source, Source):
            return None
        unread: list[str] = []
        records: list[Quote | Pledge] = [
            *self._finds("quote", source_id, unread),
            *self._finds("pledge", source_id, unread),
        ]
        records.sort(key=lambda record: record.start)
        try:
            text = self.corpus.text(source_id)
        except KeyError:
            return None
        return Opened(source, text, tuple(records), tuple(unread))

    def _finds(
        self, kind: Literal["quote", "pledge"], source_id: str, unread: list[str]
    ) -> list[Quote | Pledge]:
        """An article's quotes or pledges; what is damaged is left out and said in `unread`."""
        try:
            if kind == "quote":
                return [*self.corpus.quotes_of(source_id)]
            return [*self.corpus.pledges_of(source_id)]
        except StoreError:
            rows = self.corpus.listing(kind, Narrowing(source=source_id))
        found: list[Quote | Pledge] = []
        for number in range(len(rows)):
            try:
                found.append(rows[number])
            except StoreError as error:
                unread.append(str(error))
        return found

    def source_of(self, record: Record | None) -> Source | None:
        """The article of a quote or pledge, or that of the latest evidence of an entry."""
        told = record.evidence[-1:] if isinstance(record, Entry) else ()
        of = told[0].source if told else getattr(record, "source", None)
        source = self.corpus.get(of) if isinstance(of, str) else None
        return source if isinstance(source, Source) else None

    def behind(self, record: Record | None, most: int = FEW) -> Behind:
        """What the card tells beside a record; `most` bounds how much evidence is looked up."""
        return behind(self.corpus, record, most) if record else NOTHING


def _narrowing(kind: Kind, view: View) -> Narrowing:
    actor = None if kind == "actor" else view.actor
    return Narrowing(actor=actor, query=view.query) if actor or view.query else ALL
