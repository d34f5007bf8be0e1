"""A full disk at any moment: one sentence, the store as it was, and on with it once there is room.

`RLIMIT_FSIZE` (a write that goes beyond it fails, as on a full disk) is there on every system;
where file systems can be mounted, a small one gets truly full.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from store.database import SCHEMA, Database
from tests.store.safety.works import (
    ARTICLES,
    CHANGES,
    NO_LIMIT,
    ROOT,
    Acknowledged,
    Nursery,
    change,
    check_articles,
    check_migrated,
    check_pages,
    documents,
    everything,
    fill,
    load,
    made_old,
    stock,
    told,
)

FULL = (
    r"the disk is full|the disk takes no more \(it is full, or a limit is reached\)"
    r"|the disk does not answer \(it may be full\)"
)
LIMITS = (0, 1, 5_000, 33_000, 70_000, 150_000, 250_000, 400_000, 600_000, 1_000_000)
"""Bytes that a file may have: too few for the first byte, for the index of the journal, for the
tables, for the first articles, for the later ones."""


def check_sentences(lines: list[str], store: Path) -> int:
    """Each refusal is one sentence: what, which file, why; how many there were."""
    refused = [line.removeprefix("refused ") for line in lines if line.startswith("refused")]
    for sentence in refused:
        what = r"the store cannot be (written|opened|read|made)"
        assert re.fullmatch(rf"{what}: {re.escape(str(store))}: ({FULL})", sentence), sentence
    return len(refused)


def check_as_if_never_full(store: Path, changed: int) -> None:
    """The user's rows are those after so many changes; what was refused may have cost an id."""
    model = stock()
    for number in range(changed):
        change(model, number)
    with Database(store) as database:
        check_pages(database.rows.run)
        for table, rows in documents(model, "overlays", "queries").items():
            assert [dict(one) for one in database.table(table)] == [*rows.values()]


@pytest.mark.parametrize("held", [0, 5])
def test_a_limit_during_a_load(nursery: Nursery, tmp_path: Path, held: int) -> None:
    sentences = 0
    for limit in LIMITS:
        folder = tmp_path / str(limit)
        folder.mkdir()
        store, said = folder / "store.db", Acknowledged(folder / "said")
        if held:
            load(store, Acknowledged(folder / "held"), articles=held)
        child = nursery.start("load", store, said, limit=limit, first=held)
        status, lines = child.wait(), said.lines()
        added = told(lines, "added")
        assert (status, added) in ((0, ARTICLES), (3, 0))
        assert check_articles(store, held + added) == held + added
        sentences += check_sentences(lines, store)
        load(store, said, held)
        assert check_articles(store, held + ARTICLES) == held + ARTICLES
    assert sentences >= len(LIMITS) - 2


def test_a_limit_during_a_correction(nursery: Nursery, tmp_path: Path) -> None:
    sentences = 0
    loaded = tmp_path / "loaded.db"
    load(loaded, Acknowledged(tmp_path / "loaded.said"))
    for limit in LIMITS:
        store, said = tmp_path / f"{limit}.db", Acknowledged(tmp_path / f"{limit}.said")
        shutil.copy(loaded, store)
        child = nursery.start("correct", store, said, limit=limit)
        status, lines = child.wait(), said.lines()
        changed = told(lines, "changed")
        assert (status, changed) in ((0, CHANGES), (3, 0))
        check_as_if_never_full(store, changed)
        sentences += check_sentences(lines, store)
        assert check_articles(store, ARTICLES) == ARTICLES
    assert sentences >= 5


@pytest.mark.parametrize("schema", [1, 2])
def test_a_limit_during_a_migration(nursery: Nursery, tmp_path: Path, schema: int) -> None:
    old, new = made_old(schema, tmp_path / "old.db"), tmp_path / "new.db"
    shutil.copy(old, new)
    assert nursery.start("migrate", new, Acknowledged(tmp_path / "said")).wait() == 0
    before, after = everything(old), everything(new)
    found, sentences = set(), 0
    for limit in (*LIMITS, NO_LIMIT):
        store, said = tmp_path / f"{limit}.db", Acknowledged(tmp_path / f"{limit}.said")
        shutil.copy(old, store)
        status = nursery.start("migrate", store, said, limit=limit).wait()
        lines = said.lines()
        assert (status, "opened" in lines) in ((0, True), (3, False))
        sentences += check_sentences(lines, store)
        schema_left = check_migrated(store, before, after, opened="opened" in lines)
        assert schema_left == (SCHEMA if status == 0 else schema)
        found.add(schema_left)
    assert found == {schema, SCHEMA}
    assert sentences >= 5


