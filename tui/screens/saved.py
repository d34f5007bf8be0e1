"""Saved searches in a sheet, each with what it finds now.

The screen's answer is the query that was chosen; None where none was.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.worker import get_current_worker

from store.corpus import Corpus
from store.errors import QueryError, StoreError
from store.listing import Narrowing
from store.records import Kind
from tui import hints, keys
from tui.marking import Piece
from tui.render import count, row
from tui.screens.over import Over
from tui.widgets.drawn import Drawn
from tui.widgets.line_list import LineList
from tui.widgets.rule import Rule
from tui.wrapping import shown

LOOK = 1.0
"""Seconds between two looks at whether the store has changed."""

COUNTED: dict[Kind, str] = {"source": "article", "pledge": "pledge", "quote": "quote"}
"""What is counted for each search, and its word."""


class Searches(LineList):
    """Saved searches, and above them the one that is on where it was not saved."""

    def __init__(self, texts: Sequence[str], current: str) -> None:
        super().__init__()
        self.texts = list(texts)
        self.current = current
        self.found: dict[str, str] = {}
        self.use(True)

    @property
    def unsaved(self) -> bool:
        """Whether the first row offers to save the search that is on."""
        return bool(self.current) and self.current not in self.texts

    @property
    def chosen(self) -> str | None:
        """The search under the cursor; None on the row that saves and where there is none."""
        at = self.cursor - self.unsaved
        return self.texts[at] if 0 <= at < len(self.texts) else None

    def recount(self, cursor: int = 0) -> None:
        """Shows what there is now."""
        nothing = keys.told(
            "No search was saved. {search.start} searches, {prompt.keep} keeps it, "
            "{search.saved} saves it."
        )
        self.set_count(len(self.texts) + self.unsaved, cursor, nothing)

    def draw_row(self, index: int, width: int) -> Sequence[Piece]:
        """The query, and what it finds."""
        if self.unsaved and index == 0:
            return row([("save  ", "key"), (shown(self.current), "")], [], width)
        text = self.texts[index - self.unsaved]
        found = self.found.get(text, "…")
        return row([(shown(text), "")], [(f"{found} ", "quiet")], width)


class Saved(Over[str | None], inherit_bindings=False):
    """The saved searches of a store over the panes."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.CLOSING, *keys.SAVED]
    HINTS = hints.SAVED

    @dataclass
    class Counted(Message):
        """What one search finds."""

        text: str
        found: str

    def __init__(self, corpus: Corpus, open_corpus: Callable[[], Corpus], current: str) -> None:
        super().__init__()
        self._corpus = corpus
        self._open_corpus = open_corpus
        self._searches = Searches([], current)
        self._version = -1
        self._foot = Drawn(id="saved-foot")

    def compose(self) -> ComposeResult:
        """The rule, the list, what the keys do."""
        rule = Rule(
            keys.told(
                "Saved searches · {list.open} searches, {saved.forget} forgets, {top.close} closes"
            )
        )
        rule.use(True)
        with Vertical(id="sheet"):
            yield rule
            yield self._searches
            yield self._foot

    def on_key(self, event: events.Key) -> None:
        """What the panes have keys for waits until this is closed."""
        self.refuse(event)

    def on_mount(self) -> None:
        """Reads them, and again whenever the store changes."""
        self._follow()
        self.set_interval(LOOK, self._follow)
        self._searches.focus()

    def _follow(self) -> None:
        try:
            version = self._corpus.version()
            if version == self._version:
                return
            self._version = version
            self._read(self._searches.cursor)
        except StoreError as error:
            self._say(str(error))

    def _read(self, cursor: int) -> None:
        self._searches.texts = self._corpus.saved_queries()
        self._searches.recount(cursor)
        self._count(tuple(self._searches.texts))

    @work(thread=True, exclusive=True, group="saved", exit_on_error=False)
    def _count(self, texts: tuple[str, ...]) -> None:
        worker = get_current_worker()
        try:
            with self._open_corpus() as corpus:
                for text in texts:
                    if worker.is_cancelled:
                        return
                    self.post_message(self.Counted(text, _found(corpus, text)))
        except StoreError as error:
            self.app.call_from_thread(self._say, str(error))

    @on(Counted)
    def _counted(self, event: Counted) -> None:
        if self._searches.found.get(event.text) != event.found:
            self._searches.found[event.text] = event.found
            self._searches.refresh()

    @on(LineList.Chosen)
    def _chosen(self) -> None:
        chosen = self._searches.chosen
        if chosen is not None:
            self.dismiss(chosen)
        elif self._searches.unsaved:
            self._write(lambda: self._corpus.save_query(self._searches.current))

    def action_forget(self) -> None:
        """Forgets the search under the cursor; it stays where it is on."""
        chosen = self._searches.chosen
        if chosen is None:
            self._say(
                keys.told("{saved.forget} forgets a saved search: there is none under the cursor.")
            )
        else:
            self._write(lambda: self._corpus.forget_query(chosen))

    def _write(self, change: Callable[[], object]) -> None:
        if self._corpus.read_only:
            self._say("Searches cannot be saved or forgotten: the store is only shown.")
            return
        try:
            change()
            self._read(self._searches.cursor)
        except StoreError as error:
            self._say(str(error))

    def _say(self, sentence: str) -> None:
        self._foot.show([[(f" {sentence}", "")]])


def _found(corpus: Corpus, text: str) -> str:
    """How many articles, pledges and quotes a query finds; why it cannot be asked."""
    try:
        return " · ".join(
            count(len(corpus.listing(kind, Narrowing(query=text))), word)
            for kind, word in COUNTED.items()
        )
    except QueryError as error:
        return error.why
