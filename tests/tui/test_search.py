"""Searching as one types: what narrows, what is marked, how hits are stepped through."""

from __future__ import annotations

from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

import pytest

from store.corpus import BEST, Corpus, Narrowing
from store.errors import StoreError
from store.records import Kind
from tui.screens import finding, foreseeing

if TYPE_CHECKING:
    from tests.tui.conftest import Open, Stage


async def test_the_panes_narrow_while_the_words_are_typed(play: Open, store: Path) -> None:
    async with play(store) as stage:
        await stage.press("slash")
        assert stage.app.focused is stage.explorer.header.prompt
        await stage.type("sto")
        text = stage.text()
        assert "1 Sources 2 of 3" in text
        assert "3 Pledges 1 of 3" in text
        await stage.type("rm")
        assert "1 Sources 1 of 3" in stage.text()


async def test_letters_that_are_keys_elsewhere_are_typed(play: Open, store: Path) -> None:
    async with play(store) as stage:
        await stage.pilot.press("slash", "q", "1", "z", "n")
        await stage.settle()
        assert stage.explorer.view.query == "q1zn"
        assert stage.explorer.pane == 1
        assert "No article matches “q1zn”" in stage.text()


async def test_enter_keeps_the_search_and_escape_drops_it(play: Open, store: Path) -> None:
    async with play(store) as stage:
        await stage.press("2", "slash")
        await stage.type("storm")
        await stage.press("enter")
        assert stage.app.focused is stage.explorer.actors.list
        assert stage.explorer.view.query == "storm"
        assert "/ storm" in stage.lines()[0]
        await stage.press("escape")
        assert stage.explorer.view.query == ""
        assert "1 Sources 3" in stage.text()
        assert stage.lines()[0].endswith("/ search")


async def test_escape_while_typing_drops_the_search(play: Open, store: Path) -> None:
    async with play(store) as stage:
        await stage.press("slash")
        await stage.type("storm")
        await stage.press("escape")
        assert stage.explorer.view.query == ""
        assert stage.app.focused is stage.explorer.sources.list


async def test_the_search_closes_before_the_narrowing(play: Open, store: Path) -> None:
    async with play(store) as stage:
        await stage.press("2", "enter", "slash")
        await stage.type("storm")
        await stage.press("enter", "escape")
        assert stage.explorer.view.query == ""
        assert stage.explorer.view.actor
        await stage.press("escape")
        assert stage.explorer.view.actor is None


async def test_n_goes_from_hit_to_hit_across_articles(play: Open, store: Path) -> None:
    async with play(store) as stage:
        await stage.press("n")
        assert "Nothing is searched for" in stage.text()
        await stage.press("slash")
        await stage.type("holm")
        await stage.press("enter")
        assert "2 hits in 2 articles" in stage.text()
        assert stage.lines()[0].rstrip().endswith("2")
        await stage.press("n")
        assert "1/2" in stage.lines()[0]
        listed = stage.explorer.shelf.rows("source", stage.explorer.view, BEST).window(0, 2)
        assert [getattr(one, "outlet", "") for one in listed] == [
            "Inland Times",
            "North Coast Post",
        ]
        opened = stage.explorer.reader.article.opened
        assert opened is not None
        assert opened.source.outlet == "Inland Times"
        await stage.press("n")
        assert "2/2" in stage.lines()[0]
        opened = stage.explorer.reader.article.opened
        assert opened is not None
        assert opened.source.outlet == "North Coast Post"
        assert "5 of 6" in stage.text()
        await stage.press("n")
        assert "1/2" in stage.lines()[0]
        await stage.press("N")
        assert "2/2" in stage.lines()[0]
        await stage.press("backspace")
        opened = stage.explorer.reader.article.opened
        assert opened is not None
        assert opened.source.outlet == "Inland Times"


async def test_the_reader_marks_hits_and_the_current_one(play: Open, store: Path) -> None:
    async with play(store) as stage:
        await stage.press("enter", "1", "slash")
        await stage.type("storm")
        await stage.press("enter")
        article = stage.explorer.reader.article
        drawn = [tone for n in range(9) for _, tone in article.draw_line(n, 70)]
        assert any(tone.endswith("hit") for tone in drawn)
        await stage.press("n")
        drawn = [tone for n in range(9) for _, tone in article.draw_line(n, 70)]
        assert any(tone.endswith("hit-now") for tone in drawn)
        await stage.press("escape")
        drawn = [tone for n in range(9) for _, tone in article.draw_line(n, 70)]
        assert not any("hit" in tone for tone in drawn)


async def test_words_that_stand_nowhere_say_so(play: Open, store: Path) -> None:
    async with play(store) as stage:
        await stage.press("slash")
        await stage.type("post")
        await stage.press("enter")
        assert "1 Sources 1 of 3" in stage.text()
        await stage.press("n")
        assert "“post” stands in no article's text" in stage.text()


async def test_one_letter_does_not_claim_to_stand_nowhere(play: Open, store: Path) -> None:
    async with play(store) as stage:
        await stage.press("slash")
        await stage.type("s")
        await stage.press("enter", "n")
        assert "stands in no article" not in stage.text()
        assert "from two letters on" in stage.text()


