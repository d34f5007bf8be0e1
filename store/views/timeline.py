"""When pledges were said against when they take effect: lanes of rows, a row an offer.

Lanes go by what is known: a time of effect, with or without a date on which it was said;
words for a time that tell no date; a condition; nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from store.categories import offer
from store.corpus import Corpus
from store.listing import Listing, Narrowing
from store.names import fold
from store.query import parsed
from store.query_tree import And, Field, Query
from store.records import Pledge
from store.spans import pieced
from store.times import Period, Time, period, resolve
from store.views.board import (
    Board,
    Cell,
    Column,
    Course,
    Row,
    Scale,
    Words,
    cell,
    heading,
    slot_words,
    steps,
    words_of,
)
from store.views.looking import Look

LANES = (
    "at a time that is told",
    "told in an article without a date",
    "at a time that names no day to come",
    "after something else",
    "no time told",
)
_TOLD, _UNDATED, _UNCLEAR, _AFTER, _NONE = range(len(LANES))
FIRST = 40
"""Pledges that are shown before it is known which of all tell a time."""

_ROOM = 5
"""A fifth of the width is too little room for what nearly all times fall into."""

_MOST = 0.75
"""The part of the width that they then take."""


def boards(corpus: Corpus, narrowing: Narrowing) -> Iterator[Board]:
    """Ever more of what tells a time, then of the rest."""
    look = Look(corpus)
    timed = corpus.listing(
        "pledge", Narrowing(narrowing.actor, _timed(parsed(narrowing.query)), narrowing.source)
    )
    pledges = corpus.listing("pledge", narrowing)
    courses: dict[tuple[object, ...], _Offer] = {}
    seen: set[str] = set()
    for batch, last in _batches(timed, pledges):
        for pledge in batch:
            if pledge.id not in seen:
                seen.add(pledge.id)
                one = _offer(pledge, look)
                courses.setdefault(one.key, one).pledges.append(pledge)
        yield _board([*courses.values()], look, whole=last)


def _timed(query: Query) -> Query:
    """What the query finds that has words for a time."""
    asked = Field("has", "deadline")
    node = And((query.node, asked)) if query.node else asked
    return Query(f"({query.text}) has:deadline" if query.node else "has:deadline", node)


def _batches(
    timed: Listing[Pledge], pledges: Listing[Pledge]
) -> Iterator[tuple[list[Pledge], bool]]:
    """Some pledges at once, then those with words for a time, then all; which is the last."""
    yield pledges.window(0, FIRST), len(pledges) <= FIRST
    if len(pledges) <= FIRST:
        return
    for found in (timed, pledges):
        done = 0
        for upto in steps(len(found)):
            yield found.window(done, upto), found is pledges and upto >= len(pledges)
            done = upto


@dataclass(slots=True)
class _Offer:
    """Pledges of one entry that are told for one time or on one condition.

    `shown` is what was made of the first so many of them.
    """

    key: tuple[object, ...]
    lane: int
    time: Time | None
    pledges: list[Pledge] = field(default_factory=list)
    shown: tuple[int, Course, Row] | None = None

    def made(self, look: Look) -> tuple[Course, Row]:
        """Its course and its row, made anew where pledges came."""
        if self.shown is None or self.shown[0] != len(self.pledges):
            course = _course(self, look)
            self.shown = len(self.pledges), course, _row(self, course, look)
        return self.shown[1:]


def _offer(pledge: Pledge, look: Look) -> _Offer:
    said = period(look.date(pledge.source))
    what = pledge.entry or pledge.id
    if pledge.deadline:
        time = resolve(pledge.deadline.text, said)
        lane = _UNCLEAR if time is None else _TOLD if said else _UNDATED
        return _Offer((lane, what, time or fold(pledge.deadline.text)), lane, time)
    if pledge.condition:
        return _Offer((_AFTER, what, fold(pledge.condition.text)), _AFTER, None)
    return _Offer((_NONE, what), _NONE, None)


def _board(offers: list[_Offer], look: Look, *, whole: bool) -> Board:
    lanes: list[list[tuple[Course, Row]]] = [[] for _ in LANES]
    for one in offers:
        lanes[one.lane].append(one.made(look))
    scale = _scale([time for lane in lanes for course, _ in lane for time in course.times])
    rows: list[Row] = []
    for number, lane in enumerate(lanes):
        if lane:
            inside = [row for _, row in sorted(lane, key=lambda one: _order(*one))]
            words = [words for row in inside for words in row.cells[-1].words]
            parts = [(f"{LANES[number]} ", "strong"), (f"{len(lane):,}", "quiet")]
            rows += [heading(f"lane {number}", parts, words), *inside]
    told = len(lanes[_TOLD]) + len(lanes[_UNDATED])
    return Board(
        (
            Column("said", 11, 11),
            Column("who will do what", 18, 60),
            Column("time", 18, 44, scale=scale) if scale else Column("time", 4, 4),
            Column("takes effect", 19, 40),
        ),
        tuple(rows),
        f"• said  ▸ takes effect · {told:,} of {len(offers):,} tell when",
        "No pledge was found, so there is nothing to set against time.",
        whole,
    )


def _order(course: Course, row: Row) -> tuple[date, date, str]:
    """Where an offer stands in its lane: what takes effect first, then what was said first."""
    said = min((each.first for each in course.said), default=date.max)
    return course.effect.last if course.effect else date.min, said, row.key


def _course(one: _Offer, look: Look) -> Course:
    told = [period(look.date(pledge.source)) for pledge in one.pledges]
    said = tuple(sorted({each for each in told if each}))
    return Course(said, one.time.when if one.time else None, one.lane in (_UNCLEAR, _AFTER))


def _scale(times: Sequence[Period]) -> Scale | None:
    """All these times: drawn evenly, unless most of them would get too little room.

    What nearly all fall into then takes most of the width; failing that, gaps between times
    are left out.
    """
    ends = sorted(day for one in times for day in (one.first, one.last))
    if not ends:
        return None
    some = len(ends) // 20
    first, last = ends[some], ends[len(ends) - 1 - some]
    whole = ends[-1] - ends[0]
    first = ends[0] if first - ends[0] <= last - first else first
    last = ends[-1] if ends[-1] - last <= last - first else last
    if timedelta(0) < last - first < whole / _ROOM:
        parts = [Period(first, last)]
        shares = [_MOST]
        for start, end in ((ends[0], first - timedelta(1)), (last + timedelta(1), ends[-1])):
            if start <= end:
                parts.append(Period(start, end))
                shares.append((1 - _MOST) * (end - start + timedelta(1)) / whole)
        order = sorted(range(len(parts)), key=lambda at: parts[at])
        return Scale(tuple(parts[at] for at in order), tuple(shares[at] for at in order))
    return Scale(tuple(_without_gaps(times)))


def _without_gaps(times: Iterable[Period]) -> Iterator[Period]:
    """The stretches that hold these times, without gaps that would leave them little room."""
    known: list[Period] = []
    for one in sorted({*times}):
        if known and one.first <= known[-1].last + timedelta(_ROOM):
            known[-1] = Period(known[-1].first, max(known[-1].last, one.last))
        else:
            known.append(one)
    gaps = {at: known[at].first - known[at - 1].last for at in range(1, len(known))}
    left = known[-1].last - known[0].first
    cuts: list[int] = []
    for at in sorted(gaps, key=lambda at: -gaps[at]):
        if left - gaps[at] > left / _ROOM:
            break
        cuts.append(at)
        left -= gaps[at]
    for a, b in pairwise([0, *sorted(cuts), len(known)]):
        yield Period(known[a].first, known[b - 1].last)


def _row(one: _Offer, course: Course, look: Look) -> Row:
    pledges = sorted(one.pledges, key=lambda each: (look.date(each.source) or "", each.start))
    latest = pledges[-1]
    words = tuple(words_of(each) for each in reversed(pledges))
    who = ", ".join(_makers(latest, look)) or "unknown"
    entry = look.entry(latest.entry)
    what = latest.action.told if latest.action else latest.trigger.told
    if latest.stance == "refusal" and latest.action:
        what = pieced((*latest.trigger.spans, *latest.action.spans))
    at = tuple(
        slot_words(each, slot) if (slot := each.deadline or each.condition) else words_of(each)
        for each in reversed(pledges)
    )
    dates = sorted({day for each in pledges if (day := look.date(each.source))})
    data = {
        "lane": LANES[one.lane],
        "entry": latest.entry,
        "makers": [*_makers(latest, look)],
        "action": what,
        "offer": offer(entry.category, entry.theme, entry.action, entry.beneficiary)
        if entry
        else None,
        "strength": latest.strength,
        "said": dates,
        "takes_effect": _effect(one),
        "time": latest.deadline.told if latest.deadline else None,
        "condition": latest.condition.told if latest.condition else None,
        "words": [look.told(each) for each in words],
    }
    return Row(
        " ".join(map(str, one.key)),
        (
            cell(dates[0], words, "date") if dates else cell("no date", words, "quiet"),
            Cell(((who, "maker"), (f" {what}", "")), words),
            Cell((), words, course),
            cell(*_when(one, latest, at)),
        ),
        data,
        record=latest.id,
    )


def _makers(pledge: Pledge, look: Look) -> tuple[str, ...]:
    """The makers' names, else their words."""
    names = [actor.name for one in pledge.actors if (actor := look.actor(one))]
    return tuple(names or dict.fromkeys(one.told for one in pledge.makers))


def _when(one: _Offer, pledge: Pledge, at: Iterable[Words]) -> tuple[str, Iterable[Words], str]:
    """When it takes effect, as a cell tells it."""
    if one.time:
        return str(one.time), at, "effect"
    told = pledge.deadline or pledge.condition
    return (told.told if told else "not told"), at, "condition" if told else "quiet"


def _effect(one: _Offer) -> dict[str, Any] | None:
    """The time of effect as `--json` gives it."""
    if one.time is None:
        return None
    when = one.time.when
    return {
        "way": one.time.way,
        "first": when.first.isoformat(),
        "last": when.last.isoformat(),
        "about": one.time.about,
    }
