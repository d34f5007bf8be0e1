"""What the terminal shows, cell by cell, so that only cells that differ are written to it.

Textual repaints whole stretches of a line for one changed letter; over SSH that is the
cost of a key. `Thrift` stands between its frames and the terminal. It knows cursor moves,
styles (SGR) and text; whatever else comes through goes on unchanged, and what could change
the screen makes it forget what it knew. Knows no widget and no record.
"""

from __future__ import annotations

import errno
import os
import re
import signal
import sys
import termios
from functools import lru_cache
from io import TextIOWrapper

from rich.cells import cell_len, split_graphemes
from textual import events
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

SYNC_START, SYNC_END = "\x1b[?2026h", "\x1b[?2026l"

_FRAME = re.compile(r"\x1b\[\d+;\d+H")
_TOKEN = re.compile(r"\x1b\[([0-9;]*)m|\x1b\[(\d+);(\d+)H|(\n)|([^\x1b\n]+)")
# Fewer unchanged cells than this between two changed ones are written again: cheaper than
# to step over them.
_STEP = 5
_NOWHERE = (-1, -1)
_OFF = {1: 22, 2: 22, 3: 23, 4: 24, 5: 25, 7: 27, 8: 28, 9: 29, 21: 24, 53: 55}

Style = tuple[frozenset[int], str, str]
"""Attributes, foreground and background, each as SGR parameters."""

Run = tuple[int, int, str]
"""From which to before which cell of a row, and the style to write them in."""

_SEEN_ON_BLANKS = {4, 5, 7, 9, 21, 53}  # lines, reverse and blinking show where nothing stands


class Thrift:
    """The cells of a terminal of a known size, and the least that turns them into a frame."""

    def __init__(self) -> None:
        self._width = self._height = 0
        self._chars: list[list[str | None]] = []
        self._styles: list[list[str]] = []

    def forget(self) -> None:
        """The terminal may show anything: the next frame is written whole."""
        self._width = self._height = 0

    def spare(self, frame: str, width: int, height: int) -> str:
        """What to write instead of a frame, on a terminal of this size: "" for no change."""
        if (width, height) != (self._width, self._height):
            self._width, self._height = width, height
            self._chars = [[None] * width for _ in range(height)]
            self._styles = [[""] * width for _ in range(height)]
        drawn = self._draw(frame)
        if drawn is None:
            self.forget()
            return frame
        chars, styles, touched, (x, y) = drawn
        writer = _Writer()
        for row in sorted(chars):
            runs, whole = self._changes(row, chars[row], styles[row], touched[row])
            for start, stop, style in runs:
                text = "".join(cell or "" for cell in chars[row][start:stop])
                writer.add(row, start, stop, text, style, whole)
            self._chars[row], self._styles[row] = chars[row], styles[row]
        changes = writer.text(width)
        return f"{changes}\x1b[{y + 1};{x + 1}H" if changes else ""

    def _draw(
        self, frame: str
    ) -> (
        tuple[
            dict[int, list[str | None]],
            dict[int, list[str]],
            dict[int, tuple[int, int]],
            tuple[int, int],
        ]
        | None
    ):
        """The rows as the frame leaves them, and from where to where it wrote in each."""
        chars: dict[int, list[str | None]] = {}
        styles: dict[int, list[str]] = {}
        touched: dict[int, tuple[int, int]] = {}
        x = y = at = 0
        style = ""
        width, height = self._width, self._height
        for token in _TOKEN.finditer(frame):
            if token.start() != at:
                return None
            at = token.end()
            kind = token.lastindex
            if kind == 1:
                new = token[1]
                style = "" if new in ("", "0") else f"{style};{new}" if style else new
            elif kind == 3:
                y, x = int(token[2]) - 1, int(token[3]) - 1
            elif kind == 4:
                x, y = 0, y + 1
            elif 0 <= y < height:
                if y not in chars:
                    chars[y], styles[y] = self._chars[y].copy(), self._styles[y].copy()
                    touched[y] = (x, x)
                start = x
                text = token[5]
                if text.isascii():
                    x = min(x + len(text), width)
                    chars[y][start:x] = text[: x - start]
                else:
                    x = _put(chars[y], text, x, width)
                styles[y][start:x] = [style] * (x - start)
                low, high = touched[y]
                touched[y] = (min(low, start), max(high, x))
                blank = _blank(style)
                if blank is not None and blank != style and " " in text:
                    row = chars[y]
                    for at_x in range(start, x):
                        if row[at_x] == " ":
                            styles[y][at_x] = blank
        return (chars, styles, touched, (x, y)) if at == len(frame) else None

    def _changes(
        self, y: int, chars: list[str | None], styles: list[str], touched: tuple[int, int]
    ) -> tuple[list[Run], bool]:
        """The stretches of a row to write; whether all of it has to be."""
        old_chars, old_styles = self._chars[y], self._styles[y]
        if chars == old_chars and styles == old_styles:
            return [], False
        low, high = touched
        changed = [
            x for x in range(low, high) if chars[x] != old_chars[x] or styles[x] != old_styles[x]
        ]
        # Where characters are not one cell each, terminals differ: those rows go out whole.
        whole = not (_single(chars, low, high) and _single(old_chars, low, high))
        if changed and whole:
            changed = [x for x in range(low, high) if chars[x] is not None]
        return _runs(changed, chars, styles), whole


