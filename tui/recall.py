"""What helps while a query is typed: earlier ones, and words that complete it. Pure.

Knows no widget and no store.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

MOST = 100
"""How many queries are remembered."""


class Recall:
    """The queries that were kept, the latest last, and the way through them while typing."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self._texts: list[str] = []
        for text in texts:
            self.remember(text)
        self.rest()

    @property
    def texts(self) -> tuple[str, ...]:
        """What is remembered, the latest last."""
        return tuple(self._texts)

    def remember(self, text: str) -> None:
        """Keeps a query as the latest one; an empty one is none."""
        text = text.strip()
        if text:
            self._texts = [*(one for one in self._texts if one != text), text][-MOST:]

    def rest(self) -> None:
        """Typing begins anew, behind the latest."""
        self._at: int | None = None
        self._draft = ""

    def step(self, way: int, typed: str) -> str | None:
        """The query before (-1) or after (1) the one shown; None where there is none.

        What was typed before the first step comes back behind the latest.
        """
        if self._at is None:
            self._at, self._draft = len(self._texts), typed
        at = self._at + way
        if not 0 <= at <= len(self._texts):
            return None
        self._at = at
        return self._texts[at] if at < len(self._texts) else self._draft


@dataclass(frozen=True, slots=True)
class Completing:
    """A stretch of a query, what can stand for it, and which of that does (-1: none yet).

    `cursor` is where the cursor was when it was looked for.
    """

    text: str
    cursor: int
    start: int
    end: int
    values: Sequence[str]
    chosen: int = -1

    def step(self, way: int) -> Completing:
        """The next (1) or previous (-1) value, round the end."""
        if not self.values:
            return self
        last = len(self.values) - 1
        chosen = (self.chosen + way) % len(self.values) if self.chosen >= 0 else 0
        if self.chosen < 0 and way < 0:
            chosen = last
        return replace(self, chosen=chosen)

    @property
    def completed(self) -> tuple[str, int]:
        """The query with the chosen value, and where the cursor belongs in it."""
        if self.chosen < 0:
            return self.text, self.cursor
        value = self.values[self.chosen]
        return self.text[: self.start] + value + self.text[self.end :], self.start + len(value)
