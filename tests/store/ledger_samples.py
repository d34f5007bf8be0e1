"""Sources, pledges and articles for the tests of the ledger, in as few words as it goes by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from store import ledger
from store.adding import Outcome
from store.corpus import Corpus
from store.ids import derived_id, text_id
from store.records import (
    Actor,
    ActorKind,
    Article,
    Entry,
    Findings,
    Pledge,
    Signature,
    Slot,
    Source,
    Span,
    Stance,
    Why,
)
from tests.store.samples import PIPELINE, actor, article, findings, slot

CAST = {
    one.id: one
    for one in (
        Actor("norland", "Norland", "country", country="Norland"),
        Actor("sudmark", "Sudmark", "country", country="Sudmark"),
        Actor("fleet", "Sudmark's fleet", "organisation", country="Sudmark"),
        Actor("mayor", "Ida Holm", "person", country="Sudmark"),
        Actor("league", "the Coast League", "alliance"),
        Actor("towns", "nine towns", "group"),
    )
}


def source(name: str, story: str | None = None, date: str | None = None, **known: Any) -> Source:
    """A source of which only this much is known."""
    parts: dict[str, Any] = {
        **dict.fromkeys(("outlet", "author", "date_of", "date_how", "url", "path")),
        **{"credits": (), "language": "en", "words": 9, "content_hash": "", "pipeline": PIPELINE},
        **known,
    }
    return Source(id=name, title=name, date=date, story=story, **parts)


def words(text: str, start: int = 0) -> Slot:
    return Slot((Span(start, start + len(text), text),))


def pledge(
    of: Source,
    *makers: str,
    theme: str = "0334",
    target: str | None = None,
    strength: str | None = "pledges",
    start: int = 0,
    **known: Any,
) -> Pledge:
    """A pledge of known makers, which stands at `start`."""
    stance: Stance = "commitment"
    if strength in ("wants", "ready", "offers"):
        stance = "readiness"
    if strength == "refuses":
        stance = "refusal"
    parts: dict[str, Any] = {
        **dict.fromkeys(("entry", "beneficiary", "condition", "quote")),
        **{"makers": (), "action": words("guard the strait", start + 9), "confidence": 0.9},
        **{"trigger": words(f"{strength}", start), "stance": stance, "why": Why("commissive")},
        **known,
    }
    number = derived_id("pledge", of.id, *makers, theme, str(start))
    return Pledge(
        id=number, source=of.id, actors=makers, strength=strength, theme=theme, target=target,
        category=theme if theme.isdecimal() else "030", **parts,
    )  # fmt: skip


def entries(
    sources: Iterable[Source],
    pledges: Sequence[Pledge],
    copies: dict[str, list[str]] | None = None,
    cast: dict[str, Actor] | None = None,
) -> list[Entry]:
    """The entries that these pledges make."""
    cast = cast or CAST
    known = {one.id: one for one in sources}
    found: dict[str, list[Pledge]] = {}
    for one in known.values():
        ours = [each for each in pledges if each.source == one.id]
        for number, entry in ledger.entry_ids(ours, one, cast).items():
            found.setdefault(entry, []).extend(each for each in ours if each.id == number)
    return [ledger.entry(one, ours, known, cast, copies or {}) for one, ours in found.items()]


@dataclass(frozen=True)
class Report:
    """An article on one topic in which somebody pledges something; equal ones are one article."""

    number: int
    topic: int = 0
    date: str | None = "2024-03-01"
    outlet: str | None = None
    maker: str = "Norland"
    kind: ActorKind = "country"
    trigger: str = "has pledged to"
    strength: str = "pledges"
    theme: str = "0334"
    target: str | None = "Sudmark"
    wording: int | None = None
    credits: tuple[str, ...] = ()
    title: str | None = None
    version: int = 0

    @property
    def text(self) -> str:
        whom = f" for {self.target}" if self.target else ""
        more = f" Version {self.version}." if self.version else ""
        return f"Report {self.number}. {self.maker} {self.trigger} guard the strait{whom}.{more}"

    @property
    def id(self) -> str:
        return text_id(replace(self, version=0).text)

    def article(self) -> Article:
        return article(
            self.text, f"{self.number}.txt", date=self.date, outlet=self.outlet,
            credits=self.credits, title=self.title,
        )  # fmt: skip

    def findings(self) -> Findings:
        text = self.text
        maker = actor(self.maker, self.kind, country=self.maker if self.kind == "country" else None)
        cast = [maker]
        if self.target:
            cast.append(actor(self.target, "country", country=self.target))
        told = Pledge(
            id=derived_id("pledge", text_id(text), self.trigger),
            source=text_id(text),
            entry=None,
            actors=(maker.id,),
            makers=(slot(text, self.maker),),
            trigger=slot(text, self.trigger),
            action=slot(text, "guard the strait"),
            beneficiary=None,
            condition=None,
            stance="refusal" if self.strength == "refuses" else "commitment",
            strength=self.strength,
            quote=None,
            confidence=0.9,
            why=Why("commissive", self.trigger),
            category="0334",
            theme=self.theme,
            target=cast[-1].id if self.target else None,
        )
        terms = tuple((f"topic{self.topic}word{n}", 3) for n in range(20))
        copy = self.number if self.wording is None else 1000 + self.wording
        sketch = tuple(range(copy * 100, copy * 100 + 20))
        return replace(findings(text, cast, (), (told,)), signature=Signature(terms, sketch))

    def into(self, corpus: Corpus, pipeline: str = PIPELINE) -> Outcome:
        """Load it."""
        return corpus.add(self.article(), self.findings(), pipeline=pipeline)
