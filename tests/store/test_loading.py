from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path

import pytest

import seeds
from store import children, loading
from store.corpus import Corpus
from store.loading import Failure, Progress, Report, load, reload
from store.pipeline import version
from store.records import Source

ROOT = Path(__file__).parent.parent.parent

FAKE_EXTRACTOR = """
import fcntl, os, signal, sys, time, types
from pathlib import Path
from store.records import Findings

module = types.ModuleType("store.extraction.extractor")
lock = open(Path(__file__).parent / f"child-{os.getpid()}.lock", "w")
fcntl.flock(lock, fcntl.LOCK_EX)

class Extractor:
    def __init__(self, model):
        if model == "missing":
            raise OSError("there is no such model")

    def extract(self, article):
        print("noise on standard output")
        for word in article.text.split():
            if word == "CRASH":
                os.kill(os.getpid(), signal.SIGSEGV)
            elif word == "LEAVE":
                os._exit(7)
            elif word == "HANG":
                time.sleep(600)
            elif word == "RAISE":
                raise ValueError("a rule has failed")
            elif word.startswith("SLEEP"):
                time.sleep(float(word.removeprefix("SLEEP")))
        return Findings()

module.Extractor = Extractor
sys.modules[module.__name__] = module

from store.worker import main
sys.exit(main())
"""


