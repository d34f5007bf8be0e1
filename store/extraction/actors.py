"""The actors of one article: who is named, and who stands behind a phrase."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span

from store.records import Actor, ActorKind, Appearance, Article

_KINDS: dict[str, ActorKind] = {
    "PERSON": "person",
    "GPE": "country",
    "ORG": "organisation",
    "NORP": "group",
}


@dataclass(frozen=True, slots=True)
class Resolution:
    """The actors behind a phrase: local ids (none: unknown), and how they were found."""

    actors: tuple[str, ...]
    how: str
    confidence: float


class Cast:
    """The actors of one article."""

    def __init__(self) -> None:
        self._kinds: dict[str, ActorKind] = {}
        self._places: dict[str, list[tuple[int, int]]] = {}

    @classmethod
    def of(cls, doc: Doc, article: Article) -> Cast:
        """The names of the article outside boilerplate."""
        cast = cls()
        dull = [(b.start, b.end) for b in article.blocks if b.kind == "boilerplate"]
        for entity in doc.ents:
            if entity.label_ not in ("PERSON", "GPE", "ORG"):
                continue
            if any(start <= entity.start_char < end for start, end in dull):
                continue
            cast._note(entity.text, _KINDS[entity.label_], (entity.start_char, entity.end_char))
        return cast

    def _note(self, name: str, kind: ActorKind, place: tuple[int, int]) -> str:
        self._kinds.setdefault(name, kind)
        self._places.setdefault(name, []).append(place)
        return name

    def who(self, phrase: Span, speakers: Sequence[str] = ()) -> Resolution:
        """The actors behind a source or maker phrase; `speakers` spoke before, latest last."""
        named = [e.text for e in phrase.ents if e.text in self._kinds]
        if named:
            return Resolution((named[-1],), "name", 0.6)
        if len(phrase) == 1 and phrase[0].pos_ == "PRON":
            return Resolution(tuple(speakers[-1:]), "pronoun", 0.4)
        name = phrase.text
        return Resolution(
            (self._note(name, "group", (phrase.start_char, phrase.end_char)),), "group", 0.4
        )

    def appearances(self) -> tuple[Appearance, ...]:
        """All actors: names found and groups that `who` made."""
        return tuple(
            Appearance(
                Actor(name, name, self._kinds[name], mentions=len(places)), tuple(sorted(places))
            )
            for name, places in self._places.items()
        )
