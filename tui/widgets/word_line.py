"""A line to type words in, each completed from those that are known. Knows not what they mean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType

from tui import keys
from tui.recall import Completing
from tui.widgets.prompt import Prompt


class WordLine(Prompt):
    """A prompt that completes the word under the cursor, where there are `words` for it."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.COMPLETING]

    def __init__(self, *, id: str, placeholder: str = "") -> None:
        super().__init__(id=id, placeholder=placeholder)
        self.words: Sequence[str] = ()
        self._completing: Completing | None = None

    def open(self) -> None:
        """Takes the focus, for words that may be others than before."""
        self._completing = None
        super().open()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Where no words are known, the key means what it means elsewhere."""
        return (
            bool(self.words) if action == "complete" else super().check_action(action, parameters)
        )

    def action_complete(self, way: int) -> None:
        """Completes the word before the cursor; at once again, with the next word."""
        now = (self.value, self.cursor_position)
        if self._completing is None or self._completing.completed != now:
            start = self.value.rfind(" ", 0, self.cursor_position) + 1
            begun = self.value[start : self.cursor_position].casefold()
            others = self.value[:start].split() + self.value[self.cursor_position :].split()
            fit = [one for one in self.words if one.casefold().startswith(begun)]
            values = [one for one in fit if one not in others]
            self._completing = Completing(*now, start, self.cursor_position, values)
        self._completing = self._completing.step(way)
        self.value, self.cursor_position = self._completing.completed
