"""Opening articles, narrowing, going back, and going from pane to pane and hit to hit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from textual import on

from store.corpus import Corpus
from store.errors import StoreError
from store.records import Actor, Entry, Pledge, Quote, Source
from tui import keys
from tui.render import count
from tui.screens.finding import Finder
from tui.trail import Place, Stop, Tour, Trail
from tui.widgets.article_text import ArticleText, Opened
from tui.widgets.line_list import LineList


class Browser(Finder, inherit_bindings=False):
    """The panes in use: what is chosen is opened or narrowed to, and left again."""

    def __init__(self, corpus: Corpus, open_corpus: Callable[[], Corpus]) -> None:
        super().__init__(corpus, open_corpus)
        self.trail = Trail()
        self._tour: Tour | None = None  # what was gone to last
        self._touring = False  # nothing else was gone to since

    @on(LineList.Chosen)
    def _choose(self, event: LineList.Chosen) -> None:
        self._from_top = False
        record = self.record
        if isinstance(record, Source):
            self.leave()
            self.read(record.id)
            self.use(4)
        elif isinstance(record, Actor):
            self.leave()
            self.look(self.view.narrowed_to(record.id, record.pledges, record.quotes))
        elif isinstance(record, Quote | Pledge):
            self.leave()
            self.read(record.source, record.id)
            self.use(4)
        elif isinstance(record, Entry):
            self._choose_evidence(record)
        elif self.unread:
            self.status.say(self.unread)

    def _choose_evidence(self, entry: Entry) -> None:
        """Goes to the words that an entry rests on: the latest, then those before in turn."""
        if self._tour is None or self._tour.key != entry.id:
            stops = [Stop(one.source, one.pledge) for one in reversed(entry.evidence)]
            self._tour = Tour(entry.id, stops)
        self.leave()
        self._go_on()

    def tour(self, key: str, stops: Sequence[Stop]) -> None:
        """Goes to the first of these words; the others follow in turn."""
        self._tour = Tour(key, stops)
        self._go_on()

    def _go_on(self) -> None:
        assert self._tour is not None
        stop = self._tour.next()
        self.read(stop.source, stop.record, stop.extent[0] if stop.extent else None)
        self.sources.list.seek(stop.source)
        if stop.extent:
            self.reader.article.show_offset(stop.extent[0])
            self._mark_stop(stop)
        self._touring = True
        self.use(4)
        total = len(self._tour.stops)
        if total > 1:
            key = keys.name("list.open")
            self.status.say(f"Evidence {self._tour.number} of {total} · {key}: the next")

    def _mark_stop(self, stop: Stop) -> None:
        """Marks words that are no quote's and no pledge's as a hit is."""
        article = self.reader.article
        if stop.extent and stop.record is None and article.opened:
            found = self.hits.within(article.opened.source.id)
            article.set_hits([*found, stop.extent], stop.extent)

    @on(ArticleText.Chosen)
    def _choose_in_text(self) -> None:
        """Straight from an entry or a view to its words, the next of them follow."""
        if self._tour and self._touring:
            self.leave()
            self._go_on()
        else:
            self.status.say(
                keys.told("Nothing to open in the text: {read.next} goes to the next mark.")
            )

    def read(self, source_id: str, current: str | None = None, place: int | None = None) -> None:
        """Opens an article in the reader: at its beginning, a record, or an offset."""
        self._touring = False
        try:
            opened = self.shelf.article(source_id)
        except StoreError as error:
            self.status.say(str(error))
            return
        if opened is None:
            self.status.say("That article is no longer in the store.")
            return
        if current is None and (nearest := opened.nearest(place or 0)):
            current = nearest.id
        self.reader.article.open(opened, current, place=place)
        self.sources.mark(source_id)
        self.pledges.mark(current)
        self._mark_hits()
        self.reader.entitle()
        if opened.unread:
            number = count(len(opened.unread), "record")
            self.status.say(f"{number} of this article cannot be shown: {opened.unread[0]}")
        self._rest()

    @on(ArticleText.Stepped)
    def _stepped(self, event: ArticleText.Stepped) -> None:
        self._touring = False
        self.pledges.mark(event.record.id)
        self.reader.entitle()
        self._rest()

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

    def leave(self, board: str = "") -> None:
        """Remembers where the user is, with the view that is on top there, to come back to."""
        self.trail.leave(replace(self.place, board=board))

    def action_back(self) -> None:
        """Goes back to where the user was."""
        place = self.trail.back()
        if place is None:
            self.status.say("Nowhere to go back to: nothing was opened or narrowed before.")
            return
        if place.view.query != self.view.query:
            self.seek(place.view.query)
            self._shut_search()
        self.look(place.view)
        for pane, record_id in zip(self.lists, place.cursors, strict=True):
            if record_id:
                pane.list.seek(record_id)
        if place.source:
            self.read(place.source, place.current, place.offset)
        self.use(place.pane)
        self._rest()
        if place.board:
            self.action_view(place.board)

    def action_view(self, name: str) -> None:
        """Shows a view of what the panes are narrowed to."""
        raise NotImplementedError

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
        """Pane 3 shows its next face: pledges, quotes, the ledger."""
        self.look(self.view.turned())

    def action_mark(self, way: int) -> None:
        """The next or previous quote or pledge of the article becomes the current one."""
        article = self.reader.article
        if not article.opened:
            self.status.say(keys.told("No article is open: {list.open} on one in pane 1 opens it."))
        elif not article.opened.records:
            self.status.say("Nothing was found in this article: no quote, no pledge.")
        elif not article.step(way):
            self.status.say(f"That was the {'last' if way > 0 else 'first'} one of this article.")

    def action_close(self) -> None:
        """Closes what is on top, else the search, else the narrowing."""
        if self.has_class("-zoomed"):
            self.toggle_zoom()
        elif self.view.query:
            self.drop_search()
        elif self.view.actor:
            self.look(self.view.widened())
        else:
            self.status.say(keys.told("Nothing to close. {app.quit} leaves onrecord."))

    def action_hit(self, way: int) -> None:
        """Goes to the next or previous hit."""
        article = self.reader.article
        opened = article.opened.source.id if article.opened else None
        spot = self.hits.step(way, opened, article.place)
        if not self.view.query:
            self.status.say(keys.told("Nothing is searched for: {search.start} starts a search."))
        elif self.hits.pending:
            self.status.say(f"Still looking for “{self.view.query}” in the texts.")
        elif not self._sought(self.view.query):
            self.status.say("Places in the texts are looked for from two letters on.")
        elif spot is None:
            self.status.say(f"“{self.view.query}” stands in no article's text.")
        else:
            if spot.source != opened or (self.pane != 4 and self.has_class("-narrow")):
                self.leave()
            if spot.source != opened:
                self.read(spot.source, place=spot.start)
            if self.has_class("-narrow"):
                self.use(4)
            article.show_offset(spot.start)
            record = _of_extent(self.reader.article.opened, (spot.start, spot.end))
            if record is not None and record != article.current:
                article.make_current(record.id)
            self._mark_hits()


def _of_extent(opened: Opened | None, extent: tuple[int, int]) -> Quote | Pledge | None:
    """The record that stands exactly there: a search for records found it."""
    records = opened.records if opened else ()
    return next((record for record in records if record.extent == extent), None)
