"""The matrix: who commits to what, is ready for it, refuses it; who only speaks; who is silent."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from store.categories import class_of, labels
from store.corpus import Corpus
from store.extraction.lexicon import load
from store.listing import ALL, Narrowing
from store.records import Pledge
from store.views import matrix
from store.views.board import Board, Row
from tests.store.samples import PIPELINE, article, findings, slot
from tests.store.views import made_up

ROOT = Path(__file__).parents[3]
GOLD = ROOT.parent / "shared" / "gold" / "seeds"


@pytest.fixture
def filled(corpus: Corpus) -> Corpus:
    made_up.fill(corpus)
    return corpus


def whole(corpus: Corpus, narrowing: Narrowing = ALL) -> Board:
    *_, board = matrix.boards(corpus, narrowing)
    assert board.whole
    return board


def row(board: Board, name: str) -> Row:
    (found,) = (one for one in board.rows if one.cells[0].text == name)
    return found


def said(board: Board, name: str) -> dict[str, str]:
    """What stands in the row of an actor, by column, without empty cells."""
    cells = zip(board.columns[1:], row(board, name).cells[1:], strict=True)
    return {column.title: cell.text for column, cell in cells if cell.text}


def data(board: Board, name: str) -> dict[str, Any]:
    return {**(row(board, name).data or {})}


def test_actors_commit_are_ready_or_refuse_by_kinds_of_action(filled: Corpus) -> None:
    board = whole(filled)
    assert said(board, "Norland") == {
        "quoted": "never",
        "military protection": "commits if",
        "humanitarian aid": "commits if",
        "other intent": "commits if",
    }
    assert said(board, "the Coast League") == {
        "quoted": "never",
        "military protection": "refuses if",
    }


def test_refusals_stand_in_the_column_of_what_is_refused_and_the_others_last(
    filled: Corpus,
) -> None:
    titles = [column.title for column in whole(filled).columns]
    assert titles == ["who", "quoted", "military protection", "humanitarian aid", "other intent"]


def test_a_doubtful_refusal_does_not_make_a_commitment_mixed(filled: Corpus) -> None:
    assert said(whole(filled), "Sudmark")["humanitarian aid"] == "commits if"


def add(corpus: Corpus, text: str, *pledges: Pledge) -> None:
    corpus.add(
        article(text, "more.txt"),
        findings(text, (made_up.SUDMARK,), (), pledges),
        pipeline=PIPELINE,
    )


def test_who_refuses_what_it_also_promises_is_mixed(filled: Corpus) -> None:
    text = "Sudmark will not ship grain."
    aid: dict[str, Any] = {"category": "1223", "theme": "ship grain"}
    one = made_up.told(text, (made_up.SUDMARK,), "will not", "ship grain", None, "refusal", **aid)
    add(filled, text, one)
    board = whole(filled)
    assert said(board, "Sudmark")["humanitarian aid"] == "mixed"
    told = data(board, "Sudmark")["classes"]["humanitarian aid"]
    assert told["stances"] == ["commitment", "refusal"]
    assert not told["doubtful"]


def test_what_rests_on_doubtful_pledges_only_is_doubtful(filled: Corpus) -> None:
    text = "Sudmark could lend ships."
    one = made_up.told(
        text, (made_up.SUDMARK,), "could", "lend ships", category="0331", confidence=0.4
    )
    add(filled, text, one)
    board = whole(filled)
    at = [column.title for column in board.columns].index("economic aid")
    assert row(board, "Sudmark").cells[at].doubtful
    assert data(board, "Sudmark")["classes"]["economic aid"]["doubtful"]


def test_who_speaks_and_who_is_silent_stand_at_the_end(filled: Corpus) -> None:
    board = whole(filled)
    names = [one.cells[0].text for one in board.rows]
    speak, silent = (
        next(n for n, name in enumerate(names) if word in name) for word in ("speak,", "silent:")
    )
    assert names[speak:silent] == ["1 speak, and pledge nothing", "Vera Sand"]
    assert names[silent] == "2 silent: named, never quoted, no pledge"
    assert {*names[silent + 1 :]} == {"Oland", "Estmark"}
    assert said(board, "Estmark") == {"quoted": "silent"}
    assert said(board, "Vera Sand") == {"quoted": "1"}
    assert [data(board, one)["says"] for one in ("Norland", "Vera Sand", "Oland")] == [
        "pledges",
        "speaks",
        "silent",
    ]


def test_a_maker_that_is_no_known_actor_has_its_row(corpus: Corpus) -> None:
    text = "Somebody on the quay vowed to ship grain."
    made = made_up.told(text, (), "vowed", "ship grain", category="0333")
    vowed = replace(made, makers=(slot(text, "Somebody on the quay"),))
    add(corpus, text, vowed)
    board = whole(corpus)
    assert said(board, "Somebody on the quay") == {"humanitarian aid": "commits"}
    assert data(board, "Somebody on the quay")["actor"] is None


def test_an_empty_store_says_so(corpus: Corpus) -> None:
    board = whole(corpus)
    assert not board.rows
    assert board.nothing == "No actor was found."


def test_what_is_refused_is_what_the_lexicon_of_actions_says() -> None:
    text = (ROOT / "store" / "categories.toml").read_text(encoding="utf-8")
    refused = tomllib.loads(text)["refused"]
    lexicon = load("actions")
    wanted: dict[str, set[str]] = {}
    for one in (*lexicon["class"], lexicon["other"]):
        wanted.setdefault(one["refusal"], set()).add(one["intent"])
    assert {code for code, intents in wanted.items() if len(intents) == 1} <= refused.keys()
    assert all(refused[code] in intents for code, intents in wanted.items())


@pytest.mark.skipif(not GOLD.is_dir(), reason="the gold lies outside the project")
def test_the_seeds_hold_what_the_gold_says(seeds_store: Path) -> None:
    with Corpus.open(seeds_store) as corpus:
        board = whole(corpus)
        pledges = [*corpus.listing("pledge")]
    assert said(board, "26 countries")["military protection"] == "commits"
    assert said(board, "France")["military protection"] == "commits"
    assert said(board, "Italy")["military protection"] == "refuses"
    assert said(board, "Germany")["military protection"] == "commits"
    assert said(board, "European Union")["sanctions"] == "commits"
    for ready in ("Finland", "Estonia", "Canada", "Bulgaria", "Romania", "Denmark", "Poland"):
        assert said(board, ready)["military protection"] == "ready"
    silent = {one.cells[0].text for one in board.rows if one.data and one.data["says"] == "silent"}
    assert {"Ukraine", "Vladimir Putin", "NATO"} <= silent
    assert not silent & {"Emmanuel Macron", "Italy", "Mark Rutte", "Poland", "Finland"}
    assert {class_of(one) for one in pledges} <= labels().keys()
