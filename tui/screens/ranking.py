"""The lists of a search with the best match first, once typing has rested.

While a query is typed, lists show what it finds in their usual order, which costs least. An
order that the user has chosen stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from textual import on, work
from textual.message import Message
from textual.timer import Timer
from textual.worker import get_current_worker

from store.corpus import BEST, Corpus
from store.database import Looked
from store.errors import QueryError, StoreError
from store.query import parse
from store.records import Kind
from tui.screens.viewing import Viewer
from tui.shelf import Shelf
from tui.trail import View

PAUSE = 0.5
"""Seconds without a letter typed after which lists of a search come best first."""


class Ranker(Viewer, inherit_bindings=False):
    """The panes, those of a search in the order in which they match it."""

    @dataclass
    class Ranked(Message):
        """What matches best in the lists of a view; `again` for a store that has changed."""

        view: View
        kinds: Sequence[Kind]
        looked: Looked
        again: bool
        error: str = ""

    def __init__(self, corpus: Corpus, open_corpus: Callable[[], Corpus]) -> None:
        super().__init__(corpus, open_corpus)
        self._best = False  # typing has rested
        self._pausing: Timer | None = None
        self._reading: set[Corpus] = set()  # what workers read from now

    @contextmanager
    def _read_aside(self) -> Iterator[Corpus]:
        """For a worker: the store, until it is read or `_stop_reading` says so (StoreError)."""
        with self._open_corpus() as corpus:
            self._reading.add(corpus)
            try:
                yield corpus
            finally:
                self._reading.discard(corpus)

    def _stop_reading(self) -> None:
        """What is read for an earlier search is of no use, and takes time from the next one."""
        for group in ("search", "sort", "rank"):
            self.workers.cancel_group(self, group)
        for corpus in [*self._reading]:
            corpus.interrupt()

    @property
    def ranks_soon(self) -> bool:
        """Whether a query was typed just now, whose lists are still in their usual order."""
        return self._pausing is not None

    @property
    def can_rank(self) -> bool:
        """Whether there is a search with words by which one match is better than another."""
        return bool(self.view.query) and parse(self.view.query).rankable

    def order(self, kind: Kind) -> str:
        """The order of a list where it is not the usual one, else ""."""
        if self._wants_best(kind) and self.shelf.is_ranked(kind, self.view):
            return BEST
        return super().order(kind)

    def look(self, view: View) -> None:
        """Shows another view in the lists."""
        super().look(view)
        if self._best:
            self._rank_slow()

    def _searched_anew(self, *, typing: bool) -> None:
        """Another query is on: its lists are ranked once typing has rested."""
        self._best = not typing
        if self._pausing:
            self._pausing.stop()
            self._pausing = None
        if typing and self.view.query:
            self._pausing = self.set_timer(PAUSE, self._paused)

    def _paused(self) -> None:
        """Typing has rested: lists are put in order, those with many rows in the background."""
        if self._pausing:
            self._pausing.stop()
            self._pausing = None
            self._best = True
            try:
                slow = self._rank_slow()
                self._put_in_order([kind for kind in self.kinds if kind not in slow])
            except (StoreError, QueryError) as error:
                self.status.say(str(error))

    def _wants_best(self, kind: Kind) -> bool:
        return self._best and self.view.order(kind) is None and self.can_rank

    def _put_in_order(self, kinds: Sequence[Kind]) -> None:
        """Fills these lists; a cursor that the user has moved stays on its record."""
        for number, kind in enumerate(self.kinds):
            if kind in kinds and self._wants_best(kind):
                self._fill_list(number, anew=True)
        self._rest()

    def _rank_slow(self, *, again: bool = False) -> list[Kind]:
        """Ranks in the background what takes long; which kinds those are."""
        kinds = [
            kind
            for kind in self.kinds
            if self._wants_best(kind) and not self.shelf.is_ranked(kind, self.view)
        ]
        if kinds:
            self._rank(self.view, kinds, self.shelf.corpus.looked(), again)
        return kinds

    @work(thread=True, exclusive=True, group="rank", exit_on_error=False)
    def _rank(self, view: View, kinds: Sequence[Kind], looked: Looked, again: bool) -> None:
        answer = self.Ranked(view, kinds, looked, again)
        try:
            with self._read_aside() as corpus:
                if get_current_worker().is_cancelled:
                    return
                corpus.adopt(looked)
                answer.looked = Shelf(corpus).ranked(kinds, view)
        except (StoreError, QueryError) as error:
            answer.error = str(error)
        if not get_current_worker().is_cancelled:
            self.post_message(answer)

    @on(Ranked)
    def _ranked(self, event: Ranked) -> None:
        now = self.view
        if (event.view.query, event.view.actor) != (now.query, now.actor) or not self._best:
            return
        if event.error:
            self.status.say(event.error)
        else:
            self.shelf.corpus.adopt(event.looked)
        if event.again:
            self._show_again()
        else:
            self._put_in_order(event.kinds)

    def _read_again(self) -> None:
        """What is ranked is ranked anew first, so that lists are not shown twice."""
        if not self._rank_slow(again=True):
            self._show_again()

    def _show_again(self) -> None:
        super()._read_again()
