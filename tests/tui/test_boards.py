"""Boards as lines: how columns share the width, and which of them are seen."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from store.views.board import Board, Column, Row, Words, cell
from tui import boards
from tui.marking import Piece

WIDE = Board(
    (Column("who", 8, 12), *(Column(f"kind of act {n}", 8, 14) for n in range(9))),
    (
        Row("a", tuple(cell(f"words {n}") for n in range(10))),
        Row("b", (cell("one that flows over all columns"),), flows=True),
    ),
)


def said(pieces: list[Piece]) -> str:
    return "".join(text for text, _ in pieces)


@pytest.mark.parametrize("width", [20, 40, 79, 119, 200])
@pytest.mark.parametrize("first", [1, 4, 9])
def test_rows_and_titles_take_the_width_at_most(width: int, first: int) -> None:
    sizes = boards.widths(WIDE, width, first)
    assert sizes[0]
    assert sizes[first]
    assert not any(sizes[1:first])
    for line in boards.titles(WIDE, sizes):
        assert cell_len(said(line)) <= width
    for row in WIDE.rows:
        assert cell_len(said(boards.line(row, WIDE.columns, sizes, width))) <= width


def test_signs_say_that_there_are_columns_beyond() -> None:
    begin, middle, last = (
        said(boards.titles(WIDE, boards.widths(WIDE, 60, first))[-1]) for first in (1, 4, 9)
    )
    assert "›" in begin
    assert "‹" not in begin
    assert "‹" in middle
    assert "›" in middle
    assert "‹" in last
    assert "›" not in last
    assert "›" not in said(boards.titles(WIDE, boards.widths(WIDE, 300))[-1])


def test_a_title_that_is_too_wide_stands_in_two_lines() -> None:
    sizes = boards.widths(WIDE, 60)
    lines = [said(line) for line in boards.titles(WIDE, sizes)]
    assert len(lines) == 2
    assert lines[1].startswith("who")
    assert "kind of" in lines[0]
    assert "act 0" in lines[1]


def test_every_column_can_be_reached_and_the_view_moves_no_further_than_it_must() -> None:
    first = 1
    for at in range(1, 10):
        moved = boards.first_seen(WIDE, 60, first, at)
        assert boards.widths(WIDE, 60, moved)[at]
        assert moved == first or not boards.widths(WIDE, 60, moved - 1)[at]
        first = moved
    assert first > 1
    assert boards.first_seen(WIDE, 60, first, 2) == 2
    assert boards.first_seen(WIDE, 60, first, 0) == first


def test_pages_show_each_column_once() -> None:
    pages = [*boards.pages(WIDE, 60)]
    assert len(pages) > 1
    for number in range(1, 10):
        assert sum(bool(sizes[number]) for sizes in pages) == 1


def test_a_cell_is_found_by_its_place_among_those_that_are_seen() -> None:
    sizes = boards.widths(WIDE, 60, 4)
    assert boards.cell_at(WIDE.rows[0], sizes, 0) == 0
    assert boards.cell_at(WIDE.rows[0], sizes, sizes[0] + boards.GAP) == 4


def test_one_mark_tells_of_a_row_that_is_doubtful_as_a_whole() -> None:
    sure, unsure = Words("s", 0, 1), Words("s", 0, 1, None, 0.2)
    columns = (Column("a"), Column("b"), Column("c"))

    def row(*words: Words) -> str:
        cells = tuple(cell(name, (one,)) for name, one in zip("xyz", words, strict=True))
        return said(boards.line(Row("r", cells), columns, [4, 4, 4], 20))

    assert row(unsure, unsure, unsure) == "x?    y     z   "
    assert row(sure, unsure, sure) == "x     y?    z   "


def test_a_board_without_columns_has_no_lines() -> None:
    empty = Board((), ())
    assert boards.widths(empty, 80) == []
    assert boards.titles(empty, []) == []
    assert [*boards.pages(empty, 80)] == [[]]
