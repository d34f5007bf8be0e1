"""Lists of a search: newest first at once, the best match first once typing has rested."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from store.corpus import Corpus
from store.database import Looked
from store.records import Article, Findings, Kind
from tests.tui.conftest import actor, blocks
from tui.screens.explorer import Explorer
from tui.shelf import Shelf
from tui.trail import View

if TYPE_CHECKING:
    from tests.tui.conftest import Open, Stage

LONG = "Nothing else of note was said in the town hall on that long and rainy day. " * 6
TITLES = {
    "2026-03-01": ("New roads", f"One lighthouse. {LONG}"),
    "2026-02-01": ("Old roads", f"A lighthouse, and its lighthouse keeper. {LONG}"),
    "2026-01-01": ("Lighthouse", "The lighthouse keeper keeps the lighthouse. Lighthouse!"),
    "2025-01-01": ("Nothing", LONG),
}
NEWEST, BEST = ["New roads", "Old roads", "Lighthouse"], ["Lighthouse", "Old roads", "New roads"]


@pytest.fixture
def coast(tmp_path: Path) -> Path:
    """Four articles; the older of those with the word, the better they match it."""
    path = tmp_path / "coast.db"
    with Corpus.open(path) as corpus:
        for date, (title, text) in TITLES.items():
            corpus.add(told(date, title, text), Findings(), pipeline="made up")
    return path


def told(date: str, title: str, text: str) -> Article:
    return Article(
        text,
        blocks(text),
        title=title,
        date=date,
        date_of="published",
        date_how="stated",
        place=f"/{title}.txt",
        file_hash=date,
    )


@pytest.fixture
def long_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    """Typing never rests in this test by itself."""
    monkeypatch.setattr("tui.screens.ranking.PAUSE", 60.0)


def titles(stage: Stage) -> list[str]:
    rows = stage.explorer.sources.list
    assert rows._rows is not None
    return [getattr(rows._rows[n], "title", "") for n in range(rows.count)]


async def type_only(stage: Stage, words: str) -> None:
    """Types words and waits for the panes, but not for typing to rest."""
    await stage.pilot.press("slash", *words)
    await stage.pilot.pause(0.1)


@pytest.mark.usefixtures("long_pause")
async def test_while_one_types_the_newest_come_first(play: Open, coast: Path) -> None:
    async with play(coast) as stage:
        await type_only(stage, "lighthouse")
        assert titles(stage) == NEWEST
        assert "1 Sources 3 of 4 ━" in stage.text()
        assert "2 Actors 0" in stage.text()


async def test_once_typing_rests_the_best_come_first(play: Open, coast: Path) -> None:
    async with play(coast) as stage:
        await stage.press("slash")
        await stage.type("lighthouse")
        assert titles(stage) == BEST
        assert "1 Sources 3 of 4 · best ━" in stage.text()
        await stage.press("escape")
        assert titles(stage) == ["New roads", "Old roads", "Lighthouse", "Nothing"]
        assert "1 Sources 4 ━" in stage.text()


@pytest.mark.usefixtures("long_pause")
async def test_enter_does_not_wait_for_the_pause(play: Open, coast: Path) -> None:
    async with play(coast) as stage:
        await type_only(stage, "lighthouse")
        await stage.press("enter")
        assert titles(stage) == BEST


async def test_a_cursor_on_top_stays_on_top_and_another_on_its_record(
    play: Open, coast: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.screens.ranking.PAUSE", 60.0)
    async with play(coast) as stage:
        await type_only(stage, "lighthouse")
        stage.explorer.sources.list.move_to(1)
        await stage.press("enter")
        now = stage.explorer.sources.list
        assert (now.cursor, getattr(now.record, "title", "")) == (1, "Old roads")
        await stage.press("escape", "g", "j")
        await type_only(stage, "lighthous")
        assert getattr(now.record, "title", "") == "Old roads"
        now.move_to(0)
        await stage.press("enter")
        assert (now.cursor, getattr(now.record, "title", "")) == (0, "Lighthouse")


async def hit_titles(stage: Stage) -> list[str]:
    """The articles that `n` opens in turn, from the one with the first hit on."""
    found: dict[int, str] = {}
    for _ in range(len(stage.explorer.hits)):
        await stage.press("n")
        opened = stage.explorer.reader.article.opened
        assert opened
        found[stage.explorer.hits.number] = str(opened.source.title)
    return [*dict.fromkeys(title for _, title in sorted(found.items()))]


@pytest.mark.parametrize("at_once", [500, -1])
async def test_hits_are_gone_to_in_the_order_in_which_articles_are_listed(
    play: Open, coast: Path, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr("tui.shelf.RANKED_AT_ONCE", at_once)
    async with play(coast) as stage:
        await stage.press("slash")
        await stage.type("lighthouse")
        await stage.press("enter")
        await stage.settle()
        assert titles(stage) == BEST
        assert await hit_titles(stage) == BEST
        now = stage.explorer.hits.now
        await stage.press("1", "s")
        await stage.settle()
        assert titles(stage) == NEWEST
        assert stage.explorer.hits.now == now
        assert await hit_titles(stage) == NEWEST
        await stage.press("1", "s")
        await stage.settle()
        listed = titles(stage)
        assert listed == ["Lighthouse", "New roads", "Old roads"]
        assert await hit_titles(stage) == listed


async def test_the_header_counts_hits_in_texts_and_says_nothing_of_others(
    play: Open, coast: Path
) -> None:
    with Corpus.open(coast) as corpus:
        corpus.set_note(corpus.listing("source")[0].id, "banana")
    async with play(coast) as stage:
        await stage.press("slash")
        await stage.type("banana")
        await stage.press("enter")
        await stage.settle()
        assert titles(stage) == ["New roads"]
        assert stage.lines()[0].rstrip().endswith("/ banana")
        assert "no hit in the texts" in stage.text()


async def test_an_order_that_was_chosen_stays(play: Open, coast: Path) -> None:
    async with play(coast) as stage:
        await stage.press("s", "slash")
        await stage.type("lighthouse")
        assert titles(stage) == sorted(NEWEST)
        assert "by title" in stage.text()
        await stage.press("enter", "s", "s", "s")
        assert titles(stage) == BEST
        assert "best" in stage.explorer.status.said
        await stage.press("s")
        assert titles(stage) == NEWEST
        await stage.press("slash")
        await stage.type("r")
        assert stage.explorer.view.query == "lighthouser"
        await stage.press("backspace", "enter")
        assert titles(stage) == NEWEST
        await stage.press("escape")
        assert "1 Sources 4 ━" in stage.text()


@pytest.mark.parametrize("query", ["outlet:x OR date:2026", "/l.ghthouse/"])
async def test_what_has_no_words_to_rank_by_keeps_its_order(
    play: Open, coast: Path, query: str
) -> None:
    async with play(coast) as stage:
        assert stage.explorer.seek(query)
        await stage.settle()
        assert titles(stage) == NEWEST
        assert "· best" not in stage.text()


@pytest.fixture
def ranked_in(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """However few rows, they are ranked in the background: in which threads."""
    monkeypatch.setattr("tui.shelf.RANKED_AT_ONCE", 0)
    threads: list[int] = []
    ranked: Callable[..., Looked] = Shelf.ranked

    def watched(shelf: Shelf, kinds: Sequence[Kind], view: View) -> Looked:
        threads.append(threading.get_ident())
        return ranked(shelf, kinds, view)

    monkeypatch.setattr(Shelf, "ranked", watched)
    return threads


async def test_many_rows_are_ranked_in_the_background(
    play: Open, coast: Path, ranked_in: list[int]
) -> None:
    async with play(coast) as stage:
        await stage.press("slash")
        await stage.type("lighthouse")
        assert titles(stage) == BEST
        assert ranked_in
        assert threading.get_ident() not in ranked_in


async def test_what_another_process_writes_is_ranked_too(
    play: Open, coast: Path, ranked_in: list[int]
) -> None:
    async with play(coast) as stage:
        await stage.press("slash")
        await stage.type("lighthouse")
        await stage.press("enter")
        with Corpus.open(coast) as corpus:
            made = told("2024-01-01", "Lighthouse lighthouse", "Lighthouse. Lighthouse.")
            corpus.add(made, Findings((actor("Ada", "person", 0, 0),)), pipeline="made up")
        stage.explorer.follow()
        await stage.settle()
        assert titles(stage) == ["Lighthouse lighthouse", *BEST]
        assert getattr(stage.explorer.sources.list.record, "title", "") == "Lighthouse"


async def test_a_late_answer_to_an_older_question_is_dropped(play: Open, coast: Path) -> None:
    async with play(coast) as stage:
        await stage.press("slash")
        await stage.type("road")
        before = titles(stage)
        late = Explorer.Ranked(View(query="roa"), ("source",), Looked(), again=False, error="late")
        stage.explorer.post_message(late)
        await stage.settle()
        assert titles(stage) == before
        assert "late" not in stage.explorer.status.said


@pytest.mark.usefixtures("long_pause")
async def test_the_first_pane_does_not_wait_for_the_others(
    play: Open, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are filled once it was shown; what was typed meanwhile takes their place."""
    async with play(store) as stage:
        filled: list[str] = []
        others = Explorer._fill_others

        def watched(explorer: Explorer, *, anew: bool = False) -> None:
            filled.append(explorer.view.query)
            others(explorer, anew=anew)

        monkeypatch.setattr(Explorer, "_fill_others", watched)
        explorer = stage.explorer
        explorer._seek_at_once("s")
        assert explorer.view.query == "s"
        assert not filled
        explorer._seek_at_once("st")
        explorer._seek_at_once("storm")
        await stage.pilot.pause(0.1)
        assert filled == ["storm"]
        assert "1 Sources 1 of 3" in stage.text()
        assert "3 Pledges 1 of 3" in stage.text()


@pytest.mark.usefixtures("long_pause")
async def test_a_slow_store_is_asked_once_typing_rests(
    play: Open, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with play(store) as stage:
        monkeypatch.setattr("tui.screens.finding.REST", 60.0)
        stage.explorer._took = 9.0
        await type_only(stage, "storm")
        assert stage.explorer.view.query == ""
        await stage.press("enter")
        assert stage.explorer.view.query == "storm"
        assert stage.explorer._took < 9.0
