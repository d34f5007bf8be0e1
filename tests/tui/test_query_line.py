"""Typing a query: what is wrong with it, what completes it, earlier and saved ones."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rich.style import Style
from textual.strip import Strip
from textual.widgets import Input

from store.corpus import Corpus, Narrowing, Occurrence
from store.errors import StoreError
from store.index import Text
from store.query_tree import Lengthy
from store.wording import Wording
from tui.screens.query_help import QueryHelp
from tui.screens.saved import Saved

if TYPE_CHECKING:
    from tests.tui.conftest import Open, Stage


def status(stage: Stage) -> str:
    return stage.lines()[-1].strip()


async def type_query(stage: Stage, text: str) -> None:
    """Types signs as well as letters, as a paste does."""
    prompt = stage.explorer.header.prompt
    prompt.put(prompt.value + text)
    await stage.settle()
    await stage.settle()


async def test_what_has_too_few_letters_to_be_looked_for_has_no_hits_to_count(
    play: Open, store: Path
) -> None:
    async with play(store) as stage:
        await stage.press("slash")
        await type_query(stage, "-")
        assert stage.lines()[0].rstrip().endswith("/ -")


async def test_a_query_narrows_every_pane(play: Open, store: Path) -> None:
    async with play(store) as stage:
        await stage.press("slash")
        await type_query(stage, "stance:commitment")
        text = stage.text()
        assert "1 Sources 1 of 3" in text
        assert "3 Pledges 1 of 3" in text
        assert "1 of 4" in text


async def test_a_wrong_query_is_said_marked_and_changes_nothing(play: Open, store: Path) -> None:
    async with play(store) as stage:
        await stage.press("slash")
        await type_query(stage, "storm ")
        before = stage.explorer.view
        await type_query(stage, "stance:refx")
        assert stage.explorer.view == before
        assert stage.explorer.header.prompt.wrong == (13, 17)
        assert "not `refx`; the nearest is `refusal`" in status(stage)
        await stage.press("enter")
        assert stage.app.focused is stage.explorer.header.prompt
        await stage.press("escape")
        assert stage.explorer.view.query == ""


async def test_what_is_only_unfinished_is_not_marked(play: Open, store: Path) -> None:
    async with play(store) as stage:
        await stage.press("slash")
        await type_query(stage, "storm stance:")
        assert stage.explorer.header.prompt.wrong is None
        assert stage.explorer.view.query == ""


async def test_tab_completes_fields_values_and_names(play: Open, store: Path) -> None:
    async with play(store) as stage:
        prompt = stage.explorer.header.prompt
        await stage.press("slash")
        await type_query(stage, "st")
        assert status(stage).startswith("tab stance:  strength:")
        await stage.press("tab")
        assert prompt.value == "stance:"
        await type_query(stage, "r")
        await stage.press("tab")
        assert prompt.value == "stance:readiness"
        await stage.press("tab")
        assert prompt.value == "stance:refusal"
        await stage.press("shift+tab")
        assert prompt.value == "stance:readiness"
        prompt.put("by:an")
        await stage.settle()
        await stage.press("tab")
        assert prompt.value == 'by:"Anna Berg"'
        assert stage.app.focused is prompt


async def test_up_and_down_bring_back_what_was_searched_for(play: Open, store: Path) -> None:
    async with play(store) as stage:
        for word in ("storm", "ferry"):
            await stage.press("slash")
            stage.explorer.header.prompt.put(word)
            await stage.press("enter")
        await stage.press("slash")
        prompt = stage.explorer.header.prompt
        await stage.press("up", "up")
        assert prompt.value == "storm"
        await stage.press("down")
        assert prompt.value == "ferry"
        assert stage.explorer.recall.texts == ("storm", "ferry")


async def test_a_question_mark_between_words_asks_for_help(play: Open, store: Path) -> None:
    async with play(store, size=(120, 60)) as stage:
        await stage.press("slash", "question_mark")
        assert isinstance(stage.app.screen, QueryHelp)
        assert "cond:ceasefire OR cond:deal" in stage.text()
        await stage.press("escape")
        await stage.press("slash", "a", "question_mark")
        assert stage.explorer.header.prompt.value == "/a?"


async def test_pane_3_turns_to_quotes_where_no_pledge_is_found(play: Open, store: Path) -> None:
    async with play(store) as stage:
        await stage.press("slash")
        await type_query(stage, "kind:direct")
        assert "3 Quotes" in stage.text()
        await stage.press("escape")
        assert "3 Pledges" in stage.text()


async def test_n_goes_through_the_records_that_are_asked_for(play: Open, store: Path) -> None:
    async with play(store) as stage:
        await stage.press("slash")
        await type_query(stage, "stance:readiness")
        await stage.press("enter", "n")
        current = stage.explorer.reader.article.current
        assert current is not None
        assert getattr(current, "stance", "") == "readiness"
        assert stage.lines()[0].endswith("1/1")


async def test_a_pattern_is_looked_for_in_the_background(play: Open, store: Path) -> None:
    async with play(store) as stage:
        await stage.press("slash")
        await type_query(stage, "/sea w.ll/")
        await stage.settle()
        assert stage.explorer.view.query == "/sea w.ll/"
        assert "1 Sources 1 of 3" in stage.text()
        await stage.press("enter")
        assert "/ /sea w.ll/" in stage.lines()[0]


async def test_a_pattern_that_takes_too_long_is_said(
    play: Open, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.wording.SECONDS", -1.0)
    async with play(store) as stage:
        await stage.press("slash")
        await type_query(stage, "/sea/")
        await stage.settle()
        assert stage.explorer.view.query == ""
        assert "takes longer" in status(stage)


async def test_a_wrong_query_calls_off_the_pattern_before_it(play: Open, store: Path) -> None:
    async with play(store) as stage:
        await stage.press("slash")
        prompt = stage.explorer.header.prompt
        stage.explorer.seek("/sea w.ll/")
        prompt.put("/sea w.ll/ foo:x")
        assert not stage.explorer.seek(prompt.value)
        await stage.settle()
        await stage.settle()
        assert stage.explorer.view.query == ""
        assert "foo" in status(stage)


async def test_a_pattern_is_looked_for_in_what_comes_later_too(
    play: Open, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with play(store) as stage:
        stage.explorer.seek("/sea w.ll/")
        await stage.settle()
        assert "1 Sources 1 of 3" in stage.text()
        in_the_screen = threading.get_ident()
        searched_in: set[int] = set()
        search = Wording._search

        def watched(
            wording: Wording, kind: Text, sought: Lengthy, columns: Sequence[str]
        ) -> list[int]:
            searched_in.add(threading.get_ident())
            return search(wording, kind, sought, columns)

        monkeypatch.setattr(Wording, "_search", watched)
        with Corpus.open(store) as corpus:
            (source,) = corpus.listing("source", Narrowing(query="/sea w.ll/"))
            corpus.remove(source.id)
        searched_in.clear()
        stage.explorer.follow()
        await stage.settle()
        await stage.settle()
        assert "1 Sources 0 of 2" in stage.text()
        assert searched_in
        assert in_the_screen not in searched_in


@pytest.mark.parametrize(
    ("words", "asked"), [("storm", "counted"), ("storm OR sea", "occurrences")]
)
async def test_places_that_cannot_be_looked_for_are_said(
    play: Open, store: Path, monkeypatch: pytest.MonkeyPatch, words: str, asked: str
) -> None:
    def damaged(*_: object) -> list[Occurrence]:
        raise StoreError("row 7 of texts is damaged")

    monkeypatch.setattr(Corpus, asked, damaged)
    async with play(store) as stage:
        await stage.press("slash")
        await type_query(stage, words)
        assert "row 7 of texts is damaged" in status(stage)


async def test_searches_are_saved_with_what_they_find_now(play: Open, store: Path) -> None:
    async with play(store) as stage:
        await stage.press("S")
        assert isinstance(stage.app.screen, Saved)
        assert "No search was saved" in stage.text()
        await stage.press("escape", "slash")
        await type_query(stage, "stance:readiness")
        await stage.press("enter", "S")
        assert "save  stance:readiness" in stage.text()
        await stage.press("enter")
        await stage.settle()
        assert "1 article · 1 pledge · 0 quotes" in stage.text()
        await stage.press("escape", "escape")
        assert stage.explorer.view.query == ""
        await stage.press("S", "enter")
        assert stage.explorer.view.query == "stance:readiness"
        await stage.press("S", "X")
        with Corpus.open(store) as corpus:
            assert corpus.saved_queries() == []


async def test_nothing_is_saved_where_nothing_may_be_written(play: Open, store: Path) -> None:
    async with play(store, restricted=True) as stage:
        await stage.press("slash")
        await type_query(stage, "storm")
        await stage.press("enter", "S", "enter")
        assert "cannot be saved" in stage.text()


@pytest.mark.parametrize("text", ["s", "storm wall", "é", "stance:refx", "wall " * 40, "a b  ", ""])
async def test_the_line_looks_as_textual_draws_it(play: Open, store: Path, text: str) -> None:
    def cells(line: Strip) -> list[tuple[str, Style | None]]:
        return [(sign, one.style) for one in line for sign in one.text]

    async with play(store) as stage:
        await stage.press("slash")
        prompt = stage.explorer.header.prompt

        async def same() -> None:
            await stage.settle()
            await stage.settle()
            assert cells(prompt.render_line(0)) == cells(Input.render_line(prompt, 0))
            assert cells(prompt.render_line(1)) == cells(Input.render_line(prompt, 1))

        prompt.put(text)
        await same()
        for key in ("left", "shift+left", "end", "shift+home"):
            await stage.press(key)
            await same()
        await stage.press("end", "enter")
        await same()
