"""Visits: that they are remembered, and which articles came or changed since one of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from store import visits
from store.checking import check
from store.corpus import Corpus, Narrowing, StoreError
from store.fault import Fault
from store.visits import Visit
from tests.store.ledger_samples import Report

FIRST = Report(1, trigger="is ready to", strength="ready")
SECOND = Report(2, topic=1, date="2024-05-01", maker="Westmark")


def since(corpus: Corpus, number: int) -> dict[str, bool]:
    return corpus.arrivals(number).sources


def test_visits_are_numbered_and_stay(tmp_path: Path) -> None:
    with Corpus.open(tmp_path / "store.db") as corpus:
        assert corpus.visits() == []
        corpus.visit()
        corpus.visit()
    with Corpus.open(tmp_path / "store.db") as corpus:
        assert [one.number for one in corpus.visits()] == [1, 2]


def test_only_the_last_ones_are_remembered_and_numbers_go_on(corpus: Corpus) -> None:
    corpus.database.say(
        "visits", [{"number": n, "at": "2026-01-01T00:00:00+00:00"} for n in range(1, 101)]
    )
    corpus.visit()
    numbers = [one.number for one in corpus.visits()]
    assert (numbers[0], numbers[-1], len(numbers)) == (2, 101, 100)


def test_an_article_is_new_to_the_visit_after_the_one_that_it_came_after(corpus: Corpus) -> None:
    FIRST.into(corpus)
    corpus.visit()
    SECOND.into(corpus)
    assert since(corpus, 0) == {FIRST.id: True, SECOND.id: True}
    assert since(corpus, 1) == {SECOND.id: True}
    corpus.visit()
    assert since(corpus, 2) == {}


def test_one_whose_text_has_changed_is_told_from_one_that_came(corpus: Corpus) -> None:
    FIRST.into(corpus)
    corpus.visit()
    replace(FIRST, version=2).into(corpus)
    assert since(corpus, 1) == {FIRST.id: False}
    corpus.visit()
    SECOND.into(corpus)
    assert since(corpus, 1) == {FIRST.id: False, SECOND.id: True}


def test_what_says_the_same_as_before_is_no_news(corpus: Corpus) -> None:
    FIRST.into(corpus)
    corpus.visit()
    FIRST.into(corpus)
    replace(FIRST, outlet="Harbour Post").into(corpus)  # told anew, the text as it was
    corpus.add(FIRST.article(), FIRST.findings(), pipeline="a later one")
    assert since(corpus, 1) == {}


def test_listings_hold_what_rests_on_what_came(corpus: Corpus) -> None:
    FIRST.into(corpus)
    corpus.visit()
    SECOND.into(corpus)
    new = Narrowing(since=1)
    assert [one.id for one in corpus.listing("source", new)] == [SECOND.id]
    assert {one.name for one in corpus.listing("actor", new)} == {"Westmark", "Sudmark"}
    assert [one.source for one in corpus.listing("pledge", new)] == [SECOND.id]
    assert [one.makers for one in corpus.listing("entry", new)] == [("Westmark",)]
    assert len(corpus.listing("story", new)) == 1
    assert [*corpus.listing("source", replace(new, query="norland"))] == []


def test_who_was_known_before_is_named_in_an_article_that_stands_since_then(corpus: Corpus) -> None:
    FIRST.into(corpus)
    corpus.visit()
    SECOND.into(corpus)
    actors = {one.name: one.id for one in corpus.listing("actor")}
    arrivals = corpus.arrivals(1)
    assert arrivals.named_before(actors.values()) == {actors["Norland"], actors["Sudmark"]}
    assert arrivals.quoted_before(actors.values()) == set()
    assert set(arrivals.places_of(actors["Westmark"])) == {SECOND.id}


def test_the_last_visit_before_a_day() -> None:
    noon = [Visit(n, f"2026-0{n}-15T12:00:00+00:00") for n in (1, 2, 3)]
    assert visits.last_before(noon, "2026-03-15") == noon[1]
    assert visits.last_before(noon, "2026-03-16") == noon[2]
    assert visits.last_before(noon, "2026-02") == noon[0]
    assert visits.last_before(noon, "2026") is None


def test_a_store_with_visits_is_whole(corpus: Corpus) -> None:
    FIRST.into(corpus)
    corpus.visit()
    replace(FIRST, version=2).into(corpus)
    faults: list[Fault] = []
    check(corpus.database, faults.append)
    assert faults == []


@pytest.mark.parametrize("odd", ["x", [1], [{"number": "a", "at": "b"}], [{"number": 1}]])
def test_visits_that_cannot_be_read_stop_nothing(corpus: Corpus, odd: object) -> None:
    corpus.database.say("visits", odd)
    assert corpus.visits() == []
    assert FIRST.into(corpus) == "added"
    corpus.visit()
    assert [one.number for one in corpus.visits()] == [1]


def test_a_store_that_is_only_read_notes_none(tmp_path: Path) -> None:
    Corpus.open(tmp_path / "store.db").close()
    with Corpus.open(tmp_path / "store.db", read_only=True) as corpus, pytest.raises(StoreError):
        corpus.visit()
