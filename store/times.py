"""Times told in words, as dates: *by the end of 2027*, *in 15 days*, *next year*. Pure.

What is told from the day on which it is said (*next year*) counts from the article's date,
which may be known to the month or year only. Seasons are those of the northern half.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

Way = Literal["at", "by", "from"]


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """From a day to a day, both included."""

    first: date
    last: date

    def __str__(self) -> str:
        """As short as ISO 8601 allows: `2027`, `2027-03`, `2027-03-01`, or both ends."""
        for size in (4, 7, 10):
            short = self.first.isoformat()[:size]
            if period(short) == self:
                return short
        return f"{self.first} to {self.last}"


@dataclass(frozen=True, slots=True)
class Time:
    """When something is to be: in a period, by then, or from then on.

    `about` says that the words leave it open how long exactly: *in the coming days*.
    """

    way: Way
    when: Period
    about: bool = False

    def __str__(self) -> str:
        """`by 2027-12-31`, `by about 2025-09-12`."""
        way = "" if self.way == "at" else self.way
        when = self.when.last if self.about else self.when
        return " ".join(filter(None, (way, "about" if self.about else "", str(when))))


def period(iso: str | None) -> Period | None:
    """The period of an ISO 8601 date to the day, month or year; None for anything else."""
    found = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", iso or "")
    if found is None:
        return None
    try:
        year, month, day = (int(one) if one else None for one in found.groups())
        assert year is not None
        if month is None:
            return _year(year)
        return _month(year, month) if day is None else _on(date(year, month, day))
    except ValueError:
        return None


def resolve(words: str, said: Period | None) -> Time | None:
    """The time that words tell; None where they tell none, or one that was over when said.

    Without `said` only what needs no other date is known: *by 2030*, not *next year*.
    """
    plain = re.sub(r"[.’']s?(?= |$)|(?<=\d)(?:st|nd|rd|th)\b", "", words.casefold())
    plain = re.sub(r"[\s\-‐‑–]+", " ", plain).strip(" ,;:").removesuffix(" or so")
    found = _OPENED.fullmatch(plain)
    opener, core = (found["opener"] or "", found["core"]) if found else ("", plain)
    try:
        if said is None:
            time = _read(core, None)
        else:
            time, latest = _read(core, said.first), _read(core, said.last)
            if time and latest:
                time = replace(time, when=Period(time.when.first, latest.when.last))
        time = _opened(time, opener, said) if time else None
    except (ValueError, OverflowError):
        return None
    return None if time is None or (said and time.when.last < said.first) else time


def _opened(time: Time, opener: str, said: Period | None) -> Time:
    """What the preposition makes of a time."""
    when = time.when
    match opener:
        case "through":
            return replace(time, way="by", when=_on(when.last))
        case "by" | "until" | "till" | "within":
            return replace(time, way="by")
        case "before" | "ahead of":
            return replace(time, way="by", when=_on(when.first - timedelta(1)))
        case "after":
            return replace(time, way="from", when=_on(when.last + timedelta(1)))
        case "from" | "starting" | "beginning":
            return replace(time, way="from", when=_on(when.first))
        case "over" | "during" | "throughout":
            first = min(said.first, when.first) if said and when.first == when.last else when.first
            return replace(time, way="at", when=Period(first, when.last))
    return time


_NUMBERS = {
    word: number
    for number, words in enumerate(
        ("", "a an one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    )
    for word in words.split()
} | {"eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "sixty": 60}
_VAGUE = ("few", "couple of", "several", "some", "many")
_DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_MONTHS = {name.casefold(): at for at, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name[:3]: at for name, at in _MONTHS.items()} | {"sept": 9}
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_UNITS = ("day", "week", "weekend", "fortnight", "month", "quarter", "year", "decade", "century")
_SOON = {"day": 7, "week": 5, "month": 6, "year": 5}
"""How many units *the coming days* and their like reach at most, taken roughly."""


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_OPENED = re.compile(
    r"(?:(?P<opener>by|before|ahead of|until|till|within|from|over|during|through|throughout"
    r"|after|starting|beginning|in|on|at|around)(?: (?:in|on|from))? )?(?P<core>.+)"
)
_POINTING = r"next|this|coming|following|current|the"
_MONTH, _NUMBER = _any(_MONTHS), rf"\d+|{_any(_NUMBERS)}"


def _year(year: int) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31))


def _month(year: int, month: int, months: int = 1) -> Period:
    first = date(year, month, 1)
    return Period(first, _later(first, months, "month") - timedelta(1))


def _on(day: date) -> Period:
    return Period(day, day)


def _later(day: date, number: int, unit: str) -> date:
    """So many units later; the last day of a month that is too short."""
    if unit in ("day", "week", "fortnight"):
        return day + timedelta(number * {"day": 1, "week": 7, "fortnight": 14}[unit])
    months = number * {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}[unit]
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _around(day: date, unit: str) -> Period:
    """The week, month, year, … that a day lies in."""
    match unit:
        case "day":
            return _on(day)
        case "week" | "fortnight":
            monday = day - timedelta(day.weekday())
            return Period(monday, monday + timedelta(6))
        case "weekend":
            saturday = day - timedelta(day.weekday()) + timedelta(5)
            return Period(saturday, saturday + timedelta(1))
        case "month":
            return _month(day.year, day.month)
        case "quarter":
            return _month(day.year, (day.month - 1) // 3 * 3 + 1, 3)
        case "year":
            return _year(day.year)
    years = {"decade": 10, "century": 100}[unit]
    start = day.year // years * years
    return Period(date(start, 1, 1), date(start + years - 1, 12, 31))


def _read(core: str, said: date | None) -> Time | None:
    """The time of words without a preposition before them."""
    for pattern, reader in _READERS:
        found = pattern.fullmatch(core)
        if found is not None:
            return reader(found, said)
    return None


def _at(when: Period | None) -> Time | None:
    return Time("at", when) if when else None


def _told_year(found: re.Match[str], _: date | None) -> Time | None:
    return _at(period(found["iso"]))


def _told_month(found: re.Match[str], said: date | None) -> Time | None:
    """A month, or a day of it; without a year the next one that is not over."""
    month = _MONTHS[found["month"]]
    day = int(found["day"] or found["first"] or 0)
    if found["year"]:
        year = int(found["year"])
    elif said is None:
        return None
    else:
        over = (month, day) < (said.month, said.day if day else 0)
        year = said.year + over
    return _at(_on(date(year, month, day)) if day else _month(year, month))


def _told_day(found: re.Match[str], said: date | None) -> Time | None:
    """A day of the week: that of the article itself where it is the same."""
    if said is None:
        return None
    ahead = (_DAYS.index(found["name"]) - said.weekday()) % 7
    if not ahead and found["pointing"] == "next":
        ahead = 7
    return _at(_on(said + timedelta(ahead)))


def _told_feast(found: re.Match[str], said: date | None) -> Time | None:
    """Christmas or New Year's Day, of the year that is told or the next one to come."""
    month, day = (12, 25) if found["feast"] == "christmas" else (1, 1)
    if not found["year"] and said is None:
        return None
    year = int(found["year"] or (said or date.max).year)
    over = not found["year"] and said is not None and date(year, month, day) < said
    return _at(_on(date(year + over, month, day)))


