"""Which words of an article are what: the parts of its quotes and pledges, line by line.

Turns records into pieces of text with tone names; the stylesheet says what a tone looks
like. Knows no widget.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rich.cells import cell_len

from store.records import Pledge, Quote, Slot
from tui.wrapping import Line, line_at, shown

Piece = tuple[str, str]
"""A text and the tones that it is drawn in, separated by spaces; later tones win."""

STANCES = {"commitment": "●", "readiness": "◐", "refusal": "○"}
"""The mark of each stance, in lists and beside the text."""

GUTTER = 3
"""Cells left of the text: the stance of a pledge, the bar of a quote, a space."""

# The order in which tones are laid over each other where parts overlap.
ROLES = (
    "content",
    "action",
    "condition",
    "beneficiary",
    "speaker",
    "maker",
    "cue",
    "trigger",
    "hit",
    "hit-now",
)
_RANK = {role: rank for rank, role in enumerate(ROLES)}


BRACKET = "bracket"
"""The tone of a bracket: a piece that is no text of the article."""

BRACKETS = {
    "speaker": ("<", ">"),
    "maker": ("<", ">"),
    "cue": ("{", "}"),
    "trigger": ("{", "}"),
    "content": ("[", "]"),
    "action": ("[", "]"),
    "condition": ("(?", "?)"),
    "beneficiary": ("(+", "+)"),
}
"""What stands around the parts of the current record where attributes may not show."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the article that plays a role in a record; a hit belongs to none."""

    start: int
    end: int
    role: str
    record: str = ""


def marks_of(record: Quote | Pledge) -> list[Mark]:
    """The parts of a quote or pledge, as stretches of the article."""
    slots: list[tuple[str, Slot | None]]
    if isinstance(record, Quote):
        slots = [("speaker", record.speaker), ("cue", record.cue), ("content", record.content)]
    else:
        slots = [("maker", maker) for maker in record.makers]
        slots += [
            ("trigger", record.trigger),
            ("action", record.action),
            ("beneficiary", record.beneficiary),
            ("condition", record.condition),
        ]
    return [
        Mark(span.start, span.end, role, record.id)
        for role, slot in slots
        if slot
        for span in slot.spans
    ]


