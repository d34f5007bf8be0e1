"""An article's text with its quotes and pledges marked, line by line. Pure: no store, no terminal.

Plain, the words stand as they are, and signs below them say what they are; the margin says
which lines are a headline (`#`) or boilerplate (`·`), where a quote runs (`"`), and the
stance of a pledge. Styled, the words themselves are told apart, as in the explorer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from store.records import Block, Pledge, Quote
from tui.marking import GUTTER, ROLES, STANCES, Mark, Markings, marks_of
from tui.styles import styled
from tui.wrapping import Line, cells, lay_out, shown

SIGNS = {
    "content": '"',
    "speaker": "=",
    "maker": "=",
    "cue": "-",
    "trigger": "^",
    "action": "~",
    "beneficiary": "+",
    "condition": "?",
}
"""What stands below the words of each role."""

LEGEND = (
    '" what is said   = who speaks or commits   - cue',
    "^ trigger   ~ action   + for whom   ? condition   "
    + "   ".join(f"{mark} {stance}" for stance, mark in STANCES.items()),
)
"""The signs, explained."""

_MARGINS = {"headline": "#", "boilerplate": "·", "paragraph": ""}
_MARGIN = 4
_RANK = {role: rank for rank, role in enumerate(ROLES)}


def plain(
    text: str, blocks: Sequence[Block], records: Iterable[Quote | Pledge], width: int
) -> Iterator[str]:
    """The text in lines of at most `width` cells, each with its signs below it."""
    records = list(records)
    quotes = [record for record in records if isinstance(record, Quote)]
    pledges = [record for record in records if isinstance(record, Pledge)]
    spoken = [mark for record in quotes for mark in marks_of(record)]
    bound = [mark for record in pledges for mark in marks_of(record)]
    stances = {record.id: STANCES[record.stance] for record in pledges}
    for line in lay_out(text, blocks, width - _MARGIN):
        if line.spacer:
            yield ""
            continue
        yield f"{_MARGINS[line.kind]:<{_MARGIN}}{shown(text[line.start : line.end])}".rstrip()
        if here := _within(line, spoken):
            yield f"{SIGNS['content']:<{_MARGIN}}{_signs(text, line, here)}"
        if here := _within(line, bound):
            held = "".join(dict.fromkeys(stances[mark.record] for mark in here))
            yield f"{held[: _MARGIN - 1]:<{_MARGIN}}{_signs(text, line, here)}"


def in_style(
    text: str, blocks: Sequence[Block], records: Iterable[Quote | Pledge], width: int
) -> Iterator[str]:
    """The text in lines of at most `width` cells, with a terminal's attributes and colours."""
    lines = lay_out(text, blocks, width - GUTTER)
    markings = Markings(text, lines, list(records))
    for number in range(len(lines)):
        yield styled(markings.draw(number, None)).rstrip()


def _within(line: Line, marks: Iterable[Mark]) -> list[Mark]:
    return [mark for mark in marks if mark.start < line.end and mark.end > line.start]


def _signs(text: str, line: Line, marks: Iterable[Mark]) -> str:
    """A sign below each cell of the line; of roles that overlap, the narrower one's."""
    roles: dict[int, str] = {}
    for mark in sorted(marks, key=lambda mark: _RANK[mark.role]):
        for offset in range(max(mark.start, line.start), min(mark.end, line.end)):
            roles[offset] = mark.role
    signs = ""
    for offset in range(line.start, line.end):
        sign = SIGNS[roles[offset]] if offset in roles else " "
        signs += sign * cells(text[offset])
    return signs.rstrip()
