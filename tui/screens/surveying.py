"""The ledger's views over the panes: opened, left for words, and come back to."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from store.corpus import Corpus
from store.listing import Narrowing
from tui.screens.browsing import Browser
from tui.trail import Stop

if TYPE_CHECKING:
    from tui.screens.board import Next
    from tui.screens.correcting import Corrector
    from tui.widgets.grid import Spot


class Surveyor(Browser, inherit_bindings=False):
    """The panes, and the views that lay what they show side by side."""

    hand: Corrector
    """What the user says and sets right, here and in the views."""

    def __init__(self, corpus: Corpus, open_corpus: Callable[[], Corpus]) -> None:
        super().__init__(corpus, open_corpus)
        self._spots: dict[str, Spot] = {}

    def action_view(self, name: str) -> None:
        """Shows a view of what the panes are narrowed to."""
        from tui.screens.board import BoardScreen
        from tui.screens.conditions import ConditionsScreen

        actor = self.shelf.name(self.view.actor) if self.view.actor else None
        within = " · ".join(filter(None, (actor, self.view.query)))
        narrowing = Narrowing(actor=self.view.actor, query=self.view.query)
        kind = ConditionsScreen if name == "conditions" else BoardScreen
        board = kind(
            name, self.shelf.corpus, self._open_corpus, narrowing, within, self._spots, self.hand
        )
        self.app.push_screen(board, partial(self._board_left, name))

    def _board_left(self, name: str, answer: Next | None) -> None:
        if answer and answer.words:
            self.leave(name)
            words = answer.words
            stops = [
                Stop(
                    one.source,
                    one.record,
                    None if one.record and not one.part else (one.start, one.end),
                )
                for one in words
            ]
            self.tour(f"{name} {self._spots[name]}", stops)
        elif answer and answer.then:
            self.leave(name)
            answer.then(self.action_back)
        elif answer and answer.view:
            self.action_view(answer.view)
