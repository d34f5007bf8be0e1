"""Which articles tell of one event, which repeat each other, and how many origins they have.

Pure: signatures and dates in, answers out. It knows neither tables nor article texts.
The bounds were read off pairs of news articles of 2015 and 2016 from seven outlets, set
side by side by likeness: of those within three days of each other, nearly all above 0.44
told one event, and few below 0.40 did; what shared more than a third of its five-word
runs was the same copy.
"""

from __future__ import annotations

import datetime
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from store.records import Signature, Source, Story

WINDOW = 3
"""Days that the articles of a story lie apart at most."""

_ALIKE = 0.44
_ALIKE_ON_ITS_DAY = 0.32
_ALIKE_UNDATED = 0.6
_REPEATED = 1 / 3


@dataclass(frozen=True, slots=True)
class Told:
    """An article as it is compared with others."""

    source: str
    story: str | None
    date: str | None
    of_event: bool
    signature: Signature


def days_around(date: str | None) -> tuple[str, ...]:
    """The ISO dates within the window of a day, in order; none for a month or a year."""
    day = _day(date)
    if day is None:
        return ()
    steps = range(-WINDOW, WINDOW + 1)
    return tuple((day + datetime.timedelta(step)).isoformat() for step in steps)


def story_of(told: Told, others: Iterable[Told], days: Mapping[str, Iterable[str]]) -> str | None:
    """The story among `others` that the article belongs to, None where it begins one.

    That of the article most like it, if no article of that story lies outside the window:
    `days` are the first and last ones of each story.
    """
    stories: dict[str, list[Told]] = defaultdict(list)
    for other in others:
        if other.story is not None:
            stories[other.story].append(other)
    best = 1.0
    found = None
    for story, members in sorted(stories.items()):
        if not all(_within(told.date, day) for day in days.get(story, ())):
            continue
        for member in members:
            nearness = likeness(told.signature, member.signature) / _bound(told, member)
            if nearness >= best and (nearness > best or found is None):
                best, found = nearness, story
    return found


def likeness(one: Signature, other: Signature) -> float:
    """The cosine of two articles' terms, 1 + ln(times) each: 0 to 1."""
    left, right = _weights(one), _weights(other)
    shared = sum(weight * right.get(term, 0) for term, weight in left.items())
    size = math.hypot(*left.values()) * math.hypot(*right.values())
    return shared / size if size else 0.0


def repeats(one: Signature, other: Signature) -> bool:
    """Whether one article repeats the other's wording, by the overlap of their sketches."""
    size = min(len(one.sketch), len(other.sketch))
    if not size:
        return False
    lowest = sorted({*one.sketch, *other.sketch})[:size]
    shared = {*one.sketch} & {*other.sketch}
    return sum(hash_ in shared for hash_ in lowest) / size >= _REPEATED


def origins(sources: Iterable[Source], copies: Mapping[str, Iterable[str]]) -> int:
    """How many of the sources do not lean on each other.

    One outlet is one origin; so are sources that credit one wire or outlet, one that
    credits another's outlet, and `copies`: by source, those that repeat its wording.
    """
    groups: dict[str, str] = {}

    def leader(name: str) -> str:
        while groups.setdefault(name, name) != name:
            name = groups[name]
        return name

    known = list({source.id: source for source in sources}.values())
    ids = {source.id for source in known}
    for source in known:
        leans = [f"on {name.casefold()}" for name in (source.outlet, *source.credits) if name]
        leans += [other for other in copies.get(source.id, ()) if other in ids]
        for name in leans:
            groups[leader(name)] = leader(source.id)
    return len({leader(one) for one in ids})


def story(story_id: str, sources: Sequence[Source], copies: Mapping[str, Iterable[str]]) -> Story:
    """The story of these sources; its title is its first headline's."""
    known = sorted(sources, key=lambda source: (source.date or "9999", source.name, source.id))
    titled = next((source for source in known if source.title), known[0])
    dates = [source.date for source in known if source.date]
    return Story(
        id=story_id,
        title=titled.name,
        first=dates[0] if dates else None,
        last=dates[-1] if dates else None,
        sources=tuple(source.id for source in known),
        outlets=tuple(dict.fromkeys(source.outlet for source in known if source.outlet)),
        origins=origins(known, copies),
    )


def _within(one: str | None, other: str | None) -> bool:
    days = _day(one), _day(other)
    if days[0] is None or days[1] is None:
        return True
    return abs((days[0] - days[1]).days) <= WINDOW


def _bound(one: Told, other: Told) -> float:
    """How alike two articles of one story are at least."""
    if _day(one.date) is None or _day(other.date) is None:
        return _ALIKE_UNDATED
    if one.of_event and other.of_event and one.date == other.date:
        return _ALIKE_ON_ITS_DAY
    return _ALIKE


def _day(date: str | None) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(date) if date and len(date) == 10 else None
    except ValueError:
        return None


def _weights(signature: Signature) -> dict[str, float]:
    return dict(_weighted(signature))


def _weighted(signature: Signature) -> Iterator[tuple[str, float]]:
    for term, times in signature.terms:
        yield term, 1 + math.log(times)
