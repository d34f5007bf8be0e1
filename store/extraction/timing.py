"""When something is to be done: which words name a time, and which of them look ahead."""

from __future__ import annotations

from spacy.tokens import Token

from store.extraction.lexicon import words
from store.extraction.phrases import object_of

_CALENDAR = words("actions", "words.calendar")
_AHEAD = words("actions", "words.ahead")
_COMING = words("actions", "words.coming")
_TOMORROW = words("actions", "words.tomorrow")
_TAKEN = ("agreed", "approved", "refuses")


def is_time(head: Token) -> bool:
    """Whether a noun phrase names a time: a calendar word, a year, the end of one."""
    if is_year(head) or head.lemma_.lower() in _CALENDAR:
        return True
    if head.lower_.startswith(("mid-", "early-", "late-")):
        return True
    if head.lower_ not in ("end", "beginning", "start", "middle", "close", "turn", "half"):
        return False
    return any(is_time(low) for c in head.children if (low := object_of(c)) is not None)


def is_year(token: Token) -> bool:
    """Whether the token is a year's number."""
    return token.text.isdecimal() and len(token.text) == 4 and token.text[:2] in ("19", "20", "21")


def timed(trigger: Token, thing: Token, tokens: list[Token], strength: str) -> list[Token]:
    """The words of a thing that is promised with when it is to come, without when it was promised.

    The former where it follows right behind: *pledged 20 boats within a month, by June, next
    year*; the latter behind a past trigger: *pledged 20 boats on Monday*.
    """
    past = trigger.tag_ in ("VBD", "VBN")
    told = {
        below.i
        for token in tokens
        if past and token.head.i in (trigger.i, thing.i) and _dates_the_promise(token)
        for below in token.subtree
    }
    return [t for t in [*tokens, *_ahead_of(trigger, tokens, strength)] if t.i not in told]


def _ahead_of(trigger: Token, tokens: list[Token], strength: str) -> list[Token]:
    """The words that hang on the trigger and tell a time to come, right behind the tokens."""
    holders = [trigger]
    if trigger.pos_ in ("NOUN", "PROPN") and trigger.dep_ == "dobj":
        holders.append(trigger.head)
    agents = (c.right_edge.i for c in trigger.children if c.dep_ == "agent")
    last = max([trigger.i, *(token.i for token in tokens), *agents])
    for child in (child for holder in holders for child in holder.children):
        if child.left_edge.i == last + 1 and _looks_ahead(child, strength):
            return list(child.subtree)
    return []


def _dates_the_promise(phrase: Token) -> bool:
    time = object_of(phrase)
    named = time is not None and is_time(time) and not _is_coming(time)
    return phrase.dep_ == "prep" and phrase.lower_ == "on" and named


def _looks_ahead(phrase: Token, strength: str) -> bool:
    if phrase.dep_ in ("npadvmod", "tmod", "advmod"):
        return phrase.lower_ in _TOMORROW or (is_time(phrase) and _is_coming(phrase))
    time = object_of(phrase) if phrase.dep_ == "prep" else None
    if time is None or not is_time(time):
        return False
    if phrase.lower_ in ("within", "in"):
        if strength in _TAKEN or _is_dated_by(time):
            return _is_coming(time)
        return phrase.lower_ == "within" or _is_coming(time) or _is_counted(time)
    return phrase.lower_ in _AHEAD or _is_coming(time)


def _is_coming(time: Token) -> bool:
    return any(child.lower_ in _COMING for child in time.children)


def _is_counted(time: Token) -> bool:
    """Whether a stretch of time is told: *in two weeks*; *in 2020* and *in March* are dates."""
    return any(c.dep_ == "nummod" and not is_year(c) for c in time.children) and time.tag_ == "NNS"


def _is_dated_by(time: Token) -> bool:
    """Whether a stretch counts from what has been: *within days of the flood*."""
    return any(c.dep_ == "prep" and c.lower_ in ("of", "after") for c in time.children)
