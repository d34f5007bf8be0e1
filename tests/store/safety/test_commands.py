"""`load` and `reload` as commands: killed, interrupted, terminated, on a full disk, and resumed.

Whatever became of a load, the next one ends with the store that one load alone would have made.
"""

from __future__ import annotations

import os
import re
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from tinydb import where

from store.corpus import Corpus
from store.database import Database
from tests.store.safety.works import BALLAST, NO_LIMIT, ROOT, check_pages, everything, fill

Run = Callable[..., subprocess.CompletedProcess[str]]
ARTICLES = 40
PATIENCE = 60.0
"""Seconds after which what should have come will not come."""


def made_of(store: Path) -> dict[str, list[str]]:
    """All documents, but for the rows that they stand in."""
    with Corpus.open(store) as corpus:
        corpus.settle()
    _, _, rows = everything(store)
    return {name: sorted(text for _, text in found) for name, found in rows.items()}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of small articles, each with a quote and a pledge."""
    folder = tmp_path_factory.mktemp("articles")
    for number in range(ARTICLES):
        place = ("Norway", "Italy", "Ghana", "Chile", "Latvia")[number % 5]
        text = (
            f"{place} plans bridge {number}\n\nMayor Ines Holm said that the town of Coast{number} "
            f"will rebuild bridge {number} before the winter. {place} has agreed to pay for it."
        )
        (folder / f"{number:02}.txt").write_text(text)
    return folder


@pytest.fixture(scope="module")
def alone(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store that a load makes which nobody disturbs."""
    store = tmp_path_factory.mktemp("alone") / "store.db"
    command = [sys.executable, "-m", "tui", "--store", str(store), "load", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=300)
    assert done.stdout == f"added {ARTICLES}, updated 0, unchanged 0, skipped 0, failed 0\n"
    return store


