"""What class of action a pledge is about: its CAMEO code, and the theme that entries go by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from spacy.tokens import Doc, Token

from store.extraction.lexicon import load, words
from store.extraction.phrases import Bounds, between, object_of, span_of
from store.extraction.timing import is_time
from store.records import Stance

_BELOW = frozenset(
    {"dobj", "pobj", "prep", "pcomp", "xcomp", "compound", "amod", "attr", "acl", "oprd"}
    | {"nmod", "dative", "conj", "acomp", "advmod", "prt", "npadvmod", "ccomp", "nsubj", "ROOT"}
)
_DEEPEST = 6
_THREATS = frozenset({"threaten", "warn", "threat", "warning"})
_NOMINAL = frozenset({"NOUN", "PROPN"})
_NAMED = frozenset({"GPE", "LOC", "NORP", "PERSON"})


class Act(NamedTuple):
    """The class of an action: a CAMEO code, and what entries are told apart by.

    The theme is the intent's code where all of a class is one offer (*0334*), else the
    words for what is done (*close plant*).
    """

    category: str
    theme: str


@dataclass(frozen=True, slots=True)
class _Class:
    """One class of the lexicon; `codes` by stance mode: intent, refusal, threat."""

    codes: dict[str, str]
    one_entry: bool
    verbs: frozenset[str]
    nouns: frozenset[str]
    phrases: frozenset[str]
    pairs: tuple[tuple[frozenset[str], frozenset[str]], ...]


def act_of(doc: Doc, action: Sequence[Bounds], stance: Stance, trigger: str) -> Act:
    """The class of the action at these bounds; `trigger` is the lemma that commits."""
    mode = "threat" if trigger in _THREATS else "refusal" if stance == "refusal" else "intent"
    steps = list(_steps(doc, action))
    found = min(
        ((depth, number) for number, one in enumerate(_classes()) for depth in _hits(one, steps)),
        default=None,
    )
    if found is None:
        return Act(load("actions")["other"][mode], _own_theme(steps))
    known = _classes()[found[1]]
    return Act(known.codes[mode], known.codes["intent"] if known.one_entry else _own_theme(steps))


@cache
def _classes() -> tuple[_Class, ...]:
    return tuple(
        _Class(
            codes={mode: one[mode] for mode in ("intent", "refusal", "threat")},
            one_entry=one.get("one_entry", False),
            verbs=frozenset(one.get("verbs", ())),
            nouns=frozenset(one.get("nouns", ())),
            phrases=frozenset(one.get("phrases", ())),
            pairs=tuple(
                (frozenset(verbs), frozenset(nouns))
                for verbs, nouns in zip(*[iter(one.get("pairs", ()))] * 2, strict=True)
            ),
        )
        for one in load("actions")["class"]
    )


_Step = tuple[int, Token]


def _steps(doc: Doc, action: Sequence[Bounds]) -> Iterator[_Step]:
    """The words that tell what is done, each with its distance from the main word."""
    inside = {t.i: t for part in action for t in span_of(doc, part) or ()}
    first = span_of(doc, action[0]) if action else None
    if first is None:
        return
    loose = [t for t in inside.values() if t.head.i not in inside and t.i != first.root.i]
    queue: list[_Step] = [(0, first.root), *((1, token) for token in loose)]
    seen = {token.i for _, token in queue}
    while queue:
        depth, token = queue.pop(0)
        yield depth, token
        for child in token.children:
            if child.i not in inside or child.i in seen or depth >= _DEEPEST:
                continue
            if child.dep_ in _BELOW:
                seen.add(child.i)
                queue.append((depth + 1, child))


def _hits(known: _Class, steps: Sequence[_Step]) -> Iterator[int]:
    """At which distances a class is named."""
    for depth, token in steps:
        lemma = token.lemma_.lower()
        if (token.pos_ == "VERB" or (not depth and token.pos_ != "NOUN")) and lemma in known.verbs:
            yield depth
        if token.pos_ in _NOMINAL and (lemma in known.nouns or token.lower_ in known.nouns):
            yield depth
        if any(f"{one} {lemma}" in known.phrases for one in _modifiers(token)):
            yield depth
    for verbs, nouns in known.pairs:
        for depth, token in steps:
            if token.lemma_.lower() in verbs and any(
                one.lemma_.lower() in nouns or one.lower_ in nouns
                for below, one in steps
                if depth < below <= depth + 3
            ):
                yield depth


def _modifiers(token: Token) -> Iterator[str]:
    for child in token.children:
        if child.dep_ in ("compound", "amod", "nmod", "conj"):
            yield child.lemma_.lower()
            yield from _modifiers(child)


def _own_theme(steps: Sequence[_Step]) -> str:
    """The first verb that says something with the first noun below it: *close plant*.

    Who or where it is for alone does not say what is done.
    """
    verb = noun = ""
    names = False
    for _, token in sorted(steps, key=lambda step: step[1].dep_ in ("dative", "npadvmod")):
        lemma = token.lemma_.lower()
        if token.pos_ in ("VERB", "AUX"):
            if not verb and lemma not in words("actions", "words.light"):
                verb = _alike(lemma)
        elif token.pos_ in _NOMINAL and not noun and token.dep_ not in ("compound", "npadvmod"):
            if lemma in words("actions", "words.light_nouns"):
                continue
            if not verb and lemma in _alikes():
                verb = _alike(lemma)
            else:
                noun, names = lemma, token.ent_type_ in _NAMED
    if names and not verb:
        return _last_resort(steps)
    return " ".join(one for one in (verb, noun) if one) or _last_resort(steps)


def deadline_of(doc: Doc, action: Sequence[Bounds]) -> Bounds | None:
    """The words of the action that say by when: *by the end of 2027*, *next year*."""
    inside = [t for part in action for t in span_of(doc, part) or ()]
    indexes = {t.i for t in inside}
    for token in inside:
        if token.dep_ == "prep" and token.lower_ in words("actions", "words.deadline_openers"):
            head = object_of(token)
            if head is not None and is_time(head):
                return _inside(doc, token.i, max(t.i for t in head.subtree), indexes)
        elif token.dep_ in ("npadvmod", "tmod") and token.head.pos_ == "VERB" and is_time(token):
            alone = token.lower_ in ("tomorrow", "tonight")
            if alone or any(
                c.lower_ in words("actions", "words.calendar_modifiers") for c in token.children
            ):
                return _inside(doc, token.left_edge.i, token.i, indexes)
    return None


def _inside(doc: Doc, first: int, last: int, indexes: set[int]) -> Bounds:
    """The bounds of these tokens as far as they lie in the action without a gap."""
    at = first
    while at < last and at + 1 in indexes:
        at += 1
    while at > first and doc[at].is_punct:
        at -= 1
    return between(doc, first, at)


def _last_resort(steps: Sequence[_Step]) -> str:
    """All that says something, in the order in which it hangs together: *participate*."""
    told = (
        t.lemma_.lower()
        for _, t in steps
        if t.pos_ not in ("ADP", "DET", "NUM", "PUNCT", "SYM") and t.ent_type_ not in _NAMED
    )
    return " ".join(told)


def _alike(lemma: str) -> str:
    return _alikes().get(lemma, lemma)


@cache
def _alikes() -> dict[str, str]:
    alike: dict[str, list[str]] = load("actions")["words"]["alike"]
    return {word: name for name, others in alike.items() for word in others}
