"""Courses of time as lines of marks, and the titles of their scale. Pure.

    2025      2026      2027
    •─────────────────────▸

`•` said, `▸` takes effect by then, `◆` both in one cell, `━` some time in that stretch,
`·` at a time that nobody tells. A `~` stands where a scale leaves time out, or goes on in
bigger or smaller steps.
"""

from __future__ import annotations

from calendar import month_abbr
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from store.times import Period
from store.views.board import Course, Scale
from tui.marking import Piece

LEGEND = "• said  ▸ takes effect"

_DAYS, _MONTHS = (1, 2, 7, 14), (1, 2, 3, 6)
_YEARS = (1, 2, 5, 10, 20, 50, 100)
_MONTH, _YEAR = 30.4, 365.25  # days


def place(scale: Scale, day: date, width: int) -> int:
    """The cell of a day, in a scale drawn in `width` cells; the nearest where it has none."""
    scale = _fitted(scale, width)
    for (start, size), part in zip(_parts(scale, width), scale.parts, strict=True):
        if day <= part.last or part is scale.parts[-1]:
            days = (part.last - part.first).days + 1
            into = min(max((day - part.first).days, 0), days - 1)
            return start + min(into * size // days, size - 1)
    return 0


def title(scale: Scale, width: int) -> str:
    """The years, months or days over a scale, as many as there is room for."""
    cells = [" "] * width
    free = 0
    for at, name in ticks(scale, width):
        if at >= free and at + len(name) <= width:
            cells[at : at + len(name)] = name
            free = at + len(name) + 1
    return "".join(cells)


def ticks(scale: Scale, width: int) -> list[tuple[int, str]]:
    """The cells at which something begins that has a name, and the names.

    The year in which the scale begins is told, and that of a stretch in which none begins.
    """
    scale = _fitted(scale, width)
    found: list[tuple[int, str]] = []
    for number, (part, (_, room)) in enumerate(zip(scale.parts, _parts(scale, width), strict=True)):
        each = ((part.last - part.first).days + 1) / room  # days a cell
        inside = [(place(scale, day, width), name) for day, name in _named(part, each)]
        start = place(scale, part.first, width)
        if not inside or (not number and not inside[0][1].isdecimal()):
            inside.insert(0, (start, f"{part.first.year}"))
        found += inside
    return found


def drawn(course: Course | None, scale: Scale, width: int) -> list[Piece]:
    """A course in exactly `width` cells; years and months go on through it as a grid."""
    scale = _fitted(scale, width)
    cells: list[Piece] = [(" ", "")] * width
    for at, _ in ticks(scale, width):
        cells[at] = ("│", "rule")
    for start, _ in _parts(scale, width)[1:]:
        cells[start - 1] = ("~", "rule")
    if course is not None:
        _draw(course, scale, cells)
    return cells


def _draw(course: Course, scale: Scale, cells: list[Piece]) -> None:
    width = len(cells)
    said = [place(scale, one.first, width) for one in course.said]
    effect = course.effect
    if effect is not None:
        first, last = (place(scale, day, width) for day in (effect.first, effect.last))
        _fill(cells, range(min([*said, first]), first), ("─", "course"))
        _fill(cells, range(first, last), ("━", "course"))
        cells[last] = ("▸", "effect")
    elif course.waits and said:
        _fill(cells, range(min(said), width), ("·", "quiet"))
    for at in said:
        cells[at] = ("◆", "effect") if cells[at][0] in "▸◆" else ("•", "said")


def _fill(cells: list[Piece], places: Sequence[int], piece: Piece) -> None:
    for at in places:
        if cells[at][0] != "~":
            cells[at] = piece


def _fitted(scale: Scale, width: int) -> Scale:
    """The scale, without anything left out where there is no room to show that."""
    if width >= 2 * len(scale.parts):
        return scale
    return Scale((Period(scale.parts[0].first, scale.parts[-1].last),))


def _parts(scale: Scale, width: int) -> list[tuple[int, int]]:
    """Where each stretch of a scale starts and how many cells it takes, one left between."""
    shares = scale.shares or [(part.last - part.first).days + 1.0 for part in scale.parts]
    room = max(width - (len(shares) - 1), len(shares))
    found: list[tuple[int, int]] = []
    start = used = 0
    gone = 0.0
    for number, each in enumerate(shares):
        gone += each
        left = len(shares) - 1 - number  # each of them takes a cell at least
        size = max(min(round(room * gone / sum(shares)), room - left) - used, 1)
        found.append((start, size))
        used += size
        start += size + 1
    return found


def _named(part: Period, each: float) -> Iterator[tuple[date, str]]:
    """The days of a stretch that have a name, far enough from each other to be read."""
    for step in _DAYS:
        if step >= each * len("30 Sep "):
            day = part.first
            while day <= part.last:
                yield day, f"{day.day} {month_abbr[day.month]}"
                day += timedelta(step)
            return
    months = next((one for one in _MONTHS if one * _MONTH >= each * len("2025 ")), 0)
    years = next((one for one in _YEARS if one * _YEAR >= each * len("2025 ")), _YEARS[-1])
    for year in range(part.first.year, part.last.year + 1):
        for month in range(1, 13, months) if months else (1,) if not year % years else ():
            day = date(year, month, 1)
            if part.first <= day <= part.last:
                yield day, f"{year}" if month == 1 else month_abbr[month]
