"""Plain tables: aligned by what a terminal shows, and never wider than it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui.tables import Column, cut, lines
from tui.wrapping import cells

COLUMNS = (Column("id"), Column("n", right=True), Column("words", least=6))


def test_columns_are_as_wide_as_their_widest_cell() -> None:
    assert list(lines(COLUMNS, [["a1", "7", "short"], ["a22", "1000", "a longer text"]])) == [
        "id      n  words",
        "a1      7  short",
        "a22  1000  a longer text",
    ]


def test_wide_characters_take_their_two_cells() -> None:
    columns = (Column("name"), Column("n"))
    found = list(lines(columns, [["日本", "1"], ["Anna", "2"]]))
    assert found == ["name  n", "日本  1", "Anna  2"]


def test_the_widest_column_that_may_gives_way() -> None:
    found = list(lines(COLUMNS, [["a1", "7", "a text that is far too long"]], 20))
    assert found[1] == "a1  7  a text that…"


def test_what_would_break_a_line_is_not_printed() -> None:
    (_, row) = lines((Column("words"),), [["two\nlines\x1b[31m\r"]])
    assert row == "two lines[31m"


def test_no_rows_leave_the_titles() -> None:
    assert list(lines(COLUMNS, [])) == ["id  n  words"]


CELL = st.text(st.characters(codec="utf-8"), max_size=30)


@given(st.lists(st.tuples(CELL, CELL, CELL), max_size=4), st.integers(1, 60))
def test_no_line_is_wider_than_the_terminal(rows: list[tuple[str, str, str]], width: int) -> None:
    for line in lines(COLUMNS, rows, width):
        assert cells(line) <= width
        assert len(line.splitlines()) <= 1


@given(CELL, st.integers(0, 20))
def test_cut_keeps_the_beginning(text: str, width: int) -> None:
    found = cut(text, width)
    assert cells(found) <= width
    if cells(text) <= width:
        assert found == text
