"""The door to the store: what goes in comes out, in order, whole, and once."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tinydb import where

from store import adding, database
from store.corpus import ALL, SORTS, Corpus, Counts, Listing, Narrowing, StoreError
from store.database import Database, OrderedRows
from store.encoding import decode
from store.records import (
    KINDS,
    Actor,
    Block,
    Findings,
    Kind,
    Pledge,
    Quote,
    Source,
    content_hash,
    text_id,
)
from tests.store.samples import (
    FERRY,
    HARBOUR,
    PIPELINE,
    actor,
    article,
    ferry,
    findings,
    harbour,
    pledge,
    quote,
)

ROOT = Path(__file__).parents[2]


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    with Corpus.open(tmp_path / "store.db") as corpus:
        yield corpus


@pytest.fixture
def filled(corpus: Corpus) -> Corpus:
    corpus.add(article(HARBOUR, "h.txt", date="2025-09-04"), harbour(), pipeline=PIPELINE)
    corpus.add(article(FERRY, "f.txt", date="2026-01-06"), ferry(), pipeline=PIPELINE)
    return corpus


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


# ------------------------------------------------------------------ adding and getting back


def test_an_article_and_its_findings_come_back(corpus: Corpus) -> None:
    one = article(
        HARBOUR, "/news/h.txt", title="Harbour", outlet="The Post", author="C. Berg",
        date="2025-09-04", date_of="published", date_how="stated", url="https://x.example/h",
        credits=("TT",), language="en",
    )  # fmt: skip
    one = replace(one, blocks=(*one.blocks[:-1], replace(one.blocks[-1], kind="boilerplate")))
    found = harbour()
    assert corpus.add(one, found, pipeline=PIPELINE) == "added"
    source = Source(
        id=text_id(HARBOUR), title="Harbour", outlet="The Post", author="C. Berg",
        date="2025-09-04", date_of="published", date_how="stated", url="https://x.example/h",
        path="/news/h.txt", credits=("TT",), language="en",
        words=len(" ".join(HARBOUR.split("\n")[:-1]).split()),
        content_hash=content_hash(HARBOUR), pipeline=PIPELINE, blocks=one.blocks,
        quotes=2, pledges=1,
    )  # fmt: skip
    assert corpus.get(source.id) == source
    assert list(corpus.listing("source")) == [source]
    assert corpus.text(source.id) == HARBOUR
    ada = by_name(corpus, "Ada Lindqvist")
    second, first = found.quotes
    assert corpus.quotes_of(source.id) == [
        replace(first, actor=ada.id),
        replace(second, actor=ada.id),
    ]
    (deal,) = corpus.pledges_of(source.id)
    makers = by_name(corpus, "Norland").id, by_name(corpus, "Sudmark").id
    assert deal == replace(found.pledges[0], actors=makers)
    assert corpus.get(deal.id) == deal
    assert (ada.quotes, ada.pledges, ada.roles) == (2, 0, ("Finance Minister",))
    assert [one.actor for one in corpus.appearances_of(source.id)] == [
        ada, by_name(corpus, "Norland"), by_name(corpus, "Sudmark"),
    ]  # fmt: skip
    assert corpus.appearances_of(source.id)[0].places == found.appearances[0].places
    assert corpus.counts() == Counts(1, 3, 2, 1)


def test_an_empty_store_shows_nothing(corpus: Corpus) -> None:
    assert corpus.counts() == Counts(0, 0, 0, 0)
    for kind in KINDS:
        assert list(corpus.listing(kind)) == []
        assert corpus.listing(kind).position("s0") is None
    assert corpus.get("s0") is corpus.get("") is corpus.get("x") is None
    assert [corpus.search("x"), corpus.occurrences("x"), corpus.stale("1")] == [[], [], []]
    with pytest.raises(KeyError):
        corpus.text("s0")
    with pytest.raises(KeyError):
        corpus.remove("s0")


def test_actors_are_one_over_all_articles(filled: Corpus) -> None:
    ada = by_name(filled, "Ada Lindqvist")
    assert (ada.aliases, ada.quotes, ada.pledges) == (("Lindqvist",), 2, 1)
    norland = by_name(filled, "Norland")
    assert (norland.pledges, norland.mentions) == (2, 2)
    assert filled.counts() == Counts(2, 4, 3, 3)
    loan = filled.pledges_of(text_id(FERRY))[1]
    assert loan.actors == (ada.id,)


def test_records_of_unknown_actors_name_none(corpus: Corpus) -> None:
    text = "Somebody said it rains. They will go."
    lost = actor("Nobody")
    one = replace(quote(text, None, "said", "it rains"), actor="local:not there")
    two = pledge(text, (lost,), "will", "go")
    corpus.add(article(text), findings(text, (), [one], [two]), pipeline=PIPELINE)
    assert corpus.quotes_of(text_id(text))[0].actor is None
    assert corpus.pledges_of(text_id(text))[0].actors == ()


def test_two_actors_of_an_article_that_are_one_appear_once(corpus: Corpus) -> None:
    text = "Lindqvist met Ada Lindqvist, it was said."
    two = actor("Ada Lindqvist"), actor("Lindqvist")
    deal = pledge(text, (two[1], two[0]), "was said", "met")
    corpus.add(article(text), findings(text, two, (), [deal]), pipeline=PIPELINE)
    (one,) = corpus.appearances_of(text_id(text))
    assert one.actor.name == "Ada Lindqvist"
    assert corpus.pledges_of(text_id(text))[0].actors == (one.actor.id,)
    corpus.remove(text_id(text))
    assert corpus.counts() == Counts(0, 0, 0, 0)


# ------------------------------------------------------------------ what is known already


def test_the_same_again_is_unchanged_and_writes_nothing(filled: Corpus) -> None:
    before, version = contents(filled), filled.version()
    again = article(HARBOUR, "h.txt", date="2025-09-04")
    with Corpus.open(filled.path) as other:
        assert other.add(again, Findings(), pipeline=PIPELINE) == "unchanged"
    assert filled.version() == version
    assert contents(filled) == before


def test_the_same_text_at_another_place_is_one_source(filled: Corpus) -> None:
    copy = article(HARBOUR, "/mirror/h.txt", file_hash="of the copy")
    assert filled.add(copy, harbour(), pipeline=PIPELINE) == "unchanged"
    assert filled.counts().sources == 2
    for place in ("h.txt", "/mirror/h.txt"):
        source = filled.source_at(place)
        assert source is not None
        assert (source.id, source.path) == (text_id(HARBOUR), "h.txt")
    assert filled.unchanged_at("/mirror/h.txt", "of the copy")
    assert filled.unchanged_at("h.txt", f"bytes of {text_id(HARBOUR)}")
    assert not filled.unchanged_at("h.txt", "of the copy")
    assert not filled.unchanged_at("elsewhere.txt", "of the copy")


def test_a_changed_text_keeps_the_id(filled: Corpus) -> None:
    changed = HARBOUR.replace("spring", "summer")
    found = replace(harbour(), quotes=(), pledges=())
    assert filled.add(article(changed, "h.txt"), found, pipeline=PIPELINE) == "updated"
    source = filled.source_at("h.txt")
    assert source is not None
    assert source.id == text_id(HARBOUR)
    assert (source.content_hash, source.quotes, source.date) == (
        content_hash(changed), 0, "2025-09-04",
    )  # fmt: skip
    assert filled.text(source.id) == changed
    assert filled.quotes_of(source.id) == []
    assert filled.counts() == Counts(2, 4, 1, 2)
    (one,) = (quote(changed, None, "said", "the harbour will be dredged by summer"),)
    filled.add(article(changed, "h.txt"), findings(changed, (), [one]), pipeline="2")
    assert filled.quotes_of(source.id) == [replace(one, source=source.id)]


def test_a_text_that_comes_back_after_its_id_went_on_is_a_source_of_its_own(corpus: Corpus) -> None:
    first, second = "The first text.", "The second text."
    assert corpus.add(article(first, "a.txt"), Findings(), pipeline="1") == "added"
    assert corpus.add(article(second, "a.txt"), Findings(), pipeline="1") == "updated"
    assert corpus.add(article(first, "b.txt"), Findings(), pipeline="1") == "added"
    assert corpus.counts().sources == 2
    old, new = corpus.source_at("a.txt"), corpus.source_at("b.txt")
    assert old is not None
    assert new is not None
    assert (corpus.text(old.id), corpus.text(new.id)) == (second, first)
    assert old.id == text_id(first) != new.id
    for _ in range(2):
        assert corpus.add(article(second, "a.txt"), Findings(), pipeline="1") == "unchanged"
        assert corpus.add(article(first, "b.txt"), Findings(), pipeline="1") == "unchanged"


def test_a_copy_that_changes_leaves_the_source_alone(corpus: Corpus) -> None:
    first, second = "The first text.", "The second text."
    corpus.add(article(first, "a.txt"), Findings(), pipeline="1")
    corpus.add(article(first, "b.txt"), Findings(), pipeline="1")
    assert corpus.add(article(second, "b.txt"), Findings(), pipeline="1") == "added"
    for _ in range(2):
        assert corpus.add(article(first, "a.txt"), Findings(), pipeline="1") == "unchanged"
        assert corpus.add(article(second, "b.txt"), Findings(), pipeline="1") == "unchanged"
    assert corpus.counts().sources == 2


def test_a_place_that_takes_another_sources_text_goes_over_to_it(corpus: Corpus) -> None:
    first, second = "The first text.", "The second text."
    corpus.add(article(first, "a.txt"), Findings(), pipeline="1")
    corpus.add(article(second, "b.txt"), Findings(), pipeline="1")
    assert corpus.add(article(second, "a.txt"), Findings(), pipeline="1") == "updated"
    moved = corpus.source_at("a.txt")
    assert moved is not None
    assert moved.id == text_id(second)
    assert corpus.text(text_id(first)) == first
    assert corpus.add(article(second, "a.txt"), Findings(), pipeline="1") == "unchanged"


def test_what_is_newly_said_of_an_article_updates_it(filled: Corpus) -> None:
    records = filled.quotes_of(text_id(HARBOUR))
    said = article(HARBOUR, "h.txt", outlet="The Post", date="2025-09-05", date_of="published")
    assert filled.add(said, harbour(), pipeline=PIPELINE) == "updated"
    source = filled.source_at("h.txt")
    assert source is not None
    assert (source.outlet, source.date, source.date_of) == ("The Post", "2025-09-05", "published")
    assert filled.quotes_of(text_id(HARBOUR)) == records
    assert [hit.kind for hit in filled.search("post")] == ["source"]
    assert filled.add(article(HARBOUR, "h.txt"), harbour(), pipeline=PIPELINE) == "unchanged"
    kept = filled.source_at("h.txt")
    assert kept == source


def test_another_pipeline_replaces_the_records_and_keeps_the_actors_ids(filled: Corpus) -> None:
    assert [one.path for one in filled.stale("2")] == ["h.txt", "f.txt"]
    before = {one.name: one.id for one in filled.listing("actor")}
    fewer = replace(harbour(), quotes=harbour().quotes[:1])
    assert filled.add(article(HARBOUR, "h.txt"), fewer, pipeline="2") == "updated"
    assert [one.path for one in filled.stale("2")] == ["f.txt"]
    assert len(filled.quotes_of(text_id(HARBOUR))) == 1
    assert {one.name: one.id for one in filled.listing("actor")} == before
    assert filled.stats().pipeline == "2"


def test_extracting_again_without_a_place_keeps_the_places(filled: Corpus) -> None:
    assert filled.add(article(HARBOUR, file_hash=""), harbour(), pipeline="2") == "updated"
    assert filled.add(article(FERRY, "f.txt", file_hash=""), ferry(), pipeline="2") == "updated"
    assert filled.unchanged_at("h.txt", f"bytes of {text_id(HARBOUR)}")
    assert filled.unchanged_at("f.txt", f"bytes of {text_id(FERRY)}")


def test_addresses_are_places(corpus: Corpus) -> None:
    address = "https://news.example/1"
    corpus.add(article(FERRY, address), Findings(), pipeline="1")
    corpus.add(article(HARBOUR, "h.txt", url="https://news.example/2"), Findings(), pipeline="1")
    first, second = corpus.source_at(address), corpus.source_at("https://news.example/2")
    assert first is not None
    assert second is not None
    assert (first.url, first.path) == (address, None)
    assert (second.url, second.path) == ("https://news.example/2", "h.txt")


def test_an_article_without_a_place_is_kept(corpus: Corpus) -> None:
    assert corpus.add(article(FERRY), ferry(), pipeline="1") == "added"
    assert corpus.add(article(FERRY), ferry(), pipeline="1") == "unchanged"


# ------------------------------------------------------------------ removing


def test_removing_takes_all_that_came_from_a_source(filled: Corpus) -> None:
    gone = filled.remove(text_id(FERRY))
    assert gone.path == "f.txt"
    assert filled.counts() == Counts(1, 3, 2, 1)
    assert filled.get(gone.id) is None
    assert filled.source_at("f.txt") is None
    assert by_name(filled, "Norland").pledges == 1
    with pytest.raises(KeyError):
        filled.remove(gone.id)


def test_after_removing_the_store_is_as_if_it_had_never_been(tmp_path: Path) -> None:
    with Corpus.open(tmp_path / "a.db") as one, Corpus.open(tmp_path / "b.db") as other:
        for corpus in (one, other):
            corpus.add(article(HARBOUR, "h.txt"), harbour(), pipeline=PIPELINE)
        one.add(article(FERRY, "f.txt"), ferry(), pipeline=PIPELINE)
        one.remove(text_id(FERRY))
        assert contents(one) == contents(other)


def test_overlays_are_not_touched(filled: Corpus) -> None:
    filled.close()
    with Database(filled.path) as tables:
        tables.table("overlays").insert({"id": "o1", "record": text_id(FERRY), "note": "mine"})
    with Corpus.open(filled.path) as corpus:
        corpus.add(article(FERRY + "!", "f.txt"), ferry(), pipeline="2")
        corpus.remove(text_id(FERRY))
    with Database(filled.path) as tables:
        assert tables.table("overlays").all() == [
            {"id": "o1", "record": text_id(FERRY), "note": "mine"}
        ]


# ------------------------------------------------------------------ listings


def many(corpus: Corpus, number: int) -> None:
    """Articles of three days, each with a quote of its own speaker and of a common one."""
    for n in range(number):
        text = f"Report {n:03}. Ada Lindqvist said {n} is odd. Person{n:03} will stay{n % 4}."
        ada, other = actor("Ada Lindqvist"), actor(f"Person{n:03}")
        corpus.add(
            article(
                text,
                f"{n}.txt",
                date=[None, "2025-01-02", "2025-03-04", "2025-03"][n % 4],
                outlet=[None, "beta", "Alpha"][n % 3],
                title=f"{'The ' * (n % 2)}Title {(n * 37) % 100:02}",
            ),
            findings(
                text,
                (ada, other),
                [
                    replace(
                        quote(text, ada, "said", f"{n} is odd"), confidence=round((n % 7) / 10, 2)
                    )
                ],
                [pledge(text, (other,), "will", f"stay{n % 4}")],
            ),
            pipeline=PIPELINE,
        )


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("shelf") / "store.db"
    with Corpus.open(path) as corpus:
        many(corpus, 40)
    return path


def test_sources_come_newest_first_then_by_title(shelf: Path) -> None:
    with Corpus.open(shelf) as corpus:
        sources: list[Source] = list(corpus.listing("source"))
        titles = {one.id: (one.title or "").removeprefix("The ") for one in sources}
        expected = sorted(sources, key=lambda one: titles[one.id])
        expected.sort(key=lambda one: one.date or "", reverse=True)
        assert sources == expected
        assert sources[-1].date is None
        assert ids(corpus.listing("source", sort="title")) == sorted(titles, key=titles.__getitem__)
        outlets = [one.outlet for one in corpus.listing("source", sort="outlet")]
        assert outlets == ["Alpha"] * 13 + ["beta"] * 13 + [None] * 14
        added = [one.path for one in corpus.listing("source", sort="added")]
        assert added == [f"{n}.txt" for n in reversed(range(40))]


def test_quotes_and_pledges_come_by_source_and_place(shelf: Path) -> None:
    with Corpus.open(shelf) as corpus:
        sources = ids(corpus.listing("source"))
        quotes: list[Quote] = list(corpus.listing("quote"))
        pledges: list[Pledge] = list(corpus.listing("pledge"))
        assert [one.source for one in quotes] == sources
        assert [one.source for one in pledges] == sources
        surest = [one.confidence for one in corpus.listing("quote", sort="confidence")]
        assert surest == sorted(surest, reverse=True)
        makers = [corpus.get(one.actors[0]) for one in corpus.listing("pledge", sort="actor")]
        assert [one.name for one in makers if isinstance(one, Actor)] == [
            f"Person{n:03}" for n in range(40)
        ]


def test_actors_that_act_most_come_first(shelf: Path) -> None:
    with Corpus.open(shelf) as corpus:
        corpus_actors: list[Actor] = list(corpus.listing("actor"))
        assert corpus_actors[0].name == "Ada Lindqvist"
        assert corpus_actors[0].quotes == 40
        names = [one.name for one in corpus.listing("actor", sort="name")]
        assert names == sorted(names)
        mentions = [one.mentions for one in corpus.listing("actor", sort="mentions")]
        assert mentions == sorted(mentions, reverse=True)


def test_an_order_that_is_none_is_told(shelf: Path) -> None:
    with (
        Corpus.open(shelf) as corpus,
        pytest.raises(
            ValueError, match="actors can be sorted by acts, name, mentions, not by date"
        ),
    ):
        corpus.listing("actor", sort="date")


def test_narrowing_leaves_what_belongs_to_the_actor(filled: Corpus) -> None:
    ada, norland = by_name(filled, "Ada Lindqvist"), by_name(filled, "Norland")
    sudmark = by_name(filled, "Sudmark")

    def left(narrowing: Narrowing) -> tuple[int, ...]:
        for kind in KINDS:
            listing = filled.listing(kind, narrowing)
            assert len(list(listing)) == len(listing)
        return tuple(len(filled.listing(kind, narrowing)) for kind in KINDS)

    assert left(ALL) == (2, 4, 3, 3)
    assert left(Narrowing(actor=ada.id)) == (2, 1, 2, 1)
    assert left(Narrowing(actor=norland.id)) == (2, 1, 0, 2)
    assert left(Narrowing(actor=sudmark.id)) == (1, 1, 0, 1)
    assert left(Narrowing(actor="a0")) == (0, 0, 0, 0)
    assert left(Narrowing(source=text_id(FERRY))) == (1, 3, 1, 2)
    assert left(Narrowing(source=text_id(FERRY), actor=ada.id)) == (1, 1, 0, 1)
    assert left(Narrowing(words="harbour")) == (2, 0, 1, 0)
    assert left(Narrowing(words="ferry norl", actor=norland.id)) == (1, 0, 0, 1)
    assert left(Narrowing(words="zoe")) == (1, 1, 1, 0)
    assert left(Narrowing(words="lindq", source=text_id(HARBOUR))) == (1, 1, 2, 0)
    assert ids(filled.listing("pledge", Narrowing(actor=norland.id))) == [
        filled.pledges_of(text_id(FERRY))[0].id,
        filled.pledges_of(text_id(HARBOUR))[0].id,
    ]


def test_a_listing_is_a_sequence(shelf: Path) -> None:
    with Corpus.open(shelf) as corpus:
        whole = list(corpus.listing("source"))
        listing: Listing[Source] = corpus.listing("source")
        assert len(listing) == 40
        assert (listing[0], listing[-1], listing[39]) == (whole[0], whole[-1], whole[39])
        assert listing[3:7] == whole[3:7]
        assert listing[::-3] == whole[::-3]
        assert listing[38:99] == whole[38:]
        assert listing.window(38, 99) == whole[38:]
        assert listing.window(-5, 2) == whole[:2]
        assert listing.window(50, 60) == listing.window(5, 5) == listing.window(7, 2) == []
        assert whole[5] in listing
        for wrong in (40, -41, 1000):
            with pytest.raises(IndexError):
                listing[wrong]
        for at, one in enumerate(whole):
            assert listing.position(one.id) == at
            assert corpus.listing("source").position(one.id) == at
        assert listing.position("s0") is None
        narrowed = corpus.listing("source", Narrowing(source=whole[4].id))
        assert (narrowed.position(whole[4].id), narrowed.position(whole[3].id)) == (0, None)


@given(st.data())
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_windows_are_parts_of_the_whole_from_either_end(shelf: Path, data: st.DataObject) -> None:
    kind: Kind = data.draw(st.sampled_from(KINDS))
    narrowing = data.draw(st.sampled_from([ALL, Narrowing(words="stay1"), Narrowing(words="o")]))
    with Corpus.open(shelf) as corpus, pytest.MonkeyPatch.context() as patch:
        patch.setattr("store.listing._FIRST_READ", 3)
        patch.setattr("store.listing._RECORDS_KEPT", 7)
        for sort in SORTS[kind]:
            whole = list(corpus.listing(kind, narrowing, sort))
            listing = corpus.listing(kind, narrowing, sort)
            for _ in range(4):
                start = data.draw(st.integers(0, 42))
                stop = start + data.draw(st.integers(0, 9))
                assert listing.window(start, stop) == whole[start:stop]
                at = data.draw(st.integers(0, max(0, len(whole) - 1)))
                if whole:
                    assert listing.position(whole[at].id) == at


def test_a_listing_reads_only_the_rows_asked_for(
    shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def counted(text: str) -> dict[str, Any]:
        read.append(text)
        return decode(text)

    with Corpus.open(shelf) as corpus:
        monkeypatch.setattr("store.tables.decode", counted)
        for kind in KINDS:
            listing = corpus.listing(kind)
            read.clear()
            assert len(listing) == 40 + (kind == "actor")
            assert read == []
            listing.window(5, 9)
            listing.window(6, 9)
            assert len(read) == 4
            assert listing[-1] is not None
            assert len(read) == 5


def test_no_listing_sorts_all_rows(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Database(shelf) as tables:
        run = tables.rows.run
        for kind, sorts in SORTS.items():
            for sort in sorts:
                plans: list[str] = []

                def explain(
                    sql: str, parameters: Any = (), plans: list[str] = plans
                ) -> list[tuple[Any, ...]]:
                    if sql.startswith("SELECT r.id"):
                        plans += [row[3] for row in run(f"EXPLAIN QUERY PLAN {sql}", parameters)]
                    found: list[tuple[Any, ...]] = run(sql, parameters)
                    return found

                monkeypatch.setattr(tables.rows, "run", explain)
                rows = OrderedRows(tables, kind, ALL, sort)
                rows.ids(0, 5)
                rows.ids(0, 5, backwards=True)
                assert plans
                assert not [step for step in plans if "TEMP B-TREE" in step], (kind, sort, plans)


def test_a_listing_follows_the_store_when_it_must_read(filled: Corpus) -> None:
    listing: Listing[Source] = filled.listing("source")
    first, second = listing
    with Corpus.open(filled.path) as other:
        other.remove(first.id)
        assert listing[0] == first
        assert listing.window(0, 5) in ([second], [first, second])
        other.add(article("A third text.", date="2030-01-01"), Findings(), pipeline="1")
        assert listing.position(text_id("A third text.")) == 0
        assert (len(listing), listing[1]) == (2, second)
        other.remove(second.id)
        fresh = filled.listing("source")
        assert [one.id for one in fresh] == [text_id("A third text.")]


# ------------------------------------------------------------------ ids and versions


def test_ids_resolve_by_their_beginning(filled: Corpus) -> None:
    source = text_id(HARBOUR)
    assert filled.resolve(source[:6]) == [source]
    assert filled.resolve(source) == [source]
    assert filled.resolve(source[:3]) == []
    assert filled.resolve("") == filled.resolve("zzzzzz") == filled.resolve("s%%%%") == []
    for kind in KINDS:
        for one in ids(filled.listing(kind)):
            assert filled.resolve(one[:10]) == [one]
            found = filled.get(one)
            assert found is not None
            assert found.id == one


def test_the_version_changes_whoever_writes(filled: Corpus) -> None:
    seen = [filled.version()]
    filled.remove(text_id(FERRY))
    seen.append(filled.version())
    with Corpus.open(filled.path) as other:
        other.remove(text_id(HARBOUR))
    seen.append(filled.version())
    filled.counts()
    assert filled.version() == seen[-1]
    assert len(set(seen)) == 3


def test_stats_tell_counts_size_and_versions(filled: Corpus) -> None:
    stats = filled.stats()
    assert stats.counts == filled.counts()
    assert stats.size > 50_000
    assert (stats.schema, stats.pipeline) == (database.SCHEMA, PIPELINE)


def test_a_newer_store_is_refused(filled: Corpus) -> None:
    filled.close()
    with Database(filled.path) as tables:
        tables.set_note("schema", database.SCHEMA + 1)
    before = filled.path.read_bytes()
    with pytest.raises(StoreError, match="a newer onrecord made it"):
        Corpus.open(filled.path)
    assert filled.path.read_bytes() == before


def test_an_older_store_is_brought_up_to_date_in_one_transaction(
    filled: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled.close()
    newer = database.SCHEMA + 1

    def migrate(tables: Any) -> None:
        tables.table("sources").update({"language": "sv"})

    def fail(tables: Any) -> None:
        migrate(tables)
        raise ZeroDivisionError

    monkeypatch.setattr(database, "SCHEMA", newer)
    monkeypatch.setattr(database, "MIGRATIONS", {newer - 1: fail})
    with pytest.raises(StoreError, match="an older onrecord made it"):
        Corpus.open(filled.path, read_only=True)
    with pytest.raises(ZeroDivisionError):
        Corpus.open(filled.path)
    monkeypatch.setattr(database, "MIGRATIONS", {newer - 1: migrate})
    with Corpus.open(filled.path) as corpus:
        assert {one.language for one in corpus.listing("source")} == {"sv"}
    with Database(filled.path) as tables:
        assert tables.note("schema") == newer


# ------------------------------------------------------------------ one transaction an article


@pytest.mark.parametrize(
    "step", ["_write_source", "_write_appearances", "_write_actors", "_take_records"]
)
def test_an_add_that_fails_anywhere_leaves_everything_as_before(
    filled: Corpus, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    before = contents(filled)
    real: Callable[..., None] = getattr(adding, step)

    def fail(*arguments: Any) -> None:
        real(*arguments)
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(adding, step, fail)
        for text, place in ((HARBOUR + " More.", "h.txt"), ("New text by Norland.", "n.txt")):
            with pytest.raises(ZeroDivisionError):
                filled.add(article(text, place), harbour(), pipeline="2")
        with pytest.raises(ZeroDivisionError):
            filled.add(article(FERRY, "f.txt"), ferry(), pipeline="3")
    assert contents(filled) == before
    assert filled.search("more") == []
    assert filled.add(article("New text by Norland.", "n.txt"), Findings(), pipeline="2") == "added"


def test_a_reader_sees_an_article_whole_or_not_at_all(filled: Corpus) -> None:
    stop = threading.Event()
    wrong: list[object] = []

    def read() -> None:
        with Corpus.open(filled.path) as reader:
            while not stop.is_set():
                counts = reader.counts()
                if counts not in (Counts(2, 4, 3, 3), Counts(1, 3, 2, 1)):
                    wrong.append(counts)
                for one in reader.listing("pledge"):
                    if not isinstance(one, Pledge):
                        wrong.append(one)

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for _ in range(20):
        filled.remove(text_id(FERRY))
        filled.add(article(FERRY, "f.txt", date="2026-01-06"), ferry(), pipeline=PIPELINE)
    stop.set()
    for reader in readers:
        reader.join()
    assert wrong == []


LOADER = """
import sys
from store.corpus import Corpus
from store.errors import StoreError
from store.records import Findings
from tests.store.samples import HARBOUR, article, harbour, actor, findings, pledge
path, name, first, last = sys.argv[1:]
with Corpus.open(path) as corpus:
    for n in range(int(first), int(last)):
        text = f"Piece {n} of {name}. Norland will build bridge{n}."
        norland = actor("Norland", "country")
        deal = pledge(text, (norland,), "will", f"build bridge{n}")
        found = findings(text, (norland,), (), [deal])
        try:
            outcome = corpus.add(article(text, f"{name}{n}.txt"), found, pipeline="1")
        except StoreError as error:
            print(error, flush=True)
            break
        print(n, outcome, flush=True)
