"""What a query can go on with at the cursor: fields, and the values of a field. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from store.query_fields import FIELDS

_BEFORE = re.compile(r"-?(?:([A-Za-z]+):)?(\"[^\"]*|[^\s()\"]*)$")
_SIGNS = re.compile(r"[<>]=?|.*\.\.")


@dataclass(frozen=True, slots=True)
class Completion:
    """The stretch of a query that a value would replace, and with what it begins.

    `field` is whose value it is, None for a word; `values` are those that are known without
    the store, ready to be put in.
    """

    start: int
    end: int
    field: str | None
    stem: str
    values: tuple[str, ...]


def complete(text: str, cursor: int) -> Completion | None:
    """What can stand at the cursor; None in a pattern, or where a word has just ended."""
    found = _BEFORE.search(text[:cursor])
    if found is None or text[cursor : cursor + 1].strip(" )"):
        return None
    name, typed = found[1], found[2]
    field = name.casefold() if name else None
    if field is None:
        if typed.startswith(("/", "~", '"')):
            return None
        stem = typed.casefold()
        names = tuple(f"{one}:" for one in FIELDS if one.startswith(stem))
        return Completion(cursor - len(typed), cursor, None, typed, names)
    if field not in FIELDS or typed.startswith(("/", "~")):
        return None
    sign = _SIGNS.match(typed)
    stem = typed[sign.end() :] if sign and FIELDS[field].shape != "words" else typed
    wanted = stem.casefold()
    values = tuple(one for one in FIELDS[field].values if one.startswith(wanted))
    return Completion(cursor - len(stem), cursor, field, stem.strip('"'), values)


def quoted(value: str) -> str:
    """A value as it stands in a query: between marks where it holds more than one word."""
    plain = value.replace('"', "")
    return f'"{plain}"' if re.search(r"[\s()]", plain) else plain
