"""Searching: the line to search in, the view that it narrows to, the hits in the texts.

Opens no article: going to a hit is the browser's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from textual import on, work
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input
from textual.worker import get_current_worker

from store.corpus import Corpus
from store.errors import StoreError
from tui import keys
from tui.render import count, shorten
from tui.screens.frame import NARROW
from tui.screens.viewing import REST, Viewer
from tui.trail import Hits
from tui.widgets.prompt import Prompt

LEAST_LETTERS = 2
"""Letters from which on words are looked for in the texts; fewer stand nearly everywhere."""


class Finder(Viewer, inherit_bindings=False):
    """The panes with one search at a time."""

    @dataclass
    class Found(Message):
        """Where the searched words stand; the hits carry the words that were asked for."""

        hits: Hits

    def __init__(self, corpus: Corpus, open_corpus: Callable[[], Corpus]) -> None:
        super().__init__(corpus, open_corpus)
        self.hits = Hits()
        self._typing: Timer | None = None

    def hint(self) -> None:
        """Says which keys help in the pane in use, or in the search while it is typed."""
        if self.focused is self.header.prompt:
            self.status.hint(keys.TYPING, self.state())
        else:
            super().hint()

    def state(self) -> str:
        """What the panes are narrowed to."""
        if self.view.actor:
            try:
                name = self.shelf.name(self.view.actor)
            except StoreError:
                name = None
            wide = self.size.width >= NARROW
            name = shorten(name or "one actor", max(self.size.width // 5, 8))
            return f"only {name}: esc shows all" if wide else f"only {name} (esc)"
        if self.view.words:
            if not self._sought(self.view.words):
                return "places in the texts from two letters on"
            places = f"{count(len(self.hits), 'hit')} in {count(self.hits.articles, 'article')}"
            if self.hits.pending:
                return "looking through the texts"
            return places if len(self.hits) else "no hit in the texts"
        return ""

    def action_search(self) -> None:
        """Opens the line to search in."""
        self.header.prompt.open()
        self.header.prompt.value = self.view.words
        self.call_after_refresh(self.hint)

    @on(Input.Changed, "#search")
    def _typed(self, event: Input.Changed) -> None:
        if self._typing:
            self._typing.stop()
        self._typing = self.set_timer(REST, lambda: self.seek(event.value))

    @on(Input.Submitted, "#search")
    def _submitted(self, event: Input.Submitted) -> None:
        self.seek(event.value)
        self._shut_search()
        self.use(self.pane)

    @on(Prompt.Dropped, "#search")
    def _dropped(self) -> None:
        self.drop_search()
        self.use(self.pane)

    @on(Prompt.Left, "#search")
    def _left(self, event: Prompt.Left) -> None:
        self.seek(event.prompt.value)
        self._shut_search()
        self.hint()

    def seek(self, words: str) -> None:
        """Narrows the panes to what these words match, and looks for them in the texts."""
        if self._typing:
            self._typing.stop()
        words = " ".join(words.split())
        if words == self.view.words:
            return
        sought = self._sought(words)
        self.hits = Hits(words, pending=sought)
        self.look(replace(self.view, words=words))
        self._mark_hits()
        if sought:
            self._find(words)

    @staticmethod
    def _sought(words: str) -> bool:
        """Whether there is enough to look for in the texts; less only narrows the panes."""
        return sum(map(str.isalnum, words)) >= LEAST_LETTERS

    def drop_search(self) -> None:
        """Shows everything again."""
        self.seek("")
        self._shut_search()

    def _shut_search(self) -> None:
        self.header.prompt.shut(keep=self.view.words)

    @work(thread=True, exclusive=True, group="search", exit_on_error=False)
    def _find(self, words: str) -> None:
        try:
            with self._open_corpus() as corpus:
                hits = Hits(words, corpus.occurrences(words))
        except StoreError:
            hits = Hits(words)
        if not get_current_worker().is_cancelled:
            self.post_message(self.Found(hits))

    @on(Found)
    def _found(self, event: Found) -> None:
        if event.hits.words == self.view.words:
            self.hits = event.hits
            self._mark_hits()
            self.hint()

    def _read_again(self) -> None:
        super()._read_again()
        self._mark_hits()

    def _mark_hits(self) -> None:
        article, now = self.reader.article, self.hits.now
        if article.opened:
            source = article.opened.source.id
            here = (now.start, now.end) if now and now.source == source else None
            article.set_hits(self.hits.within(source), here)
        self.header.found(self.hits.label)
