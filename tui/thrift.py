"""What the terminal shows, cell by cell, so that only cells that differ are written to it.

Textual repaints whole stretches of a line for one changed letter; over SSH that is the
cost of a key. `Thrift` stands between its frames and the terminal. It knows cursor moves,
styles (SGR) and text; whatever else comes through goes on unchanged, and what could change
the screen makes it forget what it knew. Knows no widget and no record.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import compress
from operator import eq, gt, ne

from rich.cells import cell_len, split_graphemes

from tui.sgr import blanks_alike, turn

FRAME = re.compile(r"\x1b\[\d+;\d+H")
"""How a frame of Textual's begins."""

_MOVE = re.compile(r"\x1b\[(\d+);(\d+)H")
_STYLE = re.compile(r"\x1b\[([0-9;]*)m")
# Fewer unchanged cells than this between two changed ones are written again: cheaper than
# to step over them.
_STEP = 5
_STRETCH = re.compile(rb"\x01(?:\x00{0,%d}\x01)*" % (_STEP - 1))
_NOWHERE = (-1, -1)

_LEAST_MOVED = 4
"""Lines that must have moved together before the terminal is asked to move them."""

_NARROW = frozenset(
    chr(code)
    for first, last in (
        (0x20, 0x7E),
        (0xA0, 0xAC),
        (0xAE, 0x2FF),  # Latin
        (0x370, 0x482),  # Greek, Cyrillic
        (0x2010, 0x2027),  # dashes, quotation marks, ellipsis
        (0x2500, 0x25FC),  # lines, blocks, shapes
    )
    for code in range(first, last + 1)
)
"""Characters that take one cell each, whatever stands beside them: most of what is written."""

Run = tuple[int, int, str]
"""From which to before which cell of a row, and the style to write them in."""


@dataclass(slots=True)
class _Row:
    """A row's cells: characters (None: not known; "": the rest of a wide one) and styles.

    `low` and `high` are from where to where it was written in last; `single` says that all
    that is known to have been written in it takes one cell a character.
    """

    chars: list[str | None]
    styles: list[str]
    low: int
    high: int
    single: bool = True

    @classmethod
    def unknown(cls, width: int) -> _Row:
        return cls([None] * width, [""] * width, 0, width)

    @classmethod
    def bare(cls, width: int) -> _Row:
        """As a terminal leaves a line that it made room for."""
        return cls([" "] * width, [""] * width, 0, width)

    def opened(self, x: int) -> _Row:
        """A copy to write in from a cell on."""
        return _Row(self.chars.copy(), self.styles.copy(), x, x, self.single)

    def differing(self, other: _Row) -> bytes:
        """For each cell that was written in, 1 where it looks different, else 0; b"" for none."""
        low, high = self.low, self.high
        chars, styles = self.chars[low:high], self.styles[low:high]
        old_styles = other.styles[low:high]
        cells = bytearray(map(ne, chars, other.chars[low:high]))
        if styles != old_styles:
            only_styles = map(gt, map(ne, styles, old_styles), cells)
            for x in compress(range(high - low), only_styles):
                cells[x] = chars[x] != " " or not blanks_alike(styles[x], old_styles[x])
        return bytes(cells) if 1 in cells else b""