class _Writer:
    """Puts stretches of text into one sequence: by style, as a move costs less than a style.

    Stretches of a row that has to go out whole stay together, so that where the next one
    stands is left to the terminal.
    """

    def __init__(self) -> None:
        self._by_style: dict[str, list[tuple[int, int, int, str]]] = {}
        self._in_order: list[tuple[str, tuple[int, int, int, str], bool]] = []

    def add(self, y: int, start: int, stop: int, text: str, style: str, whole: bool) -> None:
        """Takes the text of a row's cells from `start` to `stop`."""
        if whole:
            self._in_order.append((style, (y, start, stop, text), False))
        else:
            self._by_style.setdefault(style, []).append((y, start, stop, text))

    def text(self, width: int) -> str:
        """The sequence for lines of `width` cells, in no style at its end; "" for nothing."""
        stretches = [(style, one, True) for style, found in self._by_style.items() for one in found]
        out: list[str] = []
        pen, at = "", _NOWHERE
        for style, (y, start, stop, text), sure in [*stretches, *self._in_order]:
            if style != pen:
                out.append(_turn(pen, style))
                pen = style
            out.append(_move(at if sure or at[0] == y else _NOWHERE, (y, start)))
            out.append(text)
            # Past the last cell terminals differ in where the cursor is.
            at = (y, stop) if stop < width else _NOWHERE
        if pen:
            out.append("\x1b[m")
        return "".join(out)


def _move(at: tuple[int, int], to: tuple[int, int]) -> str:
    """The shortest way of the cursor from one cell to another."""
    if at == to:
        return ""
    there = f"\x1b[{to[0] + 1};{to[1] + 1}H"
    down, right = to[0] - at[0], to[1] - at[1]
    if at == _NOWHERE or down not in (0, 1):
        return there
    beside = ""
    if right > 0:
        beside = f"\x1b[{right}C"
    elif right < 0:
        beside = "\b" * -right if right >= -4 else f"\x1b[{-right}D"
    return min(there, ("\x1b[B" if down else "") + beside, key=len)


def _put(cells: list[str | None], text: str, x: int, width: int) -> int:
    """Puts text into cells from `x` on; where it ends. Wide clusters leave an empty cell."""
    clusters, _ = split_graphemes(text)
    for start, end, size in clusters:
        cluster = text[start:end]
        if size == 0:
            if x > 0:
                cells[x - 1] = (cells[x - 1] or "") + cluster
            continue
        if x + size > width:
            break
        cells[x] = cluster
        for beside in range(x + 1, x + size):
            cells[beside] = ""
        x += size
    return x


def _single(cells: list[str | None], low: int, high: int) -> bool:
    """Whether each of these cells holds one narrow character, or nothing known."""
    text = "".join(cell or " " for cell in cells[low:high])
    return len(text) == high - low and cell_len(text) == len(text) and "" not in cells[low:high]


def _runs(changed: list[int], chars: list[str | None], styles: list[str]) -> list[Run]:
    """Changed cells as stretches to write in one style; short gaps between them are bridged."""
    runs: list[Run] = []
    for x in changed:
        start, end, pen = runs[-1] if runs else (-1, -_STEP, "")
        after: str | None = pen if x - end < _STEP else None
        for cell in range(end, x + 1) if after is not None else ():
            bare = all(char == " " for char in chars[start:cell])
            after = _both(after, bare, chars[cell], styles[cell])
        if after is None:
            runs.append((x, x + 1, styles[x]))
        else:
            runs[-1] = (start, x + 1, after)
    return runs


