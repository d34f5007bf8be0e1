from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import types
from collections.abc import Callable
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path

import pytest

from store import children, tasks
from store.children import Crew
from store.corpus import Corpus
from store.loading import Report, load
from store.records import Source
from store.tasks import Progress

ROOT = Path(__file__).parent.parent.parent.parent


def write(folder: Path, **texts: str) -> None:
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(f"The mayor spoke. {text}\n", encoding="utf-8")


def counts(report: Report) -> tuple[int, int, int, int, int]:
    return report.added, report.updated, report.unchanged, report.skipped, report.failed


def sources(corpus: Corpus) -> dict[str, Source]:
    return {Path(source.path or "").name: source for source in corpus.listing("source")}


def alive(worker_folder: Path) -> int:
    """How many children still run: each holds a lock as long as it lives."""
    count = 0
    for path in worker_folder.glob("child-*.lock"):
        with open(path, "a") as lock:
            try:
                flock(lock, LOCK_EX | LOCK_NB)
            except OSError:
                count += 1
    return count


def waits_for(condition: Callable[[], bool], seconds: float = 15) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.05)
    return condition()


@pytest.mark.parametrize(
    ("word", "reason"),
    [("CRASH", "SIGSEGV"), ("LEAVE", "exit status 7"), ("RAISE", "a rule has failed")],
)
def test_a_crash_costs_one_article(corpus: Corpus, folder: Path, word: str, reason: str) -> None:
    write(folder, a="one", b=word, c="three", d="four")
    report = load(corpus, [folder], jobs=1)
    assert counts(report) == (3, 0, 0, 0, 1)
    assert report.failures[0].path == str(folder / "b.txt")
    assert reason in report.failures[0].reason


def test_an_article_that_hangs_is_given_up(
    corpus: Corpus, folder: Path, worker_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "TIME_LIMIT", 1.5)
    monkeypatch.setattr(tasks, "_SECONDS_PER_BYTE", 0)
    write(folder, a="HANG", b="two")
    report = load(corpus, [folder], jobs=1)
    assert counts(report) == (1, 0, 0, 0, 1)
    assert "longer than" in report.failures[0].reason
    assert alive(worker_folder) == 0


@pytest.mark.parametrize(("stopped", "given_up"), [(30.0, False), (1.0, True)])
def test_the_time_that_the_parent_is_stopped_is_not_counted(
    monkeypatch: pytest.MonkeyPatch, stopped: float, given_up: bool
) -> None:
    clock = types.SimpleNamespace(now=time.monotonic())
    monkeypatch.setattr(children, "time", types.SimpleNamespace(monotonic=lambda: clock.now))
    crew = Crew(1)
    try:
        crew.give(0, {"data": "", "format": "text", "known": {}}, 0.5)
        list(crew.answers(0))
        clock.now += stopped
        problems = [answer.problem for answer in crew.answers(0)]
        assert bool(problems) == given_up
        clock.now += 1
        assert given_up or [answer.problem for answer in crew.answers(0)]
    finally:
        crew.kill()


def test_a_model_that_is_missing_fails_all_at_once(corpus: Corpus, folder: Path) -> None:
    write(folder, **{f"a{number:02}": str(number) for number in range(40)})
    report = load(corpus, [folder], model="missing", jobs=2)
    assert report.failed == 40
    assert {one.reason for one in report.failures} == {
        "the language model cannot be used: there is no such model (OSError)"
    }


def test_a_child_that_cannot_run_fails_each_article(
    corpus: Corpus, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(children, "_WORKER", "no_such_module")
    write(folder, a="one", b="two")
    assert counts(load(corpus, [folder], jobs=1)) == (0, 0, 0, 0, 2)


def test_articles_are_written_in_the_order_of_the_paths(corpus: Corpus, folder: Path) -> None:
    write(folder, a="SLEEP0.6", b="two", c="SLEEP0.2", d="four", e="five")
    seen: list[str] = []
    load(corpus, [folder], jobs=3, on_progress=lambda step: seen.append(Path(step.current).name))
    assert seen[1:] == ["a.txt", "b.txt", "c.txt", "d.txt", "e.txt"]
    order = sorted(sources(corpus).values(), key=lambda source: source.path or "")
    assert [source.id for source in order] == [one.id for one in corpus.stale("another")]


def test_no_more_children_than_articles(corpus: Corpus, folder: Path, worker_folder: Path) -> None:
    write(folder, a="SLEEP0.2", b="SLEEP0.2")
    load(corpus, [folder], jobs=8)
    assert len(list(worker_folder.glob("child-*.lock"))) == 2


def test_children_are_used_again(corpus: Corpus, folder: Path, worker_folder: Path) -> None:
    write(folder, **{f"a{number:02}": str(number) for number in range(30)})
    assert counts(load(corpus, [folder], jobs=2)) == (30, 0, 0, 0, 0)
    assert len(list(worker_folder.glob("child-*.lock"))) == 2
    assert alive(worker_folder) == 0


def test_cancelling_ends_children_at_once_and_keeps_what_is_written(
    corpus: Corpus, folder: Path, worker_folder: Path
) -> None:
    write(folder, a="one", b="HANG", c="three")
    done: list[Progress] = []
    began = time.monotonic()

    def cancelled() -> bool:
        return len(done) > 1 or time.monotonic() - began > 20

    report = load(corpus, [folder], jobs=2, on_progress=done.append, cancelled=cancelled)
    assert counts(report) == (1, 0, 0, 0, 0)
    assert set(sources(corpus)) == {"a.txt"}
    assert alive(worker_folder) == 0


def test_an_error_in_the_caller_ends_the_children(
    corpus: Corpus, folder: Path, worker_folder: Path
) -> None:
    write(folder, a="one", b="HANG", c="three")

    def stop(step: Progress) -> None:
        if step.done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load(corpus, [folder], jobs=2, on_progress=stop)
    assert alive(worker_folder) == 0
    assert set(sources(corpus)) == {"a.txt"}


def test_children_end_with_their_parent(folder: Path, tmp_path: Path, worker_folder: Path) -> None:
    write(folder, a="HANG", b="HANG")
    code = (
        "import sys; from store import children; children._WORKER = 'fake_worker'\n"
        "from store.corpus import Corpus; from store.loading import load\n"
        "load(Corpus.open(__import__('pathlib').Path(sys.argv[1])), [sys.argv[2]], jobs=2)"
    )
    paths = os.pathsep.join([str(ROOT), str(worker_folder)])
    parent = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "other.db"), str(folder)],
        env={**os.environ, "PYTHONPATH": paths},
    )
    assert waits_for(lambda: alive(worker_folder) == 2)
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    assert waits_for(lambda: alive(worker_folder) == 0)


def test_nothing_that_extracts_is_imported(folder: Path, tmp_path: Path) -> None:
    write(folder, a="one")
    code = (
        "import sys; from pathlib import Path\n"
        "from store import children; children._WORKER = 'fake_worker'\n"
        "from store.corpus import Corpus; from store.loading import load\n"
        "with Corpus.open(Path(sys.argv[1])) as corpus:\n"
        "    assert load(corpus, [sys.argv[2]]).added == 1\n"
        "    assert load(corpus, [sys.argv[2]]).unchanged == 1\n"
        "print([name for name in sys.modules"
        " if name.startswith(('spacy', 'store.reading', 'store.extraction'))])"
    )
    paths = os.pathsep.join([str(ROOT), os.environ["PYTHONPATH"]])
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "other.db"), str(folder)],
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout.strip() == "[]"
