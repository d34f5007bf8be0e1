"""How the explorer's panes stand on the screen: side by side, narrow, short, or one alone.

Knows the panes' places, not what they show.
"""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.reactive import Reactive
from textual.widget import Widget

from tui import hints
from tui.panes.actors import ActorsPane
from tui.panes.card import CardPane
from tui.panes.pane import ListPane
from tui.panes.pledges import PledgesPane
from tui.panes.reader import ReaderPane
from tui.panes.sources import SourcesPane
from tui.render import Name, Noted
from tui.sparing import SparingScreen
from tui.widgets.divider import Divider
from tui.widgets.drawn import Drawn
from tui.widgets.foot import Foot
from tui.widgets.header_line import HeaderLine
from tui.widgets.rule import Arranged

LEAST = (40, 10)
"""Columns and rows that the panes need."""

NARROW = 72
"""Below this many columns the reader takes the place of the lists."""

SLIM = 104
"""Below this many columns the search takes the whole header while it is typed."""

SHORT = 17
"""Below this many rows only one list is unfolded, and there is no card."""

SHARE = 36
"""The lists' part of the columns, in percent, until the split is moved; at most WIDEST."""

WIDEST = 64
"""The most columns that the lists take by themselves."""

STEP = 4
"""Columns that the split moves at a time."""

LISTS, READER = 28, 40
"""The least columns of the lists and of what stands beside them."""


class Frame(SparingScreen, inherit_bindings=False):
    """Header, three lists, reader, card and status line; one pane of four is in use."""

    ESCAPE_TO_MINIMIZE: ClassVar[bool | None] = False

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    """Textual's own draws the whole screen anew when the focus moves."""

    def __init__(self, store: str, name: Name, note: Noted) -> None:
        super().__init__()
        self.header = HeaderLine(store, id="header")
        self.sources = SourcesPane(note, id="sources")
        self.actors = ActorsPane(note, id="actors")
        self.pledges = PledgesPane(name, note, id="pledges")
        self.reader = ReaderPane(id="reader")
        self.card = CardPane(id="card")
        self.divider = Divider(id="divider")
        self.foot = Foot(id="foot")
        self.status = self.foot.status
        self.small = Drawn(id="small")
        self.pane = 1
        self.unfolded = 1
        self.split: float | None = None  # the lists' part of the columns, in percent

    @property
    def lists(self) -> tuple[ListPane, ListPane, ListPane]:
        """The three panes on the left."""
        return self.sources, self.actors, self.pledges

    def compose(self) -> ComposeResult:
        """The panes, and the sentence that stands for them where there is no room."""
        yield self.header
        with Horizontal(id="desk"):
            with Vertical(id="lists"):
                yield from self.lists
            yield self.divider
            with Vertical(id="page"):
                yield self.reader
                yield self.card
        yield self.foot
        yield self.small

    def use(self, pane: int) -> None:
        """Makes a pane (1 to 4) the one in use and gives it the focus."""
        self.pane = pane
        if pane <= 3:
            self.unfolded = pane
        for number, place in enumerate(self.lists, 1):
            place.use(number == pane)
        self.reader.use(pane == 4)
        used = self.lists[pane - 1].list if pane <= 3 else self.reader.article
        self.set_focus(used, scroll_visible=False)
        self.hint()
        self._arrange()

    def _arrange(self) -> None:
        """Sets the classes that the arrangement depends on, where it does: each costs."""
        alone = self.has_class("-narrow") or self.has_class("-zoomed")
        full = alone and (self.pane < 4 or self.has_class("-narrow"))
        self.query_one("#lists").styles.width = "100%" if full else self.columns
        folded = self.has_class("-short") or self.has_class("-zoomed")
        self.set_class(alone and self.pane == 4, "-reading")
        self.fit_lists()
        for number, place in enumerate(self.lists, 1):
            place.set_class(folded and number == self.pane, "-now")
            place.set_class(folded and number == self.unfolded, "-unfolded")

    def fit_lists(self) -> None:
        """A short list leaves its room to the last one."""
        folded = self.has_class("-short") or self.has_class("-zoomed")
        for place in self.lists[:2]:
            most = None if folded else place.most + 1
            if (place.styles.max_height.value if place.styles.max_height else None) != most:
                place.styles.max_height = most

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """A click went to another pane."""
        places = (*(pane.list for pane in self.lists), self.reader.article)
        for number, place in enumerate(places, 1):
            if event.widget is place is self.focused and number != self.pane:
                self.use(number)

    def on_descendant_blur(self) -> None:
        """What had the focus is hidden by what was just arranged, or cannot have it any more."""
        if self.focused is None:
            self.call_after_refresh(self._focus_again)

    def hint(self) -> None:
        """Says which keys help in the pane in use."""
        self.status.hint((*hints.HINTS[self.pane], *hints.ALWAYS), self.state())

    def state(self) -> str:
        """What the status line says beside the keys."""
        return ""

    def toggle_zoom(self) -> None:
        """The pane in use alone on the screen, and back."""
        self.toggle_class("-zoomed")
        self._arrange()

    @property
    def columns(self) -> int:
        """How many columns the lists have beside the reader."""
        width = self.size.width
        if self.split is None:
            return max(LISTS, min(width * SHARE // 100, WIDEST))
        return max(LISTS, min(round(width * self.split / 100), width - READER))

    def move_split(self, way: int) -> bool:
        """Moves the split by a step to the left or right; whether there was room."""
        old, width = self.columns, self.size.width
        columns = max(LISTS, min(old + way * STEP, width - READER))
        if columns == old:
            return False
        self.split = round(100 * columns / width, 1)
        self._arrange()
        return True

    def on_resize(self, event: events.Resize) -> None:
        """Chooses the arrangement that the size allows."""
        width, height = event.size
        small = width < LEAST[0] or height < LEAST[1]
        self.set_class(small, "-small")
        self.set_class(width < NARROW, "-narrow")
        self.set_class(width < SLIM, "-slim")
        self.set_class(height < SHORT, "-short")
        self.card.styles.height = 8 if height >= 34 else 6 if height >= 22 else 5
        self._arrange()
        if small:
            self.small.show(
                [
                    [("onrecord needs", "")],
                    [(f"{LEAST[0]} columns by {LEAST[1]} rows;", "")],
                    [(f"this terminal has {width} by {height}.", "")],
                ]
            )
        elif self.focused is None:  # it was lost while nothing was shown
            self.call_after_refresh(self._focus_again)

    def _focus_again(self) -> None:
        """Where the panes are seen, the one in use has the focus."""
        if self.focused is None and self.app.app_focus and not self.has_class("-small"):
            self.use(self.pane)

    @on(Arranged)
    def _join(self) -> None:
        """Joins the divider to the rules that meet it."""
        top = self.divider.region.y
        left = {pane.rule.region.y - top for pane in self.lists if pane.rule.region.height}
        right = {
            rule.region.y - top for rule in (self.reader.rule, self.card.rule) if rule.region.height
        }
        self.divider.join(self.divider.region.height, left, right)
