"""Writing only what differs: the terminal shows what it would have shown, for less."""

from __future__ import annotations

import random

import pyte
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.thrift import Thrift

STYLES = ["", "1", "3;4", "7", "38;5;12", "38;2;1;2;3;48;2;9;9;9", "1;4;31;40", "2;38;5;12"]
WORDS = ["sea", "wall", " ", "—“”", "│▌", "x" * 9, "日本", "é", "  ", "e\u0301"]


class Terminal:
    """A terminal in memory."""

    def __init__(self, width: int, height: int) -> None:
        self.screen = pyte.Screen(width, height)
        self.screen.reset_mode(7 << 5)
        self._stream = pyte.Stream(self.screen)

    def feed(self, text: str) -> None:
        self._stream.feed(text)

    def cells(self) -> list[list[tuple[object, ...]]]:
        """What can be seen; of a bare blank that is its background."""
        buffer = self.screen.buffer
        for row in range(self.screen.lines):
            for x in range(self.screen.columns):
                cell = buffer[row][x]
                lined = cell.underscore or cell.strikethrough or cell.reverse or cell.blink
                if cell.data == " " and not lined:
                    buffer[row][x] = cell._replace(fg="default", bold=False, italics=False)
        return [
            [
                tuple(getattr(buffer[y][x], name) for name in buffer[y][x]._fields)
                for x in range(self.screen.columns)
            ]
            for y in range(self.screen.lines)
        ]


def frame(rows: list[tuple[int, int, list[tuple[str, str]]]]) -> str:
    """A frame as Textual writes it: moves, and segments of a style each."""
    parts = []
    for y, x, segments in rows:
        parts.append(f"\x1b[{y + 1};{x + 1}H")
        for style, text in segments:
            parts.append(f"\x1b[{style}m{text}\x1b[0m" if style else text)
        parts.append("\n")
    return "".join(parts[:-1]) + "\x1b[1;1H"


def blank(width: int, height: int) -> str:
    return frame([(y, 0, [("", " " * width)]) for y in range(height)])


@st.composite
def frames(draw: st.DrawFn) -> list[str]:
    """Frames of a screen of 24 by 4 cells, whose parts stay within it."""
    made = []
    for _ in range(draw(st.integers(1, 4))):
        rows = []
        for y in sorted(draw(st.sets(st.integers(0, 3), min_size=1))):
            x = draw(st.sampled_from([0, 0, 12]))
            room, segments = 24 - x if x else draw(st.sampled_from([12, 24])), []
            for _ in range(draw(st.integers(1, 4))):
                word = draw(st.sampled_from(WORDS))
                size = sum(2 if letter in "日本" else letter != "\u0301" for letter in word)
                if size <= room:
                    segments.append((draw(st.sampled_from(STYLES)), word))
                    room -= size
            segments.append((draw(st.sampled_from(STYLES)), " " * room))
            rows.append((y, x, [part for part in segments if part[1]]))
        made.append(frame(rows))
    return made


@given(frames())
@settings(max_examples=200, deadline=None)
def test_the_terminal_shows_the_same(made: list[str]) -> None:
    plain, spared, thrift = Terminal(24, 4), Terminal(24, 4), Thrift()
    for one in [blank(24, 4), *made]:
        plain.feed(one)
        spared.feed(thrift.spare(one, 24, 4))
        assert spared.cells() == plain.cells()


def numbered(first: int, rows: int, width: int = 24) -> str:
    """A page of numbered lines with a sign of its own in each."""
    lines = []
    for y in range(rows):
        number = first + y
        word = WORDS[number % len(WORDS)]
        room = width - 4 - sum(2 if one in "日本" else one != "\u0301" for one in word)
        style = STYLES[number % len(STYLES)]
        lines.append((y, 0, [(style, word), ("", " " * room + f"{number:4}")]))
    return frame([(y, x, [part for part in row if part[1]]) for y, x, row in lines])


@given(st.lists(st.integers(0, 40), min_size=2, max_size=12))
@settings(max_examples=150, deadline=None)
def test_lines_that_move_together_look_as_if_drawn_anew(tops: list[int]) -> None:
    plain, spared, thrift = Terminal(24, 12), Terminal(24, 12), Thrift()
    for top in tops:
        plain.feed(numbered(top, 12))
        spared.feed(thrift.spare(numbered(top, 12), 24, 12))
        assert spared.cells() == plain.cells()
        if picture := thrift.picture():
            fresh = Terminal(24, 12)
            fresh.feed(Thrift.drawing(picture, 24, 12))
            assert fresh.cells() == plain.cells()


@pytest.mark.parametrize("by", [1, -1, 3, -3])
def test_a_page_that_moves_by_lines_costs_those_lines(by: int) -> None:
    thrift = Thrift()
    whole = thrift.spare(numbered(20, 12), 24, 12)
    moved = thrift.spare(numbered(20 + by, 12), 24, 12)
    assert len(moved) < len(whole) * (abs(by) + 3) / 12
    assert thrift.spare(numbered(20 + by, 12), 24, 12) == ""


def test_a_pane_that_moves_beside_another_leaves_that_one_where_it_is() -> None:
    plain, spared, thrift = Terminal(48, 13), Terminal(48, 13), Thrift()
    for top in (5, 6, 9):
        beside = [(y, 0, [("", f"list {y:2}" + " " * 17)]) for y in range(12)]
        text = [(y, 24, [("1", f"line {top + y:2}"), ("", " " * 17)]) for y in range(12)]
        rows = [one for pair in zip(beside, text, strict=True) for one in pair]
        plain.feed(frame(rows))
        spared.feed(sent := thrift.spare(frame(rows), 48, 13))
        assert spared.cells() == plain.cells()
        assert "r" not in sent.replace("list", "").replace("line", "")


def test_a_frame_that_changes_nothing_writes_nothing() -> None:
    thrift = Thrift()
    one = frame([(0, 0, [("1", "sea"), ("", " wall")])])
    assert thrift.spare(one, 20, 2)
    assert thrift.spare(one, 20, 2) == ""


def test_one_changed_letter_costs_a_few_bytes() -> None:
    thrift = Thrift()
    style = "38;2;200;200;200;48;2;20;20;20"
    thrift.spare(frame([(1, 0, [(style, "1 of 27" + " " * 60)])]), 80, 3)
    assert len(thrift.spare(frame([(1, 0, [(style, "2 of 27" + " " * 60)])]), 80, 3)) < 60


def test_a_change_of_size_forgets_the_screen() -> None:
    thrift = Thrift()
    one = frame([(0, 0, [("", "sea")])])
    thrift.spare(one, 20, 2)
    assert "sea" in thrift.spare(one, 21, 2)


def test_what_is_not_known_goes_through_and_is_forgotten() -> None:
    thrift = Thrift()
    thrift.spare(frame([(0, 0, [("", "sea")])]), 20, 2)
    strange = "\x1b[1;1Hsea\x1b]8;;http://x\x1b\\wall"
    assert thrift.spare(strange, 20, 2) == strange
    assert "sea" in thrift.spare(frame([(0, 0, [("", "sea")])]), 20, 2)


@pytest.mark.parametrize("seed", range(5))
def test_styles_turn_into_each_other(seed: int) -> None:
    pick = random.Random(seed)
    plain, spared, thrift = Terminal(40, 1), Terminal(40, 1), Thrift()
    for _ in range(30):
        cells = [(pick.choice(STYLES), pick.choice("abc")) for _ in range(40)]
        one = frame([(0, 0, cells)])
        plain.feed(one)
        spared.feed(thrift.spare(one, 40, 1))
        assert spared.cells() == plain.cells()
