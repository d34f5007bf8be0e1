"""Keys that arrive together do what they do one by one."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot

from store.corpus import Corpus
from tui.app import OnRecord
from tui.screens.explorer import Explorer
from tui.screens.palette import Palette
from tui.widgets.prompt import Prompt


@asynccontextmanager
async def opened(path: Path) -> AsyncIterator[tuple[OnRecord, Pilot[None]]]:
    """The explorer on a store, once its panes are there."""
    with Corpus.open(path) as corpus:
        app = OnRecord(lambda: Explorer(corpus, lambda: Corpus.open(path)))
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            yield app, pilot


def send(app: OnRecord, *keys: str) -> None:
    """As the terminal does for one read: all at once."""
    for key in keys:
        name = {"/": "slash", ":": "colon"}.get(key, key)
        app.post_message(events.Key(name, key if len(key) == 1 else None))


async def test_a_word_right_behind_the_slash_is_searched_for(small_store: Path) -> None:
    async with opened(small_store) as (app, pilot):
        send(app, "/", *"ferry")
        await pilot.pause(0.5)
        assert isinstance(app.screen, Explorer)
        assert app.screen.header.prompt.value == "ferry"
        assert app.screen.view.query == "ferry"


async def test_keys_behind_enter_reach_the_panes(small_store: Path) -> None:
    async with opened(small_store) as (app, pilot):
        send(app, "/", *"ferry", "enter", "3", "v")
        await pilot.pause(0.5)
        assert isinstance(app.screen, Explorer)
        assert app.screen.view.query == "ferry"
        assert app.screen.pane == 3


async def test_a_word_right_behind_the_colon_is_typed_into_the_palette(small_store: Path) -> None:
    async with opened(small_store) as (app, pilot):
        send(app, ":", *"quit")
        await pilot.pause(0.5)
        assert isinstance(app.screen, Palette)
        assert app.screen.query_one(Prompt).value == "quit"


async def test_the_palette_closes_though_a_click_took_its_focus(small_store: Path) -> None:
    async with opened(small_store) as (app, pilot):
        await pilot.press(":")
        await pilot.pause()
        app.screen.set_focus(None)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, Explorer)


async def test_the_line_for_a_path_closes_when_it_is_left(small_store: Path) -> None:
    async with opened(small_store) as (app, pilot):
        send(app, "A", "/", "t", "m", "p")
        await pilot.pause(0.3)
        assert isinstance(app.screen, Explorer)
        assert app.screen.foot.has_class("-asking")
        app.screen.use(2)
        await pilot.pause(0.3)
        assert not app.screen.foot.has_class("-asking")


async def test_what_a_key_changed_is_drawn_before_messages_go_round(small_store: Path) -> None:
    async with opened(small_store) as (app, pilot):
        panes = app.screen
        assert isinstance(panes, Explorer)
        drawn: list[object] = []
        panes.sources.list.refresh_line(0)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(app, "_display", lambda _screen, frame: drawn.append(frame))
            app.draw_at_once()
            assert len(drawn) == 1
            app.draw_at_once()
            assert len(drawn) == 1, "nothing else had changed"
            panes.sources.list.refresh(layout=True)
            app.draw_at_once()
            assert len(drawn) == 1, "another layout is not made yet"
            await pilot.pause()
            assert len(drawn) > 1


async def test_what_is_pasted_comes_before_a_key_behind_it(small_store: Path) -> None:
    async with opened(small_store) as (app, pilot):
        await pilot.press("slash")
        await pilot.pause(0.1)
        app.post_message(events.Paste("ferr"))
        send(app, "y", "enter")
        await pilot.pause(0.5)
        assert isinstance(app.screen, Explorer)
        assert app.screen.view.query == "ferry"


async def test_a_click_comes_before_a_key_behind_it(small_store: Path) -> None:
    async with opened(small_store) as (app, pilot):
        assert isinstance(app.screen, Explorer)
        rows, article = app.screen.sources.list, app.screen.reader.article
        x, y = rows.region.x + 5, rows.region.y + 1
        for kind in (events.MouseDown, events.MouseUp):
            app.post_message(kind(None, x, y, 0, 0, 1, False, False, False, x, y))
        send(app, "enter")
        await pilot.pause(0.5)
        assert rows.cursor == 1
        assert article.opened is not None
        assert rows.record is not None
        assert article.opened.source.id == rows.record.id
