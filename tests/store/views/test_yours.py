"""What the user corrected and marked: each with its words, nothing twice or lost, narrowed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from store.corpus import Corpus
from store.listing import ALL, Narrowing
from store.records import KINDS, Actor, Kind, Pledge, Quote
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
    assert nobody.nothing == "Nothing that you corrected or marked is about this."
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
    assert whole(corpus).nothing == "You have corrected and marked nothing yet."


def test_views_count_one_as_one(tmp_path: Path) -> None:
    with Corpus.open(tmp_path / "one.db") as corpus:
        Report(1).into(corpus)
        *_, board = boards("ledger", corpus, ALL)
        assert board.remark == "1 entry"


@pytest.mark.parametrize(("query", "number"), [("", 2), ("strait", 1), ("tag:check", 1), ("x", 0)])
def test_what_is_marked_is_narrowed_too(filled: Corpus, query: str, number: int) -> None:
    filled.set_tags(pledge(filled, "Sudmark", "guard the strait").id, ["check"])
    filled.set_marked(said(filled).id, True)
    assert len(asked(filled, query)) == number


@pytest.fixture
def seeds(seeds_store: Path) -> Iterator[Corpus]:
    with Corpus.open(seeds_store) as corpus:
        yield corpus


@pytest.mark.parametrize("kind", KINDS)
def test_a_marked_record_of_any_kind_has_a_row_that_leads_to_its_words(
    seeds: Corpus, kind: Kind
) -> None:
    record = seeds.listing(kind)[0]
    seeds.set_tags(record.id, ["check"])
    seeds.set_note(record.id, "ring again")
    board = whole(seeds)
    (row,) = board.rows
    assert board.remark == "0 corrections, 1 marked, 0 to look at"
    assert row.record == record.id
    assert [one.text for one in row.cells[:2]] == ["marked", kind]
    assert row.cells[2].text not in ("", record.id)
    assert row.cells[3].text == "ring again #check"
    for words in row.cells[0].words:
        assert seeds.text(words.source)[words.start : words.end].strip()
    assert row.cells[0].words
    assert row.data is not None
    assert row.data["say"] == {"note": "ring again", "tags": ["check"], "bookmarked": False}


def test_a_corrected_record_that_is_marked_has_one_row(seeds: Corpus) -> None:
    pledge = seeds.listing("pledge")[0]
    seeds.set_marked(pledge.id, True)
    seeds.hand.set_stance(pledge.id, "refusal" if pledge.stance != "refusal" else "readiness")
    (row,) = whole(seeds).rows
    assert row.cells[0].text == "in force"
    assert row.cells[3].text.endswith("bookmarked")
    seeds.hand.undo()
    assert [one.cells[0].text for one in whole(seeds).rows] == ["marked"]


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_said_of_what_has_gone_is_to_look_at_and_stands_first(
    seeds: Corpus, kind: Kind
) -> None:
    record = seeds.listing(kind)[0]
    seeds.set_note(record.id, "keep this")
    for source in [*seeds.listing("source")][1:]:
        seeds.set_marked(source.id, True)
    for source in [*seeds.listing("source")]:
        seeds.remove(source.id)
    rows = {row.record: row for row in whole(seeds).rows}
    assert len(rows) == 5
    assert rows[record.id].cells[0].text == "to look at"
    assert "keep this" in rows[record.id].cells[3].text
