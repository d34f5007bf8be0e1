"""Messages that are handed from a node to the one above, instead of waiting in the queue of each.

Textual takes a message up through a task of every node on its way. Where a key waits for what
it does, that is most of the time. Knows no widget of ours, and no key.
"""

from __future__ import annotations

from textual.message import Message
from textual.message_pump import MessagePump


class HandedUp(Message):
    """A message that can be handed up; one that is posted goes Textual's way."""

    _handed = False  # and not posted
    _above: MessagePump | None = None  # who comes next on the way up; None where the way ends

    def _bubble_to(self, widget: MessagePump) -> None:
        if self._handed:
            self.prevent_default(False)  # that holds for the handlers of one node
            self._above = widget
        else:
            super()._bubble_to(widget)


async def hand_up(message: HandedUp, node: MessagePump) -> None:
    """Lets a node and those above it do what a message asks for.

    What they post meanwhile waits as ever. Not to be called in the task of one of them: where
    the message makes that one go away, its end would wait for itself.
    """
    message._handed = True
    above: MessagePump | None = node
    while above is not None:
        message._above = None
        with above._context():
            await above._dispatch_message(message)
        above = message._above
