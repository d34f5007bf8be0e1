"""Cues that are no verbs: nouns of saying, `according to`."""

from __future__ import annotations

from spacy.tokens import Token

from store.extraction.assertion import is_infinitive
from store.extraction.attributing import (
    is_circumstance,
    is_clause,
    relation_of,
    source_of,
    without_asides,
    without_links,
)
from store.extraction.lexicon import words
from store.extraction.phrases import (
    SUBJECTS,
    Bounds,
    child_of,
    end_of,
    noun_phrase,
    verb_group,
    without_possessive,
)
from store.extraction.scene import Attribution, Scene

_SAYING = words("saying", "verbs.clause")
_NOUNS = words("saying", "nouns.clause")
_LIGHT = words("saying", "nouns.light")
_ABOUT = words("saying", "nouns.about")
_TARGETS = words("saying", "nouns.target")
_TARGETING = words("saying", "nouns.targeting")
_HEARSAY = words("saying", "adverbs.hearsay")
_AT = frozenset(
    {"about", "against", "at", "behind", "between", "for", "in", "of", "on", "over", "to", "toward"}
    | {"towards", "upon", "with"}
)


def noun_cue(scene: Scene, noun: Token) -> Attribution | None:
    """X's claim that S; X made the claim that S; his promise to do; hope for N."""
    if noun.lemma_.lower() not in _NOUNS:
        return bare_noun_cue(scene, noun)
    complement = next(
        (
            c
            for c in noun.children
            if c.i > noun.i
            and (
                c.dep_ in ("acl", "ccomp", "relcl")
                and any(
                    (t.dep_ == "mark" and t.lower_ == "that") or t.tag_ == "TO" for t in c.children
                )
            )
        ),
        None,
    )
    governor = noun.head
    if governor.pos_ == "VERB" and is_infinitive(governor):
        return None
    light = (
        noun.dep_ in ("dobj", "nsubjpass")
        and governor.pos_ == "VERB"
        and governor.lemma_.lower() in _LIGHT
    )
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    if complement is None and light:
        complement = next(
            (c for c in governor.children if c.dep_ == "ccomp" and c.i > noun.i and is_clause(c)),
            None,
        )
    if complement is None and (light or owner is not None):
        preposition = next(
            (
                c
                for c in noun.children
                if c.dep_ == "prep" and c.lower_ in ("for", "about", "to", "against", "of")
            ),
            None,
        )
        if preposition is None or (not light and preposition.lower_ == "of"):
            return None
        tokens = [t for t in preposition.subtree if t.i > preposition.i]
        cue_end = end_of(preposition)
    elif complement is not None:
        tokens = [t for t in complement.subtree if t.i > noun.i]
        cue_end = end_of(noun)
    else:
        return bare_noun_cue(scene, noun)
    source: Bounds | None = None
    cue: Bounds
    if (light and owner is None) or (light and owner is not None and owner.pos_ == "PRON"):
        source = source_of(governor)
        cue = (verb_group(governor)[0], cue_end)
    else:
        if owner is not None:
            source = without_possessive(owner.doc, noun_phrase(owner))
        else:
            by = next(
                (c for c in noun.children if c.dep_ == "prep" and c.lower_ in ("by", "from")), None
            )
            agent = (
                next((c for c in by.children if c.dep_ == "pobj"), None) if by is not None else None
            )
            source = noun_phrase(agent) if agent is not None else None
        cue = (noun.idx, cue_end)
    if source is None:
        if complement is None or child_of(complement, "mark", among=("that",)) is None:
            return bare_noun_cue(scene, noun)
        holder = source_of(governor) if noun.dep_ == "dobj" and governor.pos_ == "VERB" else None
        return relation_of(scene, noun, tokens, holder, "noun of nobody", 0.5, cue=cue)
    return relation_of(scene, noun, tokens, source, "noun of saying", 0.6, cue=cue)


def bare_noun_cue(scene: Scene, noun: Token) -> Attribution | None:
    """Questions about N; X's attack on N; an endorsement of N by X."""
    lemma = noun.lemma_.lower()
    owner = child_of(noun, "poss")
    for child in noun.children:
        if child.dep_ != "prep" or child.i < noun.i or f"{lemma} {child.lower_}" not in _ABOUT:
            continue
        tokens = [t for t in without_asides(child.subtree, child) if t.i > child.i]
        by = child_of(noun, "prep", after=noun.i, among=("by", "from"))
        agent = child_of(by, "pobj") if by is not None else None
        source = noun_phrase(agent) if agent is not None else None
        if owner is not None:
            source = without_possessive(owner.doc, noun_phrase(owner))
        cue = (noun.idx, end_of(child))
        return relation_of(scene, noun, tokens, source, "noun about something", 0.5, cue=cue)
    return None


