"""Figures side by side: headings by verdict, a row a value, those of the seeds as in the gold."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from store.corpus import Corpus
from store.documents import figure_from, figure_to
from store.figures import told
from store.ids import derived_id
from store.listing import ALL, Narrowing
from store.records import Count, Findings, Signature, Span, Why
from store.views import boards
from store.views.board import Board, Words
from tests.store.samples import PIPELINE, article
from tui.columns import Names, table
from tui.ledger_cards import ledger_title

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


def ships(corpus: Corpus, name: str, outlet: str, *texts: str, credit: str = "") -> None:
    """An article that counts ships sent to the strait, once a text."""
    text = "\n".join(texts)
    counts, at = [], 0
    for number in range(len(texts)):
        at = text.index("15 ships", at + 1)
        counts.append(
            Count(
                derived_id("count", name, str(number)), "", 15, None,
                Span(at, at + 8, "15 ships"), "ship", ("send", "strait"),
                "ships sent to the strait", None, None, 0.9, Why("number"),
            )
        )  # fmt: skip
    told = article(text, name, date="2024-03-01", outlet=outlet)
    told = replace(told, credits=(credit,) if credit else ())
    terms = tuple((f"word{n}", 3) for n in range(20))
    found = Findings(counts=tuple(counts), signature=Signature(terms))
    corpus.add(told, found, pipeline=PIPELINE)


def verdict(corpus: Corpus) -> str:
    (heading,) = (row for row in whole(corpus).rows if row.flows)
    return heading.cells[0].parts[0][0].strip()


def test_what_one_article_tells_twice_is_told_once(corpus: Corpus) -> None:
    ships(corpus, "a.txt", "Coast Courier", "They sent 15 ships.", "So 15 ships sailed.")
    assert verdict(corpus) == "told once"
    (figure,) = corpus.listing("figure")
    assert (figure.verdict, figure.origins, len(figure.values)) == ("same", 1, 2)
    assert ledger_title(figure) == "figure · told once · 2 values"
    row = table("figure", [figure], Names(corpus), short=True)[1][0]
    assert row[1] == "told once"


@pytest.mark.parametrize(
    ("outlet", "credit", "expected"),
    [
        ("Inland Times", "", "same"),
        ("Coast Courier", "", "told once"),
        ("Inland Times", "Coast Courier", "told once"),
    ],
)
def test_agreement_takes_two_articles_that_do_not_lean_on_each_other(
    corpus: Corpus, outlet: str, credit: str, expected: str
) -> None:
    ships(corpus, "a.txt", "Coast Courier", "They sent 15 ships.")
    ships(corpus, "b.txt", outlet, "Again they sent 15 ships.", credit=credit)
    assert verdict(corpus) == expected


def test_what_an_older_program_kept_is_judged_by_its_articles(corpus: Corpus) -> None:
    ships(corpus, "a.txt", "Coast Courier", "They sent 15 ships.", "So 15 ships sailed.")
    (figure,) = corpus.listing("figure")
    document = {key: value for key, value in figure_to(figure).items() if key != "origins"}
    assert told(figure_from(document)) == "told once"
    assert told(replace(figure, origins=2)) == "same"


def test_a_store_without_figures_says_so(corpus: Corpus) -> None:
    assert (whole(corpus).rows, whole(corpus).nothing) == ((), "No counted thing was found.")
