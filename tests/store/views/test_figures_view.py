"""Figures side by side: headings by verdict, a row a value, those of the seeds as in the gold."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from store.corpus import Corpus
from store.listing import ALL, Narrowing
from store.views import boards
from store.views.board import Board, Words

SHARED = Path(__file__).parents[4] / "shared"


def whole(corpus: Corpus, narrowing: Narrowing = ALL) -> Board:
    *_, board = boards("figures", corpus, narrowing)
    return board


@pytest.fixture
def seeds(seeds_store: Path) -> Iterator[Corpus]:
    with Corpus.open(seeds_store) as corpus:
        yield corpus


def listed(board: Board) -> list[dict[str, Any]]:
    """The figures of the view's data, as `list figures --json` has them."""
    found: dict[str, dict[str, Any]] = {}
    for row in board.rows:
        if row.data is not None:
            figure = found.setdefault(row.data["figure"], {"values": []})
            figure["verdict"] = row.data["verdict"]
            figure["values"].append({**row.data})
    return [*found.values()]


@pytest.mark.skipif(not SHARED.exists(), reason="the judge and the gold lie outside the project")
def test_values_groups_and_verdicts_of_the_seeds_are_those_of_the_gold(seeds: Corpus) -> None:
    gold = SHARED / "gold" / "seeds"
    judged = subprocess.run(
        [sys.executable, SHARED / "score_figures.py", gold / "figures.json", gold, "--json"],
        input="\n".join(json.dumps(one) for one in listed(whole(seeds))),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    report = json.loads(judged.stdout)
    assert report["values"] >= 0.9
    assert (report["together"], report["apart"]) == (1.0, 1.0)
    assert report["verdicts"] == "2 of 2"


def test_15_and_26_countries_stand_below_one_heading_as_an_update(seeds: Corpus) -> None:
    (figure,) = (
        one for one in listed(whole(seeds)) if {15, 26} <= {told["value"] for told in one["values"]}
    )
    assert figure["verdict"] == "update"
    assert {told["text"] for told in figure["values"]} >= {"26 western nations", "26 countries"}
    dates = [told["date"] for told in figure["values"]]
    assert dates == sorted(dates)


def test_what_disagrees_or_moved_stands_before_what_is_told_once(seeds: Corpus) -> None:
    order = ("conflict", "update", "compatible", "same", "told once")
    heads = [row.cells[0].parts[0][0].strip() for row in whole(seeds).rows if row.flows]
    assert [order.index(one) for one in heads] == sorted(order.index(one) for one in heads)
    assert heads[0] == "update"


def test_the_words_of_a_value_are_what_its_row_says(seeds: Corpus) -> None:
    for row in whole(seeds).rows:
        if not row.flows:
            (words,) = row.cells[0].words
            assert seeds.text(words.source)[words.start : words.end] == row.cells[0].text


def test_a_heading_leads_to_all_its_values(seeds: Corpus) -> None:
    board = whole(seeds)
    at = next(n for n, row in enumerate(board.rows) if row.flows)
    below: list[Words] = []
    for row in board.rows[at + 1 :]:
        if row.flows:
            break
        below += row.cells[0].words
    assert list(board.rows[at].cells[0].words) == below


def test_figures_are_narrowed_by_a_query(seeds: Corpus) -> None:
    rows = whole(seeds, Narrowing(query="leaders is:compatible")).rows
    assert {row.data["verdict"] for row in rows if row.data} == {"compatible"}


def test_a_store_without_figures_says_so(corpus: Corpus) -> None:
    assert (whole(corpus).rows, whole(corpus).nothing) == ((), "No counted thing was found.")
