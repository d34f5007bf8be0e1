"""What a user says of a quote or pledge, and how it changes the record. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, cast

from store.documents import pledge_from, quote_from, to_document
from store.hand import YOURS
from store.hand.selectors import Selector
from store.records import ActorKind, Kind, Pledge, Quote, QuoteKind, Slot, Span, Stance, Why

Said = Quote | Pledge

QUOTE_SLOTS = ("speaker", "cue", "content")
PLEDGE_SLOTS = ("trigger", "action", "beneficiary", "condition", "deadline", "amount")
MAKERS = "makers"
"""The slot of a pledge that can be several: `makers 0`, `makers 1`, … name one each."""

NEEDED = ("content", "trigger")
"""Slots that a record cannot be without."""


@dataclass(frozen=True, slots=True)
class Named:
    """An actor as a correction names it, so that it is known even where no article names it."""

    id: str
    name: str
    kind: ActorKind
    country: str | None = None

    @classmethod
    def read(cls, document: Mapping[str, Any]) -> Named:
        """The actor that `document` wrote."""
        return cls(document["id"], document["name"], document["kind"], document.get("country"))

    def document(self) -> dict[str, Any]:
        """The actor as a JSON object."""
        return {"id": self.id, "name": self.name, "kind": self.kind, "country": self.country}


@dataclass(frozen=True, slots=True)
class Say:
    """What is other than extraction has it; None (or nothing in it) where nothing is.

    `slots` gives the places of a slot's words, none at all to take the slot away. `actors`
    are those of a quote (one at most; none: nobody is known) or pledge.
    """

    rejected: bool = False
    stance: Stance | None = None
    kind: QuoteKind | None = None
    actors: tuple[Named, ...] | None = None
    entry: str | None = None
    slots: Mapping[str, tuple[Selector, ...]] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        """Whether nothing is said: the record is only held on to."""
        return self == Say()

    def told(self) -> list[str]:
        """What is said, a few words each."""
        found = ["rejected"] if self.rejected else []
        found += [f"{one}" for one in (self.stance, self.kind) if one]
        if self.actors is not None:
            found.append(f"by {', '.join(one.name for one in self.actors) or 'nobody known'}")
        for name, places in self.slots.items():
            words = " ".join(one.exact for one in places)
            found.append(f"{slot_word(name)}: {words}" if places else f"no {slot_word(name)}")
        return [*found, "in another entry"] if self.entry else found

    @classmethod
    def read(cls, document: Mapping[str, Any]) -> Say:
        """What `document` wrote."""
        actors = document.get("actors")
        return cls(
            bool(document.get("rejected")),
            cast("Stance | None", document.get("stance")),
            cast("QuoteKind | None", document.get("kind")),
            None if actors is None else tuple(map(Named.read, actors)),
            document.get("entry"),
            {
                name: tuple(map(Selector.read, places))
                for name, places in (document.get("slots") or {}).items()
            },
        )

    def document(self) -> dict[str, Any]:
        """It as a JSON object, without what is not said."""
        found: dict[str, Any] = {
            "rejected": self.rejected or None,
            "stance": self.stance,
            "kind": self.kind,
            "actors": None if self.actors is None else [one.document() for one in self.actors],
            "entry": self.entry,
            "slots": {
                name: [one.document() for one in places] for name, places in self.slots.items()
            }
            or None,
        }
        return {name: value for name, value in found.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Overlay:
    """What a user says of one record, by the record's id.

    `found` is the record as it stood, when it was first corrected, in the text whose hash is
    `text`, and `where` the selectors of its slots there.
    """

    id: str
    kind: Kind
    source: str
    found: Said
    where: Mapping[str, tuple[Selector, ...]]
    text: str
    say: Say

    @classmethod
    def of(cls, found: Said, text: str, digest: str) -> Overlay:
        """One that says nothing yet of a record in this text."""
        where = {
            name: tuple(Selector.of(text, one.start, one.end) for one in slot.spans)
            for name, slot in slots_of(found)
        }
        kind: Kind = "quote" if isinstance(found, Quote) else "pledge"
        return cls(found.id, kind, found.source, found, where, digest, Say())

    @classmethod
    def read(cls, document: Mapping[str, Any]) -> Overlay:
        """The overlay that `document` wrote; KeyError, TypeError, ValueError where it is none."""
        kind: Kind = document["kind"]
        read = quote_from if kind == "quote" else pledge_from
        return cls(
            document["id"],
            kind,
            document["source"],
            read(document["found"]),
            {name: tuple(map(Selector.read, places)) for name, places in document["where"].items()},
            document["text"],
            Say.read(document["say"]),
        )

    def document(self) -> dict[str, Any]:
        """The overlay as a JSON object."""
        return {
            "id": self.id,
            "record": self.id,
            "kind": self.kind,
            "source": self.source,
            "found": to_document(self.found),
            "where": {
                name: [one.document() for one in places] for name, places in self.where.items()
            },
            "text": self.text,
            "say": self.say.document(),
        }


def slot_word(name: str) -> str:
    """What a slot is called: *condition*, *maker*, *maker 2*."""
    word, _, number = name.partition(" ")
    if word != MAKERS:
        return name
    return f"maker {int(number) + 1}" if int(number or 0) else "maker"


def slots_of(record: Said) -> Iterator[tuple[str, Slot]]:
    """The slots of a record that are filled, by name."""
    names = QUOTE_SLOTS if isinstance(record, Quote) else PLEDGE_SLOTS
    for name in names:
        slot = getattr(record, name)
        if slot is not None:
            yield name, slot
    if isinstance(record, Pledge):
        for number, slot in enumerate(record.makers):
            yield f"{MAKERS} {number}", slot


def with_slots(record: Said, slots: Mapping[str, Slot | None]) -> Said:
    """The record with other slots; None takes one away. Parts that it needs stay."""
    changes: dict[str, Any] = {
        name: slot
        for name, slot in slots.items()
        if not name.startswith(MAKERS) and (slot is not None or name not in NEEDED)
    }
    if isinstance(record, Pledge) and any(name.startswith(MAKERS) for name in slots):
        makers: dict[int, Slot | None] = dict(enumerate(record.makers))
        makers |= {int(name.split()[1]): s for name, s in slots.items() if name.startswith(MAKERS)}
        changes[MAKERS] = tuple(slot for _, slot in sorted(makers.items()) if slot is not None)
    return replace(record, **changes)


def corrected(record: Said, say: Say, slots: Mapping[str, Slot | None]) -> Said:
    """The record as the user says that it is, its slots where they stand now."""
    record = with_slots(record, slots) if slots else record
    changes: dict[str, Any] = {}
    if say.actors is not None:
        ids = tuple(one.id for one in say.actors)
        one = ids[0] if ids else None
        changes |= {"actor": one} if isinstance(record, Quote) else {"actors": ids}
    if isinstance(record, Quote) and say.kind:
        changes["kind"] = say.kind
    if isinstance(record, Pledge) and say.stance and say.stance != record.stance:
        changes |= {"stance": say.stance, "strength": _STRENGTHS[say.stance]}
    if isinstance(record, Pledge) and say.entry:
        changes["entry"] = say.entry
    if slots or changes:
        changes |= {"confidence": 1.0, "why": Why(YOURS, "", _how(record, say, slots))}
    return replace(record, **changes)


def _how(record: Said, say: Say, slots: Mapping[str, Slot | None]) -> str:
    """How its actor is known: by the user, or as it was found as long as that still holds."""
    if say.actors is not None:
        return YOURS
    renamed = any(name == "speaker" or name.startswith(MAKERS) for name in slots)
    return "" if renamed else record.why.actor


_STRENGTHS: dict[Stance, str] = {
    "commitment": "pledges",
    "readiness": "ready",
    "refusal": "refuses",
}
"""How far a stance binds when nothing more is told."""


def slot_at(text: str, places: tuple[tuple[int, int], ...]) -> Slot | None:
    """The slot of these places in a text; None for no place."""
    return Slot(tuple(Span.cut(text, *place) for place in sorted(places))) if places else None
