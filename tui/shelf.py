"""What the explorer reads from the store: rows for a view, an article with its records.

Knows the store through Corpus and no widget.
"""

from __future__ import annotations

from store.corpus import ALL, SORTS, Corpus, Counts, Narrowing
from store.records import Actor, Kind, Pledge, Quote, Record, Source
from tui.render import count
from tui.trail import View
from tui.widgets.article_text import Opened
from tui.widgets.record_list import Rows


class Shelf:
    """Reads with names of actors kept until the store changes."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self._version = corpus.version()
        self._names: dict[str, str | None] = {}
        self._counts: Counts | None = None

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
        self._counts = None

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

    def total(self, kind: Kind) -> int:
        """How many records of a kind there are, narrowed or not."""
        counts = self.counts
        return {
            "source": counts.sources,
            "actor": counts.actors,
            "quote": counts.quotes,
            "pledge": counts.pledges,
        }[kind]

    def rows(self, kind: Kind, view: View) -> Rows:
        """The records of a kind that a view shows; actors are narrowed by words only."""
        actor = None if kind == "actor" else view.actor
        narrowing = Narrowing(actor=actor, words=view.words) if actor or view.words else ALL
        order = view.order(kind)
        sort = order if order in SORTS[kind] else None
        rows: Rows = self.corpus.listing(kind, narrowing, sort)
        return rows

    def why_empty(self, kind: Kind, view: View, loading: bool) -> str:
        """Why a pane shows nothing, and which key helps."""
        word = {"source": "article", "actor": "actor", "quote": "quote", "pledge": "pledge"}[kind]
        if not self.total("source"):
            if loading:
                return "Nothing yet: the first articles are being read."
            return "No articles in this store. A adds a file or a folder of them."
        if view.words:
            return f"No {word} matches “{view.words}”. esc drops the search."
        if view.actor:
            what = {"pledge": "makes no pledge", "quote": "is not quoted"}.get(kind, "is in none")
            other = {"pledge": "v shows its quotes", "quote": "v shows its pledges"}.get(kind)
            keys = f"{other}, esc shows all" if other else "esc shows all"
            return f"{self.name(view.actor) or 'This actor'} {what}. {keys}."
        other = {"pledge": "v shows the quotes.", "quote": "v shows the pledges."}.get(kind, "")
        return f"No {word} was found in these articles. {other}"

    def article(self, source_id: str) -> Opened | None:
        """An article with its text, quotes and pledges by place; None where there is none."""
        source = self.corpus.get(source_id)
        if not isinstance(source, Source):
            return None
        records: list[Quote | Pledge] = [
            *self.corpus.quotes_of(source_id),
            *self.corpus.pledges_of(source_id),
        ]
        records.sort(key=lambda record: record.start)
        try:
            text = self.corpus.text(source_id)
        except KeyError:
            return None
        return Opened(source, text, tuple(records))

    def source_of(self, record: Record | None) -> Source | None:
        """The article of a quote or pledge."""
        if not isinstance(record, Quote | Pledge):
            return None
        source = self.corpus.get(record.source)
        return source if isinstance(source, Source) else None
