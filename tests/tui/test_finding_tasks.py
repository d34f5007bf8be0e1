"""What a user comes to find out, played from the start screen: in at most eight keys each.

A typed word or query counts as one key.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.tui.played import Played

MOST = 8


@pytest.fixture
def terminal(seeds_store: Path) -> Iterator[Played]:
    with Played(seeds_store) as found:
        found.keys = 0
        yield found
        assert found.keys <= MOST


def pane(terminal: Played, title: str) -> str:
    """What stands in one of the panes on the left, from its rule to the next."""
    left = [line.split("│")[0].split("┤")[0].split("┬")[0].rstrip() for line in terminal.lines]
    at = next(number for number, line in enumerate(left) if title in line)
    rows = [left[at]]
    for line in left[at + 1 : -1]:
        if line.startswith(("─", "━")):
            break
        rows.append(line)
    return "\n".join(rows)


def card(terminal: Played) -> str:
    """What stands in the card below the reader, on one line."""
    lines = terminal.lines
    at = max(n for n, line in enumerate(lines) if "├─ " in line or "┼─ " in line)
    return " ".join(" ".join(line.partition("│")[2].split()) for line in lines[at + 1 : -1])


def test_what_italy_rules_out(terminal: Played) -> None:
    terminal.press("/")
    terminal.type("by:italy stance:refusal")
    terminal.press("enter 3", expect="━ 3 Pledges 1 of")
    assert "○ Italy" in pane(terminal, "3 Pledges")
    assert "trigger not planning action send troops to Ukraine" in card(terminal)


def test_every_pledge_that_hangs_on_a_ceasefire(terminal: Played) -> None:
    terminal.press("/")
    terminal.type("cond:ceasefire")
    terminal.press("enter")
    terminal.press("3", expect=r"━ 3 Pledges 5 of")
    told = [card(terminal)]
    for _ in range(4):
        terminal.press("j")
        told.append(card(terminal))
    conditions = (
        "when a ceasefire comes into force",
        "after a ceasefire",
        "on the day the conflict ends through a ceasefire",
        "should a ceasefire be achieved",
        "if Russia has accepted the ceasefire",
    )
    for condition in conditions:
        assert sum(f"condition {condition}" in one for one in told) == 1


def test_in_which_articles_26_countries_are_named(terminal: Played) -> None:
    terminal.press("/")
    terminal.type('"26 countries"', expect="hits? in 2 articles")
    terminal.press("enter")
    assert "1 Sources 2 of 5" in pane(terminal, "1 Sources")
    terminal.press("n", expect=r"/ .26 countries. +1/\d")
    assert terminal.look_of("26 countries are").bold
    terminal.press("n", expect=r"/ .26 countries. +2/\d")


def test_macron_on_broken_peace_treaties_yanked_with_citation(terminal: Played) -> None:
    terminal.press("/")
    terminal.type("by:macron treaties")
    terminal.press("enter 3 enter", expect="━ 4 Reader")
    terminal.press("y", expect="sent to the terminal")
    assert terminal.yanked is not None
    assert '"All the peace treaties that Russia has signed in the last 15 years have been' in (
        " ".join(terminal.yanked.split())
    )
    for word in ("Emmanuel Macron", "Sweden Herald", "6 Jan 2026", "characters"):
        assert word in terminal.yanked


def test_everything_the_united_states_are_said_to_do_and_who_says_so(terminal: Played) -> None:
    terminal.press("/")
    terminal.type('by:"united states"')
    terminal.press("enter 3", expect=r"━ 3 Pledges 5 of")
    tellers = [card(terminal)]
    for _ in range(4):
        terminal.press("j")
        tellers.append(card(terminal))
    assert all("United States" in one for one in tellers)
    for action, teller in (
        ("lead monitoring of a possible ceasefire and peace", "the article itself"),
        ("participate", "Jonas Gahr Støre"),
        ("end Russia’s war against Ukraine", "Mike Waltz"),
        ("provide Ukraine with security guarantees", "Donald Trump"),
    ):
        assert any(f"action {action}" in one and f"told by {teller}" in one for one in tellers)
