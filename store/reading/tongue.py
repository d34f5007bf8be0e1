"""Which language a text is in, by its commonest short words. Knows word lists only."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from store.reading import lexicon

UNKNOWN: Final = "und"
"""The ISO 639 code for a language that was not made out."""

_WORD: Final = re.compile(r"[^\W\d_]+")
_BEYOND_LATIN: Final = "\u0250"
_ENOUGH: Final = 0.06
_SHORT: Final = 30
_LOOKED_AT: Final = 20_000


def language_of(text: str) -> str:
    """The ISO 639-1 code of the text's language, or "und" where none is clear.

    A short text in Latin letters that gives no hint of another language counts as English.
    """
    words = [word.lower() for word in _WORD.findall(text[:_LOOKED_AT])]
    if not words:
        return UNKNOWN
    hits = {code: sum(word in common for word in words) for code, common in _common().items()}
    best = max(hits, key=lambda code: (hits[code], code == "en"))
    if hits[best] >= _ENOUGH * len(words):
        return best
    latin = all(character < _BEYOND_LATIN for word in words for character in word)
    if latin and len(words) <= _SHORT and hits[best] == hits["en"]:
        return "en"
    return UNKNOWN


@cache
def _common() -> dict[str, frozenset[str]]:
    return {code: frozenset(words) for code, words in lexicon.load("stopwords")["common"].items()}
