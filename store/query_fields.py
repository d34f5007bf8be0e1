"""The fields of the query language: what each asks for, and how its value is read. Pure.

Help, completion, the README's table and the error messages are made from this table.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from store.ledger import STRENGTHS
from store.records import ActorKind, Agreement, QuoteKind, Stance, Verdict

Level = Literal["record", "source", "scope"]
"""Whether a field asks of quotes and pledges, of their article, or says where words count."""

Shape = Literal["words", "one of", "strength", "date", "number"]
"""How a value reads: words, one of a few, or a point or stretch on a scale."""


@dataclass(frozen=True, slots=True)
class QueryField:
    """A field: `meaning` finishes the sentence *finds what …*; `values` are all it knows."""

    name: str
    level: Level
    shape: Shape
    meaning: str
    example: str
    values: tuple[str, ...] = ()


LADDER: tuple[str, ...] = tuple(one.replace(" ", "-") for one in STRENGTHS)
"""The strengths as they are typed, the weakest first."""

REFUSES = "refuses"
"""The strength of a refusal, which stands beside the ladder."""

FIELDS: dict[str, QueryField] = {
    one.name: one
    for one in (
        QueryField("by", "record", "words", "who speaks or pledges", "by:macron"),
        QueryField("about", "record", "words", "what is said, done or met first", "about:ukraine"),
        QueryField("to", "record", "words", "for or to whom it is to be done", "to:ukraine"),
        QueryField("cond", "record", "words", "the condition of a pledge", "cond:ceasefire"),
        QueryField(
            "kind",
            "record",
            "one of",
            "the kind of record",
            "kind:indirect",
            ("quote", *get_args(QuoteKind), "pledge", *get_args(ActorKind)),
        ),
        QueryField(
            "stance",
            "record",
            "one of",
            "how a pledge binds",
            "stance:refusal",
            get_args(Stance),
        ),
        QueryField(
            "strength",
            "record",
            "strength",
            "how far a pledge binds",
            "strength:>=agreed",
            (*LADDER, REFUSES),
        ),
        QueryField(
            "has",
            "record",
            "one of",
            "a part that is there",
            "has:condition",
            (
                "condition",
                "beneficiary",
                "action",
                "deadline",
                "amount",
                "speaker",
                "cue",
                "actor",
                "entry",
                "date",
                "author",
                "outlet",
                "url",
                "note",
                "tag",
            ),
        ),
        QueryField("confidence", "record", "number", "how sure a find is", "confidence:>0.8"),
        QueryField(
            "is",
            "record",
            "one of",
            "a state of it",
            "is:contested",
            ("doubtful", *get_args(Verdict), *get_args(Agreement), "bookmarked"),
        ),
        QueryField("tag", "record", "words", "a tag of yours", "tag:check"),
        QueryField("note", "record", "words", "what you noted on it", "note:check"),
        QueryField("outlet", "source", "words", "where it stood", "outlet:herald"),
        QueryField("source", "source", "words", "an article by file or id", "source:002"),
        QueryField("date", "source", "date", "when it stood there", "date:2025-09..2026-01"),
        QueryField(
            "in",
            "scope",
            "one of",
            "where the other words must stand",
            "in:headline ceasefire",
            ("headline",),
        ),
    )
}
"""Every field, in the order in which help lists them."""

OF_ARTICLE = ("date", "author", "outlet", "url")
"""What `has:` asks of the article and not of the record."""


def stretch(value: str) -> tuple[str, str, tuple[bool, bool]]:
    """Both ends of `a..b`, `>=a`, `<b`, `a` as they were typed, and which are open."""
    for sign, way, is_open in ((">=", 0, False), ("<=", 1, False), (">", 0, True), ("<", 1, True)):
        if value.startswith(sign):
            end = value[len(sign) :].strip()
            return (end, "", (is_open, False)) if way == 0 else ("", end, (False, is_open))
    low, dots, high = value.partition("..")
    return (low, high, (False, False)) if dots else (value, value, (False, False))
