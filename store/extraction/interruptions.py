"""Cues that interrupt or close what they report: *S, X said, S*; *as X put it, S*."""

from __future__ import annotations

from spacy.tokens import Token

from store.extraction.attributing import relation_of, source_of, without_links
from store.extraction.cue_chains import cue_lemma
from store.extraction.lexicon import words
from store.extraction.phrases import (
    SUBJECTS,
    Bounds,
    between,
    child_of,
    end_of,
    noun_phrase,
    verb_group,
    without_possessive,
)
from store.extraction.scene import Attribution, Scene

_CLAUSE = words("saying", "verbs.clause")
_THOUGHT = words("saying", "verbs.thought")
_AS = words("saying", "verbs.as_clause") | _CLAUSE | _THOUGHT
_PREPOSITIONAL = words("saying", "verbs.prepositional")
_VIEWS = words("saying", "nouns.view")
_STOPS = frozenset({",", "—", "–", "--", "-", "("})
_ENDS = _STOPS | {".", ";", ")", "?", "!", ":"}
_LONGEST = 25  # words of a cue clause
_SHORTEST = 3  # words of a content


def interrupting_cue(scene: Scene, verb: Token) -> Attribution | None:
    """S, X said, S; S, X told the paper: the cue clause hangs on what it reports."""
    if cue_lemma(verb) not in _CLAUSE | _THOUGHT or verb.head.i == verb.i:
        return None
    if verb.dep_ not in ("parataxis", "ccomp", "conj", "dep"):
        return None
    if verb.dep_ == "ccomp" and cue_lemma(verb.head) in _CLAUSE | _THOUGHT:
        return None
    if child_of(verb, *SUBJECTS) is None or child_of(verb, "mark", "cc") is not None:
        return None
    if child_of(verb, "ccomp", "xcomp", after=verb.i) is not None:
        return None
    own = _clause_tokens(verb)
    if own is None or _speaks_about(verb):
        return None
    if verb.dep_ == "conj" and verb.doc[min(own) - 1].text != ",":
        return None
    head = verb.head
    tokens = [t for t in head.subtree if t.i not in own]
    if sum(not t.is_punct for t in tokens) < _SHORTEST:
        return None
    return relation_of(scene, verb, tokens, source_of(verb), "cue inside the clause", 0.75)


def _speaks_about(verb: Token) -> bool:
    """Whether the verb has its content in a preposition of its own: *agreed on N*."""
    return any(
        c.dep_ == "prep" and f"{cue_lemma(verb)} {c.lower_}" in _PREPOSITIONAL
        for c in verb.children
    )


def as_cue(scene: Scene, verb: Token) -> Attribution | None:
    """As X said, S; S, as X put it."""
    if verb.dep_ != "advcl" or cue_lemma(verb) not in _AS or verb.head.i == verb.i:
        return None
    opening = next(
        (c for c in verb.children if c.lower_ == "as" and c.dep_ in ("mark", "advmod")), None
    )
    subject = child_of(verb, *SUBJECTS)
    if opening is None or subject is None or opening.i != verb.left_edge.i:
        return None
    thing = child_of(verb, "dobj", "ccomp", "xcomp", "acomp", after=verb.i)
    if thing is not None and thing.lower_ not in ("it", "that", "this", "things"):
        return None
    own = _clause_tokens(verb)
    if own is None or subject.lower_ in ("it", "you"):
        return None
    head = verb.head
    tokens = [t for t in head.subtree if t.i not in own]
    if sum(not t.is_punct for t in tokens) < _SHORTEST:
        return None
    cue = verb_group(verb)
    if thing is not None:
        cue = (cue[0], end_of(thing))
    return relation_of(scene, verb, tokens, source_of(verb), "as X says", 0.75, cue=cue)


def _clause_tokens(verb: Token) -> set[int] | None:
    """The cue clause's tokens; None where it is not set off on both sides, or too long."""
    own = sorted(t.i for t in verb.subtree if not t.is_space)
    doc = verb.doc
    while own and doc[own[0]].is_punct:
        own.pop(0)
    while own and doc[own[-1]].is_punct:
        own.pop()
    if not own or len(own) > _LONGEST or own[-1] - own[0] >= 2 * _LONGEST:
        return None
    first, last = own[0], own[-1]
    sentence = verb.sent
    if first > sentence.start and doc[first - 1].text not in _STOPS:
        return None
    if last + 1 < sentence.end and doc[last + 1].text not in _ENDS:
        return None
    return set(range(first, last + 1))


def view_cue(scene: Scene, noun: Token) -> Attribution | None:
    """In X's view, S; in the words of X, S."""
    preposition = noun.head
    if noun.dep_ != "pobj" or preposition.lower_ not in ("in", "to", "by"):
        return None
    governor = preposition.head
    if governor.pos_ not in ("VERB", "AUX"):
        return None
    lemma = cue_lemma(noun)
    phrase = {t.i for t in preposition.subtree}
    source: Bounds | None = None
    cue: Bounds
    if lemma in _VIEWS and preposition.lower_ in ("in", "to", "by"):
        owner = child_of(noun, "poss")
        of = child_of(noun, "prep", after=noun.i, among=("of",))
        holder = child_of(of, "pobj") if of is not None else None
        if owner is not None:
            source = without_possessive(noun.doc, noun_phrase(owner))
            cue = (preposition.idx, end_of(noun))
        elif of is not None and holder is not None:
            source = noun_phrase(holder)
            cue = between(noun.doc, preposition.i, of.i)
        else:
            return None
    else:
        return None
    if not _set_off(phrase, preposition):
        return None
    clause = governor
    while clause.dep_ in ("xcomp", "aux"):
        clause = clause.head
    tokens = [t for t in clause.subtree if t.i not in phrase]
    tokens = without_links(sorted(tokens, key=lambda t: t.i))
    if sum(not t.is_punct for t in tokens) < _SHORTEST:
        return None
    return relation_of(scene, noun, tokens, source, "in somebody's view", 0.65, cue=cue)


def _set_off(phrase: set[int], preposition: Token) -> bool:
    """Whether the phrase opens or closes its sentence or stands between commas."""
    sentence = preposition.sent
    first, last = min(phrase), max(phrase)
    doc = preposition.doc
    opens = first == sentence.start or doc[first - 1].is_punct
    closes = last + 1 >= sentence.end or doc[last + 1].is_punct
    return opens or closes
