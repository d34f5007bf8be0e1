"""Timeline and drift over the panes: read at a glance, and the words one key away."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from store.views.board import Board, Cell, Column, Row, Words
from tests.tui.conftest import Open
from tests.tui.played import Played
from tui import boards
from tui.tones import TONES, Tone

MOST = 8


@pytest.fixture(params=[(80, 24), (120, 40)], ids=["80x24", "120x40"])
def terminal(seeds_store: Path, request: pytest.FixtureRequest) -> Iterator[Played]:
    with Played(seeds_store, size=request.param) as found:
        found.keys = 0
        yield found
        assert found.keys <= MOST


def test_how_three_outlets_word_macrons_announcement(terminal: Played) -> None:
    terminal.press("D", expect="Emmanuel Macron  3 articles")
    rows = " ".join(" ".join(terminal.text.split()).split())
    assert "that 26 western nations have pledged to provide post-war security" in rows
    assert "preparedness from 26 countries to intervene" in rows
    assert "that 26 countries are prepared to offer" in rows
    assert terminal.text.count("dropped ") == 2
    assert terminal.look_of("preparedness from").underlined
    assert terminal.look_of("preparedness from").bold
    assert not terminal.look_of("that 26 western").underlined
    terminal.press("j enter", expect="━ 4 Reader")
    assert "26 western nations" in terminal.text


def test_when_the_gas_import_stop_takes_effect(terminal: Played) -> None:
    terminal.press("T", expect=r"• said  ▸ takes effect")
    (row,) = (line for line in terminal.lines if "European Union halt" in line)
    assert row.rstrip().endswith("by 2027-12-31")
    assert "2025-09-04" in row
    assert "•───" in row
    assert "─▸" in row
    assert "2027" in next(line for line in terminal.lines if "takes effect" in line[-25:])
    terminal.press("j j j", expect="by the end of 2027")
    terminal.press("enter", expect="━ 4 Reader")
    assert "halt all gas and oil imports" in " ".join(terminal.text.split())


async def test_both_are_drawn_in_ascii(play: Open, seeds_store: Path) -> None:
    async with play(seeds_store, (80, 24), ascii=True) as stage:
        for key in "TD":
            await stage.press(key)
            assert stage.text().isascii()
        await stage.press("T")
        assert "*---" in stage.text()
        assert "->" in stage.text()


async def test_what_wraps_is_wrapped_anew_at_another_width(play: Open, seeds_store: Path) -> None:
    async with play(seeds_store, (120, 40)) as stage:
        await stage.press("D")
        await stage.press("j")
        before = stage.text()
        await stage.pilot.resize_terminal(80, 24)
        await stage.settle()
        assert "provide post-war security" in before
        assert any(line.strip().startswith("provide post-war security") for line in stage.lines())
        assert "▸" in next(line for line in stage.lines() if "that 26 western" in line)


async def test_an_empty_store_has_a_sentence_for_each(play: Open, empty: Path) -> None:
    async with play(empty) as stage:
        await stage.press("T")
        assert "No pledge was found, so there is nothing to set against time." in stage.text()
        await stage.press("D")
        assert "No two articles of one story give the same words of one speaker." in stage.text()


def test_same_added_and_dropped_differ_by_attribute() -> None:
    attributes = [
        frozenset(TONES.get(name, Tone()).attributes.split())
        for name in ("same", "added", "dropped")
    ]
    assert len({*attributes}) == 3


WORDS = (Words("s", 0, 5, "q"),)
BOARD = Board(
    (Column("outlet", 6, 6), Column("words", 10, wraps=True)),
    (
        Row(
            "a", (Cell((("Post", ""),), WORDS), Cell((("the sea ", ""), ("wall", "added")), WORDS))
        ),
        Row("b", (Cell((("Times", ""),)), Cell())),
    ),
)


def test_a_cell_that_wraps_goes_on_in_rows_that_lead_to_the_same_words() -> None:
    found = boards.folded(BOARD, [6, 10])
    assert [row.key for row in found.rows] == ["a", "a +1", "b"]
    assert [row.cells[1].text for row in found.rows] == ["the sea", "wall", ""]
    assert found.rows[1].cells[1].parts == (("wall", "added"),)
    assert [one.words for one in found.rows[1].cells] == [WORDS, WORDS]
    assert found.rows[1].cells[0].text == ""
    assert found.rows[1].data is None


def test_nothing_wraps_where_there_is_room() -> None:
    assert boards.folded(BOARD, [6, 40]).rows == BOARD.rows
