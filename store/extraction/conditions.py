"""What must hold before a pledge falls due: parts of an action and what stands around it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Token

from store.extraction.lexicon import words
from store.extraction.phrases import SUBJECTS, Bounds, runs
from store.extraction.trailing import before_report

_OPENERS = tuple(tuple(phrase.split()) for phrase in words("pledging", "conditions.openers"))
_OUTCOMES = words("pledging", "conditions.outcomes")
_MOMENTS = words("pledging", "conditions.moments")
_PERSONAL = frozenset({"he", "she", "it", "they", "we", "you", "i"})
_NAMED = frozenset({"GPE", "NORP", "PERSON", "ORG", "LOC"})


def condition_heads(heads: Iterable[Token], action: Token) -> list[Token]:
    """The heads of the conditions that hang on the trigger or on the action."""
    found: list[Token] = []
    for head in dict.fromkeys(heads):
        for child in head.children:
            if _is_condition(child) and child not in found:
                found.append(child)
    if action.dep_ == "ccomp":
        beside = (c for c in action.head.children if c.i < action.i and c.dep_ == "ccomp")
        found += [c for c in beside if _inverted(c)]
    for token in action.subtree:
        if (
            token.i != action.i
            and _is_condition(token)
            and token not in found
            and _close(token, action)
        ):
            found.append(token)
    return found


def opened_condition(trigger: Token, action: Token) -> list[Token]:
    """What an opening phrase leads in: behind the action to the end, before it to its comma.

    For openers that the parse hangs anywhere: *provided that*, *as soon as*, *subject to*.
    """
    sentence = action.sent
    for at in range(min(trigger.i, action.i) + 1, sentence.end):
        if action.doc[at].text in '"”':
            return []
        given = any(c.dep_ in ("auxpass", "agent") for c in action.doc[at].children)
        opens = any(_stands(action.doc[at : at + len(phrase)], phrase) for phrase in _OPENERS)
        if opens and not given:
            commas = [t.i for t in action.doc[at : action.i] if t.text == ","]
            if at < action.i and not commas:
                continue
            last = commas[0] if commas else sentence.end
            return before_report([t for t in action.doc[at:last] if not t.is_space])
    return []


def inverted_condition(trigger: Token, action: Token) -> list[Token]:
    """`… should a truce hold` behind the action, wherever the parse hangs its verb."""
    sentence = action.sent
    for token in action.doc[max(trigger.i, action.i) + 1 : sentence.end]:
        if token.text in '"”;:':
            return []
        if token.lower_ != "should" or token.nbor(-1).pos_ == "CCONJ":
            continue
        if _inverted(token.head) or _opens_clause(token):
            rest = action.doc[token.i : sentence.end]
            return before_report([t for t in rest if not t.is_space])
    return []


def stray_condition(action: Token) -> list[Token]:
    """A clause before the subject whose opener the parse hangs on the main verb."""
    subject = next((c for c in action.children if c.dep_ in SUBJECTS), None)
    opener = next(
        (c for c in action.children if c.dep_ == "mark" and c.lower_ in ("if", "unless", "once")),
        None,
    )
    if subject is None or opener is None or opener.i > subject.left_edge.i:
        return []
    commas = [t.i for t in action.doc[opener.i : subject.left_edge.i] if t.text == ","]
    return list(action.doc[opener.i : commas[-1]]) if commas else []


def _stands(span: Iterable[Token], phrase: Sequence[str]) -> bool:
    return [token.lower_ for token in span] == list(phrase)


def _close(token: Token, action: Token) -> bool:
    """Whether no other clause stands between a condition and its action."""
    at = token.head
    while at.i != action.i and at.head.i != at.i:
        if at.dep_ in ("ccomp", "acl") and at.pos_ in ("VERB", "AUX"):
            return False
        if at.dep_ == "conj" and any(c.tag_ == "MD" for c in at.children):
            return False
        at = at.head
    return True


def _is_condition(token: Token) -> bool:
    if token.dep_ == "advcl":
        return _conditional_clause(token)
    if token.pos_ in ("VERB", "AUX") and _inverted(token):
        return True
    if token.dep_ == "prep" or (
        token.pos_ in ("ADP", "SCONJ") and token.dep_ in ("mark", "advmod", "prep")
    ):
        return token.dep_ == "prep" and _conditional_phrase(token)
    if token.dep_ in ("amod", "acl", "acomp", "advmod") and token.lower_ in (
        "contingent",
        "conditional",
        "dependent",
    ):
        return any(c.dep_ == "prep" and c.lower_ in ("on", "upon") for c in token.children)
    return token.dep_ == "npadvmod" and _conditional_moment(token)


def _conditional_clause(head: Token) -> bool:
    first = next((t for t in head.subtree if not t.is_punct), head)
    opener = first.lower_
    if opener in ("even", "only", "just") and first.i + 1 < len(first.doc):
        opener = first.nbor(1).lower_
    if opener in ("if", "unless", "until", "till", "once", "provided", "assuming", "should"):
        return True
    if any(_stands(head.doc[first.i : first.i + len(phrase)], phrase) for phrase in _OPENERS):
        return True
    if opener in ("after", "when"):
        return head.tag_ in ("VBZ", "VBP", "VB") or any(
            c.tag_ in ("VBZ", "VBP") and c.dep_ in ("aux", "auxpass") for c in head.children
        )
    return False


def _inverted(head: Token) -> bool:
    """`should a truce hold`: the auxiliary stands before the subject, in no question."""
    auxiliary = next((c for c in head.children if c.dep_ == "aux" and c.lower_ == "should"), None)
    if auxiliary is None:
        return False
    subjects = [c for c in head.children if c.dep_ in ("nsubj", "nsubjpass")]
    behind = any(auxiliary.i < one.left_edge.i < head.i for one in subjects)
    return behind and head.sent[-1].text != "?"


def _opens_clause(should: Token) -> bool:
    """Whether a noun phrase begins right behind the auxiliary: *should the fighting stop*."""
    if should.i + 2 >= should.sent.end or should.sent[-1].text == "?":
        return False
    before, behind = should.nbor(-1), should.nbor(1)
    if before.dep_ in SUBJECTS:
        return False
    named = behind.pos_ == "PROPN" and behind.ent_type_ in _NAMED
    return behind.pos_ == "DET" or named or behind.lower_ in _PERSONAL


def _conditional_phrase(preposition: Token) -> bool:
    word = preposition.lower_
    heads = [c for c in preposition.children if c.dep_ in ("pobj", "pcomp")]
    if word in ("pending", "upon") or (word == "given" and heads):
        return bool(heads)
    if word in ("until", "till", "once", "after", "following", "without"):
        return any(h.lemma_.lower() in _OUTCOMES for h in heads) and not _past(heads)
    if word == "on":
        return any(_conditional_moment(h) for h in heads)
    if word == "in":
        return any(
            h.lower_ in ("return", "exchange", "case", "event")
            and any(c.dep_ == "prep" for c in h.children)
            for h in heads
        )
    return False


def _past(heads: Sequence[Token]) -> bool:
    """Whether the outcome has come about already: last year's deal, the 2015 deal."""
    return any(
        t.ent_type_ == "DATE" or t.lower_ in ("last", "previous", "earlier")
        for head in heads
        for t in head.subtree
    )


def _conditional_moment(token: Token) -> bool:
    return token.lemma_.lower() in _MOMENTS and any(
        c.dep_ == "relcl" or (c.dep_ == "prep" and c.lower_ == "after") for c in token.children
    )


def without(tokens: Iterable[Token], heads: Iterable[Token], action: Token) -> list[Token]:
    """The tokens less those below the heads, but for the action's own."""
    dropped = {t.i for head in heads for t in _below(head, action)}
    return [t for t in tokens if t.i not in dropped]


def _below(head: Token, action: Token) -> list[Token]:
    """The words of a condition; an action that the parse hangs below it stays out."""
    under = list(head.subtree)
    if head.i == action.i or all(t.i != action.i for t in under):
        return under
    own = {t.i for t in action.subtree}
    return [t for t in under if t.i not in own]


def phrases_of(heads: Iterable[Token], action: Token) -> Iterator[Bounds]:
    """The stretches that the heads' subtrees cover."""
    for head in heads:
        words_of = before_report(_below(head, action))
        if words_of[0].lower_ == "that" and len(words_of) > 1:
            words_of.pop(0)
        yield from runs(head.doc, words_of)
