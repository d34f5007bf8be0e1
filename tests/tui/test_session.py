"""What is kept between visits: it comes back as it was, and a bad file does no harm."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.folders import session_file, yank_file
from tui.recall import MOST, Recall
from tui.session import VERSION, Session, load, save

WHOLE = Session(
    pane=4,
    cursors={"source": "s1", "pledge": "p7"},
    tops={"source": 0, "pledge": 99_000},
    actor="a3",
    query="by:berg “sea wall”",
    said="quote",
    sorts={"source": "title"},
    source="s1",
    current="p7",
    offset=1234,
    split=40,
    zoomed=True,
    history=("wall", "by:berg"),
)


def test_a_session_comes_back_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "state" / "one.json"
    save(path, WHOLE)
    assert load(path) == WHOLE
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert os.listdir(path.parent) == ["one.json"]


def test_a_later_session_takes_the_place_of_the_earlier(tmp_path: Path) -> None:
    path = tmp_path / "one.json"
    save(path, WHOLE)
    save(path, Session(pane=2))
    assert load(path) == Session(pane=2)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"pane": 4}',
        b'{"version": 99, "pane": 4}',
        b'{"version": "1", "pane": 4}',
    ],
)
def test_a_broken_or_foreign_file_is_the_usual_start(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "one.json"
    path.write_bytes(content)
    assert load(path) == Session()


def test_a_missing_file_or_a_folder_is_the_usual_start(tmp_path: Path) -> None:
    assert load(tmp_path / "none.json") == Session()
    assert load(tmp_path) == Session()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("pane", 5),
        ("pane", True),
        ("pane", "1"),
        ("cursors", ["a"]),
        ("cursors", {"source": 1}),
        ("tops", {"source": -1}),
        ("actor", 7),
        ("query", None),
        ("said", None),
        ("offset", 1.5),
        ("split", 0),
        ("split", 100),
        ("zoomed", 1),
        ("history", "wall"),
        ("history", [1]),
    ],
)
def test_a_value_of_the_wrong_kind_costs_only_itself(
    tmp_path: Path, key: str, value: object
) -> None:
    path = tmp_path / "one.json"
    save(path, WHOLE)
    document = json.loads(path.read_bytes()) | {key: value}
    path.write_text(json.dumps(document))
    found = load(path)
    assert getattr(found, key) == getattr(Session(), key)
    others = [name for name in Session.__dataclass_fields__ if name != key]
    assert all(getattr(found, name) == getattr(WHOLE, name) for name in others)


def test_unknown_keys_are_ignored(tmp_path: Path) -> None:
    path = tmp_path / "one.json"
    path.write_text(json.dumps({"version": VERSION, "pane": 3, "mood": "good"}))
    assert load(path) == Session(pane=3)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists))
def test_no_value_at_any_key_raises(
    tmp_path_factory: pytest.TempPathFactory, value: object
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.json"
    for key in Session.__dataclass_fields__:
        path.write_text(json.dumps({"version": VERSION, key: value}))
        assert isinstance(load(path), Session)


def test_the_history_keeps_the_latest_queries_once_each(tmp_path: Path) -> None:
    recall = Recall(("a", "b"))
    recall.remember("a")
    assert recall.texts == ("b", "a")
    recall.remember("  ")
    assert recall.texts == ("b", "a")
    many = Recall(map(str, range(MOST)))
    many.remember("new")
    assert many.texts == (*map(str, range(1, MOST)), "new")
    save(tmp_path / "one.json", Session(history=tuple(map(str, range(MOST + 5)))))
    assert load(tmp_path / "one.json").history[0] == "5"


def test_half_a_surrogate_pair_can_be_kept(tmp_path: Path) -> None:
    save(tmp_path / "one.json", Session(query="a\ud800"))
    assert load(tmp_path / "one.json").query == "a\ud800"


def test_each_store_has_a_file_of_its_own_in_the_state_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert session_file(Path("a.db")) == session_file(tmp_path / "a.db")
    assert session_file(Path("a.db")) != session_file(Path("b.db"))
    assert session_file(Path("a.db")).parent.parent == yank_file().parent
