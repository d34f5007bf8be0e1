"""A board: rows of cells, each with the words in the articles that it rests on. Plain values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from store.records import DOUBT, Count, Pledge, Quote, Slot
from store.times import Period

Part = tuple[str, str]
"""A text and what it is, as a name that screens have a look for; "" for plain words."""


@dataclass(frozen=True, slots=True)
class Words:
    """Where words stand: code points in the text of a source, and the record that they are of.

    `part` says that they are only a part of that record's words.
    """

    source: str
    start: int
    end: int
    record: str | None = None
    confidence: float = 1.0
    part: bool = False

    @property
    def doubtful(self) -> bool:
        """Whether what was found there is doubtful."""
        return self.confidence < DOUBT


@dataclass(frozen=True, slots=True)
class Course:
    """From when something was said, once or oftener, to when it is to take effect.

    `waits` says that it takes effect at a time that nobody tells.
    """

    said: tuple[Period, ...] = ()
    effect: Period | None = None
    waits: bool = False

    @property
    def times(self) -> tuple[Period, ...]:
        """When it was said, and when it takes effect."""
        return (*self.said, self.effect) if self.effect else self.said


@dataclass(frozen=True, slots=True)
class Scale:
    """The stretches of time that are drawn; what lies between them is left out.

    `shares` are the parts of the width that each takes, in whatever unit; without them each
    takes as much as it is long.
    """

    parts: tuple[Period, ...]
    shares: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell says or draws, and the words that it rests on, the most telling first.

    `record` is the id of what it stands for, where that is not what its row tells of.
    """

    parts: tuple[Part, ...] = ()
    words: tuple[Words, ...] = ()
    course: Course | None = None
    record: str | None = None

    @property
    def text(self) -> str:
        """What it says, without looks."""
        return "".join(text for text, _ in self.parts)

    @property
    def doubtful(self) -> bool:
        """Whether it rests on doubtful finds only."""
        return bool(self.words) and all(one.doubtful for one in self.words)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title, the least and the most terminal cells that it takes.

    0 as `most` lets it grow; a column that may not be narrowed has the same least and most.
    One that has a `scale` draws courses, as wide as it may; one that `wraps` goes on below
    where its cells are too narrow.
    """

    title: str
    least: int = 4
    most: int = 0
    right: bool = False
    scale: Scale | None = None
    wraps: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a board: a cell a column, or cells that `flow` one after the other.

    `key` tells it from others, whatever else comes or goes; `data` is what `--json` prints
    for it, None for a row that is for the eye only. `group` is what of the view it belongs to,
    where groups can be marked; `record` the id of what it tells of, where that is one record.
    """

    key: str
    cells: tuple[Cell, ...]
    data: Mapping[str, Any] | None = None
    flows: bool = False
    group: str = ""
    record: str | None = None

    def meant(self, cell: Cell) -> tuple[str, ...]:
        """The record that one of its cells stands for, by id, then the one that it leads to."""
        leads = cell.words[0].record if cell.words else None
        found = (cell.record or self.record or leads, leads)
        return tuple(dict.fromkeys(one for one in found if one))


@dataclass(frozen=True, slots=True)
class Board:
    """A view's rows as far as they are known; `whole` once none is to come.

    `remark` stands beside the title, `nothing` in place of rows where there are none.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    remark: str = ""
    nothing: str = ""
    whole: bool = True


def cell(text: str, words: Iterable[Words] = (), look: str = "", record: str | None = None) -> Cell:
    """A cell of one text."""
    return Cell(((text, look),) if text else (), tuple(words), record=record)


def words_of(record: Quote | Pledge | Count) -> Words:
    """Where a record's words stand: of a quote its content, of a pledge trigger and action."""
    if isinstance(record, Count):
        start, end = record.span.start, record.span.end
        return Words(record.source, start, end, None, record.confidence)
    return Words(record.source, *record.extent, record.id, record.confidence)


def slot_words(record: Quote | Pledge, slot: Slot) -> Words:
    """Where one part of a record stands."""
    return Words(record.source, slot.start, slot.end, record.id, record.confidence, True)


def steps(total: int, first: int = 40) -> Iterator[int]:
    """After how many of `total` a board is worth showing: ever more, so that few are made."""
    at = first
    while at < total:
        yield at
        at *= 4
    yield total


def heading(
    key: str,
    parts: Sequence[Part],
    words: Iterable[Words] = (),
    group: str = "",
    record: str | None = None,
) -> Row:
    """A row over a group of rows."""
    cells = (Cell(tuple(parts), tuple(words)),)
    return Row(key, cells, flows=True, group=group, record=record)
