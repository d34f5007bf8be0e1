"""export brat and export jsonl as commands: what they write, where, and what they refuse."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from store.ids import text_id

Run = Callable[..., subprocess.CompletedProcess[str]]

SEEDS = Path(__file__).parents[2] / "seeds"
HARBOUR_ANN = """\
T1\tSource 21 37\tMayor Anna Öberg
T2\tCue 38 42\tsaid
T3\tContent 43 98\tthat the town will rebuild the harbour after the winter
T4\tAttribution 38 42\tsaid
T5\tPledge 57 61\twill
T6\tMaker 48 56\tthe town
T7\tAction 62 81\trebuild the harbour
T8\tCondition 82 98\tafter the winter
T9\tSource 121 124\tshe
T10\tContent 101 120\t“It is a good day,”
T11\tAttribution 101 120\t“It is a good day,”
E1\tAttribution:T4 Source:T1 Cue:T2 Content:T3
A1\tKind E1 indirect
E2\tPledge:T5 Maker:T6 Action:T7 Condition:T8
A2\tStance E2 commitment
E3\tAttribution:T11 Source:T9 Content:T10
A3\tKind E3 direct
#1\tAnnotatorNotes T1\tAnna Öberg
#2\tAnnotatorNotes T9\tAnna Öberg
"""

# ------------------------------------------------------------------------ wrong before right


def test_a_folder_of_other_things_needs_force(
    onrecord: Run, small_store: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "thesis.txt").write_text("three years of work")
    arguments = ("--store", small_store, "export", "brat", "--out", out)
    done = onrecord(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith(f"onrecord: {out}: this folder is not empty")
    assert [path.name for path in out.iterdir()] == ["thesis.txt"]
    assert onrecord(*arguments, "--force").returncode == 0
    assert (out / "thesis.txt").read_text() == "three years of work"
    assert (out / "harbour.ann").exists()


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("brat", "this is a file, and brat writes a folder"), ("jsonl", "this is a folder, and")],
)
def test_an_export_to_the_wrong_kind_of_place_is_a_sentence(
    onrecord: Run, small_store: Path, tmp_path: Path, name: str, sentence: str
) -> None:
    out = tmp_path / "out"
    if name == "brat":
        out.write_text("")
    else:
        out.mkdir()
    done = onrecord("--store", small_store, "export", name, "--out", out)
    assert done.returncode == 1
    assert done.stderr.startswith(f"onrecord: {out}: {sentence}")


@pytest.mark.parametrize("name", ["brat", "jsonl"])
def test_an_export_that_cannot_be_written_is_a_sentence(
    onrecord: Run, small_store: Path, tmp_path: Path, name: str
) -> None:
    (tmp_path / "file").write_text("")
    done = onrecord("--store", small_store, "export", name, "--out", tmp_path / "file" / "out")
    assert done.returncode == 1
    assert done.stderr.startswith(f"onrecord: {tmp_path}/file")


def test_an_export_of_nothing_writes_nothing(
    onrecord: Run, small_store: Path, tmp_path: Path
) -> None:
    done = onrecord("--store", small_store, "export", "brat", "zeppelin", "--out", tmp_path / "out")
    assert done.returncode == 1
    assert done.stderr == "onrecord: zeppelin: no source matches\n"
    assert not (tmp_path / "out").exists()


# ----------------------------------------------------------------------------------- brat


def test_brat_is_written_as_the_codebook_says(
    onrecord: Run, small_store: Path, tmp_path: Path
) -> None:
    done = onrecord("--store", small_store, "export", "brat", "--out", "new/out")
    assert (done.returncode, done.stdout, done.stderr) == (0, "new/out\n", "")
    out = tmp_path / "new" / "out"
    assert {path.name for path in out.iterdir()} == {
        ".onrecord",
        "harbour.txt",
        "harbour.ann",
        "ferry.txt",
        "ferry.ann",
    }
    assert (out / "harbour.ann").read_text(encoding="utf-8") == HARBOUR_ANN
    assert (out / "ferry.txt").read_bytes().endswith(b"no reason.\r\n")


def test_a_second_export_replaces_the_first_and_leaves_the_rest(
    onrecord: Run, small_store: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    arguments = ("--store", small_store, "export", "brat", "--out", out)
    onrecord(*arguments)
    (out / "notes.txt").write_text("of the user's")
    onrecord("--store", small_store, "remove", "ferry")
    assert onrecord(*arguments).returncode == 0
    names = {path.name for path in out.iterdir()}
    assert names == {".onrecord", "harbour.txt", "harbour.ann", "notes.txt"}


def test_a_query_chooses_the_articles(onrecord: Run, small_store: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert onrecord("--store", small_store, "export", "brat", "ferry", "--out", out).returncode == 0
    assert {path.name for path in out.glob("*")} == {".onrecord", "ferry.txt", "ferry.ann"}


def test_the_seeds_come_out_as_they_went_in(
    onrecord: Run, seeds_store: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    assert onrecord("--store", seeds_store, "export", "brat", "--out", out).returncode == 0
    seeds = sorted(SEEDS.glob("*.txt"))
    assert sorted(path.name for path in out.glob("*.txt")) == [path.name for path in seeds]
    for path in seeds:
        assert (out / path.name).read_bytes() == path.read_bytes()


@pytest.mark.parametrize(
    ("data", "same"),
    [
        ("\ufeffThe mayor said that it will rain.\r\n\r\nIt did.\r\n".encode(), True),
        ("The mayor said that it will rain in Åmål.\n".encode("latin-1"), False),
    ],
    ids=["byte-order mark and carriage returns", "Latin-1"],
)
def test_spans_hold_whatever_the_bytes(
    onrecord: Run, tmp_path: Path, data: bytes, same: bool
) -> None:
    article, store, out = tmp_path / "a.txt", tmp_path / "s.db", tmp_path / "out"
    article.write_bytes(data)
    assert onrecord("--store", store, "load", article).returncode == 0
    shown = onrecord("--store", store, "show", "a").stdout
    assert "The mayor said that" in shown
    assert "\r" not in shown
    assert onrecord("--store", store, "export", "brat", "--out", out).returncode == 0
    text = (out / "a.txt").read_bytes().decode()
    assert (text.encode() == data) is same
    lines = [line for line in (out / "a.ann").read_bytes().decode().split("\n") if line[:1] == "T"]
    assert lines
    for line in lines:
        _, place, words = line.split("\t")
        start, end = map(int, place.split(" ", 1)[1].split())
        assert text[start:end].replace("\r", " ").replace("\n", " ") == words


# ---------------------------------------------------------------------------------- jsonl


def test_jsonl_holds_every_record_and_the_texts(
    onrecord: Run, small_store: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.jsonl"
    done = onrecord("--store", small_store, "export", "jsonl", "--out", out)
    assert (done.returncode, done.stdout) == (0, f"{out}\n")
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    kinds = [line["record"] for line in lines]
    assert {kind: kinds.count(kind) for kind in kinds} == {
        "source": 2,
        "quote": 3,
        "pledge": 2,
        "actor": 3,
    }
    texts = {line["id"]: line["text"] for line in lines if line["record"] == "source"}
    assert all(text_id(text) == record for record, text in texts.items())
    for line in lines:
        if line["record"] == "quote":
            for span in line["content"]["spans"]:
                assert texts[line["source"]][span["start"] : span["end"]] == span["text"]


def test_jsonl_goes_to_standard_output_as_into_a_file(
    onrecord: Run, small_store: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.jsonl"
    onrecord("--store", small_store, "export", "jsonl", "--out", out)
    done = onrecord("--store", small_store, "export", "jsonl", "--out", "-")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == out.read_text(encoding="utf-8")


def test_jsonl_of_a_query_holds_the_actors_of_its_articles_only(
    onrecord: Run, small_store: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.jsonl"
    onrecord("--store", small_store, "export", "jsonl", "ferry", "--out", out)
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [line["record"] for line in lines] == ["source", "pledge", "actor"]


def test_a_file_is_replaced_whole_and_through_a_link(
    onrecord: Run, small_store: Path, tmp_path: Path
) -> None:
    target, link = tmp_path / "target.jsonl", tmp_path / "link.jsonl"
    target.write_text("old\n" * 10_000)
    link.symlink_to(target)
    assert onrecord("--store", small_store, "export", "jsonl", "--out", link).returncode == 0
    assert link.is_symlink()
    assert len(target.read_text().splitlines()) == 10
    assert not list(tmp_path.glob(".*.new"))


def test_an_export_may_go_through_a_pipe(onrecord: Run, small_store: Path) -> None:
    done = onrecord("--store", small_store, "export", "jsonl", "--out", "/dev/stdout")
    assert done.returncode == 0
    assert all(line.startswith("{") for line in done.stdout.splitlines())
    assert len(done.stdout.splitlines()) == 10
    assert os.path.lexists("/dev/stdout")
