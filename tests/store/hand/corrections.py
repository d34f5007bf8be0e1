"""Corrections at random, by seed, what must hold of each; a pipeline that finds otherwise.

As a program it corrects a store until it is killed: `python -m … STORE SEED`, a line an action.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, get_args

from tinydb import where

from store.corpus import Corpus
from store.hand.corrections import Said, slots_of, with_slots
from store.hand.doing import Doing
from store.hand.journal import Action
from store.hand.turning import Merge, Turns
from store.ids import derived_id
from store.reading import read
from store.records import (
    Actor,
    ActorKind,
    Article,
    Findings,
    Pledge,
    Quote,
    QuoteKind,
    Slot,
    Span,
    Stance,
)

INSERTED = (
    "A paragraph that was put in later. “We will look at it again,” a spokesperson said, and "
    "promised to answer by Friday."
)

Holds = Callable[[Corpus], bool]


class Hand:
    """Someone who corrects a store at random; `made` is what must hold of it afterwards."""

    def __init__(self, corpus: Corpus, seed: int) -> None:
        self.corpus = corpus
        self.doing = Doing(corpus.database)
        self.made: dict[str, tuple[str, Holds]] = {}
        self._random = random.Random(seed)

    def act(self) -> Action | None:
        """Do something to some record; None where that changed nothing."""
        of_records = (self.reject, self.stance, self.kind, self.bounds, self.speaker, self.name)
        of_actors = (self.merge, self.split, self.recast)
        return self._random.choice([*of_records, self.note, self.entry, *of_actors])()

    def reject(self) -> Action | None:
        record = self._said()
        self._holds(record, "rejected", lambda corpus: corpus.get(record.id) is None)
        return self.doing.reject(record.id)

    def stance(self) -> Action | None:
        pledge = self._pledge()
        stance = self._random.choice(get_args(Stance))
        self._holds(
            pledge,
            f"stance {stance}",
            lambda c: _same(c, pledge) and _of(c, pledge).stance == stance,
        )
        return self.doing.set_stance(pledge.id, stance)

    def kind(self) -> Action | None:
        quote = self._quote()
        kind = self._random.choice(get_args(QuoteKind))
        self._holds(quote, f"kind {kind}", lambda c: _same(c, quote) and _of(c, quote).kind == kind)
        return self.doing.set_kind(quote.id, kind)

    def bounds(self) -> Action | None:
        record = self._said()
        name, slot = self._random.choice([*slots_of(record)])
        text = self.corpus.text(record.source)
        end = self._random.choice([slot.spans[-1].end - 2, _word_on(text, slot.spans[-1].end)])
        if end <= slot.start or len(slot.spans) > 1:
            return None
        words = text[slot.start : end]
        self._holds(
            record, f"{name}: {words}", lambda c: dict(slots_of(_of(c, record)))[name].text == words
        )
        return self.doing.set_slot(record.id, name, [(slot.start, end)])

    def speaker(self) -> Action | None:
        record, actor = self._said(), self._actor()
        named = self.doing.actor(actor.id)
        self._holds(record, f"by {actor.name}", lambda c: _by(c, record, named.id))
        return self.doing.set_actors(record.id, [named])

    def name(self) -> Action | None:
        quote = self._quote()
        named = self.doing.new_actor(f"Jane {self._random.choice('ABCDEFG')}. Doe")
        self._holds(quote, f"by {named.name}", lambda c: _by(c, quote, named.id))
        return self.doing.set_actors(quote.id, [named])

    def note(self) -> Action | None:
        record = self._said()
        self._holds(record, "note", lambda c: _same(c, record) and c.note(record.id) is not None)
        return self.corpus.set_note(record.id, f"look at this {self._random.random()}")

    def entry(self) -> Action | None:
        pledge = self._pledge()
        entry = self._random.choice([*self.corpus.listing("entry")])
        self._holds(pledge, "entry", lambda c: _of(c, pledge).entry == entry.id)
        return self.doing.set_entry(pledge.id, entry.id)

    def merge(self) -> Action | None:
        one, other = self._random.sample([*self.corpus.listing("actor")], 2)
        return self.doing.merge(one.id, other.id)

    def recast(self) -> Action | None:
        return self.doing.set_actor_kind(self._actor().id, self._random.choice(get_args(ActorKind)))

    def split(self) -> Action | None:
        actor = self._actor()
        forms = self._random.sample(actor.aliases, min(len(actor.aliases), 1))
        sources = [self._random.choice([*self.corpus.listing("source")]).id]
        which = self._random.random() < 0.5
        name = f"Another {self._random.randrange(50)}"
        with suppress(ValueError):  # it is not in that article
            return self.doing.split(
                actor.id, name, forms=forms if which else (), sources=() if which else sources
            )
        return None

    def lost(self) -> Iterator[str]:
        """The corrections that neither hold nor are listed as the user's to look at."""
        adrift = {one.overlay.id for one in self.doing.adrift()}
        for record, (what, holds) in self.made.items():
            if record.partition("/")[0] not in adrift and not holds(self.corpus):
                yield f"{record}: {what}"

    def _holds(self, record: Said, what: str, holds: Holds) -> None:
        """What must hold of a record from now on; a later correction of the same stands instead."""
        part = what.partition(" ")[0].partition(":")[0]
        if part == "rejected":
            self.made = {k: v for k, v in self.made.items() if k.partition("/")[0] != record.id}
        self.made[f"{record.id}/{part}"] = (what, holds)

    def _said(self) -> Said:
        return self._quote() if self._random.random() < 0.5 else self._pledge()

    def _quote(self) -> Quote:
        found: list[Quote] = [*self.corpus.listing("quote")]
        return self._random.choice(found)

    def _pledge(self) -> Pledge:
        found: list[Pledge] = [*self.corpus.listing("pledge")]
        return self._random.choice(found)

    def _actor(self) -> Actor:
        found: list[Actor] = [*self.corpus.listing("actor")]
        return self._random.choice(found)


