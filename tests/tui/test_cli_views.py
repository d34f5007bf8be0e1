"""`ledger`, `figures`, `news`: the views as tables and as JSON, from the command line."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from store.corpus import Corpus
from tests.store.ledger_samples import Report

Run = Callable[..., subprocess.CompletedProcess[str]]

ROOT = Path(__file__).parents[2]
NAMES = ["ledger", "figures", "news"]
FIRST = Report(1, trigger="is ready to", strength="ready")


def objects(done: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    assert (done.returncode, done.stderr) == (0, "")
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture
def store(seeds_store: Path) -> Path:
    """The seeds, all of them new since a visit."""
    with Corpus.open(seeds_store) as corpus:
        corpus.database.say("visits", [{"number": 0, "at": "2026-02-03T12:00:00+00:00"}])
    return seeds_store


@pytest.fixture
def visited(tmp_path: Path) -> Path:
    """An article, a visit, and another article that tells more of the same offer."""
    path = tmp_path / "visited.db"
    with Corpus.open(path) as corpus:
        FIRST.into(corpus)
        corpus.visit()
        replace(FIRST, number=2, topic=2, date="2024-06-01", strength="agreed").into(corpus)
    return path


@pytest.mark.parametrize("name", NAMES)
def test_an_option_that_is_none_is_wrong_usage(onrecord: Run, store: Path, name: str) -> None:
    for wrong in ("--sort", "--frob"):
        done = onrecord("--store", store, name, wrong, "date")
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith(f"onrecord: {wrong}: unknown option")


@pytest.mark.parametrize("name", NAMES)
def test_a_query_that_cannot_be_meant_is_wrong_usage(onrecord: Run, store: Path, name: str) -> None:
    done = onrecord("--store", store, name, "stance:maybe")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("onrecord: query: ")


@pytest.mark.parametrize("name", NAMES)
def test_json_is_an_object_a_line_with_words_that_stand_in_the_article(
    onrecord: Run, store: Path, name: str
) -> None:
    found = objects(onrecord("--store", store, name, "--json"))
    assert len(found) > 5
    with Corpus.open(store) as corpus:
        for words in (one for each in found for one in words_in(each)):
            text = corpus.text(words["source"])
            assert words["text"] == text[words["start"] : words["end"]]


def words_in(told: dict[str, Any]) -> list[dict[str, Any]]:
    """The words of an object, those of its links too."""
    if "links" in told:
        return [one for link in told["links"] for one in link["words"]]
    words: list[dict[str, Any]] = told.get("words") or [told]
    assert words
    return words


@pytest.mark.parametrize(
    ("name", "query", "whose"),
    [
        ("ledger", "by:italy", {"Italy"}),
        ("news", "by:italy", {"Italy"}),
        ("figures", "leaders is:compatible", {"35 leaders"}),
    ],
)
def test_a_query_narrows_the_view(
    onrecord: Run, store: Path, name: str, query: str, whose: set[str]
) -> None:
    everything = onrecord("--store", store, name).stdout.splitlines()
    narrowed = onrecord("--store", store, name, query).stdout.splitlines()
    assert 1 < len(narrowed) < len(everything)
    assert whose & {line.split("  ")[0] for line in narrowed}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("form", [(), ("--json",)], ids=["table", "json"])
def test_a_query_that_matches_nothing_ends_with_1(
    onrecord: Run, store: Path, name: str, form: tuple[str, ...]
) -> None:
    done = onrecord("--store", store, name, "zeppelin", *form)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"onrecord: zeppelin: nothing matches in {name}\n"


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_store_is_said_and_ends_with_0(onrecord: Run, name: str) -> None:
    done = onrecord(name)
    assert (done.returncode, done.stderr, done.stdout.count("\n")) == (0, "", 1)
    assert done.stdout.endswith(".\n")
    as_json = onrecord(name, "--json")
    assert (as_json.returncode, as_json.stdout, as_json.stderr) == (0, "", done.stdout)


@pytest.mark.parametrize("name", NAMES)
def test_into_a_pipe_nothing_is_cut(onrecord: Run, store: Path, name: str) -> None:
    done = onrecord("--store", store, name)
    assert done.returncode == 0
    assert not re.search(r"\w…", done.stdout)
    assert max(map(len, done.stdout.splitlines())) > 100
    assert "\x1b" not in done.stdout


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("form", ["", " --json"], ids=["table", "json"])
def test_head_ends_it_quietly(store: Path, tmp_path: Path, name: str, form: str) -> None:
    command = f"'{sys.executable}' -m tui --store '{store}' {name}{form} | head -n 1"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        cwd=tmp_path,
        timeout=120,
    )
    assert (done.stderr, done.stdout.count("\n")) == ("", 1)
    assert done.returncode in (0, 141)


@pytest.mark.parametrize("name", NAMES)
def test_restricted_it_is_shown_as_well(onrecord: Run, store: Path, name: str) -> None:
    done = onrecord("--store", store, name, "--restricted")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == onrecord("--store", store, name).stdout


# --------------------------------------------------------------------------------- news


def test_news_are_those_since_the_last_visit_and_asking_is_none(
    onrecord: Run, visited: Path
) -> None:
    for _ in range(2):
        found = objects(onrecord("--store", visited, "news", "--json"))
        assert [one["news"] for one in found] == ["strength", "article"]
        assert (found[0]["before"], found[0]["now"]) == (["ready"], ["agreed"])
    with Corpus.open(visited) as corpus:
        assert len(corpus.visits()) == 1


def test_since_takes_the_last_visit_before_that_date(onrecord: Run, visited: Path) -> None:
    with Corpus.open(visited) as corpus:
        corpus.database.say(
            "visits",
            [
                {"number": 0, "at": "2026-01-10T12:00:00+00:00"},
                {"number": 1, "at": "2026-02-10T12:00:00+00:00"},
            ],
        )
    for since, articles in (("2026-02-10", 2), ("2026-02", 2), ("2026-02-11", 1)):
        done = onrecord("--store", visited, "news", "--since", since, "--json")
        assert [one["news"] for one in objects(done)].count("article") == articles
    done = onrecord("--store", visited, "news", "--since", "2026-01-10")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "onrecord: --since: there was no visit before 2026-01-10; "
        "the first that is known was on 2026-01-10\n"
    )


@pytest.mark.parametrize("wrong", ["yesterday", "2026-13", "2026-02-30", "1.2.2026", ""])
def test_a_date_that_is_none_is_refused(onrecord: Run, visited: Path, wrong: str) -> None:
    done = onrecord("--store", visited, "news", "--since", wrong)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("onrecord: --since: ")
    assert done.stderr.count("\n") == 1


def test_other_views_have_no_since(onrecord: Run, store: Path) -> None:
    assert onrecord("--store", store, "ledger", "--since", "2026").returncode == 2


def test_the_first_visit_and_no_news_are_one_sentence(onrecord: Run, tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    with Corpus.open(path) as corpus:
        FIRST.into(corpus)
    first = onrecord("--store", path, "news")
    assert (first.returncode, first.stdout) == (
        0,
        "This is the first visit: all is new (1 article).\n",
    )
    with Corpus.open(path) as corpus:
        corpus.visit()
        day = corpus.visits()[0].day
    second = onrecord("--store", path, "news")
    assert (second.returncode, second.stdout) == (
        0,
        f"Nothing new since the last visit, on {day}.\n",
    )
