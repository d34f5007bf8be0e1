"""Lists that draw the rows in view only, however many there are."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

import pytest
from textual.app import App, ComposeResult

from store.errors import StoreError
from store.records import Actor, Record
from tui.widgets.line_list import LineList
from tui.widgets.record_list import RecordList


@dataclass
class Rows:
    """So many made-up records, which remembers the ones that were asked for."""

    count: int
    asked: set[int] = field(default_factory=set)
    bad: frozenset[int] = frozenset()
    gone: int | None = None

    def __len__(self) -> int:
        return self.count

    def __getitem__(self, index: int) -> Record:
        self.asked.add(index)
        if index in self.bad:
            raise StoreError("row is torn")
        if self.gone is not None and index >= self.gone:
            raise IndexError(index)
        return Actor(f"a{index}", f"actor number {index}", "person")

    def window(self, start: int, stop: int) -> list[Record]:
        return []

    def position(self, record_id: str) -> int | None:
        number = int(record_id[1:])
        return number if number < self.count else None


class ListApp(App[None]):
    def __init__(self, rows: Rows) -> None:
        super().__init__()
        self.rows = rows
        self.list = RecordList(lambda record, width: [(getattr(record, "name", "?"), "")])
        self.messages: list[str] = []

    def compose(self) -> ComposeResult:
        yield self.list

    def on_mount(self) -> None:
        self.animation_level = "none"
        self.list.styles.height = "1fr"
        self.list.show(self.rows, "Nothing here. A adds something.")
        self.list.focus()

    def on_line_list_moved(self, event: LineList.Moved) -> None:
        self.messages.append(f"moved {event.list.cursor}")

    def on_line_list_chosen(self, event: LineList.Chosen) -> None:
        self.messages.append(f"chosen {event.list.cursor}")

    def text(self) -> str:
        return "\n".join(strip.text for strip in self.screen._compositor.render_strips())


async def test_a_list_of_100_000_rows_is_there_at_once() -> None:
    app = ListApp(Rows(100_000))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        assert "▸actor number 0" in app.text()
        assert len(app.rows.asked) <= 25
        start = time.process_time()
        await pilot.press("G")
        assert "▸actor number 99999" in app.text()
        await pilot.press("g", "pagedown", "pagedown")
        assert time.process_time() - start < 2
        assert len(app.rows.asked) <= 120


async def test_moving_and_choosing_is_told_once_each() -> None:
    app = ListApp(Rows(5))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("j", "j", "k", "enter", "k", "k")
        await pilot.pause()
        assert app.messages == ["moved 1", "moved 2", "moved 1", "chosen 1", "moved 0"]


async def test_the_cursor_is_always_in_view() -> None:
    app = ListApp(Rows(200))
    async with app.run_test(size=(60, 10)) as pilot:
        for key in ["j"] * 35 + ["ctrl+d", "pagedown", "k", "ctrl+u", "G", "k", "g", "j"]:
            await pilot.press(key)
            top = app.list.scroll_offset.y
            assert top <= app.list.cursor < top + 10
        await pilot.press("G")
        await pilot.resize_terminal(60, 5)
        await pilot.pause()
        assert "▸actor number 199" in app.text()


async def test_a_step_redraws_two_rows() -> None:
    app = ListApp(Rows(50))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        app.rows.asked.clear()
        await pilot.press("j")
        await pilot.pause()
        assert app.rows.asked == {0, 1}


async def test_the_cursor_stays_on_its_record_when_rows_come() -> None:
    app = ListApp(Rows(5))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("j", "j")
        app.list.show(Rows(40), "", keep="a7")
        await pilot.pause()
        assert app.list.cursor == 7
        app.list.show(Rows(3), "", keep="a7")
        assert app.list.cursor == 2


async def test_an_empty_list_says_why() -> None:
    app = ListApp(Rows(0))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("j", "G", "enter", "ctrl+d")
        assert "Nothing here. A adds something." in app.text()
        assert app.list.record is None
        assert app.messages == []


async def test_a_bad_record_is_a_bad_row() -> None:
    app = ListApp(Rows(5, bad=frozenset({1})))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("j")
        text = app.text()
        assert "unreadable: row is torn" in text
        assert "actor number 2" in text
        assert app.list.record is None


async def test_rows_that_another_process_took_away_are_blank() -> None:
    app = ListApp(Rows(5, gone=2))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("G")
        assert "actor number 1" in app.text()
        assert app.list.record is None


@pytest.mark.parametrize("size", [(20, 3), (60, 1)])
async def test_a_list_can_be_very_small(size: tuple[int, int]) -> None:
    app = ListApp(Rows(5))
    async with app.run_test(size=size) as pilot:
        await pilot.press("j", "G", "g", "pagedown")
        assert "▸" in app.text()
