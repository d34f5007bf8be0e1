"""list and show of entries, chains and stories, over a store whose records are known."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from store.corpus import Corpus
from tests.store.ledger_samples import Report

Run = Callable[..., subprocess.CompletedProcess[str]]

KINDS = ["entries", "chains", "stories"]


def objects(done: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    assert done.returncode == 0
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """One country twice in one story; nine towns in two stories, which moved."""
    path = tmp_path / "ledger.db"
    first = Report(1, outlet="Harbour Post", title="Strait to be guarded")
    towns = Report(
        3, maker="nine towns", kind="group", date="2024-03-02", trigger="is ready to",
        strength="ready",
    )  # fmt: skip
    later = replace(towns, number=4, topic=1, date="2024-06-01", strength="agreed")
    with Corpus.open(path) as corpus:
        for one in (first, replace(first, number=2, outlet="Coast Radio"), towns, later):
            one.into(corpus)
    return path


@pytest.mark.parametrize("kind", KINDS)
def test_an_order_of_another_kind_is_wrong_usage(onrecord: Run, store: Path, kind: str) -> None:
    done = onrecord("--store", store, "list", kind, "--sort", "place")
    assert (done.returncode, done.stdout) == (2, "")
    assert f"`place` is no order of {kind}: date, " in done.stderr


@pytest.mark.parametrize("kind", ["entry", "story", "verdicts"])
def test_a_kind_that_is_none_is_wrong_usage(onrecord: Run, store: Path, kind: str) -> None:
    done = onrecord("--store", store, "list", kind)
    assert (done.returncode, done.stdout) == (2, "")


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_in_the_ledger_without_a_query_ends_with_0(onrecord: Run, kind: str) -> None:
    done = onrecord("list", kind, "--json")
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize("word", ["e0000000", "c0000000", "t0000000"])
def test_an_unknown_record_ends_with_1(onrecord: Run, store: Path, word: str) -> None:
    done = onrecord("--store", store, "show", word)
    assert (done.returncode, done.stdout) == (1, "")


def test_list_entries(onrecord: Run, store: Path) -> None:
    titles, *rows = onrecord("--store", store, "list", "entries").stdout.splitlines()
    assert titles.split() == [
        "id", "date", "makers", "strength", "for", "verdict", "evidence", "origins", "action",
    ]  # fmt: skip
    told = [row.split(maxsplit=1)[1].split("  ") for row in rows]
    cells = [[cell.strip() for cell in row if cell.strip()] for row in told]
    assert cells == [
        ["2024-06-01", "nine towns", "agreed", "Sudmark", "single", "1", "1", "guard the strait"],
        ["2024-03-02", "nine towns", "ready", "Sudmark", "single", "1", "1", "guard the strait"],
        [
            "2024-03-01", "Norland", "pledges", "Sudmark", "corroborated", "2", "2",
            "guard the strait",
        ],
    ]  # fmt: skip


def test_list_chains_shows_the_movement(onrecord: Run, store: Path) -> None:
    done = onrecord("--store", store, "list", "chains")
    assert "military protection for Sudmark" in done.stdout
    assert "2024-03-02 nine towns: ready → 2024-06-01 nine towns: agreed" in done.stdout


def test_list_stories(onrecord: Run, store: Path) -> None:
    done = onrecord("--store", store, "list", "stories", "--sort", "size")
    first = done.stdout.splitlines()[1]
    assert first.split()[1:4] == ["2024-03-01–2024-03-02", "3", "3"]
    assert first.endswith("Strait to be guarded")


def test_a_query_an_order_and_a_limit(onrecord: Run, store: Path) -> None:
    def listed(*arguments: str) -> list[dict[str, Any]]:
        return objects(onrecord("--store", store, "list", *arguments, "--json"))

    assert [one["makers"] for one in listed("entries", "norl")] == [["Norland"]]
    assert len(listed("entries", "military protection")) == 3
    assert [one["makers"] for one in listed("entries", "--sort=evidence", "--limit=1")] == [
        ["Norland"]
    ]
    assert len(listed("chains", "nine towns")) == 1
    assert [one["outlets"] for one in listed("stories", "guarded")] == [
        ["Harbour Post", "Coast Radio"]
    ]
    assert onrecord("--store", store, "list", "chains", "norland").returncode == 1


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_listed_is_shown_by_its_id(onrecord: Run, store: Path, kind: str) -> None:
    first = objects(onrecord("--store", store, "list", kind, "--json"))[0]
    assert objects(onrecord("--store", store, "show", first["id"], "--json")) == [first]
    shown = onrecord("--store", store, "show", first["id"][:9]).stdout
    assert first["id"] in shown.splitlines()[0]


def test_show_an_entry_with_its_evidence(onrecord: Run, store: Path) -> None:
    (entry,) = objects(onrecord("--store", store, "list", "entries", "norland", "--json"))
    shown = onrecord("--store", store, "show", entry["id"]).stdout
    assert shown.startswith("entry · corroborated · 2 independent origins")
    for words in (
        "Norland",
        "Sudmark",
        "military protection",
        "Harbour Post · 1 Mar 2024",
        "Coast",
    ):
        assert words in shown
    assert {one["source"] for one in entry["evidence"]} == {Report(1).id, Report(2).id}


def test_show_a_chain_and_a_story(onrecord: Run, store: Path) -> None:
    (chain,) = objects(onrecord("--store", store, "list", "chains", "--json"))
    shown = onrecord("--store", store, "show", chain["id"]).stdout
    assert "chain · military protection for Sudmark · 2 links" in shown
    assert "1 Jun 2024 nine towns: agreed" in shown
    (story,) = objects(onrecord("--store", store, "list", "stories", "guarded", "--json"))
    shown = onrecord("--store", store, "show", story["id"]).stdout
    assert "story · 3 sources · 3 independent origins" in shown
    assert "Harbour Post, Coast Radio" in shown


def test_only_articles_can_be_removed(onrecord: Run, store: Path) -> None:
    (chain,) = objects(onrecord("--store", store, "list", "chains", "--json"))
    done = onrecord("--store", store, "remove", chain["id"])
    assert done.returncode == 1
    assert "only articles can be removed" in done.stderr