def _both(pen: str | None, bare: bool, char: str | None, style: str) -> str | None:
    """The style for a stretch and the cell behind it; None where there is none for both.

    A blank shows its background only: it can be written in the style of a word beside it.
    `bare` tells that the stretch is blanks.
    """
    if pen is None or char is None or pen == style:
        return pen if char is not None else None
    if char == " " and _blank(pen) == style:
        return pen
    return style if bare and _blank(style) == pen else None


@lru_cache(maxsize=4096)
def _blank(style: str) -> str | None:
    """The plainest style in which a blank looks the same; None where it shows more."""
    found = _parse(style)
    return None if found is None or found[0] & _SEEN_ON_BLANKS else found[2]


@lru_cache(maxsize=4096)
def _turn(old: str, new: str) -> str:
    """The shortest SGR sequence that turns one style into another."""
    if not new:
        return "\x1b[m"
    whole = f"\x1b[0;{new}m" if old else f"\x1b[{new}m"
    before, after = _parse(old), _parse(new)
    if before is None or after is None:
        return whole
    codes: list[str] = []
    gone = {_OFF[code] for code in before[0] - after[0]}
    codes += map(str, sorted(gone))
    again = {code for code in after[0] if code not in before[0] or _OFF[code] in gone}
    codes += map(str, sorted(again))
    for was, now, default in ((before[1], after[1], "39"), (before[2], after[2], "49")):
        if was != now:
            codes.append(now or default)
    step = f"\x1b[{';'.join(codes)}m" if codes else ""
    return step if len(step) < len(whole) else whole


@lru_cache(maxsize=4096)
def _parse(style: str) -> Style | None:
    """A style's attributes and colours; None where a code is not known."""
    attributes: set[int] = set()
    fore = back = ""
    codes = iter(style.split(";")) if style else iter(())
    for code in codes:
        number = int(code or 0)
        if number in (38, 48):
            mode = next(codes, "")
            more = [next(codes, "") for _ in range(3 if mode == "2" else 1)]
            colour = ";".join([code, mode, *more])
            fore, back = (colour, back) if number == 38 else (fore, colour)
        elif 30 <= number <= 37 or 90 <= number <= 97 or number == 39:
            fore = "" if number == 39 else code
        elif 40 <= number <= 47 or 100 <= number <= 107 or number == 49:
            back = "" if number == 49 else code
        elif number in _OFF:
            attributes.add(number)
        else:
            return None
    return frozenset(attributes), fore, back


class ThriftyDriver(LinuxDriver):
    """Textual's driver for Linux and macOS, writing only the cells that differ."""

    def __init__(
        self,
        app: App[object],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._thrift = Thrift()
        # Textual writes to the standard error; here `2>log` leaves the screen where it is.
        if isinstance(sys.__stdout__, TextIOWrapper):
            sys.__stdout__.reconfigure(errors="replace")
            self._file = sys.__stdout__
        self._sync = False  # a start of a synchronised update is held back until it is needed
        self._gone = False

    def forget(self) -> None:
        """The terminal may show anything: the next frame is written whole."""
        self._thrift.forget()

    def hung_up(self) -> bool:
        """Whether the terminal is gone; nothing is written to it any more then."""
        try:
            termios.tcgetattr(self.fileno)
        except termios.error as error:
            self._gone = self._gone or error.args[:1] == (errno.EIO,)
        return self._gone

    def close(self) -> None:
        """Ends the thread that writes; one that failed has ended, and would not answer."""
        if not self._gone:
            super().close()

    def _sigtstp_application(self, *_: object) -> None:
        """Stops the whole job: stopped alone under `make`, it would leave make the terminal."""
        self.suspend_application_mode()
        self._must_signal_resume = True
        os.killpg(0, signal.SIGSTOP)

    def process_message(self, message: Message) -> None:
        """Takes a message from the terminal; one of its size makes the screen unknown."""
        if isinstance(message, events.Resize):
            self.forget()
        super().process_message(message)

    def write(self, data: str) -> None:
        """Writes a frame thriftily, and anything else as it is."""
        if self._gone or (self._writer_thread and not self._writer_thread.is_alive()):
            self._gone = True
            return
        if data == SYNC_START:
            self._sync = True
            return
        if data == SYNC_END:
            if not self._sync:
                super().write(data)
            self._sync = False
            return
        if _FRAME.match(data):
            width, height = self._app.size
            data = self._thrift.spare(data, width, height)
            if not data:
                return
        elif "\x1b[?1049" in data or "\x1b[2J" in data:
            self.forget()
        if self._sync:
            data, self._sync = SYNC_START + data, False
        super().write(data)
