"""Keys one after the other: the next goes out when what the last one did is done.

Textual hands keys that arrive together (a fast typist, a paste, a slow line) to whatever has
the focus at that moment: `/` and the word behind it would all go to the list. A key also
waits in the queue of every node on its way up; here it is handed from one to the next, and
what it changed can be drawn before anything else is done.
"""

from __future__ import annotations

import asyncio
from collections import deque
from math import inf
from time import monotonic
from typing import Any

from textual import events
from textual.app import App
from textual.dom import DOMNode
from textual.message_pump import MessagePump

from tui.handing_up import HandedUp, hand_up

_PATIENCE = 0.5  # seconds; a widget that went away with a key never answers
_QUIET = 0.02  # seconds without a further key, after which there is time to look what is done


class Key(HandedUp, events.Key):
    """A key on its way up; it has Textual's name so that `on_key` hears of it."""


class TypeAhead(App[None], inherit_bindings=False):
    """An application whose keys wait for each other."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._waiting: deque[events.Key] = deque()
        self._handed_out: float | None = None
        self._typed = -inf
        self._climb: list[MessagePump] = []  # who still has to do what the key began
        self._asking = False
        self._later: asyncio.TimerHandle | None = None

    @property
    def untyped(self) -> float:
        """Seconds since a key came last."""
        return monotonic() - self._typed

    async def on_event(self, event: events.Event) -> None:
        """Queues a key that comes from the terminal; anything else goes its way."""
        if not isinstance(event, events.Key) or event.is_forwarded:
            await super().on_event(event)
            return
        if event.key == "ctrl+j":  # what a terminal makes of enter before it is listened to
            event = events.Key("enter", "\r")
        self._waiting.append(event)
        self._typed = monotonic()
        if self._handed_out is None or monotonic() - self._handed_out > _PATIENCE:
            await self._hand_out()
        else:
            self._ask()

    async def _hand_out(self) -> None:
        """Sends the next key to what has the focus now."""
        self._handed_out, self._asking = None, False
        if self._later:
            self._later.cancel()
        if not self._waiting:
            return
        self._handed_out = monotonic()
        target = self.focused or self.screen
        # What a key does may send a message that climbs, and one of those above another one.
        climb: list[MessagePump] = list(target.ancestors_with_self)
        self._climb = climb + climb
        await self._do(self._waiting.popleft(), target)
        self._handed_out = monotonic()
        self.draw_at_once()
        if self._waiting:
            self._ask()
        else:  # what the key changed is drawn first, where that could not be at once
            self._later = asyncio.get_running_loop().call_later(_QUIET, self._ask)

    async def _do(self, event: events.Key, target: DOMNode) -> None:
        """Lets a node and those above it do what a key asks for, after what came before it."""
        above = [node for node in target.ancestors_with_self if node is not self]
        busy = any(not node._message_queue.empty() for node in above)
        if busy or not self.app_focus:  # a click or a paste waits; Textual gives the focus back
            await super().on_event(event)
        elif not await self._check_bindings(event.key, priority=True):
            key = Key(event.key, event.character)
            key.set_sender(self)
            key._set_forwarded()
            await hand_up(key, target)

    def draw_at_once(self) -> None:
        """Draws what a key has changed; who does not, leaves it to Textual."""

    def _ask(self) -> None:
        """Asks each node, and then the screen on top, to answer once it has done all; once."""
        if not self._asking:
            self._asking = True
            self._settle()

    def _settle(self) -> None:
        while self._climb:
            if self._climb.pop(0).post_message(events.Callback(callback=self._settle)):
                return
        if not self.screen.post_message(events.Callback(callback=self._settled)):
            self._settled()

    def _settled(self) -> None:
        self.post_message(events.Callback(callback=self._hand_out))