def _told_near(found: re.Match[str], said: date | None) -> Time | None:
    days = {"tomorrow": 1, "day after tomorrow": 2}.get(found["near"], 0)
    return _at(_on(said + timedelta(days))) if said else None


def _told_unit(found: re.Match[str], said: date | None) -> Time | None:
    """*next year*, *this week*, *the end of the month*'s month; what is left of this one."""
    if said is None:
        return None
    unit, pointing = found["unit"], found["pointing"]
    if pointing in ("next", "coming", "following"):
        step = "week" if unit == "weekend" else unit
        near = _around(said, unit)
        if unit == "weekend" and pointing != "next":
            return _at(near)
        return _at(_around(_later(near.first, 1, step), unit))
    near = _around(said, unit)
    return _at(Period(max(near.first, said), max(near.last, said)))


def _told_season(found: re.Match[str], said: date | None) -> Time | None:
    month = _SEASONS[found["season"]]
    if found["year"]:
        return _at(_month(int(found["year"]), month, 3))
    if said is None:
        return None
    near = next(
        one
        for one in (_month(said.year + more, month, 3) for more in (-1, 0, 1))
        if one.last >= said
    )
    started = near.first <= said and found["pointing"] == "next"
    return _at(_month(near.first.year + started, month, 3))


def _told_count(found: re.Match[str], said: date | None) -> Time | None:
    """*15 days* from the article's date on, *the next two years*, *the coming weeks*."""
    if said is None:
        return None
    unit, number = found["unit"], found["number"]
    ahead = bool(found["pointing"])
    number = number.removeprefix("a ") if number else number
    if number is None or number in _VAGUE:
        if unit not in _SOON:
            return None
        first = said if ahead else _later(said, 2, unit)
        return Time("by", Period(first, _later(said, _SOON[unit], unit)), True)
    last = _later(said, _NUMBERS.get(number) or int(number), unit)
    return Time("by", Period(said, last)) if ahead else Time("at", _on(last))


