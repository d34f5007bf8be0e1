"""Citations: the words are the article's, and what surrounds them is true."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.corpus import Corpus
from store.ids import derived_id
from store.records import (
    Actor,
    Chain,
    Entry,
    Evidence,
    Figure,
    Link,
    Pledge,
    Quote,
    QuoteKind,
    Record,
    Slot,
    Source,
    Stance,
    Story,
    Why,
)
from tests.tui.conftest import TRAINS, WALL, fill, trains, wall
from tui.citation import CONTEXT, FORMS, Found, cite, fragments, gather
from tui.settings import Form
from tui.wrapping import shown

NAMES = {derived_id("actor", name): name for name in ("Anna Berg", "harbour towns", "Olle Holm")}
ARTICLE = "“Harbour towns agree on a sea wall”, North Coast Post, 6 Jan 2026"
INFERRED = f"{ARTICLE} (date inferred: that of the event), wall.txt"


@pytest.fixture
def corpus(tmp_path: Path) -> Any:
    """The store of two articles, open."""
    fill(tmp_path / "coast.db", wall(), trains())
    with Corpus.open(tmp_path / "coast.db") as opened:
        yield opened


def cited(corpus: Corpus, record: Record, form: Form = "plain") -> str:
    def name(actor_id: str) -> str | None:
        actor = corpus.get(actor_id)
        return actor.name if isinstance(actor, Actor) else None

    return cite(gather(record, corpus.get, corpus.text), form, name)


def quotes(corpus: Corpus) -> list[Quote]:
    return list(corpus.listing("quote"))


def pledge(corpus: Corpus, stance: Stance) -> Pledge:
    found: Pledge = next(one for one in corpus.listing("pledge") if one.stance == stance)
    return found


def quote(corpus: Corpus, kind: QuoteKind) -> Quote:
    return next(one for one in quotes(corpus) if one.kind == kind)


def source(corpus: Corpus, outlet: str) -> Source:
    found: Source = next(one for one in corpus.listing("source") if one.outlet == outlet)
    return found


# ------------------------------------------------------------------------------------ plain


def test_a_direct_quote_keeps_the_articles_own_marks_and_joins_fragments(corpus: Corpus) -> None:
    first, second = '"We will not wait for another storm,"', '"The sea does not wait either."'
    places = [f"{WALL.index(words)}–{WALL.index(words) + len(words)}" for words in (first, second)]
    assert cited(corpus, quote(corpus, "direct")) == (
        f"{first} […] {second} — Anna Berg, {INFERRED}, characters {places[0]} and {places[1]}"
    )


def test_an_indirect_quote_is_not_made_to_look_like_direct_speech(corpus: Corpus) -> None:
    start = TRAINS.index("that trains would")
    trains_said = next(one for one in quotes(corpus) if "trains would" in one.content.text)
    assert cited(corpus, trains_said) == (
        "“that trains would cost less next year” — Olle Holm (indirect), “Trains to cost less, "
        "minister says”, Inland Times, 4 Sep 2025, trains.txt, "
        f"characters {start}–{start + 37}"
    )
    assert " — Anna Berg (mixed), " in cited(corpus, quote(corpus, "mixed"))


def test_a_quote_of_nobody_known_says_so(corpus: Corpus) -> None:
    nobody = replace(quote(corpus, "indirect"), actor=None, speaker=None)
    assert " — unknown (indirect), " in cited(corpus, nobody)
    found = json.loads(cited(corpus, nobody, "json"))
    assert found["citation"]["who"] is None


def test_a_pledge_is_cited_from_its_maker_to_its_end(corpus: Corpus) -> None:
    words = (
        'the harbour towns have agreed to build a sea wall "within two years" '
        "if the state pays half of it"
    )
    assert cited(corpus, pledge(corpus, "commitment")) == (
        f"“{words}” — commitment of harbour towns "
        f"(condition: “if the state pays half of it”), {INFERRED}, "
        f"characters {WALL.index(words)}–{WALL.index(words) + len(words)}"
    )
    assert "” — refusal of harbour towns, “" in cited(corpus, pledge(corpus, "refusal"))
    assert "” — readiness of the state, “" in cited(corpus, pledge(corpus, "readiness"))


def test_a_pledge_in_a_quote_says_who_tells_it(corpus: Corpus) -> None:
    told = replace(pledge(corpus, "commitment"), quote=quote(corpus, "mixed").id)
    assert "half of it”), told by Anna Berg (mixed), “Harbour" in cited(corpus, told)
    assert json.loads(cited(corpus, told, "json"))["citation"]["told_by"] == "Anna Berg"
    gone = replace(told, quote="q" * 18)
    assert "told by" not in cited(corpus, gone)


def test_a_source_is_cited_with_its_headline_and_what_is_known_of_its_date(corpus: Corpus) -> None:
    article = source(corpus, "North Coast Post")
    assert cited(corpus, article) == INFERRED
    for date_of, date_how, note in (
        ("published", "stated", "6 Jan 2026, wall"),
        ("published", "inferred", "6 Jan 2026 (date inferred), wall"),
        ("event", "stated", "6 Jan 2026 (date of the event), wall"),
    ):
        told: Any = {"date_of": date_of, "date_how": date_how}
        assert note in cited(corpus, replace(article, **told))
    bare = replace(article, title=None, outlet=None, date=None, date_how=None, date_of=None)
    assert cited(corpus, bare) == "undated, wall.txt"
    assert cited(corpus, replace(bare, url="https://a.b/c")) == "undated, https://a.b/c"


def test_an_actor_is_cited_with_what_it_has(corpus: Corpus) -> None:
    berg = next(one for one in corpus.listing("actor") if one.name == "Anna Berg")
    assert cited(corpus, berg) == (
        "Anna Berg (person): 2 quotes, 0 pledges, 3 mentions; also Berg; Mayor Anna Berg"
    )
    assert cited(corpus, berg, "markdown").startswith("**Anna Berg (person): ")
    assert json.loads(cited(corpus, berg, "json"))["citation"] is None


def entry(corpus: Corpus) -> Entry:
    one = pledge(corpus, "commitment")
    gone = replace(one, id="p" * 20)
    return Entry(
        id="e1",
        makers=("harbour towns",),
        actors=(),
        category=None,
        theme="build wall",
        beneficiary="ferrymen",
        action="build a sea wall",
        strength="agreed",
        verdict="single",
        differs=(),
        origins=1,
        stories=1,
        chain=None,
        evidence=tuple(
            Evidence(p.id, p.source, None, "m", p.stance, None, p.trigger.text, None)
            for p in (one, gone)
        ),
    )


def test_an_entry_is_cited_with_its_evidence_one_by_one(corpus: Corpus) -> None:
    told = entry(corpus)
    head, *rest = cited(corpus, told).split("\n")
    assert (
        head
        == "harbour towns: build a sea wall for ferrymen, agreed (single, 1 independent origin)"
    )
    assert rest == [cited(corpus, pledge(corpus, "commitment"))]
    marked = cited(corpus, told, "markdown")
    assert cited(corpus, pledge(corpus, "commitment"), "markdown") in marked
    found = json.loads(cited(corpus, told, "json"))
    assert found["citation"]["evidence"][0]["stance"] == "commitment"


@pytest.mark.parametrize(
    "record",
    [
        Chain("c", None, "build wall", None, (Link("e", None, ("towns",), ("agreed",)),)),
        Figure("f", "towns that agree", "same", ()),
        Story("t", "Harbour towns agree", None, None, (), ("North Coast Post",), 1),
    ],
)
@pytest.mark.parametrize("form", get_args(Form))
def test_other_records_of_the_ledger_say_what_they_are(record: Record, form: Form) -> None:
    text = cite(Found(record), form, NAMES.get)
    assert any(word in text for word in ("build wall", "towns that agree", "Harbour towns agree"))


def test_words_that_cannot_be_had_are_no_citation(corpus: Corpus) -> None:
    for form in FORMS:
        assert cite(Found(pledge(corpus, "refusal")), form, NAMES.get) == ""


def test_the_words_of_an_article_that_is_gone_say_so(corpus: Corpus) -> None:
    said = cite(Found(quote(corpus, "mixed"), None, ""), "plain", NAMES.get)
    assert "Anna Berg (mixed), an article that is no longer in the store, characters" in said


# --------------------------------------------------------------------------------- Markdown


def test_markdown_is_a_block_quote_and_a_line_with_the_headline_linked(corpus: Corpus) -> None:
    said = quote(corpus, "mixed")
    article = replace(source(corpus, "North Coast Post"), url="https://coast.example/a_(b) c")
    words, rest = cite(Found(said, article, WALL), "markdown", NAMES.get).split("\n\n")
    assert words == f"> {said.content.text}"
    assert rest == (
        "— Mayor Anna Berg (mixed), [Harbour towns agree on a sea wall]"
        "(https://coast.example/a_%28b%29%20c), North Coast Post, "
        "6 Jan 2026 (date inferred: that of the event), "
        f"characters {said.content.start}–{said.content.end}"
    )


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "coast.example"])
def test_only_addresses_of_the_web_are_linked(corpus: Corpus, url: str) -> None:
    article = replace(source(corpus, "North Coast Post"), url=url)
    assert "](" not in cited(corpus, article, "markdown")


@pytest.mark.parametrize(
    ("words", "drawn"),
    [
        ("# no heading *here*", r"> \# no heading \*here\*"),
        ("1. no list [x](y)", r"> 1\. no list \[x\](y)"),
        ("- <b>no</b> list", r"> \- \<b\>no\</b\> list"),
        ("two\r\n\r\nparagraphs", "> two paragraphs"),
    ],
)
def test_markdown_shows_the_words_as_they_stand(words: str, drawn: str) -> None:
    said = made(words, [(0, len(words))])
    assert cite(said, "markdown", NAMES.get).startswith(drawn)


# ------------------------------------------------------------------------------------- JSON


def test_json_is_the_public_record_with_both_selectors_of_each_fragment(corpus: Corpus) -> None:
    said = quote(corpus, "direct")
    found = json.loads(cited(corpus, said, "json"))
    assert found["id"] == said.id
    assert found["content"]["text"] == said.content.text
    about = found["citation"]
    assert about["title"] == "Harbour towns agree on a sea wall"
    assert (about["outlet"], about["date"]) == ("North Coast Post", "2026-01-06")
    assert (about["date_of"], about["date_how"]) == ("event", "inferred")
    assert (about["url"], about["path"]) == (None, "/articles/wall.txt")
    assert about["content_hash"] == source(corpus, "North Coast Post").content_hash
    assert (about["start"], about["end"]) == (said.content.start, said.content.end)
    assert about["who"] == "Anna Berg"
    assert len(about["selectors"]) == 2 * len(said.content.spans)
    by_words, by_place = about["selectors"][:2]
    start, end = by_place["start"], by_place["end"]
    assert (by_words["type"], by_place["type"]) == ("TextQuoteSelector", "TextPositionSelector")
    assert by_words["exact"] == WALL[start:end]
    assert by_words["prefix"] == WALL[start - CONTEXT : start]
    assert by_words["suffix"] == WALL[end : end + CONTEXT]


def test_json_is_one_line_that_any_terminal_can_take(corpus: Corpus) -> None:
    words = "a\x1b]52;c;\x07\u202e\ud800\nb"
    text = cite(made(words, [(0, len(words))]), "json", NAMES.get)
    assert text.isprintable()
    assert json.loads(text)["citation"]["selectors"][0]["exact"] == words


# -------------------------------------------------------------------------------- any words


def made(
    text: str,
    bounds: list[tuple[int, int]],
    kind: QuoteKind = "indirect",
    told: Source | None = None,
) -> Found:
    said = Quote("q", "s", None, None, None, Slot.cut(text, bounds), kind, None, 0.9, Why("rule"))
    return Found(said, told, text)


def pledged(text: str, bounds: list[tuple[int, int]], stance: Stance) -> Found:
    slots = [Slot.cut(text, [bound]) for bound in bounds]
    trigger, *others = slots
    parts = [*others, None, None, None][:3]
    one = Pledge(
        "p", "s", None, (), tuple(filter(None, [parts[0]])), trigger, parts[1], None, parts[2],
        stance, None, None, 0.9, Why("rule"),
    )  # fmt: skip
    return Found(one, None, text)


texts = st.text(st.characters(), min_size=3, max_size=60) | st.text(
    "ab \n\r\t\"“”'[]*_…#>-\x1b\ud800\u202e\xad", min_size=3, max_size=60
)
some = st.none() | texts
sources = st.builds(
    Source,
    id=st.just("s"),
    title=some,
    outlet=some,
    author=some,
    date=st.none() | st.sampled_from(["2026", "2026-01", "2026-01-06"]) | texts,
    date_of=st.sampled_from([None, "published", "event"]),
    date_how=st.sampled_from([None, "stated", "inferred"]),
    url=some | texts.map("https://".__add__),
    path=some,
    credits=st.just(()),
    language=st.just("en"),
    words=st.just(1),
    content_hash=st.just("h"),
    pipeline=st.just("p"),
)


@st.composite
def founds(draw: st.DrawFn) -> Found:
    text = draw(texts)
    cuts = draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=6, unique=True))
    cuts = sorted(cuts)[: len(cuts) // 2 * 2]
    bounds = list(zip(cuts[::2], cuts[1::2], strict=True))
    if draw(st.booleans()):
        found = pledged(text, bounds, draw(st.sampled_from(get_args(Stance))))
    else:
        found = made(text, bounds, draw(st.sampled_from(get_args(QuoteKind))))
    return replace(found, source=draw(st.none() | sources))


def one_line(text: str) -> str:
    return " ".join(shown(" ".join(text.split())).split())


@given(founds())
def test_between_the_marks_stands_nothing_that_the_article_does_not_hold(found: Found) -> None:
    plain = cite(found, "plain", NAMES.get)
    assert bool(plain) == bool(fragments(found))
    if plain:
        words = plain.split(" — ")[0] if " — " not in found.text else ""
        for fragment in re.split(r" \[…\] ", words):
            bare = fragment.removeprefix("“").removesuffix("”")
            assert bare in one_line(found.text)
        assert "\n" not in plain


@given(founds(), st.sampled_from(get_args(Form)))
def test_no_words_and_no_source_make_a_citation_raise(found: Found, form: Form) -> None:
    text = cite(found, form, NAMES.get)
    assert form != "json" or text.isprintable()
    assert not set(text) & {"\x1b", "\x07", "\u202e"}
    text.encode("utf-8")
