"""What is done with what the panes show: yanked, opened, sorted, exported, removed, set out."""

from __future__ import annotations

import json
import os
import re
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from textual import events

from store.corpus import Corpus
from store.errors import StoreError
from store.exporting import FORMATS, tinydb
from store.exporting.brat import MARK
from store.listing import Narrowing
from tui.citation import FORMS
from tui.outgoing import ENDINGS
from tui.outside import GRAPHICAL, REMOTE
from tui.screens.question import Question
from tui.screens.sheet import SheetText
from tui.trail import View

if TYPE_CHECKING:
    from tests.tui.conftest import Open, Stage

PLEDGE = "“the harbour towns have agreed to build a sea wall "


@pytest.fixture(autouse=True)
def desk(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal on this machine, without a graphical session."""
    for name in (*REMOTE, *GRAPHICAL):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setattr("sys.platform", "linux")


def said(stage: Stage) -> str:
    return stage.explorer.status.said


def wrote(stage: Stage, path: Path, articles: str) -> bool:
    """Whether it is said that so much was written there, the path's end as far as it has room."""
    sentence, _, end = said(stage).partition(": ")
    kept = end.removeprefix("…")
    return sentence == f"Written, {articles}" and bool(kept) and str(path).endswith(kept)


def sent(stage: Stage) -> str:
    return stage.explorer.clipboard.last()


async def ask(stage: Stage, key: str, words: str) -> None:
    """Presses a key that asks for a path, and gives one."""
    await stage.press(key)
    stage.explorer.foot.prompt.value = words
    await stage.press("enter")


# ---------------------------------------------------------------------------------- yanking


async def test_y_yanks_the_current_words_with_their_source(play: Open, store: Path) -> None:
    async with play(store) as stage:
        await stage.press("3", "y")
        assert sent(stage).startswith(PLEDGE)
        assert "“Harbour towns agree on a sea wall”, North Coast Post, 6 Jan 2026" in sent(stage)
        size = len(sent(stage))
        assert (
            f" Plain text: {size} characters sent to the terminal. y again: Markdown."
            == stage.lines()[-1]
        )


async def test_y_again_yanks_the_next_form(play: Open, store: Path) -> None:
    async with play(store) as stage:
        for form in ("Plain text", "Markdown", "JSON", "Plain text"):
            await stage.press("y")
            assert f"{form}: {len(sent(stage))} characters sent" in said(stage)
        await stage.press("y", "y")
        assert json.loads(sent(stage))["id"].startswith("s")


async def test_another_key_or_record_begins_again_with_plain_text(play: Open, store: Path) -> None:
    async with play(store) as stage:
        await stage.press("y", "j", "y")
        assert said(stage).startswith("Plain text: ")
        await stage.press("j", "k", "y")
        assert said(stage).startswith("Plain text: ")


async def test_what_is_yanked_first_can_be_chosen(play: Open, store: Path) -> None:
    async with play(store) as stage:
        stage.explorer._form = "json"
        await stage.press("3", "y")
        assert json.loads(sent(stage))["stance"] == "commitment"
        assert said(stage).endswith("y again: plain text.")


async def test_the_reader_yanks_its_current_record_and_an_article_without_one_itself(
    play: Open, store: Path
) -> None:
    async with play(store) as stage:
        await stage.press("3", "enter", "right_square_bracket", "y")
        assert stage.explorer.reader.article.number == 3
        assert "Anna Berg" in sent(stage) or "harbour towns" in sent(stage)
        await stage.press("1", "G", "enter", "y")
        assert sent(stage) == "undated, ferry.txt"


async def test_with_nothing_under_the_cursor_y_says_so(play: Open, empty: Path) -> None:
    async with play(empty) as stage:
        await stage.press("y")
        assert said(stage) == "y is off: there is no record here to yank."


async def test_an_article_that_is_gone_leaves_nothing_to_yank(play: Open, store: Path) -> None:
    async with play(store) as stage:
        await stage.press("3")
        pledge = stage.explorer.pledges.list.record
        assert pledge is not None
        with Corpus.open(store) as other:
            other.remove(getattr(pledge, "source", ""))
        stage.explorer.action_yank()
        assert said(stage).startswith("Nothing to yank") or "y is off" in said(stage)


async def test_capital_y_shows_the_last_yank(play: Open, store: Path) -> None:
    async with play(store) as stage:
        await stage.press("Y")
        assert said(stage) == "Nothing was yanked yet: y yanks the current words."
        await stage.press("3", "y", "Y")
        text = stage.text()
        assert f"Last yank, {len(sent(stage))} characters · esc closes" in text
        assert PLEDGE[:40] in text
        sheet = stage.app.screen.query_one(SheetText)
        assert sheet.size.height <= 8
        await stage.press("escape")
        assert "Last yank" not in stage.text()


async def test_control_c_copies_what_y_yanks(play: Open, store: Path) -> None:
    async with play(store) as stage:
        await stage.press("3", "ctrl+c")
        assert sent(stage).startswith(PLEDGE)


# -------------------------------------------------------------------------- opening outside


@pytest.mark.parametrize("remote", [{}, {"SSH_TTY": "/dev/pts/3", "DISPLAY": ":0"}])
async def test_o_shows_and_yanks_the_file_where_nothing_can_open_it(
    play: Open, store: Path, monkeypatch: pytest.MonkeyPatch, remote: dict[str, str]
) -> None:
    for name, value in remote.items():
        monkeypatch.setenv(name, value)
    async with play(store) as stage:
        await stage.press("o")
        assert said(stage) == "18 characters sent to the terminal. /articles/wall.txt"
        await stage.pilot.resize_terminal(50, 14)
        await stage.press("o")
        assert said(stage) == "18 characters sent to the terminal. …es/wall.txt"
        assert sent(stage) == "/articles/wall.txt"
        await stage.press("3", "o")
        assert sent(stage) == "/articles/wall.txt"


Tool = Callable[[str], Path]


@pytest.fixture
def opener(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tool:
    """A graphical session whose xdg-open is a shell script; the file that it may write."""

    def make(script: str) -> Path:
        folder = tmp_path / "bin"
        folder.mkdir()
        tool, noted = folder / "xdg-open", tmp_path / "noted"
        if script:
            tool.write_text(f"#!/bin/sh\n{script.format(noted=noted)}\n")
            tool.chmod(0o755)
        monkeypatch.setenv("PATH", str(folder) if not script else f"{folder}:{os.defpath}")
        monkeypatch.setenv("DISPLAY", ":7")
        monkeypatch.setattr("tui.screens.handling._STARTED", 0.3)
        monkeypatch.setattr("pathlib.Path.exists", lambda _: True)
        return noted

    return make


async def test_o_opens_the_file_without_a_terminal(play: Open, store: Path, opener: Tool) -> None:
    noted = opener(
        '{{ echo "$1"; for fd in 0 1 2; do readlink /proc/self/fd/$fd || echo /dev/null; done; }} '
        "> {noted}.new; mv {noted}.new {noted}"
    )
    async with play(store) as stage:
        await stage.press("o")
        assert said(stage) == "Handed to xdg-open: /articles/wall.txt"
        while not noted.is_file():
            await stage.pilot.pause(0.02)
    place, *streams = noted.read_text().split()
    assert place == "/articles/wall.txt"
    assert streams[0] == "/dev/null"
    assert streams[2] == "/dev/null"


async def test_an_opener_that_fails_is_said(play: Open, store: Path, opener: Tool) -> None:
    opener("exit 3")
    async with play(store) as stage:
        await stage.press("o")
        while "Handed" in said(stage):
            await stage.pilot.pause(0.02)
        assert said(stage) == "Not opened: xdg-open ended with status 3."


async def test_an_opener_that_is_missing_is_said(play: Open, store: Path, opener: Tool) -> None:
    opener("")
    async with play(store) as stage:
        await stage.press("o")
        assert said(stage).startswith("Not opened: xdg-open cannot be started: no such file")


async def test_a_file_that_is_gone_is_not_handed_on(
    play: Open, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    async with play(store) as stage:
        await stage.press("o")
        assert said(stage) == "Not opened: the file is no longer there. /articles/wall.txt"


async def test_o_is_off_on_an_actor_and_when_restricted(play: Open, store: Path) -> None:
    async with play(store) as stage:
        await stage.press("2", "o")
        assert said(stage).startswith("o is off: it opens the article of a source, quote")
        await stage.press("4", "o")
        assert said(stage) == "o is off: no article is chosen here."
    async with play(store, restricted=True) as stage:
        await stage.press("o")
        assert said(stage) == "o is off: nothing outside of onrecord is started (--restricted)."


# ---------------------------------------------------------------------------------- sorting


async def test_s_sorts_the_pane_in_use_and_the_cursor_stays(play: Open, store: Path) -> None:
    async with play(store) as stage:
        await stage.press("j")
        before = stage.explorer.sources.list.record
        await stage.press("s")
        assert "━ 1 Sources 3 · by title ━" in stage.text()
        assert stage.explorer.sources.list.record == before
        assert said(stage) == "Sorted by title; the orders are date, title, outlet, added."
        await stage.press("2", "s", "1", "s")
        assert "1 Sources 3 · by outlet" in stage.text()
        assert "2 Actors 4 · by name" in stage.text()
        await stage.press("s", "s")
        assert "━ 1 Sources 3 ━" in stage.text()


async def test_the_order_survives_narrowing_and_turning(play: Open, store: Path) -> None:
    async with play(store) as stage:
        await stage.press("3", "s", "v", "v", "v", "slash", "s", "e", "a", "enter", "escape")
        assert "3 Pledges 3 · by confidence" in stage.text()
        assert stage.explorer.view.order("pledge") == "confidence"
        assert stage.explorer.view.order("quote") is None


async def test_s_is_off_in_the_reader(play: Open, store: Path) -> None:
    async with play(store) as stage:
        await stage.press("4", "s")
        assert said(stage).startswith("s is off: the reader's text has one order")


async def test_an_order_that_nobody_knows_is_the_usual_one(play: Open, store: Path) -> None:
    async with play(store) as stage:
        stage.explorer.look(View(sorts=(("source", "taste"),)))
        assert stage.explorer.sources.list.count == 3
        await stage.press("s")
        assert "by taste" not in stage.text()


# -------------------------------------------------------------------------------- exporting


async def test_x_writes_all_articles_as_json_lines(play: Open, store: Path, tmp_path: Path) -> None:
    async with play(store) as stage:
        await stage.press("x")
        assert "Export to x.jsonl, x.json (TinyDB) or a folder (brat); enter writes, esc drops" in (
            re.sub(" +", " ", stage.lines()[-1])
        )
        out = tmp_path / "all.jsonl"
        stage.explorer.foot.prompt.value = str(out)
        await stage.press("enter")
        assert wrote(stage, out, "3 articles")
        assert stage.app.focused is stage.explorer.sources.list
    kinds = [json.loads(line)["record"] for line in out.read_text().splitlines()]
    assert kinds.count("source") == 3
    assert kinds.count("pledge") == 3


async def test_x_writes_only_what_is_shown(play: Open, store: Path, tmp_path: Path) -> None:
    async with play(store) as stage:
        await stage.press("slash", *"ferrymen", "enter")
        await ask(stage, "x", str(tmp_path / "found"))
        assert wrote(stage, tmp_path / "found", "1 article")
    assert {path.name for path in (tmp_path / "found").iterdir()} == {MARK, "wall.txt", "wall.ann"}


@pytest.mark.parametrize("words", ["", "ferrymen"])
async def test_x_writes_a_tinydb_file_as_the_command_does(
    play: Open, store: Path, tmp_path: Path, words: str
) -> None:
    out = tmp_path / "mine.JSON"
    async with play(store) as stage:
        if words:
            await stage.press("slash", *words, "enter")
        await ask(stage, "x", str(out))
        assert wrote(stage, out, "1 article" if words else "3 articles")
    with Corpus.open(store) as corpus:
        found = [*corpus.listing("source", Narrowing(query=words))]
        pieces = tinydb.part(corpus, found) if words else tinydb.whole(corpus)
        assert json.loads(out.read_bytes()) == json.loads(b"".join(pieces))


@pytest.mark.parametrize("name", ["new.jso", "new.csv", "v1.2"])
async def test_x_refuses_an_ending_that_tells_no_format(
    play: Open, store: Path, tmp_path: Path, name: str
) -> None:
    async with play(store, size=(200, 40)) as stage:
        await ask(stage, "x", str(tmp_path / name))
        assert f"{name}: the ending .{name.split('.')[1]} tells no format;" in stage.text()
        assert stage.explorer.foot.prompt.has_focus
    assert not (tmp_path / name).exists()


def test_every_format_of_the_command_has_an_ending() -> None:
    assert sorted(ENDINGS.values()) == sorted(FORMATS)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("old.json", "there is something of that name already"),
        ("old.jsonl", "there is something of that name already"),
        ("old", "there is something of that name already"),
        ("full", "this folder is not empty and holds no export of ours"),
        ("nowhere/new.jsonl", "there is no such folder to write into"),
        ("folder.jsonl", "there is something of that name already"),
    ],
)
async def test_x_overwrites_nothing_and_asks_again(
    play: Open, store: Path, tmp_path: Path, name: str, reason: str
) -> None:
    for file in ("old.jsonl", "old.json", "old", "full/mine"):
        (tmp_path / file).parent.mkdir(exist_ok=True)
        (tmp_path / file).write_text("mine")
    (tmp_path / "folder.jsonl").mkdir()
    async with play(store, size=(200, 40)) as stage:
        await ask(stage, "x", str(tmp_path / name))
        assert f"{name}: {reason}." in stage.text()
        prompt = stage.explorer.foot.prompt
        assert prompt.has_focus
        assert prompt.value == str(tmp_path / name)
        prompt.value = str(tmp_path / "new.jsonl")
        await stage.press("enter")
        assert said(stage).startswith("Written, ")
        assert reason not in stage.text()
    for file in ("old.jsonl", "old.json", "old", "full/mine"):
        assert (tmp_path / file).read_text() == "mine"


@pytest.mark.parametrize("path", ["~nosuchuser/x", "x" * 300, "a\0b"])
async def test_a_path_that_cannot_be_is_asked_for_again(play: Open, store: Path, path: str) -> None:
    async with play(store) as stage:
        await ask(stage, "x", path)
        assert stage.explorer.foot.prompt.has_focus
        assert "Not written to" in stage.text()


async def test_an_export_of_ours_is_written_anew(play: Open, store: Path, tmp_path: Path) -> None:
    out = tmp_path / "brat"
    async with play(store) as stage:
        for _ in range(2):
            await ask(stage, "x", f" '{out}' ")
            assert wrote(stage, out, "3 articles")


async def test_a_late_refusal_takes_no_keys_away(
    play: Open, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = threading.Event()

    def write_late(*_: Any) -> int:
        gate.wait(10)
        raise StoreError("the store cannot be read")

    monkeypatch.setattr("tui.screens.handling.write_out", write_late)
    async with play(store) as stage:
        await stage.press("x")
        stage.explorer.foot.prompt.value = str(tmp_path / "new")
        await stage.pilot.press("enter", "j")
        gate.set()
        await stage.settle()
        assert said(stage) == "the store cannot be read"
        assert stage.app.focused is stage.explorer.sources.list


async def test_x_can_be_dropped_and_is_off_where_nothing_may_be_written(
    play: Open, store: Path, empty: Path
) -> None:
    async with play(store) as stage:
        await stage.press("x", "a", "escape")
        assert stage.app.focused is stage.explorer.sources.list
        await stage.press("x", "enter")
        assert stage.app.focused is stage.explorer.sources.list
    async with play(store, restricted=True) as stage:
        await stage.press("x")
        assert (
            said(stage) == "x is off: no path can be typed and nothing is written (--restricted)."
        )
    async with play(empty) as stage:
        await stage.press("x")
        assert said(stage) == "x is off: pane 1 shows no article."


# --------------------------------------------------------------------------------- removing


async def test_capital_x_asks_and_removes_the_article_under_the_cursor(
    play: Open, store: Path
) -> None:
    async with play(store, size=(160, 40)) as stage:
        await stage.press("X")
        assert isinstance(stage.app.screen, Question)
        assert (
            "Remove “Harbour towns agree on a sea wall” and the 3 quotes and 3 pledges found in "
            "it? y removes, any other key keeps."
        ) in stage.lines()[-1]
        await stage.press("y")
        assert said(stage) == "Removed: “Harbour towns agree on a sea wall”."
        assert "1 Sources 2" in stage.text()
        assert "3 Pledges 0" in stage.text()
        assert stage.explorer.sources.list.cursor == 0
    with Corpus.open(store) as corpus:
        assert corpus.counts().sources == 2


@pytest.mark.parametrize("key", ["n", "enter", "escape", "X", "q", "space", "ctrl+c"])
async def test_any_other_key_keeps_the_article(play: Open, store: Path, key: str) -> None:
    async with play(store) as stage:
        await stage.press("X", key)
        assert stage.app.screen is stage.explorer
        assert said(stage) == "Kept: nothing was removed."
        assert "1 Sources 3" in stage.text()


async def test_the_cursor_stays_near(play: Open, store: Path) -> None:
    async with play(store) as stage:
        await stage.press("j", "X", "y")
        assert stage.explorer.sources.list.cursor == 1
        await stage.press("X", "y")
        assert stage.explorer.sources.list.cursor == 0
        await stage.press("X", "y", "X")
        assert said(stage) == "X is off: pane 1 shows no article."
        assert "No articles in this store. A adds a file" in stage.text()


async def test_the_reader_closes_the_article_that_it_removes(play: Open, store: Path) -> None:
    async with play(store) as stage:
        await stage.press("enter", "X", "y")
        assert stage.explorer.reader.article.opened is None
        assert stage.explorer.pane == 4
        text = " ".join(stage.text().split())
        assert "Removed: “Harbour towns agree on a sea wall”." in text
        assert "━ 4 Reader ━" in stage.text()
        await stage.press("X")
        assert said(stage) == "X is off: no article is open."


async def test_narrowing_to_an_actor_that_went_with_the_article_ends(
    play: Open, store: Path
) -> None:
    async with play(store) as stage:
        await stage.press("3", "enter", "2", "g")
        while getattr(stage.explorer.actors.list.record, "name", "") != "harbour towns":
            await stage.press("j")
        await stage.press("enter", "4", "X", "y")
        assert stage.explorer.view.actor is None
        assert "1 Sources 2" in stage.text()


async def test_an_article_that_somebody_else_removed_first_is_said(play: Open, store: Path) -> None:
    async with play(store) as stage:
        await stage.press("X")
        source = stage.explorer.sources.list.record
        assert source is not None
        with Corpus.open(store) as other:
            other.remove(source.id)
        await stage.press("y")
        assert said(stage) == "“Harbour towns agree on a sea wall” was no longer in the store."


async def test_capital_x_is_off_elsewhere_while_reading_and_when_restricted(
    play: Open, store: Path
) -> None:
    async with play(store) as stage:
        await stage.press("2", "X")
        assert said(stage).startswith("X is off: it removes the article under the cursor in pane")
        stage.explorer.taking_in = True
        await stage.press("1", "X")
        assert said(stage) == "X is off: articles are being read; A stops that."
    async with play(store, restricted=True) as stage:
        await stage.press("X")
        assert said(stage) == "X is off: the store is only shown (--restricted)."


async def test_clicks_that_come_together_drop_a_question_only(play: Open, store: Path) -> None:
    async with play(store) as stage:
        await stage.press("X")
        question = stage.app.screen
        assert isinstance(question, Question)
        for _ in range(3):
            question.post_message(events.Click(question, 1, 1, 0, 0, 1, False, False, False))
        await stage.settle()
        assert stage.app.screen is stage.explorer


async def test_a_question_is_dropped_by_a_click_and_fits_a_narrow_terminal(
    play: Open, store: Path
) -> None:
    async with play(store, size=(44, 14)) as stage:
        await stage.press("X")
        assert "y removes, any other key keeps." in " ".join(" ".join(stage.lines()).split())
        await stage.pilot.click(offset=(3, 3))
        await stage.settle()
        assert said(stage) == "Kept: nothing was removed."


# -------------------------------------------------------------------------- moving the split


async def test_the_split_moves_in_steps_and_stays_on_a_resize(play: Open, store: Path) -> None:
    async with play(store, size=(120, 30)) as stage:
        lists = stage.explorer.query_one("#lists")
        before = lists.size.width
        await stage.press("greater_than_sign")
        assert lists.size.width == before + 4
        await stage.press("less_than_sign", "less_than_sign")
        assert lists.size.width == before - 4
        assert stage.explorer.split == pytest.approx(100 * (before - 4) / 120, abs=0.1)
        await stage.pilot.resize_terminal(240, 30)
        await stage.settle()
        assert abs(lists.size.width - 2 * (before - 4)) <= 1


async def test_the_split_stops_where_too_little_is_left(play: Open, store: Path) -> None:
    async with play(store, size=(80, 24)) as stage:
        lists = stage.explorer.query_one("#lists")
        await stage.press(*["greater_than_sign"] * 9)
        assert lists.size.width == 40
        assert said(stage).startswith("The reader has the fewest columns")
        await stage.press(*["less_than_sign"] * 9)
        assert lists.size.width == 28
        assert said(stage).startswith("The lists have the fewest columns")


async def test_the_split_is_off_where_one_pane_stands_alone(play: Open, store: Path) -> None:
    async with play(store, size=(60, 20)) as stage:
        await stage.press("less_than_sign")
        assert said(stage) == "< is off: lists and reader are apart below 72 columns."
        assert stage.explorer.split is None
    async with play(store) as stage:
        await stage.press("z", "greater_than_sign")
        assert said(stage).startswith("> is off: one pane has the whole screen")


# ------------------------------------------------------------------------------ in the palette


async def test_the_palette_says_that_y_takes_turns_and_why_a_key_is_off(
    play: Open, store: Path
) -> None:
    async with play(store) as stage:
        await stage.press("2", "colon")
        await stage.type("markdown")
        assert "yank" in stage.text()
        assert list(FORMS) == ["plain", "markdown", "json"]
        await stage.press("escape", "colon")
        await stage.type("remove article")
        assert "X is off: it removes the article" in stage.text()


async def test_an_entry_of_the_ledger_is_yanked_with_its_evidence_and_sorted(
    play: Open, store: Path
) -> None:
    async with play(store) as stage:
        await stage.press("3", "v", "v", "y")
        head, *evidence = sent(stage).split("\n")
        assert "independent origin" in head
        assert evidence
        assert all("characters " in line for line in evidence)
        await stage.press("s")
        assert "· by maker" in stage.text()
        await stage.press("o")
        assert said(stage).startswith("o is off: it opens the article of a source")
