"""check, backup, import and export tinydb as commands: what they print, and what they refuse."""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import tinydb

from store.corpus import Corpus
from tests.store.damaged import rewrite, rows, spoil
from tui.cli import main

Run = Callable[..., subprocess.CompletedProcess[str]]

# ----------------------------------------------------------------------------------- check


def test_check_of_a_whole_store_says_so(onrecord: Run, small_store: Path) -> None:
    for options in ((), ("--restricted",)):
        done = onrecord("--store", small_store, "check", *options)
        assert (done.returncode, done.stdout, done.stderr) == (0, "2 articles: whole\n", "")
    done = onrecord("--store", small_store, "check", "--json")
    assert json.loads(done.stdout) == {"faults": 0, "articles": 2}


def test_check_prints_a_line_a_fault(onrecord: Run, small_store: Path) -> None:
    spoil(small_store, rewrite("quotes", "after the winter", "after the summer"))
    done = onrecord("--store", small_store, "check", "--restricted")
    assert (done.returncode, done.stderr) == (1, "")
    *lines, last = done.stdout.splitlines()
    assert lines[0].startswith("quote q00000000000000a1 (row 1 of quotes): its content")
    assert last.startswith("2 articles: ")
    assert "check --repair" in last
    told = onrecord("--store", small_store, "check", "--json").stdout.splitlines()
    found = [json.loads(line) for line in told[:-1]]
    assert all(one.keys() == {"what", "table", "row", "id", "source", "why"} for one in found)
    assert "q00000000000000a1" in {one["id"] for one in found}
    assert json.loads(told[-1]) == {"faults": len(found), "articles": 2}


def test_check_prints_one_line_for_many_faults_of_one_cause(
    onrecord: Run, seeds_store: Path
) -> None:
    spoil(seeds_store, rewrite("sources", '"words"', '"wurds"'))
    done = onrecord("--store", seeds_store, "check")
    *lines, last = done.stdout.splitlines()
    (missing,) = [line for line in lines if "the article s" in line]
    assert re.fullmatch(
        r"quote \S+ \(row \d+ of quotes\)(, quote \S+ \(row \d+ of quotes\)){2} and \d+ more: "
        r"the article \S+ is missing",
        missing,
    )
    assert "`--all` prints a line for each" in last
    every = onrecord("--store", seeds_store, "check", "--all").stdout.splitlines()
    told = onrecord("--store", seeds_store, "check", "--json").stdout.splitlines()
    assert len(every) == len(told) > 40 > len(lines)
    of_one = sum(line.endswith(missing.rpartition(": ")[2]) for line in every)
    assert f" and {of_one - 3} more: " in missing
    assert "--all" not in every[-1]
    assert every[-1].partition(";")[0] == last.partition(";")[0]


