"""What a query can go on with at the cursor: fields, and the values of a field. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from store.query_fields import FIELDS

_FIELD = re.compile(r"([A-Za-z]+):")
_MARKS = {'"': '"', "“": "”", "/": "/"}
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
    if text[cursor : cursor + 1].strip(" )"):
        return None
    typed = text[_term_start(text[:cursor]) : cursor].lstrip("-")
    named = _FIELD.match(typed)
    if named is None:
        if typed[:1] in _MARKS or typed.startswith("~") or "*" in typed:
            return None
        names = tuple(f"{one}:" for one in FIELDS if one.startswith(typed.casefold()))
        between = ("OR", "NEAR") if typed and text[: cursor - len(typed)].strip(" (-") else ()
        names += tuple(one for one in between if one.startswith(typed))
        return Completion(cursor - len(typed), cursor, None, typed, names)
    field, typed = named[1].casefold(), typed[named.end() :]
    if field not in FIELDS or typed.startswith(("/", "~")):
        return None
    sign = _SIGNS.match(typed)
    stem = typed[sign.end() :] if sign and FIELDS[field].shape != "words" else typed
    wanted = stem.casefold()
    values = tuple(one for one in FIELDS[field].values if one.startswith(wanted))
    return Completion(cursor - len(stem), cursor, field, stem.strip('"'), values)


def _term_start(before: str) -> int:
    """Where the term begins that the text ends in: behind a blank that stands in no marks."""
    start, closing = 0, ""
    for at, sign in enumerate(before):
        if closing:
            closing = "" if sign == closing or (sign == '"' and closing == "”") else closing
        elif sign in '"“' or (sign == "/" and (at == start or before[at - 1] in "-:")):
            closing = _MARKS[sign]
        elif sign.isspace() or sign in "()":
            start = at + 1
    return start


def quoted(value: str) -> str:
    """A value as it stands in a query: between marks where it holds more than one word."""
    plain = value.replace('"', "")
    return f'"{plain}"' if re.search(r"[\s()]|^[~/<>]", plain) else plain
