"""What a user asks of the views, played from the start screen: in at most eight keys each."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from store.corpus import Corpus
from tests.tui.conftest import Open
from tests.tui.played import Played
from tui.screens.board import BoardScreen

MOST = 8
Run = Callable[..., CompletedProcess[str]]


@pytest.fixture
def terminal(seeds_store: Path) -> Iterator[Played]:
    with Played(seeds_store, size=(80, 24)) as found:
        found.keys = 0
        yield found
        assert found.keys <= MOST


def test_who_is_uncommitted_if_a_ceasefire_comes(terminal: Played) -> None:
    terminal.press("C", expect="▸ceasefire · 6 pledges of 3 makers")
    terminal.press("x", expect=r"ceasefire · taken as met")
    terminal.until(r"uncommitted: \d+")
    text = terminal.text
    assert "fall due for Ukraine: unknown agreed?, 26 countries ready" in text
    out = text[text.index("uncommitted") :]
    assert "Italy" in out
    assert "United States" in out
    assert "Poland" in out
    terminal.press("pgdn pgdn", expect="say nothing of it: ")


def test_who_is_named_but_never_quoted(terminal: Played) -> None:
    terminal.press("M", expect=r"\d+ silent ━")
    assert "26 countries" in terminal.text
    terminal.press("G")
    told = [line for line in terminal.lines if line.rstrip().endswith("silent")]
    silent = {line.lstrip("▸ ").split("  ")[0] for line in told}
    assert silent >= {"Ukraine", "NATO"}
    assert "Poland" not in silent  # it is listed as ready


def test_what_moved_between_september_and_january(terminal: Played) -> None:
    terminal.press("L", expect="military protection for Ukraine")
    terminal.press("j")
    terminal.press("l l l l")
    terminal.until("▸.*2026-01-06")
    moved = next(line for line in terminal.lines if line.startswith("▸"))
    assert "France, United Kingdom" in moved
    assert "agreed" in moved
    terminal.press("enter", expect="━ 4 Reader")
    assert "Sweden Herald" in terminal.text


def test_which_figures_disagree(terminal: Played) -> None:
    terminal.press("F", expect="update countries")
    lines = [" ".join(line.split()) for line in terminal.lines]
    told = [next(line for line in lines if words in line) for words in ("About 15", "26 western")]
    assert "2025-03-12" in told[0]
    assert "2025-09-04" in told[1]
    terminal.press("j j j j enter", expect="━ 4 Reader")
    assert terminal.look_of("26 western nations").bold


def test_a_cell_leads_to_its_words_and_back(terminal: Played) -> None:
    terminal.press("M", expect=r"\d+ silent ━")
    terminal.press("j l l", expect="─ military protection · 6 places")
    terminal.press("enter", expect="━ 4 Reader")
    assert terminal.look_of("have pledged").reverse
    terminal.press("backspace", expect="─ military protection · 6 places")


async def test_columns_beyond_the_width_come_with_the_cursor(play: Open, seeds_store: Path) -> None:
    async with play(seeds_store, size=(80, 24)) as stage:
        await stage.press("M")
        board = stage.app.screen
        assert isinstance(board, BoardScreen)
        assert "sanctions ›" in stage.text()
        await stage.press("j", *["l"] * 4)
        assert board.grid.column == "use of force"
        assert "‹" in stage.text()
        assert "refuses" in stage.text()
        await stage.press(*["h"] * 4)
        assert board.grid.column == "who"
        assert "‹" not in stage.text()


async def test_a_condition_is_taken_as_met_and_no_longer(play: Open, seeds_store: Path) -> None:
    async with play(seeds_store, size=(80, 24)) as stage:
        await stage.press("C", "j", "x")
        assert "taken as met" in stage.text()
        with Corpus.open(seeds_store) as corpus:
            assert corpus.met() == {"ceasefire"}
        await stage.press("x")
        assert "taken as met" not in stage.text()
        assert "x met / not met" in stage.text()


async def test_marking_is_off_where_nothing_is_written_and_in_other_views(
    play: Open, seeds_store: Path
) -> None:
    async with play(seeds_store, restricted=True) as stage:
        await stage.press("C", "x")
        assert "x is off: the store is only shown." in stage.text()
        await stage.press("M", "x")
        assert "x is off here: esc closes this first." in stage.text()


def test_what_if_a_condition_is_met_is_asked_on_the_command_line(
    onrecord: Run, seeds_store: Path
) -> None:
    asked = ("--store", seeds_store, "conditions", "--json")
    usual = [json.loads(line) for line in onrecord(*asked).stdout.splitlines()]
    assert {one["kind"] for one in usual} == {"condition", "pledge"}
    supposed = onrecord(*asked, "--met", "a truce").stdout.splitlines()
    told = [json.loads(line) for line in supposed]
    assert next(one["condition"] for one in told if one.get("met")) == "ceasefire"
    names = [one["name"] for one in told if one["kind"] == "uncommitted" and "name" in one]
    assert {"Italy", "United States"} <= {*names}
    assert not {"Germany", "Russia", "Ukraine"} & {*names}
    with Corpus.open(seeds_store) as corpus:
        assert not corpus.met()
    wrong = onrecord(*asked, "--met", "rain")
    assert wrong.returncode == 2
    assert "nothing waits for this; there are ceasefire" in wrong.stderr


def test_what_has_no_room_on_the_command_line_follows_below(
    onrecord: Run, seeds_store: Path
) -> None:
    done = onrecord("--store", seeds_store, "matrix")
    assert done.returncode == 0
    assert "refuses" in done.stdout
    assert onrecord("--store", seeds_store, "matrix", "by:nobody").returncode == 1


async def test_a_view_that_was_made_without_room_is_drawn_once_there_is(
    play: Open, seeds_store: Path
) -> None:
    async with play(seeds_store, size=(80, 24)) as stage:
        await stage.pilot.resize_terminal(1, 24)
        await stage.press("M")
        await stage.pilot.resize_terminal(80, 24)
        await stage.settle()
        assert "26 countries" in stage.text()
        assert "military" in stage.text()
