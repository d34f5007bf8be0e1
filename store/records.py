"""The records that onrecord keeps: plain values that know no table, no screen, no model.

Offsets are Unicode code points into the article's text as it was loaded, from 0, end
exclusive; a span's text is always exactly that slice. What the words mean (source, cue,
content, stance, …) is told in the README under "What it finds".
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from store.spans import Slot as Slot
from store.spans import Span as Span

Kind = Literal["source", "actor", "quote", "pledge", "entry", "chain", "figure", "story"]
ActorKind = Literal["person", "country", "organisation", "alliance", "group"]
QuoteKind = Literal["direct", "mixed", "indirect"]
Stance = Literal["commitment", "readiness", "refusal"]
DateOf = Literal["published", "event"]
DateHow = Literal["stated", "inferred"]
BlockKind = Literal["headline", "paragraph", "boilerplate"]
Agreement = Literal["same", "compatible", "update", "conflict"]
Verdict = Literal["single", "corroborated", "moved", "contested"]

PLURALS: dict[Kind, str] = {
    "source": "sources",
    "actor": "actors",
    "quote": "quotes",
    "pledge": "pledges",
    "entry": "entries",
    "chain": "chains",
    "figure": "figures",
    "story": "stories",
}
KINDS: tuple[Kind, ...] = tuple(PLURALS)
DOUBT = 0.6  # below this confidence a find is doubtful


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
    story: str | None = None

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

    @property
    def extent(self) -> tuple[int, int]:
        """From where to where what is said stands."""
        return self.content.start, self.content.end


@dataclass(frozen=True, slots=True)
class Pledge:
    """Somebody commits to, offers, is ready for or rules out an action of its own.

    `actors` are the makers' actor ids, in the order of `makers`; unknown makers have none.
    `category` is a CAMEO code, `theme` names the class of the action as entries are kept
    by it, `target` is the actor for, to or in whom it is to be done.
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
    category: str | None = None
    theme: str = ""
    target: str | None = None
    deadline: Slot | None = None
    amount: Slot | None = None

    @property
    def start(self) -> int:
        """Where its first word stands."""
        slots = (*self.makers, self.trigger, self.action, self.condition)
        return min(slot.start for slot in slots if slot)

    @property
    def extent(self) -> tuple[int, int]:
        """From where to where its trigger and its action stand."""
        slots = [slot for slot in (self.trigger, self.action) if slot]
        return min(slot.start for slot in slots), max(slot.end for slot in slots)


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
    """Counts of one thing side by side, by date, and how they agree.

    `origins` is how many independent origins tell it, as in an entry; None where an older
    program kept the figure.
    """

    id: str
    subject: str
    verdict: Agreement
    values: tuple[Count, ...]
    origins: int | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """One pledge that an entry rests on: where and when it stands, and how far it binds.

    `moment` is the story of its source, else its date, else the source: what is told of one
    moment by several sources can agree or disagree, what is told of two can have moved.
    """

    pledge: str
    source: str
    date: str | None
    moment: str
    stance: Stance
    strength: str | None
    trigger: str
    condition: str | None


@dataclass(frozen=True, slots=True)
class Entry:
    """What one maker (or several together) says about one class of action for somebody.

    `makers` and `beneficiary` are names, `action` the words of its latest evidence, which
    is in the order of time. `origins` counts sources that do not lean on each other or on
    the same wire, `differs` says in what its evidence is not alike.
    """

    id: str
    makers: tuple[str, ...]
    actors: tuple[str, ...]
    category: str | None
    theme: str
    beneficiary: str | None
    action: str
    strength: str | None
    verdict: Verdict
    differs: tuple[str, ...]
    origins: int
    stories: int
    chain: str | None
    evidence: tuple[Evidence, ...]

    @property
    def date(self) -> str | None:
        """The date of its latest evidence."""
        return max((one.date for one in self.evidence if one.date), default=None)

    @property
    def conditions(self) -> tuple[str, ...]:
        """The conditions that it is told with, each wording once."""
        return tuple(dict.fromkeys(one.condition for one in self.evidence if one.condition))


@dataclass(frozen=True, slots=True)
class Link:
    """An entry in a chain at one moment: the date, who, and how far they are bound."""

    entry: str
    date: str | None
    makers: tuple[str, ...]
    strengths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """One offer across stories: the entries of groups of makers on one theme, by date."""

    id: str
    category: str | None
    theme: str
    beneficiary: str | None
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """Articles on one event: `sources` are ids, by date; `origins` as in an entry."""

    id: str
    title: str
    first: str | None
    last: str | None
    sources: tuple[str, ...]
    outlets: tuple[str, ...]
    origins: int


@dataclass(frozen=True, slots=True)
class Signature:
    """What tells an article from others: its commonest terms, a sketch of its wording.

    `terms` are (term, times) and `sketch` the lowest hashes of its five-word shingles, in
    order: the share that two sketches have in common estimates how much text they share.
    """

    terms: tuple[tuple[str, int], ...] = ()
    sketch: tuple[int, ...] = ()


Record = Source | Actor | Quote | Pledge | Entry | Chain | Figure | Story


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
    signature: Signature = Signature()
    warnings: tuple[str, ...] = field(default=())
