"""Regular expressions of queries: whether one can be read, and those that find pieces. Pure."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any
from unicodedata import combining, normalize

_REPEAT = re.compile(r"\{\s*(\d*)\s*(?:,\s*(\d*))?")
_LARGEST = 200_000
"""How many signs a pattern may have once its repeats are written out."""

_LETTER = r"[\p{L}\p{N}\p{M}\p{Co}]"
"""What the full text takes for part of a word."""

_MARKED = (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))
"""The code points among which letters with accents are looked for."""


def folded(text: str) -> str:
    """A text as the full text has its words: small letters without accents."""
    return "".join(_base(one) for one in text if not combining(one))


def infix_pattern(text: str) -> str:
    """The pattern that finds whole words by their pieces, with accents or without."""
    pieces = [_unaccented(piece) for piece in text.split("*")]
    return f"(?<!{_LETTER}){f'{_LETTER}*'.join(pieces)}(?!{_LETTER})"


def _unaccented(piece: str) -> str:
    """A pattern for these letters, each with any accent."""
    return "".join(map(_any_accent, folded(piece)))


@lru_cache(maxsize=512)
def _any_accent(letter: str) -> str:
    import regex

    if not letter.isalpha():
        return str(regex.escape(letter))
    same = "".join(chr(one) for one in _MARKED if _base(chr(one)) == letter)
    return f"[{regex.escape(letter)}{same}]\\p{{M}}*"


def _base(letter: str) -> str:
    return normalize("NFD", letter)[0].lower()


@lru_cache(maxsize=64)
def compiled(pattern: str) -> Any:
    """A pattern ready to search with, case not minded; `regex.error` where it is none."""
    import regex

    return regex.compile(pattern, regex.IGNORECASE | regex.MULTILINE)


def unreadable(pattern: str) -> str:
    """Why a pattern is none; "" where it is one."""
    import regex

    too_large = "it is too large"
    size = len(pattern)
    for bounds in _REPEAT.findall(pattern):
        size *= max((int(one[:9]) for one in bounds if one), default=1) or 1
        if size > _LARGEST:
            return too_large
    try:
        compiled(pattern)
    except regex.error as error:
        return str(error.msg)
    except (RecursionError, OverflowError, ValueError, MemoryError):
        return too_large
    return ""
