"""A record whole, over the panes: what the card has no room for. Knows no store."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from store.records import Record
from tui import keys
from tui.behind import Behind
from tui.cards import card_title, whole
from tui.widgets.page import Page
from tui.widgets.rule import Rule


class RecordSheet(ModalScreen[None], inherit_bindings=False):
    """Everything about one record, to scroll through."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.CLOSING]

    def __init__(self, record: Record, behind: Behind) -> None:
        super().__init__()
        self._record, self._behind = record, behind

    def compose(self) -> ComposeResult:
        """The rule, then the record."""
        rule = Rule()
        rule.entitle(card_title(self._record), "esc closes")
        rule.use(True)
        with Vertical(id="sheet"):
            yield rule
            yield Page(lambda width: whole(self._record, width, self._behind))
