"""The card below the reader: the record under the cursor, whole."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical

from store.records import Record
from tui.behind import NOTHING, Behind
from tui.cards import card, card_title
from tui.render import flow
from tui.widgets.drawn import Drawn
from tui.widgets.rule import Rule


class CardPane(Vertical):
    """One record and why it was found; what does not fit ends in an ellipsis."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.rule = Rule()
        self.body = Drawn()
        self.record: Record | None = None
        self._behind = NOTHING
        self._instead = ""

    def compose(self) -> ComposeResult:
        """The rule, then the record."""
        yield self.rule
        yield self.body

    def show(self, record: Record | None, behind: Behind = NOTHING, instead: str = "") -> None:
        """Shows a record with what stands behind it; the sentence `instead` where it has none."""
        self.record, self._behind, self._instead = record, behind, instead
        self._draw()

    def on_resize(self, event: events.Resize) -> None:
        """Fits the record to the new size."""
        self._draw()

    def _draw(self) -> None:
        self.rule.entitle(card_title(self.record, self._behind.said))
        width, rows = self.size.width - 2, self.size.height - 1
        if width < 1 or rows < 1:
            return
        if self.record is None:
            lines = flow([[(self._instead, "warning")]], width)[:rows]
        else:
            lines = card(self.record, width, rows, self._behind)
        self.body.show([[(" ", ""), *line] for line in lines])
