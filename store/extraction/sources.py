"""The whole phrase of a source: what identifies the speaker stays, asides do not."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from spacy.tokens import Token

from store.extraction.phrases import Bounds, end_of, noun_phrase, span_of
from store.extraction.scene import Attribution, Scene

_LONGEST = 25  # words of a relative clause
_PRONOUNS = frozenset({"WP", "WDT", "WP$"})


def with_whole_source(scene: Scene, relation: Attribution) -> Attribution:
    """A relation whose source keeps the relative clause that tells who is meant.

    *Farmers who lost their herds said*: without the clause nobody would know which farmers.
    One behind a comma only adds to a name: *Mr Ode, who farms nearby, said* has `Mr Ode`.
    """
    if relation.source is None:
        return relation
    source = _without_aside(scene, relation.source)
    clause = _restricting(scene, source)
    if clause is not None and not _touches(relation, clause):
        source = source[0], clause[1]
    return relation if source == relation.source else replace(relation, source=source)


def _without_aside(scene: Scene, source: Bounds) -> Bounds:
    """The phrase up to a comma with a relative pronoun behind it, where the parse took it in."""
    tokens = scene.tokens(*source)
    for comma, pronoun in pairwise(tokens[1:]):
        if comma.text == "," and pronoun.lower_ in ("who", "whose", "whom"):
            return source[0], end_of(scene.doc[comma.i - 1])
    return source


def _restricting(scene: Scene, source: Bounds) -> Bounds | None:
    """The relative clause that follows the phrase without a comma."""
    span = span_of(scene.doc, source)
    if span is None or span.end >= len(scene.doc):
        return None
    if any(t.ent_type_ == "PERSON" for t in span):
        return None
    first = scene.doc[span.end]
    if first.tag_ not in _PRONOUNS or span[-1].is_punct:
        return None
    verb = _clause_of(first)
    if verb is None or not any(t.i == verb.head.i for t in span):
        return None
    last = verb.right_edge
    while last.i > verb.i and last.is_punct and scene.quotation_at(last.idx) is None:
        last = last.nbor(-1)
    if last.i - first.i >= _LONGEST or last.sent.start != first.sent.start:
        return None
    return first.idx, end_of(last)


def speaker_before(scene: Scene, start: int, source: Bounds | None) -> Bounds | None:
    """Who the sentence before speech without a cue tells of, else the speaker so far.

    *Lee runs the kiosk. “I open at six.”*: its subject, a person named or already speaking.
    """
    before = scene.text[:start].rstrip()
    block = scene.block_at(start)
    if block is None or not before or before[-1] not in ".:":
        return source
    sentence = scene.sentence_at(len(before) - 1)
    tokens = scene.tokens(*sentence)
    if any(scene.quotation_at(t.idx) is not None for t in tokens):
        return source
    subject = next((t for t in tokens if t.dep_ == "nsubj" and t.head.dep_ == "ROOT"), None)
    if subject is None:
        return source
    named = subject.pos_ == "PROPN" and subject.ent_type_ == "PERSON"
    known = source is not None and subject.text in scene.text[slice(*source)]
    again = source is not None and subject.lower_ in ("he", "she")
    return noun_phrase(subject) if named or known or again else source


def _clause_of(pronoun: Token) -> Token | None:
    at = pronoun
    for _ in range(4):
        if at.dep_ == "relcl":
            return at
        if at.head.i == at.i:
            return None
        at = at.head
    return None


def _touches(relation: Attribution, clause: Bounds) -> bool:
    """Whether the cue or the content stands in the clause."""
    return any(
        start < clause[1] and clause[0] < end for start, end in (*relation.content, *relation.cue)
    )
