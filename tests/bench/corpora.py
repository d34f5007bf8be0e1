"""Made-up articles for the measurements, and what each program that is measured reads them from.

Sentences are recombined by seed: the same number and seed give the same articles, at any size
of the corpus. Records are written straight into the tables, without extraction or ledger.
"""

from __future__ import annotations

import json
import random
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from pathlib import Path
from xml.sax.saxutils import escape

from store.actors import Tally
from store.database import Database
from store.describing import described
from store.documents import to_document
from store.ids import derived_id, text_id
from store.record_rows import pledge_document, quote_document, source_document
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

LENGTH = 3000
"""Code points that an article has at least."""

EACH = 6
"""Quotes in an article, and as many pledges: 12 records."""

SEED = 4
_MADE = "made up"
_BATCH = 500  # articles written at a time

_PLACES = (
    "Norway", "Italy", "Ghana", "Chile", "Japan", "Egypt", "Latvia", "Kenya", "Peru", "Ireland",
    "Oman", "Fiji", "Austria", "Benin", "Croatia", "Denmark", "Ecuador", "Gabon", "Hungary",
    "Iceland", "Jordan", "Laos", "Malta", "Nepal", "Panama", "Qatar", "Rwanda", "Samoa", "Togo",
    "Uruguay", "Vietnam", "Zambia",
)  # fmt: skip
_FIRST = (
    "Anna", "Olle", "Maria", "Kofi", "Yuki", "Pablo", "Ines", "Tarek", "Liga", "Sean", "Amina",
    "Jean-Luc", "Petra", "Samuel", "Rosa", "Idris", "Chiara", "Viktor", "Leila", "Bjarne",
)  # fmt: skip
_LAST = (
    "Berg", "Holm", "Rossi", "Mensah", "Tanaka", "Soto", "Haddad", "Ozols", "Byrne", "Otieno",
    "Vaea", "Öberg", "Kowal", "Duarte", "Lindgren", "Osei", "Farouk", "Marchetti", "Nakamura",
    "Quispe", "Petrov", "Salvesen", "Thapa", "Urbina", "Weiss", "Yilmaz", "Zeman", "Alvarez",
    "Bashir", "Costa", "Dembele", "Eriksen", "Fonseca", "Grady", "Hakimi", "Ivanova", "Jansons",
    "Keita", "Lopes", "Moreau",
)  # fmt: skip
_OFFICES = ("president", "minister", "mayor", "general", "spokesperson", "envoy")
_OUTLETS = ("Coast Courier", "Inland Times", "The Northern Herald", "Le Quotidien", "Morgon")
_SAYING = ("said", "told reporters", "announced", "confirmed", "insisted", "warned")
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
    "It had rained for {n} days in {town}, and the roads to the valley were closed.",
    "Observers in {town} called the talks “long overdue”; few expected a result.",
    "The two sides have met {n} times since the autumn, most lately near {town}.",
    "Nobody at the ministry could be reached for comment on Sunday.",
    "A {thing} in {town} that was built {n} years ago is to be closed for the season.",
    "Farmers near {town} counted {n} lost {thing}s and asked the council for help.",
    "The price of a {thing} has risen by {n} per cent, traders in the market of {town} say.",
    "Trains between {town} and the coast ran {n} minutes late after a {thing} fell on the line.",
    "Last year the same {thing} was shown to visitors from {place}, among them {n} pupils.",
    "In {place} the question of the {thing} has been before the courts for {n} months.",
    "A report of {n} pages, seen in {town}, lists every {thing} that the state still owns.",
    "The weather service expects {n} centimetres of snow on the hills above {town}.",
    "Fishermen from {place} and divers from {town} searched for the {thing} for {n} hours.",
    "“Nobody has ever asked us about the {thing},” reads a sign at the entrance of {town}.",
)
_THINGS = (
    "bridge", "harbour", "lantern", "tunnel", "orchard", "turbine", "ferry", "archive", "quarry",
    "lighthouse", "mill", "reservoir", "greenhouse", "tram", "pipeline", "museum", "granary",
    "windmill", "dam", "observatory", "sawmill", "stadium", "vineyard", "warehouse", "canal",
)  # fmt: skip
_SYLLABLES = (
    "ar", "bel", "cor", "dan", "el", "fen", "gar", "hol", "ist", "jor", "kal", "lun", "mar", "nor",
    "os", "pel", "quin", "ros", "sal", "tor", "ul", "ven", "wis", "yar", "zel",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Made:
    """An article that was made, and what there is to find in it."""

    article: Article
    findings: Findings


def articles(number: int, *, each: int = EACH, seed: int = SEED) -> Iterator[Made]:
    """As many articles of about 3 KB, each with `each` quotes and as many pledges."""
    for at in range(number):
        yield one(at, each=each, seed=seed)


def one(number: int, *, each: int = EACH, length: int = LENGTH, seed: int = SEED) -> Made:
    """The article of a number, of at least `length` code points: always the same one."""
    return _made(number, each, length, random.Random(f"{seed} {number}"))


def fill(path: Path, number: int, *, each: int = EACH) -> None:
    """Makes a store of so many articles."""
    with Database(path) as database:
        tallies: dict[str, Tally] = {}
        batch: list[Made] = []
        for made in articles(number, each=each):
            batch.append(made)
            if len(batch) == _BATCH:
                _write(database, batch, tallies)
                batch = []
        _write(database, batch, tallies)
        with database.rows.transaction():
            database.rows_of("actors").insert_multiple(
                {**to_document(tally.actor()), **tally.kept()} for tally in tallies.values()
            )
            database.say("pipeline", _MADE)


def _write(database: Database, batch: list[Made], tallies: dict[str, Tally]) -> None:
    """Writes articles, and counts their actors in."""
    rows: dict[str, list[dict[str, object]]] = {
        name: [] for name in ("sources", "texts", "quotes", "pledges", "appearances")
    }
    for made in batch:
        article, findings = made.article, made.findings
        source = described(article, None, _MADE, text_id(article.text))
        names = {one.actor.id: one.actor.name for one in findings.appearances}
        places = {article.place or "": article.file_hash or ""}
        document, words = source_document(source, places, article.text)
        document |= {"quotes": len(findings.quotes), "pledges": len(findings.pledges)}
        rows["sources"].append(document)
        rows["texts"].append(words)
        rows["quotes"] += [quote_document(one, names) for one in findings.quotes]
        rows["pledges"] += [pledge_document(one, names) for one in findings.pledges]
        for appearance in findings.appearances:
            actor = appearance.actor
            tallies.setdefault(actor.id, Tally(actor.id)).count(actor)
            rows["appearances"].append(
                {
                    "source": source.id,
                    "actor": actor.id,
                    "forms": [to_document(actor)],
                    "places": [list(place) for place in appearance.places],
                }
            )
    with database.rows.transaction():
        for name, documents in rows.items():
            database.rows_of(name).insert_multiple(documents)


def write_texts(folder: Path, number: int) -> None:
    """What the peers read: `titles.txt` and `texts.txt` (an article a line), `feed.xml`."""
    with (
        (folder / "titles.txt").open("w", encoding="utf-8") as titles,
        (folder / "texts.txt").open("w", encoding="utf-8") as texts,
        (folder / "feed.xml").open("w", encoding="utf-8") as feed,
    ):
        feed.write(
            '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel>'
            "<title>Made-up articles</title><link>http://localhost/</link>"
            "<description>Made up</description>\n"
        )
        for made in articles(number):
            article = made.article
            titles.write(f"{article.title}\n")
            texts.write(" ".join(article.text.split()) + "\n")
            day = article.date or ""
            body = escape("<p>" + article.text.replace("\n\n", "</p><p>") + "</p>")
            feed.write(
                f"<item><title>{escape(article.title or '')}</title>"
                f"<link>http://localhost{article.place}</link>"
                f"<guid isPermaLink='false'>{article.place}</guid>"
                f"<pubDate>{_as_mail(day)}</pubDate><description>{body}</description></item>\n"
            )
        feed.write("</channel></rss>\n")


def write_long_text(path: Path, lines: int) -> None:
    """A text of so many lines, numbered, for a pager."""
    with path.open("w", encoding="utf-8") as stream:
        for at in range(lines):
            stream.write(f"{at + 1} {_sentence(random.Random(at))}\n")


def write_tinydb(path: Path, number: int) -> None:
    """The same articles as stock TinyDB keeps them: one JSON file."""
    tables: dict[str, dict[str, object]] = {"sources": {}, "texts": {}, "records": {}}
    for at, made in enumerate(articles(number), 1):
        source = described(made.article, None, _MADE, text_id(made.article.text))
        tables["sources"][str(at)] = to_document(source)
        tables["texts"][str(at)] = {"source": source.id, "text": made.article.text}
        records: list[Quote | Pledge] = [*made.findings.quotes, *made.findings.pledges]
        for record in records:
            tables["records"][str(len(tables["records"]) + 1)] = to_document(record)
    path.write_text(json.dumps(tables), encoding="utf-8")


def newsboat_cache(folder: Path) -> None:
    """newsboat's cache of `feed.xml`, made by newsboat itself, with its settings beside it."""
    (folder / "urls").write_text(f"file://{folder / 'feed.xml'}\n", encoding="utf-8")
    (folder / "config").write_text(
        "auto-reload no\nrefresh-on-startup no\nreload-only-visible-feeds no\n"
        "confirm-exit no\nshow-read-feeds yes\nmax-items 0\n",
        encoding="utf-8",
    )
    subprocess.run(
        [*newsboat(folder), "-x", "reload"],
        check=True,
        stdout=subprocess.DEVNULL,
        timeout=900,
    )


def newsboat(folder: Path) -> list[str]:
    """newsboat over the cache in a folder."""
    names = {"-u": "urls", "-c": "cache.db", "-C": "config"}
    return [
        "newsboat",
        *(word for one, name in names.items() for word in (one, str(folder / name))),
    ]


def _as_mail(day: str) -> str:
    return format_datetime(datetime.fromisoformat(day))


def _sentence(pick: random.Random) -> str:
    return pick.choice(_FILLING).format(
        n=pick.randrange(2, 90), town=_town(pick), thing=pick.choice(_THINGS),
        place=pick.choice(_PLACES),
    )  # fmt: skip


def _town(pick: random.Random) -> str:
    """A name; a few of them are in many articles, most in few."""
    rank = int(1.0 / (pick.random() + 0.0001))
    of = random.Random(rank * 7919)
    return "".join(of.choice(_SYLLABLES) for _ in range(of.randrange(2, 5))).capitalize()


_Bounds = tuple[tuple[int, int] | None, ...]
_Told = tuple[str, str, str, Stance, _Bounds]


def _made(number: int, each: int, length: int, pick: random.Random) -> Made:
    place = pick.choice(_PLACES)
    headline = f"{place} weighs {pick.choice(('aid', 'a treaty', 'a new wall'))}, take {number}"
    text = headline + "\n\n"
    blocks = [Block("headline", 0, len(headline))]
    told: list[_Told] = []
    while len(told) < each or len(text) < length:
        start = len(text)
        if len(told) < each:
            state, name = pick.choice(_PLACES), f"{pick.choice(_FIRST)} {pick.choice(_LAST)}"
            trigger, stance = pick.choice(_STANCES)
            action = pick.choice(_ACTIONS).format(n=pick.randrange(2, 900))
            bounds: list[tuple[int, int] | None] = []
            for before, part in (
                ("", f"The {pick.choice(_OFFICES)}, {name},"),
                (" ", pick.choice(_SAYING)),
                (" that ", state),
                (" ", trigger),
                (" ", action),
                (" ", pick.choice(_CONDITIONS)),
            ):
                if part is None:
                    bounds.append(None)
                    continue
                text += before
                bounds.append((len(text), len(text) + len(part.rstrip(","))))
                text += part
            text += ". "
            told.append((name, state, trigger, stance, tuple(bounds)))
        text += " ".join(_sentence(pick) for _ in range(pick.randrange(2, 5)))
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
    return Made(article, _findings(text, told, pick))


def _findings(text: str, told: list[_Told], pick: random.Random) -> Findings:
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
            Actor(
                derived_id("actor", name),
                name,
                kind,
                (),
                (),
                None,
                len(places),
                sum(one[0] == name for one in told),
                sum(one[1] == name for one in told),
            ),
            tuple(places),
        )
        for (name, kind), places in seen.items()
    )
    return Findings(appearances, tuple(quotes), tuple(pledges))
