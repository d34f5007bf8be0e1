"""One article as the user says that it is: what extraction found, with corrections over it. Pure.

The same findings and corrections always give the same: undoing a correction is laying the
others without it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from store.hand.binding import Bound, bind
from store.hand.corrections import Named, Overlay, Said, corrected
from store.hand.turning import Turns
from store.ids import derived_id
from store.names import fold
from store.records import Actor, ActorKind, Count, Pledge, Quote, Slot

NOT_FOUND = "extraction does not find it now"
GONE = "its words are no longer in the article"


@dataclass(slots=True)
class Standing:
    """An actor in an article: the forms that it has there, and the places of its words."""

    forms: list[Actor]
    places: list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Laid:
    """What stands in an article: its records, its actors by id, and the corrections that
    found no place, with why."""

    quotes: tuple[Quote, ...]
    pledges: tuple[Pledge, ...]
    counts: tuple[Count, ...]
    standings: Mapping[str, Standing]
    adrift: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Found:
    """An article as extraction has it, its actors being those of the corpus."""

    source: str
    text: str
    digest: str
    quotes: Sequence[Quote]
    pledges: Sequence[Pledge]
    counts: Sequence[Count]
    standings: Mapping[str, Standing]


def lay(found: Found, overlays: Sequence[Overlay], turns: Turns) -> Laid:
    """The article with these corrections of its records, and these turns of its actors."""
    laying = _Laying(found, turns)
    for bound in bind(overlays, (*found.quotes, *found.pledges), found.text, found.digest):
        laying.correct(bound)
    return laying.laid()


class _Laying:
    """One article while it is corrected."""

    def __init__(self, found: Found, turns: Turns) -> None:
        self._found = found
        self._turns = turns
        self._ids: dict[str, str] = {}
        self._gone: set[str] = set()
        records: list[Said] = [*found.quotes, *found.pledges]
        self._records = {one.id: self._turned(one) for one in records}
        self._more: list[Said] = []
        self._moves: list[tuple[str | None, tuple[Named, ...], tuple[Slot, ...]]] = []
        self._adrift: dict[str, str] = {}

    def correct(self, bound: Bound) -> None:
        """Lay one correction over the record that it is of."""
        overlay, say = bound.overlay, bound.overlay.say
        if bound.record is None:
            self._without_record(bound)
            return
        found = self._records[bound.record.id]
        self._ids[bound.record.id] = overlay.id
        if say.rejected:
            self._gone.add(bound.record.id)
            return
        if bound.gone:
            self._adrift[overlay.id] = GONE
        if not say.empty:
            self._records[bound.record.id] = self._corrected(found, bound)

    def _without_record(self, bound: Bound) -> None:
        say = bound.overlay.say
        if say.rejected:
            return
        if bound.kept is None or bound.gone:
            self._adrift[bound.overlay.id] = GONE
        elif say.empty:
            self._adrift[bound.overlay.id] = NOT_FOUND
        else:
            self._more.append(self._corrected(bound.kept, bound))

    def _corrected(self, record: Said, bound: Bound) -> Said:
        say = bound.overlay.say
        new = corrected(record, say, bound.slots)
        if say.actors is not None:
            old = record.actor if isinstance(record, Quote) else next(iter(record.actors), None)
            self._moves.append((old, say.actors, tuple(_of_actors(new))))
        return new

    def _turned(self, record: Said) -> Said:
        """The record with the actors that splits make of its own."""
        words = [slot.text for slot in _of_actors(record)]
        if isinstance(record, Quote):
            return replace(record, actor=self._split(record.actor, words))
        makers = [self._split(one, words) or one for one in record.actors]
        return replace(record, actors=tuple(makers), target=self._split(record.target, ()))

    def _split(self, actor: str | None, words: Iterable[str]) -> str | None:
        other = self._turns.split(actor, self._found.source, words) if actor else None
        return other.id if other else actor

    def laid(self) -> Laid:
        """All of it."""
        self._give_way()
        records = [
            self._referring(one, self._id(key))
            for key, one in self._records.items()
            if key not in self._gone
        ]
        records += [self._referring(one, one.id) for one in self._more]
        quotes = tuple(one for one in records if isinstance(one, Quote))
        pledges = tuple(one for one in records if isinstance(one, Pledge))
        known = {one.id for one in records}
        quotes = tuple(
            replace(one, parent=one.parent if one.parent in known else None) for one in quotes
        )
        pledges = tuple(
            replace(one, quote=one.quote if one.quote in known else None) for one in pledges
        )
        counts = [self._counted(one, quotes, known) for one in self._found.counts]
        standings = self._standings(quotes, pledges, counts)
        told = (one if one.actor in standings else replace(one, actor=None) for one in counts)
        return Laid(quotes, pledges, tuple(told), standings, self._adrift)

    def _give_way(self) -> None:
        """Another record that extraction gives a corrected one's id gets an id in exchange."""
        for found, own in [*self._ids.items()]:
            if found != own and own in self._records and own not in self._ids:
                self._ids[own] = found
        for one in self._more:
            if one.id in self._records and one.id not in self._ids:
                kind = "quote" if isinstance(one, Quote) else "pledge"
                self._ids[one.id] = derived_id(kind, one.id, "another")

    def _referring(self, record: Said, own: str) -> Said:
        """The record under its own id, naming others by theirs and actors by whom they are."""
        if isinstance(record, Quote):
            return replace(
                record,
                id=own,
                parent=self._id(record.parent) if record.parent else None,
                actor=self._merged(record.actor),
            )
        makers = dict.fromkeys(self._turns.merged(one) for one in record.actors)
        return replace(
            record,
            id=own,
            quote=self._id(record.quote) if record.quote else None,
            actors=tuple(makers),
            target=self._merged(record.target),
        )

    def _counted(self, count: Count, quotes: Sequence[Quote], known: set[str]) -> Count:
        """The count, told by whoever now says the quote that it stands in."""
        pledge = self._id(count.pledge) if count.pledge else None
        actor = self._merged(self._split(count.actor, ()))
        within = {
            self._id(one.id)
            for one in self._found.quotes
            if one.actor == count.actor and one.content.start <= count.span.start < one.content.end
        }
        if within:
            actor = next((one.actor for one in quotes if one.id in within), None)
        return replace(count, pledge=pledge if pledge in known else None, actor=actor)

    def _id(self, record: str) -> str:
        return self._ids.get(record, record)

    def _merged(self, actor: str | None) -> str | None:
        return self._turns.merged(actor) if actor else None

    # -- actors

    def _standings(
        self, quotes: Sequence[Quote], pledges: Sequence[Pledge], counts: Sequence[Count]
    ) -> dict[str, Standing]:
        """The article's actors: forms and places go with the words to whom they now are of."""
        known: dict[str, Standing] = {}
        for actor, one in self._found.standings.items():
            for other, part in self._parted(actor, one):
                _add(known, other, part)
        for old, named, slots in self._moves:
            _move(known, old, named, slots)
        merged: dict[str, Standing] = {}
        for actor, one in known.items():
            into = self._turns.merged(actor)
            name = self._turns.named(into) if into != actor else None
            _add(merged, into, _called(one, name) if name else one)
        said = Counter(one.actor for one in quotes if one.actor)
        made = Counter(actor for one in pledges for actor in dict.fromkeys(one.actors))
        needed = {one.actor for one in counts} | {one.target for one in pledges}
        needed |= said.keys() | made.keys()
        return {
            actor: Standing(
                _recounted(_of_kind(one.forms, self._turns.kind(actor)), said[actor], made[actor]),
                sorted(one.places),
            )
            for actor, one in merged.items()
            if one.places or actor in needed or one is self._found.standings.get(actor)
        }

    def _parted(self, actor: str, one: Standing) -> list[tuple[str, Standing]]:
        """An actor of the article, and the others that splits make of it."""
        text, source = self._found.text, self._found.source
        parts: dict[str, list[tuple[int, int]]] = {}
        into: dict[str, Named] = {}
        for start, end in one.places:
            other = self._turns.split(actor, source, [text[start:end]])
            parts.setdefault(other.id if other else actor, []).append((start, end))
            if other:
                into[other.id] = other
        if not into:
            return [(actor, one)]
        found: list[tuple[str, Standing]] = []
        gone = {fold(text[a:b]) for key in into for a, b in parts[key]}
        if actor in parts:
            forms = [_without(form, gone, len(parts[actor])) for form in one.forms]
            found.append((actor, Standing(forms, parts[actor])))
        for key, other in into.items():
            words = tuple(dict.fromkeys(text[a:b] for a, b in parts[key]))
            found.append((key, Standing([_local(other, words, len(parts[key]))], parts[key])))
        return found


