"""The records that onrecord keeps: plain values that know no table, no screen, no model.

Offsets are Unicode code points into the article's text as it was loaded, from 0, end
exclusive; a span's text is always exactly that slice. What the words mean (source, cue,
content, stance, …) is told in the README under "What it finds".
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["source", "actor", "quote", "pledge"]
ActorKind = Literal["person", "country", "organisation", "alliance", "group"]
QuoteKind = Literal["direct", "mixed", "indirect"]
Stance = Literal["commitment", "readiness", "refusal"]
DateOf = Literal["published", "event"]
DateHow = Literal["stated", "inferred"]
BlockKind = Literal["headline", "paragraph", "boilerplate"]
Agreement = Literal["same", "compatible", "update", "conflict"]

KINDS: tuple[Kind, ...] = ("source", "actor", "quote", "pledge")


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
        """The fragments' texts, joined by one space."""
        return " ".join(span.text for span in self.spans)

    @property
    def start(self) -> int:
        """Where the first fragment starts."""
        return self.spans[0].start

    @property
    def end(self) -> int:
        """Where the last fragment ends."""
        return self.spans[-1].end


@dataclass(frozen=True, slots=True)
class Why:
    """Why a record was extracted: the rule, its words, and how the actor was resolved."""

    rule: str
    words: str = ""
    actor: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A headline, paragraph or line of boilerplate: offsets without its line end."""

    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Source:
    """One article as lists and the card show it; its text is kept apart.

    `date` is ISO 8601, to the day or shorter. `words` counts words outside boilerplate.
    """

    id: str
    title: str | None
    outlet: str | None
    author: str | None
    date: str | None
    date_of: DateOf | None
    date_how: DateHow | None
    url: str | None
    path: str | None
    credits: tuple[str, ...]
    language: str
    words: int
    content_hash: str
    pipeline: str
    blocks: tuple[Block, ...] = ()
    quotes: int = 0
    pledges: int = 0

    @property
    def name(self) -> str:
        """The headline, or the file's name where there is none."""
        if self.title:
            return self.title
        return self.path.rsplit("/", 1)[-1] if self.path else self.id


@dataclass(frozen=True, slots=True)
class Actor:
    """Who speaks, pledges or is named: over all articles, or as one article shows it.

    `acts` tells actors that speak or pledge from those that are only named.
    """

    id: str
    name: str
    kind: ActorKind
    aliases: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    country: str | None = None
    mentions: int = 0
    quotes: int = 0
    pledges: int = 0

    @property
    def acts(self) -> bool:
        """Whether it speaks or pledges anywhere."""
        return bool(self.quotes or self.pledges)


@dataclass(frozen=True, slots=True)
class Appearance:
    """An actor in one article: the forms that stand there, and where (start, end)."""

    actor: Actor
    places: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """A text that is reported as somebody's words (attribution relation)."""

    id: str
    source: str
    actor: str | None
    speaker: Slot | None
    cue: Slot | None
    content: Slot
    kind: QuoteKind
    parent: str | None
    confidence: float
    why: Why

    @property
    def start(self) -> int:
        """Where its first word stands."""
        return min(slot.start for slot in (self.speaker, self.cue, self.content) if slot)


@dataclass(frozen=True, slots=True)
class Pledge:
    """Somebody commits to, offers, is ready for or rules out an action of its own.

    `actors` are the makers' actor ids, in the order of `makers`; unknown makers have none.
    """

    id: str
    source: str
    entry: str | None
    actors: tuple[str, ...]
    makers: tuple[Slot, ...]
    trigger: Slot
    action: Slot | None
    beneficiary: Slot | None
    condition: Slot | None
    stance: Stance
    strength: str | None
    quote: str | None
    confidence: float
    why: Why

    @property
    def start(self) -> int:
        """Where its first word stands."""
        slots = (*self.makers, self.trigger, self.action, self.condition)
        return min(slot.start for slot in slots if slot)


@dataclass(frozen=True, slots=True)
class Count:
    """A counted thing as one article tells it: *about 15 countries*, *800,000 men*.

    `unit` is the class of what is counted (*country* for nations and states, too), `about`
    are the lemmas of what is told of it, the closest first, and `subject` the article's own
    words for that. `pledge` is the pledge whose maker it is, `actor` who tells the number.
    """

    id: str
    source: str
    value: int | float
    approx: str | None
    span: Span
    unit: str
    about: tuple[str, ...]
    subject: str
    pledge: str | None
    actor: str | None
    confidence: float
    why: Why


@dataclass(frozen=True, slots=True)
class Figure:
    """Counts of one thing side by side, by date, and how they agree."""

    id: str
    subject: str
    verdict: Agreement
    values: tuple[Count, ...]


Record = Source | Actor | Quote | Pledge


@dataclass(frozen=True, slots=True)
class Article:
    """An article as it was read: its text untouched, and what is known about it.

    `text` is decoded, with byte-order mark and carriage returns. `credits` are the
    origins that it names (*according to BBC News*). `place` is the path or address that
    it came from, `file_hash` the hash of the bytes found there.
    """

    text: str
    blocks: tuple[Block, ...]
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    date: str | None = None
    date_of: DateOf | None = None
    date_how: DateHow | None = None
    url: str | None = None
    place: str | None = None
    file_hash: str = ""
    credits: tuple[str, ...] = ()
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Findings:
    """What extraction found in one article; actor ids hold within it only."""

    appearances: tuple[Appearance, ...] = ()
    quotes: tuple[Quote, ...] = ()
    pledges: tuple[Pledge, ...] = ()
    counts: tuple[Count, ...] = ()
    warnings: tuple[str, ...] = field(default=())


def text_id(text: str) -> str:
    """The id of the source that is first loaded with this text."""
    return "s" + _digest(text)


def content_hash(text: str) -> str:
    """SHA-256 of the text, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def derived_id(kind: Kind | Literal["number", "figure"], *words: str) -> str:
    """The id of a record by the words that it derives from (source id, content, cue, …).

    It begins with the kind's first letter: a count is a number, so that no two kinds share one.
    """
    return kind[0] + _digest("\x1f".join(words))


def _digest(text: str) -> str:
    """64 bits in hexadecimal: one clash among 10,000,000 has a chance of 3 in a million."""
    return content_hash(text)[:16]