@pytest.mark.parametrize("content", [None, b"", b"three years of work" * 99, os.urandom(9000)])
def test_check_of_what_is_no_store_is_a_sentence(
    onrecord: Run, tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "none.db"
    if content is not None:
        path.write_bytes(content)
    done = onrecord("--store", path, "--restricted", "check")
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith(f"onrecord: the store cannot be opened: {path}: ")
    assert len(done.stderr.splitlines()) == 1
    assert path.exists() == (content is not None)


def test_check_repairs_and_names_what_went(onrecord: Run, small_store: Path) -> None:
    spoil(small_store, rewrite("quotes", "after the winter", "after the summer"))
    refused = onrecord("--store", small_store, "check", "--repair", "--restricted")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr == "onrecord: --repair: nothing is written with --restricted\n"
    done = onrecord("--store", small_store, "check", "--repair")
    assert (done.returncode, done.stderr) == (0, "")
    assert "took out quote q00000000000000a1 (row 1 of quotes): its content" in done.stdout
    assert "`onrecord reload` reads it again" in done.stdout
    (kept,) = (line for line in done.stdout.splitlines() if line.startswith("as it was: "))
    assert Path(kept.removeprefix("as it was: ")).exists()
    assert onrecord("--store", small_store, "check").returncode == 0
    again = onrecord("--store", small_store, "check", "--repair")
    assert (again.returncode, again.stdout) == (0, "whole; nothing to repair\n")


def test_reload_reads_what_a_repair_has_marked(onrecord: Run, seeds_store: Path) -> None:
    before = onrecord("--store", seeds_store, "list", "pledges", "--json").stdout
    spoil(seeds_store, rewrite("pledges", '"action":{"text":"', '"action":{"text":"X'))
    assert onrecord("--store", seeds_store, "check", "--repair").returncode == 0
    assert onrecord("--store", seeds_store, "list", "pledges", "--json").stdout != before
    done = onrecord("--store", seeds_store, "reload")
    assert (done.returncode, done.stdout) == (
        0,
        "added 0, updated 1, unchanged 4, skipped 0, failed 0\n",
    )
    after = onrecord("--store", seeds_store, "list", "pledges", "--json").stdout
    assert sorted(after.splitlines()) == sorted(before.splitlines())
    assert onrecord("--store", seeds_store, "check").returncode == 0


def test_no_command_shows_a_traceback_for_flipped_bytes(
    seeds_store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Corpus.open(seeds_store) as corpus:
        corpus.database.rows.copy_to(tmp_path / "base.db")
        shown = [corpus.listing(kind)[0].id for kind in ("source", "pledge", "entry", "actor")]
    base = (tmp_path / "base.db").read_bytes()
    commands = [["list", "sources"], ["list", "pledges", "stance:commitment"], ["stats"], []]
    commands += [["search", "ukraine"], ["list", "entries"], *(["show", one] for one in shown)]
    commands += [["check"], ["export", "tinydb", "--out", os.devnull], ["check", "--repair"]]
    pick = random.Random(5)
    statuses = set()
    for number in range(10):
        spoiled = bytearray(base)
        for _ in range(pick.choice((1, 10, 60))):
            spoiled[pick.randrange(len(base))] ^= pick.choice((1, 4, 32, 128, 255))
        path = tmp_path / f"flipped{number}.db"
        path.write_bytes(spoiled)
        for words in commands:
            statuses.add(main(["--store", str(path), *words]))
            err = capsys.readouterr().err
            assert "unexpected" not in err
            assert all(line.startswith("onrecord: ") for line in err.splitlines())
    assert statuses <= {0, 1, 3}
    assert len(statuses) > 1


# ---------------------------------------------------------------------------------- backup


def test_backup_writes_a_store(onrecord: Run, small_store: Path, tmp_path: Path) -> None:
    out = tmp_path / "backup.db"
    done = onrecord("--store", small_store, "backup", out)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{out}\n", "")
    assert rows(out) == rows(small_store)
    assert onrecord("--store", small_store, "backup", out).returncode == 0


def test_backup_refuses_what_it_must_not_replace(
    onrecord: Run, small_store: Path, tmp_path: Path
) -> None:
    (tmp_path / "thesis.txt").write_text("three years of work")
    for name, status, why in (
        ("thesis.txt", 2, "there is a file of that name, and it is no store (--force replaces it)"),
        ("small.db", 1, "this is the store itself"),
        ("none/backup.db", 1, "there is no such folder"),
        (".", 1, "this is a folder"),
    ):
        done = onrecord("--store", small_store, "backup", name)
        assert (done.returncode, done.stdout) == (status, "")
        assert done.stderr == f"onrecord: {name}: {why}\n"
    assert (tmp_path / "thesis.txt").read_text() == "three years of work"
    done = onrecord("--store", small_store, "--restricted", "backup", "b.db")
    assert (done.returncode, (tmp_path / "b.db").exists()) == (2, False)
    done = onrecord("--store", tmp_path / "no.db", "backup", "b.db")
    assert (done.returncode, (tmp_path / "no.db").exists()) == (3, False)


def test_a_backup_onto_a_full_disk_is_a_sentence(small_store: Path, tmp_path: Path) -> None:
    code = (
        "import resource, sys; from tui.cli import main; "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (90_000, resource.RLIM_INFINITY)); "
        "sys.exit(main(sys.argv[1:]))"
    )
    out = tmp_path / "backup.db"
    done = subprocess.run(
        [sys.executable, "-c", code, "--store", str(small_store), "backup", str(out)],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith(f"onrecord: the store cannot be copied: {out}: the disk")
    assert not out.exists()
    assert [*tmp_path.glob(".onrecord*")] == []


# ---------------------------------------------------------------------- export and import


def test_the_seeds_go_out_and_come_back_alike(
    onrecord: Run, seeds_store: Path, tmp_path: Path
) -> None:
    out, new = tmp_path / "out.json", tmp_path / "new.db"
    done = onrecord("--store", seeds_store, "export", "tinydb", "--out", out)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{out}\n", "")
    done = onrecord("--store", new, "import", out)
    assert (done.returncode, done.stdout) == (0, "added 5, unchanged 0, skipped 0\n")
    kinds = ("sources", "actors", "quotes", "pledges", "entries", "chains", "figures", "stories")
    for words in (
        *(("list", kind, "--json") for kind in kinds),
        ("export", "jsonl", "--out", "-"),
        ("export", "tinydb", "--out", "-"),
    ):
        ours, theirs = (onrecord("--store", one, *words) for one in (seeds_store, new))
        assert ours.stdout == theirs.stdout != ""
    assert ours.stdout == out.read_text()
    assert onrecord("--store", new, "check").returncode == 0
    with tinydb.TinyDB(out) as db:
        assert len(db.table("sources")) == 5


def test_an_export_of_a_query_stands_on_its_own(
    onrecord: Run, small_store: Path, tmp_path: Path
) -> None:
    done = onrecord("--store", small_store, "export", "tinydb", "ferry", "--out", "-")
    tables = json.loads(done.stdout)
    (source,) = tables["sources"].values()
    assert {one["source"] for one in tables["pledges"].values()} == {source["id"]}
    new = tmp_path / "new.db"
    taken = onrecord("--store", new, "import", "-", stdin=done.stdout)
    assert (taken.returncode, taken.stdout) == (0, "added 1, unchanged 0, skipped 0\n")
    assert onrecord("--store", new, "check").stdout == "1 article: whole\n"
    none = onrecord("--store", small_store, "export", "tinydb", "zeppelin", "--out", "x.json")
    assert (none.returncode, none.stderr) == (1, "onrecord: zeppelin: no source matches\n")


def test_import_refuses_in_a_sentence(onrecord: Run, small_store: Path, tmp_path: Path) -> None:
    (tmp_path / "binary.json").write_bytes(b"\x00\xff\xfe" * 99)
    (tmp_path / "text.json").write_text("three years of work")
    (tmp_path / "other.json").write_text('{"_default": {"1": {"a": 1}}}')
    before = rows(small_store)
    for name, why in (
        ("none.json", "no such file or directory"),
        (".", "is a directory"),
        ("binary.json", "it is no text in UTF-8"),
        ("text.json", "the file is no JSON object (at character 0)"),
        ("other.json", "no onrecord wrote it: its table meta tells no schema version"),
    ):
        done = onrecord("--store", small_store, "import", name)
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr == f"onrecord: {name}: {why}\n"
    assert rows(small_store) == before
    done = onrecord("--store", small_store, "--restricted", "import", "text.json")
    assert done.returncode == 2
