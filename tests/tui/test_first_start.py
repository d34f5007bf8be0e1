"""The first start, played from outside in a real pseudo-terminal."""

from __future__ import annotations

import fcntl
import importlib.util
import os
import signal
import struct
import subprocess
import sys
import termios
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
SECONDS = 90


@pytest.fixture(scope="module")
def ptybench() -> Any:
    """The measuring program: a terminal in memory that counts bytes."""
    spec = importlib.util.spec_from_file_location("ptybench", ROOT / "tests/bench/ptybench.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["ptybench"] = module
    spec.loader.exec_module(module)
    return module


class Terminal:
    """A terminal in which onrecord runs."""

    def __init__(self, ptybench: Any, store: Path, *arguments: str, **options: Any) -> None:
        command = [sys.executable, "-m", "tui", "--store", str(store), *arguments]
        env = {"PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"}
        self.session = ptybench.Session(command, cols=120, rows=40, env=env, **options)

    def start(self, ready: str) -> None:
        started = self.session.start(ready, timeout=SECONDS)
        assert started.ok, self.session.text()

    def press(self, keys: str = "", *, send: str = "", expect: str | None = None) -> int:
        """Presses keys until something is expected or changed; the bytes that came."""
        key = self.session.press(keys, send=send, expect=expect, timeout=10)
        assert key.ok, f"{keys or send}: no {expect or 'change'} in\n{self.session.text()}"
        return int(key.bytes)

    def wait(self, seconds: float) -> int:
        """Waits; the bytes that came."""
        before = self.session.total_bytes
        self.session._watch(lambda *_: None, lambda: False, seconds)
        return int(self.session.total_bytes - before)

    def until(self, words: str) -> None:
        for _ in range(SECONDS * 5):
            if words in self.text:
                return
            self.wait(0.2)
        pytest.fail(f"{words!r} never came:\n{self.text}")

    @property
    def text(self) -> str:
        return str(self.session.text())

    def resize(self, columns: int, rows: int) -> None:
        size = struct.pack("HHHH", rows, columns, 0, 0)
        self.session.terminal.screen.resize(rows, columns)
        self.session.terminal.rows, self.session.terminal.cols = rows, columns
        fcntl.ioctl(self.session.fd, termios.TIOCSWINSZ, size)
        os.kill(self.session.pid, signal.SIGWINCH)
        self.wait(1.0)


@pytest.fixture
def terminal(ptybench: Any, tmp_path: Path) -> Iterator[Terminal]:
    found = Terminal(ptybench, tmp_path / "new.db", answers="basic")
    yield found
    found.session.close()


def test_a_first_start_from_seeds_to_the_words_of_a_pledge(
    ptybench: Any, terminal: Terminal, tmp_path: Path
) -> None:
    terminal.start(r"1 Sources")
    assert "Reading" in terminal.text
    assert "4 Reader" in terminal.text
    terminal.until("5 added")
    terminal.until("5 articles")
    assert "1 Sources 5" in terminal.text

    terminal.press("enter", expect=r"4 Reader · Sweden Herald · ~6 Jan 2026 · \d of \d\d")
    terminal.press("]", expect=r"2 of \d\d")
    terminal.press("3", expect=r"━ 3 Pledges")
    terminal.press("j", expect=r"(?m)^.●.*\n▸")
    terminal.press("enter", expect=r"━ 4 Reader")
    assert "▌" in terminal.text

    terminal.press("/")
    terminal.press(send="ceasefire", expect=r"/ ceasefire +\d+")
    terminal.press("enter", expect=r"next mark")
    assert "hits in" in terminal.text
    terminal.press("n", expect=r"/ ceasefire +\d/\d+")
    terminal.press("1", expect=r"━ 1 Sources")
    terminal.press("esc", expect=r"/ search\s*$")
    terminal.press("?", expect=r"Keys and marks")
    terminal.press("esc")
    assert "Keys and marks" not in terminal.text

    terminal.resize(80, 24)
    assert "1 Sources 5" in terminal.text
    assert all(len(line) <= 80 for line in terminal.text.splitlines())
    terminal.resize(60, 20)
    assert "4 Reader" not in terminal.text
    terminal.session.press("q", changes=False)
    assert terminal.session.wait_exit() is not None
    assert terminal.session.exit_status == 0

    again = Terminal(ptybench, tmp_path / "new.db")
    try:
        again.start(r"5 articles")
        assert "Reading" not in again.text
        assert again.wait(1.5) < 1500
        assert "Reading" not in again.text
    finally:
        again.session.close()


def test_keys_cost_few_bytes_and_rest_costs_none(ptybench: Any, seeds_store: Path) -> None:
    """At 120 by 40: 400 bytes a step for the list, 1.5 KB with the card, nothing when idle."""
    terminal = Terminal(ptybench, seeds_store, quiet_ms=50)
    try:
        terminal.start(r"1 Sources 5")
        for pane, steps in (("1", 4), ("2", 8), ("3", 18)):
            terminal.press(pane) if pane != "1" else None
            terminal.wait(0.5)
            lists, steps_whole = [], []
            for _ in range(steps):
                size = terminal.press("j")
                lists.append(size)
                steps_whole.append(size + terminal.wait(0.2))
            assert sorted(lists)[len(lists) // 2] <= 400, lists
            assert max(steps_whole) <= 1500, steps_whole
        assert terminal.wait(2.5) == 0
    finally:
        terminal.session.close()


def test_a_terminal_that_goes_away_ends_the_explorer(seeds_store: Path) -> None:
    """Without the signal that says so (nohup, some multiplexers) it must not linger."""
    master, slave = os.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    done = subprocess.Popen(
        [sys.executable, "-m", "tui", "--store", str(seeds_store)],
        stdin=slave,
        stdout=slave,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color"},
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN),
    )
    os.close(slave)
    seen = b""
    while b"Sources" not in seen:
        seen += os.read(master, 65536)
    os.close(master)
    assert done.wait(timeout=20) == 0
