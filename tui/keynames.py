"""How keys are written where a user reads them, and which the user chose instead.

Knows no key table and no widget.
"""

from __future__ import annotations

from collections.abc import Mapping

from textual.binding import Binding
from textual.keys import _character_to_key

NAMES: dict[str, str] = {
    "down": "↓",
    "up": "↑",
    "left": "←",
    "right": "→",
    "pagedown": "pgdn",
    "pageup": "pgup",
    "escape": "esc",
}
"""Keys whose names in Textual a reader would not know."""


SIGNS: dict[str, str] = {_character_to_key(chr(code)): chr(code) for code in range(0x21, 0x7F)}
"""The keys that print a sign of ASCII: `{"slash": "/", "a": "a", …}`."""

_ARROWS = ("down", "up", "left", "right")

_chosen: dict[str, str] = {}
_arrows = True


def use(chosen: Mapping[str, str], *, arrows: bool = True) -> None:
    """From now on these keys are in force, by binding id (`tui.keymap.read`).

    Without `arrows` their keys are written as words: a terminal may not show them.
    """
    global _chosen, _arrows
    _chosen, _arrows = dict(chosen), arrows


def spelling(key: str, *, arrows: bool | None = None) -> str:
    """A key as a reader knows it: `/` for `slash`; `arrows` as signs, None: as `use` has it."""
    if key in _ARROWS and not (_arrows if arrows is None else arrows):
        return key
    *modifiers, base = key.split("+")
    return "+".join([*modifiers, NAMES.get(base) or SIGNS.get(base, base)])


def names(binding: Binding) -> tuple[str, ...]:
    """A binding's keys in force, as a reader knows them: `("j", "↓")`."""
    return tuple(map(spelling, _chosen.get(str(binding.id), binding.key).split(",")))


def usual(binding: Binding, *, arrows: bool | None = None) -> tuple[str, ...]:
    """A binding's keys where the user chose no others."""
    return tuple(spelling(key, arrows=arrows) for key in binding.key.split(","))
