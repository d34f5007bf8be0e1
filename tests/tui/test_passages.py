"""Words of an article with what stands around them: one piece of the text, cuts to be seen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from store.records import Block
from tui.marking import Piece
from tui.passages import passage

TEXT = (
    "Oland was there, too.\n"
    "Norland agreed to send ten boats to Estmark should the guns fall silent. Sudmark will take "
    "charge of the (so-called “wide”) strait as soon as a truce is in place, it said on Monday."
)
BLOCKS = (Block("headline", 0, 21), Block("paragraph", 22, len(TEXT)))
LEAD = "Coast Courier"


def place(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def flat(lines: list[list[Piece]]) -> str:
    """What the lines say, as one line."""
    return " ".join(" ".join("".join(text for text, _ in line) for line in lines).split())


def strong(lines: list[list[Piece]]) -> str:
    return " ".join(" ".join(t for line in lines for t, tone in line if tone == "strong").split())


def test_with_room_the_whole_paragraph_stands_there_and_nothing_else() -> None:
    lines = passage(LEAD, TEXT, BLOCKS, place("as soon as a truce"), 60, 6)
    assert flat(lines) == f"{LEAD}: {TEXT[22:]}"
    assert strong(lines) == "as soon as a truce"


def test_what_is_left_out_on_either_side_has_an_ellipsis() -> None:
    lines = passage(LEAD, TEXT, BLOCKS, place("as soon as a truce"), 40, 2)
    said = flat(lines).removeprefix(f"{LEAD}: ")
    assert len(lines) == 2
    assert said.startswith("…")
    assert said.endswith("…")
    assert said.strip("…") in TEXT
    assert strong(lines) == "as soon as a truce"


def test_it_is_not_cut_within_a_word_or_a_pair_of_words() -> None:
    for width in range(24, 70):
        for rows in (1, 2, 3):
            said = flat(passage("", TEXT, BLOCKS, place("wide"), width, rows))
            start = TEXT.index(said.strip("…"))
            end = start + len(said.strip("…"))
            assert TEXT[start - 1] in " \n"
            assert end == len(TEXT) or TEXT[end] == " "


def test_words_that_have_no_room_end_in_an_ellipsis() -> None:
    lines = passage(LEAD, TEXT, BLOCKS, (22, len(TEXT)), 40, 2)
    said = flat(lines).removeprefix(f"{LEAD}: ")
    assert said.endswith("…")
    assert TEXT[22:].startswith(said.strip("…") + " ")


def test_a_far_beginning_of_the_paragraph_is_cut_between_words() -> None:
    text = "word-pair " * 100 + "here it is" + " and-so-on" * 100
    start = text.index("here")
    said = flat(passage("", text, (Block("paragraph", 0, len(text)),), (start, start + 4), 200, 9))
    assert said.startswith("…word-pair ")
    assert said.endswith(" and-so-on…")


@given(st.data())
def test_it_is_one_piece_of_the_text_in_the_lines_that_there_are(data: st.DataObject) -> None:
    words = data.draw(st.lists(st.text("ab,“’-é漢", min_size=1, max_size=12), min_size=1))
    text = " ".join(words)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    width, rows = data.draw(st.integers(14, 90)), data.draw(st.integers(1, 6))
    lines = passage("", text, (Block("paragraph", 0, len(text)),), (start, end), width, rows)
    assert len(lines) <= rows
    assert all(sum(cell_len(part) for part, _ in line) <= width for line in lines)
    said = "".join("".join(part for part, _ in line) for line in lines)
    assert "".join(said.strip("…").split()) in "".join(text.split())


@pytest.mark.parametrize("rows", [1, 2, 4])
def test_a_long_lead_leaves_room_for_the_words(rows: int) -> None:
    lines = passage("A very long name of an outlet " * 9, TEXT, BLOCKS, place("truce"), 60, rows)
    assert strong(lines) == "truce"
    assert len(lines) <= rows


def test_a_place_without_an_end_takes_no_longer() -> None:
    text = "on and on " * 100_000
    lines = passage(LEAD, text, (), (0, len(text)), 78, 4)
    assert len(lines) == 4
    assert flat(lines).endswith("…")


def test_whose_they_are_is_told_however_long_the_name_of_the_outlet() -> None:
    lines = passage("An outlet " * 9, TEXT, BLOCKS, place("truce"), 60, 2, "Sudmark")
    assert flat(lines).startswith("An outlet An outlet")
    assert "… · Sudmark: …" in flat(lines)
