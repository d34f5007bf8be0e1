"""`eval`: its table and its JSON, what is typed wrong, broken gold, ctrl+c."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from store.corpus import Corpus

Run = Callable[..., subprocess.CompletedProcess[str]]

ROOT = Path(__file__).parents[2]
TEXT = "Dr. Hanna Okafor warned that the vaccine is scarce.\n"
STANDOFF = (
    "T1\tSource 0 16\tDr. Hanna Okafor\n"
    "T2\tCue 17 23\twarned\n"
    "T3\tContent 24 50\tthat the vaccine is scarce\n"
    "T4\tAttribution 17 23\twarned\n"
    "E1\tAttribution:T4 Source:T1 Cue:T2 Content:T3\n"
    "A1\tKind E1 indirect\n"
)


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    folder = tmp_path / "gold"
    folder.mkdir()
    (folder / "vaccine.txt").write_text(TEXT, encoding="utf-8")
    (folder / "vaccine.ann").write_text(STANDOFF, encoding="utf-8")
    return folder


def test_the_figures_are_a_table_and_no_store_is_made(
    onrecord: Run, home: Path, gold: Path
) -> None:
    done = onrecord("eval", gold)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0] == "files 1 (without prediction: 0), mode all"
    assert "QUOTES  gold 1, predicted 1, matched 1" in lines
    assert "  complete             100.0  100.0  100.0" in lines
    assert "PLEDGES  not scored: no gold pledges" in lines
    assert not (home / "data").exists()


def test_json_is_one_object(onrecord: Run, gold: Path) -> None:
    done = onrecord("eval", gold, "--json", "--marked", "--jobs", "1")
    report = json.loads(done.stdout)
    assert done.returncode == 0
    assert report["mode"] == "marked"
    assert report["quotes"]["gold"] == report["quotes"]["predicted"] == 0
    assert report["pledges"] is None


def test_broken_gold_is_named_with_its_line_and_1(onrecord: Run, gold: Path) -> None:
    (gold / "vaccine.ann").write_text(STANDOFF.replace("Source 0 16", "Source 0 99"))
    done = onrecord("eval", gold)
    assert done.returncode == 1
    assert done.stderr == (
        f"onrecord: {gold / 'vaccine.ann'}: line 1 has offsets that the article does not have\n"
    )
    assert "(gold)    4 spans: 0 text mismatches, 1 out of range, 0 unreadable lines" in done.stdout


def test_a_folder_that_holds_no_gold_is_a_sentence_and_1(onrecord: Run, tmp_path: Path) -> None:
    missing, file, empty = tmp_path / "missing", tmp_path / "file", tmp_path / "empty"
    file.write_text("no folder")
    empty.mkdir()
    for path, why in (
        (missing, "there is no such file or folder"),
        (file, "it cannot be read: not a directory"),
        (empty, "there is no .ann file in this folder"),
    ):
        done = onrecord("eval", path)
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr == f"onrecord: {path}: {why}\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "it takes either a folder GOLD_DIR or --mine"),
        (["x", "--mine"], "it takes either a folder GOLD_DIR or --mine"),
        (["x", "y"], "one argument too many"),
        (["x", "--marks"], "--marks: unknown option; the nearest is `--marked`"),
        (["x", "--jobs", "0"], "`0` is no whole number above 0"),
        (["x", "--restricted"], "eval: no folder is read with --restricted"),
    ],
)
def test_wrong_usage_is_a_sentence_and_2(
    onrecord: Run, arguments: list[str], sentence: str
) -> None:
    done = onrecord("eval", *arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert sentence in done.stderr


def test_mine_scores_the_articles_that_were_corrected(onrecord: Run, seeds_store: Path) -> None:
    asked = ("--store", seeds_store, "eval", "--mine", "--json")
    none = onrecord(*asked)
    assert none.returncode == 1
    assert "no quote or pledge of this store was corrected" in none.stderr
    with Corpus.open(seeds_store) as corpus:
        pledge = next(one for one in corpus.listing("pledge") if one.stance == "commitment")
        corpus.hand.set_stance(pledge.id, "refusal")
    figures = json.loads(onrecord(*asked).stdout)
    assert figures["files"] == 1
    assert figures["pledges"]["stance_accuracy"] < 1


def test_ctrl_c_ends_it_with_130(tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(300):
        (folder / f"{number:03}.txt").write_text(TEXT * 40)
        (folder / f"{number:03}.ann").write_text(STANDOFF)
    process = subprocess.Popen(
        [sys.executable, "-m", "tui", "eval", folder],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        start_new_session=True,
    )
    time.sleep(3)
    os.killpg(process.pid, signal.SIGINT)
    output, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert output == errors == b""
