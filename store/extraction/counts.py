"""Counted things of one article: a number, its hedge, the noun that it counts, its unit.

A number that dates, orders, names or ages something counts nothing. What is told of the
counted is read in telling.py.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from spacy.tokens import Token

from store.extraction.counted import Counted, attributive, counted_noun, standing_alone
from store.extraction.lexicon import load, words
from store.extraction.numerals import Numeral, numerals
from store.extraction.phrases import Bounds, end_of
from store.extraction.scene import Scene
from store.extraction.telling import told_of

_TIMES = words("counting", "nouns.times")
_MONTHS = words("counting", "nouns.months")
_LABELS = words("counting", "nouns.labels")
_AGES = words("counting", "nouns.ages")
_VAGUE = words("counting", "numbers.vague.words")
_PREMODIFIERS = words("counting", "premodifiers.words")
_ADDITIONAL = words("counting", "premodifiers.additional")
_MILITARY = words("counting", "nouns.military")
_WEIGHING = words("counting", "nouns.weighing")
_FRACTIONS = words("counting", "nouns.fractions")
_MORE = re.compile(r"\s+(?:more|additional|further|extra)\b(?!\s+or\b)", re.I)
_POINTING = frozenset({"the", "these", "those", "both"})
_DATING = frozenset(
    {"in", "since", "by", "of", "until", "till", "during", "late", "early", "the", "from", "to"}
)
_NAMING = frozenset({"ORG", "WORK_OF_ART", "FAC", "PRODUCT", "EVENT", "LAW", "GPE", "PERSON"})


@dataclass(frozen=True, slots=True)
class Tally:
    """A count as the rules found it: bounds only, no record yet."""

    span: Bounds
    value: int | float
    approx: str | None
    unit: str
    about: tuple[str, ...]
    subject: str
    rule: str
    confidence: float


def tallies(scene: Scene) -> list[Tally]:
    """All counts of the article by place; one that a rule raises at is left out, with a warning."""
    live = {token.i for token in scene.live_tokens()}
    found: list[Tally] = []
    for block in scene.blocks:
        for numeral in numerals(scene.text, block.start, block.end):
            tokens = scene.tokens(numeral.start, numeral.end)
            if not tokens or tokens[0].i not in live:
                continue
            try:
                tally = _tally(scene, numeral, tokens, block.start)
            except Exception as error:
                scene.warnings.append(f"counting at {numeral.start}: {error!r}")
                continue
            tally = tally or _further(scene, numeral, tokens, found)
            if tally is not None and found and tally.span[1] <= found[-1].span[1]:
                # nine of the 15 members: what is told is told of the nine
                tally = replace(tally, about=(), subject=tally.subject.partition(" … ")[0])
            if tally is not None:
                found.append(tally)
    return found


def _tally(scene: Scene, numeral: Numeral, tokens: Sequence[Token], floor: int) -> Tally | None:
    """What the number counts; None where it counts nothing."""
    if numeral.value <= 0 or _dates(scene, numeral, tokens):
        return None
    start, hedges, modifiers = _led_by(scene.text, numeral.start, floor)
    end, behind = _followed_by(scene.text, numeral.end)
    counted = _counted(scene, numeral, tokens, end, bool(hedges or modifiers))
    if counted is None:
        return None
    if "over" in hedges and counted.unit in _TIMES:
        start, hedges = _led_by(scene.text, numeral.start, floor, hedged=False)[0], ()
    approx = f"to {numeral.upper:,}" if numeral.upper else behind or _class_of(hedges)
    if not modifiers and _says_nothing(scene, numeral, counted, start, approx):
        return None
    span = (start, max(counted.end, end))
    about, subject = told_of(scene, span, counted, numeral)
    unit = counted.unit
    if unit == "person?":
        if not about or about[0] not in words("counting", "telling.alone"):
            return None
        unit = "person"
    if unit == "GBP" and not numeral.unit and any(word in _WEIGHING for word in about):
        unit = "pound"
    if unit == "man" and any(word in _MILITARY for word in about):
        unit = "soldier"
    if any(word in _ADDITIONAL for word in modifiers) or _MORE.match(scene.text, end):
        about = (*about, "additional")
    return Tally(
        span, numeral.value, approx, unit, about, subject, counted.rule, counted.confidence
    )


def _further(
    scene: Scene, numeral: Numeral, tokens: Sequence[Token], found: Sequence[Tally]
) -> Tally | None:
    """A number of more of what the sentence counted before: 600 troops … and 200 more."""
    after = scene.doc[tokens[-1].i + 1] if tokens[-1].i + 1 < len(scene.doc) else None
    if after is None or after.lower_ != "more" or not found or numeral.unit:
        return None
    last, sentence = found[-1], tokens[0].sent
    if last.span[0] < sentence.start_char or last.rule == "money":
        return None
    start, hedges, _ = _led_by(scene.text, numeral.start, sentence.start_char)
    span = (start, end_of(after))
    counted = Counted(last.unit, tokens[-1], span[1], "number and more", 0.6)
    about, subject = told_of(scene, span, counted, numeral)
    approx = _class_of(hedges)
    return Tally(
        span,
        numeral.value,
        approx,
        last.unit,
        (*about, "additional"),
        subject,
        counted.rule,
        counted.confidence,
    )


def _counted(
    scene: Scene, numeral: Numeral, tokens: Sequence[Token], end: int, led: bool
) -> Counted | None:
    """What the number counts: money and percentages themselves, else a noun near it."""
    last = tokens[-1]
    if numeral.unit:
        rule = "percentage" if numeral.unit == "percent" else "money"
        return Counted(numeral.unit, last, numeral.end, rule, 0.9)
    before = tokens[0].nbor(-1) if tokens[0].i else None
    label = not led and before is not None and before.lower_ in _LABELS
    if label or (before is not None and before.lower_ in _AGES):
        return None
    if numeral.value == 1 and numeral.words and not led:
        return None
    return (
        attributive(scene, numeral, last)
        or counted_noun(scene, numeral, tokens, end)
        or standing_alone(scene, tokens)
    )


def _dates(scene: Scene, numeral: Numeral, tokens: Sequence[Token]) -> bool:
    """Whether the number is part of a date, a vague scale, or of a name."""
    first, last = tokens[0], tokens[-1]
    before = scene.doc[first.i - 1] if first.i else None
    after = scene.doc[last.i + 1] if last.i + 1 < len(scene.doc) else None
    part = before is not None and before.lower_ == "of" and first.i > 1 and numeral.value <= 1
    if part and scene.doc[first.i - 2].lower_ in _FRACTIONS:
        return True
    if "=" in (t.text for t in (before, after) if t is not None):
        return True  # a rate of exchange
    if numeral.unit == "percent" and before is not None and _is_ticker(before):
        return True
    if not numeral.unit:
        months = [t for t in (before, after) if t is not None and t.lower_ in _MONTHS]
        if any(t.text[:1].isupper() for t in months):
            return True
        if before is not None and before.lower_ in _VAGUE and numeral.words:
            return before.lower_ != "some"
        if before is not None and before.lower_ in ("in", "of") and _is_ratio(scene, first.i - 1):
            return True
        if before is not None and before.text in (".", "#") and first.i > 1:
            label = scene.doc[first.i - 2]
            if label.lower_ == "no" and not label.whitespace_:
                return True
    if not numeral.year:
        return False
    dated = before is not None and before.lower_ in _DATING
    return dated or first.ent_type_ not in ("CARDINAL", "QUANTITY")


def _is_ticker(token: Token) -> bool:
    """Whether a share's short name stands before its change: *ACME 1.2%*, *ACM -0.4%*."""
    signed = token.text in ("-", "+", "–", "−") and token.i > 0
    name = token.nbor(-1) if signed else token
    return name.text.isalpha() and name.text.isupper() and 1 < len(name.text) <= 5