# ------------------------------------------------------------------- a disk that is truly full


LEFT = (0, 4096, 8192, 32_768, 40_960, 65_536, 131_072, 300_000, 700_000)
"""Bytes that the disk has left."""


def test_a_full_disk_during_a_load(
    nursery: Nursery, tmp_path: Path, small_disk: Callable[[int], Path]
) -> None:
    sentences = 0
    for left in LEFT:
        for held in (0, 5):
            disk = small_disk(16_000_000)
            store, said = disk / "store.db", Acknowledged(tmp_path / f"{left}.{held}")
            if held:
                load(store, Acknowledged(tmp_path / "held"), articles=held)
            fill(disk, left)
            child = nursery.start("load", store, said, first=held)
            status, lines = child.wait(), said.lines()
            added = told(lines, "added")
            assert (status, added) in ((0, ARTICLES), (3, 0)), nursery.errors.read_text()
            assert check_articles(store, held + added) == held + added
            sentences += check_sentences(lines, store)
    assert sentences >= 2 * len(LEFT) - 2


def test_a_full_disk_during_a_correction(
    nursery: Nursery, tmp_path: Path, small_disk: Callable[[int], Path]
) -> None:
    sentences = 0
    for left in LEFT:
        disk = small_disk(16_000_000)
        store, said = disk / "store.db", Acknowledged(tmp_path / str(left))
        load(store, Acknowledged(tmp_path / "loaded"), articles=3)
        fill(disk, left)
        status, lines = nursery.start("correct", store, said).wait(), said.lines()
        changed = told(lines, "changed")
        assert (status, changed) in ((0, CHANGES), (3, 0)), nursery.errors.read_text()
        check_as_if_never_full(store, changed)
        sentences += check_sentences(lines, store)
        assert check_articles(store, 3) == 3
    assert sentences >= 5


@pytest.mark.parametrize("schema", [1, 2])
def test_a_full_disk_during_a_migration(
    nursery: Nursery, tmp_path: Path, small_disk: Callable[[int], Path], schema: int
) -> None:
    old, new = made_old(schema, tmp_path / "old.db"), tmp_path / "new.db"
    shutil.copy(old, new)
    assert nursery.start("migrate", new, Acknowledged(tmp_path / "said")).wait() == 0
    before, after = everything(old), everything(new)
    sentences = 0
    for left in LEFT:
        disk = small_disk(16_000_000)
        store, said = disk / "store.db", Acknowledged(tmp_path / str(left))
        shutil.copy(old, store)
        fill(disk, left)
        status, lines = nursery.start("migrate", store, said).wait(), said.lines()
        assert (status, "opened" in lines) in ((0, True), (3, False))
        sentences += check_sentences(lines, store)
        left_schema = check_migrated(store, before, after, opened="opened" in lines)
        assert left_schema == (SCHEMA if status == 0 else schema)
    assert sentences >= 5


KEEPING = """
import resource, sys
from pathlib import Path
from tui.clipboard import Clipboard
from tui.session import Session, load, save
visit, yank = (Path(sys.argv[1]) / name for name in ("visit.json", "yank"))
save(visit, Session(query="before"))
Clipboard(lambda text: None, {"TERM": "linux"}, yank).send("before")
resource.setrlimit(resource.RLIMIT_FSIZE, (20, resource.RLIM_INFINITY))
try:
    save(visit, Session(query="after"))
except OSError as error:
    print(error.filename == str(visit))
print(Clipboard(lambda text: None, {"TERM": "linux"}, yank).send("after " * 9))
print(load(visit).query, yank.read_text())
"""


def test_what_a_visit_keeps_stays_as_it_was_on_a_full_disk(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", KEEPING, str(tmp_path)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=60,
    )
    assert done.stderr == ""
    refused, sentence, kept = done.stdout.splitlines()
    assert (refused, kept) == ("True", "before before")
    assert "until you leave (its file cannot be written: " in sentence
    assert {one.name for one in tmp_path.iterdir()} == {"visit.json", "yank"}
