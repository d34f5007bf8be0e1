"""Auxiliaries that commit: *will, would, shall do*, *is going to do*, *is to do*, *X to do*."""

from __future__ import annotations

from spacy.tokens import Token

from store.extraction.agents import is_agent, is_expletive
from store.extraction.assertion import (
    after_to,
    is_infinitive,
    is_negated,
    is_own_action,
    is_question,
    is_reported,
    is_unasserted,
    negates,
    trigger_of,
)
from store.extraction.commissives import bond_of
from store.extraction.commitment import MODALS, REFUSAL, Bond, Commitment, Deed, commitment_of
from store.extraction.lexicon import words
from store.extraction.makers import makers_of
from store.extraction.phrases import SUBJECTS, between, child_of, end_of, subject_of
from store.extraction.scene import Scene
from store.extraction.voices import is_foretold

_STATIVE = words("pledging", "actions.stative")
_GUESSING = words("pledging", "voices.guessing")
_WITHHOLDING = words("pledging", "verbs.refusal")
_BEGINNING = ("start", "begin", "keep", "continue", "stop")
_DEALS = words("pledging", "papers.deals")
_SCHEMES = words("pledging", "papers.schemes")
_DRAWN_UP = ("proposed", "planned", "draft", "suggested", "envisaged")
_FINITE = ("VBZ", "VBP", "VBD")
_ASIDE = ("also", "then", "now", "still", "therefore")


def going_to(scene: Scene, verb: Token) -> Commitment | None:
    """X is going to do."""
    if verb.lower_ != "going" or is_unasserted(verb) or is_question(verb):
        return None
    action = next((c for c in verb.children if c.dep_ == "xcomp" and is_infinitive(c)), None)
    subject = subject_of(verb)
    if action is None or subject is None or subject.dep_ == "nsubjpass":
        return None
    makers = makers_of(subject)
    if not makers or not is_own_action(action) or action.lemma_.lower() in _STATIVE:
        return None
    if is_expletive(subject) or is_foretold(scene, verb, subject):
        return None
    if child_of(verb, "aux", among=("was", "were")) is not None and not is_reported(verb):
        return None
    bond = REFUSAL if is_negated(verb) else Bond("commitment", "pledges")
    deed = Deed(action, after_to(action))
    return commitment_of(scene, verb, trigger_of(verb), makers, deed, bond, "going to", 0.6)


def being_to(scene: Scene, verb: Token) -> Commitment | None:
    """X is to do; in a headline, X to do."""
    to = next((c for c in verb.children if c.tag_ == "TO"), None)
    if to is None or verb.tag_ != "VB" or verb.lemma_.lower() in _STATIVE:
        return None
    governor = verb.head
    tokens = after_to(verb)
    if verb.dep_ == "xcomp" and governor.lemma_ == "be" and governor.tag_ in _FINITE:
        subject = subject_of(governor)
        trigger = (governor.idx, end_of(to))
        judged = child_of(governor, "acomp", "attr", "oprd") is not None
        if subject is None or to.i > governor.i + 2 or judged:
            return None
        if not _is_named(subject) or is_expletive(subject) or is_unasserted(verb):
            return None
        if governor.tag_ == "VBD" and is_negated(governor):
            return None
    elif (heading := headline_subject(scene, to, verb)) is not None:
        subject = heading
        trigger = (to.idx, end_of(to))
        if verb.dep_ not in ("ccomp", "parataxis"):
            tokens = list(verb.doc[verb.i : verb.sent.end])
    else:
        return None
    makers = makers_of(subject)
    if not makers:
        return None
    if subject.i == to.i - 1 and verb.head.i == subject.i:
        makers = ((subject.left_edge.idx, end_of(subject)),)
    deed = Deed(verb, tokens)
    bond = Bond("commitment", "pledges")
    return commitment_of(scene, verb, trigger, makers, deed, bond, "is to", 0.6)


def headline_subject(scene: Scene, to: Token, verb: Token) -> Token | None:
    """Who acts in a headline's `X to do`, its only predicate but for who says so."""
    block = scene.block_at(verb.idx)
    if block is None or block.kind != "headline" or to.i == verb.sent.start:
        return None
    saying = verb.head.i if verb.dep_ in ("ccomp", "parataxis") else -1
    beside = {c.i for c in verb.children if c.dep_ == "conj" and c.lower_ == c.lemma_}
    if any(t.tag_ in _FINITE and t.i != saying and t.i not in beside for t in verb.sent):
        return None
    own = child_of(verb, "nsubj")
    subject = own if own is not None and own.i < to.i else verb.head
    if subject.pos_ not in ("NOUN", "PROPN") or subject.i >= to.i:
        return None
    if own is None and subject.i != to.i - 1:
        return None
    return subject


def _is_named(subject: Token) -> bool:
    if subject.pos_ == "NOUN" and is_agent(subject):
        return True
    return subject.ent_type_ in ("PERSON", "ORG", "GPE") or subject.lower_ in (
        "he",
        "she",
        "we",
        "they",
        "it",
    )


