"""mark, tag, note, undo, redo: what they change, say, and end with."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from store.corpus import Corpus

Run = Callable[..., subprocess.CompletedProcess[str]]

PLEDGE = "p00000000000000a1"
WORDS = "“rebuild the harbour”"


@pytest.fixture
def run(onrecord: Run, small_store: Path) -> Run:
    return lambda *words, **options: onrecord("--store", small_store, *words, **options)


def of(run: Run, record: str) -> dict[str, Any]:
    shown = json.loads(run("show", record, "--json").stdout)
    return {key: shown[key] for key in ("note", "tags", "bookmarked")}


@pytest.mark.parametrize(
    ("arguments", "status", "why"),
    [
        (["mark", "zzzz"], 1, "zzzz: no record has this id"),
        (["tag", "zzzz", "+a"], 1, "zzzz: no record has this id"),
        (["note", "zzzz", "a"], 1, "zzzz: no record has this id"),
        (["note", PLEDGE], 1, f"{PLEDGE}: nothing is noted on it"),
        (["undo"], 1, "undo: there is nothing to take back"),
        (["redo"], 1, "redo: nothing was taken back"),
        (["mark"], 2, "the following arguments are required: ID"),
        (["tag", "+a"], 2, "which record?"),
        (["tag", PLEDGE, "+?"], 2, "`?` is no tag"),
        (["note", PLEDGE, "a", "--off"], 2, "not both"),
        (["note", PLEDGE, ""], 2, "a note without words is none; --off takes one away"),
        (["note", PLEDGE, " ", "\t"], 2, "a note without words is none; --off takes one away"),
        (["--restricted", "mark", PLEDGE], 2, "nothing is written with --restricted"),
        (["--restricted", "undo"], 2, "nothing is written with --restricted"),
    ],
)
def test_what_cannot_be_done_is_said(run: Run, arguments: list[str], status: int, why: str) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (status, "")
    assert why in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_note_without_words_leaves_the_one_that_is_there(run: Run) -> None:
    run("note", PLEDGE, "ask again")
    assert run("note", PLEDGE, "").returncode == 2
    assert of(run, PLEDGE)["note"] == "ask again"
    assert run("note", PLEDGE, "--off").returncode == 0
    assert of(run, PLEDGE)["note"] is None


@pytest.mark.parametrize(
    ("command", "said"), [(["mark"], "bookmark on"), (["tag", "+check"], "tags check on")]
)
def test_what_one_command_did_to_several_records_is_taken_back_at_once(
    run: Run, small_store: Path, command: list[str], said: str
) -> None:
    with Corpus.open(small_store) as corpus:
        others = [one.id for one in corpus.listing("source")]
    before = [of(run, one) for one in (PLEDGE, *others)]
    done = run(*command, PLEDGE, "zzzz", PLEDGE, *others)
    assert done.returncode == 1
    assert "zzzz: no record has this id" in done.stderr
    lines = done.stdout.splitlines()
    assert len(lines) == 2 + len(others)
    assert lines[0] == f"{said} pledge {WORDS}"
    assert lines[1] == f"{PLEDGE} was so already"
    after = [of(run, one) for one in (PLEDGE, *others)]
    assert all(one != other for one, other in zip(before, after, strict=True))
    assert f"{said} pledge {WORDS} and {len(others)} more" in run("undo").stdout
    assert [of(run, one) for one in (PLEDGE, *others)] == before
    assert run("undo").returncode == 1
    assert f"{said} pledge {WORDS} and {len(others)} more" in run("redo").stdout
    assert [of(run, one) for one in (PLEDGE, *others)] == after


def test_records_are_bookmarked_noted_and_tagged(run: Run, small_store: Path) -> None:
    marked = run("mark", PLEDGE, "ferry").stdout.splitlines()
    assert marked[0] == f"bookmark on pledge {WORDS}"
    assert marked[1].startswith("bookmark on source ")
    assert run("tag", PLEDGE, "+check", "+ask", "-never").stdout == (
        f"tags check ask on pledge {WORDS}\n"
    )
    assert run("tag", PLEDGE, "-CHECK", "+later").stdout == f"tags ask later on pledge {WORDS}\n"
    assert run("tag", PLEDGE).stdout == "ask later\n"
    assert run("note", PLEDGE, "ring", "the town").stdout == f"note on pledge {WORDS}\n"
    assert run("note", PLEDGE).stdout == "ring the town\n"
    assert of(run, PLEDGE) == {
        "note": "ring the town", "tags": ["ask", "later"], "bookmarked": True,
    }  # fmt: skip
    assert of(run, "ferry") == {"note": None, "tags": [], "bookmarked": True}
    assert of(run, "q00000000000000a1")["bookmarked"] is False
    listed = run("list", "pledges", "tag:later", "is:bookmarked", "note:ring")
    assert listed.stdout.splitlines()[0].split()[:3] == ["id", "yours", "source"]
    assert listed.stdout.splitlines()[1].startswith(f"{PLEDGE}  * + #ask #later")
    assert "note ring the town" in run("show", PLEDGE).stdout
    hit = run("search", "tag:later").stdout
    assert hit.startswith(PLEDGE)
    assert "[later]" in hit
    for words in (["mark", PLEDGE, "--off"], ["tag", PLEDGE, "-ask", "-later"]):
        assert run(*words).returncode == 0
    assert run("note", PLEDGE, "--off").returncode == 0
    with Corpus.open(small_store) as corpus:
        assert PLEDGE not in corpus.notes()


def test_what_is_so_already_is_said_and_is_no_failure(run: Run) -> None:
    run("mark", PLEDGE)
    done = run("mark", PLEDGE)
    assert (done.returncode, done.stdout) == (0, f"{PLEDGE} was so already\n")


def test_a_record_that_is_none_hinders_none_of_the_others(run: Run) -> None:
    done = run("mark", "zzzz", PLEDGE)
    assert (done.returncode, done.stdout) == (1, f"bookmark on pledge {WORDS}\n")


def test_undo_and_redo_say_what_they_do(run: Run) -> None:
    run("note", PLEDGE, "a")
    run("tag", PLEDGE, "+b")
    assert run("undo").stdout == f"undone: tags b on pledge {WORDS}\n"
    assert run("undo").stdout == f"undone: note on pledge {WORDS}\n"
    assert of(run, PLEDGE) == {"note": None, "tags": [], "bookmarked": False}
    assert run("redo").stdout == f"done again: note on pledge {WORDS}\n"
    run("mark", PLEDGE)
    assert run("redo").returncode == 1  # what was done since has taken its place
    assert of(run, PLEDGE) == {"note": "a", "tags": [], "bookmarked": True}


def test_exports_carry_what_is_said(run: Run, tmp_path: Path) -> None:
    run("tag", PLEDGE, "+b")
    run("export", "jsonl", "--out", tmp_path / "all.jsonl")
    lines = map(json.loads, (tmp_path / "all.jsonl").read_text().splitlines())
    assert [one["id"] for one in lines if one["tags"] == ["b"]] == [PLEDGE]
    run("export", "brat", "--out", tmp_path / "brat")
    run("tag", PLEDGE, "-b")
    run("export", "brat", "--out", tmp_path / "plain")
    said: list[str] = []
    for path in (tmp_path / "brat").glob("*.ann"):
        lines_with, lines_without = (
            (tmp_path / folder / path.name).read_text().splitlines() for folder in ("brat", "plain")
        )
        more = [one for one in lines_with if one.endswith("\t#b")]
        said += more
        names = [one.partition("\t")[2] for one in lines_with if one not in more]
        assert names == [one.partition("\t")[2] for one in lines_without]
    assert len(said) == 1
    assert "AnnotatorNotes E" in said[0]
