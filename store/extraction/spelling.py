"""Whether two spellings may be of one name; knows letters, not persons."""

from __future__ import annotations

import re
from functools import lru_cache

_SAME = (
    ("ph", "f"), ("kh", "h"), ("ck", "k"), ("ch", "h"), ("ou", "u"), ("oo", "u"), ("ee", "i"),
    ("ae", "a"), ("oe", "o"), ("ue", "u"), ("w", "v"), ("j", "i"), ("y", "i"), ("c", "k"),
    ("q", "k"), ("z", "s"),
)  # fmt: skip
_REPEATED = re.compile(r"(\D)\1+")
_DIGITS = re.compile(r"\d+")


@lru_cache(maxsize=4096)
def skeleton(name: str) -> str:
    """A folded name as it sounds across transcriptions: zelensky, zelenskyy -> selenski."""
    for written, sounded in _SAME:
        name = name.replace(written, sounded)
    return _REPEATED.sub(r"\1", name)


@lru_cache(maxsize=4096)
def one_apart(one: str, other: str) -> bool:
    """Whether one letter put in, left out or changed makes one of the other."""
    if abs(len(one) - len(other)) > 1:
        return False
    at = 0
    while at < min(len(one), len(other)) and one[at] == other[at]:
        at += 1
    return (
        one[at + 1 :] == other[at + 1 :]
        or one[at:] == other[at + 1 :]
        or one[at + 1 :] == other[at:]
    )


def swapped(one: str, other: str) -> bool:
    """Whether two neighbouring letters changed places, as a slip of the pen does."""
    if len(one) != len(other) or one == other:
        return False
    apart = [at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(apart) != 2 or apart[1] != apart[0] + 1:
        return False
    return one[apart[0]] == other[apart[1]] and one[apart[1]] == other[apart[0]]


def near(one: str, other: str) -> bool:
    """Whether two folded names are transcriptions of one: Zelensky, Zelenskyy."""
    return one == other or (min(len(one), len(other)) > 3 and skeleton(one) == skeleton(other))


def same_digits(one: str, other: str) -> bool:
    """Whether two names hold the same numbers: Unit 1 and Unit 11 are never one."""
    return _DIGITS.findall(one) == _DIGITS.findall(other)


def nearly(one: str, other: str) -> bool:
    """As `near`, or a letter apart in a longer name: where the other names agree already."""
    longer = min(len(one), len(other)) > 5 and one[:2] == other[:2] and same_digits(one, other)
    return near(one, other) or (longer and one_apart(one, other))
