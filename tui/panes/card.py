"""The card below the reader: the record under the cursor, whole."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical

from store.errors import StoreError
from store.records import Record, Source
from tui.cards import card, card_title
from tui.render import Name
from tui.widgets.drawn import Drawn
from tui.widgets.rule import Rule


class CardPane(Vertical):
    """One record and why it was found; what does not fit ends in an ellipsis."""

    def __init__(self, name: Name, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.rule = Rule()
        self.body = Drawn()
        self.record: Record | None = None
        self._source: Source | None = None
        self._names = name

    def compose(self) -> ComposeResult:
        """The rule, then the record."""
        yield self.rule
        yield self.body

    def show(self, record: Record | None, source: Source | None = None) -> None:
        """Shows a record; `source` is the article of a quote or pledge."""
        self.record, self._source = record, source
        self._draw()

    def on_resize(self, event: events.Resize) -> None:
        """Fits the record to the new size."""
        self._draw()

    def _draw(self) -> None:
        self.rule.entitle(card_title(self.record))
        width, rows = self.size.width - 2, self.size.height - 1
        if self.record is None or width < 1 or rows < 1:
            self.body.show([])
            return
        try:
            lines = card(self.record, self._names, width, rows, self._source)
        except StoreError as error:
            lines = [[(f"unreadable: {error}", "warning")]]
        self.body.show([[(" ", ""), *line] for line in lines])