@pytest.fixture(autouse=True)
def worker_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Children with an extractor that does what words in the article tell it to."""
    folder = tmp_path / "worker"
    folder.mkdir()
    (folder / "fake_worker.py").write_text(FAKE_EXTRACTOR, encoding="utf-8")
    monkeypatch.setattr(children, "_WORKER", "fake_worker")
    monkeypatch.setenv("PYTHONPATH", str(folder))
    return folder


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    with Corpus.open(tmp_path / "store.db") as corpus:
        yield corpus


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "articles"
    path.mkdir()
    return path


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


def test_a_folder_is_loaded_with_all_that_lies_in_it(corpus: Corpus, folder: Path) -> None:
    (folder / "deep" / "deeper").mkdir(parents=True)
    write(folder, a="one", b="two")
    write(folder / "deep" / "deeper", c="three")
    (folder / "picture.jpg").write_bytes(b"\xff\xd8\xff")
    (folder / "noending").write_text("The mayor spoke.")
    (folder / ".hidden.txt").write_text("The mayor hid.")
    (folder / ".git").mkdir()
    write(folder / ".git", d="four")
    report = load(corpus, [folder])
    assert counts(report) == (3, 0, 0, 2, 0)
    assert set(sources(corpus)) == {"a.txt", "b.txt", "c.txt"}
    assert sources(corpus)["a.txt"].path == str(folder / "a.txt")
    assert sources(corpus)["a.txt"].pipeline == version()


def test_what_is_unchanged_needs_no_child(
    corpus: Corpus, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder, a="one", b="two")
    load(corpus, [folder])
    monkeypatch.setattr(children, "_WORKER", "no_such_module")
    assert counts(load(corpus, [folder])) == (0, 0, 2, 0, 0)


def test_a_changed_file_is_updated(corpus: Corpus, folder: Path) -> None:
    write(folder, a="one", b="two")
    load(corpus, [folder])
    before = sources(corpus)["a.txt"].id
    write(folder, a="one and more")
    assert counts(load(corpus, [folder])) == (0, 1, 1, 0, 0)
    assert sources(corpus)["a.txt"].id == before


def test_a_sheet_tells_what_is_known_and_is_not_counted(corpus: Corpus, folder: Path) -> None:
    write(folder, a="one", b="two")
    (folder / "sources.toml").write_text('["a.txt"]\noutlet = "Courier"\ndate = 2025-09-04\n')
    assert counts(load(corpus, [folder])) == (2, 0, 0, 0, 0)
    assert sources(corpus)["a.txt"].outlet == "Courier"
    assert sources(corpus)["a.txt"].date == "2025-09-04"
    assert sources(corpus)["b.txt"].outlet is None


def test_a_sheet_holds_for_a_file_named_outright_too(corpus: Corpus, folder: Path) -> None:
    write(folder, a="one")
    (folder / "sources.toml").write_text('["a.txt"]\noutlet = "Courier"\n')
    load(corpus, [folder / "a.txt"])
    assert sources(corpus)["a.txt"].outlet == "Courier"


def test_a_sheet_that_says_something_new_updates_its_article(corpus: Corpus, folder: Path) -> None:
    write(folder, a="one", b="two")
    load(corpus, [folder])
    (folder / "sources.toml").write_text('["a.txt"]\noutlet = "Courier"\n')
    assert counts(load(corpus, [folder])) == (0, 1, 1, 0, 0)
    assert sources(corpus)["a.txt"].outlet == "Courier"


def test_a_broken_sheet_is_told_once_and_the_articles_are_loaded(
    corpus: Corpus, folder: Path
) -> None:
    write(folder, a="one", b="two")
    (folder / "sources.toml").write_text('["a.txt"]\noutlett = "Courier"\n')
    report = load(corpus, [folder, folder / "a.txt"])
    assert counts(report) == (2, 0, 0, 0, 1)
    assert report.failures[0].path == str(folder / "sources.toml")
    assert "did you mean “outlet”?" in report.failures[0].reason


def test_what_is_said_at_loading_goes_before_the_sheet(corpus: Corpus, folder: Path) -> None:
    write(folder, a="one")
    (folder / "sources.toml").write_text(
        'outlet = "Courier"\nauthor = "Jane Roe"\ndate = "2024"\ndate_of = "event"\n'
    )
    load(corpus, [folder], outlet="Post", date="2025-09")
    found = sources(corpus)["a.txt"]
    assert (found.outlet, found.author) == ("Post", "Jane Roe")
    assert (found.date, found.date_of, found.date_how) == ("2025-09", "published", "stated")


def test_paths_named_outright_fail_with_a_reason(corpus: Corpus, folder: Path) -> None:
    write(folder, a="one")
    (folder / "empty.txt").touch()
    (folder / "binary.txt").write_bytes(b"\0\1\2")
    (folder / "page.html").write_text("<p>The mayor spoke.")
    names = ["missing.txt", "empty.txt", "binary.txt", "page.html", "a.txt"]
    report = load(corpus, [folder / name for name in names])
    assert counts(report) == (1, 0, 0, 0, 4)
    reasons = {Path(one.path).name: one.reason for one in report.failures}
    assert list(reasons) == names[:4]
    assert reasons["missing.txt"] == "there is no such file or folder"
    assert reasons["empty.txt"] == "it is empty"
    assert "binary" in reasons["binary.txt"]
    assert ".html" in reasons["page.html"]


def test_a_format_that_is_named_goes_before_the_ending(corpus: Corpus, folder: Path) -> None:
    (folder / "page.wiki").write_text("# The wall\n\nThe mayor spoke.\n")
    assert counts(load(corpus, [folder / "page.wiki"], format="markdown")) == (1, 0, 0, 0, 0)
    assert sources(corpus)["page.wiki"].title == "The wall"


def test_a_file_without_ending_is_plain_text_when_named(corpus: Corpus, folder: Path) -> None:
    (folder / "wall").write_text("The mayor spoke.\n")
    assert counts(load(corpus, [folder / "wall"])) == (1, 0, 0, 0, 0)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_must_not_be_read_has_failed(corpus: Corpus, folder: Path) -> None:
    write(folder, a="one")
    (folder / "a.txt").chmod(0)
    report = load(corpus, [folder])
    assert report.failures == [
        Failure(str(folder / "a.txt"), "it must not be read: permission denied")
    ]


def test_a_file_that_is_too_large_has_failed(
    corpus: Corpus, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "LARGEST", 1000)
    write(folder, a="one " * 500)
    assert "too large" in load(corpus, [folder]).failures[0].reason


def test_links_in_a_circle_end(corpus: Corpus, folder: Path) -> None:
    (folder / "deep").mkdir()
    write(folder / "deep", a="one")
    (folder / "deep" / "up").symlink_to(folder, target_is_directory=True)
    (folder / "deep" / "self").symlink_to("self")
    assert counts(load(corpus, [folder]))[:1] == (1,)


def test_a_link_to_nowhere_has_failed(corpus: Corpus, folder: Path) -> None:
    (folder / "gone.txt").symlink_to(folder / "nowhere.txt")
    assert load(corpus, [folder]).failures[0].reason == "there is no such file or folder"


def test_a_file_reached_twice_is_loaded_once(corpus: Corpus, folder: Path) -> None:
    write(folder, a="one")
    assert counts(load(corpus, [folder, folder / "a.txt", folder])) == (1, 0, 0, 0, 0)


def test_a_relative_path_is_kept_as_an_absolute_one(
    corpus: Corpus, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder, a="one")
    monkeypatch.chdir(folder)
    load(corpus, ["a.txt"])
    assert counts(load(corpus, [folder])) == (0, 0, 1, 0, 0)


def test_standard_input_is_an_article(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.TextIOWrapper(io.BytesIO(b"The wall is late\n\nThe mayor spoke.\n"))
    monkeypatch.setattr(sys, "stdin", stream)
    assert counts(load(corpus, ["-"], outlet="Courier")) == (1, 0, 0, 0, 0)
    (found,) = corpus.listing("source")
    assert (found.path, found.title, found.outlet) == (None, "The wall is late", "Courier")


def test_an_empty_standard_input_has_failed(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO()))
    assert load(corpus, ["-"]).failures == [Failure("standard input", "it is empty")]


def test_a_named_pipe_is_read(corpus: Corpus, folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    code = f"open({str(folder / 'pipe')!r}, 'w').write('The mayor spoke.')"
    with subprocess.Popen([sys.executable, "-c", code]):
        assert counts(load(corpus, [folder / "pipe"])) == (1, 0, 0, 0, 0)


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
    monkeypatch.setattr(loading, "TIME_LIMIT", 1.5)
    monkeypatch.setattr(loading, "_SECONDS_PER_BYTE", 0)
    write(folder, a="HANG", b="two")
    report = load(corpus, [folder], jobs=1)
    assert counts(report) == (1, 0, 0, 0, 1)
    assert "longer than" in report.failures[0].reason
    assert alive(worker_folder) == 0


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


def test_progress_counts_all_and_estimates_the_rest(corpus: Corpus, folder: Path) -> None:
    write(folder, a="one", b="two", c="CRASH", d="four")
    load(corpus, [folder / "b.txt"])
    steps: list[Progress] = []
    load(corpus, [folder], on_progress=steps.append, jobs=1)
    assert [step.done for step in steps] == [0, 1, 2, 3, 4]
    assert {step.total for step in steps} == {4}
    assert steps[0].seconds_left is None
    assert steps[1].seconds_left is not None
    assert steps[1].seconds_left > 0
    assert steps[-1].seconds_left == 0


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


def test_reload_extracts_again_and_keeps_what_is_known(corpus: Corpus, folder: Path) -> None:
    write(folder, a="one, he told Reuters.")
    (folder / "sources.toml").write_text(
        '["a.txt"]\ntitle = "The wall"\noutlet = "Courier"\ndate = 2025-09-04\n'
        'date_of = "event"\ncredits = ["TT"]\n'
    )
    load(corpus, [folder])
    before = sources(corpus)["a.txt"]
    (folder / "a.txt").unlink()
    assert counts(reload(corpus, [before], jobs=1)) == (0, 0, 1, 0, 0)
    after = sources(corpus)["a.txt"]
    assert after == before
    assert after.credits == ("TT", "Reuters")
    assert after.title == "The wall"


def test_reload_makes_older_sources_current(
    corpus: Corpus, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder, a="one", b="two")
    monkeypatch.setattr(loading, "version", lambda model: "0+older")
    load(corpus, [folder])
    monkeypatch.undo()
    monkeypatch.setattr(children, "_WORKER", "fake_worker")
    monkeypatch.setenv("PYTHONPATH", str(folder.parent / "worker"))
    stale = corpus.stale(version())
    assert len(stale) == 2
    assert counts(reload(corpus, stale)) == (0, 2, 0, 0, 0)
    assert corpus.stale(version()) == []
    assert counts(load(corpus, [folder])) == (0, 0, 2, 0, 0)


def test_reload_after_cancelling_leaves_the_store_whole(corpus: Corpus, folder: Path) -> None:
    write(folder, a="one")
    load(corpus, [folder])
    report = reload(corpus, list(sources(corpus).values()), cancelled=lambda: True)
    assert counts(report) == (0, 0, 0, 0, 0)
    assert corpus.counts().sources == 1


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


def test_the_seeds_load_through_the_extractor_itself(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(children, "_WORKER", "store.worker")
    report = load(corpus, [seeds.FOLDER])
    assert (report.added, report.failures) == (5, [])
    assert corpus.counts().quotes > 0
    assert counts(load(corpus, [seeds.FOLDER]))[:3] == (0, 0, 5)
