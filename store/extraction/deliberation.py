"""What is still to be weighed or decided: told of as to come, it commits nobody to the act."""

from __future__ import annotations

from spacy.tokens import Token

from store.extraction.lexicon import words
from store.extraction.phrases import child_of, object_of

_DECIDING = words("pledging", "deliberating.deciding")
_INQUIRING = words("pledging", "deliberating.inquiring")
_LIGHT = words("pledging", "deliberating.light")
_OUTCOMES = words("pledging", "deliberating.outcomes")
_EXPECTING = words("pledging", "deliberating.expecting")
_TO_COME = ("will", "wo", "'ll", "’ll", "shall", "would", "'d", "’d")
_QUESTIONS = ("how", "what", "which", "where", "who", "whom", "when", "why")
_BE = ("am", "is", "are", "was", "were", "been", "'m", "’m", "'s", "’s", "'re", "’re")


def is_left_open(trigger: Token, action: Token) -> bool:
    """Whether a commitment comes to no more than deciding later: *will decide on N*.

    `trigger` is the main word that commits, `action` that of what is to be done. What is
    promised in so many words (*pledged to consider N*) is promised, but for an open question.
    """
    if any(_weighs(word) and _asks(word) for word in (trigger, action)):
        return True
    if _decides(trigger) and (_is_to_come(trigger) or _goes_on(trigger)):
        return True
    if not _decides(action):
        return False
    alone = trigger.i == action.i or trigger.pos_ == "AUX"
    return alone or trigger.lemma_.lower() in _EXPECTING or trigger.lower_ in _EXPECTING


def _weighs(word: Token) -> bool:
    return word.lemma_.lower() in _DECIDING | _INQUIRING or _decides(word)


def _decides(word: Token) -> bool:
    """Whether somebody makes up a mind: *decide, consider, make a decision*."""
    lemma = word.lemma_.lower()
    if lemma in _DECIDING:
        return True
    made = child_of(word, "dobj", "nsubjpass") if lemma in _LIGHT else None
    return made is not None and made.lemma_.lower() in _OUTCOMES


def _is_to_come(verb: Token) -> bool:
    return child_of(verb, "aux", among=_TO_COME) is not None


def _goes_on(verb: Token) -> bool:
    """Whether the decision is being made: *is deciding on N*; what is considered is offered."""
    deciding = verb.lemma_.lower() == "decide" and verb.tag_ == "VBG"
    return deciding and child_of(verb, "aux", among=_BE) is not None


def _asks(verb: Token) -> bool:
    """Whether a question hangs on the verb: *whether to do, if it can, on how many*."""
    made = child_of(verb, "dobj") if verb.lemma_.lower() in _LIGHT else None
    for holder in (verb, *((made,) if made is not None else ())):
        for child in holder.children:
            if child.i < verb.i:
                continue
            below = object_of(child) if child.dep_ == "prep" else child
            if below is not None and _is_question(verb, below):
                return True
    return False


def _is_question(verb: Token, clause: Token) -> bool:
    opener = clause.left_edge
    if opener.lower_ == "whether":
        return True
    asked = clause.dep_ in ("ccomp", "pcomp", "dobj", "xcomp")
    return (opener.lower_ == "if" and (asked or opener.i == verb.i + 1)) or (
        opener.lower_ in _QUESTIONS and asked
    )
