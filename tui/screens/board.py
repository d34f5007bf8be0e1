"""A view of the ledger over the panes: a board, and below it the words of the cell in use.

The screen's answer is what is to be done next: go to words, or turn to another view.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.css.scalar import Scalar
from textual.message import Message
from textual.timer import Timer
from textual.worker import get_current_worker

from store.corpus import Corpus
from store.errors import QueryError, StoreError
from store.listing import Narrowing
from store.views import VIEWS, boards
from store.views.board import Board, Cell, Words
from store.views.looking import Look
from tui import hints, keys
from tui.boards import Marks
from tui.marking import Piece
from tui.passages import passage
from tui.render import count, dateline, flow, sign, who
from tui.screens.desk import Back, Desk
from tui.screens.over import Over
from tui.widgets.drawn import Drawn
from tui.widgets.foot import Foot
from tui.widgets.grid import Grid, Spot
from tui.widgets.line_list import LineList
from tui.widgets.rule import Rule
from tui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from tui.screens.correcting import Corrector

LOOK = 1.0
"""Seconds between two looks at whether the store has changed."""

REST = 0.08
"""Seconds that the cursor rests before the words of a cell are read."""


@dataclass(frozen=True, slots=True)
class Next:
    """What comes after a board: words to go to in turn, another view, or work in the panes."""

    words: tuple[Words, ...] = ()
    view: str = ""
    then: Callable[[Back | None], None] | None = None


class BoardScreen(Over[Next], Desk, inherit_bindings=False):
    """One view; it follows the store, and remembers in `spots` where its cursor was."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *keys.CLOSING,
        *keys.VIEWS,
        *keys.MARKING,
        *keys.HELPING,
    ]
    HINTS = hints.BOARD

    @dataclass
    class Made(Message):
        """The view as far as it is known."""

        board: Board

    @dataclass
    class Marked(Message):
        """What the user says, as signs by the id of the record."""

        marks: Marks

    def __init__(
        self,
        name: str,
        corpus: Corpus,
        open_corpus: Callable[[], Corpus],
        narrowing: Narrowing,
        within: str,
        spots: dict[str, Spot],
        hand: Corrector,
    ) -> None:
        super().__init__()
        self.view = name
        self.corpus, self._open_corpus = corpus, open_corpus
        self._narrowing, self._within = narrowing, within
        self._spots = spots
        self.hand = hand
        self._leads = True
        self._version: int | None = None
        self._making = False
        self._shown = False  # so that the cursor is where it was left before
        self._known = False  # once the whole view was shown
        self._resting: Timer | None = None
        self._rule = Rule(VIEWS[name].title)
        self._titles = Drawn(id="board-titles")
        self.grid = Grid()
        self._under = Rule()
        self._words = Drawn(id="board-words")
        self.foot = Foot(id="board-foot")

    def compose(self) -> ComposeResult:
        """The rule, the titles, the rows, the words of the cell in use; a line to type in."""
        self._rule.use(True)
        with Vertical(id="board"):
            yield self._rule
            yield self._titles
            yield self.grid
            yield self._under
            yield self._words
        yield self.foot

    def on_mount(self) -> None:
        """Makes the view, and again whenever the store changes."""
        self.follow()
        self.set_interval(LOOK, self._look)
        self.grid.focus()

    def on_key(self, event: events.Key) -> None:
        """What the panes have keys for waits until this is closed."""
        self.refuse(event)

    def on_resize(self, event: events.Resize) -> None:
        """Few rows leave no room for the words."""
        height = event.size.height
        self._words.styles.height = 6 if height >= 34 else 4 if height >= 20 else 2
        self.call_after_refresh(self._entitle)
        self._rest()

    def follow(self) -> None:
        """Makes the view anew where the store has changed."""
        try:
            version = self.corpus.version()
        except StoreError as error:
            self._rule.entitle(VIEWS[self.view].title, str(error))
            return
        if version != self._version:
            self._version = version
            self._making = True
            self._make()

    def _look(self) -> None:
        """Follows the store, unless the view is being made: else it never might come whole."""
        if not self._making:
            self.follow()

    @work(thread=True, exclusive=True, group="board", exit_on_error=False)
    def _make(self) -> None:
        worker = get_current_worker()
        try:
            with self._open_corpus() as corpus:
                with suppress(StoreError):  # what is damaged of it, a card tells
                    said = corpus.notes().values()
                    self.post_message(self.Marked({one.id: sign(one) for one in said}))
                for board in boards(self.view, corpus, self._narrowing):
                    if worker.is_cancelled:
                        return
                    self.post_message(self.Made(board))
        except (StoreError, QueryError) as error:
            self.post_message(self.Made(Board((), (), "", str(error))))

    @on(Made)
    def _made(self, event: Made) -> None:
        board = event.board
        self._making = self._making and not board.whole
        spot = None if self._shown else self._spots.get(self.view)
        if not board.whole and (self._known or not board.rows):
            return  # what was shown stays until there is more
        self._known = board.whole
        self.grid.show(board, spot)
        self._shown = self._shown or board.whole or spot is None
        remark = " · ".join(filter(None, (board.remark, "" if board.whole else "reading on …")))
        self._rule.entitle(" · ".join(filter(None, (VIEWS[self.view].title, self._within))), remark)
        self._entitle()
        self._rest()

    @on(Marked)
    def _marked(self, event: Marked) -> None:
        self.grid.mark(event.marks)
        self._entitle()

    def _entitle(self) -> None:
        lines = self.grid.titles
        if self._titles.styles.height != Scalar.from_number(max(len(lines), 1)):
            self._titles.styles.height = max(len(lines), 1)
        self._titles.show(lines)

    @on(LineList.Moved)
    def _moved(self) -> None:
        self._entitle()
        self._rest()

    def _rest(self) -> None:
        if self._resting:
            self._resting.stop()
        self._resting = self.set_timer(REST, self._show_words)

    def _show_words(self) -> None:
        cell = self.grid.cell
        width, rows = self._words.size.width - 2, self._words.size.height
        lines: list[list[Piece]] = []
        try:
            lines = quoted(cell, self.corpus, width, rows) if cell and width > 0 else []
        except (StoreError, KeyError) as error:
            lines = flow([[(str(error), "warning")]], max(width, 1))[:rows]
        number = len(cell.words) if cell else 0
        place = count(number, "place") if number else "no words"
        doubt = "low confidence" if cell and cell.doubtful else ""
        told = " · ".join(filter(None, (self.grid.column, place, doubt)))
        self._lead(bool(number))
        self._under.entitle(told if cell else "")
        self._words.show([[(" ", ""), *line] for line in lines])

    @property
    def helps(self) -> tuple[tuple[str, str], ...]:
        """The key to the words is named only where there are any."""
        return tuple(one for one in self.HINTS if self._leads or one[0] != "list.open")

    def _lead(self, leads: bool) -> None:
        """Whether the cell in use leads to words."""
        if leads != self._leads:
            self._leads = leads
            if self.is_current:
                self._below.query_one(StatusLine).hint(self.helps)

    @on(LineList.Chosen)
    def _chosen(self) -> None:
        cell = self.grid.cell
        if cell and cell.words:
            self._leave(Next(words=cell.words))
        elif cell:
            self.say("There are no words of an article to go to here.")

    # -- the user's hand

    @property
    def ids(self) -> Sequence[str]:
        """The record that the cell under the cursor stands for, then the one it leads to."""
        return self.grid.ids

    def give_way(self, then: Callable[[Back | None], None]) -> None:
        """Leaves the view, to come back to it."""
        self._leave(Next(then=then))

    @on(Foot.Given)
    def _given(self, event: Foot.Given) -> None:
        self.hand.given(self, event)

    @on(Foot.Shut)
    def _asked(self, event: Foot.Shut) -> None:
        if not event.left:
            self.set_focus(self.grid, scroll_visible=False)  # at once: more may be asked next

    def action_help(self) -> None:
        """Shows all keys and marks."""
        from tui.screens.help import Help

        self.app.push_screen(Help(None))

    # -- leaving

    def action_view(self, name: str) -> None:
        """Turns to another view; closes this one with its own key."""
        self._leave(Next(view="" if name == self.view else name))

    def _leave(self, answer: Next) -> None:
        self.keep()
        self.dismiss(answer)

    def keep(self) -> None:
        """Remembers where the cursor is."""
        self._spots[self.view] = self.grid.spot

    def on_unmount(self) -> None:
        """However it is left."""
        self.keep()


def quoted(cell: Cell, corpus: Corpus, width: int, rows: int) -> list[list[Piece]]:
    """The words of a cell as they stand in their articles, the first ones, in so many lines.

    Each place begins a line, with where and whose it is.
    """
    look = Look(corpus)
    places = [(words, source) for words in cell.words if (source := look.source(words.source))]
    lines: list[list[Piece]] = []
    for number, (words, source) in enumerate(places):
        room = rows - len(lines)
        if room < 1:
            break
        each = room if number + 1 == len(places) else max(rows // 2, 1)
        record = look.quote(words.record) or look.pledge(words.record)
        whose = who(record, look.name) if record else ""
        lead, text, place = dateline(source), look.text(words.source), (words.start, words.end)
        lines += passage(lead, text, source.blocks, place, width, min(each, room), whose)
    return lines
