"""An article's text laid out in lines of a width: offsets in, offsets out, no style.

Nothing is altered: a line is a stretch of the text, and what a terminal could not show
(control characters, byte-order marks, carriage returns, marks that turn the writing
direction) is left out only where the stretch is drawn. Knows no widget and no record but
the blocks.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len, split_graphemes

from store.records import Block, BlockKind

# What a line may hold to be measured by its length alone: one cell a code point.
_PLAIN = re.compile("[ -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0482\u2010-\u2027\u2030-\u205e]*")
_HIDDEN = [
    *range(0x00, 0x09),
    *range(0x0A, 0x20),
    *range(0x7F, 0xA0),
    0xAD,
    0x061C,
    0x200B,
    0x200E,
    0x200F,
    *range(0x2028, 0x202F),
    *range(0x2060, 0x2070),
    0xFEFF,
]
_SHOWN: dict[int, str | None] = {code: None for code in _HIDDEN}
_SPACES = "\t\n\u2028\u2029"
_SHOWN |= {ord(space): " " for space in _SPACES}
_SHOWN |= {code: "\ufffd" for code in range(0xD800, 0xE000)}
_SPACED = re.compile(f"[{_SPACES}]|[^{_SPACES}]+")
_NEWLINE = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class Line:
    """A line on the screen: the text from `start` to `end`; a spacer holds nothing."""

    start: int
    end: int
    kind: BlockKind = "paragraph"

    @property
    def spacer(self) -> bool:
        """Whether it only keeps two blocks apart."""
        return self.start == self.end


def shown(text: str) -> str:
    """The text as a terminal can show it; see the module."""
    return text if _PLAIN.fullmatch(text) else text.translate(_SHOWN)


def lay_out(text: str, blocks: Sequence[Block], width: int) -> list[Line]:
    """The lines of at most `width` cells that show the text, a spacer between its blocks.

    Blank lines of the text are not drawn; the spacers stand for them. Lines of
    boilerplate stand close together, and so do the lines of one block.
    """
    width = max(width, 1)
    ordered = sorted(blocks, key=lambda block: block.start)
    starts = [block.start for block in ordered]
    lines: list[Line] = []
    before: Block | None = None
    for start, end in _physical(text):
        at = bisect_right(starts, end) - 1
        block = ordered[at] if at >= 0 and ordered[at].end > start else None
        kind: BlockKind = block.kind if block else "paragraph"
        together = block is not None and block is before
        quiet = kind == "boilerplate" and bool(lines) and lines[-1].kind == "boilerplate"
        if lines and not together and not quiet:
            lines.append(Line(start, start, kind))
        lines += (Line(a, b, kind) for a, b in wrap(text, start, end, width))
        before = block
    return lines


def line_at(lines: Sequence[Line], offset: int) -> int:
    """The number of the line in which this offset of the text stands (0 if before all)."""
    at = bisect_right(lines, offset, key=lambda line: line.start) - 1
    return max(at, 0)


def wrap(text: str, start: int, end: int, width: int) -> Iterator[tuple[int, int]]:
    """The stretch from `start` to `end` in pieces of at most `width` cells, cut at spaces."""
    if _PLAIN.fullmatch(text, start, end):
        yield from _wrap_plain(text, start, end, width)
    else:
        yield from _wrap_cells(text, start, end, width)


def _physical(text: str) -> Iterator[tuple[int, int]]:
    """The non-blank lines of the text, without what is white around them."""
    at = 0
    for found in [*_NEWLINE.finditer(text), None]:
        start, end = at, found.start() if found else len(text)
        at = found.end() if found else end
        line = text[start:end]
        inner = line.translate(_SHOWN).strip()
        if not inner:
            continue
        while not shown(text[start]).strip():
            start += 1
        while not shown(text[end - 1]).strip():
            end -= 1
        yield start, end


def _wrap_plain(text: str, start: int, end: int, width: int) -> Iterator[tuple[int, int]]:
    while end - start > width:
        cut = text.rfind(" ", start + 1, start + width + 1)
        if cut < 0:
            hyphen = text.rfind("-", start + 1, start + width)
            cut = hyphen + 1 if hyphen > 0 else start + width
        stop = cut
        while stop > start + 1 and text[stop - 1] == " ":
            stop -= 1
        yield start, stop
        start = cut
        while start < end and text[start] == " ":
            start += 1
    if start < end:
        yield start, end


def _wrap_cells(text: str, start: int, end: int, width: int) -> Iterator[tuple[int, int]]:
    """As `_wrap_plain`, a character cluster at a time; wide ones may be cut apart anywhere."""
    first = start  # of the line
    used = 0  # cells of the line so far
    gap: tuple[int, int, int] | None = None  # the last chance: end, next start, cells there
    for left, right, size in _clusters(text, start, end):
        cluster = text[left:right]
        blank = size > 0 and cluster.isspace() and cluster != "\xa0"
        if blank and left == first > start:
            first = right  # a line does not begin with the space that it was cut at
            continue
        if blank:
            gap = (left, right, used + size)
        elif size == 2 and left > first:
            gap = (left, left, used)
        while used + size > width and left > first:
            stop, following, there = gap if gap and gap[0] > first else (left, left, used)
            yield first, stop
            first, used, gap = following, max(used - there, 0), None
        if left < first:
            continue
        used += size
    if first < end:
        yield first, end


def _clusters(text: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Character clusters as (start, end, cells); what is shown as a space is one of its own."""
    for part in _SPACED.finditer(text, start, end):
        if part[0] in _SPACES:
            yield part.start(), part.end(), 1
            continue
        clusters, _ = split_graphemes(part[0])
        for left, right, size in clusters:
            cluster = part[0][left:right]
            size = size if _PLAIN.fullmatch(cluster) else cells(cluster)
            yield part.start() + left, part.start() + right, size


def cells(text: str) -> int:
    """The cells that a text takes on the screen as `shown` shows it."""
    return cell_len(shown(text))
