"""The user's own keys: what the table `[keys]` of the settings may say.

A line that cannot be meant keeps the key that was there, and costs a sentence. Knows the
key table and no widget.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain

from textual.binding import Binding
from textual.keys import Keys, _character_to_key

from tui import keys
from tui.failure import meant
from tui.keynames import NAMES, SIGNS, spelling, usual

Keymap = dict[str, str]
"""Keys by binding id, as Textual writes them: `{"read.next": "ctrl+n,full_stop"}`."""

_CONTROL = "what terminals send for {}: no program can tell them apart"
_TAKEN = "a key that tmux, GNU screen or the terminal takes for itself"

RESERVED: dict[str, str] = {
    "ctrl+h": _CONTROL.format("backspace"),
    "ctrl+i": _CONTROL.format("tab"),
    "ctrl+j": _CONTROL.format("enter"),
    "ctrl+m": _CONTROL.format("enter"),
    "ctrl+left_square_bracket": _CONTROL.format("esc"),
    "ctrl+a": _TAKEN,
    "ctrl+b": _TAKEN,
    "ctrl+s": _TAKEN,
}
"""Keys that are bound to nothing, and why."""

NO_ID = "the README lists the ids"

_MODIFIERS = ("ctrl", "alt", "shift", "super", "hyper", "meta")
_SPELT = {name: key for key, name in NAMES.items()} | {"space": "space", "return": "enter"}
_KNOWN = {key.value for key in Keys if "+" not in key.value and "<" not in key.value}


def read(wanted: Mapping[str, object]) -> tuple[Keymap, tuple[str, ...]]:
    """The keys to use instead of the usual ones, and a sentence for each line left out."""
    chosen: Keymap = {}
    said: list[str] = []
    known = {str(binding.id): binding for binding in chain(*keys.PLACES.values())}
    for name, value in wanted.items():
        if name not in known:
            said.append(f"[keys]: `{name}` is unknown; {meant(name, (*known,)) or NO_ID}")
            continue
        try:
            chosen[name] = ",".join(_keys(value, known[name]))
        except ValueError as error:
            said.append(f"[keys]: `{name}`: {error}; it stays {_usual(known[name])}")
    while clash := _clash(chosen):
        loser, key, winner = clash
        del chosen[loser]
        said.append(
            f"[keys]: `{loser}`: {spelling(key)} is also the key of `{winner}`; "
            f"it stays {_usual(known[loser])}"
        )
    return chosen, tuple(said)


def _usual(binding: Binding) -> str:
    return " ".join(usual(binding))


def _keys(value: object, binding: Binding) -> list[str]:
    """The keys that a value names. Raises ValueError with the reason why it names none."""
    if not isinstance(value, str) or not value.strip():
        raise ValueError('it must be a key between quotation marks, or several: "n,ctrl+n"')
    found = [_key(part.strip()) for part in value.split(",")]
    if any(binding in keys.PLACES[place] for place in keys.TYPED):
        for key in found:
            if key in SIGNS or key == "space":
                raise ValueError(f"{spelling(key)} is typed there as a letter")
    return list(dict.fromkeys(found))


def _key(written: str) -> str:
    """A key as Textual writes it. Raises ValueError where there is none of that name."""
    *modifiers, base = written.split("+") if len(written) > 1 else [written]
    modifiers = [modifier.lower() for modifier in modifiers]
    strange = [modifier for modifier in modifiers if modifier not in _MODIFIERS]
    base = _SPELT.get(base.lower() if len(base) > 1 else base, base)
    if len(base) == 1:
        base = base.lower() if "ctrl" in modifiers else base
        if "shift" in modifiers and base.isalpha():
            modifiers.remove("shift")
            base = base.upper()
        base = _character_to_key(base)
    elif base.lower() in _KNOWN:
        base = base.lower()
    elif base not in SIGNS:
        strange = [*strange, base]
    if strange or not base:
        raise ValueError(f"there is no key called `{written}`")
    key = "+".join([*sorted(modifiers), base])
    if key in RESERVED:
        raise ValueError(f"{written} is {RESERVED[key]}")
    return key


def _clash(chosen: Keymap) -> tuple[str, str, str] | None:
    """A line of the settings that takes a key of another action in the same place."""
    for place in keys.PLACES.values():
        bound = [
            (key not in binding.key.split(","), str(binding.id), key)
            for binding in place
            for key in chosen.get(str(binding.id), binding.key).split(",")
        ]
        owners: dict[str, str] = {}
        for _, name, key in sorted(bound, key=lambda one: one[0]):  # the usual keys first
            if key in owners:
                return name, key, owners[key]
            owners[key] = name
    return None
