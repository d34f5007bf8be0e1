"""Articles of the tests' own, with their cast and short questions about both."""

from __future__ import annotations

from functools import cache

from store.extraction.actors import Cast, Resolution
from store.extraction.language import Language
from store.records import Actor, Article, Block, BlockKind


@cache
def language() -> Language:
    """The model, loaded once."""
    return Language()


class Story:
    """An article of the test's own, its cast, and short questions about both."""

    def __init__(self, text: str, dull: tuple[int, ...] = ()) -> None:
        blocks: list[Block] = []
        at = 0
        for number, line in enumerate(text.split("\n")):
            kind: BlockKind = "boilerplate" if number in dull else "paragraph"
            if line.strip():
                blocks.append(Block(kind, at, at + len(line)))
            at += len(line) + 1
        self.article = Article(text, tuple(blocks))
        self.doc = language().parse(self.article)
        self.cast = Cast.of(self.doc, self.article)
        self.speakers: list[str] = []

    def ask(self, phrase: str, *, after: str = "") -> Resolution:
        """Who stands behind the first such phrase behind `after`."""
        text = self.article.text
        start = text.index(phrase, text.index(after) + len(after))
        span = self.doc.char_span(start, start + len(phrase), alignment_mode="expand")
        assert span is not None
        return self.cast.who(span, self.speakers)

    def who(self, phrase: str, *, after: str = "") -> list[str]:
        """The names of those behind the phrase."""
        found = self.ask(phrase, after=after)
        names = {actor.id: actor.name for actor in self.listed()}
        return [names[actor] for actor in found.actors]

    def says(self, phrase: str, *, after: str = "") -> list[str]:
        """As `who`, and the actor counts as the last speaker from now on."""
        found = self.ask(phrase, after=after)
        self.speakers += found.actors[-1:]
        return self.who(phrase, after=after)

    def listed(self) -> list[Actor]:
        return [appearance.actor for appearance in self.cast.appearances()]

    def names(self) -> set[str]:
        return {actor.name for actor in self.listed()}

    def actor(self, name: str) -> Actor:
        return next(actor for actor in self.listed() if actor.name == name)
