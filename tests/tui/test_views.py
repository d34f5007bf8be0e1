"""The views over the panes, played: over cells, to the words and back, from one to another."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from store.corpus import Corpus
from store.records import Pledge, Source
from store.views import VIEWS
from tests.store.ledger_samples import Report
from tui.screens.board import BoardScreen
from tui.widgets.grid import Grid

if TYPE_CHECKING:
    from tests.tui.conftest import Open, Stage

KEYS = {"ledger": "L", "figures": "F", "news": "W"}
SIZES = [(60, 20), (80, 24), (120, 40)]


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Words are shown, and the store is looked at, sooner than a user would notice."""
    monkeypatch.setattr("tui.screens.board.REST", 0.01)
    monkeypatch.setattr("tui.screens.board.LOOK", 0.05)


@pytest.fixture
def seeds(seeds_store: Path) -> Path:
    """The seeds, all of them new since a visit."""
    with Corpus.open(seeds_store) as corpus:
        corpus.database.say("visits", [{"number": 0, "at": "2026-02-03T12:00:00+00:00"}])
    return seeds_store


def view(stage: Stage) -> str:
    """The name of the view that is on top, "" where there is none."""
    screen = stage.app.screen
    return screen.view if isinstance(screen, BoardScreen) else ""


def grid(stage: Stage) -> Grid:
    return stage.app.screen.query_one(Grid)


def text(stage: Stage, source: str) -> str:
    return stage.explorer.shelf.corpus.text(source)


def words_shown(stage: Stage) -> str:
    """What stands below the second rule, on one line."""
    lines = stage.lines()
    under = [n for n, line in enumerate(lines) if line.startswith("─")]
    return " ".join(" ".join(lines[under[0] + 1 : -1]).split()) if under else ""


def title_of(name: str) -> str:
    return VIEWS[name].title


@pytest.mark.parametrize("name", KEYS)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("ascii", [False, True], ids=["unicode", "ascii"])
async def test_it_fits_the_screen_and_shows_rows_and_words(
    play: Open, seeds: Path, name: str, size: tuple[int, int], ascii: bool
) -> None:
    async with play(seeds, size, ascii=ascii) as stage:
        await stage.press(KEYS[name])
        lines = stage.lines()
        assert lines[1].startswith(f"{'=' if ascii else '━'} {title_of(name)} ")
        assert len(lines) == size[1]
        assert all(cell_len(line) <= size[0] for line in lines)
        assert sum(bool(line.strip()) for line in lines) >= min(size[1] - 4, grid(stage).count)
        assert not ascii or all(character < "\x7f" for character in stage.text())
        assert "esc close" in lines[-1]


@pytest.mark.parametrize("name", KEYS)
async def test_its_key_and_esc_close_it_and_others_turn_to_theirs(
    play: Open, seeds: Path, name: str
) -> None:
    async with play(seeds) as stage:
        await stage.press(KEYS[name])
        assert view(stage) == name
        await stage.press(KEYS[name])
        assert view(stage) == ""
        await stage.press(KEYS[name], "escape")
        assert view(stage) == ""
        for other, key in KEYS.items():
            await stage.press(KEYS[name], *([key] if other != name else []))
            assert view(stage) == other
            assert len(stage.app.screen_stack) == 3
            await stage.press("escape")


@pytest.mark.parametrize("name", KEYS)
async def test_the_cursor_goes_over_rows_and_cells(play: Open, seeds: Path, name: str) -> None:
    async with play(seeds) as stage:
        await stage.press(KEYS[name])
        board = grid(stage)
        assert board.cursor == 0
        await stage.press("j", "j")
        assert board.cursor == 2
        row = board.row
        assert row is not None
        for at in range(1, len(row.cells)):
            await stage.press("l")
            assert board.cell == row.cells[at]
        await stage.press("l")
        assert board.cell == row.cells[-1]
        for at in reversed(range(len(row.cells) - 1)):
            await stage.press("left")
            assert board.cell == row.cells[at]
        await stage.press("G")
        last = board.cursor
        assert last > 10
        await stage.press("g", "up", "h")
        assert board.cursor == 0