def _of(corpus: Corpus, record: Said) -> Any:
    found = corpus.get(record.id)
    assert found is not None, f"{record.id} is gone"
    return found


def _same(corpus: Corpus, record: Said) -> bool:
    """Whether the record of this id still stands on words of the one that was corrected."""
    now = _of(corpus, record)
    name = "content" if isinstance(record, Quote) else "trigger"
    mine, theirs = getattr(record, name).text, getattr(now, name).text
    return SequenceMatcher(None, mine, theirs).ratio() > 0.5


def _by(corpus: Corpus, record: Said, actor: str) -> bool:
    """Whether it is by this actor, or by the one that it was merged into."""
    now = _of(corpus, record)
    merges = corpus.database.rows_of("overlays").search(where("kind") == "merge")
    into = Turns(map(Merge.read, merges)).merged(actor)
    return _same(corpus, record) and into in ([now.actor] if isinstance(now, Quote) else now.actors)


def _word_on(text: str, end: int) -> int:
    """Where the next word ends."""
    while end < len(text) and not text[end].isalnum():
        end += 1
    while end < len(text) and text[end].isalnum():
        end += 1
    return end


def otherwise(findings: Findings, text: str) -> Findings:
    """What another pipeline might find: every tenth span a word wider, every twentieth record
    missing, and ids by the words."""
    number = 0
    quotes: list[Quote] = []
    pledges: list[Pledge] = []
    names: dict[str, str] = {}
    said: list[Said] = [*findings.quotes, *findings.pledges]
    for at, record in enumerate(said):
        if at % 20 == 19:
            continue
        changed: dict[str, Slot | None] = {}
        for name, slot in slots_of(record):
            spans = []
            for span in slot.spans:
                number += 1
                end = _word_on(text, span.end) if number % 10 == 0 else span.end
                spans.append(Span.cut(text, span.start, end))
            if tuple(spans) != slot.spans:
                changed[name] = Slot(tuple(spans))
        new = with_slots(record, changed)
        if changed:
            kind = "quote" if isinstance(new, Quote) else "pledge"
            names[record.id] = derived_id(kind, record.id, "another pipeline")
            new = replace(new, id=names[record.id])
        (quotes if isinstance(new, Quote) else pledges).append(new)  # type: ignore[arg-type]
    known = {one.id for one in quotes}
    parents = [names.get(one.parent or "", one.parent) for one in quotes]
    quotes = [
        replace(one, parent=parent if parent in known else None)
        for one, parent in zip(quotes, parents, strict=True)
    ]
    within = [names.get(one.quote or "", one.quote) for one in pledges]
    pledges = [
        replace(one, quote=quote if quote in known else None)
        for one, quote in zip(pledges, within, strict=True)
    ]
    there = {one.id for one in pledges}
    told = [names.get(one.pledge or "", one.pledge) for one in findings.counts]
    counts = tuple(
        replace(one, pledge=pledge if pledge in there else None)
        for one, pledge in zip(findings.counts, told, strict=True)
    )
    return replace(findings, quotes=tuple(quotes), pledges=tuple(pledges), counts=counts)


def with_a_paragraph(path: Path) -> Article:
    """The article of a file with a paragraph put in after its second one."""
    text = path.read_text(encoding="utf-8")
    parts = text.split("\n\n")
    parts.insert(2, INSERTED)
    article = read("\n\n".join(parts).encode(), str(path), format="text")
    return replace(article, place=str(path))


def main(path: str, seed: str) -> None:
    """Act until killed; a line for every action that is done."""
    with Corpus.open(Path(path)) as corpus:
        hand = Hand(corpus, int(seed))
        while True:
            if hand.act() is not None:
                print("done", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
