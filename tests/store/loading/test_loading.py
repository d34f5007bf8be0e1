from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any, cast

import pytest

import seeds
from store import children, loading, tasks
from store.corpus import Corpus, StoreError
from store.loading import Report, load, reload
from store.pipeline import version
from store.records import Article, Findings, Source
from store.tasks import Failure, Progress

ROOT = Path(__file__).parent.parent.parent.parent


def write(folder: Path, **texts: str) -> None:
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(f"The mayor spoke. {text}\n", encoding="utf-8")


def counts(report: Report) -> tuple[int, int, int, int, int]:
    return report.added, report.updated, report.unchanged, report.skipped, report.failed


def sources(corpus: Corpus) -> dict[str, Source]:
    return {Path(source.path or "").name: source for source in corpus.listing("source")}


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


def test_a_file_that_is_too_large_has_failed(
    corpus: Corpus, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "LARGEST", 1000)
    write(folder, a="one " * 500)
    assert "too large" in load(corpus, [folder]).failures[0].reason


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


def test_a_copy_whose_source_goes_on_to_another_text_is_loaded(
    corpus: Corpus, folder: Path
) -> None:
    write(folder, a="one", b="one")
    load(corpus, [folder])
    write(folder, a="one and more")
    steps: list[Progress] = []
    assert counts(load(corpus, [folder], on_progress=steps.append)) == (1, 1, 0, 0, 0)
    assert steps[-1].seconds_left == 0
    assert "more" in corpus.text(sources(corpus)["a.txt"].id)
    assert corpus.text(sources(corpus)["b.txt"].id) == (folder / "b.txt").read_text()


def test_a_copy_is_loaded_though_all_children_work_ahead(corpus: Corpus, folder: Path) -> None:
    write(folder, a="one", b="one")
    load(corpus, [folder])
    write(folder, a="one and more", c="SLEEP0.3", d="SLEEP0.2")
    assert counts(load(corpus, [folder], jobs=2)) == (3, 1, 0, 0, 0)
    assert set(sources(corpus)) == {"a.txt", "b.txt", "c.txt", "d.txt"}


@pytest.mark.parametrize("change", ["update", "remove"])
@pytest.mark.parametrize("when", ["before it is asked for", "after"])
def test_a_source_that_changes_during_reload_is_left_alone(
    corpus: Corpus, folder: Path, monkeypatch: pytest.MonkeyPatch, change: str, when: str
) -> None:
    write(folder, a="one")
    load(corpus, [folder])
    before = sources(corpus)["a.txt"]
    with Corpus.open(corpus.path) as other:

        def meanwhile() -> None:
            if change == "remove":
                other.remove(before.id)
            else:
                new = Article("The new text.", (), place=before.path, file_hash="2")
                other.add(new, Findings(), pipeline="newer")

        def late(_: Any) -> Findings:
            meanwhile()
            return Findings()

        if when == "after":
            monkeypatch.setattr(loading, "findings_from", late)
        else:
            meanwhile()
        assert counts(reload(corpus, [before])) == (0, 0, 1, 0, 0)
    left = [(one.path, corpus.text(one.id)) for one in corpus.listing("source")]
    assert left == ([] if change == "remove" else [(before.path, "The new text.")])


@pytest.mark.parametrize("broken", [None, Findings(appearances=cast(Any, (None,)))])
def test_findings_that_cannot_be_stored_cost_one_article(
    corpus: Corpus, folder: Path, monkeypatch: pytest.MonkeyPatch, broken: Findings | None
) -> None:
    write(folder, a="one", b="two")
    found = iter([broken, Findings()])
    monkeypatch.setattr(loading, "findings_from", lambda _: next(found))
    report = load(corpus, [folder], jobs=1)
    assert counts(report) == (1, 0, 0, 0, 1)
    assert report.failures[0].path == str(folder / "a.txt")
    assert report.failures[0].reason.startswith("what was found in it cannot be stored: ")
    assert set(sources(corpus)) == {"b.txt"}


def test_a_store_that_fails_ends_the_load(
    corpus: Corpus, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise StoreError("the disk is full")

    write(folder, a="one")
    monkeypatch.setattr(Corpus, "add", full)
    with pytest.raises(StoreError, match="the disk is full"):
        load(corpus, [folder])


def test_the_seeds_load_through_the_extractor_itself(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(children, "_WORKER", "store.worker")
    report = load(corpus, [seeds.FOLDER])
    assert (report.added, report.failures) == (5, [])
    assert corpus.counts().quotes > 0
    assert counts(load(corpus, [seeds.FOLDER]))[:3] == (0, 0, 5)
