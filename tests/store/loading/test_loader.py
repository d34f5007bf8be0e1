from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from store.corpus import Corpus

ROOT = Path(__file__).parent.parent.parent.parent
FAKE = """
from store import children, loader
children._WORKER = "fake_worker"
loader.main()
"""


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store.db"


@contextmanager
def loader(
    store: Path, paths: list[Path] | None, worker_folder: Path, jobs: int = 1
) -> Iterator[subprocess.Popen[bytes]]:
    """The process, which was told what to do."""
    request = {
        "store": str(store),
        "paths": None if paths is None else [str(path) for path in paths],
        "jobs": jobs,
        "model": None,
    }
    with subprocess.Popen(
        [sys.executable, "-c", FAKE],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        bufsize=0,
        env={**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{worker_folder}"},
        start_new_session=True,
    ) as process:
        assert process.stdin
        process.stdin.write(json.dumps(request).encode() + b"\n")
        yield process


def said(process: subprocess.Popen[bytes]) -> list[dict[str, Any]]:
    """What it says from now to its end."""
    assert process.stdout
    return [json.loads(line) for line in process.stdout]


def sources(store: Path) -> int:
    with Corpus.open(store) as corpus:
        return corpus.counts().sources


def test_it_tells_how_far_it_is_and_in_the_end_what_was_done(
    store: Path, folder: Path, worker_folder: Path
) -> None:
    for name in "abc":
        (folder / f"{name}.txt").write_text(f"The mayor spoke of {name}.\n")
    (folder / "d.txt").write_text("")
    with loader(store, [folder], worker_folder) as process:
        *progress, end = said(process)
    assert process.returncode == 0
    assert [one["progress"]["done"] for one in progress] == [0, 1, 2, 3, 4]
    assert progress[1]["progress"]["total"] == 4
    report = end["report"]
    assert (report["added"], report["failed"]) == (3, 1)
    assert report["failures"] == [{"path": str(folder / "d.txt"), "reason": "it is empty"}]
    assert sources(store) == 3


def test_without_paths_it_extracts_again_what_another_pipeline_made(
    store: Path, folder: Path, worker_folder: Path
) -> None:
    (folder / "a.txt").write_text("The mayor spoke.\n")
    with loader(store, [folder], worker_folder) as process:
        said(process)
    for updated in (0, 1):
        if updated:
            with Corpus.open(store) as corpus:
                corpus.database.table("sources").update({"pipeline": "an older one"})
        with loader(store, None, worker_folder) as process:
            assert said(process)[-1]["report"]["updated"] == updated


@pytest.mark.parametrize("how", ["SLEEP0.2", "HANG"])
def test_it_stops_where_its_input_ends_and_keeps_what_is_written(
    store: Path, folder: Path, worker_folder: Path, how: str
) -> None:
    (folder / "a.txt").write_text("The mayor spoke.\n")
    for number in range(40):
        (folder / f"b{number}.txt").write_text(f"The mayor spoke {number} times. {how}\n")
    with loader(store, [folder], worker_folder, jobs=2) as process:
        assert process.stdin
        assert process.stdout
        while json.loads(process.stdout.readline())["progress"]["done"] < 1:
            pass
        process.stdin.close()
        report = said(process)[-1]["report"]
    assert process.returncode == 0
    assert 1 <= report["added"] < 41
    assert sources(store) == report["added"]


def test_it_ends_where_nobody_listens(store: Path, folder: Path, worker_folder: Path) -> None:
    for number in range(40):
        (folder / f"{number}.txt").write_text(f"The mayor spoke {number} times. SLEEP0.1\n")
    with loader(store, [folder], worker_folder) as process:
        assert process.stdin
        assert process.stdout
        process.stdout.readline()
        process.stdout.close()
        process.stdin.close()
        assert process.wait(timeout=30) == 0


def test_a_store_that_cannot_be_opened_is_said(folder: Path, worker_folder: Path) -> None:
    store = folder / "a.txt"
    store.write_text("no store")
    with loader(store, [folder], worker_folder) as process:
        (end,) = said(process)
    assert end["problem"].startswith("the store cannot be opened: ")
    assert process.returncode == 0


@pytest.mark.skipif(not Path("/proc/self/autogroup").exists(), reason="sessions have no weight")
def test_it_gives_way_and_leaves_an_interrupt_to_others(
    store: Path, folder: Path, worker_folder: Path
) -> None:
    (folder / "a.txt").write_text("The mayor spoke. SLEEP2\n")
    with loader(store, [folder], worker_folder) as process:
        assert process.stdout
        process.stdout.readline()
        os.killpg(process.pid, signal.SIGINT)
        assert os.getpriority(os.PRIO_PROCESS, process.pid) == 19
        assert Path(f"/proc/{process.pid}/autogroup").read_text().endswith("nice 5\n")
        assert said(process)[-1]["report"]["added"] == 1


def test_a_file_whose_name_is_no_unicode_is_told_of(
    store: Path, folder: Path, worker_folder: Path
) -> None:
    (folder / "a.txt").write_text("The mayor spoke.\n")
    broken = Path(os.fsdecode(os.fsencode(folder) + b"/\xff.txt"))
    try:
        broken.write_text("The mayor spoke again.\n")
    except OSError:
        pytest.skip("this file system knows Unicode only")
    with loader(store, [folder, broken], worker_folder) as process:
        report = said(process)[-1]["report"]
    assert report["added"] == 1
    assert "its name is not in UTF-8" in [one["reason"] for one in report["failures"]]