"""


def load(path: Path, name: str, first: int, last: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", LOADER, str(path), name, str(first), str(last)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def check_whole(corpus: Corpus) -> int:
    """Every source has its text, its pledge, its actor; how many there are."""
    counts = corpus.counts()
    assert counts.sources == counts.pledges
    for source in corpus.listing("source"):
        text = corpus.text(source.id)
        assert content_hash(text) == source.content_hash
        (deal,) = corpus.pledges_of(source.id)
        assert deal.action is not None
        assert text[deal.action.start : deal.action.end] == deal.action.text
        (seen,) = corpus.appearances_of(source.id)
        assert deal.actors == (seen.actor.id,)
        assert [hit.id for hit in corpus.search(f"build {deal.action.text.split()[1]}")][:1]
    if counts.sources:
        assert by_name(corpus, "Norland").pledges == counts.pledges
    assert len(corpus.occurrences("norland")) == counts.sources
    return counts.sources


def test_two_programs_load_at_once_and_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    loaders = [load(path, name, 0, 25) for name in ("left", "right")]
    for loader in loaders:
        out, err = loader.communicate(timeout=120)
        assert err == ""
        assert out.count("added") == 25
    with Corpus.open(path) as corpus:
        assert check_whole(corpus) == 50


def test_a_killed_load_leaves_whole_articles(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    acknowledged = 0
    for articles in (1, 5, 2, 3):
        loader = load(path, "x", acknowledged, 10**6)
        assert loader.stdout is not None
        assert loader.stderr is not None
        for _ in range(articles):
            loader.stdout.readline()
            acknowledged += 1
        loader.kill()
        rest = loader.stdout.read()
        acknowledged += rest.count("\n")
        loader.wait()
        loader.stdout.close()
        loader.stderr.close()
        with Corpus.open(path) as corpus:
            found = check_whole(corpus)
            assert found in (acknowledged, acknowledged + 1)
            acknowledged = found


FULL = """
import resource, sys
from store.corpus import Corpus
Corpus.open(sys.argv[1]).close()
resource.setrlimit(resource.RLIMIT_FSIZE, (900_000, resource.RLIM_INFINITY))
sys.argv[2:] = ["x", "0", "5000"]
"""


def test_a_full_disk_during_a_load_gets_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    answer = subprocess.run(
        [sys.executable, "-c", FULL + LOADER, str(path)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert answer.stderr == ""
    *done, sentence = answer.stdout.splitlines()
    assert sentence.startswith(f"the store cannot be written: {path}: ")
    with Corpus.open(path) as corpus:
        assert check_whole(corpus) == len(done) > 0
        assert corpus.add(article("One more."), Findings(), pipeline="1") == "added"


# ------------------------------------------------------------------ opening


def test_a_store_that_is_none_gets_a_sentence(tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("no store at all\n" * 100, encoding="utf-8")
    empty = tmp_path / "empty.db"
    empty.touch()
    cases: list[tuple[Path, dict[str, Any], str]] = [
        (notes, {}, "it is not a store"),
        (tmp_path, {}, "it is a folder"),
        (tmp_path / "none.db", {"create": False}, "there is no such file"),
        (tmp_path / "none.db", {"read_only": True}, "there is no such file"),
        (empty, {"read_only": True}, "there is nothing in it"),
    ]
    for path, options, why in cases:
        with pytest.raises(StoreError, match=why) as caught:
            Corpus.open(path, **options)
        assert str(path) in str(caught.value)
    assert not (tmp_path / "none.db").exists()
    with Corpus.open(empty) as corpus:
        assert corpus.counts().sources == 0


def test_reading_only_shows_everything_and_changes_nothing(filled: Corpus) -> None:
    before = contents(filled)
    filled.close()
    files = {one.name: one.read_bytes() for one in filled.path.parent.glob("store.db*")}
    with Corpus.open(filled.path, read_only=True) as corpus:
        assert corpus.read_only
        assert contents(corpus) == before
        assert corpus.search("harbour")
        with pytest.raises(StoreError, match="open for reading only"):
            corpus.remove(text_id(FERRY))
        with pytest.raises(StoreError, match="open for reading only"):
            corpus.add(article("x"), Findings(), pipeline="1")
    assert {one.name: one.read_bytes() for one in filled.path.parent.glob("store.db*")} == files


def test_a_damaged_row_gets_a_sentence(filled: Corpus) -> None:
    filled.close()
    with Database(filled.path) as tables:
        tables.table("quotes").update({"content": None}, where("source") == text_id(FERRY))
    with Corpus.open(filled.path) as corpus:
        with pytest.raises(StoreError, match="row 3 of quotes is damaged"):
            corpus.quotes_of(text_id(FERRY))
        assert len(corpus.quotes_of(text_id(HARBOUR))) == 2


def test_odd_texts_are_kept_as_they_are(corpus: Corpus) -> None:
    for text in ("a\r\nb\rc\n", "\ufeffx", "nul\0inside", "half \ud800 pair", "e\u0301 𝄞 \u2028 x"):
        one = replace(article(text), blocks=(Block("paragraph", 0, len(text)),))
        assert corpus.add(one, Findings(), pipeline="1") == "added"
        assert corpus.text(text_id(text)) == text
        assert corpus.add(one, Findings(), pipeline="2") == "updated"
        corpus.remove(text_id(text))
