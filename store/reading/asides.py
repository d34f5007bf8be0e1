"""What stands in a line with the article's words and is none: datelines, times, the site's name.

Cuts passages in two; knows form and the names of outlets, no particular article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from store.reading.boilerplate import is_boilerplate
from store.reading.outlets import alternatives, is_outlet, names
from store.reading.passages import Passage

_LOOKED_AT: Final = 12
_LEAST_TIMED: Final = 2
_TIMED: Final = re.compile(
    r"(?P<time>(?:[01]?\d|2[0-3])[:.h][0-5]\d(?: ?[ap]\.?m\b\.?)?(?: ?[A-Z]{2,4}\b)?)"
    r"(?: ?[-–—|•:])? +(?=[\"“‘'«(]?[^\W\d_a-z])"
)
_SITE: Final = re.compile(r"(?<=\S)\s+[|•·»]\s+(?P<name>[^|•·»]{2,40})$")
_CAPITALS: Final = r"[A-Z][A-Z.'’ -]{2,30}(?:, [A-Z][\w.' ]{1,25})?"
_BARE_DATELINE: Final = re.compile(
    rf"(?P<place>{_CAPITALS}(?:, [A-Z][a-z]{{2,8}}\.? \d{{1,2}})?)"
    r"(?: ?— ?| -- ?| – | - )(?=[\"'“‘]?[A-Z\d])"
)
_DAY: Final = r"(?:[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4}|\d{1,2} [A-Z][a-z]{2,8}\.? \d{4})"
_RELEASED: Final = re.compile(
    rf"{_CAPITALS}(?:,? ?[-–—(]? ?){_DAY}\)?"
    r"(?: ?[-–—]{0,2} ?(?:\([^()]{2,30}\)|/[^/]{2,30}/))?"
    r" ?[-–—:]{1,2} ?(?=\S)"
)


def cut_asides(passages: Sequence[Passage], text: str) -> list[Passage]:
    """The passages; datelines near the top, a live page's times, the site's name cut off."""
    found: list[Passage] = []
    timed = sum(_TIMED.match(passage.text) is not None for passage in passages) >= _LEAST_TIMED
    for number, passage in enumerate(passages):
        if timed and passage.mark == "" and (time := _TIMED.match(passage.text)):
            found += _cut(passage, time.end("time"), time.end(), aside_first=True)
        elif number >= _LOOKED_AT or passage.mark not in ("", "heading"):
            found.append(passage)
        elif number < 2 and (site := _SITE.search(passage.text)):
            found += _cut(passage, site.start(), site.start("name"))
        elif is_boilerplate(passage.text) or not (length := _dateline(passage.text, text)):
            found.append(passage)
        else:
            found += _cut(passage, length, length, aside_first=True)
    return found


def site_of(passages: Sequence[Passage]) -> str | None:
    """The outlet that stands behind the title, if it is a known one."""
    asides = (passage.text for passage in passages[:3] if passage.mark == "aside")
    return next((aside for aside in asides if is_outlet(aside)), None)


def _cut(passage: Passage, end: int, start: int, aside_first: bool = False) -> Iterator[Passage]:
    """The passage's text before `end` and from `start` on, as two passages."""
    head, body = passage.text[:end].rstrip(), passage.text[start:]
    kept = passage.mark
    yield replace(
        passage,
        end=passage.start + len(head),
        text=head,
        blank_after=passage.blank_after and not aside_first,
        mark="aside" if aside_first else kept,
    )
    yield replace(
        passage, start=passage.start + start, text=body, mark=kept if aside_first else "aside"
    )


def _dateline(line: str, text: str) -> int:
    """How many characters of the line are a dateline: *PARIS (AP) — *, *KYIV — *; 0 if none.

    A word in capitals that the article uses elsewhere is an acronym, not a place.
    """
    if wired := _wired_dateline().match(line) or _RELEASED.match(line):
        return wired.end()
    bare = _BARE_DATELINE.match(line)
    if not bare or len(bare[0]) == len(line):
        return 0
    word = re.match(r"[A-Z.'’-]+", bare["place"])
    if word is None or len(re.findall(rf"\b{re.escape(word[0])}(?!\w)", text)) > 1:
        return 0
    return bare.end()


@cache
def _wired_dateline() -> re.Pattern[str]:
    known = alternatives(names("agencies", "outlets"))
    place = r"[A-Z][\w.'’ -]{1,30}(?:, [A-Z][\w.' ]{1,25}){0,2}(?:, [A-Z][a-z]{2,8}\.? \d{1,2},?)?"
    return re.compile(
        rf"(?:{place} ?)?\((?:{known})(?:/(?:{known}))*\) ?(?:--|[-–—:]) ?(?=\S)"
        rf"|(?:{known})\s*—\s*(?=\S)"
    )
