"""Agencies and outlets: which names they have, and how a photo credit names them.

Knows the word lists of `lexicon/outlets.toml` and no article.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from store.reading import lexicon

_GROUPS: Final = ("agencies", "pictures", "outlets")
_LEADING: Final = re.compile(r"^(?:with|via|from|by|source:|sources:)\s+", re.IGNORECASE)
_CREDIT_LENGTH: Final = 120
_ARTICLE: Final = re.compile(r"^the\s+", re.IGNORECASE)


def names(*groups: str) -> Iterator[str]:
    """Every form of every name in these lists of the lexicon, all of them by default."""
    for group in groups or _GROUPS:
        for forms in lexicon.load("outlets")[group]:
            yield from forms


@cache
def common_name(name: str) -> str:
    """The first name in the lexicon of the outlet that is called so; the name itself if none."""
    return _common_names().get(_key(name), name)


def is_outlet(text: str) -> bool:
    """Whether a line is nothing but the names of agencies and outlets: *With AP and Reuters*."""
    text = _LEADING.sub("", text.strip(" .()[]-–—"))
    parts = [part for part in re.split(r"[/|,&]|\band\b", text) if part.strip()]
    return bool(parts) and all(_key(part) in _common_names() for part in parts)


def photo_credit(text: str) -> bool:
    """Whether a line ends by crediting a picture: *REUTERS/Jane Doe*, *(Jane Doe/AP)*."""
    return bool(_photo_credit().search(text[-_CREDIT_LENGTH:].rstrip(" .")))


def alternatives(given: Iterable[str]) -> str:
    """A regular expression for any of the names, the longest first."""
    return "|".join(re.escape(name) for name in sorted(set(given), key=len, reverse=True))


@cache
def _common_names() -> dict[str, str]:
    return {
        _key(name): forms[0]
        for group in reversed(_GROUPS)
        for forms in lexicon.load("outlets")[group]
        for name in forms
    }


def _key(name: str) -> str:
    """The name as it is compared: without article and, unless it is short, without case."""
    name = _ARTICLE.sub("", " ".join(name.split()))
    return name if len(name) <= 4 else name.casefold()


@cache
def _photo_credit() -> re.Pattern[str]:
    seller = f"(?:{alternatives([*names('agencies', 'pictures'), 'REUTERS', 'AP Photo'])})"
    person = r"[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){0,4}"
    return re.compile(
        rf"(?<![\w/])(?:{seller}(?:/{seller})*/{person}"
        rf"|(?:{person} ?/ ?)+{seller}(?:/[\w. -]+)*"
        rf"|{seller}(?:/{seller})+"
        rf"|(?:{person} )?via {seller}"
        rf"|{seller} (?:[Pp]hoto|[Ff]ile|[Ii]mages?)(?:/{person})?"
        rf"|\([^()]* via {seller}[^()]*"
        r")(?:/(?:[Ff]ile|[Pp]ool|[Hh]andout)(?: [Pp]hoto)?)?"
        r"(?:, (?:[Ff]ile|[Pp]ool|[Hh]andout)(?: [Pp]hoto)?)*\)?$"
    )
