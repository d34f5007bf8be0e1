"""Dates, times and amounts by their words: what numbers and calendar words stand for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from store.extraction.lexicon import words

_DAYS = words("calendar", "days")
_MONTHS = words("calendar", "months")
_SHORT_MONTHS = words("calendar", "short_months")
_POINTS = words("calendar", "points")
_PARTS = words("calendar", "parts")
_UNITS = words("calendar", "units")
_HOURS = words("calendar", "hours")
_SEASONS = words("calendar", "seasons")
_POINTING = words("calendar", "pointing")
_VAGUE = words("calendar", "vague")
_SHIFTS = words("calendar", "shifts")
_CURRENCIES = words("calendar", "currencies")
_NUMBERS = words("groups", "words.numbers") | {"one"}
_YEAR = re.compile(r"(?:1[4-9]|20)\d\d(?:s|[-–/]\d\d)?|[’']\d0s|\d0s")
_CLOCK = re.compile(r"\d{1,2}(?:[:.]\d\d)?(?:am|pm)?|noon|midnight")
_LEADING = frozenset(
    {"in", "on", "since", "until", "till", "by", "from", "last", "next", "this", "of", "early"}
    | {"late", "mid", "before", "after", "and", "to", "between"}
)
_NOON = frozenset({"a.m.", "p.m.", "am", "pm", "a.m", "p.m", "o'clock", "gmt"})


@dataclass(frozen=True, slots=True)
class Piece:
    """What a token is, as far as names and dates are told by it."""

    text: str
    low: str
    tag: str
    cap: bool


def dated(pieces: Sequence[Piece], at: int) -> tuple[int, str] | None:
    """The token behind a date, time or amount that begins at a token, with its label."""
    here = pieces[at]
    end = _calendar(pieces, at)
    if end:
        return end, "DATE"
    if here.low in _POINTS:
        return at + 1, "DATE"
    if here.low == "tonight" or (here.low in _HOURS and here.low.endswith(("noon", "night"))):
        return at + 1, "TIME"
    if here.low in ("$", "€", "£", "¥") or here.text.endswith("$"):
        end = _number(pieces, at + 1)
        return (end, "MONEY") if end > at + 1 else None
    end = _lead(pieces, at)
    counted = _number(pieces, end)
    unit = counted
    while unit < len(pieces) and unit - counted < 2 and pieces[unit].low in ("-", "full", "more"):
        unit += 1
    if unit > at and unit < len(pieces):
        low = pieces[unit].low
        if low in _UNITS or low in _SEASONS or (low in _DAYS and end > at):
            closed = unit + 1
            while closed < len(pieces) and pieces[closed].low in _SHIFTS:
                closed += 1
            return closed, "TIME" if low in _HOURS else "DATE"
        if counted > end and low in _NOON and _CLOCK.fullmatch(here.low):
            return unit + 1, "TIME"
        if counted > end and low in ("%", "percent", "per"):
            return unit + 1 + (low == "per"), "PERCENT"
        if counted > end and low in _CURRENCIES:
            return unit + 1, "MONEY"
    if counted > end == at:
        return counted, "CARDINAL"
    return None


def _calendar(pieces: Sequence[Piece], at: int) -> int:
    """The token behind a weekday, a month with its day and year, or a year; 0 without one."""
    here = pieces[at]
    end = 0
    if here.low in _DAYS and here.cap:
        end = at + 1
        while end < len(pieces) and pieces[end].low in _PARTS:
            end += 1
    elif here.cap and (here.low in _MONTHS or here.low.strip(".") in _SHORT_MONTHS):
        if here.tag not in ("NNP", "NN", "NNPS") or here.text in ("May", "March"):
            around = pieces[at - 1].low if at else ""
            ahead = pieces[at + 1] if at + 1 < len(pieces) else None
            digit = ahead is not None and ahead.text[:1].isdigit()
            if here.tag != "NNP" or not (digit or around in _LEADING or around[:1].isdigit()):
                return 0
        elif here.low not in _MONTHS and not _digit(pieces, at + 1) and not _digit(pieces, at - 1):
            return 0
        end = at + 1
        if _digit(pieces, end):
            end += 1
        if end + 1 < len(pieces) and pieces[end].text == "," and _is_year(pieces[end + 1]):
            end += 2
    elif _is_year(here):
        end = at + 1
    elif here.text.isdigit() and len(here.text) < 3 and at + 1 < len(pieces):
        ahead = pieces[at + 1]
        if ahead.cap and ahead.low in _MONTHS:
            end = at + 2
            if end < len(pieces) and _is_year(pieces[end]):
                end += 1
    return end


def _digit(pieces: Sequence[Piece], at: int) -> bool:
    return 0 <= at < len(pieces) and pieces[at].text[:1].isdigit()


def _is_year(piece: Piece) -> bool:
    return piece.tag in ("CD", "NNS", "NN", "NNPS") and bool(_YEAR.fullmatch(piece.text))


def _lead(pieces: Sequence[Piece], at: int) -> int:
    """The token behind words that point in time: earlier this, the last, a few."""
    end = at
    pointed = False
    while end < len(pieces) and end - at < 5:
        low = pieces[end].low
        if low in _POINTING:
            pointed = True
        elif low in _VAGUE:
            pass
        else:
            break
        end += 1
    bare = end < len(pieces) and pieces[end].low in _UNITS | _SEASONS
    if bare and not pointed and end - at == 1 and pieces[at].low in ("the", "these", "those"):
        return at
    return end


def _number(pieces: Sequence[Piece], at: int) -> int:
    while at < len(pieces) and (
        (pieces[at].tag == "CD" and not pieces[at].text[0].isalpha())
        or pieces[at].low in _NUMBERS
        or (pieces[at].tag == "CD" and pieces[at].low in _NUMBERS)
    ):
        at += 1
    return at
