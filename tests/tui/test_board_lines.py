"""A board's rows as lines: widths, cutting, cells that flow, the mark of doubt, clicks."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rich.cells import cell_len

from store.views.board import Board, Cell, Column, Row, Words, cell
from tui import boards
from tui.marking import Piece

SURE = Words("s1", 0, 4, "p1", 0.9)
DOUBTFUL = Words("s1", 9, 12, "p2", 0.4)

COLUMNS = (Column("who", 6, 12), Column("what", 8), Column("number", 3, 7, right=True))
ROWS = (
    Row("a", (cell("Ada", [SURE]), cell("builds a wall", [SURE]), cell("1/2", [SURE]))),
    Row("b", (cell("北海道の知事", [SURE]), cell("x" * 90, [DOUBTFUL]), cell("30/40", [SURE]))),
    Row(
        "c", (cell("one", [SURE]), cell(" → two", [SURE]), cell(" → three", [DOUBTFUL])), None, True
    ),
    Row("d", (cell("", []), cell("tab\tand\x07bell", [SURE]), cell("", []))),
)
BOARD = Board(COLUMNS, ROWS)


def said(pieces: list[Piece]) -> str:
    return "".join(text for text, _ in pieces)


def drawn(row: Row, width: int, at: int | None = None) -> str:
    return said(boards.line(row, COLUMNS, boards.widths(BOARD, width), width, at))


@pytest.mark.parametrize("width", [28, 40, 59, 79, 119])
@pytest.mark.parametrize("row", ROWS, ids="abcd")
def test_no_line_is_wider_than_the_screen(row: Row, width: int) -> None:
    for at in (None, 0, 1, 2):
        assert cell_len(drawn(row, width, at)) <= width


@pytest.mark.parametrize("width", [28, 59, 119])
def test_cells_of_a_column_begin_at_the_same_place(width: int) -> None:
    sizes = boards.widths(BOARD, width)
    start = sizes[0] + boards.GAP
    for row in (ROWS[0], ROWS[3]):
        before = drawn(row, width)[:start]
        assert before == before[: sizes[0]] + " " * boards.GAP


def test_a_column_takes_no_less_than_its_least_and_no_more_than_its_most() -> None:
    for width in range(28, 200, 7):
        for column, size in zip(COLUMNS, boards.widths(BOARD, width), strict=True):
            assert size >= min(column.least, size)
            assert not column.most or size <= column.most
    assert boards.widths(BOARD, 20) == [6, 10, 0]  # the last one is beyond


def test_a_column_takes_no_more_than_its_widest_cell_or_its_title() -> None:
    small = replace(BOARD, rows=ROWS[:1])
    assert boards.widths(small, 200) == [3, 13, 6]


def test_room_that_is_left_goes_to_what_is_cut_most() -> None:
    narrow, wide = boards.widths(BOARD, 40), boards.widths(BOARD, 80)
    assert wide[1] - narrow[1] >= 30


def test_what_is_cut_ends_with_an_ellipsis_and_the_mark_of_doubt_stays() -> None:
    assert "…?" in drawn(ROWS[1], 40)
    assert "…" not in drawn(ROWS[0], 60)


def test_words_are_cut_between_words() -> None:
    one = Row("e", (cell("Ada", [SURE]), cell("builds a wall of stone", [SURE]), cell("1", [SURE])))
    assert "builds a…" in said(boards.line(one, COLUMNS, [6, 11, 3], 40))


def test_wide_characters_are_never_cut_in_half() -> None:
    for size in range(6, 13):
        line = said(boards.line(ROWS[1], COLUMNS, [size, 8, 5], 40))
        assert cell_len(line) == size + 8 + 5 + 2 * boards.GAP


def test_what_stands_right_ends_at_the_edge() -> None:
    lines = [drawn(row, 79) for row in ROWS[:2]]
    assert lines[0].endswith("  1/2")
    assert lines[1].endswith("30/40")
    assert cell_len(lines[0]) == cell_len(lines[1])


def test_a_doubtful_cell_has_its_mark_and_one_with_a_sure_find_has_none() -> None:
    doubtful, mixed = cell("maybe", [DOUBTFUL]), cell("maybe", [DOUBTFUL, SURE])
    for one, marked in ((doubtful, True), (mixed, False), (Cell((), (DOUBTFUL,)), False)):
        line = said(boards.line(Row("r", (one, one, one)), COLUMNS, [9, 9, 9], 40))
        assert ("?" in line) == marked


def test_no_control_character_reaches_the_screen() -> None:
    assert all(character.isprintable() for character in drawn(ROWS[3], 79))


def test_the_cell_under_the_cursor_stands_out() -> None:
    sizes = boards.widths(BOARD, 79)
    for at, words in enumerate(("Ada", "builds a wall", "1/2")):
        under = [
            text
            for text, look in boards.line(ROWS[0], COLUMNS, sizes, 79, at)
            if look == "cell-now"
        ]
        assert "".join(under).strip() == words
    flowing = boards.line(ROWS[2], COLUMNS, sizes, 79, 1)
    assert [text for text, look in flowing if look == "cell-now"] == [" → two"]


def test_a_row_of_one_cell_that_flows_is_not_marked() -> None:
    heading = Row("h", (cell("all of it", [SURE]),), flows=True)
    assert boards.line(heading, (), [], 40, 0) == [("all of it", "")]


def test_cells_that_flow_move_until_the_one_in_use_is_seen() -> None:
    long = Row("l", tuple(cell(f"number {n} of them ", [SURE]) for n in range(12)), flows=True)
    for at in range(12):
        line = said(boards.line(long, (), [], 40, at))
        assert f"number {at} of" in line
        assert cell_len(line) <= 40
        assert line.startswith("…") == (at > 1)
    assert said(boards.line(long, (), [], 40)).endswith("…")


def test_wide_characters_flow_without_being_cut_in_half() -> None:
    wide = Row("w", tuple(cell("北海道の知事", [SURE]) for _ in range(9)), flows=True)
    for width in range(8, 40):
        for at in range(9):
            assert cell_len(said(boards.line(wide, (), [], width, at))) <= width


@pytest.mark.parametrize("row", ROWS[:3], ids="abc")
def test_a_place_on_a_line_is_the_cell_that_stands_there(row: Row) -> None:
    sizes = boards.widths(BOARD, 79)
    for number, one in enumerate(row.cells):
        before = boards.line(row, COLUMNS, sizes, 79, number)
        start = cell_len(said(before[: [look for _, look in before].index("cell-now")]))
        assert boards.cell_at(row, sizes, start) == number, one.text
    assert boards.cell_at(row, sizes, 500) is None


def test_a_board_without_columns_has_no_widths() -> None:
    assert boards.widths(Board((), ()), 80) == []


def test_what_the_user_marked_has_its_sign_behind_it_and_nothing_is_wider() -> None:
    rows = (
        replace(ROWS[0], record="p1"),
        Row("f", (cell("of Ada", record="p2"), cell(", of none")), None, True),
        replace(ROWS[2], record="p1"),
    )
    board, marks = Board(COLUMNS, rows), {"p1": "*", "p2": "+"}
    for width in (28, 40, 79):
        sizes = boards.widths(board, width, wanted=boards.needs(board, None, marks))
        lines = [said(boards.line(one, COLUMNS, sizes, width, 0, marks)) for one in rows]
        assert all(cell_len(line) <= width for line in lines)
        assert lines[0].startswith("Ada *")
        assert lines[1].startswith("of Ada +, of none")
        assert lines[2].rstrip().endswith(" *")
    assert [boards.cell_at(rows[1], sizes, x, marks) for x in (7, 8)] == [0, 1]


@pytest.mark.parametrize("width", range(8, 40))
def test_cells_that_flow_are_cut_between_words_and_it_is_seen(width: int) -> None:
    cells = [cell("one and another ", [SURE]), cell("third of them ", [SURE], "strength")] * 3
    words = {"one", "and", "another", "third", "of", "them"}
    for at in range(6):
        line = said(boards.line(Row("l", tuple(cells), flows=True), (), [], width, at))
        assert cell_len(line) <= width
        assert {*line.replace("…", " ").split()} <= words
        assert line.rstrip().endswith("…") or line.rstrip().endswith("them")


def test_a_cell_whose_first_part_takes_all_its_room_shows_that_there_is_more() -> None:
    one = Row("r", (Cell((("builds", "strong"), (" if", "condition")), (SURE,)),))
    drawn_ = said(boards.line(one, COLUMNS[:1], [6], 40))
    assert drawn_.endswith("…")
    assert len(drawn_) <= 6
