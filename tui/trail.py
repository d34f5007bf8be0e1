"""Where the user is and was: what the panes are narrowed to, the places to go back to, the
hits of a search. Plain values; no widget, no store.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Literal

Said = Literal["pledge", "quote", "entry"]
"""What pane 3 shows: its three faces, in the order in which it turns."""

_TURNS: dict[Said, Said] = {"pledge": "quote", "quote": "entry", "entry": "pledge"}


@dataclass(frozen=True, slots=True)
class View:
    """What the panes show: all, or what an actor or a query narrows it to.

    `said` is what pane 3 shows; `by_itself` says that it turned to quotes because there
    would be no pledge. `sorts` are the kinds of records that stand in another order than their
    usual one, each with that order.
    """

    actor: str | None = None
    query: str = ""
    said: Said = "pledge"
    by_itself: bool = False
    sorts: tuple[tuple[str, str], ...] = ()

    def order(self, kind: str) -> str | None:
        """The order in which records of a kind stand; None for the usual one."""
        return dict(self.sorts).get(kind)

    def ordered(self, kind: str, order: str | None) -> View:
        """Records of a kind stand in an order; None for the usual one."""
        sorts = {one: chosen for one, chosen in self.sorts if one != kind}
        if order:
            sorts[kind] = order
        return replace(self, sorts=tuple(sorted(sorts.items())))

    def turned(self) -> View:
        """Pane 3 shows its next face: pledges, quotes, the ledger."""
        return replace(self, said=_TURNS[self.said], by_itself=False)

    def narrowed_to(self, actor: str, pledges: int, quotes: int) -> View:
        """The panes show one actor; one without pledges shows its quotes."""
        view = self.widened()
        if not pledges and quotes and view.said == "pledge":
            return replace(view, actor=actor).turned_by_itself()
        return replace(view, actor=actor)

    def searched(self, query: str) -> View:
        """The panes show what a query matches, within what they are narrowed to."""
        said: Said = "pledge" if self.by_itself else self.said
        return replace(self, query=query, said=said, by_itself=False)

    def turned_by_itself(self) -> View:
        """Pane 3 shows quotes, for want of pledges."""
        return replace(self, said="quote", by_itself=True)

    def widened(self) -> View:
        """No longer narrowed to an actor."""
        said: Said = "pledge" if self.by_itself else self.said
        return replace(self, actor=None, said=said, by_itself=False)


@dataclass(frozen=True, slots=True)
class Place:
    """A place to go back to: the pane in use, the view, the cursors, and what was read.

    `board` is the view of the ledger that was over the panes.
    """

    pane: int
    view: View
    cursors: tuple[str | None, str | None, str | None]
    source: str | None
    current: str | None
    offset: int
    board: str = ""


@dataclass(frozen=True, slots=True)
class Stop:
    """Words to go to: an article, a quote or pledge of it, and where they stand if not there."""

    source: str
    record: str | None
    extent: tuple[int, int] | None = None


@dataclass(slots=True)
class Tour:
    """Places that are gone to in turn, round the end; `key` tells which ones."""

    key: str
    stops: Sequence[Stop]
    number: int = 0
    """The stop that was gone to last, from 1; 0 before the first."""

    def next(self) -> Stop:
        """The next stop."""
        self.number = self.number % len(self.stops) + 1
        return self.stops[self.number - 1]


class Trail:
    """The places that were left, the latest last."""

    DEPTH = 200

    def __init__(self) -> None:
        self._places: list[Place] = []

    def leave(self, place: Place) -> None:
        """Remembers a place, unless it is the one that was left last."""
        if not self._places or self._places[-1] != place:
            self._places = [*self._places[1 - self.DEPTH :], place]

    def back(self) -> Place | None:
        """The place that was left last, once."""
        return self._places.pop() if self._places else None


@dataclass(frozen=True, slots=True)
class Spot:
    """Where searched words stand: the article's id, from where to where in its text."""

    source: str
    start: int
    end: int


Within = Callable[[str], Sequence[tuple[int, int]]]
"""Where words stand in an article, by its id: (start, end), in the order of the text."""


_KNOWN = 64
"""Of how many articles the places are kept."""


class Hits:
    """The places where the searched words stand, in the order of the articles.

    `counts` are how many in each, by its id; which ones is asked of `within` as they come into
    view. `pending` says that they are still being looked for, `order` which order that is.
    """

    def __init__(
        self,
        words: str = "",
        counts: Mapping[str, int] | None = None,
        within: Within = lambda _: (),
        *,
        pending: bool = False,
        order: str = "",
    ) -> None:
        self.words = words
        self.pending = pending
        self.order = order
        self._counts = {source: number for source, number in (counts or {}).items() if number}
        self._within = within
        self._at: int | None = None
        self._sources = [*self._counts]
        self._before = [0, *accumulate(self._counts.values())]  # the hits before each article
        self._numbers: dict[str, int] = {}
        self._known: dict[str, Sequence[tuple[int, int]]] = {}

    def __len__(self) -> int:
        return self._before[-1]

    @property
    def number(self) -> int:
        """Which hit was gone to, from 1; 0 before the first was."""
        return 0 if self._at is None else self._at + 1

    @property
    def now(self) -> Spot | None:
        """The hit that was gone to."""
        return None if self._at is None else self._spot(self._at)

    @property
    def articles(self) -> int:
        """In how many articles the words stand."""
        return len(self._sources)

    @property
    def label(self) -> str:
        """`3/17`; `17` before one was gone to; nothing where what is found is not in the texts."""
        if not self.words or self.pending or not len(self):
            return ""
        return f"{self.number}/{len(self):,}" if self.number else f"{len(self):,}"

    def within(self, source: str | None) -> Sequence[tuple[int, int]]:
        """Where they stand in one article."""
        if not source or source not in self._counts:
            return ()
        if source not in self._known:
            if len(self._known) >= _KNOWN:
                self._known.clear()
            self._known[source] = self._within(source)
        return self._known[source]

    def by(self, sources: Sequence[str], order: str) -> Hits:
        """The same hits in another order of the articles."""
        counts = {one: self._counts[one] for one in sources if one in self._counts}
        return Hits(self.words, counts | self._counts, self._within, order=order)

    def go_on_from(self, earlier: Hits) -> None:
        """The hit that was gone to stays so, where it is still one of them."""
        spot = earlier.now
        if spot is not None and earlier.words == self.words and spot.source in self._counts:
            places = [*self.within(spot.source)]
            if (spot.start, spot.end) in places:
                self._at = self._first(spot.source) + places.index((spot.start, spot.end))

    def step(self, way: int, source: str | None, offset: int) -> Spot | None:
        """The next or previous hit, round the end; the first is sought from this place on."""
        if not len(self):
            return None
        if self._at is not None:
            self._at = (self._at + way) % len(self)
        elif source in self._counts:
            ahead = self._first(source) + bisect_right([*self.within(source)], (offset, -1))
            self._at = (ahead if way > 0 else ahead - 1) % len(self)
        else:
            self._at = 0 if way > 0 else len(self) - 1
        return self.now

    def _first(self, source: str) -> int:
        """How many hits stand in the articles before this one."""
        if not self._numbers:
            self._numbers = {one: number for number, one in enumerate(self._sources)}
        return self._before[self._numbers[source]]

    def _spot(self, at: int) -> Spot | None:
        """The hit of a number, from 0; None where the article's text has become another."""
        number = bisect_right(self._before, at) - 1
        source = self._sources[number]
        places = self.within(source)
        within = at - self._before[number]
        return Spot(source, *places[within]) if within < len(places) else None
