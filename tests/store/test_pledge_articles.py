"""Pledges of news articles in many voices, annotated by hand: figures that must not fall.

`pledge_articles/` holds them in brat standoff, as `eval` reads it: a wire, a tabloid, a company's
release, the news of India, Nigeria and Ghana, a summit, a council, a strike, a sport, a hospital
and a science desk. Each holds pledges and, as many, sentences that only look like one. All of it
is made up; quotes are not annotated.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from store.judging.evaluation import evaluate

_FOLDER = Path(__file__).with_name("pledge_articles")


@pytest.fixture(scope="module")
def figures() -> dict[str, Any]:
    evaluation = evaluate(_FOLDER, jobs=1)
    assert not evaluation.failures
    assert evaluation.figures is not None
    return evaluation.figures


def test_pledges_are_found_with_their_makers(figures: dict[str, Any]) -> None:
    pledges = figures["pledges"]
    assert pledges["gold"] > 160
    assert pledges["match"]["precision"] >= 0.9
    assert pledges["match"]["recall"] >= 0.88
    assert pledges["complete"]["f1"] >= 0.88


@pytest.mark.parametrize("part", ["maker", "action", "condition", "stance"])
def test_parts_of_the_pledges_are_right(figures: dict[str, Any], part: str) -> None:
    assert figures["pledges"][f"{part}_accuracy"] >= 0.95


def test_every_annotated_span_stands_in_its_article(figures: dict[str, Any]) -> None:
    faults = dict(figures["gold_grounding"])
    assert faults.pop("spans") > 500
    assert set(faults.values()) == {0}
