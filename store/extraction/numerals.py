"""Numbers as they are written: digits, words, scales, money and percentages, ranges.

Knows the text only, no parse: whether a number counts anything is decided elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from store.extraction.lexicon import load, words

_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_APART = r"(?:[ \u00a0\u202f]|-)"
_CHANGE = re.compile(r"\bfrom\s+$", re.I)
_DASH = r"[-\u2010\u2011\u2012\u2013\u2014]"


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number at its place: `unit` is a currency code, `percent`, or empty.

    `upper` is where a range ends; `words` tells that no digit is in it, `year` that it could
    be one of the calendar.
    """

    start: int
    end: int
    value: int | float
    upper: int | float | None
    unit: str
    words: bool
    year: bool


def numerals(text: str, start: int = 0, end: int | None = None) -> Iterator[Numeral]:
    """The numbers that stand in `text[start:end]`, by place; parts of names and codes are none."""
    pattern = _pattern()
    stop = len(text) if end is None else end
    at = start
    while (found := pattern.search(text, at, stop)) is not None:
        at = max(found.end(), at + 1)
        if found["second"] and not found["between"] and _CHANGE.search(text, 0, found.start()):
            # from 10 to 15 percent: a change, no range
            at = found.start("sign2" if found["sign2"] else "second")
            continue
        numeral = _read(found)
        if numeral is not None:
            yield numeral


def _read(found: re.Match[str]) -> Numeral | None:
    sign, code, behind = found["sign"], found["code"], found["codebehind"]
    unit = _signs().get(sign or "") or code or behind or ""
    if found["percent"]:
        unit = "percent"
    money = bool(unit) and unit != "percent"
    scale = found["scale2"] or found["scale"]
    second = found["second"]
    upper = _value(second, scale, money) if second else None
    spelled = found["scale"] or (scale if second and not found["scale"] else None)
    value = _value(found["first"], spelled, money)
    if value is None or (second and upper is None):
        return None
    if second is not None and upper is not None and upper <= value:
        return None
    digits = found["first"]
    worded = not any(c.isdigit() for c in found.group())
    bare = not unit and not scale and second is None
    year = bare and digits.isdigit() and len(digits) == 4 and 1000 <= int(digits) <= 2100
    if bare and digits.isdigit() and (len(digits) > 6 or (len(digits) > 1 and digits[0] == "0")):
        return None
    if second is not None and digits.isdigit() and len(digits) == 4 and 1900 <= value <= 2100:
        return None
    start = found.start() if second else found.end("between") if found["between"] else found.start()
    return Numeral(start, found.end(), value, upper, unit, worded, year)


def _value(digits: str, scale: str | None, money: bool) -> int | float | None:
    """The number that digits or words and a scale make; None where they make none."""
    number = _digits(digits) if digits[0].isdigit() else _words(digits)
    if number is None:
        return None
    for name in re.split(r"[\s-]+", (scale or "").strip().lower()):
        if name:
            factor = _scales().get(name)
            if factor is None or (name == "k" and not money):
                return None
            number *= factor
    return int(number) if number == int(number) else float(number)


def _digits(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def _words(text: str) -> Decimal | None:
    """Two hundred and fifty, twenty-six, a dozen, half a million."""
    total = part = Decimal(0)
    half = False
    for word in re.split(r"[\s-]+", text.lower()):
        if word in _small():
            part += _small()[word]
        elif word in _scales():
            part = (part or Decimal(1)) * _scales()[word]
            if word != "hundred":
                total, part = total + part, Decimal(0)
        elif word == "half":
            half = True
        elif word not in ("a", "an", "and"):
            return None
    number = total + part
    return (number / 2 if half else number) or None


@cache
def _small() -> dict[str, int]:
    numbers = load("counting")["numbers"]
    return {**numbers["ones"], **numbers["teens"], **numbers["tens"]}


@cache
def _scales() -> dict[str, int]:
    numbers = load("counting")["numbers"]
    return {**numbers["scales"], **numbers["suffixes"]}


@cache
def _signs() -> dict[str, str]:
    found: dict[str, str] = load("counting")["money"]["signs"]
    return found


def _any(names: object) -> str:
    listed = sorted((str(name) for name in names), key=len, reverse=True)  # type: ignore[attr-defined]
    return "(?:" + "|".join(map(re.escape, listed)) + ")"


@cache
def _pattern() -> re.Pattern[str]:
    numbers = load("counting")["numbers"]
    scale = _any(numbers["scales"])
    ones, teens, tens = (_any(numbers[name]) for name in ("ones", "teens", "tens"))
    small = rf"(?:{tens}(?:{_APART}{ones})?|{teens}|{ones})"
    rest = rf"(?:{_APART}{scale})+(?:\s+and\s+{small}|{_APART}{small})?"
    article = rf"(?:half\s+an?|an?)\s+{scale}(?:\s+(?:and\s+)?{small}(?:\s+{scale})?)?"
    word = rf"(?:{small}(?:{rest})?(?:\s+{small}\b(?:{rest})?)?|{article})"
    number = rf"(?:{_DIGITS}|(?i:{word}))"
    glued = (
        rf"(?:(?:{_any(numbers['suffixes'])}|[ \u00a0\u202f]?-?(?i:{scale})(?:[ ](?i:{scale}))?)\b)"
    )
    signs = _any(load("counting")["money"]["signs"])
    measure = _any(words("counting", "nouns.glued"))
    codes = _any(words("counting", "money.codes.codes"))
    return re.compile(
        rf"(?<![\w/:.,#’'`@&\-\u2013])(?P<between>(?i:between)\s+)?"
        rf"(?:(?P<sign>{signs})[ \u00a0]?|(?P<code>{codes})[ \u00a0]?)?"
        rf"(?P<first>{number})(?P<scale>{glued})?"
        rf"(?:(?(between)\s+and\s+|(?:{_DASH}|\s+to\s+|(?<=\d)\s{_DASH}\s))(?P<sign2>{signs})?"
        rf"(?P<second>{number})(?P<scale2>{glued})?)?"
        rf"(?:[ \u00a0\u202f]?(?P<percent>%|(?i:per\s?cent|pct|pc)\b(?!\s+points?\b)))?"
        rf"(?:[ \u00a0](?P<codebehind>{codes})\b)?"
        rf"(?:(?=(?<=\d){measure}\b)|(?![\w/:%]|[.,]\d|\.\w\.))"
    )
