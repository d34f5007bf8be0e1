"""brat standoff into relations and pledges, each role as the offsets that it covers.

A line that cannot be read, or says what the article does not, is a flaw with its number.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from store.judging.kinds import KINDS, Offsets, content_core, derive_kind

Wrong = Literal["text_mismatch", "out_of_range", "unreadable_line"]


@dataclass(frozen=True, slots=True)
class Quote:
    """One attribution relation, each role as the offsets that it covers."""

    content: Offsets
    source: Offsets
    cue: Offsets
    core: Offsets  # what the exact match compares
    kind: str  # the Kind attribute, or else by_text
    by_text: str  # the kind that the text itself shows
    name: str = ""  # the event's id in its file


@dataclass(frozen=True, slots=True)
class Pledge:
    """One pledge, each role as the offsets that it covers."""

    extent: Offsets  # trigger and action together
    trigger: Offsets
    maker: Offsets
    action: Offsets
    beneficiary: Offsets
    condition: Offsets
    stance: str | None
    name: str = ""  # the event's id in its file


@dataclass(frozen=True, slots=True)
class Flaw:
    """A line, counted from 1, that does not hold, and in which way."""

    line: int
    wrong: Wrong


@dataclass(slots=True)
class Document:
    """What one `.ann` file says, and what is wrong with it."""

    quotes: list[Quote] = field(default_factory=list)
    pledges: list[Pledge] = field(default_factory=list)
    spans: int = 0
    flaws: list[Flaw] = field(default_factory=list)


def parse_fragments(column: str) -> list[tuple[int, int]]:
    """`37 60;75 90` -> [(37, 60), (75, 90)], in the order given."""
    pairs = [part.split() for part in column.split(";")]
    return [(int(start), int(end)) for start, end in pairs]


def _one_line(text: str) -> str:
    """Text as a line of standoff can hold it."""
    return text.replace("\r", " ").replace("\n", " ")


def _wrong_with(text: str, fragments: Sequence[tuple[int, int]], column: str) -> Wrong | None:
    """The name of what is wrong with a text-bound line, or None."""
    if any(not 0 <= start < end <= len(text) for start, end in fragments):
        return "out_of_range"
    expected = " ".join(text[start:end] for start, end in fragments)
    return None if _one_line(expected) == _one_line(column) else "text_mismatch"


def covered(text: str, fragments: Iterable[tuple[int, int]]) -> Offsets:
    """Offsets of the article inside the fragments, white space left out."""
    return frozenset(
        i
        for start, end in fragments
        for i in range(max(start, 0), min(end, len(text)))
        if not text[i].isspace()
    )


def read_document(annotation: str, text: str) -> Document:
    """Parse the standoff `annotation` of the article `text`; whatever it holds, nothing raises."""
    document = Document()
    bounds: dict[str, list[tuple[int, int]]] = {}
    events: list[tuple[int, str, str, list[tuple[str, str]]]] = []
    attributes: dict[tuple[str, str], str] = {}
    for number, line in enumerate(annotation.replace("\r\n", "\n").split("\n"), start=1):
        if not line.strip():
            continue
        try:
            if line[0] == "T":
                name, column, span_text = line.split("\t", 2)
                fragments = parse_fragments(column.split(" ", 1)[1])
                bounds[name] = fragments
                document.spans += 1
                if wrong := _wrong_with(text, fragments, span_text):
                    document.flaws.append(Flaw(number, wrong))
            elif line[0] == "E":
                name, column = line.rstrip("\t").split("\t")
                pairs = [part.split(":") for part in column.split()]
                (kind, trigger), *roles = [(role, target) for role, target in pairs]
                events.append((number, name, kind, [("Trigger", trigger), *roles]))
            elif line[0] in "AM":
                label, owner, *value = line.split("\t")[1].split()
                attributes[owner, label] = value[0] if value else ""
        except (ValueError, IndexError):
            document.flaws.append(Flaw(number, "unreadable_line"))

    for number, name, kind, roles in events:
        fillers: dict[str, list[tuple[int, int]]] = {}
        for role, target in roles:
            if target not in bounds:
                document.flaws.append(Flaw(number, "unreadable_line"))
                continue
            fillers.setdefault(role.rstrip("0123456789"), []).extend(bounds[target])
        spans = {role: covered(text, fragments) for role, fragments in fillers.items()}
        if kind == "Attribution":
            document.quotes.append(_quote(text, spans, attributes.get((name, "Kind")), name))
        elif kind == "Pledge":
            document.pledges.append(_pledge(spans, attributes.get((name, "Stance")), name))
    return document


def _quote(text: str, roles: dict[str, Offsets], kind: str | None, name: str = "") -> Quote:
    """The relation whose roles cover these offsets; `kind` is its attribute, if any."""
    content = roles.get("Content", frozenset())
    by_text = derive_kind(text, content)
    return Quote(
        content=content,
        source=roles.get("Source", frozenset()),
        cue=roles.get("Cue", frozenset()),
        core=content_core(text, content),
        kind=kind if kind in KINDS else by_text,
        by_text=by_text,
        name=name,
    )


def _pledge(roles: dict[str, Offsets], stance: str | None, name: str = "") -> Pledge:
    """The pledge whose roles cover these offsets; the trigger's role is `Trigger`."""
    action = roles.get("Action", frozenset())
    trigger = roles.get("Trigger", frozenset())
    return Pledge(
        extent=trigger | action,
        trigger=trigger,
        maker=roles.get("Maker", frozenset()),
        action=action,
        beneficiary=roles.get("Beneficiary", frozenset()),
        condition=roles.get("Condition", frozenset()),
        stance=stance,
        name=name,
    )
