"""Passives that commit: *aid was promised by X*, *will be rebuilt by X*, *aid pledged by X*."""

from __future__ import annotations

from spacy.tokens import Token

from store.extraction.agents import is_agent
from store.extraction.assertion import is_negated, is_question, is_unasserted, negates, trigger_of
from store.extraction.commissives import bond_of, is_weakened
from store.extraction.commitment import MODALS, REFUSAL, Bond, Commitment, Deed, commitment_of
from store.extraction.lexicon import words
from store.extraction.makers import makers_of
from store.extraction.phrases import Bounds, between, child_of, end_of
from store.extraction.scene import Scene
from store.extraction.voices import is_foretold, is_long_past, reporter_of

_COLLECTED = words("pledging", "passives.agentless")
_VERBS = words("pledging", "passives.verbs")
_KEPT = ("for", "to", "by", "before", "over", "in", "from")
_UNWILLED = words("pledging", "actions.stative") | words("pledging", "passives.unwilled")


def passive_pledge(scene: Scene, verb: Token) -> Commitment | None:
    """N was promised by X; N was pledged (by nobody who is named); the N promised by X."""
    lemma = verb.lemma_.lower()
    bond = bond_of(lemma)
    if bond is None or lemma not in _VERBS or verb.tag_ != "VBN":
        return None
    promised = child_of(verb, "nsubjpass")
    reduced = promised is None and verb.dep_ == "acl"
    if reduced:
        promised = verb.head
    if promised is None or promised.i > verb.i or promised.pos_ == "PRON" or is_agent(promised):
        return None
    if is_unasserted(verb) or is_question(verb) or is_long_past(verb) or is_negated(verb):
        return None
    makers = _agents_of(verb)
    if not makers and (reduced or lemma not in _COLLECTED):
        return None
    if not reduced and is_weakened(verb, bond):
        return None
    deed = Deed(promised, [*_phrase(promised, verb), *_complements(verb)])
    rule = f"passive {lemma}"
    return commitment_of(scene, verb, trigger_of(verb), makers, deed, bond, rule, 0.75)


def passive_modal(scene: Scene, modal: Token) -> Commitment | None:
    """N will be done by X; X said that N would be done."""
    word = MODALS.get(modal.lower_)
    verb = modal.head
    thing = child_of(verb, "nsubjpass")
    if word is None or modal.dep_ != "aux" or thing is None or verb.tag_ != "VBN":
        return None
    if thing.pos_ == "PRON" or is_unasserted(verb) or is_question(verb):
        return None
    if verb.lemma_.lower() in _UNWILLED:
        return None
    makers = _agents_of(verb) or _reporting_body(scene, verb, thing)
    if not makers:
        return None
    last = max([modal.i, *(c.i for c in verb.children if c.i < verb.i and negates(c))])
    acts = [t for t in verb.subtree if t.i > last and t.i not in _agent_words(verb)]
    denied = is_negated(verb) or any(c.lower_ == "no" for c in thing.children)
    bond = REFUSAL if denied else Bond("commitment", "pledges")
    tokens = [*_phrase(thing, verb), *acts]
    trigger = between(verb.doc, modal.i, last)
    return commitment_of(
        scene, verb, trigger, makers, Deed(verb, tokens), bond, f"passive {word}", 0.6
    )


def being_done(scene: Scene, verb: Token) -> Commitment | None:
    """N is to be done by X."""
    governor = verb.head
    if verb.tag_ != "VBN" or verb.dep_ != "xcomp" or governor.lemma_ != "be":
        return None
    thing = child_of(governor, "nsubj", "nsubjpass")
    makers = _agents_of(verb)
    if thing is None or not makers or child_of(verb, "auxpass") is None:
        return None
    tokens = [*_phrase(thing, governor), *_complements(verb)]
    trigger = between(verb.doc, governor.i, verb.i)
    bond = Bond("commitment", "pledges")
    return commitment_of(scene, verb, trigger, makers, Deed(thing, tokens), bond, "is to be", 0.6)


def _agents_of(verb: Token) -> tuple[Bounds, ...]:
    by = child_of(verb, "agent")
    below = child_of(by, "pobj") if by is not None else None
    if below is None or child_of(below, "prep", among=("for",)) is None:
        return makers_of(below)
    return ((below.left_edge.idx, end_of(below)),) if is_agent(below) else ()


def _agent_words(verb: Token) -> set[int]:
    by = child_of(verb, "agent")
    below = child_of(by, "pobj") if by is not None else None
    if by is None or below is None or not is_agent(below):
        return set()
    return {t.i for t in by.subtree}


def _reporting_body(scene: Scene, verb: Token, thing: Token) -> tuple[Bounds, ...]:
    """Who says that something will be done: in most stories, who has it done."""
    reported = reporter_of(verb)
    if reported is None or reported[1] is None or reported[0].pos_ != "VERB":
        return ()
    if reported[0].lemma_.lower() not in _SAYING or is_foretold(scene, verb, thing):
        return ()
    return makers_of(reported[1])


_SAYING = words("pledging", "passives.saying")


def _phrase(thing: Token, verb: Token) -> list[Token]:
    below = {t.i for t in verb.subtree} if verb.head.i == thing.i else set()
    return [t for t in thing.subtree if t.i not in below]


def _complements(verb: Token) -> list[Token]:
    """What belongs to the action behind the verb: for whom, how much, by when."""
    found: list[Token] = []
    for child in verb.children:
        if child.i < verb.i or child.dep_ not in ("prep", "dative", "agent"):
            continue
        if child.dep_ != "agent" and child.lower_ in _KEPT:
            found += child.subtree
            continue
        below = child_of(child, "pobj")
        nested = child_of(below, "prep", among=("for",)) if below is not None else None
        found += nested.subtree if nested is not None else ()
    return found
