"""A terminal that is too small: what is open over the panes does not hide the sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.conftest import Open
from tui.screens.over import Over

OVER = {
    "L": "ledger",
    "C": "conditions",
    "i": "source",
    "question_mark": "keys",
    "ctrl+p": "does it",
}


@pytest.mark.parametrize("key", OVER)
@pytest.mark.parametrize("size", [(39, 9), (39, 24), (80, 9)], ids=str)
async def test_the_sentence_is_seen_and_what_was_open_comes_back(
    play: Open, store: Path, key: str, size: tuple[int, int]
) -> None:
    async with play(store, (80, 24)) as stage:
        await stage.press(key)
        before, used = stage.text(), stage.app.screen.focused
        assert isinstance(stage.app.screen, Over)
        await stage.pilot.resize_terminal(*size)
        await stage.settle()
        lines = [line.strip() for line in stage.lines() if line.strip()]
        assert lines == [
            "onrecord needs",
            "40 columns by 10 rows;",
            f"this terminal has {size[0]} by {size[1]}.",
        ]
        await stage.pilot.resize_terminal(80, 24)
        await stage.settle()
        assert stage.text() == before
        assert stage.app.screen.focused is used
        await stage.press("escape")
        assert not isinstance(stage.app.screen, Over)


async def test_a_view_that_is_opened_without_room_is_there_once_there_is(
    play: Open, store: Path
) -> None:
    async with play(store, (39, 9)) as stage:
        await stage.press("L")
        assert "this terminal has 39 by 9." in stage.text()
        await stage.pilot.resize_terminal(80, 24)
        await stage.settle()
        assert "ledger" in stage.lines()[1]
        await stage.press("j")
        assert stage.app.screen.focused is not None
