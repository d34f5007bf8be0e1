"""The places where searched words stand: found in the background, in the order of the articles.

Opens no article: going to a hit is the browser's.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from textual import on, work
from textual.message import Message
from textual.worker import get_current_worker

from store.corpus import Corpus, Occurrence
from store.database import Looked
from store.errors import QueryError, StoreError
from store.query import parse
from store.query_tree import Query
from tui.screens.ranking import Ranker
from tui.trail import Hits, Within

LEAST_LETTERS = 2
"""Letters from which on words are looked for in the texts; fewer stand nearly everywhere."""


class Hitter(Ranker, inherit_bindings=False):
    """The panes with the hits of one search, in the order in which the articles are listed."""

    @dataclass
    class Found(Message):
        """Where the searched words stand; the hits carry the words that were asked for.

        `sorted` are the hits that they are in another order; None where they were looked for.
        """

        hits: Hits
        error: str = ""
        sorted: Hits | None = None

    def __init__(self, corpus: Corpus, open_corpus: Callable[[], Corpus]) -> None:
        super().__init__(corpus, open_corpus)
        self.hits = Hits()
        self._unfound = False  # its places in the texts are still to be looked for

    @staticmethod
    def _sought(text: str) -> bool:
        """Whether there is enough to look for in the texts; less only narrows the panes."""
        return sum(map(str.isalnum, text)) >= LEAST_LETTERS

    def _find_places(self) -> None:
        """Looks for the places in the texts, unless that was done: it can take a second."""
        if self._unfound:
            self._unfound = False
            self._find_now()

    def _find_now(self) -> None:
        self._find(parse(self.view.query), self.shelf.corpus.looked(), self.order("source"))

    @work(thread=True, exclusive=True, group="search", exit_on_error=False)
    def _find(self, query: Query, looked: Looked, order: str) -> None:
        try:
            with self._read_aside() as corpus:
                if get_current_worker().is_cancelled:
                    return
                corpus.adopt(looked)
                counts = corpus.counted(query, order)
                within: Within = partial(self.shelf.corpus.places_in, query)
                if counts is None:
                    places = _by_source(corpus.occurrences(query, order))
                    counts = {source: len(there) for source, there in places.items()}
                    within = places.__getitem__
                found = self.Found(Hits(query.text, counts, within, order=order))
        except (StoreError, QueryError) as error:
            found = self.Found(Hits(query.text), str(error))
        if not get_current_worker().is_cancelled:
            self.post_message(found)

    @work(thread=True, exclusive=True, group="sort", exit_on_error=False)
    def _sort(self, query: Query, looked: Looked, hits: Hits, order: str) -> None:
        """Puts hits in the order in which the articles are listed now."""
        try:
            with self._read_aside() as corpus:
                if get_current_worker().is_cancelled:
                    return
                corpus.adopt(looked)
                found = self.Found(hits.by(corpus.sources_found(query, order), order), sorted=hits)
        except (StoreError, QueryError) as error:
            found = self.Found(hits, str(error), sorted=hits)
        if not get_current_worker().is_cancelled:
            self.post_message(found)

    @on(Found)
    def _found(self, event: Found) -> None:
        stale = event.sorted is not None and event.sorted is not self.hits
        if stale or event.hits.words != self.view.query:
            return
        if not event.error or self.hits.pending:
            event.hits.go_on_from(self.hits)
            self.hits = event.hits
            self._mark_hits()
        self.hint()
        if event.error:
            self.status.say(event.error)
        else:
            self._follow_order()

    def _fill_list(self, number: int, *, anew: bool = False) -> None:
        super()._fill_list(number, anew=anew)
        if number == 0:
            self._follow_order()

    def _follow_order(self) -> None:
        """The articles are listed in another order: the hits, too, once they are put in it."""
        if self.hits.articles < 2 or self.hits.words != self.view.query:
            return
        order = self.order("source")
        if order != self.hits.order:
            self._sort(parse(self.view.query), self.shelf.corpus.looked(), self.hits, order)

    def _show_again(self) -> None:
        super()._show_again()
        self._mark_hits()
        if self.view.query and self._sought(self.view.query):
            self._find_now()

    def _mark_hits(self) -> None:
        article, now = self.reader.article, self.hits.now
        if article.opened:
            source = article.opened.source.id
            here = (now.start, now.end) if now and now.source == source else None
            article.set_hits(self.hits.within(source), here)
        self.header.found(self.hits.label if self._sought(self.hits.words) else "")


def _by_source(found: Sequence[Occurrence]) -> dict[str, list[tuple[int, int]]]:
    places: dict[str, list[tuple[int, int]]] = {}
    for one in found:
        places.setdefault(one.source, []).append((one.start, one.end))
    return places
