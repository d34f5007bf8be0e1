"""The origins that an article names: wires and outlets that it leans on or quotes from.

Finds *according to BBC News*, *Reuters reported*, *told AFP*, *PARIS (AP) —*, *Photo: …/AP*,
and described ones (*Russian state media*). Knows word lists, not what was said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Final

from store.reading import lexicon
from store.reading.outlets import alternatives, common_name, names

_BEFORE: Final = (
    r"(?:according to|as reported by|(?:first |also )?reported by|as (?:quoted|cited) by|quoted by"
    r"|cited by|carried by|published by|broadcast (?:by|on)|obtained by|seen by|reviewed by|citing"
    r"|told|(?:an )?interview (?:with|to|for|on)|(?:a )?statement to|speaking (?:to|on)"
    r"|comments? to|remarks? to|spoke to|writing (?:in|for)|wrote in|article (?:in|for)|reports? by"
    r"|(?:a|the) reports? (?:in|from|by))"
)
_AFTER: Final = (
    r"(?:,? which )?(?:has |have |had )?(?:also |earlier |first |previously |later )?"
    r"(?:reported|reports|report|revealed|reveals|quoted|quotes|cited|cites)\b"
)
_AFTER_WIRE: Final = r"(?:has |have |had )?(?:said|says|wrote|writes)\b"
_DESCRIPTION: Final = r"(?:[\w'’-]+ ){0,4}?"


def credits(text: str, boilerplate: Sequence[str], outlet: str | None = None) -> tuple[str, ...]:
    """The origins named in an article's text or boilerplate, in the order of the text.

    Each stands once, in the fullest form that the article uses. The outlet that published
    the article is no origin of it. `boilerplate` are the passages that say whose work the
    article leans on; other passages of boilerplate name links, not origins.
    """
    found = list(_in_text(text))
    for passage in boilerplate:
        if _credits_somebody(passage):
            at = text.find(passage)
            found += [(at + match.start(), match[0]) for match in _any_name().finditer(passage)]
    return merged((name for _, name in sorted(found)), without=outlet)


def merged(found: Iterable[str], without: str | None = None) -> tuple[str, ...]:
    """The names, those of one outlet joined under the fullest, `without` and its forms left out."""
    fullest: dict[str, str] = {}
    own = common_name(without).casefold() if without else None
    for name in found:
        key = common_name(name).casefold()
        if key != own and len(name) > len(fullest.get(key, "")):
            fullest[key] = name
    return tuple(fullest.values())


def _in_text(text: str) -> Iterator[tuple[int, str]]:
    for pattern in _patterns():
        for match in pattern.finditer(text):
            yield match.start("name"), " ".join(match["name"].split())


def _credits_somebody(passage: str) -> bool:
    return any(pattern.search(passage) for pattern in _crediting())


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    listed = lexicon.load("outlets")
    wire = alternatives(names("agencies"))
    known = alternatives(names("agencies", "outlets"))
    shaped = (
        rf"(?!(?:{alternatives(listed['no_beginnings'])}) )"
        rf"(?:[A-Z][\w'’&-]* ){{1,3}}(?:{alternatives(listed['endings'])})"
    )
    described = (
        rf"(?:[A-Z][\w-]+ )(?:{alternatives(listed['described_ways'])})"
        rf"(?: [a-z]+)? (?:{alternatives(listed['described_media'])})"
    )
    anyone = rf"(?:{described}|{known}|{shaped})"
    the = r"(?:[Tt]he )?"
    return tuple(
        re.compile(pattern)
        for pattern in (
            rf"\b{_BEFORE} {_DESCRIPTION}{the}(?P<name>{anyone})(?![\w-])",
            rf"(?<![\w-])(?P<name>{anyone}),? {_AFTER}",
            rf"(?<![\w-])(?P<name>{described}|{wire}) {_AFTER_WIRE}",
            rf"\b[Ii]n an? {the}(?P<name>{known}) (?:interview|report|story|article|documentary)\b",
            rf"\((?P<name>{known})\) ?[-–—]",
            rf" [-–—] (?P<name>{known})[ \t\r]*(?m:$)",
            rf"(?m:^)(?P<name>{known}): (?=\S)",
        )
    )


@cache
def _any_name() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{alternatives(names('agencies', 'outlets'))})(?![a-z-])")


@cache
def _crediting() -> tuple[re.Pattern[str], ...]:
    return tuple(
        re.compile(pattern, re.IGNORECASE) for pattern in lexicon.load("boilerplate")["crediting"]
    )