class Thrift:
    """The cells of a terminal of a known size, and the least that turns them into a frame."""

    def __init__(self) -> None:
        self._width = self._height = 0
        self._rows: list[_Row] = []
        self._raw: list[dict[int, str]] = []  # by row: what was last written from which cell on

    def forget(self) -> None:
        """The terminal may show anything: the next frame is written whole."""
        self._width = self._height = 0

    def spare(self, frame: str, width: int, height: int) -> str:
        """What to write instead of a frame, on a terminal of this size: "" for no change."""
        if (width, height) != (self._width, self._height):
            self._width, self._height = width, height
            self._rows = [_Row.unknown(width) for _ in range(height)]
            self._raw = [{} for _ in range(height)]
        drawn = self._draw(frame)
        if drawn is None:
            self.forget()
            return frame
        rows, (x, y) = drawn
        changed = {
            at: cells for at in sorted(rows) if (cells := rows[at].differing(self._rows[at]))
        }
        moved = self._scroll(rows, changed)
        writer = _Writer()
        for at, cells in changed.items():
            runs, whole = _runs_of(rows[at], self._rows[at], cells)
            for start, stop, style in runs:
                text = "".join(filter(None, rows[at].chars[start:stop]))
                writer.add(at, start, stop, text, style, whole)
        for at, row in rows.items():
            self._rows[at] = row
        changes = moved + writer.text(width)
        return f"{changes}\x1b[{y + 1};{x + 1}H" if changes else ""

    def picture(self) -> str:
        """All that the terminal shows, as a frame; "" where not all of it is known."""
        if not self._rows or any(None in row.chars for row in self._rows):
            return ""
        parts: list[str] = []
        for y, row in enumerate(self._rows):
            parts.append(f"\x1b[{y + 1};1H")
            start = 0
            for x in range(1, self._width + 1):
                if x == self._width or row.styles[x] != row.styles[start]:
                    text = "".join(cell or "" for cell in row.chars[start:x])
                    style = row.styles[start]
                    parts.append(f"\x1b[{style}m{text}\x1b[0m" if style else text)
                    start = x
        return "".join(parts)

    @classmethod
    def drawing(cls, picture: str, width: int, height: int) -> str:
        """What draws a picture on a wiped screen of this size."""
        thrift = cls()
        thrift.spare("\x1b[1;1H", width, height)
        thrift._rows = [_Row.bare(width) for _ in range(height)]
        return thrift.spare(picture, width, height)

    def _draw(self, frame: str) -> tuple[dict[int, _Row], tuple[int, int]] | None:
        """The rows that the frame writes in, as it leaves them, and where it leaves the cursor."""
        rows: dict[int, _Row] = {}
        x = y = 0
        before, *moves = _MOVE.split(frame)
        if before:
            return None
        for down, right, body in zip(moves[::3], moves[1::3], moves[2::3], strict=True):
            y, x = int(down) - 1, int(right) - 1
            body = body.removesuffix("\n")
            if not body or not 0 <= y < self._height or x >= self._width:
                continue
            known = self._raw[y]
            if known.get(x) == body:
                continue
            row = rows[y] = rows.get(y) or self._rows[y].opened(x)
            end = self._put(row, body, x)
            if end is None:
                return None
            row.low, row.high = min(row.low, x), max(row.high, end)
            for start in [start for start in known if start < end]:
                del known[start]
            known[x] = body
            x = end
        return rows, (x, y)

    def _put(self, row: _Row, body: str, x: int) -> int | None:
        """Puts a stretch with its styles into a row; where it ends, None where it is no text."""
        style = ""
        width = self._width
        parts = _STYLE.split(body)
        if body.count("\x1b") != len(parts) // 2 or "\n" in body:
            return None
        for new, text in zip(("", *parts[1::2]), parts[::2], strict=True):
            style = "" if new in ("", "0") else f"{style};{new}" if style else new
            if not text:
                continue
            start = x
            if _narrow(text):
                x = min(x + len(text), width)
                row.chars[start:x] = text[: x - start]
            else:
                x = _put(row.chars, text, x, width)
                row.single = False
            row.styles[start:x] = [style] * (x - start)
        return x

    def _scroll(self, rows: dict[int, _Row], changed: dict[int, bytes]) -> str:
        """Where whole lines have moved up or down together: what makes the terminal move them.

        Afterwards the rows known are those that the terminal then shows, and `changed` says
        what differs from them. A scroll region holds whole lines only: where panes stand
        side by side, it would move both, and is not used.
        """
        if len(changed) < _LEAST_MOVED:
            return ""
        top, bottom = min(changed), max(changed)
        shown = self._rows[top : bottom + 1]
        new = [rows.get(top + n, row) for n, row in enumerate(shown)]
        by = _moved(new, shown)
        if not by or any(None in row.chars for row in new):
            return ""
        pairs = range(max(-by, 0), len(new) - max(by, 0))
        same = [n for n in pairs if _alike(new[n], shown[n + by])]
        first, last = same[0] + min(by, 0), same[-1] + max(by, 0)
        shown, new = shown[first : last + 1], new[first : last + 1]
        top, bottom = top + first, top + last
        shown = shown[by:] if by > 0 else shown[:by]
        room = [_Row.bare(self._width) for _ in range(abs(by))]
        shown = [*shown, *room] if by > 0 else [*room, *shown]
        new = [_Row(row.chars, row.styles, 0, self._width, row.single) for row in new]
        after = {top + n: row.differing(shown[n]) for n, row in enumerate(new)}
        before = sum(cells.count(1) for y, cells in changed.items() if top <= y <= bottom)
        if 3 * sum(cells.count(1) for cells in after.values()) > before:
            return ""
        self._rows[top : bottom + 1] = shown
        rows.update(enumerate(new, top))
        for y, cells in after.items():
            changed.pop(y, None)
            if cells:
                changed[y] = cells
        edge = bottom if by > 0 else top
        step = "\n" * by if by > 0 else "\x1bM" * -by
        return f"\x1b[{top + 1};{bottom + 1}r\x1b[{edge + 1};1H{step}\x1b[r"


