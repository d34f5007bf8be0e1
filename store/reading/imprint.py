"""Who wrote an article and when it was published, where its boilerplate says so.

Reads *By Jane Doe*, *Published: 6 January 2026* and the front matter of Markdown; a date
that can be read in two ways is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from store.provenance import NOTHING, Known, iso_date

_NAME: Final = r"[^\W\d_a-z][\w.'’-]*(?: (?:de|del|della|di|da|van|von|der|den|al|bin|el|la|le))*"
_FULL_NAME: Final = rf"{_NAME}(?: {_NAME}){{1,3}}"
_BYLINE: Final = re.compile(
    r"(?:by|(?:written|words|story|report|text|posted|analysis) by|author:)\s+"
    rf"(?P<names>(?-i:{_FULL_NAME}(?:(?:, | and |, and | & ){_FULL_NAME})*))"
    r"(?=\s*(?:$|[,|•·–—]| (?:in|for|at)\b))",
    re.IGNORECASE,
)
_PUBLISHED: Final = re.compile(
    r"(?:(?:first )?published|posted|publication date|date)(?: on)?\b[:\s]*(?P<rest>.{4,60})$",
    re.IGNORECASE,
)
_CHANGED: Final = re.compile(r"\W*(?:last )?(?:updated?|modified|edited|changed)\b", re.IGNORECASE)
_MONTHS: Final = "janfebmaraprmayjunjulaugsepoctnovdec"
_ISO: Final = re.compile(r"\b(\d{4}-\d{2}-\d{2})(?!\d)")
_DAY_FIRST: Final = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)? ([A-Za-z]{3,9})\.?,? (\d{4})\b")
_MONTH_FIRST: Final = re.compile(r"\b([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})\b")

_FRONT_MATTER: Final = re.compile(
    r"\A\ufeff?---[ \t]*\r?\n(?P<lines>.{0,5000}?)^(?:---|\.\.\.)[ \t]*(?=\r?$)",
    re.DOTALL | re.MULTILINE,
)
_FRONT_KEYS: Final = {
    "title": "title",
    "headline": "title",
    "author": "author",
    "authors": "author",
    "byline": "author",
    "date": "date",
    "published": "date",
    "outlet": "outlet",
    "publication": "outlet",
    "publisher": "outlet",
    "site": "outlet",
    "url": "url",
    "link": "url",
}


def imprint(boilerplate: Iterable[str], dated: Iterable[str] = ()) -> Known:
    """The author and the publishing date that these passages of boilerplate tell.

    `dated` are lines above the article that hold a date alone: the first that is no change's
    counts where none says *published*.
    """
    author: str | None = None
    date: str | None = None
    for passage in boilerplate:
        line = " ".join(passage.split())
        if author is None and (byline := _BYLINE.match(line)):
            author = byline["names"]
        if date is None and (published := _PUBLISHED.match(line)):
            date = day_in(published["rest"])
    bare = (day_in(line) for line in dated if not _CHANGED.match(line))
    date = date or next((day for day in bare if day is not None), None)
    return _published(Known(author=author), date)


def front_matter(text: str) -> tuple[Known, int]:
    """What a Markdown file's front matter says, and where it ends; nothing and 0 without."""
    found = _FRONT_MATTER.match(text)
    if not found:
        return NOTHING, 0
    said: dict[str, str] = {}
    for line in found["lines"].splitlines():
        key, colon, value = line.partition(":")
        name = _FRONT_KEYS.get(key.strip().lower())
        value = value.strip().strip("\"'").strip()
        if colon and name and value and not value.startswith(("[", "{", "|", ">")):
            said.setdefault(name, value)
    date = day_in(said.pop("date", ""))
    return _published(Known(**said), date), found.end()  # type: ignore[arg-type]


def day_in(words: str) -> str | None:
    """The first day that is written out in these words, as ISO 8601; None where none is."""
    if iso := _ISO.search(words):
        return _day(iso[1])
    if named := _DAY_FIRST.search(words):
        return _day(_joined(named[3], named[2], named[1]))
    if named := _MONTH_FIRST.search(words):
        return _day(_joined(named[3], named[1], named[2]))
    return None


def _published(known: Known, date: str | None) -> Known:
    if date is None:
        return known
    return Known(date=date, date_of="published", date_how="stated").over(known)


def _joined(year: str, month: str, day: str) -> str:
    place = _MONTHS.find(month.lower()[:3])
    number = place // 3 + 1 if place % 3 == 0 else 0
    return f"{year}-{number:02}-{int(day):02}"


def _day(text: str) -> str | None:
    try:
        return iso_date(text)
    except ValueError:
        return None
