"""A screen over the panes: a sheet, a question, a list to choose from."""

from __future__ import annotations

from typing import TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen

Answer = TypeVar("Answer")


class Over(ModalScreen[Answer], inherit_bindings=False):
    """Is left once: what arrives after that is meant for nobody, and takes no other screen away."""

    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        """Leaves, with an answer, as long as it is on top."""
        return super().dismiss(result) if self.is_current else AwaitComplete()
