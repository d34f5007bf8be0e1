"""Who is bound: the noun phrases that can commit, one for each maker."""

from __future__ import annotations

from spacy.tokens import Token

from store.extraction.agents import is_agent
from store.extraction.lexicon import words
from store.extraction.phrases import (
    SUBJECTS,
    Bounds,
    child_of,
    noun_phrase,
    runs,
    subject_of,
    without_possessive,
)

_CONTROLLED = words("pledging", "unbound.controlled")


def makers_of(subject: Token | None) -> tuple[Bounds, ...]:
    """The noun phrases of who commits, one for each conjunct; none where nobody can."""
    listing = _listing(subject) if subject is not None else None
    further = _in_addition(listing) if listing is not None else None
    own = _makers_of(_member(subject) if subject is not None else None)
    return (*own, *_makers_of(further)) if own else ()


def _makers_of(subject: Token | None) -> tuple[Bounds, ...]:
    if subject is None or not is_agent(subject):
        return ()
    if subject.lower_ in (
        "there",
        "this",
        "that",
        "these",
        "those",
        "which",
        "what",
        "who",
        "you",
        "one",
    ):
        return ()
    if any(c.lower_ in ("no", "neither", "nor", "your") for c in subject.children):
        return ()
    heads = [subject, *_conjuncts(subject)]
    if len(heads) == 1 or any(
        h.ent_type_ == "" and h.pos_ == "NOUN" and not is_agent(h) for h in heads
    ):
        return (without_possessive(subject.doc, _without_apposition(subject)),)
    found = []
    for head in heads:
        own = [t for t in head.subtree if t.i >= head.left_edge.i]
        dropped = {t.i for c in head.children if c.dep_ in ("cc", "conj") for t in c.subtree}
        dropped |= {t.i for c in head.children if c.dep_ == "punct" for t in [c]}
        parts = runs(head.doc, [t for t in own if t.i not in dropped and not _clausal(t, head)])
        part = next((p for p in parts if p[0] <= head.idx < p[1]), None)
        if part is not None:
            found.append(without_possessive(head.doc, part))
    return tuple(found)


def bound_subject(verb: Token) -> Token | None:
    """The verb's subject; None where somebody else is asked to do it (*called on X to plan*)."""
    at = verb
    clause = verb.head
    modal = clause.dep_ == "ccomp" and any(c.tag_ == "MD" for c in clause.children)
    own = any(c.dep_ in SUBJECTS for c in verb.children)
    if verb.dep_ == "conj" and verb.tag_ == "VBD" and modal and not own:
        return subject_of(clause.head)
    for _ in range(4):
        if any(c.dep_ in SUBJECTS for c in at.children):
            asked = at.dep_ == "ccomp" and any(c.tag_ == "TO" for c in at.children)
            if asked and at.head.lemma_.lower() in _CONTROLLED:
                return None
            break
        if any(
            c.dep_ in SUBJECTS for aux in at.children if aux.pos_ == "AUX" for c in aux.children
        ):
            break
        governor = at.head
        if at.dep_ == "xcomp" and governor.lemma_.lower() in _CONTROLLED:
            return None
        if at.dep_ in ("advcl", "xcomp") and any(c.tag_ == "TO" for c in at.children):
            addressed = any(c.dep_ in ("dobj", "prep") and c.i < at.i for c in governor.children)
            if addressed and governor.lemma_.lower() in _CONTROLLED:
                return None
        if governor.i == at.i:
            break
        at = governor
    return subject_of(verb)


def _member(subject: Token) -> Token:
    """Who a class stands for: X in *X is among the countries that*, *countries … include X*."""
    among = subject.head
    if subject.dep_ == "pobj" and among.lower_ in ("among", "of"):
        copula = among.head if among.lower_ == "among" else among.head.head
        if copula.lemma_ == "be":
            return child_of(copula, "nsubj") or subject
    listing = _listing(subject)
    return child_of(listing, "dobj") or subject if listing is not None else subject


def _listing(subject: Token) -> Token | None:
    """The verb in *countries ready to help include X*, which may hang on the adjective."""
    verb: Token | None = subject.head
    if subject.dep_ != "nsubj":
        return None
    if verb is not None and verb.pos_ == "ADJ":
        verb = child_of(verb, "conj", after=verb.i)
    return verb if verb is not None and verb.lemma_.lower() == "include" else None


def _in_addition(listing: Token) -> Token | None:
    """Who is listed further: *include X, in addition to Y*."""
    for holder in (listing, listing.head):
        opening = child_of(holder, "prep", after=listing.i, among=("in",))
        addition = child_of(opening, "pobj", among=("addition",)) if opening is not None else None
        to = child_of(addition, "prep", among=("to",)) if addition is not None else None
        if to is not None:
            return child_of(to, "pobj")
    return None


def _without_apposition(head: Token) -> Bounds:
    start, end = noun_phrase(head)
    for child in head.children:
        if child.dep_ == "appos" and child.i > head.i and start < child.left_edge.idx < end:
            stop = child.left_edge.nbor(-1)
            if stop.text == ",":
                end = min(end, stop.idx)
    return start, end


def _clausal(token: Token, head: Token) -> bool:
    at = token
    while at.i != head.i and at.head.i != at.i:
        if at.dep_ in ("relcl", "advcl"):
            return True
        at = at.head
    return False


def _conjuncts(head: Token) -> list[Token]:
    found: list[Token] = []
    for child in head.children:
        if child.dep_ == "conj":
            found += [child, *_conjuncts(child)]
    return found
