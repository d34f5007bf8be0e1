from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from threading import Thread

import pytest

from store import gathering
from store.formats import Format
from store.gathering import Found, Gathering
from store.provenance import Known


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "articles"
    path.mkdir()
    return path


def write(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("The mayor spoke.\n", encoding="utf-8")


def walk(*paths: Path | str, form: Format | None = None) -> Sequence[Found]:
    return list(Gathering(form).walk(paths))


def names(found: Sequence[Found]) -> list[str]:
    return [Path(one.shown).name for one in found]


def test_a_folder_is_walked_by_name(folder: Path) -> None:
    write(folder, "b.txt", "a.md", "B.TXT", "c/z.txt", "c/a.txt", "d.txt")
    assert names(walk(folder)) == ["B.TXT", "a.md", "b.txt", "a.txt", "z.txt", "d.txt"]
    assert [one.form for one in walk(folder)][:2] == ["text", "markdown"]


def test_unknown_endings_are_counted_and_hidden_files_are_not(folder: Path) -> None:
    write(folder, "a.txt", "b.jpg", "c", ".d.txt", ".git/e.txt", "__pycache__/f.pyc")
    walked = Gathering()
    assert names(list(walked.walk([folder]))) == ["a.txt"]
    assert walked.skipped == 2


def test_links_in_a_circle_end(folder: Path) -> None:
    write(folder, "deep/a.txt")
    (folder / "deep" / "up").symlink_to(folder, target_is_directory=True)
    (folder / "deep" / "self").symlink_to("self")
    assert names(walk(folder)) == ["a.txt"]


def test_a_link_to_a_file_or_folder_is_followed(folder: Path, tmp_path: Path) -> None:
    write(tmp_path, "elsewhere/a.txt", "b.txt")
    (folder / "c").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    (folder / "d.txt").symlink_to(tmp_path / "b.txt")
    assert [one.place for one in walk(folder)] == [
        str(folder / "c" / "a.txt"),
        str(folder / "d.txt"),
    ]


def test_a_file_reached_twice_is_found_once(folder: Path) -> None:
    write(folder, "a.txt")
    assert names(walk(folder, folder / "a.txt", folder)) == ["a.txt"]


def test_a_file_without_ending_is_plain_text_when_named(folder: Path) -> None:
    write(folder, "wall")
    (found,) = walk(folder / "wall")
    assert (found.form, found.problem) == ("text", "")


def test_an_unknown_ending_needs_a_format_when_named(folder: Path) -> None:
    write(folder, "wall.wiki")
    assert "the ending .wiki tells no format" in walk(folder / "wall.wiki")[0].problem
    assert walk(folder / "wall.wiki", form="markdown")[0].form == "markdown"


def test_a_named_format_goes_before_endings(folder: Path) -> None:
    write(folder, "a.txt", "b.wiki")
    walked = Gathering("markdown")
    assert [one.form for one in walked.walk([folder])] == ["markdown"]
    assert walked.skipped == 1


def test_a_sheet_holds_for_the_files_of_its_folder_however_they_are_named(folder: Path) -> None:
    write(folder, "a.txt", "deep/a.txt")
    (folder / "sources.toml").write_text('["a.txt"]\noutlet = "Courier"\n')
    assert [one.known for one in walk(folder)] == [Known(outlet="Courier"), Known()]
    assert walk(folder / "a.txt")[0].known == Known(outlet="Courier")


def test_a_sheet_is_found_beside_a_name_without_folder(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder, "a.txt")
    (folder / "sources.toml").write_text('["a.txt"]\noutlet = "Courier"\n')
    monkeypatch.chdir(folder)
    (found,) = walk("a.txt")
    assert found.known.outlet == "Courier"
    assert (found.shown, found.place) == ("a.txt", str(folder / "a.txt"))


@pytest.mark.parametrize("path", ["missing.txt", "missing", "a.txt/b.txt", "nul\0.txt"])
def test_a_path_where_nothing_is_says_so(folder: Path, path: str) -> None:
    write(folder, "a.txt")
    (found,) = walk(f"{folder}/{path}")
    assert found.problem


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_must_not_be_read_says_so(folder: Path) -> None:
    write(folder, "a.txt")
    folder.chmod(0)
    try:
        (found,) = walk(folder)
    finally:
        folder.chmod(0o755)
    assert found.problem == "it must not be read: permission denied"


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS takes no such names")
def test_a_name_that_is_no_utf8_says_so(folder: Path) -> None:
    Path(os.fsdecode(os.fsencode(folder) + b"/w\xe4ll.txt")).write_text("The mayor spoke.")
    (found,) = walk(folder)
    assert found.problem == "its name is not in UTF-8"
    found.shown.encode()


def test_a_pipe_is_read_at_once_and_has_no_place(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    writer = Thread(target=(folder / "pipe").write_text, args=("The mayor spoke.",))
    writer.start()
    (found,) = walk(folder / "pipe")
    writer.join()
    assert (found.place, found.data) == (None, b"The mayor spoke.")


def test_what_is_no_file_is_skipped_within_a_folder(folder: Path) -> None:
    os.mkfifo(folder / "x.txt")
    (folder / "y.txt").symlink_to(os.devnull)
    (folder / "z.txt").symlink_to("missing.txt")
    walked = Gathering()
    assert names(list(walked.walk([folder]))) == ["z.txt"]
    assert walked.skipped == 2


def test_a_pipe_is_read_to_the_size_limit_only(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gathering, "LARGEST", 100)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"x" * 500)))
    assert [len(one.data or b"") for one in walk("-", "/dev/zero")] == [101, 101]