def modal_pledge(scene: Scene, modal: Token) -> Commitment | None:
    """X will, would, shall do: where X can act and the verb is an act."""
    word = MODALS.get(modal.lower_)
    verb = modal.head
    if word is None or modal.dep_ != "aux" or not _is_act(verb):
        return None
    if is_unasserted(verb) or is_question(verb):
        return None
    under = _bond_under(verb)
    beside = _clause_beside(verb)
    told = under is not None or beside is not None or is_reported(verb)
    if word == "would" and not told and not _is_conditional_vow(scene, verb):
        return None
    subject = child_of(verb, "nsubj") or subject_of(beside or verb)
    if _is_relativised(verb, subject) or (word == "would" and _is_habit(verb)):
        return None
    if subject is None or subject.dep_ == "nsubjpass" or not is_agent(subject):
        return None
    if is_expletive(subject) or is_foretold(scene, verb, subject):
        return None
    own = subject.lower_ in ("i", "we") or is_reported(verb)
    if verb.tag_ == "VBG" and not own:
        return None
    makers = makers_of(subject)
    if not makers or any(c.lower_ in _GUESSING for c in verb.children):
        return None
    last = max([modal.i, *(c.i for c in verb.children if c.i < verb.i and negates(c))])
    tokens = [
        token
        for token in verb.subtree
        if token.i >= verb.i
        or (last < token.i and token.dep_ in ("advmod", "aux") and token.lower_ not in _ASIDE)
    ]
    bond = REFUSAL if is_negated(verb) else under or Bond("commitment", "pledges")
    trigger = between(verb.doc, modal.i, last)
    if last > modal.i and any(negates(c) and c.i < modal.i for c in verb.children):
        trigger = between(verb.doc, min(c.i for c in verb.children if negates(c)), last)
    return commitment_of(
        scene,
        verb,
        trigger,
        makers,
        Deed(verb, tokens),
        bond,
        f"modal {word}",
        0.75 if own else 0.5,
    )


def _clause_beside(verb: Token) -> Token | None:
    """The clause that a further one goes with: *said they would work and would strike*."""
    said = verb.head
    if verb.dep_ != "conj" or any(c.dep_ in SUBJECTS for c in verb.children):
        return None
    clause = child_of(said, "ccomp", after=said.i)
    if clause is None or clause.i > verb.i:
        return None
    backshifted = any(c.lower_ in ("would", "'d", "’d") for c in verb.children if c.dep_ == "aux")
    modal = any(c.tag_ == "MD" for c in clause.children)
    return clause if modal or (backshifted and said.tag_ == "VBD") else None


def _is_relativised(verb: Token, subject: Token | None) -> bool:
    """Whether the object of the verb stands before it: *the issues that he will cover*."""
    if verb.dep_ != "relcl" or subject is None or subject.i == verb.head.i:
        return False
    return child_of(verb, "dobj", after=verb.i) is None


def _is_habit(verb: Token) -> bool:
    """Whether a `would` tells what one used to do: *would often visit*, *in the past*."""
    phrase = " ".join(t.lower_ for t in verb.subtree if t.i > verb.i - 3)
    return "in the past" in phrase or any(
        c.lower_ in ("often", "sometimes", "usually") for c in verb.children
    )


def about_to(scene: Scene, about: Token) -> Commitment | None:
    """X is not about to do."""
    copula = about.head
    action = next(
        (c for c in about.children if c.dep_ in ("xcomp", "pcomp") and is_infinitive(c)), None
    )
    if action is None or copula.lemma_.lower() not in ("be", "'", "’") or not is_negated(copula):
        return None
    makers = makers_of(subject_of(copula))
    if not makers or is_unasserted(copula) or action.lemma_.lower() in _STATIVE:
        return None
    trigger = between(about.doc, copula.i, about.i)
    deed = Deed(action, after_to(action))
    return commitment_of(scene, about, trigger, makers, deed, REFUSAL, "not about to", 0.7)


def _is_conditional_vow(scene: Scene, verb: Token) -> bool:
    """Whether the speaker of a quotation says what he would do: *"If X, we would go."*"""
    own = child_of(verb, "nsubj", among=("i", "we"))
    if own is None or scene.quotation_at(own.idx) is None:
        return False
    supposed = child_of(verb, "advcl")
    return (
        supposed is not None
        and any(t.lower_ in ("if", "unless", "once") for t in supposed.subtree)
        and not any(t.tag_ == "VBN" or t.lower_ == "were" for t in supposed.children)
    )


def _bond_under(verb: Token) -> Bond | None:
    """How a paper binds whoever *would* act under it: a deal commits, a plan offers."""
    under = child_of(verb, "prep", among=("under",))
    if under is None and verb.dep_ == "conj":
        under = child_of(verb.head, "prep", among=("under",))
    paper = child_of(under, "pobj") if under is not None else None
    lemma = paper.lemma_.lower() if paper is not None else ""
    if paper is not None and child_of(paper, "amod", among=_DRAWN_UP) is not None:
        return Bond("readiness", "ready")
    if lemma in _DEALS:
        return Bond("commitment", "agreed")
    return Bond("readiness", "ready") if lemma in _SCHEMES else None


def _is_act(verb: Token) -> bool:
    """Whether a verb under a modal tells of something that one does by choice."""
    lemma = verb.lemma_.lower()
    if verb.pos_ not in ("VERB", "AUX") or lemma in _STATIVE:
        return False
    if any(c.dep_ == "aux" and c.lower_ == "have" for c in verb.children):
        return False
    if child_of(verb, "nsubjpass", "auxpass", "expl") is not None:
        return False
    if lemma in _BEGINNING and any(
        c.dep_ == "xcomp" and c.lemma_.lower() in _STATIVE for c in verb.children
    ):
        return False
    plain = lemma in ("seek", "propose") and child_of(verb, "xcomp", "ccomp") is None
    return plain or bond_of(lemma) is None or lemma in _WITHHOLDING