def _told_part(found: re.Match[str], said: date | None) -> Time | None:
    """A part of a period: its end, its first half, the early of it."""
    pointing, _, unit = found["of"].rpartition(" ")
    if said is not None and unit in _UNITS and pointing in ("", "the", "this", "current"):
        whole: Time | None = Time("at", _around(said, unit))
    else:
        whole = _read(found["of"], said)
    if whole is None:
        return None
    when, part = whole.when, found["part"]
    days = (when.last - when.first).days + 1
    if part in ("end", "close"):
        return replace(whole, when=_on(when.last))
    if part in ("start", "beginning"):
        return replace(whole, when=_on(when.first))
    if part == "turn":
        return replace(whole, when=_on(when.last + timedelta(1)))
    if part == "later":
        return replace(whole, when=Period(max(when.first, said or when.first), when.last))
    if part.endswith(("half", "quarter")):
        name, _, kind = part.rpartition(" ")
        pieces = 2 if kind == "half" else 4
        number = ("first", "second", "third", "fourth").index(name) if name != "last" else -1
        number = number % pieces
    else:
        pieces, number = 3, {"early": 0, "mid": 1, "middle": 1, "late": 2}[part]
    if when == _year(when.first.year):
        months = 12 // pieces
        return replace(whole, when=_month(when.first.year, number * months + 1, months))
    start = when.first + timedelta(days * number // pieces)
    end = when.first + timedelta(days * (number + 1) // pieces - 1)
    return replace(whole, when=Period(start, max(start, end)))


_PARTS = (
    r"(?P<part>end|close|start|beginning|middle|turn|(?:first|second|third|fourth|last) "
    r"(?:half|quarter)) of (?P<of>.+)"
)
_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date | None], Time | None]], ...]
_READERS = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (r"(?:the year )?(?P<iso>(?:19|20|21)\d\d)", _told_year),
        (
            rf"(?:the )?(?:(?P<first>\d\d?) (?:of )?)?(?:(?:next|this|coming) )?(?P<month>{_MONTH})"
            r"(?: (?P<day>\d\d?))?(?:,? (?P<year>(?:19|20|21)\d\d))?",
            _told_month,
        ),
        (
            rf"(?:(?P<pointing>next|this|coming) )?(?P<name>{_any(_DAYS)})"
            r"(?: (?:morning|afternoon|evening|night))?",
            _told_day,
        ),
        (
            r"(?P<feast>christmas|new year)(?: day)?(?: (?P<year>(?:19|20|21)\d\d))?",
            _told_feast,
        ),
        (r"(?:the )?(?P<near>tomorrow|day after tomorrow|today|tonight|midnight)", _told_near),
        (rf"(?:the )?{_PARTS}", _told_part),
        (rf"(?:the )?(?P<of>{_any(_UNITS)}) (?P<part>end)", _told_part),
        (r"(?P<part>early|mid|late|later) (?:in )?(?P<of>.+)", _told_part),
        (
            rf"(?:(?P<pointing>{_POINTING}) )?(?P<season>{_any(_SEASONS)})"
            r"(?: (?:of )?(?P<year>(?:19|20|21)\d\d))?",
            _told_season,
        ),
        (
            rf"(?:the )?(?P<pointing>{_POINTING}) (?P<unit>{_any(_UNITS)})",
            _told_unit,
        ),
        (
            rf"(?:the |about |around |roughly )*(?:(?P<pointing>next|coming|following) )?"
            rf"(?:(?P<number>{_NUMBER}|(?:a )?(?:{_any(_VAGUE)})) )?"
            rf"(?P<unit>{_any(u for u in _UNITS if u != 'weekend')})s?(?: time| from now)?",
            _told_count,
        ),
    )
)
