"""Bookmarks, notes and tags in the explorer, and the way back from all that was done."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from store.corpus import Corpus
from store.records import Kind
from tui import keys
from tui.columns import Names, table
from tui.screens.record_sheet import RecordSheet

if TYPE_CHECKING:
    from tests.tui.conftest import Open, Stage


def said(stage: Stage) -> str:
    return stage.explorer.status.said


def about(store: Path, stage: Stage) -> tuple[str, tuple[str, ...], bool] | None:
    """What is said of the record of the pane in use."""
    record = stage.explorer.record
    assert record is not None
    with Corpus.open(store) as corpus:
        note = corpus.note(record.id)
    return (note.text, note.tags, note.marked) if note else None


def row(stage: Stage, pane: int) -> str:
    """The row under the cursor of a list."""
    here = stage.explorer.lists[pane - 1].list
    return stage.lines()[here.region.y + here.cursor][: here.region.right].rstrip("│ ")


async def answer(stage: Stage, key: str, words: str) -> None:
    """Presses a key that asks for words, and gives these."""
    await stage.press(key)
    stage.explorer.foot.prompt.value = words
    await stage.press("enter")
    await stage.settle()


@pytest.mark.parametrize("pane", ["1", "2", "3", "4"])
async def test_m_bookmarks_the_record_of_the_pane_in_use(
    play: Open, store: Path, pane: str
) -> None:
    async with play(store) as stage:
        await stage.press("3", "enter", pane, "m")
        await stage.settle()
        assert about(store, stage) == ("", (), True)
        assert said(stage).startswith("Bookmark on ")
        assert said(stage).endswith(" · u: undo")
        assert stage.explorer.card.rule.title.startswith("* · ")
        if pane != "4":
            assert row(stage, int(pane)).endswith(" *")
        await stage.press("m")
        await stage.settle()
        assert about(store, stage) is None
        assert said(stage).startswith("Bookmark off ")
        assert "*" not in stage.explorer.card.rule.title


async def test_m_in_haste_ends_where_as_many_presses_end(play: Open, store: Path) -> None:
    async with play(store) as stage:
        await stage.press("3", *"mmmmm")
        await stage.settle()
        assert about(store, stage) == ("", (), True)


async def test_the_ledger_has_marks_too(play: Open, store: Path) -> None:
    async with play(store) as stage:
        await stage.press("3", "v", "v", "m")
        await stage.settle()
        assert row(stage, 3).endswith(" *")
        assert said(stage).startswith("Bookmark on entry “")


async def test_a_asks_for_a_note_and_has_the_one_that_is_there_to_edit(
    play: Open, store: Path
) -> None:
    async with play(store) as stage:
        await answer(stage, "a", ' Ask "Berg" ')
        assert about(store, stage) == ('Ask "Berg"', (), False)
        assert said(stage).startswith("Note on source “")
        assert row(stage, 1).endswith(" +")
        assert any('note Ask "Berg"' in line for line in stage.lines())
        await stage.press("a")
        assert stage.explorer.foot.prompt.value == 'Ask "Berg"'
        await stage.press(*" now", "enter")
        await stage.settle()
        assert about(store, stage) == ('Ask "Berg" now', (), False)
        await stage.press("a", *"!!", "escape")
        await stage.settle()
        assert about(store, stage) == ('Ask "Berg" now', (), False)
        await answer(stage, "a", "")
        assert about(store, stage) is None
        assert said(stage).startswith("Note off source “")


async def test_t_asks_for_tags_and_completes_them(play: Open, store: Path) -> None:
    async with play(store) as stage:
        await answer(stage, "t", "check-again  #later check-again")
        assert about(store, stage) == ("", ("check-again", "later"), False)
        await stage.press("j", "t", *"che", "tab")
        assert stage.explorer.foot.prompt.value == "check-again"
        await stage.press("space", "tab")
        assert stage.explorer.foot.prompt.value == "check-again later"
        await stage.press("enter")
        await stage.settle()
        assert about(store, stage) == ("", ("check-again", "later"), False)
        assert stage.explorer.card.rule.title.startswith("#check-again #later · ")
        await answer(stage, "t", "later")
        assert about(store, stage) == ("", ("later",), False)
        await answer(stage, "t", "")
        assert about(store, stage) is None


async def test_what_is_no_tag_is_asked_for_again(play: Open, store: Path) -> None:
    async with play(store) as stage:
        await answer(stage, "t", "good (bad)")
        assert stage.explorer.foot.prompt.value == "good (bad)"
        assert any("`(bad)` is no tag" in line for line in stage.lines())
        await stage.press("escape")
        assert about(store, stage) is None


async def test_without_tags_tab_leaves_the_line_as_before(play: Open, store: Path) -> None:
    async with play(store) as stage:
        await stage.press("a", "x", "tab")
        assert stage.explorer.pane == 2
        assert not stage.explorer.foot.has_class("-asking")


async def test_u_and_U_go_back_and_forth_and_say_over_what(play: Open, store: Path) -> None:
    async with play(store) as stage:
        await stage.press("u")
        await stage.settle()
        assert said(stage) == "Nothing to undo."
        await stage.press("m")
        await answer(stage, "t", "one")
        await answer(stage, "a", "two")
        await stage.press("u", "u")
        await stage.settle()
        assert about(store, stage) == ("", (), True)
        assert said(stage).startswith("Undone: tags one on source “")
        assert said(stage).endswith(" · U: redo")
        await stage.press("U", "U", "U")
        await stage.settle()
        assert said(stage) == "Nothing to do again."
        assert about(store, stage) == ("two", ("one",), True)
    async with play(store) as stage:
        await stage.press("u", "u", "u")
        await stage.settle()
        assert about(store, stage) is None


async def test_marks_are_searched_for(play: Open, store: Path) -> None:
    async with play(store) as stage:
        await stage.press("3", "j", "m")
        await stage.settle()
        marked = stage.explorer.record
        await stage.press("slash", *"is:bookmarked", "enter")
        await stage.settle()
        assert stage.explorer.pledges.list.count == 1
        assert stage.explorer.pledges.list.record == marked
        await stage.press("m")
        await stage.settle()
        assert stage.explorer.pledges.list.count == 0
        await stage.press("u")
        await stage.settle()
        assert stage.explorer.pledges.list.count == 1


async def test_what_another_process_says_is_shown(play: Open, store: Path) -> None:
    async with play(store) as stage:
        record = stage.explorer.record
        assert record is not None
        with Corpus.open(store) as corpus:
            corpus.set_marked(record.id, True)
        stage.explorer.follow()
        await stage.settle()
        assert row(stage, 1).endswith(" *")


async def test_the_whole_card_tells_all_of_it(play: Open, store: Path) -> None:
    async with play(store) as stage:
        await stage.press("3", "m")
        await answer(stage, "t", "one two")
        await answer(stage, "a", "three")
        await stage.press("i")
        await stage.settle()
        assert isinstance(stage.app.screen, RecordSheet)
        lines = "\n".join(stage.lines())
        assert "* bookmarked   tags one two   note three" in lines
        assert "* #one #two · pledge" in lines


@pytest.mark.parametrize("key", ["m", "a", "t", "u", "U"])
async def test_shown_only_the_keys_are_off_and_say_why(play: Open, store: Path, key: str) -> None:
    async with play(store, restricted=True) as stage:
        await stage.press(key)
        await stage.settle()
        assert said(stage) == f"{key} is off: the store is only shown (--restricted)."
    with Corpus.open(store) as corpus:
        assert corpus.notes() == {}


@pytest.mark.parametrize("key", ["m", "a", "t"])
async def test_where_there_is_no_record_they_say_so(play: Open, empty: Path, key: str) -> None:
    async with play(empty) as stage:
        await stage.press(key)
        assert said(stage) == f"{key} is off: there is no record here."


async def test_a_store_that_cannot_be_written_turns_them_off(
    play: Open, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with play(store) as stage:
        monkeypatch.setattr(Corpus, "read_only", True)
        for binding in keys.MARKING:
            assert "the store's file cannot be written" in stage.explorer.why_off(binding)


async def test_a_record_that_is_gone_takes_no_mark(play: Open, store: Path) -> None:
    async with play(store) as stage:
        record = stage.explorer.record
        assert record is not None
        with Corpus.open(store) as corpus:
            corpus.remove(record.id)
        await stage.press("m")
        await stage.settle()
        assert said(stage) == "Not done: that record is no longer in the store."


def test_plain_tables_have_a_column_of_yours_where_there_is_something(store: Path) -> None:
    def titles(kind: Kind) -> list[str]:
        columns, rows = table(
            kind, corpus.listing(kind), Names(corpus), short=True, notes=corpus.notes()
        )
        assert all(len(cells) == len(columns) for cells in rows)
        cells.extend(cell for cell in (line[1] for line in rows) if columns[1].title == "yours")
        return [column.title for column in columns]

    with Corpus.open(store) as corpus:
        cells: list[str] = []
        assert "yours" not in titles("pledge")
        record = corpus.listing("pledge")[0].id
        corpus.set_marked(record, True)
        corpus.set_tags(record, ["a", "b"])
        corpus.set_note(record, "c")
        assert titles("pledge")[:2] == ["id", "yours"]
        assert sorted(filter(None, cells)) == ["* + #a #b"]
        assert "yours" not in titles("source")