class Command:
    """`onrecord` at work, in a process group of its own."""

    def __init__(self, store: Path, *words: str | Path, limit: int = NO_LIMIT) -> None:
        self.store = store
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tui", "--store", store, *words],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            start_new_session=True,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, NO_LIMIT)),
        )

    def wait_until(self, so_many: int, sql: str) -> None:
        """Wait until a statement counts so many rows in the store."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and self.process.poll() is None:
            try:
                with closing(sqlite3.connect(f"file:{self.store}?mode=ro", uri=True)) as looked:
                    if looked.execute(sql).fetchone()[0] >= so_many:
                        return
            except sqlite3.Error:
                pass
            time.sleep(0.002)
        output, errors = self.process.communicate()
        pytest.fail(f"it did not come so far: {self.process.returncode} {output} {errors}")

    def children(self) -> list[int]:
        """The processes that it has started."""
        table = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True)
        pairs = (map(int, line.split()) for line in table.stdout.splitlines())
        return [pid for pid, parent in pairs if parent == self.process.pid]

    def end(self, how: signal.Signals) -> tuple[int, str, str]:
        """Send a signal to the whole group, as a terminal does; exit status, output, errors."""
        os.killpg(self.process.pid, how)
        output, errors = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, output, errors


def check_gone(children: list[int]) -> None:
    """None of these processes is at work any more."""
    until = time.monotonic() + PATIENCE
    alive = children
    while alive and time.monotonic() < until:
        names = ",".join(map(str, children))
        table = subprocess.run(
            ["ps", "-o", "pid=,stat=", "-p", names], capture_output=True, text=True
        )
        rows = (line.split() for line in table.stdout.splitlines())
        alive = [int(pid) for pid, state in rows if not state.startswith("Z")]
        time.sleep(0.05)
    assert alive == []


def sources_in(store: Path) -> int:
    """How many articles the store has; each is whole, and so is the file."""
    with Database(store) as database:
        check_pages(database.rows.run)
        corpus = Corpus(database)
        sources = list(corpus.listing("source"))
        for source in sources:
            assert corpus.text(source.id)
            assert len(corpus.quotes_of(source.id)) == source.quotes > 0
            assert len(corpus.pledges_of(source.id)) == source.pledges > 0
        return len(sources)


COUNT = "SELECT count(*) FROM sources"


def check_resumed(store: Path, folder: Path, alone: Path, onrecord: Run) -> None:
    """The next load adds what is not there yet, and nothing twice."""
    held = sources_in(store) if store.exists() else 0
    done = onrecord("--store", store, "load", folder)
    assert (done.returncode, done.stderr) == (0, "")
    rest = f"added {ARTICLES - held}, updated 0, unchanged {held}, skipped 0, failed 0\n"
    assert done.stdout == rest
    assert made_of(store) == made_of(alone)


@pytest.mark.parametrize(
    "kills", [2, pytest.param(12, marks=pytest.mark.long)], ids=["short", "long"]
)
def test_a_killed_load_is_resumed(
    onrecord: Run, tmp_path: Path, folder: Path, alone: Path, kills: int
) -> None:
    store, held = tmp_path / "store.db", 0
    for number in range(kills):
        command = Command(store, "load", folder)
        children = []
        if number == 1 or number % 3:
            more = held + 1 + number % 5
            command.wait_until(min(more, ARTICLES - 1), COUNT)
            children = command.children()
        else:
            time.sleep(0.1 * number)  # as it starts
        assert command.end(signal.SIGKILL) == (-signal.SIGKILL, "", "")
        check_gone(children)
        found = sources_in(store) if store.exists() else 0
        assert found >= held
        held = found
    check_resumed(store, folder, alone, onrecord)


@pytest.mark.parametrize(("how", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, -15)])
def test_a_load_that_is_stopped_is_resumed(
    onrecord: Run, tmp_path: Path, folder: Path, alone: Path, how: signal.Signals, status: int
) -> None:
    store = tmp_path / "store.db"
    command = Command(store, "load", folder)
    command.wait_until(7, COUNT)
    children = command.children()
    assert children
    assert command.end(how) == (status, "", "")
    check_gone(children)
    assert 7 <= sources_in(store) < ARTICLES
    check_resumed(store, folder, alone, onrecord)


@pytest.mark.parametrize(
    ("how", "status"),
    [(signal.SIGINT, 130), pytest.param(signal.SIGTERM, -15, marks=pytest.mark.long)],
)
def test_a_reload_that_is_stopped_is_resumed(
    onrecord: Run, tmp_path: Path, alone: Path, how: signal.Signals, status: int
) -> None:
    store = tmp_path / "store.db"
    shutil.copy(alone, store)
    with Database(store) as database:
        pipeline = database.said("pipeline")
        database.table("sources").update({"pipeline": "an older one"})
    command = Command(store, "reload")
    by_new = f"{COUNT} WHERE json_extract(doc, '$.pipeline') = '{pipeline}'"
    command.wait_until(5, by_new)
    children = command.children()
    assert children
    assert command.end(how) == (status, "", "")
    check_gone(children)
    assert sources_in(store) == ARTICLES
    with Database(store) as database:
        done = database.table("sources").count(where("pipeline") == pipeline)
    assert 5 <= done < ARTICLES
    rest = onrecord("--store", store, "reload")
    assert (rest.returncode, rest.stderr) == (0, "")
    assert rest.stdout == (
        f"added 0, updated {ARTICLES - done}, unchanged {done}, skipped 0, failed 0\n"
    )
    assert made_of(store) == made_of(alone)


FULL = (
    r"onrecord: the store cannot be (written|opened): STORE: "
    r"the disk (is full|takes no more \(it is full, or a limit is reached\))\n"
)


def check_refused(command: Command) -> None:
    """It ends with 3 and one sentence: what, which file, why."""
    output, errors = command.process.communicate(timeout=PATIENCE)
    assert (command.process.returncode, output) == (3, "")
    assert re.fullmatch(FULL.replace("STORE", re.escape(str(command.store))), errors)


@pytest.mark.parametrize("limit", [20_000, 1_500_000])
def test_a_limit_ends_a_load_with_a_sentence_and_3(
    onrecord: Run, tmp_path: Path, folder: Path, alone: Path, limit: int
) -> None:
    store = tmp_path / "store.db"
    check_refused(Command(store, "load", folder, limit=limit))
    assert (sources_in(store) > 0) == (limit > 1_000_000)
    check_resumed(store, folder, alone, onrecord)


def test_a_full_disk_ends_a_load_with_a_sentence_and_3(
    onrecord: Run, folder: Path, alone: Path, small_disk: Callable[[int], Path]
) -> None:
    disk = small_disk(16_000_000)
    store = disk / "store.db"
    assert onrecord("--store", store, "load", folder / "00.txt").returncode == 0
    fill(disk, 1_000_000)
    check_refused(Command(store, "load", folder))
    assert sources_in(store) > 1
    fill(disk, 0)
    check_refused(Command(store, "load", folder))
    (disk / BALLAST).unlink()
    assert sources_in(store) > 1
    check_resumed(store, folder, alone, onrecord)
