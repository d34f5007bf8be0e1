"""Which words of an article are what: the parts of its quotes and pledges, line by line.

Turns records into pieces of text with tone names; the stylesheet says what a tone looks
like. Knows no widget.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

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

    Asking for a line costs what stands in that line, however long the article is.
    """

    def __init__(
        self,
        text: str,
        lines: Sequence[Line],
        records: Sequence[Quote | Pledge],
        hits: Iterable[Mark] = (),
    ) -> None:
        self._text = text
        self._lines = lines
        self._by_line: dict[int, list[Mark]] = {}
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
        edges = sorted(cuts)
        for start, end in pairwise(edges):
            over = [mark for mark in marks if mark.start < end and mark.end > start]
            tones = dict.fromkeys(_tone(mark, current) for mark in sorted(over, key=_rank))
            tone = " ".join(filter(None, (base, *tones)))
            pieces.append((shown(self._text[start:end]), tone))
        return pieces

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
