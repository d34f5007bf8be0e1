"""How alike two wordings are, and in which words they differ. Pure: texts in, answers out."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import groupby
from typing import Literal

from store.names import fold
from store.spans import GAP

How = Literal["same", "added"]

_LEFT_OUT = GAP.strip()

_EMPTY = frozenset(
    re.findall(
        r"\w+",
        "a about all also am an and any are as at be been being but by can could did do does for"
        " from had has have he her him his how i if in into is it its just may me might more must"
        " my no not of on or our ours out over own shall she should so some such than that the"
        " their them then there these they this those to too under up us very was we were what"
        " when where which while who whom why will with would you your s t re ve ll d m",
    )
)
_ENDINGS = re.compile(r"(?:ations?|ments?|ness|ings?|edly|ed|ers?|ies|es|s|ly|e|y|ion)$")
_LEAST = 2
_SHARES = (1.0, 1.0, 0.9, 0.6, 0.32)
"""How much of all stems two wordings share at least, by how many they share; the last: more."""

_WITHIN = 0.6  # of the shorter wording
_SHORTEST = 3  # letters that a stem keeps
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*")


@lru_cache(maxsize=16_384)
def stem(word: str) -> str:
    """A word without its endings, roughly: `preparedness` and `prepared` have one stem."""
    plain = fold(word)
    while True:
        short = _ENDINGS.sub("", plain)
        if short == plain or len(short) < _SHORTEST:
            return plain
        plain = short


def stems(text: str) -> frozenset[str]:
    """The stems of the words of a text that mean something by themselves."""
    words = (found[0] for found in _WORD.finditer(text))
    return frozenset(stem(one) for one in words if fold(one) not in _EMPTY)


def alike(one: frozenset[str], other: frozenset[str], weights: Mapping[str, float]) -> bool:
    """Whether two texts of one speaker in one story word one thing, by their stems.

    What counts is the share of all stems that both have (a stem weighs 1 where `weights` has
    no weight for it): the fewer they share, the greater it has to be. A long wording and a
    short one that is nearly all in it are alike, too. The bounds were read off pairs of
    quotes of one speaker in 19 news articles, the seeds among them: of those with four stems
    in common, what told two things lay below 0.30 but for one pair at 0.36, what told one at
    0.34 (the seeds' own) and above. How many they miss elsewhere is not measured.
    """
    shared = one & other
    number = min(len(shared), len(_SHARES) - 1)
    if number < _LEAST:
        return False
    both, first, second = (sum(weights.get(w, 1.0) for w in s) for s in (shared, one, other))
    if 2 * both >= _SHARES[number] * (first + second):
        return True
    return number == len(_SHARES) - 1 and both >= _WITHIN * min(first, second)


@dataclass(frozen=True, slots=True)
class Difference:
    """A wording against another one: its own words in turn, and what of the other it drops."""

    words: tuple[tuple[str, How], ...]
    dropped: tuple[str, ...]

    @property
    def none(self) -> bool:
        """Whether every word is the same."""
        return not self.dropped and all(how == "same" for _, how in self.words)

    @property
    def lost(self) -> tuple[str, ...]:
        """What is dropped without the words around it that mean nothing by themselves."""
        return tuple(filter(None, map(_telling, self.dropped)))


def difference(base: str, other: str) -> Difference:
    """How `other` words it against `base`, word by word; case and punctuation do not count.

    A word that only stands elsewhere in the other is neither added nor dropped, and neither is
    the sign that something is left out: it parts the words beside it.
    """
    old, new = base.split(), other.split()
    olds, news = [*map(_key, old)], [*map(_key, new)]
    gone, come = set(range(len(old))), set(range(len(new)))
    for i, k, size in SequenceMatcher(None, olds, news, autojunk=False).get_matching_blocks():
        gone -= {*range(i, i + size)}
        come -= {*range(k, k + size)}
    gone -= {at for at, word in enumerate(old) if word == _LEFT_OUT}
    come -= {at for at, word in enumerate(new) if word == _LEFT_OUT}
    for k in sorted(come):
        moved = next((i for i in sorted(gone) if olds[i] == news[k]), None)
        if moved is not None:
            gone.remove(moved)
            come.remove(k)
    words = _runs(new, lambda at: at in come)
    dropped = [text for text, is_gone in _runs(old, lambda at: at in gone) if is_gone]
    told: list[tuple[str, How]] = [(text, "added" if is_new else "same") for text, is_new in words]
    return Difference(tuple(told), tuple(dropped))


def _runs(words: Sequence[str], differs: Callable[[int], bool]) -> list[tuple[str, bool]]:
    """The words joined as long as they differ or do not."""
    groups = groupby(range(len(words)), differs)
    return [(" ".join(words[at] for at in places), one) for one, places in groups]


def _telling(text: str) -> str:
    words = text.split()
    while words and not stems(words[-1]):
        words.pop()
    while words and not stems(words[0]):
        words.pop(0)
    return " ".join(words)


def _key(word: str) -> str:
    return re.sub(r"^\W+|\W+$", "", fold(word)) or word