@pytest.mark.parametrize("name", KEYS)
async def test_the_words_of_the_cell_stand_below(play: Open, seeds: Path, name: str) -> None:
    async with play(seeds) as stage:
        await stage.press(KEYS[name], "j", "j")
        for _ in range(6):
            cell = grid(stage).cell
            assert cell is not None
            words = cell.words[0]
            said = text(stage, words.source)[words.start : words.end].split()
            assert " ".join(said[:5]) in words_shown(stage)
            await stage.press("j")


@pytest.mark.parametrize("name", KEYS)
async def test_enter_goes_to_each_of_the_words_in_turn_and_marks_them(
    play: Open, seeds: Path, name: str
) -> None:
    async with play(seeds) as stage:
        await stage.press(KEYS[name])
        cell = grid(stage).cell
        assert cell is not None
        assert len(cell.words) > 1
        article = stage.explorer.reader.article
        for words in (*cell.words, cell.words[0]):
            await stage.press("enter")
            assert view(stage) == ""
            assert stage.explorer.pane == 4
            assert article.opened is not None
            assert article.opened.source.id == words.source
            if words.record:
                assert article.current is not None
                assert article.current.id == words.record
            else:
                now = [(mark.start, mark.end) for mark in article._hits if mark.role == "hit-now"]
                assert now == [(words.start, words.end)]
            first = text(stage, words.source)[words.start : words.end].split()
            assert " ".join(first[:2]) in " ".join(stage.text().split())


@pytest.mark.parametrize("name", KEYS)
async def test_backspace_comes_back_to_the_cell_that_was_left(
    play: Open, seeds: Path, name: str
) -> None:
    async with play(seeds, (80, 24)) as stage:
        await stage.press(KEYS[name], *("j",) * 9, "l")
        before, spot, screen = grid(stage).cell, grid(stage).spot, stage.lines()
        await stage.press("enter")
        assert view(stage) == ""
        await stage.press("backspace")
        assert view(stage) == name
        assert (grid(stage).cell, grid(stage).spot) == (before, spot)
        assert grid(stage).cursor == 9
        assert stage.lines()[0:3] == screen[0:3]


async def test_a_view_that_was_left_is_opened_where_its_cursor_was(play: Open, seeds: Path) -> None:
    async with play(seeds) as stage:
        await stage.press("L", "j", "j", "j", "l", "F", "j", "L")
        assert grid(stage).cursor == 3
        await stage.press("escape", "F")
        assert grid(stage).cursor == 1


async def test_it_says_to_what_it_is_narrowed(play: Open, seeds: Path) -> None:
    async with play(seeds) as stage:
        await stage.press("L")
        everything = grid(stage).count
        await stage.press("escape", "slash")
        await stage.type("by:italy")
        await stage.press("enter", "L")
        assert f"{title_of('ledger')} · by:italy" in stage.lines()[1]
        assert 0 < grid(stage).count < everything
        assert all(row.flows or "Italy" in row.cells[0].text for row in grid(stage)._board.rows)
        await stage.press("F")
        assert f"{title_of('figures')} · by:italy" in stage.lines()[1]


async def test_it_is_narrowed_to_an_actor_by_name(play: Open, seeds: Path) -> None:
    async with play(seeds) as stage:
        await stage.press("2")
        while getattr(stage.explorer.record, "name", "") != "Emmanuel Macron":
            await stage.press("j")
        await stage.press("enter", "L")
        assert f"{title_of('ledger')} · Emmanuel Macron" in stage.lines()[1]


async def test_where_nothing_is_left_it_says_why(play: Open, empty: Path) -> None:
    async with play(empty, (80, 24)) as stage:
        for key, sentence in (
            ("L", "No pledge was found, so the ledger is empty."),
            ("F", "No counted thing was found."),
            ("W", "This is the first visit: all is new (0 articles)."),
        ):
            await stage.press(key)
            assert sentence in stage.text()
            await stage.press("enter", "j", "l", "h")
            assert view(stage)


