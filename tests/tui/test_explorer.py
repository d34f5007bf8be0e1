"""What each key of the explorer does: state, messages, and what stands on the screen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from store.records import Actor, Quote, Source

if TYPE_CHECKING:
    from tests.tui.conftest import Open


async def test_the_header_names_the_store_and_its_counts(play: Open, store: Path) -> None:
    async with play(store) as stage:
        first = stage.lines()[0]
    assert "onrecord · coast" in first
    assert "3 articles · 4 actors · 4 quotes · 3 pledges" in first
    assert first.endswith("/ search")


async def test_the_panes_carry_number_title_and_count(play: Open, store: Path) -> None:
    async with play(store) as stage:
        for title in ("1 Sources 3", "2 Actors 4", "3 Pledges 3", "4 Reader"):
            assert title in stage.text()


@pytest.mark.parametrize("down", ["j", "down"])
@pytest.mark.parametrize("up", ["k", "up"])
async def test_the_cursor_moves_and_the_card_follows(
    play: Open, store: Path, down: str, up: str
) -> None:
    async with play(store) as stage:
        assert "source · 3 quotes · 3 pledges" in stage.text()
        await stage.press(down)
        assert stage.explorer.sources.list.cursor == 1
        assert "source · 1 quote · 0 pledges" in stage.text()
        assert stage.explorer.reader.article.opened is None
        await stage.press(up)
        assert stage.explorer.sources.list.cursor == 0


@pytest.mark.parametrize(
    ("keys", "row"),
    [
        (["G"], 2),
        (["end"], 2),
        (["G", "g"], 0),
        (["G", "home"], 0),
        (["ctrl+d"], 1),
        (["G", "ctrl+u"], 1),
        (["pagedown"], 2),
        (["space"], 2),
        (["G", "pageup"], 0),
    ],
)
async def test_the_other_movements(play: Open, store: Path, keys: list[str], row: int) -> None:
    async with play(store) as stage:
        await stage.press(*keys)
        assert stage.explorer.sources.list.cursor == row


async def test_keys_go_from_pane_to_pane(play: Open, store: Path) -> None:
    async with play(store) as stage:
        for key, pane in (
            ("2", 2),
            ("3", 3),
            ("4", 4),
            ("1", 1),
            ("tab", 2),
            ("l", 3),
            ("right", 4),
            ("tab", 1),
            ("shift+tab", 4),
            ("h", 3),
            ("left", 2),
        ):
            await stage.press(key)
            assert stage.explorer.pane == pane
            place = (
                stage.explorer.lists[pane - 1].list if pane < 4 else stage.explorer.reader.article
            )
            assert stage.app.focused is place


async def test_keys_typed_after_a_pane_key_go_to_that_pane(play: Open, store: Path) -> None:
    async with play(store) as stage:
        await stage.pilot.press("3", "j", "j")
        assert stage.explorer.pledges.list.cursor == 2
        assert stage.explorer.sources.list.cursor == 0


async def test_enter_reads_the_article(play: Open, store: Path) -> None:
    async with play(store) as stage:
        await stage.press("enter")
        assert stage.explorer.pane == 4
        text = stage.text()
    assert "4 Reader · North Coast Post · ~6 Jan 2026 · 1 of 6" in text
    assert "Harbour towns agree on a sea wall" in text
    assert "▌" in text


async def test_enter_on_a_pledge_goes_to_its_words(play: Open, store: Path) -> None:
    async with play(store, size=(80, 14)) as stage:
        await stage.press("3", "G", "enter")
        current = stage.explorer.reader.article.current
        assert current is not None
        assert current == stage.explorer.pledges.list.record
        assert "lend the ferrymen" in stage.text()
        assert "6 of 6" in stage.text()


async def test_enter_on_an_actor_narrows_the_other_panes(play: Open, store: Path) -> None:
    async with play(store) as stage:
        await stage.press("2", "g")
        names = [stage.explorer.actors.list.record]
        while getattr(names[-1], "name", "") != "harbour towns":
            await stage.press("j")
            names.append(stage.explorer.actors.list.record)
        await stage.press("enter")
        text = stage.text()
        assert stage.explorer.pane == 2
        assert "1 Sources 1 of 3" in text
        assert "3 Pledges 2 of 3" in text
        assert "2 Actors 4" in text
        assert "only harbour towns" in text
        await stage.press("escape")
        assert "3 Pledges 3" in stage.text()


async def test_an_actor_without_pledges_shows_its_quotes(play: Open, store: Path) -> None:
    async with play(store) as stage:
        await stage.press("2", "g")
        record = stage.explorer.actors.list.record
        assert isinstance(record, Actor)
        assert (record.quotes, record.pledges) == (2, 0)
        await stage.press("enter")
        assert "3 Quotes 2 of 4" in stage.text()
        await stage.press("escape")
        assert "3 Pledges 3" in stage.text()


async def test_v_turns_from_pledges_to_quotes_and_the_ledger(play: Open, store: Path) -> None:
    async with play(store) as stage:
        await stage.press("v", "3")
        assert "3 Quotes 4" in stage.text()
        assert isinstance(stage.explorer.pledges.list.record, Quote)
        await stage.press("v")
        assert "3 Ledger" in stage.text()
        await stage.press("v")
        assert "3 Pledges 3" in stage.text()


async def test_brackets_step_through_quotes_and_pledges(play: Open, store: Path) -> None:
    async with play(store) as stage:
        await stage.press("right_square_bracket")
        assert "No article is open" in stage.text()
        await stage.press("enter", "right_square_bracket", "right_square_bracket")
        assert "3 of 6" in stage.text()
        assert "confidence" in stage.text()
        await stage.press("left_square_bracket")
        assert "2 of 6" in stage.text()
        await stage.press(*["right_square_bracket"] * 5)
        assert "6 of 6" in stage.text()
        assert "That was the last one" in stage.text()


async def test_escape_never_leaves(play: Open, store: Path) -> None:
    async with play(store) as stage:
        await stage.press("escape", "escape", "escape")
        assert stage.app.is_running
        assert "Nothing to close. q leaves" in stage.text()


async def test_backspace_goes_back_to_where_one_was(play: Open, store: Path) -> None:
    async with play(store) as stage:
        await stage.press("backspace")
        assert "Nowhere to go back to" in stage.text()
        await stage.press("j", "enter")
        await stage.press("3", "j", "enter")
        await stage.press("2", "enter")
        assert stage.explorer.view.actor
        await stage.press("backspace")
        assert stage.explorer.view.actor is None
        assert stage.explorer.pane == 2
        await stage.press("backspace")
        assert stage.explorer.pane == 3
        opened = stage.explorer.reader.article.opened
        assert opened is not None
        assert opened.source.title == "Trains to cost less, minister says"
        assert stage.explorer.pledges.list.cursor == 1
        await stage.press("backspace")
        assert stage.explorer.pane == 1
        assert stage.explorer.sources.list.cursor == 1


async def test_zoom_shows_one_pane_alone_and_escape_ends_it(play: Open, store: Path) -> None:
    async with play(store) as stage:
        await stage.press("enter", "z")
        text = stage.text()
        assert "4 Reader" in text
        assert "1 Sources" not in text
        await stage.press("escape")
        assert "1 Sources" in stage.text()
        await stage.press("3", "z")
        text = stage.text()
        assert "3 Pledges" in text
        assert "1 Sources" not in text
        assert "4 Reader" not in text
        await stage.press("z")
        assert "4 Reader" in stage.text()


async def test_details_follow_the_current_record_in_the_reader(play: Open, store: Path) -> None:
    async with play(store) as stage:
        await stage.press("enter")
        card = stage.explorer.card
        assert isinstance(card.record, Quote)
        await stage.press("1")
        assert isinstance(stage.explorer.card.record, Source)


async def test_help_lists_every_key_and_closes(play: Open, store: Path) -> None:
    from tui import keys
    from tui.screens.help import lines

    page = "\n".join("".join(text for text, _ in line) for line in lines(80, 1))
    for binding in keys.bindings():
        assert binding.tooltip[:30] in page
        for name in keys.names(binding):
            assert name in page
    async with play(store) as stage:
        await stage.press("question_mark")
        assert "Keys and marks" in stage.text()
        await stage.press("escape")
        assert "Keys and marks" not in stage.text()


@pytest.mark.parametrize("key", ["ctrl+p", "colon"])
async def test_the_palette_does_what_is_chosen(play: Open, store: Path, key: str) -> None:
    async with play(store) as stage:
        await stage.press(key)
        assert "Palette" in stage.text()
        await stage.type("zoom")
        await stage.press("enter")
        assert stage.explorer.has_class("-zoomed")
        await stage.press(key, "escape")
        assert "Palette" not in stage.text()


async def test_the_palette_moves_in_the_pane_in_use(play: Open, store: Path) -> None:
    async with play(store) as stage:
        await stage.press("colon")
        await stage.type("last row")
        await stage.press("enter")
        assert stage.explorer.sources.list.cursor == 2


async def test_the_palette_says_why_an_action_is_off(play: Open, store: Path) -> None:
    async with play(store) as stage:
        await stage.press("colon")
        await stage.type("next hit")
        assert "Nothing is searched for" in stage.text()


async def test_control_c_copies_and_twice_leaves(play: Open, store: Path) -> None:
    async with play(store) as stage:
        await stage.press("3", "ctrl+c")
        assert stage.explorer.clipboard.last().startswith("“the harbour towns have agreed to build")
        assert "ctrl+c again leaves" in stage.text()
        assert stage.app.is_running
        await stage.pilot.press("ctrl+c")
        await stage.pilot.pause()
        assert not stage.app.is_running


async def test_q_leaves(play: Open, store: Path) -> None:
    async with play(store) as stage:
        await stage.pilot.press("q")
        await stage.pilot.pause()
        assert stage.app.return_code == 0
        assert not stage.app.is_running


async def test_a_click_moves_and_a_second_one_opens(play: Open, store: Path) -> None:
    async with play(store) as stage:
        await stage.pilot.click(stage.explorer.sources.list, offset=(3, 1))
        await stage.settle()
        assert stage.explorer.sources.list.cursor == 1
        await stage.pilot.click(stage.explorer.sources.list, offset=(3, 1))
        await stage.settle()
        assert stage.explorer.reader.article.opened is not None


async def test_a_click_on_another_pane_makes_it_the_one_in_use(play: Open, store: Path) -> None:
    async with play(store) as stage:
        await stage.pilot.click(stage.explorer.actors.list, offset=(3, 1))
        await stage.settle()
        assert stage.explorer.pane == 2
        assert "━ 2 Actors" in stage.text()


async def test_the_mouse_selects_the_articles_own_words(play: Open, store: Path) -> None:
    async with play(store) as stage:
        await stage.press("enter")
        article = stage.explorer.reader.article
        await stage.pilot.mouse_down(article, offset=(3, 0))
        await stage.pilot.hover(article, offset=(15, 0))
        await stage.pilot.mouse_up(article, offset=(15, 0))
        await stage.settle()
        assert stage.explorer.get_selected_text() == "Harbour towns"
        await stage.press("ctrl+c")
        assert stage.explorer.clipboard.last() == "Harbour towns"


async def test_a_restricted_explorer_does_not_suspend(play: Open, store: Path) -> None:
    async with play(store, restricted=True) as stage:
        await stage.press("ctrl+z")
        assert "ctrl+z is off" in stage.text()


async def test_the_screen_can_be_drawn_again(play: Open, store: Path) -> None:
    async with play(store) as stage:
        before = stage.text()
        await stage.press("ctrl+l")
        assert stage.text() == before
