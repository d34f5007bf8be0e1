"""What the user corrected, narrowed as every view is, and where each leads to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from store.corpus import Corpus
from store.listing import ALL, Narrowing
from store.records import Actor, Pledge, Quote
from store.views import boards
from store.views.board import Board
from tests.store.ledger_samples import Report
from tests.store.views import made_up


@pytest.fixture
def filled(corpus: Corpus) -> Corpus:
    made_up.fill(corpus)
    return corpus


def whole(corpus: Corpus, narrowing: Narrowing = ALL) -> Board:
    *_, board = boards("yours", corpus, narrowing)
    return board


def asked(corpus: Corpus, query: str) -> list[str]:
    """What is shown for a query: the words of each row."""
    return [row.cells[2].text for row in whole(corpus, Narrowing(query=query)).rows]


def pledge(corpus: Corpus, who: str, action: str) -> Pledge:
    every: Iterator[Pledge] = iter(corpus.listing("pledge"))
    found = [one for one in every if one.action and one.action.text == action]
    return next(one for one in found if any(who in maker.text for maker in one.makers))


def actor(corpus: Corpus, name: str) -> Actor:
    found: Iterator[Actor] = iter(corpus.listing("actor"))
    return next(one for one in found if one.name == name)


def said(corpus: Corpus) -> Quote:
    (one,) = corpus.listing("quote")
    assert isinstance(one, Quote)
    return one


def test_one_correction_is_counted_as_one(filled: Corpus) -> None:
    filled.hand.set_stance(pledge(filled, "Sudmark", "guard the strait").id, "commitment")
    assert whole(filled).remark == "1 correction, 0 to look at"
    filled.hand.reject(said(filled).id)
    assert whole(filled).remark == "2 corrections, 0 to look at"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("strait", ["is prepared to guard the strait"]),
        ("by:sudmark", ["is prepared to guard the strait"]),
        ("stance:commitment", ["is prepared to guard the strait"]),
        ("stance:readiness", []),
        ("kind:quote", []),
        ("by:norland", []),
        ("nothing", []),
    ],
)
def test_a_query_is_asked_of_what_was_corrected(
    filled: Corpus, query: str, expected: list[str]
) -> None:
    filled.hand.set_stance(pledge(filled, "Sudmark", "guard the strait").id, "commitment")
    assert asked(filled, query) == expected


@pytest.mark.parametrize(
    ("query", "there"),
    [
        ("brave", True),
        ("brav", True),
        ('"plan brave"', True),
        ("the plan", True),
        ("plan NEAR brave", True),
        ("brave -strait", True),
        ("brave -plan", False),
        ("by:sand", True),
        ("by:norland", False),
        ("kind:quote", True),
        ("kind:pledge", False),
        ("outlet:courier", True),
        ("outlet:inland", False),
        ("strait", False),
        ("strait OR brave", True),
        ("/bra.e/", True),
        ("*rav*", True),
        ("has:condition", False),
    ],
)
def test_a_query_is_asked_of_what_was_rejected_by_its_own_words(
    filled: Corpus, query: str, there: bool
) -> None:
    filled.hand.reject(said(filled).id)
    assert bool(asked(filled, query)) == there


def test_it_is_narrowed_to_an_actor(filled: Corpus) -> None:
    filled.hand.set_stance(pledge(filled, "Sudmark", "guard the strait").id, "commitment")
    filled.hand.reject(said(filled).id)
    filled.hand.merge(actor(filled, "Estmark").id, actor(filled, "Norland").id)
    for name, number in (("Sudmark", 1), ("Vera Sand", 1), ("Norland", 1), ("Oland", 0)):
        board = whole(filled, Narrowing(actor=actor(filled, name).id))
        assert len(board.rows) == number, name
        assert not number or board.remark.startswith("1 correction,")
    nobody = whole(filled, Narrowing(actor=actor(filled, "Oland").id))
    assert nobody.nothing == "None of your corrections is about this."
    assert whole(filled, Narrowing(query="by:oland")).nothing == nobody.nothing


def test_merges_and_splits_are_found_by_either_name(filled: Corpus) -> None:
    filled.hand.merge(actor(filled, "Estmark").id, actor(filled, "Norland").id)
    assert asked(filled, "norland") == ["Estmark"]
    assert asked(filled, "estmark") == ["Estmark"]
    assert asked(filled, "sudmark") == []


def test_a_merge_and_a_split_lead_to_where_the_actor_is_named(filled: Corpus) -> None:
    filled.hand.merge(actor(filled, "Estmark").id, actor(filled, "Norland").id)
    (row,) = whole(filled).rows
    (words,) = row.cells[0].words
    assert filled.text(words.source)[words.start : words.end] == "Estmark"
    assert all(cell.words == (words,) for cell in row.cells if cell.text)
    assert "merged into Norland" in row.cells[3].text


def test_nothing_corrected_says_so(corpus: Corpus) -> None:
    assert whole(corpus).nothing == "You have corrected nothing yet."


def test_views_count_one_as_one(tmp_path: Path) -> None:
    with Corpus.open(tmp_path / "one.db") as corpus:
        Report(1).into(corpus)
        *_, board = boards("ledger", corpus, ALL)
        assert board.remark == "1 entry"
