"""Where an article's headline stands, if it has one, and what is cut from its first line.

Judges by form: a short first line that does not end as a sentence, a line that stands
twice, a first sentence set off by a dash. Knows no particular article.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from store.reading import lexicon
from store.reading.passages import Passage

_LONGEST: Final = 200
_WORDS: Final = range(3, 36)
_REPEATED_WITHIN: Final = 8
_SENTENCE_END: Final = re.compile(r"[.!?…:,][\"'”’»)\]]*$")
_ASKS: Final = re.compile(r"[?!][\"'”’»)\]]*$")
_STOPS: Final = re.compile(r"\.[\"'”’»)\]]*$")
_SHORTENED: Final = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Col|Lt|Sgt|St|No|vs|Jr|Sr|[A-Z])\."
)
_WORD: Final = re.compile(r"[^\W\d_][\w'’.-]*")
_TITLE_CASE: Final = 0.75
_LONGEST_STOPPED: Final = 120
_NEW_SENTENCE: Final = re.compile(r"[.!?][\"'”’»)\]]* +[\"'“‘«(]?[A-Z]")
_LEADING: Final = re.compile(r"(.{20,200}?[.!?][\"'”’»)\]]*) [-–—] +(?=[\"'“‘«(]?[^\W\d_a-z]|\d)")


def split_off(passages: Sequence[Passage]) -> tuple[list[Passage], bool]:
    """The passages, the first one cut in two where a dash sets off its first sentence.

    Some systems write headline and text as one line: *Ministers agree on aid. - Ministers
    of ten countries …* The second value tells whether it was so.
    """
    found = list(passages)
    if not found or found[0].mark:
        return found, False
    first = found[0]
    leading = _LEADING.match(first.text)
    if not leading or len(leading[1].split()) not in _WORDS or _NEW_SENTENCE.search(leading[1]):
        return found, False
    cut = first.start + leading.end(1)
    rest = first.start + leading.end()
    head = replace(first, end=cut, text=leading[1], blank_after=False)
    body = replace(first, start=rest, text=first.text[leading.end() :], blank_before=False)
    return [head, body, *found[1:]], True


def headlines(
    passages: Sequence[Passage], boilerplate: Sequence[bool], set_off: bool = False
) -> tuple[int, ...]:
    """The numbers of the passages that are the headline; none where there is none.

    A headline that the page shows twice is one in both places. `set_off` tells that
    `split_off` found the first passage to be one.
    """
    left = [number for number, waste in enumerate(boilerplate) if not waste]
    if len(left) < 2:
        return ()
    first = passages[left[0]]
    near = left[1 : 1 + _REPEATED_WITHIN]
    again = tuple(number for number in near if _same(first, passages[number]))
    ended = bool(_SENTENCE_END.search(first.text)) and left[1] not in again
    if again and not ended and len(first.text) <= _LONGEST:
        return (left[0], *again)
    if first.mark == "heading" or (left[0] == 0 and set_off):
        return (left[0],)
    return (left[0],) if first.mark == "" and _reads_as_headline(passages, left) else ()


def _same(one: Passage, other: Passage) -> bool:
    return one.text.casefold().split() == other.text.casefold().split()


def _reads_as_headline(passages: Sequence[Passage], left: Sequence[int]) -> bool:
    first = passages[left[0]]
    if len(first.text) > _LONGEST or len(first.text.split()) not in _WORDS:
        return False
    if not _SENTENCE_END.search(first.text):
        return True
    if _NEW_SENTENCE.search(_SHORTENED.sub("", first.text)):
        return False
    if _STOPS.search(first.text):
        return _reads_as_stopped_headline(first, passages[left[1]])
    return bool(_ASKS.search(first.text))


def _reads_as_stopped_headline(first: Passage, after: Passage) -> bool:
    """Whether a line with a full stop is one all the same: In Title Case, or clipped.

    Clipped is a line without articles, pronouns and auxiliaries above a longer one.
    """
    if len(first.text) > _LONGEST_STOPPED or not first.blank_after:
        return False
    words: list[str] = _WORD.findall(first.text)
    long = [word for word in words[1:] if len(word) >= 4]
    if len(long) >= 2 and sum(word[0].isupper() for word in long) >= _TITLE_CASE * len(long):
        return True
    clipped = _never_clipped().isdisjoint(word.lower() for word in words)
    return clipped and len(after.text) > len(first.text)


@cache
def _never_clipped() -> frozenset[str]:
    return frozenset(lexicon.load("stopwords")["never_in_headlines"])
