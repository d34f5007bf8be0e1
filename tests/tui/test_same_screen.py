"""Thrift, and composing from what can be seen, show what Textual by itself would show."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual._compositor import Compositor

from tests.conftest import HARBOUR, Run
from tests.tui.conftest import Open
from tests.tui.played import Played

WIDE = """東京の会議で新しい約束 — a headline in two scripts

The mayor of 大阪市, Anna Öberg, said that the town will rebuild the 港 after the winter.

“今日はいい日だ,” she said. Café, naïve, e\u0301te\u0301 stand in this line, too.
"""

TYPED = (
    "enter", "j", "pgdn", "G", "]", "z", "j", "z", "1", "?", "esc", "2", "enter", "esc", "3", "v",
    "/", "a", "esc", "<", "ctrl+t", "i", "esc",
)  # fmt: skip


@pytest.fixture
def store(tmp_path: Path, onrecord: Run) -> Path:
    """Articles in two scripts, beside each other."""
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "wide.txt").write_text(WIDE, encoding="utf-8")
    (folder / "harbour.txt").write_text(HARBOUR * 6, encoding="utf-8")
    path = tmp_path / "wide.db"
    assert onrecord("--store", path, "load", folder).returncode == 0
    return path


def cells(terminal: Played) -> list[tuple[Any, ...]]:
    """All cells, a bare blank by its background only."""
    terminal.rest(0.15)
    terminal.session._draw()
    screen = terminal.session.terminal.screen
    found = []
    for y in range(screen.lines):
        for x in range(screen.columns):
            cell = screen.buffer[y][x]
            lined = cell.underscore or cell.strikethrough or cell.reverse or cell.blink
            bare = cell.data == " " and not lined
            found.append((y, x, " ", cell.bg) if bare else (y, x, *cell))
    return found


@pytest.mark.parametrize(("colours", "size"), [("24 bit", (120, 40)), ("256", (60, 20))])
def test_a_visit_looks_the_same_with_thrift_and_without(
    store: Path,
    settings_file: Callable[[str], Path],
    tmp_path: Path,
    colours: str,
    size: tuple[int, int],
) -> None:
    spared = Played(
        store,
        colours=colours,
        size=(100, 30),
        answers="basic",
        quiet=0.1,
        state=tmp_path / "spared",
    )
    spared.start()
    settings_file("thrift = false\n")
    plain = Played(
        store, colours=colours, size=(100, 30), answers="basic", state=tmp_path / "plain"
    )
    plain.start()
    try:
        assert cells(spared) == cells(plain)
        for one in (spared, plain):
            one.resize(*size)
        for key in TYPED:
            for one in (spared, plain):
                one.press(key, changes=False)
            assert cells(spared) == cells(plain), key
        assert spared.session.total_bytes < plain.session.total_bytes / 3
    finally:
        spared.close()
        plain.close()


async def test_the_cells_are_those_of_textuals_own_compositor(play: Open, store: Path) -> None:
    async with play(store, size=(100, 30)) as stage:
        for key in ("enter", "j", "]", "question_mark", "escape", "z", "1", "slash", "a"):
            await stage.press(key)
            ours = stage.app.screen._compositor
            drawn = [strip.text for strip in ours.render_strips()]
            assert type(ours) is not Compositor or stage.app.screen.is_modal
            theirs = Compositor._render_chops(ours, ours.size.region, lambda y: True)
            whole = ["".join(strip.text for strip in line.values()) for line in theirs]
            assert drawn == whole


async def test_lines_drawn_ahead_or_kept_are_as_they_would_be_drawn_now(
    play: Open, store: Path
) -> None:
    async with play(store, size=(100, 30)) as stage:
        article = stage.explorer.reader.article
        await stage.settle()
        assert article._ahead is not None
        assert article._ahead.strips
        for key in (
            "enter", "j", "j", "right_square_bracket", "k", "ctrl+t", "j", "slash", "t", "h", "e",
            "enter", "n", "k", "1", "j", "enter", "3", "enter",
        ):  # fmt: skip
            await stage.press(key)
            if key in "13":
                await stage.settle()
            kept = article.render_lines(article.size.region)
            article._strips.clear()
            assert kept == article.render_lines(article.size.region), key
