"""What keys cost on a line: bytes, which no machine changes, and never a second round trip."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

from tests.bench import bars
from tests.tui.played import Played

ALONE, RESTED = 0.05, 0.25
"""Seconds of quiet after which a key is done: before the card follows, and after."""


@pytest.fixture
def terminal(seeds_store: Path) -> Iterator[Played]:
    """The seeds in a terminal of 120 by 40 with 256 colours."""
    with Played(seeds_store, colours="256", quiet=ALONE) as found:
        found.rest(RESTED)
        yield found


def top(terminal: Played) -> str:
    """The row below the rule of the pane in use, without the cursor."""
    rule = next(n for n, line in enumerate(terminal.lines) if line.startswith("━ "))
    return terminal.lines[rule + 1][1:43]


def test_a_cursor_step_is_cheap_and_one_that_turns_the_list_costs_a_page(
    terminal: Played,
) -> None:
    for pane, steps in (("1", 3), ("2", 12), ("3", 12)):
        terminal.press(pane, changes=False)
        terminal.rest(RESTED)
        within: list[int] = []
        turning: list[int] = []
        whole: list[int] = []
        for _ in range(steps):
            before = top(terminal)
            size = terminal.press("j")
            (within if top(terminal) == before else turning).append(size)
            whole.append(size + terminal.rest(RESTED))
        assert max(within) <= bars.STEP
        assert median(within + turning) <= bars.STEP
        assert max(whole) <= bars.STEP_WITH_CARD
        assert max(turning, default=0) <= bars.LIST_PAGE
        assert 3 * len(turning) <= len(within)


def test_pages_and_openings_keep_to_their_bars(terminal: Played) -> None:
    terminal.press("3")
    terminal.rest(RESTED)
    pages = [terminal.press(key) + terminal.rest(RESTED) for key in ("pgdn", "pgdn", "pgup", "G")]
    assert max(pages) <= bars.LIST_PAGE
    opened = []
    for keys in ("g", "j", "pgdn", "G"):
        terminal.press(f"3 {keys}", changes=False)
        terminal.rest(RESTED)
        opened.append(terminal.press("enter") + terminal.rest(RESTED))
    assert max(opened) <= bars.OPEN
    terminal.press("g", changes=False)
    terminal.rest(RESTED)
    pages = [terminal.press("pgdn") + terminal.rest(RESTED), terminal.press("pgup")]
    assert max(pages) <= bars.READER_PAGE


def test_a_letter_of_a_search_keeps_to_its_bar(terminal: Played) -> None:
    terminal.press("/")
    terminal.rest(RESTED)
    costs = []
    for letter in "ceas":
        costs.append(terminal.type(letter) + terminal.rest(1.2))
    assert "· best" in terminal.text
    assert max(costs) <= bars.SEARCH


def test_rest_costs_nothing(terminal: Played) -> None:
    """Lists, then a text and a search that is being typed: nothing moves by itself."""
    assert terminal.rest(2.5) == bars.IDLE
    terminal.press("3 enter")
    terminal.press("/")
    terminal.type("cease")
    terminal.rest(1.0)
    assert terminal.rest(2.5) == bars.IDLE


KEYS = ("j", "3", "j", "pgdn", "enter", "]", "pgdn", "n", "1", "tab", "?", "esc", "v", "z", "z")


def test_a_key_needs_no_answer_from_the_terminal(seeds_store: Path) -> None:
    """So it costs one round trip: a terminal is asked at the start only, and may keep silent."""
    screens = []
    for answers in ("full", "none"):
        with Played(seeds_store, colours="256", answers=answers) as terminal:
            terminal.rest(RESTED)
            asked = len(terminal.session.terminal.queries)
            shown = []
            for key in KEYS:
                terminal.press(key, changes=False)
                shown.append(terminal.text)
            terminal.press("/")
            terminal.type("ceasefire", expect=r"hits in|\d+/\d+|/ ceasefire +\d+")
            assert len(terminal.session.terminal.queries) == asked
            screens.append(shown)
    assert screens[0] == screens[1]
