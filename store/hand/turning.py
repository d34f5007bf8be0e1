"""Who is who, as the user says: actors that are one, forms of one that are another, and of
what kind an actor is. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from store.hand.corrections import Named
from store.names import fold
from store.records import ActorKind


@dataclass(frozen=True, slots=True)
class Merge:
    """An actor is another one; `name` is what it was called."""

    actor: str
    name: str
    into: Named

    @property
    def id(self) -> str:
        """What tells it from other corrections."""
        return f"merge {self.actor}"

    @classmethod
    def read(cls, document: Mapping[str, Any]) -> Merge:
        """The merge that `document` wrote."""
        return cls(document["actor"], document["name"], Named.read(document["into"]))

    def document(self) -> dict[str, Any]:
        """It as a JSON object."""
        return {
            "id": self.id,
            "kind": "merge",
            "actor": self.actor,
            "name": self.name,
            "into": self.into.document(),
        }


@dataclass(frozen=True, slots=True)
class Split:
    """Forms of an actor (as `store.names.fold` has them), or all it is in some sources, are
    another actor."""

    actor: str
    into: Named
    forms: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """What tells it from other corrections."""
        return f"split {self.actor} {self.into.id}"

    @classmethod
    def read(cls, document: Mapping[str, Any]) -> Split:
        """The split that `document` wrote."""
        return cls(
            document["actor"],
            Named.read(document["into"]),
            tuple(document["forms"]),
            tuple(document["sources"]),
        )

    def document(self) -> dict[str, Any]:
        """It as a JSON object."""
        return {
            "id": self.id,
            "kind": "split",
            "actor": self.actor,
            "into": self.into.document(),
            "forms": [*self.forms],
            "sources": [*self.sources],
        }

    def takes(self, actor: str | None, source: str, words: Iterable[str]) -> bool:
        """Whether it makes another actor of this one, as these words in a source name it."""
        if actor != self.actor:
            return False
        return source in self.sources or any(fold(one) in self.forms for one in words)


@dataclass(frozen=True, slots=True)
class Recast:
    """An actor is of another kind: itself, as the user says that it is."""

    into: Named

    @property
    def id(self) -> str:
        """What tells it from other corrections."""
        return f"recast {self.into.id}"

    @property
    def actor(self) -> str:
        """The id of the actor."""
        return self.into.id

    @classmethod
    def read(cls, document: Mapping[str, Any]) -> Recast:
        """The kind that `document` wrote."""
        return cls(Named.read(document["into"]))

    def document(self) -> dict[str, Any]:
        """It as a JSON object."""
        return {
            "id": self.id,
            "kind": "recast",
            "actor": self.actor,
            "into": self.into.document(),
        }


Turn = Merge | Split | Recast


class Turns:
    """All of them that hold."""

    def __init__(self, turns: Iterable[Turn] = ()) -> None:
        known = [*turns]
        self._into = {one.actor: one.into for one in known if isinstance(one, Merge)}
        self._kinds = {one.actor: one.into.kind for one in known if isinstance(one, Recast)}
        self.splits: Sequence[Split] = tuple(one for one in known if isinstance(one, Split))

    def merged(self, actor: str) -> str:
        """Whom an actor is one with: itself, where with nobody."""
        seen = {actor}
        while actor in self._into and self._into[actor].id not in seen:
            actor = self._into[actor].id
            seen.add(actor)
        return actor

    def merged_into(self, actor: str) -> list[str]:
        """Those who are one with an actor, in the order of their ids."""
        return [one for one in sorted(self._into) if one != actor and self.merged(one) == actor]

    def named(self, actor: str) -> Named | None:
        """How the one that others are merged into was called; None where none is."""
        return next((one for one in self._into.values() if one.id == actor), None)

    def kind(self, actor: str) -> ActorKind | None:
        """Of what kind the user says that an actor is; None where nothing is said of that."""
        return self._kinds.get(actor)

    def split(self, actor: str, source: str, words: Iterable[str]) -> Named | None:
        """Which other actor one is, as these words in a source name it; None: it is itself."""
        known = [*words]
        return next((s.into for s in self.splits if s.takes(actor, source, known)), None)

    def touched(self) -> set[str]:
        """The actors that extraction finds and that are others, or of another kind."""
        return {*self._into, *self._kinds, *(one.actor for one in self.splits)}
