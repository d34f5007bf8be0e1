"""A visit is noted when the explorer is left, and its news are those since the one before."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from store.corpus import Corpus
from tests.store.ledger_samples import Report
from tests.tui.played import Played


def made(tmp_path: Path) -> Path:
    path = tmp_path / "store.db"
    with Corpus.open(path) as corpus:
        Report(1).into(corpus)
    return path


def noted(path: Path) -> list[int]:
    with Corpus.open(path) as corpus:
        return [one.number for one in corpus.visits()]


def test_leaving_notes_a_visit_and_the_next_one_sees_what_came_since(tmp_path: Path) -> None:
    path = made(tmp_path)
    with Played(path) as terminal:
        terminal.press("W", expect="This is the first visit")
        terminal.press("esc q", changes=False)
        assert terminal.ended() == 0
    assert noted(path) == [1]
    with Corpus.open(path) as corpus:
        Report(2, topic=2, maker="Westmark").into(corpus)
    with Played(path) as terminal:
        terminal.press("W", expect="1 article since")
        assert "Westmark" in terminal.text
        assert "Norland" not in terminal.text
        terminal.press("esc q", changes=False)
        assert terminal.ended() == 0
    assert noted(path) == [1, 2]
    with Played(path) as terminal:
        terminal.press("W", expect="Nothing new since the last visit")


def test_one_that_is_killed_was_no_visit(tmp_path: Path) -> None:
    path = made(tmp_path)
    for number in (signal.SIGKILL, signal.SIGTERM):
        with Played(path) as terminal:
            terminal.press("j", changes=False)
            os.kill(terminal.session.pid, number)
            assert terminal.session.wait_exit() is not None
        assert noted(path) == []


def test_restricted_none_is_noted_and_news_are_shown(tmp_path: Path) -> None:
    path = made(tmp_path)
    with Played(path, "--restricted") as terminal:
        terminal.press("W", expect="This is the first visit")
        terminal.press("esc q", changes=False)
        assert terminal.ended() == 0
    assert noted(path) == []
