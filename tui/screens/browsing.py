"""Reading, narrowing, searching and going back: what the panes show of the store.

Knows the store only through its shelf, and draws nothing itself.
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
from store.records import Actor, Kind, Pledge, Quote, Record, Source
from tui import keys
from tui.render import count
from tui.screens.frame import Frame
from tui.shelf import Shelf
from tui.trail import Hits, Place, Trail, View
from tui.widgets.article_text import ArticleText
from tui.widgets.line_list import LineList
from tui.widgets.prompt import Prompt

REST = 0.08
"""Seconds that the cursor rests before the card is drawn, and typing before it is sought."""

LEAST_LETTERS = 2
"""Letters from which on words are looked for in the texts; fewer stand nearly everywhere."""


class Browser(Frame, inherit_bindings=False):
    """The panes over a store: one view of it, one article open, one search at a time."""

    @dataclass
    class Found(Message):
        """Where the searched words stand; the hits carry the words that were asked for."""

        hits: Hits

    def __init__(self, corpus: Corpus, open_corpus: Callable[[], Corpus]) -> None:
        self.shelf = Shelf(corpus)
        super().__init__(corpus.path.stem, self.shelf.name)
        self.view = View()
        self.trail = Trail()
        self.hits = Hits()
        self.taking_in = False
        self._open_corpus = open_corpus
        self._trouble = ""  # what following the store failed with last
        self._from_top = False  # the first articles come: the cursors stay on top
        self._resting: Timer | None = None
        self._typing: Timer | None = None

    # -- the panes and the store

    async def _dispatch_message(self, message: Message) -> None:
        """Handles a message; a store that cannot be read is said, and the explorer goes on."""
        try:
            await super()._dispatch_message(message)
        except StoreError as error:
            self.status.say(str(error))

    def fill(self) -> None:
        """Shows in every list what the view asks for; cursors stay on their records."""
        try:
            self._fill()
        except StoreError as error:
            self.status.say(str(error))

    def _fill(self) -> None:
        kinds: tuple[Kind, Kind, Kind] = ("source", "actor", self.view.said)
        self.pledges.turn(self.view.said)
        for pane, kind in zip(self.lists, kinds, strict=True):
            rows = self.shelf.rows(kind, self.view)
            keep = None if self._from_top or pane.list.record is None else pane.list.record.id
            why = self.shelf.why_empty(kind, self.view, self.taking_in)
            pane.show(rows, self.shelf.total(kind), why, keep)
        self.actors.mark(self.view.actor)
        self.header.count(self.shelf.words())
        self.hint()
        self._rest()

    def follow(self) -> None:
        """Shows what this or another process has written since."""
        try:
            if self.shelf.changed():
                self._fill()
                self._read_again()
            self._trouble = ""
        except StoreError as error:
            if str(error) != self._trouble:  # once, not every second
                self.status.say(str(error))
            self._trouble = str(error)

    def _read_again(self) -> None:
        article = self.reader.article
        if article.opened:
            again = self.shelf.article(article.opened.source.id)
            if again is None:
                self.status.say("The article in the reader is no longer in the store.")
            elif again != article.opened:
                current = article.current.id if article.current else None
                article.open(again, current, place=article.place)
                self._mark_hits()
                self.reader.entitle()

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
            return f"only {name or 'one actor'}: esc shows all"
        if self.view.words:
            if not self._sought(self.view.words):
                return "places in the texts from two letters on"
            places = f"{count(len(self.hits), 'hit')} in {count(self.hits.articles, 'article')}"
            if self.hits.pending:
                return "looking through the texts"
            return places if len(self.hits) else "no hit in the texts"
        return ""

    @on(LineList.Moved)
    def _moved(self) -> None:
        self._from_top = False
        self._rest()

    def _rest(self) -> None:
        """The card is drawn once the cursor rests."""
        if self._resting:
            self._resting.stop()
        self._resting = self.set_timer(REST, self._show_card)

    def _show_card(self) -> None:
        record = self.record
        try:
            self.card.show(record, self.shelf.source_of(record))
        except StoreError as error:
            self.status.say(str(error))

    @property
    def record(self) -> Record | None:
        """The record that the pane in use is about."""
        if self.pane <= 3:
            return self.lists[self.pane - 1].list.record
        opened = self.reader.article.opened
        return self.reader.article.current or (opened.source if opened else None)

    # -- opening and going back

    @on(LineList.Chosen)
    def _choose(self, event: LineList.Chosen) -> None:
        self._from_top = False
        record = self.record
        if isinstance(record, Source):
            self._leave()
            self.read(record.id)
            self.use(4)
        elif isinstance(record, Actor):
            self._leave()
            self.look(self.view.narrowed_to(record.id, record.pledges, record.quotes))
        elif isinstance(record, Quote | Pledge):
            self._leave()
            self.read(record.source, record.id)
            self.use(4)

    def read(self, source_id: str, current: str | None = None, place: int | None = None) -> None:
        """Opens an article in the reader: at its beginning, a record, or an offset."""
        try:
            opened = self.shelf.article(source_id)
        except StoreError as error:
            self.status.say(str(error))
            return
        if opened is None:
            self.status.say("That article is no longer in the store.")
            return
        if current is None and opened.records:
            place = place or 0
            before = [record for record in opened.records if record.start <= place]
            current = (before[-1] if before else opened.records[0]).id
        self.reader.article.open(opened, current, place=place)
        self.sources.mark(source_id)
        self.pledges.mark(current)
        self._mark_hits()
        self.reader.entitle()
        self._rest()

    @on(ArticleText.Stepped)
    def _stepped(self, event: ArticleText.Stepped) -> None:
        self.pledges.mark(event.record.id)
        self.reader.entitle()
        self._rest()

    def look(self, view: View) -> None:
        """Shows another view in the lists."""
        self.view = view
        self.fill()

    @property
    def place(self) -> Place:
        """Where the user is."""
        article = self.reader.article
        records = [pane.list.record for pane in self.lists]
        sources, actors, said = (record.id if record else None for record in records)
        return Place(
            self.pane,
            self.view,
            (sources, actors, said),
            article.opened.source.id if article.opened else None,
            article.current.id if article.current else None,
            article.place,
        )

    def _leave(self) -> None:
        self.trail.leave(self.place)

    def action_back(self) -> None:
        """Goes back to where the user was."""
        place = self.trail.back()
        if place is None:
            self.status.say("Nowhere to go back to: nothing was opened or narrowed before.")
            return
        if place.view.words != self.view.words:
            self.seek(place.view.words)
            self._shut_search()
        self.look(place.view)
        for pane, record_id in zip(self.lists, place.cursors, strict=True):
            if record_id:
                pane.list.seek(record_id)
        if place.source:
            self.read(place.source, place.current, place.offset)
        self.use(place.pane)
        self._rest()

    # -- panes

    def action_pane(self, number: int) -> None:
        """Goes to a pane."""
        if self.focused is self.header.prompt:
            self._shut_search()
        self.use(number)
        self._rest()

    def action_next_pane(self) -> None:
        """Goes to the next pane."""
        self.action_pane(self.pane % 4 + 1)

    def action_previous_pane(self) -> None:
        """Goes to the pane before."""
        self.action_pane((self.pane - 2) % 4 + 1)

    def action_zoom(self) -> None:
        """The pane in use alone, and back."""
        self.toggle_zoom()

    def action_turn(self) -> None:
        """Pane 3 shows the other of pledges and quotes."""
        self.look(self.view.turned())

    def action_mark(self, way: int) -> None:
        """The next or previous quote or pledge of the article becomes the current one."""
        article = self.reader.article
        if not article.opened:
            self.status.say("No article is open: enter on one in pane 1 opens it.")
        elif not article.opened.records:
            self.status.say("Nothing was found in this article: no quote, no pledge.")
        elif not article.step(way):
            self.status.say(f"That was the {'last' if way > 0 else 'first'} one of this article.")

    def action_close(self) -> None:
        """Closes what is on top, else the search, else the narrowing."""
        if self.has_class("-zoomed"):
            self.toggle_zoom()
        elif self.view.words:
            self.drop_search()
        elif self.view.actor:
            self.look(self.view.widened())
        else:
            self.status.say("Nothing to close. q leaves onrecord.")

    # -- searching

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

    def action_hit(self, way: int) -> None:
        """Goes to the next or previous hit."""
        article = self.reader.article
        opened = article.opened.source.id if article.opened else None
        spot = self.hits.step(way, opened, article.place)
        if not self.view.words:
            self.status.say("Nothing is searched for: / starts a search.")
        elif self.hits.pending:
            self.status.say(f"Still looking for “{self.view.words}” in the texts.")
        elif not self._sought(self.view.words):
            self.status.say("Places in the texts are looked for from two letters on.")
        elif spot is None:
            self.status.say(f"“{self.view.words}” stands in no article's text.")
        else:
            if spot.source != opened or (self.pane != 4 and self.has_class("-narrow")):
                self._leave()
            if spot.source != opened:
                self.read(spot.source, place=spot.start)
            if self.has_class("-narrow"):
                self.use(4)
            article.show_offset(spot.start)
            self._mark_hits()

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

    def _mark_hits(self) -> None:
        article, now = self.reader.article, self.hits.now
        if article.opened:
            source = article.opened.source.id
            here = (now.start, now.end) if now and now.source == source else None
            article.set_hits(self.hits.within(source), here)
        self.header.found(self.hits.label)
