"""Counts of one thing side by side, and whether they agree.

Pure: it knows counts, dates and stories, no tables and no article's text. What a hedged
number leaves open is an interval (`interval`); verdicts compare intervals.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Final

from store.ids import derived_id
from store.records import Agreement, Count, Figure

_ROUGH: Final = 0.1  # about 30: a tenth to both sides, as people round to the next five or ten
_FAR: Final = 1.5  # more than 30: who knew of 45 would have said more than 40
_LARGE: Final = 1000  # from here on exact numbers are rounded ones, too
_ROUNDED: Final = 0.05  # and stand for what rounds to them, at most so far off

_TIMES = frozenset(
    {"second", "minute", "hour", "day", "night", "week", "fortnight", "month", "year", "decade",
     "century"}
)  # fmt: skip
_MEASURES = _TIMES | frozenset(
    {"percent", "percentage point", "kilometre", "square kilometre", "metre", "centimetre",
     "millimetre", "mile", "square mile", "foot", "square foot", "inch", "yard", "acre", "hectare",
     "tonne", "kilogram", "gram", "litre", "gallon", "barrel", "megawatt", "gigawatt", "degree"}
)  # fmt: skip
# one thing cannot be told by two words of one row
_CONTRARY = (
    frozenset({"kill", "injure", "arrest", "miss", "rescue", "infect", "displace"}),
    frozenset({"rise", "fall"}),
    frozenset({"cut", "hire"}),
    frozenset({"buy", "sell"}),
    frozenset({"build", "destroy"}),
)
_TOLLS = frozenset({"kill", "injure", "arrest", "miss", "displace", "meet"})
# what lasts: articles of other stories that tell it of the same name speak of one thing
_LASTING = frozenset(
    {"number", "population", "employ", "plan", "programme", "program", "force", "army", "navy",
     "reserve", "member", "fleet", "workforce", "stake", "coalition", "alliance", "bloc"}
)  # fmt: skip


ONCE: Final = "told once"
"""What is said of a number that one origin tells, in place of a verdict."""


def interval(value: float, approx: str | None) -> tuple[float, float]:
    """The least and the greatest that a number with this hedge stands for, both included.

    *about 30* is 27 to 33; *more than 30* and *at least 30* reach to 45; *nearly 30* is 27
    to 30; *fewer than 30* begins at 20, *up to 30* at 0, as it only bounds; a range has its
    own ends (`to 15`). An exact number below a thousand is itself, a greater one what rounds
    to its last digit that is not 0, at most a twentieth to both sides.
    """
    match approx:
        case None:
            return _rounded(value)
        case "about":
            return value * (1 - _ROUGH), value * (1 + _ROUGH)
        case "more than" | "at least":
            return value, value * _FAR
        case "nearly":
            return value * (1 - _ROUGH), value
        case "fewer than":
            return value / _FAR, value
        case "up to":
            return 0.0, value
        case _:
            return value, max(value, _upper(approx))


def assign(counts: Sequence[Count], themes: Mapping[str, str]) -> dict[str, str]:
    """The key of the figure that each count of one story belongs to, by count id.

    `themes` gives pledges (by id) that offer the same to the same one theme, whatever the
    story: counts of their makers share a key across stories. So do counts of what lasts,
    told of the same name. Other keys hold in the story only.
    """
    groups: dict[str, _Group] = {}
    for count in counts:
        theme = themes.get(count.pledge or "")
        if theme is not None:
            groups.setdefault(f"{count.unit}:{theme}", _Group()).take(count)
    themed = set(groups)
    made = {count.id for group in groups.values() for count in group.counts}
    near = _Near()
    for group in groups.values():
        for count in group.counts:
            near.note(count, group)
    for count in counts:
        if count.id in made:
            continue
        home = next((group for group in near.groups(count) if _belongs(count, group.faces)), None)
        if home is None:
            home = groups[count.id] = _Group()
        home.take(count)
        near.note(count, home)
    found: dict[str, str] = {}
    taken = set(themed)
    for name, group in groups.items():
        lasting = None if name in themed else _lasting_key(group.counts)
        key = name if lasting is None or lasting in taken else lasting
        taken.add(key)
        found |= {count.id: key for count in group.counts}
    return found


class _Group:
    """Counts of one thing; `faces` leaves out those that are told just as another."""

    def __init__(self) -> None:
        self.counts: list[Count] = []
        self.faces: list[Count] = []
        self._seen: set[tuple[object, ...]] = set()

    def take(self, count: Count) -> None:
        """Add a count."""
        self.counts.append(count)
        face = (count.value, count.approx, count.about)
        if face not in self._seen:
            self._seen.add(face)
            self.faces.append(count)


class _Near:
    """The groups that a count can belong to at all: of its unit, with its value or what is told.

    Without it, each count of a long-running story would be held against every other one.
    """

    def __init__(self) -> None:
        self._by: dict[tuple[object, ...], dict[int, _Group]] = {}
        self._order: dict[int, int] = {}

    def note(self, count: Count, group: _Group) -> None:
        """Tell that the count is in the group."""
        self._order.setdefault(id(group), len(self._order))
        for key in self._keys(count):
            self._by.setdefault(key, {})[id(group)] = group

    def groups(self, count: Count) -> list[_Group]:
        """The groups, the first made first."""
        found: dict[int, _Group] = {}
        for key in self._keys(count):
            found |= self._by.get(key, {})
        return [found[one] for one in sorted(found, key=self._order.__getitem__)]

    def _keys(self, count: Count) -> list[tuple[object, ...]]:
        told = [(count.unit, "told", count.about[0])] if count.about else []
        return [(count.unit, "value", count.value), *told]


def figure_of(
    key: str,
    counts: Sequence[Count],
    dates: Mapping[str, str | None],
    stories: Mapping[str, str | None],
) -> Figure:
    """The figure of these counts, by date; `dates` (ISO 8601) and `stories` are by source id.

    Its subject is that of the surest count that says what is told. ValueError without counts.
    """
    if not counts:
        raise ValueError("a figure without counts")

    def place(count: Count) -> tuple[bool, str, str, str, int]:
        date = dates.get(count.source)
        story = stories.get(count.source) or ""
        return date is None, date or "", story, count.source, count.span.start

    values = tuple(sorted(counts, key=place))
    best = max(values, key=lambda c: (" … " in c.subject, c.pledge is not None, c.confidence))
    return Figure(derived_id("figure", key), best.subject, _verdict(values, dates, stories), values)


def told(figure: Figure) -> str:
    """Its verdict as people read it: that of what only one origin tells is `told once`.

    The same number told again by the article itself, or by one that leans on it, agrees with
    nobody.
    """
    origins = figure.origins
    if origins is None:
        origins = len({count.source for count in figure.values})
    return ONCE if figure.verdict == "same" and origins < 2 else figure.verdict


def _verdict(
    values: Sequence[Count],
    dates: Mapping[str, str | None],
    stories: Mapping[str, str | None],
) -> Agreement:
    """Whether the counts agree; where they do not, at one moment it is a conflict."""
    verdict: Agreement = "same"
    for one, other in combinations(values, 2):
        if _agree(one, other):
            if verdict == "same" and not _equal(one, other):
                verdict = "compatible"
        elif _one_moment(one.source, other.source, dates, stories):
            return "conflict"
        else:
            verdict = "update"
    return verdict


def _equal(one: Count, other: Count) -> bool:
    """Whether both give one number; a bound and a number that it leaves open are not equal."""
    bounds = {one.approx, other.approx} - {None, "about"}
    return one.value == other.value and (not bounds or one.approx == other.approx)


def _agree(one: Count, other: Count) -> bool:
    """Whether some number fits both."""
    if one.value == other.value and {one.approx, other.approx} == {"more than", "fewer than"}:
        return False
    least, greatest = interval(one.value, one.approx)
    lower, upper = interval(other.value, other.approx)
    return least <= upper and lower <= greatest


def _one_moment(
    one: str, other: str, dates: Mapping[str, str | None], stories: Mapping[str, str | None]
) -> bool:
    """Whether two articles are of one day and story; a date to the month may be any day of it."""
    if one == other:
        return True
    if stories.get(one) != stories.get(other) or stories.get(one) is None:
        return False
    first, second = dates.get(one), dates.get(other)
    if first is None or second is None:
        return True
    return first.startswith(second) or second.startswith(first)


def _belongs(count: Count, group: Sequence[Count]) -> bool:
    """Whether a count tells of what the group counts."""
    return any(_same_thing(count, other) for other in group) and not any(
        _contrary(count, other) for other in group
    )


def _same_thing(one: Count, other: Count) -> bool:
    """Whether two counts of one story count the same: one unit, and told alike or equal."""
    if one.unit != other.unit:
        return False
    shared = set(one.about) & set(other.about)
    alike = bool(one.about and other.about) and one.about[0] == other.about[0]
    if one.value == other.value:
        telling = one.value >= 10 and not _is_measure(one.unit)
        silent = not (one.about and other.about)
        near = one.source == other.source or not _is_measure(one.unit)
        return bool(shared) or telling or (silent and near)
    if one.source == other.source and not _two_tolls(one, other):
        return False
    if _is_measure(one.unit):
        return alike and len(shared) > 2
    if not alike or _agree(one, other):
        return alike
    return len(shared) > 1 or (one.about[0] in _TOLLS and not _elsewhere(one, other))


def _two_tolls(one: Count, other: Count) -> bool:
    """Whether two actors tell a toll: only so one article itself disagrees on a number."""
    told = one.actor is not None and other.actor is not None and one.actor != other.actor
    return told and bool(one.about) and one.about[0] in _TOLLS


def _elsewhere(one: Count, other: Count) -> bool:
    """Whether both are told of names, and of none in common."""
    first, second = ({w for w in c.about if w[:1].isupper()} for c in (one, other))
    return bool(first and second) and not first & second


def _contrary(one: Count, other: Count) -> bool:
    """Whether what is told excludes one thing: the killed and the hurt, the whole and the rest."""
    if one.unit != other.unit or ("additional" in one.about) != ("additional" in other.about):
        return True
    if not one.about or not other.about:
        return False
    return any(
        one.about[0] in row and other.about[0] in row and one.about[0] != other.about[0]
        for row in _CONTRARY
    )


def _is_measure(unit: str) -> bool:
    """Whether the unit only measures: days, percent, a currency."""
    return unit in _MEASURES or (len(unit) == 3 and unit.isupper())


def _lasting_key(group: Sequence[Count]) -> str | None:
    """The key of what lasts and is told of a name: Northland's army; None for what happens."""
    for count in group:
        name = next((word for word in count.about if word[:1].isupper()), None)
        if name and count.about[0] in _LASTING:
            return f"{count.unit}:{count.about[0]}:{name}"
    return None


def _rounded(value: float) -> tuple[float, float]:
    if value < _LARGE or value != int(value):
        return value, value
    step = 10 ** (len(str(int(value))) - len(str(int(value)).rstrip("0")))
    off = min(step / 2, value * _ROUNDED) if step > 1 else 0
    return value - off, value + off


def _upper(approx: str) -> float:
    """Where a range ends: 15 of *to 15*."""
    try:
        return float(approx.removeprefix("to ").replace(",", ""))
    except ValueError:
        return -math.inf
