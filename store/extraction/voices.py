"""In whose mouth a pledge stands: its maker's, a reporter's, or that of one who only foretells."""

from __future__ import annotations

import re

from spacy.tokens import Token

from store.extraction.lexicon import words
from store.extraction.phrases import subject_of
from store.extraction.scene import Scene

_FORETELLING = words("pledging", "voices.foretelling")
_JUDGING = words("pledging", "voices.judging")
_OUTSIDERS = words("pledging", "voices.outsiders")
_PUBLIC = words("pledging", "voices.public")
_THINKING = frozenset({"think", "guess", "believe", "hope", "suppose", "imagine"})
_OWN = frozenset({"i", "we"})
_THIRD = frozenset({"he", "she", "it", "they"})
_CLAUSES = frozenset({"ccomp", "parataxis", "acl", "relcl", "advcl", "pcomp"})
_ONCE = frozenset({"once", "originally", "initially", "formerly"})
_PAST = re.compile(
    r"\b(ago|last (year|month|decade|century|season|spring|summer|autumn|fall|winter)|previous)\b"
)
_YEAR = re.compile(r"\b(1[89]\d\d|20\d\d)s?\b")


def reporter_of(verb: Token) -> tuple[Token, Token | None] | None:
    """The verb or noun that reports the clause, and who reports; None in the article's voice."""
    at = verb
    for _ in range(6):
        governor = at.head
        if governor.i == at.i:
            return None
        if at.dep_ in ("ccomp", "parataxis", "acl") and governor.pos_ in ("VERB", "NOUN", "ADJ"):
            who = subject_of(governor) if governor.pos_ == "VERB" else None
            return governor, who
        if at.dep_ not in ("conj", "xcomp", "advcl", "pcomp", "prep"):
            return None
        at = governor
    return None


def is_foretold(scene: Scene, verb: Token, subject: Token) -> bool:
    """Whether somebody only foretells what another will do."""
    if subject.lemma_.lower() in _PUBLIC or is_guessed(verb, subject):
        return True
    return subject.lower_ not in _OWN and _told_in_quotation(scene, verb, subject)


def is_guessed(verb: Token, subject: Token) -> bool:
    """Whether the clause is told as a guess, or by an outsider."""
    own = subject.lower_ in _OWN
    pronoun = own or subject.lower_ in _THIRD
    reported = reporter_of(verb)
    if reported is not None and own:
        cue, who = reported
        return cue.lemma_.lower() in _THINKING and who is not None and who.lower_ in _OWN
    if reported is not None:
        cue, who = reported
        lemma = cue.lemma_.lower()
        if lemma in _FORETELLING or (lemma in _JUDGING and not pronoun):
            return True
        if who is not None and not pronoun and who.lemma_.lower() in _OUTSIDERS:
            return True
    return False


def _told_in_quotation(scene: Scene, verb: Token, subject: Token) -> bool:
    """Whether a quoted speaker tells of another person: *"He will win," she said*."""
    quotation = scene.quotation_at(verb.idx)
    if quotation is None or not quotation.start <= subject.idx < quotation.end:
        return False
    return subject.lower_ in _THIRD or subject.ent_type_ == "PERSON"


def is_long_past(verb: Token) -> bool:
    """Whether a past tense is dated back: *in 2015 … promised*, *cancelled … last year*."""
    if verb.tag_ != "VBD":
        return False
    for child in verb.children:
        if child.dep_ not in ("prep", "npadvmod", "advmod"):
            continue
        if child.lower_ in _ONCE and child.i < verb.i:
            return True
        phrase = " ".join(token.lower_ for token in child.subtree)
        if len(phrase) < 40 and _PAST.search(phrase):
            return True
        if (
            child.i <= verb.i + 1
            and child.lower_ in ("in", "during", "since")
            and _YEAR.search(phrase)
        ):
            return True
    return False