async def test_a_late_answer_to_an_older_question_is_dropped(play: Open, store: Path) -> None:
    from tui.screens.explorer import Explorer
    from tui.trail import Hits

    async with play(store) as stage:
        await stage.press("slash")
        await stage.type("storm")
        hits = stage.explorer.hits
        stage.explorer.post_message(Explorer.Found(Hits("sto", {"s1": 9})))
        await stage.settle()
        assert stage.explorer.hits is hits


async def test_an_open_search_can_be_changed(play: Open, store: Path) -> None:
    async with play(store) as stage:
        await stage.press("slash")
        await stage.type("storm")
        await stage.press("enter", "slash", "backspace", "backspace", "enter")
        assert stage.explorer.view.query == "sto"


async def test_hits_that_are_not_found_yet_are_said_to_be_looked_for(
    play: Open, store: Path
) -> None:
    from tui.trail import Hits

    async with play(store) as stage:
        await stage.press("slash")
        await stage.type("storm")
        await stage.press("enter")
        stage.explorer.hits = Hits("storm", pending=True)
        await stage.press("n")
        assert "Still looking for “storm”" in stage.text()


async def test_a_hit_is_shown_with_the_lines_before_it(play: Open, store: Path) -> None:
    async with play(store, size=(60, 20)) as stage:
        await stage.press("slash", *"ferrymen", "enter", "n")
        article = stage.explorer.reader.article
        assert article.top > 0
        before, found, _ = "".join(stage.lines()[2:]).partition("ferrymen")
        assert found
        assert "The state, according to minister" in before


@pytest.mark.parametrize("reading", ["counted", "ranked"])
async def test_a_letter_ends_what_is_read_for_the_search_before_it(
    play: Open, store: Path, monkeypatch: pytest.MonkeyPatch, reading: str
) -> None:
    begun, ended = Event(), Event()

    def read(*_: object) -> None:
        begun.set()
        assert ended.wait(10)
        raise StoreError("interrupted")

    monkeypatch.setattr("tui.shelf.RANKED_AT_ONCE", -1)
    monkeypatch.setattr(Corpus, reading, read)
    monkeypatch.setattr(Corpus, "interrupt", lambda _: ended.set())
    async with play(store) as stage:
        await stage.press("slash")
        stage.explorer.header.prompt.put("fer")
        while not begun.is_set():
            await stage.pilot.pause(0.01)
        assert not ended.is_set()
        stage.explorer.header.prompt.put("ferr")
        assert ended.is_set()
        await stage.settle()
        assert stage.explorer.view.query == "ferr"


async def all_looked_for(stage: Stage) -> None:
    """Waits until the last of the letters that might be typed next is looked for."""
    view = stage.explorer.view
    last = ("source", view.searched(view.query + foreseeing.LETTERS[-1]), "")
    for _ in range(1000):
        await stage.pilot.pause(0.02)
        if last in stage.explorer.shelf._foreseen:
            return
    pytest.fail("letters are still being looked for")


async def test_what_a_next_letter_finds_is_known_before_it_is_typed(
    play: Open, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with play(store) as stage:
        monkeypatch.setattr(foreseeing, "QUICK", 60)
        monkeypatch.setattr(finding, "QUICK", 60)  # seconds: however busy the machine is
        await stage.press("slash")
        await stage.type("st")
        await all_looked_for(stage)
        corpus, made = stage.explorer.shelf.corpus, list[Kind]()
        listing = corpus.listing

        def watched(kind: Kind, *arguments: Any) -> Any:
            made.append(kind)
            return listing(kind, *arguments)

        monkeypatch.setattr(corpus, "listing", watched)
        stage.explorer.shelf.rows("source", stage.explorer.view.searched("sto"))
        assert made == []
        stage.explorer.shelf.rows("source", stage.explorer.view.searched("stø"))
        assert made == ["source"]
        await stage.type("o")
        assert "1 Sources 2 of 3" in stage.text()


async def test_what_was_looked_for_ahead_is_not_shown_of_a_store_that_has_changed(
    play: Open, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with play(store) as stage:
        monkeypatch.setattr(foreseeing, "QUICK", 60)
        monkeypatch.setattr(finding, "QUICK", 60)
        await stage.press("slash")
        await stage.type("sto")
        await all_looked_for(stage)
        with Corpus.open(store) as other:
            found = other.listing("source", Narrowing(query="stor"))
            other.remove(found[0].id)
            left = len(other.listing("source", Narrowing(query="stor")))
        rows = stage.explorer.shelf.rows("source", stage.explorer.view.searched("stor"))
        assert len(rows) == left


async def test_a_blank_is_looked_for_ahead_behind_a_word_only(
    play: Open, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with play(store) as stage:
        monkeypatch.setattr(foreseeing, "QUICK", 60)
        monkeypatch.setattr(finding, "QUICK", 60)
        await stage.press("slash")
        queries: set[str] = set()
        for typed in ("", "st", " "):
            if typed:
                await stage.type(typed)
            await all_looked_for(stage)
            queries |= {view.query for _, view, _ in stage.explorer.shelf._foreseen}
        assert {"e", "st ", "st e"} <= queries
        assert not {" ", "st  "} & queries