async def test_the_first_visit_is_said_in_one_sentence(play: Open, seeds_store: Path) -> None:
    async with play(seeds_store, (80, 24)) as stage:
        await stage.press("W")
        assert "This is the first visit: all is new (5 articles)." in stage.text()


async def test_what_another_process_adds_comes_and_the_cursor_stays_on_its_row(
    play: Open, tmp_path: Path
) -> None:
    path = tmp_path / "ledger.db"
    with Corpus.open(path) as corpus:
        corpus.visit()
        Report(1).into(corpus)
    async with play(path) as stage:
        await stage.press("L")
        assert grid(stage).count == 1
        assert grid(stage).row is not None
        key = grid(stage).spot[0]
        with Corpus.open(path) as corpus:
            Report(2, topic=2, date="2025-01-01", maker="Westmark").into(corpus)
        for _ in range(100):
            await stage.pilot.pause(0.05)
            if grid(stage).count == 2:
                break
        assert [row.cells[0].text for row in grid(stage)._board.rows] == ["Westmark", "Norland"]
        assert grid(stage).spot[0] == key
        assert grid(stage).cursor == 1
        await stage.press("W")
        assert "2 articles since" in stage.lines()[1]


async def test_a_click_goes_to_a_cell_and_a_second_one_to_its_words(
    play: Open, seeds: Path
) -> None:
    async with play(seeds) as stage:
        await stage.press("F")
        row = grid(stage)._board.rows[2]
        y = next(n for n, line in enumerate(stage.lines()) if n > 3 and "About 15" in line) + 1
        x = stage.lines()[y].index("2025-03-12")
        await stage.pilot.click(offset=(x + 1, y))
        await stage.settle()
        assert grid(stage).cell == row.cells[1]
        await stage.pilot.click(offset=(x + 1, y))
        await stage.settle()
        assert view(stage) == ""
        assert stage.explorer.reader.article.opened is not None


async def test_a_cell_that_is_doubtful_says_so(play: Open, store: Path) -> None:
    async with play(store) as stage:
        await stage.press("L")
        while not (grid(stage).cell and grid(stage).cell.doubtful):  # type: ignore[union-attr]
            await stage.press("j")
        assert "low confidence" in stage.text()
        assert "?" in next(line for line in stage.lines() if line.startswith("▸"))


async def test_keys_of_the_panes_wait_until_it_is_closed(play: Open, seeds: Path) -> None:
    async with play(seeds) as stage:
        await stage.press("L")
        for key in ("1", "slash", "n", "y", "X"):
            await stage.press(key)
            assert view(stage) == "ledger"


async def test_from_a_pledge_in_the_text_the_usual_keys_go_on(play: Open, seeds: Path) -> None:
    async with play(seeds) as stage:
        await stage.press("L", "j", "j", "enter")
        article = stage.explorer.reader.article
        assert isinstance(article.current, Pledge)
        assert article.opened is not None
        assert isinstance(article.opened.source, Source)
        first = article.current
        await stage.press("right_square_bracket")
        assert article.current != first
        assert view(stage) == ""


async def test_it_is_seen_which_article_a_view_led_to(play: Open, seeds: Path) -> None:
    async with play(seeds, (80, 24)) as stage:
        await stage.press("M", "j", "l", "l")
        cell = grid(stage).cell
        assert cell is not None
        for words in cell.words:
            await stage.press("enter")
            opened = stage.explorer.reader.article.opened
            assert opened is not None
            assert opened.source.id == words.source
            assert stage.explorer.sources.list.record == opened.source
            place = (opened.source.outlet or (opened.source.path or "").rpartition("/")[2])[:12]
            assert f"4 Reader · {place}" in stage.text()


async def test_the_keys_are_told_over_a_view_too(play: Open, seeds_store: Path) -> None:
    async with play(seeds_store) as stage:
        await stage.press("L", "question_mark")
        assert "Keys and marks" in stage.text()
        assert "Here, in pane" not in stage.text()
        await stage.press("escape")
        assert "ledger" in stage.lines()[1]
