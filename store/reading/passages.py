"""A text cut into passages: lines, hard-wrapped lines joined, bounds without marks.

Knows what a line is, not what it means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

from store.formats import Format

Mark = Literal["", "heading", "list", "aside"]

_LINE: Final = re.compile(r"([^\n\r\f\u2028\u2029]*)(\r\n|[\n\r\f\u2028\u2029]|\Z)")
_EDGE: Final = "\ufeff\u200b\u200c\u200d\u200e\u200f\u2060"
_BULLET: Final = re.compile(r"(?:[•·▪‣◦●■▸►*+-]|\d{1,2}[.)])[ \t\u00a0]+(?=\S)")
_ENDED: Final = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_WIDEST: Final = 120
_NARROWEST: Final = 30


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, heading or list item: offsets into the text, marks and edges left out.

    An aside is what stands in a line of the article without being its words: a dateline,
    the site's name behind the headline.
    """

    start: int
    end: int
    text: str
    blank_before: bool
    blank_after: bool
    mark: Mark = ""
    level: int = 0


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str


def passages(text: str, form: Format, begin: int = 0) -> list[Passage]:
    """The passages of a text from `begin` on; they do not overlap and none is empty."""
    groups = list(_groups(_lines(text, begin)))
    width = _wrapped_at(groups)
    found: list[Passage] = []
    for group in groups:
        parts = list(_paragraphs(group, width))
        for number, part in enumerate(parts):
            passage = _passage(text, part, number == 0, number == len(parts) - 1, form)
            if passage:
                found.append(passage)
    return found


def _lines(text: str, begin: int) -> Iterator[_Line]:
    """The lines, each without its end and without white space or marks at its edges."""
    for match in _LINE.finditer(text, begin):
        start, end = trimmed(text, match.start(1), match.end(1))
        yield _Line(start, end, text[start:end])


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The bounds without white space, byte-order marks and zero-width marks at the edges."""
    while start < end and (text[start].isspace() or text[start] in _EDGE):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _EDGE):
        end -= 1
    return start, end


def _groups(lines: Iterator[_Line]) -> Iterator[list[_Line]]:
    """Lines that no blank line parts."""
    group: list[_Line] = []
    for line in lines:
        if line.text:
            group.append(line)
        elif group:
            yield group
            group = []
    if group:
        yield group


def _wrapped_at(groups: Sequence[Sequence[_Line]]) -> int | None:
    """The width that the text is hard-wrapped at, or None.

    Wrapped lines end where the next word would not have fitted; lines that are
    paragraphs of their own hardly ever do.
    """
    joints = [
        (len(line.text), len(after.text.split(None, 1)[0]))
        for group in groups
        for line, after in pairwise(group)
    ]
    longest = max((len(line.text) for group in groups for line in group), default=0)
    if len(joints) < 3 or not _NARROWEST <= longest <= _WIDEST:
        return None
    full = sum(length + 1 + word > longest for length, word in joints)
    return longest if full >= 0.6 * len(joints) else None


def _paragraphs(group: list[_Line], width: int | None) -> Iterator[list[_Line]]:
    """The group's lines, each alone, or joined where they were wrapped at this width."""
    part: list[_Line] = []
    for line in group:
        if part and not (width and _goes_on(part[-1], line, width)):
            yield part
            part = []
        part.append(line)
    if part:
        yield part


def _goes_on(line: _Line, after: _Line, width: int) -> bool:
    if _BULLET.match(after.text) or after.text.startswith("#"):
        return False
    full = len(line.text) + 1 + len(after.text.split(None, 1)[0]) > width
    return full or (not _ENDED.search(line.text) and after.text[0].islower())


_HEADING: Final = re.compile(r"(#{1,6})[ \t]+")
_HEADING_END: Final = re.compile(r"[ \t]+#+$")
_EMPHASIS: Final = re.compile(r"(?P<mark>\*{1,3}|_{1,3})(?P<words>[^*_]+)(?P=mark)")
_QUOTING: Final = re.compile(r"(?:>[ \t]?)+")


def _passage(
    text: str, lines: Sequence[_Line], first: bool, last: bool, form: Format
) -> Passage | None:
    """One passage of these lines, its marks left out; None where nothing else is left."""
    start, end = lines[0].start, lines[-1].end
    mark: Mark = ""
    level = 0
    if form == "markdown":
        if quoting := _QUOTING.match(text, start, end):
            start = quoting.end()
        if heading := _HEADING.match(text, start, end):
            mark, level, start = "heading", len(heading[1]), heading.end()
            closing = _HEADING_END.search(text[start:end])
            end = start + closing.start() if closing else end
    if not mark and (bullet := _BULLET.match(text, start, end)):
        mark, start = "list", bullet.end()
    start, end = trimmed(text, start, end)
    if form == "markdown" and (emphasis := _EMPHASIS.fullmatch(text, start, end)):
        start, end = trimmed(text, *emphasis.span("words"))
    if start >= end:
        return None
    return Passage(start, end, text[start:end], first, last, mark, level)