class Markings:
    """The marks of one article's lines, for one width.

    Asking for a line costs what stands in that line, however long the article is. With
    `width`, the cells that a line may take, the parts of the current record stand in
    brackets; where a line has no room for all, the broadest parts of the record have none.
    """

    def __init__(
        self,
        text: str,
        lines: Sequence[Line],
        records: Sequence[Quote | Pledge],
        hits: Iterable[Mark] = (),
        width: int | None = None,
    ) -> None:
        self._width = width
        self._bracketed: tuple[str | None, frozenset[str]] = (None, frozenset())
        self._text = text
        self._lines = lines
        self._by_line: dict[int, list[Mark]] = {}
        self._extent: dict[Mark, tuple[int, int]] = {}  # the first and last line of a part
        self._touched: dict[str, set[int]] = {}
        self._stances: dict[int, list[Pledge]] = {}
        self._hit_lines: set[int] = set()
        for record in records:
            for mark in marks_of(record):
                self._enter(mark)
            if isinstance(record, Pledge) and lines:
                first = line_at(lines, record.trigger.start)
                self._stances.setdefault(first, []).append(record)
        self.set_hits(hits)

    def set_hits(self, hits: Iterable[Mark]) -> set[int]:
        """Other words are searched for; the numbers of the lines that look different now."""
        before = {n: [m for m in self._by_line[n] if not m.record] for n in self._hit_lines}
        for number in self._hit_lines:
            self._by_line[number] = [mark for mark in self._by_line[number] if mark.record]
        self._hit_lines = set()
        for hit in hits:
            self._hit_lines |= self._enter(hit)
        now = {n: [m for m in self._by_line[n] if not m.record] for n in self._hit_lines}
        return {n for n in before.keys() | now.keys() if before.get(n) != now.get(n)}

    def lines_of(self, record_id: str | None) -> set[int]:
        """The numbers of the lines in which a part of this record stands."""
        return self._touched.get(record_id, set()) if record_id else set()

    def draw(self, number: int, current: str | None) -> list[Piece]:
        """A line with its gutter; the current record's parts are told apart fully."""
        line = self._lines[number]
        if line.spacer:
            return self._gutter(number, current) if self._between(number, current) else []
        base = line.kind if line.kind != "paragraph" else ""
        marks = self._by_line.get(number, ())
        pieces = self._gutter(number, current)
        cuts = {line.start, line.end}
        for mark in marks:
            cuts |= {max(mark.start, line.start), min(mark.end, line.end)}
        brackets = self._brackets(number, current)
        edges = sorted(cuts)
        for start, end in pairwise(edges):
            over = [mark for mark in marks if mark.start < end and mark.end > start]
            tones = dict.fromkeys(_tone(mark, current) for mark in sorted(over, key=_rank))
            tone = " ".join(filter(None, (base, *tones)))
            pieces += [(bracket, BRACKET) for bracket in brackets.pop(start, ())]
            pieces.append((shown(self._text[start:end]), tone))
        return [*pieces, *((one, BRACKET) for found in brackets.values() for one in found)]

    def offset_at(self, number: int, cell: int, current: str | None) -> int:
        """The offset of the text in a cell of a line, counted from the text's left edge.

        A cell of a bracket is taken for the text after it, one beyond the line for its end.
        """
        line = self._lines[number]
        offset, left = line.start, 0
        for text, tone in self.draw(number, current)[len(self._gutter(number, current)) :]:
            size = cell_len(text)
            if tone == BRACKET:
                left += size
                continue
            if cell < left + size:
                return self._within(offset, line.end, cell - left)
            left += size
            offset = self._within(offset, line.end, size)
        return line.end

    def _within(self, start: int, end: int, cell: int) -> int:
        """The offset that a number of cells after an offset is at."""
        for offset in range(start, end):
            size = cell_len(shown(self._text[offset]))
            if cell < size:
                return offset
            cell -= size
        return end

    def _brackets(self, number: int, current: str | None) -> dict[int, list[str]]:
        """The brackets of the current record in a line, by offset, in the order of drawing."""
        if self._width is None or current is None:
            return {}
        if self._bracketed[0] != current:
            self._bracketed = (current, self._roles_with_room(current))
        found: list[tuple[int, int, int, int, str]] = []
        for mark, opens, offset in self._ends(number, current):
            if mark.role in self._bracketed[1]:
                bracket = BRACKETS[mark.role][0 if opens else 1]
                way = -1 if opens else 1  # what is within closes first and opens last
                breadth = (mark.end - mark.start, -_rank(mark))
                found.append((offset, -way, way * breadth[0], way * breadth[1], bracket))
        brackets: dict[int, list[str]] = {}
        for offset, *_, bracket in sorted(found):
            brackets.setdefault(offset, []).append(bracket)
        return brackets

    def _ends(self, number: int, current: str) -> Iterator[tuple[Mark, bool, int]]:
        """Where parts of the record begin (True) and end (False) in a line."""
        line = self._lines[number]
        for mark in self._by_line.get(number, ()):
            first, last = self._extent.get(mark, (-1, -1))
            if mark.record == current and number == first:
                yield mark, True, max(mark.start, line.start)
            if mark.record == current and number == last:
                yield mark, False, min(mark.end, line.end)

    def _roles_with_room(self, current: str) -> frozenset[str]:
        """The roles whose brackets have room in every line of a record."""
        roles = [role for role in ROLES if role in BRACKETS]
        room = {
            number: (self._width or 0) - cell_len(shown(self._text[line.start : line.end]))
            for number in self._touched.get(current, ())
            for line in [self._lines[number]]
        }
        ends = {number: list(self._ends(number, current)) for number in room}

        def fits(number: int) -> bool:
            sizes = (
                len(BRACKETS[mark.role][0 if opens else 1])
                for mark, opens, _ in ends[number]
                if mark.role in roles
            )
            return sum(sizes) <= room[number]

        while roles and not all(map(fits, room)):
            roles.pop(0)
        return frozenset(roles)

    def _enter(self, mark: Mark) -> set[int]:
        if not self._lines:
            return set()
        first = line_at(self._lines, mark.start)
        last = line_at(self._lines, max(mark.end - 1, mark.start))
        numbers = {
            number
            for number in range(first, last + 1)
            if self._lines[number].start < mark.end and self._lines[number].end > mark.start
        }
        for number in numbers:
            self._by_line.setdefault(number, []).append(mark)
        if mark.record:
            drawn = [number for number in numbers if not self._lines[number].spacer]
            if drawn:
                self._extent[mark] = (min(drawn), max(drawn))
            self._touched.setdefault(mark.record, set()).update(numbers)
        return numbers

    def _between(self, number: int, current: str | None) -> bool:
        """Whether a spacer stands within the current record, so that its bar goes on."""
        touched = self.lines_of(current)
        return number - 1 in touched and number + 1 in touched

    def _gutter(self, number: int, current: str | None) -> list[Piece]:
        pledges = self._stances.get(number, [])
        stance = next((p for p in pledges if p.id == current), pledges[0] if pledges else None)
        mark: Piece = (" ", "")
        if stance:
            mark = (STANCES[stance.stance], "bar-now" if stance.id == current else "bar")
        if number in self.lines_of(current) or self._between(number, current):
            return [mark, ("▌", "bar-now"), (" ", "")]
        if any(m.role == "content" for m in self._by_line.get(number, ())):
            return [mark, ("▏", "bar"), (" ", "")]
        return [mark, ("  ", "")]


def _tone(mark: Mark, current: str | None) -> str:
    """The tone of a part: in full for the current record and hits, quietly for others."""
    if not mark.record or mark.record == current:
        return mark.role
    return f"other-{mark.role}"


def _rank(mark: Mark) -> int:
    return _RANK[mark.role]
