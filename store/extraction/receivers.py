"""For whom a pledge is made: the state, people or body that its action or trigger names."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from store.extraction.agents import is_agent, is_agent_noun
from store.extraction.lexicon import words
from store.extraction.phrases import Bounds, noun_phrase, without_possessive

_HELPING = words("pledging", "actions.helping")
_TEACHING = words("pledging", "actions.teaching")
_SUPPLYING = words("pledging", "actions.supplying")
_GOING = words("pledging", "actions.going")
_SEEKING = words("pledging", "actions.seeking")
_INTERESTS = words("pledging", "actions.interests")
_COUNTS = ("million", "thousand", "hundred", "dozen", "score", "ten", "some", "all")
_NAMED = frozenset({"GPE", "NORP", "PERSON", "ORG", "LOC"})
_NAMES = frozenset({"GPE", "PERSON", "ORG"})
_TELLING = ("det", "poss", "nummod", "amod", "predet")


def beneficiaries(
    trigger: Token, action: Token, tokens: Iterable[Token], *, clipped: bool = False
) -> list[Bounds]:
    """The receiver of what is given, or who stands behind `for` and `to`; one at the most.

    `trigger` and `action` are main words, `tokens` the action's; `clipped`: a headline, where
    nouns have no articles.
    """
    kept = sorted(tokens, key=lambda t: t.i)
    inside = {t.i for t in kept}
    if given := _given_to(action, inside):
        return [given]
    if trigger.i != action.i and (promised := _dative(trigger)) is not None:
        return [noun_phrase(promised)]
    for token in kept:
        if not _points(token, action):
            continue
        for child in token.children:
            receiver = _receiver(child, clipped) if child.dep_ == "pobj" else None
            if receiver is not None:
                return [receiver]
    return []


def _given_to(action: Token, inside: set[int]) -> Bounds | None:
    """Who is given something, or helped, by the action's own verb."""
    for child in action.children:
        if child.i not in inside:
            continue
        if child.dep_ == "dative":
            head = next((c for c in child.children if c.dep_ == "pobj"), child)
            if is_agent(head):
                return noun_phrase(head)
        if child.dep_ == "dobj" and _is_somebody(child):
            lemma = action.lemma_.lower()
            supplied = any(c.dep_ == "prep" and c.lower_ == "with" for c in action.children)
            helped = lemma in _HELPING and (lemma not in _TEACHING or _is_told(child))
            if helped or (lemma in _SUPPLYING and supplied):
                return noun_phrase(child)
    return None


def _dative(trigger: Token) -> Token | None:
    """Whom something is promised to: *promised Chad 10 ferries*."""
    for child in trigger.children:
        if child.dep_ == "dative" and child.i > trigger.i and child.pos_ != "ADP":
            return child if is_agent(child) and child.lower_ not in ("itself", "it") else None
    return None


def _receiver(head: Token, clipped: bool) -> Bounds | None:
    """The phrase of who receives, given the noun behind `for` or `to`.

    Of a group that is raised for a named state, the state: *a force for Peru*; of an interest,
    whose it is: *the recovery of Peru*, *Peru's recovery*.
    """
    if head.ent_type_ not in _NAMED:
        for preposition in head.children:
            if preposition.dep_ == "prep" and preposition.lower_ == "for":
                for below in preposition.children:
                    if below.dep_ == "pobj" and below.ent_type_ in _NAMES:
                        return noun_phrase(below)
    if _is_somebody(head) and (clipped or not _is_bare(head)):
        return noun_phrase(head)
    return _interested(head) if head.lemma_.lower() in _INTERESTS else None


def _interested(interest: Token) -> Bounds | None:
    """Whose an interest is: *Peru's defence*, *the defence of Peru*."""
    for child in interest.children:
        below = child
        if child.dep_ == "prep" and child.lower_ == "of":
            below = next((c for c in child.children if c.dep_ == "pobj"), child)
        if below.dep_ in ("poss", "pobj") and below.ent_type_ in _NAMES:
            return without_possessive(below.doc, noun_phrase(below))
    return None


def _points(preposition: Token, action: Token) -> bool:
    """Whether who stands behind the preposition receives: not where one only goes or speaks."""
    if preposition.dep_ not in ("prep", "dative"):
        return False
    lemma = preposition.head.lemma_.lower()
    if preposition.lower_ == "on":
        return lemma == "spend" or (action.lemma_.lower() == "spend" and preposition.i > action.i)
    if preposition.lower_ == "for":
        return not _is_sought(preposition)
    return preposition.lower_ == "to" and lemma not in _GOING


def _is_sought(preposition: Token) -> bool:
    """Whether a verb takes what stands behind its `for`: *pay for N*, not *pay N for X*."""
    verb = preposition.head
    if verb.pos_ != "VERB" or verb.lemma_.lower() not in _SEEKING:
        return False
    return not any(c.dep_ == "dobj" for c in verb.children)


def _is_somebody(head: Token) -> bool:
    """Whether a noun phrase names or describes persons, a state or a body."""
    counted = head.pos_ == "NUM" or head.lemma_.lower() in _COUNTS
    if counted and any(
        _is_somebody(t) for c in head.children if c.lower_ == "of" for t in c.children
    ):
        return True
    return (
        head.ent_type_ in _NAMED
        or (is_agent_noun(head) and not _is_interest(head))
        or head.lower_ in ("them", "us", "him", "her")
    )


def _is_interest(head: Token) -> bool:
    """Whether a noun of a body is led by what it is about, and means the thing: *air defence*."""
    return head.lemma_.lower() in _INTERESTS and any(
        c.dep_ in ("compound", "poss", "amod") for c in head.children
    )


def _is_bare(head: Token) -> bool:
    """A common noun in the singular without any word that tells which: *to court*."""
    return head.tag_ == "NN" and not any(c.dep_ in _TELLING for c in head.children)


def _is_told(head: Token) -> bool:
    """Whether the phrase tells who is meant: *the pilots*, *Peruvian pilots*, *our pilots*."""
    return any(
        token.ent_type_ in _NAMED or (token.head.i == head.i and token.dep_ in ("det", "poss"))
        for token in (head, *head.subtree)
    )
