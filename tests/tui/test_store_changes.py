"""Adding, reloading, and following a store that others change."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from store.corpus import Corpus
from store.records import Article, Findings
from store.tasks import Failure
from tui import keys
from tui.screens import explorer

if TYPE_CHECKING:
    from tests.tui.conftest import Open, Stage
    from tests.tui.told import Told


async def until(stage: Stage, words: str) -> None:
    """Waits until these words stand on the screen."""
    for _ in range(200):
        stage.explorer.follow()
        await stage.pilot.pause(0.02)
        if words in stage.text():
            return
    pytest.fail(f"{words!r} never came:\n{stage.text()}")


async def test_a_first_start_shows_the_panes_at_once_and_fills_them(
    play: Open, empty: Path, loader: Told, tmp_path: Path
) -> None:
    async with play(empty, seeds=tmp_path, settled=False) as stage:
        await until(stage, "Reading 0 of 2 · 0.txt · about 3 seconds left · A stops it")
        assert "Nothing yet: the first articles" in stage.text()
        assert loader.asked == [[str(tmp_path)]]
        loader.let(1)
        await until(stage, "1 Sources 1")
        assert stage.explorer.pane == 1
        loader.let(2)
        await until(stage, "2 added")
        assert "2 articles" in stage.lines()[0]
        assert stage.explorer.sources.list.cursor == 0


async def test_the_screen_answers_while_articles_are_read(
    play: Open, empty: Path, loader: Told, tmp_path: Path
) -> None:
    async with play(empty, seeds=tmp_path, settled=False) as stage:
        loader.let(1)
        await until(stage, "1 Sources 1")
        await stage.pilot.press("enter")
        await until(stage, "North Coast Post")
        assert stage.explorer.pane == 4
        loader.let(2)
        await until(stage, "2 added")
        assert stage.explorer.pane == 4


async def test_a_path_is_asked_for_and_read(
    play: Open, empty: Path, loader: Told, tmp_path: Path
) -> None:
    loader.let(2)
    async with play(empty) as stage:
        assert "A adds a file" in stage.text()
        await stage.press("A")
        assert stage.explorer.foot.prompt.has_focus
        stage.explorer.foot.prompt.value = str(tmp_path)
        await stage.press("enter")
        assert loader.asked == [[str(tmp_path)]]
        assert "2 added" in stage.text()
        assert stage.app.focused is stage.explorer.sources.list


async def test_a_path_that_does_not_exist_is_said_and_asked_again(
    play: Open, empty: Path, loader: Told
) -> None:
    async with play(empty) as stage:
        await stage.press("A", "x", "enter")
        assert "Not found: there is no file or folder of that name." in stage.text()
        await stage.press("escape")
        assert stage.app.focused is stage.explorer.sources.list
        assert loader.asked == []


async def test_reading_can_be_stopped(play: Open, empty: Path, loader: Told) -> None:
    async with play(empty) as stage:
        stage.explorer.intake.load([empty.parent])
        loader.let(1)
        await until(stage, "Reading 1 of 2")
        await stage.pilot.press("R")
        await until(stage, "R is off while articles are being read")
        await stage.pilot.press("A")
        await until(stage, "Stopped: 1 added")


async def test_what_fails_is_said_with_its_reason(play: Open, empty: Path, loader: Told) -> None:
    loader.let(2)
    loader.order(replace(loader.orders, failures=[Failure("/a/b.pdf", "it is no text")]))
    async with play(empty) as stage:
        stage.explorer.intake.load([empty.parent])
        await until(stage, "2 added, 1 failed · b.pdf: it is no text")


async def test_a_store_that_fails_is_said(play: Open, empty: Path, loader: Told) -> None:
    loader.let(2)
    loader.order(replace(loader.orders, problem="the disk is full"))
    async with play(empty) as stage:
        stage.explorer.intake.load([empty.parent])
        await until(stage, "the disk is full")


async def test_reload_extracts_again_what_is_stale(play: Open, store: Path, loader: Told) -> None:
    loader.let(2)
    async with play(store) as stage:
        await stage.press("R")
        assert len(loader.asked[0]) == 3
        assert "Extracting" not in stage.text()


async def test_nothing_to_reload_is_said(
    play: Open, store: Path, loader: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.pipeline.version", lambda model=None: "made up")
    async with play(store) as stage:
        await stage.press("R")
        assert "Nothing to reload" in stage.text()
        assert loader.asked == []


@pytest.mark.parametrize("key", ["A", "R"])
async def test_a_restricted_explorer_says_that_keys_are_off(
    play: Open, store: Path, loader: Told, key: str
) -> None:
    before = store.read_bytes()
    async with play(store, restricted=True) as stage:
        await stage.press(key)
        assert f"{key} is off: the store is only shown (--restricted)" in stage.text()
        await stage.press("colon")
        await stage.type("reload" if key == "R" else "add articles")
        assert "is off" in stage.text()
    assert loader.asked == []
    assert store.read_bytes() == before


async def test_the_panes_follow_another_process_without_moving_the_cursor(
    play: Open, store: Path, articles: list[tuple[Article, Findings]]
) -> None:
    article, _ = articles[2]
    newer = replace(
        article, text="Newest of all.\n", blocks=(), date="2026-02-01", place="/n.txt", title="New"
    )
    async with play(store) as stage:
        await stage.press("j")
        record = stage.explorer.sources.list.record
        with Corpus.open(store) as other:
            other.add(newer, Findings(), pipeline="made up")
        await until(stage, "1 Sources 4")
        assert stage.explorer.sources.list.record == record
        assert stage.explorer.sources.list.cursor == 2
        assert stage.app.focused is stage.explorer.sources.list


@pytest.mark.parametrize(("constant", "value"), [("PAUSE", 0.0), ("LATEST", 0.0)])
async def test_the_panes_follow_once_nobody_types_or_it_is_late(
    play: Open, store: Path, monkeypatch: pytest.MonkeyPatch, constant: str, value: float
) -> None:
    monkeypatch.setattr(explorer, "POLL", 0.01)
    async with play(store) as stage:
        monkeypatch.setattr(explorer, "PAUSE", 600.0)
        monkeypatch.setattr(explorer, "LATEST", 600.0)
        await stage.press("j")
        with Corpus.open(store) as other:
            other.remove(other.listing("source")[2].id)
        await stage.pilot.pause(0.2)
        assert "1 Sources 3" in stage.text()
        monkeypatch.setattr(explorer, constant, value)
        for _ in range(200):
            if "1 Sources 2" in stage.text():
                return
            await stage.pilot.pause(0.02)
        pytest.fail(f"never followed:\n{stage.text()}")


async def test_the_reader_keeps_its_place_when_its_article_changes(
    play: Open, store: Path, articles: list[tuple[Article, Findings]]
) -> None:
    article, findings = articles[0]
    async with play(store) as stage:
        await stage.press("enter", "right_square_bracket")
        current = stage.explorer.reader.article.current
        fewer = replace(findings, pledges=findings.pledges[:2])
        with Corpus.open(store) as other:
            other.add(article, fewer, pipeline="newer")
        await until(stage, "of 5")
        assert stage.explorer.reader.article.current == current


async def test_a_removed_article_stays_in_the_reader_and_is_said(play: Open, store: Path) -> None:
    async with play(store) as stage:
        await stage.press("enter")
        opened = stage.explorer.reader.article.opened
        assert opened is not None
        with Corpus.open(store) as other:
            other.remove(opened.source.id)
        await until(stage, "no longer in the store")
        assert "harbour towns have agreed" in " ".join(stage.text().split())


def test_keys_that_a_restricted_explorer_needs_are_known() -> None:
    assert keys.find("store.add").key == "A"
    assert keys.find("store.reload").key == "R"