def _of_actors(record: Said) -> list[Slot]:
    """The slots in which a record names who speaks or pledges."""
    if isinstance(record, Quote):
        return [record.speaker] if record.speaker else []
    return [*record.makers]


def _local(named: Named, words: Sequence[str], mentions: int) -> Actor:
    aliases = tuple(one for one in words if one != named.name)
    return Actor(
        named.id, named.name, named.kind, aliases, country=named.country, mentions=mentions
    )


def _without(form: Actor, gone: set[str], mentions: int) -> Actor:
    aliases = tuple(one for one in form.aliases if fold(one) not in gone)
    return replace(form, aliases=aliases, mentions=mentions)


def _called(one: Standing, named: Named) -> Standing:
    """The same as another actor, of its kind; the name that it had is one more alias."""
    name = named.name
    forms = [
        replace(
            form,
            name=name,
            kind=named.kind,
            aliases=tuple(dict.fromkeys(a for a in (form.name, *form.aliases) if a != name)),
        )
        for form in one.forms
    ]
    return Standing(forms, one.places)


def _of_kind(forms: Sequence[Actor], kind: ActorKind | None) -> Sequence[Actor]:
    return [replace(form, kind=kind) for form in forms] if kind else forms


def _add(known: dict[str, Standing], actor: str, one: Standing) -> None:
    there = known.get(actor)
    known[actor] = (
        one if there is None else Standing([*there.forms, *one.forms], [*there.places, *one.places])
    )


