"""load, reload and the first start, over the seed articles and over what is no article."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "seeds"


def outcome(done: subprocess.CompletedProcess[str]) -> str:
    return done.stdout.splitlines()[-1]


def objects(done: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


# ------------------------------------------------------------------------ wrong before right


def test_what_cannot_be_read_is_a_sentence_each_and_1(onrecord: Run, tmp_path: Path) -> None:
    missing, empty, binary = tmp_path / "missing", tmp_path / "empty.txt", tmp_path / "data.txt"
    empty.write_bytes(b"")
    binary.write_bytes(bytes(range(256)) * 8)
    good = tmp_path / "good.txt"
    good.write_text("The mayor said that it will rain.\n")
    done = onrecord("--store", tmp_path / "s.db", "load", missing, empty, binary, good)
    assert done.returncode == 1
    lines = done.stderr.splitlines()
    assert [line.split(": ")[:2] for line in lines] == [
        ["onrecord", str(path)] for path in (missing, empty, binary)
    ]
    assert all(len(line.split(": ", 2)[2]) > 5 for line in lines)
    assert done.stdout == "added 1, updated 0, unchanged 0, skipped 0, failed 3\n"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_store_without_read_permission_is_a_sentence_and_3(
    onrecord: Run, small_store: Path
) -> None:
    small_store.chmod(0)
    done = onrecord("--store", small_store, "stats")
    assert done.returncode == 3
    assert f"{small_store}: you may not read it" in done.stderr


def test_a_reload_of_what_is_not_there_ends_with_1(onrecord: Run, small_store: Path) -> None:
    done = onrecord("--store", small_store, "reload", "zeppelin")
    assert done.returncode == 1
    assert done.stderr == "onrecord: zeppelin: no source matches\n"


def test_loading_into_no_store_is_a_sentence_and_3(onrecord: Run, tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("no store " * 1000)
    done = onrecord("--store", path, "load", SEEDS)
    assert done.returncode == 3
    assert done.stderr == f"onrecord: the store cannot be opened: {path}: it is not a store\n"


# ----------------------------------------------------------------------------------- load


def test_the_seeds_load_once(onrecord: Run, seeds_store: Path) -> None:
    done = onrecord("--store", seeds_store, "load", "seeds", cwd=ROOT)
    assert done.returncode == 0
    assert done.stderr == ""
    assert outcome(done).startswith("added 0, updated 0, unchanged 5, ")
    sources = objects(onrecord("--store", seeds_store, "list", "sources", "--json"))
    assert len(sources) == 5
    assert sources[0]["outlet"] == "Sweden Herald"
    assert all(source["quotes"] and source["pledges"] for source in sources)


def test_what_is_known_can_be_said(onrecord: Run, tmp_path: Path) -> None:
    article = tmp_path / "article.of.old"
    article.write_text("The mayor said that it will rain.\n")
    store = ("--store", tmp_path / "s.db")
    known = ("--format", "text", "--outlet", "Coast Courier", "--date", "2025-09", "--jobs", "1")
    done = onrecord(*store, "load", *known, article, "--json")
    assert objects(done) == [
        {"added": 1, "updated": 0, "unchanged": 0, "skipped": 0, "failed": 0, "failures": []}
    ]
    (source,) = objects(onrecord(*store, "list", "sources", "--json"))
    assert (source["outlet"], source["date"]) == ("Coast Courier", "2025-09")
    assert (source["date_of"], source["date_how"]) == ("published", "stated")


def test_an_article_may_come_through_a_pipe(onrecord: Run, tmp_path: Path) -> None:
    store = ("--store", tmp_path / "s.db")
    done = onrecord(*store, "load", "-", stdin="The mayor said that it will rain.\n")
    assert outcome(done) == "added 1, updated 0, unchanged 0, skipped 0, failed 0"
    assert len(objects(onrecord(*store, "list", "quotes", "--json"))) == 1


def test_reload_extracts_again_what_another_pipeline_made(onrecord: Run, small_store: Path) -> None:
    assert outcome(onrecord("--store", small_store, "reload", "harbour")) == (
        "added 0, updated 1, unchanged 0, skipped 0, failed 0"
    )
    assert outcome(onrecord("--store", small_store, "reload")) == (
        "added 0, updated 1, unchanged 1, skipped 0, failed 0"
    )
    assert outcome(onrecord("--store", small_store, "reload")) == (
        "added 0, updated 0, unchanged 2, skipped 0, failed 0"
    )


def test_ctrl_c_stops_loading_with_130_and_the_store_is_whole(
    onrecord: Run, tmp_path: Path
) -> None:
    folder, store = tmp_path / "articles", tmp_path / "s.db"
    folder.mkdir()
    for number in range(60):
        text = f"Mayor {number} said that it will rain. " * 30
        (folder / f"{number:02}.txt").write_text(text)
    process = subprocess.Popen(
        [sys.executable, "-m", "tui", "--store", store, "load", folder],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        start_new_session=True,
    )
    until = time.monotonic() + 60
    while time.monotonic() < until:
        listed = onrecord("--store", store, "list", "sources", "--json") if store.exists() else None
        if listed and listed.stdout:
            break
    os.killpg(process.pid, signal.SIGINT)  # as the terminal does: to the children too
    output, errors = process.communicate(timeout=60)
    assert (process.returncode, output, errors) == (130, b"", b"")
    (stats,) = objects(onrecord("--store", store, "stats", "--json"))
    assert 0 < stats["sources"] < 60
    assert stats["quotes"] > 0


# ------------------------------------------------------------------------ the first start


def test_a_first_overview_loads_the_seeds(onrecord: Run, tmp_path: Path) -> None:
    store = tmp_path / "folder" / "s.db"
    first = onrecord("--store", store)
    assert first.returncode == 0
    assert first.stderr == ""
    assert first.stdout.startswith("Sources (5)\n")
    assert "\nActors (" in first.stdout
    assert "\nPledges (" in first.stdout
    assert onrecord("--store", store).stdout == first.stdout


def test_a_store_with_articles_gets_no_seeds(onrecord: Run, small_store: Path) -> None:
    assert onrecord("--store", small_store).stdout.startswith("Sources (2)\n")