def target_cue(scene: Scene, noun: Token) -> Attribution | None:
    """X takes a swipe at N, casts doubt on N, makes the case for N."""
    verb = noun.head
    if noun.dep_ != "dobj" or noun.lemma_.lower() not in _TARGETS or is_infinitive(verb):
        return None
    if verb.lemma_.lower() not in _TARGETING:
        return None
    source = source_of(verb)
    owner = child_of(noun, "poss")
    if source is None or (owner is not None and owner.pos_ != "PRON"):
        return None
    for child in [*noun.children, *verb.children]:
        if child.dep_ != "prep" or child.i < noun.i or child.lower_ not in _AT:
            continue
        if is_circumstance(child):
            continue
        tokens = [t for t in without_asides(child.subtree, child) if t.i > child.i]
        cue = (verb_group(verb)[0], end_of(child))
        return relation_of(scene, noun, tokens, source, "verb with a noun of saying", 0.6, cue=cue)
    return None


def hearsay_cue(scene: Scene, adverb: Token) -> Attribution | None:
    """S, reportedly."""
    verb = adverb.head
    if adverb.lower_ not in _HEARSAY or child_of(verb, *SUBJECTS) is None:
        return None
    clause = [t for t in verb.subtree if t.i != adverb.i]
    cue = (adverb.idx, end_of(adverb))
    return relation_of(scene, adverb, clause, None, "hearsay", 0.5, cue=cue)


def per_cue(scene: Scene, preposition: Token) -> Attribution | None:
    """S, per X."""
    named = child_of(preposition, "pobj")
    sentence = preposition.sent
    if preposition.lower_ != "per" or preposition.dep_ != "prep" or named is None:
        return None
    if named.pos_ != "PROPN" or not (
        preposition.i == sentence.start or preposition.nbor(-1).text in (",", "—", "–")
    ):
        return None
    phrase = {t.i for t in preposition.subtree}
    tokens = [t for t in sentence if t.i not in phrase and not t.is_space]
    tokens = without_links(tokens)
    cue = (preposition.idx, end_of(preposition))
    return relation_of(
        scene, preposition, tokens, noun_phrase(named), "according to", 0.75, cue=cue
    )


def according_cue(scene: Scene, token: Token) -> Attribution | None:
    """According to X, S; S, according to X.

    None where the sentence has a speaker of its own: then X only relays it.
    """
    doc = token.doc
    if token.i + 1 >= len(doc) or doc[token.i + 1].lower_ != "to":
        return None
    to = doc[token.i + 1]
    named = next((t for t in to.subtree if t.dep_ == "pobj" and t.head.i in (to.i, token.i)), None)
    if named is None or _has_speaker(token):
        return None
    phrase = {t.i for t in token.subtree} | {t.i for t in to.subtree}
    source = noun_phrase(named)
    swallowed = _swallowed_subject(token, named)
    if swallowed is not None:
        phrase -= {t.i for t in swallowed.subtree}
        source = source[0], end_of(doc[swallowed.left_edge.i - 2])
    sentence = token.sent
    tokens = [t for t in sentence if t.i not in phrase and not t.is_space]
    tokens = [t for t in tokens if t.text not in (".", "!", "?") or t.i != sentence.end - 1]
    tokens = without_links(tokens)
    if len(tokens) < 3:
        return None
    cue = (token.idx, end_of(to))
    return relation_of(scene, token, tokens, source, "according to", 0.85, cue=cue)


def _has_speaker(according: Token) -> bool:
    """Whether the clause that the phrase hangs on is a verb of saying with its subject."""
    verb = according.head
    if verb.lemma_.lower() not in _SAYING or verb.i > according.i:
        return False
    return child_of(verb, "nsubj") is not None and child_of(verb, "ccomp") is not None


def _swallowed_subject(according: Token, named: Token) -> Token | None:
    """The clause's subject, where the parse takes it for an apposition to the speaker."""
    if child_of(according.head, *SUBJECTS) is not None or according.i > according.head.i:
        return None
    apposed = child_of(named, "appos", after=named.i)
    if apposed is None or apposed.left_edge.nbor(-1).text != ",":
        return None
    return apposed
