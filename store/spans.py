"""Stretches of an article's text, and how words in several pieces are shown. Plain values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of an article: `text` is the article's `[start:end]`."""

    start: int
    end: int
    text: str

    @classmethod
    def cut(cls, article: str, start: int, end: int) -> Span:
        """The span of `article` between two offsets; ValueError where there is none."""
        if not 0 <= start < end <= len(article):
            raise ValueError(f"no span {start}:{end} in a text of {len(article)} code points")
        return cls(start, end, article[start:end])


GAP = " […] "
"""Stands between words where the article goes on with others, wherever they are shown."""


def pieced(spans: Iterable[Span]) -> str:
    """The words of some spans in the order of the article, as they are shown to people.

    What stands next to each other in the article does so here; where something is left out,
    ` […] ` says so.
    """
    told, end = "", 0
    for span in sorted(spans):
        if told:
            told += GAP if span.start > end + 1 else " " * (span.start - end)
        told, end = told + span.text[max(end - span.start, 0) :], max(end, span.end)
    return told


@dataclass(frozen=True, slots=True)
class Slot:
    """What fills one role of a record: one span, or several where it is discontinuous."""

    spans: tuple[Span, ...]

    @classmethod
    def cut(cls, article: str, bounds: Iterable[tuple[int, int]]) -> Slot:
        """The slot of these (start, end) offsets; ValueError where a span does not exist."""
        return cls(tuple(Span.cut(article, start, end) for start, end in bounds))

    @property
    def text(self) -> str:
        """The fragments' texts, joined by one space: for programs, and to compare."""
        return " ".join(span.text for span in self.spans)

    @property
    def told(self) -> str:
        """The fragments as they are shown to people, what is left out between them marked."""
        return pieced(self.spans)

    @property
    def start(self) -> int:
        """Where the first fragment starts."""
        return self.spans[0].start

    @property
    def end(self) -> int:
        """Where the last fragment ends."""
        return self.spans[-1].end
