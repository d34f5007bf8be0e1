"""What the driver writes: frames in one piece each, whether they are spared or not."""

from __future__ import annotations

import pytest
from textual.app import App
from textual.geometry import Size

from tui.driver import SYNC_END, SYNC_START, ThriftyDriver

FRAME = "\x1b[1;1Hsea\x1b[1;1H"


class Sink:
    """Takes what is written, as the thread that writes does."""

    def __init__(self) -> None:
        self.written: list[str] = []

    def is_alive(self) -> bool:
        return True

    def write(self, text: str) -> None:
        self.written.append(text)


class Still(App[object]):
    """Does not run; has a size."""

    def __init__(self, thrift: bool) -> None:
        super().__init__()
        self.thrift = thrift

    @property
    def size(self) -> Size:
        return Size(20, 3)


async def written(thrift: bool, *parts: str) -> list[str]:
    driver, sink = ThriftyDriver(Still(thrift)), Sink()
    driver._writer_thread = sink  # type: ignore[assignment]
    for part in parts:
        driver.write(part)
    return sink.written


@pytest.mark.parametrize("thrift", [True, False])
async def test_an_update_is_written_in_one_piece(thrift: bool) -> None:
    (piece,) = await written(thrift, SYNC_START, FRAME, SYNC_END)
    assert piece.startswith(SYNC_START)
    assert "sea" in piece
    assert piece.endswith(SYNC_END)


@pytest.mark.parametrize("thrift", [True, False])
async def test_without_updates_a_frame_is_written_as_it_comes(thrift: bool) -> None:
    (piece,) = await written(thrift, FRAME)
    assert "sea" in piece
    assert "2026" not in piece


async def test_an_update_in_which_nothing_changes_writes_nothing() -> None:
    once = await written(True, SYNC_START, FRAME, SYNC_END)
    twice = await written(True, SYNC_START, FRAME, SYNC_END, SYNC_START, FRAME, SYNC_END)
    assert twice == once


@pytest.mark.parametrize("thrift", [True, False])
async def test_nothing_that_is_no_frame_is_lost(thrift: bool) -> None:
    pieces = await written(thrift, "\x07", SYNC_START, "\x1b[2J", SYNC_END, "\x1b[?1049l")
    assert pieces == ["\x07", SYNC_START + "\x1b[2J" + SYNC_END, "\x1b[?1049l"]
