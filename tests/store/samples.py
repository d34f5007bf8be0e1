"""Small articles and findings of our own making, for the tests of the store."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from store.corpus import Corpus, Listing
from store.ids import derived_id, text_id
from store.index import Layout
from store.records import (
    KINDS,
    Actor,
    ActorKind,
    Appearance,
    Article,
    Block,
    Findings,
    Pledge,
    Quote,
    Slot,
    Why,
)
from store.tables import RowDB

PIPELINE = "1+test"
LAYOUTS = {"things": Layout(fields={"a": (), "b": ()}, lists=("tags",))}
Open = Callable[..., RowDB]


def article(text: str, place: str | None = None, **known: Any) -> Article:
    """An article of one paragraph a line; `known` is what is known about it."""
    blocks, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block("paragraph", at, at + len(line)))
        at += len(line) + 1
    known.setdefault("file_hash", f"bytes of {text_id(text)}")
    return Article(text, tuple(blocks), place=place, **known)


def slot(text: str, *fragments: str) -> Slot:
    """The slot of these words, each the first of its kind in the text."""
    starts = [text.index(fragment) for fragment in fragments]
    return Slot.cut(text, [(at, at + len(f)) for at, f in zip(starts, fragments, strict=True)])


def actor(name: str, kind: ActorKind = "person", *aliases: str, **known: Any) -> Actor:
    """An article's actor; its id holds in that article only."""
    return Actor(f"local:{name}", name, kind, aliases, **known)


def appearance(text: str, one: Actor) -> Appearance:
    """The actor wherever its name or an alias stands."""
    places = {(text.find(form), len(form)) for form in (one.name, *one.aliases)}
    return Appearance(one, tuple(sorted((at, at + size) for at, size in places if at >= 0)))


def quote(
    text: str, who: Actor | None, cue: str, *content: str, speaker: str | None = None
) -> Quote:
    """An indirect quote with these words."""
    words = slot(text, *content)
    return Quote(
        id=derived_id("quote", text_id(text), words.text, cue),
        source=text_id(text),
        actor=who.id if who else None,
        speaker=slot(text, speaker) if speaker else None,
        cue=slot(text, cue),
        content=words,
        kind="indirect",
        parent=None,
        confidence=0.9,
        why=Why("clause", cue),
    )


def pledge(
    text: str,
    makers: Sequence[Actor],
    trigger: str,
    action: str,
    condition: str | None = None,
    confidence: float = 0.8,
) -> Pledge:
    """A commitment with these words; its makers stand in the text by name."""
    return Pledge(
        id=derived_id("pledge", text_id(text), trigger, action),
        source=text_id(text),
        entry=None,
        actors=tuple(one.id for one in makers),
        makers=tuple(slot(text, one.name) for one in makers if one.name in text),
        trigger=slot(text, trigger),
        action=slot(text, action),
        beneficiary=None,
        condition=slot(text, condition) if condition else None,
        stance="commitment",
        strength="pledges",
        quote=None,
        confidence=confidence,
        why=Why("commissive", trigger),
    )


def findings(
    text: str,
    actors: Sequence[Actor] = (),
    quotes: Sequence[Quote] = (),
    pledges: Sequence[Pledge] = (),
) -> Findings:
    """What was found in a text."""
    return Findings(tuple(appearance(text, one) for one in actors), tuple(quotes), tuple(pledges))


HARBOUR = (
    "Ministers agree on a harbour\n"
    "Finance Minister Ada Lindqvist said the harbour will be dredged by spring.\n"
    "Norland and Sudmark have agreed to pay for the dredging after the vote.\n"
    "“We cannot wait,” Lindqvist added, “for another storm.”"
)
FERRY = (
    "Norland will not buy the ferry, Zoë Brandt told reporters.\n"
    "The harbour authority was told that Lindqvist is prepared to lend the money."
)


def harbour() -> Findings:
    """Three actors, two quotes (one in two fragments), one pledge of two makers."""
    ada = actor(
        "Ada Lindqvist", "person", "Lindqvist", roles=("Finance Minister",), country="Norland"
    )
    norland, sudmark = actor("Norland", "country"), actor("Sudmark", "country")
    first = quote(
        HARBOUR, ada, "said", "the harbour will be dredged by spring", speaker="Ada Lindqvist"
    )
    second = quote(HARBOUR, ada, "added", "“We cannot wait,”", "“for another storm.”")
    deal = pledge(
        HARBOUR, (norland, sudmark), "have agreed", "pay for the dredging", "after the vote"
    )
    return findings(HARBOUR, (ada, norland, sudmark), (second, first), (deal,))


def ferry() -> Findings:
    """A person of two articles by surname only, one quote, two pledges."""
    zoe = actor("Zoë Brandt", "person", "Brandt")
    lindqvist, norland = actor("Lindqvist"), actor("Norland", "country")
    told = quote(FERRY, zoe, "told", "Norland will not buy the ferry", speaker="Zoë Brandt")
    refusal = pledge(FERRY, (norland,), "will not", "buy the ferry", confidence=0.95)
    loan = pledge(FERRY, (lindqvist,), "is prepared to", "lend the money", confidence=0.6)
    return findings(FERRY, (zoe, lindqvist, norland), (told,), (refusal, loan))


def contents(corpus: Corpus) -> dict[str, list[Any]]:
    """Everything that the corpus shows."""
    return {
        **{kind: list(corpus.listing(kind)) for kind in KINDS},
        "texts": [corpus.text(one.id) for one in corpus.listing("source")],
        "appearances": [corpus.appearances_of(one.id) for one in corpus.listing("source")],
    }


def ids(listing: Listing[Any]) -> list[str]:
    return [record.id for record in listing]


def by_name(corpus: Corpus, name: str) -> Actor:
    (found,) = (one for one in corpus.listing("actor") if one.name == name)
    assert isinstance(found, Actor)
    return found
