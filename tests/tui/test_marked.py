"""An article's text with its signs: the words stand as they are, the signs below them."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from store.records import Block, Pledge, Quote, Slot, Why
from tui.marked import SIGNS, in_style, plain
from tui.wrapping import cells

TEXT = "Kyōto 京都 said “we will pay” at last.\nAnother line."
BLOCKS = (
    Block("paragraph", 0, TEXT.index("\n")),
    Block("boilerplate", TEXT.index("Another"), len(TEXT)),
)


def at(words: str) -> Slot:
    return Slot.cut(TEXT, [(TEXT.index(words), TEXT.index(words) + len(words))])


QUOTE = Quote(
    "q1",
    "s1",
    None,
    at("Kyōto 京都"),
    at("said"),
    at("“we will pay”"),
    "direct",
    None,
    0.9,
    Why("marks"),
)
PLEDGE = Pledge(
    "p1",
    "s1",
    None,
    (),
    (at("we"),),
    at("will"),
    at("pay"),
    None,
    None,
    "commitment",
    None,
    None,
    0.9,
    Why("modal"),
)


def test_signs_stand_below_their_words_by_the_cell() -> None:
    assert list(plain(TEXT, BLOCKS, [QUOTE, PLEDGE], 60)) == [
        "    Kyōto 京都 said “we will pay” at last.",
        '"   ========== ---- """""""""""""',
        "●                    == ^^^^ ~~~",
        "",
        "·   Another line.",
    ]


def test_without_records_there_are_no_signs() -> None:
    assert len(list(plain(TEXT, BLOCKS, [], 60))) == 3


def test_a_record_goes_on_below_the_next_line() -> None:
    found = list(plain(TEXT, BLOCKS, [QUOTE], 20))
    assert [line for line in found if line[:1] == '"'] == [
        '"   ========== ----',
        '"   """""""""""""',
    ]


@given(st.integers(8, 80))
def test_every_word_stands_there_once_and_in_order(width: int) -> None:
    found = list(plain(TEXT, BLOCKS, [QUOTE, PLEDGE], width))
    words = [line[4:] for line in found if line[:1] in (" ", "·", "#")]
    assert "".join("".join(words).split()) == "".join(TEXT.split())
    assert all(cells(line) <= width for line in found)


def test_styled_lines_hold_the_same_words_and_no_signs() -> None:
    found = "\n".join(in_style(TEXT, BLOCKS, [QUOTE, PLEDGE], 60))
    bare = re.sub("\x1b\\[[0-9;]*m", "", found)
    assert "Kyōto 京都 said “we will pay” at last." in bare
    assert SIGNS["trigger"] * 4 not in bare
    assert found.count("\x1b[") > 8