def _move(
    known: dict[str, Standing], old: str | None, named: Sequence[Named], slots: Sequence[Slot]
) -> None:
    """The words of a record's makers or speaker are those of other actors from now on."""
    extents = [(slot.start, slot.end) for slot in slots]
    moved: list[tuple[int, int]] = []
    there = known.get(old) if old and old not in {one.id for one in named} else None
    if old and there:
        moved = [p for p in there.places if any(a <= p[0] and p[1] <= b for a, b in extents)]
        left = [place for place in there.places if place not in moved]
        known[old] = Standing(there.forms, left)
    places = moved or extents
    for one in named:
        if one.id in known:
            mine = known[one.id]
            more = [place for place in places if place not in mine.places]
            known[one.id] = Standing(mine.forms, [*mine.places, *more])
        else:
            known[one.id] = Standing([_local(one, (), len(places))], [*places])


def _recounted(forms: Sequence[Actor], quotes: int, pledges: int) -> list[Actor]:
    """The forms with so many quotes and pledges in all; as they are, where that is so."""
    found = [*forms]
    if quotes != sum(form.quotes for form in found):
        found = [replace(form, quotes=0 if at else quotes) for at, form in enumerate(found)]
    made = sum(form.pledges for form in found)
    if pledges > made or (pledges != made and len(found) == 1):
        found = [replace(form, pledges=0 if at else pledges) for at, form in enumerate(found)]
    return found
