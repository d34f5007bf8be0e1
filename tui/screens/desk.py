"""A screen with keys for what the user says of records and sets right: the panes, a view over them.

It tells which record is meant and has a line to ask in; what is done, one hand does for all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from tui.widgets.foot import Foot

if TYPE_CHECKING:
    from tui.screens.correcting import Corrector

Back = Callable[[], None]
"""Goes back to the desk that gave way."""


class Desk:
    """What the hand asks of a screen, and the actions by which the screen asks the hand."""

    hand: Corrector
    foot: Foot

    @property
    def ids(self) -> Sequence[str]:
        """The record under the cursor by its id, then the one that `enter` leads to from there."""
        raise NotImplementedError

    def say(self, sentence: str) -> None:
        """Says what happened, until the next key."""
        raise NotImplementedError

    def give_way(self, then: Callable[[Back | None], None]) -> None:
        """Lets the panes be used, then goes on; with the way back where it is not the panes."""
        raise NotImplementedError

    def action_correct(self) -> None:
        """Offers what can be set right."""
        self.hand.correct(self)

    def action_bookmark(self) -> None:
        """Bookmarks the record, or no longer."""
        self.hand.bookmark(self)

    def action_note(self) -> None:
        """Asks for a note on the record."""
        self.hand.note(self)

    def action_tag(self) -> None:
        """Asks for the tags of the record."""
        self.hand.tag(self)

    def action_undo(self) -> None:
        """Takes back what was done last, by whomever."""
        self.hand.undo(self)

    def action_redo(self) -> None:
        """Does again what was taken back last."""
        self.hand.redo(self)
