"""The view of corrections, played: narrowed as it says, and led from to where actors are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.corpus import Corpus
from store.hand.corrections import Overlay
from store.records import Actor
from tests.store.views import made_up
from tests.tui.conftest import Open
from tui.screens.board import BoardScreen


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Words are shown sooner than a user would notice."""
    monkeypatch.setattr("tui.screens.board.REST", 0.01)


@pytest.fixture
def corrected(tmp_path: Path) -> Path:
    """A merge of two countries, and a quote that was rejected."""
    path = tmp_path / "made-up.db"
    with Corpus.open(path) as corpus:
        made_up.fill(corpus)
        actors = {one.name: one for one in corpus.listing("actor") if isinstance(one, Actor)}
        corpus.hand.merge(actors["Estmark"].id, actors["Norland"].id)
        (quote,) = corpus.listing("quote")
        corpus.hand.reject(quote.id)
    return path


async def test_what_is_searched_for_narrows_it(play: Open, corrected: Path) -> None:
    async with play(corrected, (80, 24)) as stage:
        await stage.press("V")
        assert "2 corrections, 0 to look at" in stage.lines()[1]
        await stage.press("escape", "slash")
        await stage.type("brave")
        await stage.press("enter", "V")
        assert "yours · brave · 1 correction, 0 to look at" in stage.lines()[1]
        assert "Estmark" not in stage.text()
        await stage.press("escape", "slash")
        await stage.type("sudmark")
        await stage.press("enter", "V")
        assert "Nothing that you corrected or marked is about this." in stage.text()


async def test_a_merge_is_told_whole_and_leads_to_where_it_is_named(
    play: Open, corrected: Path
) -> None:
    async with play(corrected, (80, 24)) as stage:
        await stage.press("V")
        while "Estmark" not in next(line for line in stage.lines() if line.startswith("▸")):
            await stage.press("j")
        assert "merged into Norland" in next(one for one in stage.lines() if one.startswith("▸"))
        assert "Estmark was named in passing." in stage.text()
        assert "enter go to the words" in stage.lines()[-1]
        await stage.press("enter")
        assert not isinstance(stage.app.screen, BoardScreen)
        assert stage.explorer.pane == 4
        assert "Estmark" in stage.text()


async def test_where_nothing_is_to_go_to_no_key_is_named_for_it(
    play: Open, corrected: Path
) -> None:
    with Corpus.open(corrected) as corpus:  # the rejected quote's article goes
        (overlay,) = corpus.hand.overlays()
        assert isinstance(overlay, Overlay)
        corpus.remove(overlay.source)
    async with play(corrected, (80, 24)) as stage:
        await stage.press("V", "g")
        assert "no words" in stage.text()
        assert "go to the words" not in stage.lines()[-1]
        assert "esc close" in stage.lines()[-1]
        await stage.press("enter")
        assert isinstance(stage.app.screen, BoardScreen)
        assert "There are no words of an article to go to here." in stage.lines()[-1]
