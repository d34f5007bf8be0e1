"""The first start, played from outside in a real pseudo-terminal."""

from __future__ import annotations

import fcntl
import os
import signal
import struct
import subprocess
import sys
import termios
from pathlib import Path

from tests.tui.played import ROOT, Played


def test_a_first_start_from_seeds_to_the_words_of_a_pledge(tmp_path: Path) -> None:
    store = tmp_path / "new.db"
    with Played(store, answers="basic") as terminal:
        assert "Reading" in terminal.text
        assert "4 Reader" in terminal.text
        terminal.until("5 added")
        terminal.until("5 articles")
        assert "1 Sources 5" in terminal.text

        terminal.press("enter", expect=r"4 Reader · Sweden Herald · ~6 Jan 2026 · 1 of \d\d")
        terminal.press("]", expect=r"2 of \d\d")
        terminal.press("3", expect=r"━ 3 Pledges")
        terminal.press("j", expect=r"(?m)^.●.*\n▸")
        terminal.press("enter", expect=r"━ 4 Reader")
        assert "▌" in terminal.text

        terminal.press("/")
        terminal.type("ceasefire", expect=r"/ ceasefire +\d+")
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
        assert all(len(line) <= 80 for line in terminal.lines)
        terminal.resize(60, 20)
        assert "4 Reader" not in terminal.text
        terminal.press("q", changes=False)
        assert terminal.ended() == 0

    with Played(store) as again:
        again.until(r"5 articles")
        assert "Reading" not in again.text
        assert again.rest(1.5) < 1500
        assert "Reading" not in again.text


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
