"""What stands where at each size of the terminal, and what stays when the size changes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from textual.widget import Widget

from tui.screens.frame import LEAST

if TYPE_CHECKING:
    from tests.tui.conftest import Open


async def test_at_120_by_40_lists_reader_and_card_stand_side_by_side(
    play: Open, store: Path
) -> None:
    async with play(store, size=(120, 40)) as stage:
        await stage.press("enter", "right_square_bracket")
        lines = stage.lines()
    assert lines[0].startswith(" onrecord · coast   3 articles · 4 actors · 4 quotes · 3 pledges")
    assert lines[1].startswith("─ 1 Sources 3 ──")
    assert "┬━ 4 Reader · North Coast Post · ~6 Jan 2026 · 2 of 6 ━━" in lines[1]
    assert lines[2].startswith("▸Harbour towns agree on a sea…  ~6 Jan 2026│")
    assert any(line.startswith("─ 2 Actors 4 ─") and "┤" in line for line in lines)
    assert any("├─ pledge · commitment · confidence 0.9 ─" in line for line in lines)
    assert any("● Mayor Anna Berg said that" in line or "●▌ Mayor Anna" in line for line in lines)
    assert lines[-1].startswith(" ] next mark")
    assert len(lines) == 40


async def test_at_80_by_24_everything_is_in_view(play: Open, store: Path) -> None:
    async with play(store, size=(80, 24)) as stage:
        await stage.press("enter", "right_square_bracket")
        text = stage.text()
    for words in (
        "1 Sources 3",
        "2 Actors 4",
        "3 Pledges 3",
        "2 of 6",
        "Harbour towns agree on a sea wall",
        "trigger have agreed",
        "condition if the state pays half of it",
        "? keys",
    ):
        assert words in text


async def test_at_60_by_20_the_reader_takes_the_place_of_the_lists(play: Open, store: Path) -> None:
    async with play(store, size=(60, 20)) as stage:
        text = stage.text()
        assert "1 Sources 3" in text
        assert "3 Pledges 3" in text
        assert "4 Reader" not in text
        assert "source · 3 quotes · 3 pledges" in text
        await stage.press("enter")
        text = stage.text()
        assert "4 Reader" in text
        assert "1 Sources" not in text
        await stage.press("backspace")
        assert "1 Sources 3" in stage.text()
        await stage.press("slash")
        await stage.type("storm")
        await stage.press("enter", "n")
        assert "4 Reader" in stage.text()
        assert "1/1" in stage.text()


async def test_a_low_terminal_unfolds_one_list(play: Open, store: Path) -> None:
    async with play(store, size=(80, 11)) as stage:
        await stage.press("3")
        text = stage.text()
        assert "1 Sources 3" in text
        assert "▸Harbour" not in text
        assert "▸● harbour towns" in text
        await stage.press("1")
        assert "▸Harbour" in stage.text()


@pytest.mark.parametrize("size", [(39, 24), (80, 9), (20, 5)])
async def test_below_the_least_size_a_sentence_says_so(
    play: Open, store: Path, size: tuple[int, int]
) -> None:
    async with play(store, size=size) as stage:
        text = " ".join(stage.text().split())
        assert "onrecord needs" in text
        assert "1 Sources" not in text
        await stage.pilot.resize_terminal(80, 24)
        await stage.settle()
        assert "1 Sources 3" in stage.text()


async def test_at_the_least_size_the_panes_are_there(play: Open, store: Path) -> None:
    async with play(store, size=LEAST) as stage:
        assert "1 Sources 3" in stage.text()
        await stage.press("3", "enter")
        assert "4 Reader" in stage.text()


async def test_the_readers_place_stays_when_the_width_changes(play: Open, store: Path) -> None:
    async with play(store, size=(80, 18)) as stage:
        await stage.press("enter", "j", "j", "j", "j")
        article = stage.explorer.reader.article
        text = article.opened.text if article.opened else ""
        place = article.place
        for size in ((120, 18), (72, 18), (60, 18), (80, 18)):
            await stage.pilot.resize_terminal(*size)
            await stage.settle()
            assert abs(article.place - place) <= 80
            if article.top:
                assert text[article.place : article.place + 5] in stage.text()
        assert article.place == place


async def test_the_readers_place_stays_when_it_is_zoomed_and_back(play: Open, store: Path) -> None:
    async with play(store, size=(80, 18)) as stage:
        await stage.press("enter", "j", "j", "j", "j")
        article = stage.explorer.reader.article
        place, text = article.place, article.opened.text if article.opened else ""
        await stage.press("z")
        assert abs(article.place - place) <= 80
        assert text[place : place + 5] in stage.text() or not article.top
        await stage.press("z")
        assert article.place == place


async def test_the_readers_rule_tells_how_far_down_the_view_is(play: Open, store: Path) -> None:
    async with play(store, size=(80, 14)) as stage:
        await stage.press("enter", "g")
        assert "1 of 6 · top" in stage.text()
        await stage.press("j")
        article = stage.explorer.reader.article
        assert article.share.endswith(" %")
        assert f"1 of 6 · {article.share}" in stage.text()
        await stage.press("G")
        assert "1 of 6 · end" in stage.text()
        await stage.pilot.resize_terminal(80, 60)
        await stage.settle()
        assert article.share == ""
        assert stage.explorer.reader.rule.title.endswith("· 1 of 6")


async def test_a_long_name_leaves_room_for_the_hints(
    play: Open, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = "Joint Committee of the Harbour Towns and Ferrymen of the North Coast"
    for width, hints in ((60, ("enter narrow to it",)), (120, ("enter narrow to it", "q quit"))):
        async with play(store, size=(width, 20)) as stage:
            monkeypatch.setattr(stage.explorer.shelf, "name", lambda _: long)
            await stage.press("2", "enter")
            last = stage.lines()[-1]
            assert "only Joint" in last
            assert "…" in last
            for words in hints:
                assert words in last


async def test_a_resize_keeps_cursor_and_current_record(play: Open, store: Path) -> None:
    async with play(store) as stage:
        await stage.press("j", "j", "k", "k", "enter", "right_square_bracket")
        record = stage.explorer.reader.article.current
        await stage.pilot.resize_terminal(60, 20)
        await stage.settle()
        assert stage.explorer.reader.article.current == record
        assert stage.explorer.pane == 4


async def test_the_text_is_no_wider_than_reads_well(play: Open, store: Path) -> None:
    async with play(store, size=(200, 40)) as stage:
        await stage.press("enter", "z")
        rows = [line.rstrip() for line in stage.lines()[2:-2]]
        assert max(len(row.strip()) for row in rows) <= 90
        assert min(len(row) - len(row.lstrip()) for row in rows if row) > 40


@pytest.mark.parametrize("theme", ["flexoki", "solarized-light", "ansi-dark", "textual-dark"])
async def test_every_theme_draws(play: Open, store: Path, theme: str) -> None:
    async with play(store, theme=theme) as stage:
        await stage.press("enter", "right_square_bracket", "slash")
        await stage.type("sea")
        await stage.press("enter", "n")
        assert "1/" in stage.lines()[0]


async def test_keys_go_on_after_a_terminal_was_too_small(play: Open, store: Path) -> None:
    async with play(store, size=(120, 40)) as stage:
        await stage.pilot.resize_terminal(39, 9)
        await stage.press("j")
        await stage.pilot.resize_terminal(120, 40)
        await stage.settle()
        await stage.press("j")
        assert stage.explorer.sources.list.cursor == 1


async def test_a_list_hears_of_its_size_also_where_somebody_asked_for_it_before(
    play: Open, store: Path
) -> None:
    async with play(store) as stage:
        explorer = stage.explorer
        rows = explorer.sources.list
        await stage.press("G")
        assert rows.cursor == rows.count - 1 > 1
        explorer.sources.styles.max_height = 2  # its rule and one row
        for widget in rows.ancestors_with_self:
            if isinstance(widget, Widget):
                widget._clear_arrangement_cache()  # as once the change of a style was heard of
        explorer._compositor.reflow_visible(explorer, explorer.size)  # as after a scroll
        assert explorer._compositor.full_map[rows].region.height == 1
        await stage.settle()
        assert rows.size.height == 1
        assert rows.scroll_offset.y == rows.cursor


async def test_a_pane_whose_focus_was_hidden_has_it_again(play: Open, store: Path) -> None:
    async with play(store) as stage:
        explorer = stage.explorer
        explorer.set_focus(explorer.pledges.list)
        explorer.pledges.display = False
        await stage.settle()
        assert explorer.focused is not None
        assert explorer.focused.display
        explorer.pledges.display = True
        explorer.set_focus(None)
        await stage.settle()
        assert explorer.focused is (*explorer.lists,)[explorer.pane - 1].list
        await stage.press("j")
        assert explorer.lists[explorer.pane - 1].list.cursor == 1
