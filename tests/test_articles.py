"""Articles of our own in many layouts, annotated by hand: floors, below what is reached."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

ARTICLES = Path(__file__).parent / "articles"
Run = Callable[..., subprocess.CompletedProcess[str]]

OUTSIDE = {
    "council": ["admin", "Associated Press", "AP"],
    "hearing": ["END", "LAUGHTER", "CROSSTALK"],
    "interview": ["Tom Berger"],
    "names": ["Kari Moe"],
    "release": ["Marta Ruiz", "Media Contact", "BUSINESS WIRE"],
    "tabloid": ["Sally Marsh", "Pete Dobbs"],
    "wire": ["Grace Wanjiru", "Paul Mbeki", "Thomas Otieno", "Lucy Njeri", "Mark Heath", "Ghana"],
}
"""By article, names that stand in its bylines, credits, links and directions alone."""


def test_quotes_and_pledges_of_all_layouts(onrecord: Run) -> None:
    run = onrecord("eval", ARTICLES, "--json")
    assert (run.returncode, run.stderr) == (0, "")
    figures: dict[str, Any] = json.loads(run.stdout)
    faults = {name: n for name, n in figures["grounding"].items() if name != "spans"}
    assert set(faults.values()) == {0}
    assert figures["quotes"]["content"]["f1"] >= 0.90
    assert figures["quotes"]["complete"]["f1"] >= 0.85
    assert figures["quotes"]["by_kind"]["direct"]["content"]["recall"] >= 0.92
    assert figures["pledges"]["match"]["f1"] >= 0.70


def test_actors_come_from_the_words_of_the_articles_alone(onrecord: Run, tmp_path: Path) -> None:
    store = tmp_path / "articles.db"
    assert onrecord("--store", store, "load", ARTICLES).returncode == 0
    rows = onrecord("--store", store, "list", "actors", "--json").stdout.splitlines()
    actors = [json.loads(row) for row in rows]
    listed = {name for actor in actors for name in (actor["name"], *actor["aliases"])}
    wanted = json.loads((ARTICLES / "actors.json").read_text(encoding="utf-8"))
    names = [name for article in wanted.values() for name in article]
    assert len(names) > 80
    assert sum(name in listed for name in names) >= 0.80 * len(names)
    assert listed.isdisjoint(name for outside in OUTSIDE.values() for name in outside)
