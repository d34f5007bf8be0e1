"""A store is opened as it was left; what is gone by then is left out."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from threading import current_thread, main_thread
from typing import Any

import pytest

from store.corpus import Corpus
from store.wording import Wording
from tests.tui.conftest import Stage
from tui.app import OnRecord
from tui.screens.explorer import Explorer

Visit = Callable[[], AbstractAsyncContextManager[Stage]]


@pytest.fixture
def visit(store: Path, tmp_path: Path) -> Visit:
    @asynccontextmanager
    async def opened() -> AsyncIterator[Stage]:
        with Corpus.open(store) as corpus:
            kept = tmp_path / "state" / "session.json"
            app = OnRecord(lambda: Explorer(corpus, lambda: Corpus.open(store), kept=kept))
            async with app.run_test(size=(120, 40)) as pilot:
                stage = Stage(app, pilot)
                await stage.settle()
                yield stage

    return opened


async def test_the_second_visit_looks_as_the_first_was_left(visit: Visit) -> None:
    async with visit() as stage:
        await stage.press("slash")
        await stage.type("holm")
        await stage.press("enter", "3", "v", "s", "1", "enter", "right_square_bracket")
        left, where = stage.lines(), stage.explorer.place
    async with visit() as stage:
        assert stage.explorer.place == where
        assert stage.lines()[:-1] == left[:-1]
        await stage.press("slash", "up")
        assert stage.explorer.header.prompt.value == "holm"


async def test_a_pattern_comes_back_and_is_looked_for_in_the_background(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with visit() as stage:
        stage.explorer.seek("/ferr./")
        await stage.settle()
        await stage.press("2", "j")
        left, where = stage.lines(), stage.explorer.place
        assert where.view.query == "/ferr./"
    threads: list[bool] = []
    search = Wording._search

    def seen(self: Wording, *arguments: Any) -> list[int]:
        threads.append(current_thread() is main_thread())
        return search(self, *arguments)

    monkeypatch.setattr(Wording, "_search", seen)
    async with visit() as stage:
        await stage.settle()
        assert stage.explorer.place == where
        assert stage.lines()[:-1] == left[:-1]
    assert threads
    assert not any(threads)


async def test_a_pattern_that_is_still_looked_for_is_kept(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with visit() as stage:
        stage.explorer.seek("/ferr./")
        await stage.settle()
    with monkeypatch.context() as slow:
        slow.setattr(Explorer, "_prepare", lambda *_, **__: None)
        async with visit() as stage:
            assert stage.explorer.view.query == ""
    async with visit() as stage:
        await stage.settle()
        assert stage.explorer.view.query == "/ferr./"


async def test_split_and_zoom_come_back(visit: Visit) -> None:
    async with visit() as stage:
        await stage.press("greater_than_sign", "greater_than_sign", "2", "z")
        columns = stage.explorer.columns
    async with visit() as stage:
        assert stage.explorer.has_class("-zoomed")
        assert abs(stage.explorer.columns - columns) <= 1


async def test_an_article_that_is_gone_is_not_missed(visit: Visit, store: Path) -> None:
    async with visit() as stage:
        await stage.press("enter")
        gone = stage.explorer.place.source
        assert gone
    with Corpus.open(store) as corpus:
        corpus.remove(gone)
    async with visit() as stage:
        assert stage.explorer.reader.article.opened is None
        assert stage.explorer.pane == 1


@pytest.mark.parametrize("found", ['{"version": 1, "query": "stance:nope", "pane": 3}', "[]", "{"])
async def test_what_cannot_be_meant_is_the_usual_start(
    visit: Visit, tmp_path: Path, found: str
) -> None:
    path = tmp_path / "state" / "session.json"
    path.parent.mkdir()
    path.write_text(found)
    async with visit() as stage:
        assert stage.explorer.view.query == ""
        assert "1 Sources 3" in stage.text()
    assert json.loads(path.read_text())["version"] == 1


async def test_nothing_is_kept_where_no_file_is_given(play: object, store: Path) -> None:
    with Corpus.open(store) as corpus:
        app = OnRecord(lambda: Explorer(corpus, lambda: Corpus.open(store)))
        async with app.run_test() as pilot:
            await pilot.press("q")
    assert not list(store.parent.glob("**/session.json"))
