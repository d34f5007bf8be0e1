"""ASCII: what text becomes, that it takes the same cells, and that nothing else is written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.geometry import Offset
from textual.selection import Selection

from tui.plain import to_ascii
from tui.wrapping import shown

if TYPE_CHECKING:
    from tests.tui.conftest import Open


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("plain", "plain"),
        ("━ 1 Sources ───", "= 1 Sources ---"),
        ("● ◐ ○ ▌ ▏ ▸", "# ~ x | : >"),
        ("“We – won’t” …", '"We - won\'t" >'),
        ("Jonas Gahr Støre, Sébastien, Zażółć", "Jonas Gahr Store, Sebastien, Zazolc"),
        ("e\u0301te\u0301", "ete"),
        ("日本", "????"),
        ("Киев", "????"),
        ("a👍🏽b", "a??b"),
        ("½ €5\xa0m ²", "? ?5 m 2"),
    ],
)
def test_signs_become_ascii_that_reads_like_them(text: str, plain: str) -> None:
    assert to_ascii(text) == plain


@given(st.text())
def test_any_text_takes_the_same_cells_and_holds_ascii_only(text: str) -> None:
    words = shown(text)
    plain = to_ascii(words)
    assert all(" " <= letter <= "~" for letter in plain)
    assert len(plain) == cell_len(words)


async def test_everything_on_the_screen_is_ascii(play: Open, store: Path) -> None:
    async with play(store, ascii=True) as stage:
        texts = [stage.text()]
        await stage.press("enter", "right_square_bracket")
        texts.append(stage.text())
        await stage.press("question_mark", "G")
        texts.append(stage.text())
        await stage.press("escape", "colon")
        texts.append(stage.text())
    for text in texts:
        assert text.isascii(), text
    assert "= 1 Sources 3 " in texts[0]
    assert "|" in texts[1]
    assert "(?condition?)" in texts[2]
    assert "# ~ x" in texts[2]


async def test_the_current_record_stands_in_brackets_and_the_text_stays_where_it_is(
    play: Open, store: Path
) -> None:
    async with play(store, ascii=True) as stage:
        await stage.press("3", "enter")
        first = stage.text()
        assert "<the harbour towns> {have agreed}" in " ".join(first.split())
        assert "(?if the state pays half of it?)" in " ".join(
            line.partition("|")[2].strip(" |") for line in first.splitlines()
        )
        lines = stage.explorer.reader.article._lines
        await stage.press("right_square_bracket")
        assert stage.explorer.reader.article._lines == lines
        assert "<the harbour towns>" not in stage.text()


async def test_attributes_do_where_more_than_ascii_is_drawn(play: Open, store: Path) -> None:
    async with play(store) as stage:
        await stage.press("3", "enter")
        assert "<the harbour towns>" not in stage.text()


async def test_what_is_selected_with_the_mouse_is_the_text_without_brackets(
    play: Open, store: Path
) -> None:
    async with play(store, ascii=True) as stage:
        await stage.press("3", "enter")
        article = stage.explorer.reader.article
        rows = [line for line in stage.lines() if "<the harbour" in line]
        left = rows[0].index("<the harbour") - article.region.x
        row = stage.lines().index(rows[0]) - article.region.y + article.top
        span = len("<the harbour towns> {have agreed}")
        selection = Selection(Offset(left, row), Offset(left + span, row))
        chosen = article.get_selection(selection)
        assert chosen is not None
        assert chosen[0] == "the harbour towns have agreed"


async def test_what_is_typed_is_kept_as_it_is(play: Open, store: Path) -> None:
    async with play(store, ascii=True) as stage:
        await stage.press("slash", "é", "t", "é")
        assert stage.explorer.header.prompt.value == "été"
        assert stage.text().count("été") == 1  # the driver writes it as ete
