"""Listings: their orders, what a narrowing leaves, and how little they read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store import selecting
from store.corpus import ALL, SORTS, Corpus, Listing, Narrowing
from store.database import Database
from store.encoding import decode
from store.ids import text_id
from store.records import KINDS, Actor, Findings, Kind, Pledge, Quote, Source
from store.selecting import OrderedRows
from tests.store.samples import (
    FERRY,
    HARBOUR,
    PIPELINE,
    actor,
    article,
    by_name,
    findings,
    ids,
    pledge,
    quote,
)


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

    assert left(ALL) == (2, 4, 3, 3, 3, 0, 0, 2)
    assert left(Narrowing(actor=ada.id)) == (2, 1, 2, 1, 1, 0, 0, 2)
    assert left(Narrowing(actor=norland.id)) == (2, 1, 0, 2, 2, 0, 0, 2)
    assert left(Narrowing(actor=sudmark.id)) == (1, 1, 0, 1, 1, 0, 0, 1)
    assert left(Narrowing(actor="a0")) == (0,) * 8
    assert left(Narrowing(source=text_id(FERRY))) == (1, 3, 1, 2, 2, 0, 0, 1)
    assert left(Narrowing(source=text_id(FERRY), actor=ada.id)) == (1, 1, 0, 1, 1, 0, 0, 1)
    assert left(Narrowing(query="harbour")) == (2, 0, 1, 0, 0, 0, 0, 0)
    assert left(Narrowing(query="ferry norl", actor=norland.id)) == (1, 0, 0, 1, 1, 0, 0, 0)
    assert left(Narrowing(query="zoe")) == (1, 1, 1, 0, 0, 0, 0, 0)
    assert left(Narrowing(query="lindq", source=text_id(HARBOUR))) == (1, 1, 2, 0, 0, 0, 0, 0)
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
        assert narrowed.holds(whole[4].id)
        assert not narrowed.holds(whole[3].id)


@given(st.data())
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_windows_are_parts_of_the_whole_from_either_end(shelf: Path, data: st.DataObject) -> None:
    kind: Kind = data.draw(st.sampled_from(KINDS))
    narrowing = data.draw(st.sampled_from([ALL, Narrowing(query="stay1"), Narrowing(query="o")]))
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
            if kind in ("chain", "figure"):
                continue
            listing = corpus.listing(kind)
            read.clear()
            number = len(listing)
            assert number == 40 + (kind == "actor") or kind == "story"
            assert number > 30
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


@pytest.mark.parametrize("known", [2, 128], ids=["a few known", "all known"])
@pytest.mark.parametrize("query", ["stay1", "odd", "title", "nothing of it"])
def test_what_is_counted_comes_in_the_order_of_all(
    shelf: Path, monkeypatch: pytest.MonkeyPatch, query: str, known: int
) -> None:
    monkeypatch.setattr(selecting, "_FIRST", known)
    with Database(shelf) as tables:
        for kind, sorts in SORTS.items():
            for sort in sorts:
                rows = OrderedRows(tables, kind, Narrowing(query=query), sort)
                every = OrderedRows(tables, kind, ALL, sort).ids(0, 99)
                expected = [row for row in every if rows.holds(row)]
                assert rows.ids(0, 99) == expected
                assert rows.count() == len(expected)
                for start, stop in ((0, 1), (0, 2), (1, 5), (3, 99), (0, 0)):
                    assert rows.ids(start, stop) == expected[start:stop]
                assert rows.ids(0, 2, backwards=True) == expected[::-1][:2]


def test_a_search_follows_the_store_when_it_must_read(filled: Corpus) -> None:
    listing: Listing[Source] = filled.listing("source", Narrowing(query="ferr"))
    (first,) = listing
    with Corpus.open(filled.path) as other:
        other.add(article("A third ferry.", date="2030-01-01"), Findings(), pipeline="1")
        assert listing.position(text_id("A third ferry.")) == 0
        assert [one.id for one in listing] == [text_id("A third ferry."), first.id]
        other.remove(first.id)
        assert listing.position(first.id) is None
        assert [one.id for one in listing] == [text_id("A third ferry.")]


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
