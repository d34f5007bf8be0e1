"""Stores of many made-up articles: as many quotes and pledges as asked for, by seed."""

from __future__ import annotations

import random
from pathlib import Path

from store.corpus import Corpus
from store.ids import derived_id, text_id
from store.records import (
    Actor,
    ActorKind,
    Appearance,
    Article,
    Block,
    Findings,
    Pledge,
    Quote,
    Slot,
    Stance,
    Why,
)

_PLACES = [
    "Norway",
    "Italy",
    "Ghana",
    "Chile",
    "Japan",
    "Egypt",
    "Latvia",
    "Kenya",
    "Peru",
    "Ireland",
    "Oman",
    "Fiji",
]
_FIRST = [
    "Anna",
    "Olle",
    "Maria",
    "Kofi",
    "Yuki",
    "Pablo",
    "Ines",
    "Tarek",
    "Liga",
    "Sean",
    "Amina",
    "Jean-Luc",
]
_LAST = [
    "Berg",
    "Holm",
    "Rossi",
    "Mensah",
    "Tanaka",
    "Soto",
    "Haddad",
    "Ozols",
    "Byrne",
    "Otieno",
    "Vaea",
    "Öberg",
]
_OFFICES = ["president", "minister", "mayor", "general", "spokesperson", "envoy"]
_OUTLETS = ("Coast Courier", "Inland Times", "The Northern Herald", "Le Quotidien", "Morgon")
_SAYING = ["said", "told", "announced", "confirmed", "insisted", "warned"]
_STANCES: tuple[tuple[str, Stance], ...] = (
    ("will", "commitment"),
    ("is ready to", "readiness"),
    ("will not", "refusal"),
    ("promises to", "commitment"),
    ("refuses to", "refusal"),
)
_ACTIONS = (
    "send {n} trucks of grain to the islands",
    "rebuild the harbour before the winter",
    "sign the “treaty of the straits” with its neighbours",
    "open its airports to aid flights, whatever it may cost and whoever may object to it",
    "take in {n} families",
    "pay for half of the sea wall",
    "deploy {n} observers along the line of contact",
    "lift the tariffs — all of them",
)
_CONDITIONS = (
    None,
    "if there is a ceasefire",
    "once parliament agrees",
    None,
    "provided that others do the same",
)
_FILLING = (
    "It had rained for {n} days, and the roads to the valley were closed.",
    "Observers in the capital called the talks “long overdue”; few expected a result.",
    "The two sides have met {n} times since the autumn.",
    "Nobody at the ministry could be reached for comment on Sunday.",
)


def crowd(path: Path, articles: int, *, each: int = 12, seed: int = 4) -> None:
    """Makes a store of `articles` articles with `each` quotes and as many pledges in each."""
    pick = random.Random(seed)
    with Corpus.open(path) as corpus:
        for number in range(articles):
            corpus.add(*made_up(number, each, pick), pipeline="made up")
        corpus.settle()


def made_up(number: int, each: int, pick: random.Random) -> tuple[Article, Findings]:
    """An article and what is found in it: `each` quotes and as many pledges."""
    place = pick.choice(_PLACES)
    headline = f"{place} weighs {pick.choice(('aid', 'a treaty', 'a new wall'))}, take {number}"
    text = headline + "\n\n"
    blocks = [Block("headline", 0, len(headline))]
    told: list[tuple[str, str, str, Stance, tuple[tuple[int, int] | None, ...]]] = []
    for _ in range(each):
        state, name = pick.choice(_PLACES), f"{pick.choice(_FIRST)} {pick.choice(_LAST)}"
        office, cue = pick.choice(_OFFICES), pick.choice(_SAYING)
        trigger, stance = pick.choice(_STANCES)
        action = pick.choice(_ACTIONS).format(n=pick.randrange(2, 900))
        condition = pick.choice(_CONDITIONS)
        start = len(text)
        bounds: list[tuple[int, int] | None] = []
        for before, part in (
            ("", f"The {office}, {name},"),
            (" ", cue),
            (" that ", state),
            (" ", trigger),
            (" ", action),
            (" ", condition),
        ):
            if part is None:
                bounds.append(None)
                continue
            text += before
            bounds.append((len(text), len(text) + len(part.rstrip(","))))
            text += part
        text += "."
        told.append((name, state, trigger, stance, tuple(bounds)))
        if pick.random() < 0.6:
            text += " " + pick.choice(_FILLING).format(n=pick.randrange(2, 90))
        blocks.append(Block("paragraph", start, len(text)))
        text += "\n\n"
    text = text.rstrip("\n") + "\n"
    date = f"{2023 + number % 4}-{pick.randrange(1, 13):02}-{pick.randrange(1, 29):02}"
    article = Article(
        text,
        tuple(blocks),
        title=headline,
        outlet=pick.choice(_OUTLETS),
        date=date,
        date_of="published",
        date_how="stated",
        place=f"/articles/{number}.txt",
        file_hash=str(number),
    )
    return article, _findings(text, told, pick)


def _findings(
    text: str,
    told: list[tuple[str, str, str, Stance, tuple[tuple[int, int] | None, ...]]],
    pick: random.Random,
) -> Findings:
    source = text_id(text)
    quotes: list[Quote] = []
    pledges: list[Pledge] = []
    seen: dict[tuple[str, ActorKind], list[tuple[int, int]]] = {}
    for name, state, trigger, stance, bounds in told:
        speaker, cue, maker, sign, action, condition = (
            Slot.cut(text, [bound]) if bound else None for bound in bounds
        )
        assert speaker is not None
        assert maker is not None
        assert sign is not None
        seen.setdefault((name, "person"), []).append((speaker.start, speaker.end))
        seen.setdefault((state, "country"), []).append((maker.start, maker.end))
        end = max(slot.end for slot in (action, condition) if slot)
        content = Slot.cut(text, [(maker.start - len("that "), end)])
        confidence = round(pick.uniform(0.3, 1.0), 2)
        quotes.append(
            Quote(
                derived_id("quote", source, str(content.start)),
                source,
                derived_id("actor", name),
                speaker,
                cue,
                content,
                "indirect",
                None,
                confidence,
                Why("verb of saying", "", "full name"),
            )
        )
        pledges.append(
            Pledge(
                derived_id("pledge", source, str(content.start)),
                source,
                None,
                (derived_id("actor", state),),
                (maker,),
                sign,
                action,
                None,
                condition,
                stance,
                "pledges" if stance == "commitment" else None,
                quotes[-1].id,
                confidence,
                Why("modal", trigger, "country"),
            )
        )
    appearances = tuple(
        Appearance(
            Actor(derived_id("actor", name), name, kind, (), (), None, len(places), 1, 1),
            tuple(places),
        )
        for (name, kind), places in seen.items()
    )
    return Findings(appearances, tuple(quotes), tuple(pledges))