def _alike(one: _Row, other: _Row) -> bool:
    return one.chars == other.chars and one.styles == other.styles


def _moved(new: list[_Row], old: list[_Row]) -> int:
    """By how many lines most of the lines have moved up (down: negative); 0 for not at all."""
    words, before = [row.chars for row in new], [row.chars for row in old]
    best, most = 0, sum(map(_alike, new, old)) + _LEAST_MOVED - 1
    for by in range(1, len(new) - _LEAST_MOVED + 1):
        # No more lines are alike than say the same, which takes less time to find.
        if sum(map(eq, words, before[by:])) > most:
            found = sum(map(_alike, new, old[by:]))
            best, most = (by, found) if found > most else (best, most)
        if sum(map(eq, words[by:], before)) > most:
            found = sum(map(_alike, new[by:], old))
            best, most = (-by, found) if found > most else (best, most)
    return best


def _runs_of(new: _Row, old: _Row, cells: bytes) -> tuple[list[Run], bool]:
    """The stretches of a row to write; whether all that was written has to be."""
    low, high = new.low, new.high
    # Where characters are not one cell each, terminals differ: all that was written goes out.
    whole = not all(row.single or _single(row.chars[low:high]) for row in (new, old))
    if whole:
        cells = bytes(char is not None for char in new.chars[low:high])
    runs: list[Run] = []
    for stretch in _STRETCH.finditer(cells):
        start, stop = low + stretch.start(), low + stretch.end()
        pen = new.styles[start]
        if new.styles[start:stop].count(pen) == stop - start and None not in new.chars[start:stop]:
            runs.append((start, stop, pen))
        else:
            changed = list(compress(range(start, stop), stretch.group()))
            runs += _runs(changed, new.chars, new.styles)
    return runs, whole


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
                out.append(turn(pen, style))
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


def _single(cells: list[str | None]) -> bool:
    """Whether each of these cells holds one narrow character, or nothing known."""
    if "" in cells:
        return False
    text = "".join(filter(None, [cell or " " for cell in cells] if None in cells else cells))
    return len(text) == len(cells) and (_narrow(text) or cell_len(text) == len(text))


def _narrow(text: str) -> bool:
    """Whether each character is known to take a cell by itself; False where it has to be asked."""
    return text.isascii() or _NARROW.issuperset(text)


def _runs(changed: list[int], chars: list[str | None], styles: list[str]) -> list[Run]:
    """Changed cells as stretches to write in one style; short gaps between them are bridged."""
    runs: list[Run] = []
    start = end = -_STEP  # no stretch is open
    pen = ""
    for x in changed:
        if x == end and styles[x] == pen and chars[x] is not None:
            end += 1
            continue
        after: str | None = pen if x - end < _STEP else None
        for cell in range(end, x + 1) if after is not None else ():
            char, style = chars[cell], styles[cell]
            if char is None or after is None:
                after = None
            elif style == after or (char == " " and blanks_alike(style, after)):
                continue
            elif blanks_alike(style, after) and chars[start:cell].count(" ") == cell - start:
                after = style
            else:
                after = None
            if after is None:
                break
        if after is None:
            if end > start:
                runs.append((start, end, pen))
            start, after = x, styles[x]
        end, pen = x + 1, after
    if end > start:
        runs.append((start, end, pen))
    return runs
