"""What the panes show of the store: one view of it, an article, the card; and following it.

Knows the store only through its shelf, and draws nothing itself.
"""

from __future__ import annotations

from collections.abc import Callable

from textual import on
from textual.message import Message
from textual.timer import Timer

from store.corpus import Corpus
from store.errors import QueryError, StoreError
from store.listing import SORTS
from store.records import Kind, Pledge, Quote, Record
from tui.screens.frame import Frame
from tui.shelf import Shelf
from tui.trail import View
from tui.widgets.line_list import LineList

REST = 0.08
"""Seconds that the cursor rests before the card is drawn, and typing before it is sought."""


class Viewer(Frame, inherit_bindings=False):
    """The panes over a store, filled with what a view asks for."""

    def __init__(self, corpus: Corpus, open_corpus: Callable[[], Corpus]) -> None:
        self.shelf = Shelf(corpus)
        super().__init__(corpus.path.stem, self.shelf.name, self.shelf.note)
        self.view = View()
        self.taking_in = False
        self._open_corpus = open_corpus
        self._trouble = ""  # what following the store failed with last
        self._from_top = False  # the first articles come: the cursors stay on top
        self._resting: Timer | None = None

    async def _dispatch_message(self, message: Message) -> None:
        """Handles a message; a store that cannot be read is said, and the explorer goes on."""
        try:
            await super()._dispatch_message(message)
        except StoreError as error:
            self.status.say(str(error))

    def fill(self, *, anew: bool = False) -> None:
        """Shows in every list what the view asks for; cursors stay on their records.

        Where a record is not shown any more, the cursor goes to the top of a list `anew`.
        """
        try:
            self._fill(anew=anew)
        except (StoreError, QueryError) as error:
            self.status.say(str(error))

    def _fill(self, *, anew: bool = False) -> None:
        self._fill_first(anew=anew)
        self._fill_others(anew=anew)

    @property
    def kinds(self) -> tuple[Kind, Kind, Kind]:
        """What kinds of records the lists show."""
        return "source", "actor", self.view.said

    def order(self, kind: Kind) -> str:
        """The order of a list where it is not the usual one, else ""."""
        order = self.view.order(kind) or ""
        return "" if order == SORTS[kind][0] else order

    def _fill_first(self, *, anew: bool = False) -> None:
        self._fill_list(0, anew=anew)

    def _fill_others(self, *, anew: bool = False) -> None:
        self.pledges.turn(self.view.said)
        self._fill_list(1, anew=anew)
        self._fill_list(2, anew=anew)
        self.fit_lists()
        if not self.reader.article.opened:
            self.reader.article.nothing(self.shelf.why_unopened(self.taking_in))
        self.actors.mark(self.view.actor)
        self.header.count(self.shelf.words())
        self.hint()
        self._rest()

    def _fill_list(self, number: int, *, anew: bool = False) -> None:
        """Fills one of the lists; its cursor goes where `fill` says.

        In a list of a search that is shown `anew`, a cursor on top stays on top.
        """
        kind, pane = self.kinds[number], self.lists[number]
        order = self.order(kind)
        rows = self.shelf.rows(kind, self.view, order)
        top = anew and self.view.query and not pane.list.cursor
        record = None if top or self._from_top else pane.list.record
        keep = record.id if record else None
        why = self.shelf.why_empty(kind, self.view, self.taking_in)
        pane.show(rows, self.shelf.total(kind), why, keep, order, anew=anew)

    def follow(self) -> None:
        """Shows what this or another process has written since."""
        try:
            if self.shelf.changed():
                self._read_again()
            self._trouble = ""
        except (StoreError, QueryError) as error:
            if str(error) != self._trouble:  # once, not every second
                self.status.say(str(error))
            self._trouble = str(error)

    def _read_again(self) -> None:
        self._fill()
        article = self.reader.article
        if article.opened:
            again = self.shelf.article(article.opened.source.id)
            if again is None:
                self.status.say("The article in the reader is no longer in the store.")
            elif again != article.opened:
                current = article.current.id if article.current else None
                article.open(again, current, place=article.place)
                self.reader.entitle()

    def look(self, view: View) -> None:
        """Shows another view in the lists."""
        old, self.view = self.view, view
        self.fill(anew=(old.actor, old.query, old.said) != (view.actor, view.query, view.said))

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
        self.card.show(record, self.shelf.behind(record), self.unread)
        if self.pane <= 3 and (opened := self.shelf.ahead(record)):
            current = record if isinstance(record, Quote | Pledge) else opened.nearest(0)
            self.reader.article.draw_ahead(opened, current.id if current else None)

    @property
    def unread(self) -> str:
        """Why the record under the cursor cannot be shown; "" where it can."""
        return self.lists[self.pane - 1].list.unread if self.pane <= 3 else ""

    @property
    def record(self) -> Record | None:
        """The record that the pane in use is about."""
        if self.pane <= 3:
            return self.lists[self.pane - 1].list.record
        opened = self.reader.article.opened
        return self.reader.article.current or (opened.source if opened else None)
