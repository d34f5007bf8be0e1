"""Records as JSON documents: nothing is lost on the way there and back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.documents import (
    actor_from,
    article_from,
    article_to,
    count_from,
    count_to,
    figure_from,
    figure_to,
    findings_from,
    findings_to,
    pledge_from,
    public,
    quote_from,
    source_from,
    to_document,
)
from store.ledger_documents import chain_from, entry_from, story_from
from store.records import (
    Actor,
    Article,
    Block,
    Chain,
    Count,
    Entry,
    Evidence,
    Figure,
    Findings,
    Link,
    Pledge,
    Quote,
    Record,
    Signature,
    Slot,
    Source,
    Span,
    Story,
    Why,
)
from tests.store.samples import HARBOUR, article, ferry, harbour

spans = st.builds(
    lambda start, text: Span(start, start + len(text), text), st.integers(0, 9999), st.text()
)
slots = st.builds(lambda found: Slot(tuple(found)), st.lists(spans, min_size=1, max_size=3))


def through_json(document: Any) -> Any:
    return orjson.loads(orjson.dumps(document))


FOUND = harbour()
SOURCE = Source(
    id="s0123456789abcdef",
    title=None,
    outlet="The Norland Post",
    author=None,
    date="2025-09",
    date_of="event",
    date_how="inferred",
    url=None,
    path="/news/harbour.txt",
    credits=("TT", "AP"),
    language="en",
    words=42,
    content_hash="00",
    pipeline="1+test",
    blocks=(Block("headline", 0, 28), Block("boilerplate", 30, 40)),
    quotes=2,
    pledges=1,
)
COUNT = Count(
    id="n1",
    source=SOURCE.id,
    value=30,
    approx="more than",
    span=Span(4, 22, "more than 30 boats"),
    unit="ship",
    about=("meet", "Oran"),
    subject="boats … met off Oran",
    pledge=None,
    actor="a1",
    confidence=0.9,
    why=Why("number and noun", "more than 30 boats", "quote"),
)


def test_counts_and_figures_come_back_as_they_went() -> None:
    assert count_from(through_json(count_to(COUNT))) == COUNT
    figure = Figure("f1", "boats", "same", (COUNT, replace(COUNT, id="n2", value=4.5)))
    document = through_json(figure_to(figure))
    assert figure_from(document) == figure
    assert set(document) >= {"id", "subject", "verdict", "values"}
    keys = "value approx source start end text actor"
    assert set(document["values"][0]) >= set(keys.split())
    assert document["values"][0]["text"] == "more than 30 boats"


EVIDENCE = Evidence(
    "p1", "s1", "2025-09-04", "t1", "commitment", "pledges", "will", "after the vote"
)
ENTRY = Entry(
    id="e1", makers=("Norland", "nine towns"), actors=("a1", "a2"), category="0334",
    theme="0334", beneficiary="Sudmark", action="guard the strait", strength="pledges",
    verdict="moved", differs=("strength", "amount"), origins=2, stories=2, chain="c1",
    evidence=(replace(EVIDENCE, date=None, strength=None, condition=None), EVIDENCE),
)  # fmt: skip
CHAIN = Chain(
    "c1", "0334", "0334", "Sudmark",
    (Link("e1", None, ("nine towns",), ()), Link("e1", "2025-09-04", ("Norland",), ("ready",))),
)  # fmt: skip
STORY = Story("t1", "Harbour", "2025-09-04", "2025-09-05", ("s1", "s2"), ("The Post",), 1)


@pytest.mark.parametrize(
    ("record", "read"),
    [
        (SOURCE, source_from),
        (replace(SOURCE, blocks=(), credits=(), title="Tall “ships”"), source_from),
        (
            Actor("a1", "Ada Lindqvist", "person", ("Lindqvist",), ("minister",), "N", 3, 2, 1),
            actor_from,
        ),
        (Actor("a2", "26 countries", "group"), actor_from),
        *((quote, quote_from) for quote in FOUND.quotes),
        *((pledge, pledge_from) for pledge in ferry().pledges + FOUND.pledges),
        (ENTRY, entry_from),
        (replace(ENTRY, makers=(), strength=None, beneficiary=None, chain=None), entry_from),
        (CHAIN, chain_from),
        (STORY, story_from),
        (replace(STORY, first=None, last=None, outlets=()), story_from),
        (
            replace(
                FOUND.pledges[0],
                category="0334",
                theme="0334",
                target="a1",
                entry="e1",
                deadline=FOUND.pledges[0].action,
                amount=FOUND.pledges[0].trigger,
            ),
            pledge_from,
        ),
        (replace(SOURCE, story="t1"), source_from),
        (replace(FOUND.quotes[0], actor=None, speaker=None, cue=None, parent="q1"), quote_from),
        (replace(FOUND.pledges[0], makers=(), actors=(), action=None, quote="q1"), pledge_from),
    ],
)
def test_a_record_comes_back_as_it_went(record: Record, read: Any) -> None:
    assert read(through_json(to_document(record))) == record


def test_documents_have_the_keys_that_scripts_rely_on() -> None:
    quote, pledge = FOUND.quotes[0], FOUND.pledges[0]
    for record, keys in (
        (
            SOURCE,
            """id title outlet author date date_of date_how url path credits language words quotes
            pledges""",
        ),
        (
            FOUND.appearances[0].actor,
            "id name kind aliases roles country mentions quotes pledges",
        ),
        (quote, "id source actor speaker cue content kind parent confidence why"),
        (
            pledge,
            """id source entry actors makers trigger action beneficiary condition stance strength
            quote confidence why""",
        ),
        (
            ENTRY,
            """id makers actors category label theme beneficiary action strength verdict differs
            conditions origins stories chain evidence""",
        ),
        (CHAIN, "id category label theme beneficiary links"),
        (STORY, "id title first last sources outlets origins"),
    ):
        assert set(public(record)) >= set(keys.split())
    assert public(ENTRY)["label"] == "military protection"
    assert public(ENTRY)["conditions"] == ["after the vote"]
    assert public(quote)["content"] == {
        "text": "“We cannot wait,” “for another storm.”",
        "spans": [
            {"start": one.start, "end": one.end, "text": HARBOUR[one.start : one.end]}
            for one in quote.content.spans
        ],
    }
    assert public(pledge)["beneficiary"] is None
    assert set(public(pledge)["why"]) == {"rule", "words", "actor"}


def test_what_only_the_program_needs_is_not_public() -> None:
    assert "blocks" in to_document(SOURCE)
    assert "blocks" not in public(SOURCE)


def test_articles_and_findings_pass_between_processes() -> None:
    one = article(HARBOUR, "/news/x.txt", title="Harbour", credits=("TT",), date="2025-09-04")
    assert article_from(through_json(article_to(one))) == one
    assert article_from(through_json(article_to(Article("", ())))) == Article("", ())
    known = Signature((("harbour", 3), ("vote", 1)), (1, 5, 4294967295))
    warnings = ("one paragraph was left out",)
    found = replace(FOUND, counts=(COUNT,), warnings=warnings, signature=known)
    assert findings_from(through_json(findings_to(found))) == found
    assert findings_from(through_json(findings_to(Findings()))) == Findings()


@given(content=slots, cue=slots | st.none())
def test_any_slot_comes_back(content: Slot, cue: Slot | None) -> None:
    record: Quote = replace(FOUND.quotes[0], content=content, cue=cue)
    assert quote_from(through_json(to_document(record))) == record


@given(makers=st.lists(slots, max_size=3), condition=slots | st.none())
def test_any_makers_come_back(makers: list[Slot], condition: Slot | None) -> None:
    record: Pledge = replace(FOUND.pledges[0], makers=tuple(makers), condition=condition)
    assert pledge_from(through_json(to_document(record))) == record
