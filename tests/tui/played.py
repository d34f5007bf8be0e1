"""onrecord played from outside: in a pseudo-terminal, by keys, with a screen in memory.

    with Played(store) as terminal:
        terminal.press("3 j enter", expect="━ 4 Reader")
        terminal.press("/")
        terminal.type("ceasefire", expect=r"hits in")
        assert "ceasefire" in terminal.text
        assert terminal.look_of("ceasefire").reverse

Keys are named as in the README: letters and signs as they are, `enter`, `esc`, `tab`,
`shift+tab`, `space`, `backspace`, `up`, `down`, `pgup`, `pgdn`, `home`, `end`, `ctrl+d` …
"""

from __future__ import annotations

import base64
import fcntl
import os
import re
import signal
import struct
import sys
import termios
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pytest
from rich.cells import cell_len

from tests.bench import ptybench as bench

ptybench: Any = bench  # not typed
ROOT = Path(__file__).parents[2]
PATIENCE = 90.0
"""Seconds after which what is waited for will not come."""

COLOURS = {"24 bit": "truecolor", "256": ""}
_YANKED = re.compile(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)(?:\x07|\x1b)")


class Look(NamedTuple):
    """How a cell looks; colours are names of the 16, six hexadecimal digits, or "default"."""

    fore: str
    back: str
    bold: bool
    italic: bool
    underlined: bool
    reverse: bool


class Played:
    """onrecord in a terminal of `size` columns by rows.

    What is kept of a visit goes into `state`, a new folder unless one is given; `env` is
    set beside TERM and LANG ("" takes a variable away); `answers` is how the
    terminal answers queries: "full" as a modern one, "basic" as an old one, "none". With
    `rtt`, what is typed and what is shown each need half of that many seconds. A key counts
    as done once the screen changed and was quiet for `quiet` seconds, which is longer than
    the cursor has to rest for the card to follow.
    """

    def __init__(
        self,
        store: Path,
        *arguments: str,
        size: tuple[int, int] = (120, 40),
        env: Mapping[str, str] | None = None,
        term: str = "xterm-256color",
        colours: str = "24 bit",
        answers: str = "full",
        rtt: float = 0.0,
        quiet: float = 0.2,
        state: Path | None = None,
    ) -> None:
        self._folder = None if state else TemporaryDirectory(prefix="onrecord-played-")
        kept = str(state or (self._folder and self._folder.name))
        self.session: Any = ptybench.Session(
            [sys.executable, "-m", "tui", "--store", str(store), *arguments],
            cols=size[0],
            rows=size[1],
            term=term,
            colorterm=COLOURS[colours],
            env={
                "PYTHONPATH": str(ROOT),
                "LANG": "C.UTF-8",
                "XDG_STATE_HOME": kept,
                **(env or {}),
            },
            answers=answers,
            link=ptybench.Link(latency=rtt / 2),
            quiet_ms=quiet * 1000,
        )
        self.keys = 0
        """How many keys were pressed; a typed word counts as one."""
        self.took = 0.0
        """Milliseconds from the last key to the first change that it brought."""
        self.output = bytearray()
        """All that the program wrote."""
        self._feed = self.session.terminal.feed
        self.session.terminal.feed = self._hear

    def __enter__(self) -> Played:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- beginning and end

    def start(self, ready: str = "1 Sources") -> Any:
        """Starts onrecord and waits for this pattern; what the start cost."""
        started = self.session.start(ready, timeout=PATIENCE)
        assert started.ok, f"no {ready!r} in\n{self.text}"
        return started

    def close(self) -> None:
        """Ends onrecord if it has not ended."""
        self.session.close()

    def ended(self) -> int | None:
        """The exit status, once onrecord has ended by itself; None where it does not."""
        if self.session.wait_exit() is None:
            return None
        return int(self.session.exit_status)

    # -- what a user does

    def press(self, keys: str, expect: str | None = None, *, changes: bool = True) -> int:
        """Presses keys, one after the other; the bytes that came.

        The last one has to bring the pattern `expect` to the screen; without one it has to
        change something, unless `changes` is false.
        """
        names = keys.split()
        cost = 0
        for at, name in enumerate(names):
            self.keys += 1
            wanted = expect if at == len(names) - 1 else None
            cost += self._send(name, "", wanted, changes and at == len(names) - 1)
        return cost

    def type(self, words: str, expect: str | None = None) -> int:
        """Types words, at once; counts as one key."""
        self.keys += 1
        return self._send("", words, expect, True)

    def rest(self, seconds: float) -> int:
        """Does nothing; the bytes that came."""
        before = self.session.total_bytes
        self.session._watch(lambda *_: None, lambda: False, seconds)
        return int(self.session.total_bytes - before)

    def until(self, pattern: str) -> None:
        """Waits for this pattern on the screen."""
        for _ in range(int(PATIENCE * 5)):
            if re.search(pattern, self.text, re.M):
                return
            self.rest(0.2)
        pytest.fail(f"{pattern!r} never came:\n{self.text}")

    def resize(self, columns: int, rows: int) -> None:
        """Changes the terminal's size."""
        terminal = self.session.terminal
        self.session._draw()
        terminal.screen.resize(rows, columns)
        terminal.rows, terminal.cols = rows, columns
        fcntl.ioctl(self.session.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        os.kill(self.session.pid, signal.SIGWINCH)
        self.rest(1.0)

    # -- what a user sees

    @property
    def text(self) -> str:
        """What stands on the screen."""
        return str(self.session.text())

    @property
    def lines(self) -> list[str]:
        """What stands on the screen, a string a row."""
        return self.text.split("\n")

    def place_of(self, words: str) -> tuple[int, int]:
        """Row and column, from 0, at which these words first stand on the screen."""
        for row, line in enumerate(self.lines):
            if words in line:
                return row, cell_len(line[: line.index(words)])
        pytest.fail(f"{words!r} does not stand in\n{self.text}")

    def look(self, row: int, column: int) -> Look:
        """How a cell looks."""
        cell = self.session.terminal.screen.buffer[row][column]
        return Look(cell.fg, cell.bg, cell.bold, cell.italics, cell.underscore, cell.reverse)

    def look_of(self, words: str) -> Look:
        """How the first letter of these words looks, where they first stand on the screen."""
        return self.look(*self.place_of(words))

    @property
    def yanked(self) -> str | None:
        """What was last sent to the terminal's clipboard (OSC 52)."""
        found = _YANKED.findall(self.output)
        return base64.b64decode(found[-1]).decode() if found else None

    # -- within

    def _hear(self, data: bytes) -> None:
        self.output += data
        self._feed(data)

    def _send(self, names: str, letters: str, expect: str | None, changes: bool) -> int:
        key = self.session.press(
            names, letters, expect=expect, timeout=10, changes=changes or expect is not None
        )
        assert key.ok, f"{names or letters}: no {expect or 'change'} in\n{self.text}"
        self.took = key.change_ms or 0.0
        return int(key.bytes)
