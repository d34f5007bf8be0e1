"""What can be set right about a record, and how the ends of words move. Pure."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from store.hand.corrections import MAKERS, NEEDED, PLEDGE_SLOTS, QUOTE_SLOTS, slot_word, slots_of
from store.records import Actor, ActorKind, Pledge, Quote, QuoteKind, Record, Stance

Does = Literal[
    "reject", "stance", "kind", "who", "words", "without", "entry",
    "merge", "recast", "split", "split in",
]  # fmt: skip

_WORD = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Correction:
    """Something to set right: `to` names the stance, kind, slot or form that it is about."""

    does: Does
    to: str
    label: str
    meaning: str


def corrections(record: Record) -> Iterator[Correction]:
    """What can be set right about a record, the commonest first; nothing for some kinds."""
    match record:
        case Quote():
            yield Correction("reject", "", "reject", "It is no quote: take it out")
            yield Correction("who", "", "speaker", "Somebody else says it; or name who does")
            for kind in get_args(QuoteKind):
                if kind != record.kind:
                    yield Correction(
                        "kind", kind, f"kind {kind}", f"It is {kind}, not {record.kind}"
                    )
            yield from _of_slots(record, QUOTE_SLOTS)
        case Pledge():
            yield Correction("reject", "", "reject", "It is no pledge: take it out")
            for stance in get_args(Stance):
                if stance != record.stance:
                    meaning = f"It is a {stance}, not a {record.stance}"
                    yield Correction("stance", stance, f"stance {stance}", meaning)
            yield Correction("who", "", "maker", "Somebody else makes it")
            yield Correction("entry", "", "entry", "Put it into another entry of the ledger")
            makers = [f"{MAKERS} {number}" for number in range(max(len(record.makers), 1))]
            yield from _of_slots(record, (*makers, *PLEDGE_SLOTS))
        case Actor():
            yield Correction("merge", "", "merge", "It is the same as another actor")
            for kind in get_args(ActorKind):
                if kind != record.kind:
                    meaning = f"It is {article(kind)}, not {article(record.kind)}"
                    yield Correction("recast", kind, f"kind {kind}", meaning)
            for form in (record.name, *record.aliases):
                meaning = "Where it is called so it is somebody else"
                yield Correction("split", form, f"split {form}", meaning)


def article(word: str) -> str:
    """The word behind *a* or *an*."""
    return f"{'an' if word[0] in 'aeio' else 'a'} {word}"


def _of_slots(record: Quote | Pledge, names: Sequence[str]) -> Iterator[Correction]:
    known = dict(slots_of(record))
    for name in names:
        word = slot_word(name)
        slot = known.get(name)
        text = f"“{slot.told}”" if slot else "There is none yet: choose its words"
        yield Correction("words", name, f"words of {word}", text)
        if slot and name not in NEEDED:
            yield Correction("without", name, f"no {word}", f"There is no {word} here")


class Ends:
    """Words in a text whose ends are moved by words: the fragments of a slot, in their order."""

    def __init__(self, text: str, places: Sequence[tuple[int, int]]) -> None:
        self._starts = [one.start() for one in _WORD.finditer(text)]
        self._ends = [one.end() for one in _WORD.finditer(text)]
        self.places = [*places]
        self.at = 0
        """The fragment whose ends move."""

    @classmethod
    def first_after(cls, text: str, offset: int) -> Ends:
        """The one word that begins at an offset or after it, else the last one."""
        ends = cls(text, ())
        number = min(bisect_left(ends._starts, offset), len(ends._starts) - 1)
        ends.places = [(ends._starts[number], ends._ends[number])] if number >= 0 else []
        return ends

    def move_end(self, way: int) -> bool:
        """The last word's end goes on, or back, by a word; whether there is one."""
        start, end = self.places[self.at]
        new = _next(self._ends, end, way)
        return self._put(start, new) if new is not None else False

    def move_start(self, way: int) -> bool:
        """The first word's beginning goes on, or back, by a word; whether there is one."""
        start, end = self.places[self.at]
        new = _next(self._starts, start, way)
        return self._put(new, end) if new is not None else False

    def turn(self) -> None:
        """Another fragment's ends move."""
        self.at = (self.at + 1) % max(len(self.places), 1)

    def _put(self, start: int, end: int) -> bool:
        before = self.places[self.at - 1][1] if self.at else 0
        last = self.at + 1 == len(self.places)
        after = end if last else self.places[self.at + 1][0]
        if not before <= start < end <= after:
            return False
        self.places[self.at] = (start, end)
        return True


def _next(places: Sequence[int], now: int, way: int) -> int | None:
    number = bisect_right(places, now) if way > 0 else bisect_left(places, now) - 1
    return places[number] if 0 <= number < len(places) else None
