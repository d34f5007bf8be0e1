"""The view of conditions: a board on which one can be taken as met."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from store.errors import StoreError
from tui import hints, keys
from tui.screens.board import BoardScreen


class ConditionsScreen(BoardScreen, inherit_bindings=False):
    """What is taken as met is kept in the store; the view follows it."""

    BINDINGS: ClassVar[list[BindingType]] = [*BoardScreen.BINDINGS, *keys.MEETING]
    HINTS = hints.CONDITIONS

    def action_mark(self) -> None:
        """Takes the condition of the row under the cursor as met, or no longer.

        The cursor goes to its heading, below which stands what falls due.
        """
        row = self.grid.row
        if row is None or not row.group:
            self.say(keys.told("{condition.met} marks a condition: there is none here."))
        elif self.corpus.read_only:
            self.say(keys.told("{condition.met} is off: the store is only shown."))
        else:
            try:
                self.corpus.set_met(row.group, row.group not in self.corpus.met())
            except StoreError as error:
                self.say(str(error))
            self.grid.go_to_group(row.group)
            self.follow()
