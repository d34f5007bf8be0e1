"""The palette: every action by name, with its key. Knows the key table and no store."""

from __future__ import annotations

from collections.abc import Sequence

from textual.binding import Binding

from tui import keys
from tui.screens.picking import Option, Picker, among

Entry = tuple[Binding, str]
"""An action, and why it is off now ("" where it is not)."""


class Palette(Picker[Binding], inherit_bindings=False):
    """A line to type in over the list of actions; the chosen one is the screen's answer."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        options = [
            Option(
                binding,
                binding.description,
                reason or binding.tooltip,
                " ".join(keys.names(binding)),
                bool(reason),
            )
            for binding, reason in entries
        ]
        super().__init__("Palette", "what to do", among(options), "No action is called that.")
