"""The actors of one article: who is named, and who stands behind a phrase."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span

from store.extraction.behind import Behind
from store.extraction.descriptions import link_descriptions
from store.extraction.listing import appearance
from store.extraction.sheet import Sheet, Word
from store.extraction.stage import Stage
from store.records import Appearance, Article


@dataclass(frozen=True, slots=True)
class Resolution:
    """The actors behind a phrase: local ids (none: unknown), how they were found, how surely."""

    actors: tuple[str, ...]
    how: str
    confidence: float


class Cast:
    """The actors of one article."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._behind = Behind(stage)

    @classmethod
    def of(cls, doc: Doc, article: Article) -> Cast:
        """Find the names of the article outside boilerplate and join those of one actor."""
        stage = Stage(Sheet.of(doc, article))
        link_descriptions(stage)
        return cls(stage)

    def who(self, phrase: Span, speakers: Sequence[str] = ()) -> Resolution:
        """The actors behind a source or maker phrase.

        `speakers` are the ids of those who spoke before, the latest last; for a phrase
        inside somebody's words (`we`, `I`) that latest one is who speaks them.
        """
        actors, how, confidence = self._behind.resolve(self._words(phrase), speakers)
        for actor in actors:
            self._stage.troupe[actor].listed = True
        return Resolution(actors, how if actors or how == "document" else "unknown", confidence)

    def appearances(self) -> tuple[Appearance, ...]:
        """All actors with their places: those named, and those that `who` was asked for."""
        stage = self._stage
        return tuple(appearance(stage, player) for player in stage.troupe if player.listed)

    def _words(self, phrase: Span) -> list[Word]:
        sheet = self._stage.sheet
        indexes = [sheet.word_of[t.i] for t in phrase if t.i in sheet.word_of]
        return [sheet.words[i] for i in dict.fromkeys(indexes)]
