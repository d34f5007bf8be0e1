"""Searching: the line to search in, the view that it narrows to, the hits in the texts.

Opens no article: going to a hit is the browser's.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic

from textual import on, work
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input
from textual.worker import get_current_worker

from store.corpus import Corpus
from store.database import Looked
from store.errors import QueryError, StoreError
from store.query import parse
from store.query_tree import Query
from tui import hints, keys
from tui.recall import Completing, Recall
from tui.render import count, shorten
from tui.screens.foreseeing import QUICK, Foreseer
from tui.screens.frame import NARROW
from tui.screens.viewing import REST
from tui.trail import Hits, View
from tui.widgets.prompt import Prompt
from tui.widgets.query_line import QueryLine


class Finder(Foreseer, inherit_bindings=False):
    """The panes with one search at a time."""

    @dataclass
    class Prepared(Message):
        """What the patterns of a query find; or why they cannot be looked for."""

        query: Query
        looked: Looked
        error: QueryError | None = None
        again: bool = False

    def __init__(self, corpus: Corpus, open_corpus: Callable[[], Corpus]) -> None:
        super().__init__(corpus, open_corpus)
        self.recall = Recall()
        self._typing: Timer | None = None
        self._completing: Completing | None = None
        self._wrong = ""  # what is wrong with what is typed
        self._pending = ""  # the query whose patterns are being looked for

    def hint(self) -> None:
        """Says which keys help in the pane in use, or what can be typed in the search."""
        if self.focused is not self.header.prompt:
            super().hint()
        elif (at := self._completing) and at.values and not (self._wrong and self._stale_offer):
            self.status.offer(at.values, at.chosen, "" if self._wrong else self.state())
        elif self._wrong:
            self.status.object(self._wrong)
        else:
            self.status.hint(hints.TYPING, self.state())

    def state(self) -> str:
        """What the panes are narrowed to."""
        if self.view.actor:
            try:
                name = self.shelf.name(self.view.actor)
            except StoreError:
                name = None
            wide = self.size.width >= NARROW
            name = shorten(name or "one actor", max(self.size.width // 5, 8))
            close = keys.name("read.close")
            return f"only {name}: {close} shows all" if wide else f"only {name} ({close})"
        if self.view.query:
            if not self._sought(self.view.query):
                return "places in the texts from two letters on"
            places = f"{count(len(self.hits), 'hit')} in {count(self.hits.articles, 'article')}"
            if self.hits.pending:
                return "looking through the texts"
            return places if len(self.hits) else "no hit in the texts"
        return ""

    # -- the line

    def action_search(self) -> None:
        """Opens the line to search in."""
        self.recall.rest()
        self.header.ask()
        self.header.prompt.put(self.view.query)
        self._completing = None
        self.call_after_refresh(self._offer)
        self.foresee()

    def on_mount(self) -> None:
        """Hears of a letter as it is typed: a message would come after the line is drawn."""
        self.watch(self.header.prompt, "value", self._typed, init=False)

    def _typed(self, text: str) -> None:
        """Shows what is found at once where that is quick; the rest follows once typing rests."""
        if not self.header.prompt.can_focus:
            return  # it is shut, and shows what is searched for
        if self._typing:
            self._typing.stop()
        self._typing = self.set_timer(REST, self._rested)
        if self._took <= QUICK:
            try:
                self._seek_at_once(text)
            except StoreError as error:
                self.status.say(str(error))

    def _rested(self) -> None:
        try:
            self.seek(self.header.prompt.value)
            self._offer()
        except StoreError as error:
            self.status.say(str(error))

    def _seek_at_once(self, text: str) -> None:
        """Narrows the panes, the first one before the others, to a query that is no trouble."""
        text = text.lstrip() if text.strip() else ""
        with suppress(QueryError):
            query = parse(text)
            if query.lengthy or self._pending or text == self.view.query:
                return
            earlier = self.hits
            self._turn_to(self.view.searched(text), typing=True)
            self._fill_first(anew=True)
            # with the earlier hits: to forget thousands of them takes time, too
            self.call_after_refresh(self._fill_after, self.view, earlier)

    def _fill_first(self, *, anew: bool = False) -> None:
        began = monotonic()
        super()._fill_first(anew=anew)
        self._took = monotonic() - began if self.view.query else 0.0

    def _fill_after(self, view: View, _earlier: Hits) -> None:
        """Fills the other lists, unless something else was typed meanwhile."""
        if view is self.view:
            self.view = self.shelf.turned_to_found(view)
            self._fill_others(anew=True)
            self._mark_hits()
            self.foresee()

    def _turn_to(self, view: View, *, typing: bool) -> None:
        """Another query is on; its places in the texts are not looked for yet."""
        self._stop_reading()
        self.view = view
        self.hits = Hits(view.query, pending=self._sought(view.query))
        self._unfound = self.hits.pending
        self._searched_anew(typing=typing)

    def _paused(self) -> None:
        super()._paused()
        try:
            self._find_places()
        except StoreError as error:
            self.status.say(str(error))

    @on(Input.Submitted, "#search")
    def _submitted(self, event: Input.Submitted) -> None:
        self._completing = None  # what is wrong has the line now
        if self.seek(event.value):
            self._paused()
            self._kept(self._pending or self.view.query)
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

    @on(QueryLine.Recalled)
    def _recalled(self, event: QueryLine.Recalled) -> None:
        text = self.recall.step(event.way, self.header.prompt.value)
        if text is not None:
            self.header.prompt.put(text)

    @on(QueryLine.Completed)
    def _complete(self, event: QueryLine.Completed) -> None:
        if self._completing is None or self._stale_offer:
            self._offer()
        if self._completing is not None:
            self._completing = self._completing.step(event.way)
            self.header.prompt.put(*self._completing.completed)
            self.hint()

    @on(QueryLine.Asked)
    def _query_help(self) -> None:
        from tui.screens.query_help import QueryHelp

        self.app.push_screen(QueryHelp())

    @property
    def _stale_offer(self) -> bool:
        """Whether something else was typed since words were offered."""
        at, prompt = self._completing, self.header.prompt
        now = (prompt.value, prompt.cursor_position)
        return at is None or now not in ((at.text, at.cursor), at.completed)

    def _offer(self) -> None:
        """Says what can stand for the word under the cursor."""
        prompt = self.header.prompt
        if self.focused is prompt and self._stale_offer:
            self._completing = self.shelf.completing(prompt.value, prompt.cursor_position)
        self.hint()

    # -- the search

    def seek(self, text: str, *, prepared: bool = False) -> bool:
        """Narrows the panes to what a query matches, and looks for its words in the texts.

        A wrong one is said and changes nothing; whether it was right. One with patterns
        counts once they were looked for in the background (`prepared`).
        """
        if self._typing:
            self._typing.stop()
        text = text.lstrip() if text.strip() else ""
        self._pending = ""
        try:
            query = parse(text)
            if text != self.view.query and query.lengthy and not prepared:
                self._pending = text
                self._object(None)
                self._prepare(query)
                return True
            view = self.view
            if text != view.query:
                view = self.shelf.turned_to_found(view.searched(text))
        except QueryError as error:
            self._object(error)
            return False
        self._object(None)
        if view != self.view:
            old = self.view
            typing = self.focused is self.header.prompt
            self._turn_to(view, typing=typing)
            self.fill(anew=(old.query, old.said) != (view.query, view.said))
            self._mark_hits()
            if not typing:
                self._rank_slow()
                self._find_places()
        return True

    def _object(self, error: QueryError | None) -> None:
        """Says what is wrong with what is typed; None: nothing is."""
        self._wrong = error.why if error else ""
        accused = (error.start, error.end) if error and not error.unfinished else None
        self.header.prompt.accuse(accused)
        if error:
            self.hint()

    @work(thread=True, exclusive=True, group="prepare", exit_on_error=False)
    def _prepare(self, query: Query, *, again: bool = False) -> None:
        """Looks for patterns in the texts, which may take long; `again` for a search that is on."""
        answer = self.Prepared(query, Looked(), again=again)
        try:
            with self._open_corpus() as corpus:
                answer.looked = corpus.looked_for(query).copied()
        except QueryError as error:
            answer.error = error
        except StoreError as error:
            answer.error = QueryError(query.text, 0, len(query.text), str(error))
        if not get_current_worker().is_cancelled:
            self.post_message(answer)

    @on(Prepared)
    def _prepared(self, event: Prepared) -> None:
        if event.again:
            self._prepared_again(event)
            return
        if event.query.text != self._pending:
            return
        self._pending = ""
        if event.error:
            self._object(event.error)
            self.status.say(event.error.why)
            return
        self.shelf.corpus.adopt(event.looked)
        self.seek(event.query.text, prepared=True)
        if self.focused is not self.header.prompt:
            self._kept(event.query.text)

    def _prepared_again(self, event: Prepared) -> None:
        if event.query.text != self.view.query:
            return
        if event.error:
            self.status.say(event.error.why)
            return
        self.shelf.corpus.adopt(event.looked)
        super()._read_again()

    def _kept(self, text: str) -> None:
        """The search stays on, and its line is closed."""
        self.recall.remember(text)
        self.header.shut(text)
        self.hint()

    def drop_search(self) -> None:
        """Shows everything again."""
        self.seek("")
        self._shut_search()

    def _shut_search(self) -> None:
        self._wrong = ""
        self.header.shut(self.view.query)

    def action_saved(self) -> None:
        """Shows the saved searches; the chosen one is searched for."""
        from tui.screens.saved import Saved

        sheet = Saved(self.shelf.corpus, self._open_corpus, self.view.query.strip())
        self.app.push_screen(sheet, self._chosen_saved)

    def _chosen_saved(self, text: str | None) -> None:
        if text is not None and self.seek(text):
            self._kept(text)

    def _read_again(self) -> None:
        """Patterns are looked for in the new texts first, in the background."""
        query = parse(self.view.query)
        if self._pending:
            self._prepare(parse(self._pending))
        elif query.lengthy:
            self._prepare(query, again=True)
            return
        super()._read_again()
