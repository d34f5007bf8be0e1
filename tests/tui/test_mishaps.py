"""What goes wrong under an open explorer: a sentence, and the program goes on where it can."""

from __future__ import annotations

import io
import sqlite3
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from store.corpus import Corpus
from store.errors import StoreError
from tests.tui.told import Orders, Told
from tui import failure
from tui.app import OnRecord
from tui.cli import main
from tui.settings import Settings
from tui.visit import run as explore

if TYPE_CHECKING:
    from tests.tui.conftest import Open, Stage

DAMAGED = "the store cannot be read: coast.db: it is damaged"


def damage(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on nothing can be read from the open store."""

    def fail(*_: Any, **__: Any) -> Any:
        raise StoreError(DAMAGED)

    for name in ("version", "counts", "listing", "get", "text", "quotes_of", "stale"):
        monkeypatch.setattr(stage.explorer.shelf.corpus, name, fail)
    for pane in stage.explorer.lists:
        monkeypatch.setattr(type(pane.list._rows), "__getitem__", fail)
        monkeypatch.setattr(type(pane.list._rows), "position", fail)
    stage.explorer.shelf.forget()


async def test_the_words_of_a_removed_article_can_still_be_copied(play: Open, store: Path) -> None:
    async with play(store) as stage:
        await stage.press("3", "enter")
        opened = stage.explorer.reader.article.opened
        assert opened is not None
        with Corpus.open(store) as other:
            other.remove(opened.source.id)
        stage.explorer.follow()
        await stage.press("ctrl+c")
        assert "harbour towns have agreed" in stage.explorer.clipboard.last()


async def test_the_words_of_a_pledge_whose_article_cannot_be_read_are_none(
    play: Open, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with play(store) as stage:
        await stage.press("3")

        def gone(source: str) -> str:
            raise KeyError(source)

        monkeypatch.setattr(stage.explorer.shelf.corpus, "text", gone)
        await stage.press("ctrl+c")
        assert "Nothing is selected to copy" in stage.text()


@pytest.mark.parametrize("path", ["~nosuchuser/x", "x" * 300, "a\0b"])
async def test_a_path_that_cannot_be_is_not_found(play: Open, store: Path, path: str) -> None:
    async with play(store) as stage:
        await stage.press("A")
        stage.explorer.foot.prompt.value = path
        await stage.press("enter")
        assert "Not found: " in stage.text()


async def test_a_folder_that_may_not_be_entered_is_not_found(
    play: Open, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Path) -> bool:
        raise PermissionError(13, "Permission denied")

    async with play(store) as stage:
        await stage.press("A")
        stage.explorer.foot.prompt.value = "/secret/x"
        with monkeypatch.context() as patch:
            patch.setattr(Path, "exists", refuse)
            await stage.press("enter")
        assert "Not found: " in stage.text()


@pytest.mark.parametrize(
    "keys",
    [
        ("R",),
        ("v",),
        ("4", "3", "enter"),
        ("2", "j", "enter"),
        ("2", "enter", "backspace"),
        ("slash", "s", "e", "a", "enter"),
        ("1", "enter", "backspace", "ctrl+c"),
    ],
)
async def test_the_explorer_goes_on_where_the_store_is_damaged(
    play: Open, store: Path, monkeypatch: pytest.MonkeyPatch, keys: tuple[str, ...]
) -> None:
    async with play(store) as stage:
        await stage.press("2", "enter", "1", "enter", "3")
        damage(stage, monkeypatch)
        await stage.press(*keys)
        assert stage.app.is_running
        assert stage.app.mishap is None
        stage.explorer.status.hush()
        await stage.press("R")
        assert DAMAGED in stage.text()


async def test_a_damaged_store_is_said_once_and_not_every_second(
    play: Open, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with play(store) as stage:
        damage(stage, monkeypatch)
        stage.explorer.follow()
        assert stage.explorer.status.said == DAMAGED
        stage.explorer.status.hush()
        stage.explorer.follow()
        assert stage.explorer.status.said == ""


async def test_rows_that_cannot_be_read_say_so(
    play: Open, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with play(store) as stage:
        damage(stage, monkeypatch)
        stage.explorer.sources.list.refresh()
        await stage.settle()
        assert "unreadable: the store cannot be" in stage.text()


@pytest.mark.parametrize(
    ("mistake", "leaves", "why"),
    [
        ("tuple index out of range", False, "unexpected IndexError: tuple index out of range"),
        ("", True, "exit status 7"),
    ],
)
async def test_a_load_that_fails_unexpectedly_ends_with_a_sentence(
    play: Open, store: Path, loader: Told, tmp_path: Path, mistake: str, leaves: bool, why: str
) -> None:
    loader.order(Orders([], mistake=mistake, leaves=leaves))
    async with play(store) as stage:
        await stage.press("A")
        stage.explorer.foot.prompt.value = str(tmp_path)
        await stage.press("enter")
        assert not stage.explorer.intake.running
        assert not stage.explorer.taking_in
        assert f"The reading broke off ({why}); what was read before is kept." in stage.text()
        assert "Reading " not in stage.text()


@pytest.mark.parametrize("error", [ZeroDivisionError("by nothing"), StoreError(DAMAGED)])
def test_what_ends_the_explorer_is_raised_once_the_terminal_is_back(
    store: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: Exception,
) -> None:
    def play(app: OnRecord, **_: Any) -> None:
        app._handle_exception(error)
        app._print_error_renderables()

    monkeypatch.setattr(OnRecord, "run", play)
    with pytest.raises(type(error)) as raised:
        explore(store, Settings())
    assert raised.value is error
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (ZeroDivisionError("by nothing"), 1, "onrecord: unexpected ZeroDivisionError: by nothing"),
        (StoreError(DAMAGED), 3, f"onrecord: {DAMAGED}"),
    ],
)
def test_what_ends_the_explorer_is_a_sentence(
    store: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: Exception,
    status: int,
    said: str,
) -> None:
    def play(app: OnRecord, **_: Any) -> None:
        app._handle_exception(error)

    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setattr("tui.streams.is_terminal", lambda _: True)
    monkeypatch.setattr("tui.cli.streams.is_terminal", lambda _: True)
    monkeypatch.setattr(OnRecord, "run", play)
    assert main(["--store", str(store)]) == status
    assert capsys.readouterr().err.startswith(said)


def test_a_broken_error_stream_changes_no_status(monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken(io.StringIO):
        def write(self, text: str) -> int:
            raise BrokenPipeError(32, "Broken pipe")

    monkeypatch.setattr(sys, "stderr", Broken())
    failure.say("load", "nothing was found")


# ------------------------------------------------------------- records that cannot be shown


def spoil(path: Path, table: str, part: str) -> None:
    """Takes a part that a record cannot be without out of the first row of a table."""
    with sqlite3.connect(path) as file:
        (row,) = file.execute(f"SELECT min(id) FROM {table}").fetchone()
        file.execute(
            f"UPDATE {table} SET doc = json_remove(doc, ?) WHERE id = ?",
            (f"$.{part}", row),
        )


@pytest.mark.parametrize(
    ("table", "part", "turns"), [("pledges", "trigger", 0), ("quotes", "content", 1)]
)
async def test_a_damaged_record_is_a_row_that_says_so_and_so_does_its_card(
    play: Open, store: Path, table: str, part: str, turns: int
) -> None:
    spoil(store, table, part)
    async with play(store) as stage:
        await stage.press(*"v" * turns, "3", "g")
        pane = stage.explorer.pledges.list
        while not pane.unread:
            await stage.press("j")
        assert "unreadable: the store" in stage.text()
        assert "unreadable: the store" in stage.explorer.card.body.text
        assert stage.explorer.record is None
        for key in ("enter", "i"):
            await stage.press(key)
            assert "unreadable: the store" in stage.explorer.status.said
        await stage.press("1", "3", "2")
        assert stage.app.is_running
        assert stage.app.mishap is None


async def test_a_damaged_entry_is_a_row_that_says_so(play: Open, store: Path) -> None:
    spoil(store, "entries", "evidence")
    async with play(store) as stage:
        await stage.press("v", "v", "3", "g")
        while not stage.explorer.pledges.list.unread:
            await stage.press("j")
        assert "unreadable: the store" in stage.explorer.card.body.text
        await stage.press("enter")
        assert stage.explorer.pane == 3
        assert "unreadable" in stage.explorer.status.said


async def test_a_damaged_entry_is_said_in_the_card_of_its_pledge(play: Open, store: Path) -> None:
    spoil(store, "entries", "evidence")
    async with play(store, size=(160, 60)) as stage:
        await stage.press("3", "g")
        said = []
        for _ in range(3):
            await stage.press("i")
            said.append("unreadable: the store" in stage.text())
            assert "found by" in stage.text()
            await stage.press("escape", "j")
        assert said.count(True) == 1


@pytest.mark.parametrize(("table", "part"), [("pledges", "trigger"), ("quotes", "content")])
async def test_an_article_with_a_damaged_record_opens_without_it(
    play: Open, store: Path, table: str, part: str
) -> None:
    spoil(store, table, part)
    async with play(store) as stage:
        await stage.press("1", "g", "enter")
        opened = stage.explorer.reader.article.opened
        assert opened is not None
        assert len(opened.records) == 5
        assert "4 Reader · North Coast Post" in stage.text()
        said = stage.explorer.status.said
        assert said.startswith("1 record of this article cannot be shown: the store")


async def test_what_cannot_be_selected_is_not_copied(play: Open, store: Path) -> None:
    async with play(store) as stage:
        await stage.pilot.mouse_down("#card", offset=(4, 3))
        await stage.pilot.hover("#card", offset=(20, 4))
        await stage.pilot.mouse_up("#card", offset=(20, 4))
        await stage.press("ctrl+c")
        assert "Drawn" not in stage.explorer.clipboard.last()
        assert stage.explorer.get_selected_text() is None
