"""What a query asks, as a tree of small values. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, get_args

from store.query_fields import FIELDS, OF_ARTICLE
from store.records import QuoteKind, Verdict


@dataclass(frozen=True, slots=True)
class Words:
    """Words next to each other; `begun`: the last one may be a beginning only."""

    text: str
    begun: bool = False


@dataclass(frozen=True, slots=True)
class Near:
    """Words or phrases in any order, no more than `apart` words between the outer ones."""

    parts: tuple[Words, ...]
    apart: int


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Words spelled nearly so."""

    text: str


@dataclass(frozen=True, slots=True)
class Infix:
    """A word of which only pieces are known: each `*` stands for any letters, or none."""

    text: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """A regular expression, case not minded."""

    text: str


Sought = Words | Near | Fuzzy | Infix | Pattern
"""What is looked for in texts."""

Lengthy = Fuzzy | Infix | Pattern
"""What no index answers at once: all words of the store, or all texts, are looked through."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field that must be so: words, one of its values, or a stretch (low, high) of a scale.

    Strengths are places on the ladder, numbers floats, dates ISO 8601; None is open. `open`
    ends are not part of the stretch: (low is not, high is not).
    """

    name: str
    value: Sought | str | tuple[Any, Any]
    open: tuple[bool, bool] = (False, False)


@dataclass(frozen=True, slots=True)
class And:
    """All of them."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """One of them at least."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Not this."""

    part: Node


@dataclass(frozen=True, slots=True)
class Headline:
    """What is sought in it counts in headlines only."""

    part: Node


Leaf = Sought | Field
Node = Leaf | And | Or | Not | Headline


@dataclass(frozen=True, slots=True)
class Query:
    """A query as it was typed, and what it asks; `node` is None where it asks nothing."""

    text: str
    node: Node | None

    @property
    def sought(self) -> tuple[Sought, ...]:
        """What stands in the texts that it finds: the words, phrases and patterns asked for."""
        return self.sought_in(None)

    def sought_in(self, headlines: bool | None) -> tuple[Sought, ...]:
        """The same, of that in headlines only (True), or without it (False)."""
        found = [part for part, wanted in leaves(self.node, headlines=headlines) if wanted]
        words = [
            part.value if isinstance(part, Field) else part
            for part in found
            if not (isinstance(part, Field) and part.name in _BESIDE_TEXTS)
        ]
        return tuple(dict.fromkeys(w for w in words if isinstance(w, Sought)))

    @property
    def sought_in_notes(self) -> tuple[Sought, ...]:
        """What must stand in the notes and tags on what it finds."""
        fields = (part for part, wanted in leaves(self.node) if wanted and of_notes(part))
        values = (part.value for part in fields if isinstance(part, Field))
        return tuple(one for one in values if isinstance(one, Sought))

    @property
    def lengthy(self) -> tuple[Lengthy, ...]:
        """What may take long to look for in it, ruled out or not."""
        words = (part.value if isinstance(part, Field) else part for part, _ in leaves(self.node))
        return tuple(word for word in words if isinstance(word, Lengthy))

    @property
    def rankable(self) -> bool:
        """Whether it has words by which one match is better than another."""
        return any(not isinstance(one, Pattern) for one in self.sought)

    @property
    def of_records(self) -> bool:
        """Whether it asks something that only a quote or a pledge can answer."""
        return asks_of_records(self.node)


_BESIDE_TEXTS = ("outlet", "source", "tag", "note")
"""Fields whose words do not stand in the texts."""


def leaves(
    node: Node | None, wanted: bool = True, *, headlines: bool | None = None
) -> Iterator[tuple[Leaf, bool]]:
    """The single terms of a tree, and whether each is wanted or ruled out.

    `headlines`: those that count in headlines only (True), the others (False), all (None).
    """
    match node:
        case And(parts) | Or(parts):
            for part in parts:
                yield from leaves(part, wanted, headlines=headlines)
        case Not(part):
            yield from leaves(part, not wanted, headlines=headlines)
        case Headline(part) if headlines is not False:
            yield from leaves(part, wanted)
        case None | Headline():
            return
        case _ if not headlines:
            yield node, wanted


def asks_of_records(node: Node | None) -> bool:
    """Whether a tree asks something that only a quote or a pledge can answer."""
    return any(
        wanted and isinstance(one, Field) and of_records(one) for one, wanted in leaves(node)
    )


_SAID_OF_IT = (Field("has", "note"), Field("has", "tag"), Field("is", "bookmarked"))


def of_notes(leaf: Leaf) -> bool:
    """Whether a term asks what the user says of records: a note, tags, a bookmark."""
    return isinstance(leaf, Field) and (leaf.name in ("note", "tag") or leaf in _SAID_OF_IT)


def asks_of_notes_only(node: Node) -> bool:
    """Whether a tree asks of nothing but what the user says of records."""
    return all(of_notes(one) for one, _ in leaves(node))


def of_records(field: Field) -> bool:
    """Whether a field asks of quotes and pledges, not of their article or of actors."""
    if of_notes(field):
        return False
    if field.name == "has":
        return field.value not in OF_ARTICLE
    if field.name == "kind":
        return field.value in ("quote", "pledge", *get_args(QuoteKind))
    if field.name == "is":
        return field.value in ("doubtful", *get_args(Verdict))
    return FIELDS[field.name].level == "record"