def _is_ratio(scene: Scene, at: int) -> bool:
    """Whether a number stands before `in` or `out of`: one in five, nine out of ten."""
    at -= 1
    if at >= 0 and scene.doc[at].lower_ == "out":
        at -= 1
    elif scene.doc[at + 1].lower_ == "of":
        return False
    return at >= 0 and scene.doc[at].tag_ == "CD" and scene.doc[at].ent_type_ != "DATE"


def _says_nothing(
    scene: Scene, numeral: Numeral, counted: Counted, start: int, approx: str | None
) -> bool:
    """Whether the number only points back (the two men), or is inside a name."""
    if counted.rule != "number and noun":
        return False
    head = counted.noun
    if head.ent_type_ in _NAMING and head.tag_ == "NNP" and head.text[:1].isupper():
        tokens = scene.tokens(numeral.start, numeral.end)
        return tokens[0].ent_type_ == head.ent_type_ and counted.confidence < 0.9
    lead = re.search(r"(\w+)\s+$", scene.text[max(0, start - 20) : start])
    pointed = lead is not None and lead[1].lower() in _POINTING
    return pointed and numeral.value == 2 and approx is None


def _led_by(
    text: str, at: int, floor: int, *, hedged: bool = True
) -> tuple[int, tuple[str, ...], tuple[str, ...]]:
    """Where the counted phrase starts: its hedges and premodifiers stand before the number."""
    hedges: list[str] = []
    modifiers: list[str] = []
    while (found := _lead().search(text, floor, at)) is not None:
        word = re.sub(r"\s+", " ", found[1]).lower()
        modifier = word in _PREMODIFIERS
        if (modifier and hedges) or not (modifier or hedged):
            break
        (modifiers if modifier else hedges).append(word)
        at = found.start(1)
    return at, tuple(hedges), tuple(modifiers)


def _followed_by(text: str, at: int) -> tuple[int, str | None]:
    """The end of a hedge behind the number (30 or more people), and its class."""
    found = _trail().match(text, at)
    if found is None:
        return at, None
    return found.end(), _class_behind()[re.sub(r"\s+", " ", found[1]).lower()]


def _class_of(hedges: Sequence[str]) -> str | None:
    """The class of the hedge next to the number."""
    return _classes()[hedges[0]] if hedges else None


@cache
def _classes() -> dict[str, str]:
    return {word: name for name, listed in load("counting")["hedges"].items() for word in listed}


@cache
def _class_behind() -> dict[str, str]:
    return {word: name for name, listed in load("counting")["behind"].items() for word in listed}


@cache
def _lead() -> re.Pattern[str]:
    listed = sorted((*_classes(), *_PREMODIFIERS), key=len, reverse=True)
    phrases = "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in listed)
    return re.compile(rf"(?<![\w-])({phrases})\s+\Z", re.I)


@cache
def _trail() -> re.Pattern[str]:
    listed = sorted(_class_behind(), key=len, reverse=True)
    phrases = "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in listed)
    return re.compile(rf"[\s-]?({phrases})(?!\w)", re.I)
