"""Keys one after the other: the next goes out when what the last one did is done.

Textual hands keys that arrive together (a fast typist, a paste, a slow line) to whatever has
the focus at that moment: `/` and the word behind it would all go to the list. Knows no key.
"""

from __future__ import annotations

from collections import deque
from time import monotonic
from typing import Any

from textual import events
from textual.app import App
from textual.message_pump import MessagePump

_PATIENCE = 0.5  # seconds; a widget that went away with a key never answers


class TypeAhead(App[None], inherit_bindings=False):
    """An application whose keys wait for each other."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._waiting: deque[events.Key] = deque()
        self._handed_out: float | None = None

    async def on_event(self, event: events.Event) -> None:
        """Queues a key that comes from the terminal; anything else goes its way."""
        if not isinstance(event, events.Key) or event.is_forwarded:
            await super().on_event(event)
            return
        self._waiting.append(event)
        if self._handed_out is None or monotonic() - self._handed_out > _PATIENCE:
            await self._hand_out()

    async def _hand_out(self) -> None:
        """Sends the next key to what has the focus now."""
        self._handed_out = None
        if not self._waiting:
            return
        self._handed_out = monotonic()
        target = self.focused or self.screen
        await super().on_event(self._waiting.popleft())
        # A key climbs to the application, whose action may send a message that climbs again.
        climb: list[MessagePump] = list(target.ancestors_with_self)
        self._settle(climb + climb)

    def _settle(self, nodes: list[MessagePump]) -> None:
        """Waits until each node, and then the screen on top, has done what the key began."""
        while nodes:
            if nodes.pop(0).call_later(self._settle, nodes):
                return
        if not self.screen.call_later(self.call_later, self._hand_out):
            self.call_later(self._hand_out)
