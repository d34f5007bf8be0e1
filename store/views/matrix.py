"""Actors by classes of action: who commits to what, is ready for it, refuses it; who is silent.

Actors that pledge stand first, then those that only speak, then those that are only named.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from store.categories import OTHER, class_of, label
from store.corpus import Corpus
from store.listing import Narrowing
from store.records import DOUBT, Actor, Pledge, Stance
from store.views.board import Board, Cell, Column, Row, Words, cell, heading, steps, words_of
from store.views.looking import Look
from store.views.makers import FIRMEST, Maker, maker_words, makers

Says = Literal["pledges", "speaks", "silent"]

WHO = (Column("who", 14, 26), Column("quoted", 6, 6, right=True))
SAID: dict[Stance, str] = {"commitment": "commits", "readiness": "ready", "refusal": "refuses"}
"""What a cell says of the firmest pledge in it."""

MIXED = "mixed"
"""What it says where somebody binds itself to a class of action and refuses it, too."""

_SECTIONS: dict[Says, str] = {
    "pledges": "pledge something",
    "speaks": "speak, and pledge nothing",
    "silent": "silent: named, never quoted, no pledge",
}
_LOOKS = {"commits": "strong", "refuses": "strength", MIXED: "warning"}
_QUOTES = 5
"""Quotes of an actor that its cell leads to, at most."""


@dataclass(slots=True)
class _Line:
    """What one maker pledges, by class of action."""

    maker: Maker
    pledges: dict[str, list[Pledge]] = field(default_factory=lambda: defaultdict(list))

    @property
    def every(self) -> list[Pledge]:
        return [one for many in self.pledges.values() for one in many]


def boards(corpus: Corpus, narrowing: Narrowing) -> Iterator[Board]:
    """The actors that pledge as they are found, then all others."""
    return _Matrix(corpus, narrowing).boards()


class _Matrix:
    def __init__(self, corpus: Corpus, narrowing: Narrowing) -> None:
        self.corpus = corpus
        self.narrowing = narrowing
        self.look = Look(corpus)
        self.lines: dict[str, _Line] = {}
        self.others: dict[Says, list[Row]] = {"speaks": [], "silent": []}
        self.named = 0

    def boards(self) -> Iterator[Board]:
        """Ever more of the matrix."""
        pledges = self.corpus.listing("pledge", self.narrowing)
        actors = self.corpus.listing("actor", self.narrowing)
        done = 0
        for upto in steps(len(pledges)):
            for pledge in pledges.window(done, upto):
                self._take(pledge)
            done = upto
            yield self._board(whole=False)
        done = 0
        for upto in steps(len(actors), 400):
            for actor in actors.window(done, upto):
                self._name(actor)
            done = upto
            yield self._board(whole=upto >= len(actors))

    def _take(self, pledge: Pledge) -> None:
        for maker in makers(pledge, self.look):
            line = self.lines.setdefault(maker.key, _Line(maker))
            line.pledges[class_of(pledge)].append(pledge)

    def _name(self, actor: Actor) -> None:
        """Takes up an actor that pledges nothing here."""
        if actor.id in self.lines:
            return
        says: Says = "speaks" if actor.quotes else "silent"
        places = [Words(*place) for place in self.corpus.named_at(actor.id)]
        words = self._quotes(actor) if actor.quotes else places
        if not words:
            return
        row = Row(
            actor.id,
            (
                cell(actor.name, places[:1] or words[:1]),
                cell(
                    f"{actor.quotes:,}" if actor.quotes else "silent",
                    words,
                    "quiet",
                    words[0].record,
                ),
            ),
            {
                **_about(actor),
                "says": says,
                "words": self.look.told((places or words)[0]),
                "classes": {},
            },
            record=actor.id,
        )
        self.others[says].append(row)

    def _quotes(self, actor: Actor) -> list[Words]:
        said = self.corpus.listing("quote", Narrowing(actor=actor.id))
        return [words_of(one) for one in said.window(0, _QUOTES)]

    def _board(self, whole: bool) -> Board:
        known: Counter[str] = Counter()
        for line in self.lines.values():
            known.update(line.pledges.keys())
        classes = sorted(known, key=lambda one: (one == OTHER, -known[one], one))
        columns = tuple(Column(label(one), 10, 16) for one in classes)
        lines = sorted(self.lines.values(), key=lambda one: (-len(one.every), one.maker.name))
        parts: dict[Says, list[Row]] = {
            "pledges": [self._line(one, classes) for one in lines],
            **{
                says: [_widened(row, len(classes)) for row in rows]
                for says, rows in self.others.items()
            },
        }
        rows = [row for says, found in parts.items() for row in _section(says, found)]
        counts = [f"{len(lines):,} pledge"]
        if whole:
            speaks, silent = (len(self.others[one]) for one in ("speaks", "silent"))
            counts += [f"{speaks:,} only speak", f"{silent:,} silent"]
        remark = ", ".join(counts)
        return Board((*WHO, *columns), tuple(rows), remark, "No actor was found.", whole)

    def _line(self, line: _Line, classes: Sequence[str]) -> Row:
        actor = self.look.actor(line.maker.key)
        every = line.every
        named = tuple(words for one in every for words in maker_words(one))
        quotes: Cell = cell("", ())
        if actor:
            said = self._quotes(actor) if actor.quotes else [*named]
            one = said[0].record if actor.quotes and said else None
            quotes = cell(f"{actor.quotes:,}" if actor.quotes else "never", said, "quiet", one)
        data: dict[str, Any] = {
            **(_about(actor) if actor else _unknown(line.maker)),
            "says": "pledges",
            "words": self.look.told(named[0]),
            "classes": {
                label(one): self._told(line.pledges[one]) for one in classes if one in line.pledges
            },
        }
        cells = (_stance(line.pledges[one]) if one in line.pledges else Cell() for one in classes)
        who = cell(line.maker.name, named, "maker")
        record = actor.id if actor else None
        return Row(line.maker.key, (who, quotes, *cells), data, record=record)

    def _told(self, pledges: Sequence[Pledge]) -> dict[str, Any]:
        """A cell as `--json` gives it."""
        return {
            "says": _says(pledges),
            "conditional": _is_conditional(pledges),
            "doubtful": all(one.confidence < DOUBT for one in pledges),
            "stances": [*dict.fromkeys(one.stance for one in _by_firmness(pledges))],
            "pledges": [one.id for one in _by_firmness(pledges)],
        }


def _stance(pledges: Sequence[Pledge]) -> Cell:
    """The firmest of some pledges of one class, `if` where it always waits for something."""
    says = _says(pledges)
    parts = [(says, _LOOKS.get(says, ""))]
    parts += [(" if", "condition")] if _is_conditional(pledges) else []
    found = _by_firmness(pledges)
    return Cell(tuple(parts), tuple(map(words_of, found)), record=found[0].id)


def _sure(pledges: Sequence[Pledge]) -> Sequence[Pledge]:
    """Those that are not doubtful; all where all are."""
    return [one for one in pledges if one.confidence >= DOUBT] or pledges


def _says(pledges: Sequence[Pledge]) -> str:
    stances = {one.stance for one in _sure(pledges)}
    if "refusal" in stances and len(stances) > 1:
        return MIXED
    return SAID[min(stances, key=lambda one: FIRMEST[one])]


def _is_conditional(pledges: Sequence[Pledge]) -> bool:
    """Whether the firmest of them hold on conditions only; not told of what is mixed."""
    found = _by_firmness(_sure(pledges))
    firm = [one for one in found if one.stance == found[0].stance]
    return _says(pledges) != MIXED and all(one.condition for one in firm)


def _by_firmness(pledges: Sequence[Pledge]) -> list[Pledge]:
    return sorted(pledges, key=lambda one: (one.confidence < DOUBT, FIRMEST[one.stance]))


def _about(actor: Actor) -> dict[str, Any]:
    return {
        "actor": actor.id,
        "name": actor.name,
        "kind": actor.kind,
        "quotes": actor.quotes,
        "mentions": actor.mentions,
    }


def _unknown(maker: Maker) -> dict[str, Any]:
    return {**dict.fromkeys(("actor", "kind", "quotes", "mentions")), "name": maker.name}


def _widened(row: Row, classes: int) -> Row:
    return replace(row, cells=(*row.cells, *(Cell() for _ in range(classes))))


def _section(says: Says, rows: Sequence[Row]) -> Iterable[Row]:
    """A heading that says how many there are, and the rows."""
    if rows:
        words = tuple(words for row in rows for words in row.cells[0].words[:1])
        parts = [(f"{len(rows):,} ", ""), (_SECTIONS[says], "strong")]
        yield heading(f"{says} title", parts, words)
        yield from rows
