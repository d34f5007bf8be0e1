"""Whether and how a clause is asserted: negated, supposed, reported, asked, to be done."""

from __future__ import annotations

from spacy.tokens import Token

from store.extraction.lexicon import words
from store.extraction.phrases import Bounds, end_of, verb_group

_SUPPOSED = words("pledging", "unbound.supposed")
_SUPPOSING = frozenset({"if", "unless", "until", "once", "whether", "when", "before"})
_PAUSES = (",", "–", "—", "--")
_ASIDE = 14  # words of an aside at the most
_NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no", "neither", "nor", "without"})


def is_negated(head: Token | None) -> bool:
    """Whether a negation hangs on the head."""
    return head is not None and any(negates(c) for c in head.children)


def negates(token: Token) -> bool:
    """Whether the word negates: not, never, no, no longer."""
    if token.dep_ == "neg" or (
        token.lower_ in _NEGATIONS and token.dep_ in ("det", "preconj", "cc")
    ):
        return True
    return token.lower_ == "longer" and any(c.lower_ == "no" for c in token.children)


def is_unasserted(verb: Token) -> bool:
    """Whether the clause is only supposed, hoped, feared or doubted."""
    if _is_inverted(verb):
        return True
    at = verb
    for _ in range(5):
        marks = {c.lower_ for c in at.children if c.dep_ in ("mark", "advmod")}
        if at.dep_ == "advcl" and marks & _SUPPOSING:
            return True
        if at.dep_ in ("ccomp", "pcomp") and (marks & {"whether", "if"} or _asks(at)):
            return True
        governor = at.head
        if at.dep_ in ("ccomp", "acl", "pcomp", "relcl") and governor.lemma_.lower() in _SUPPOSED:
            return True
        if governor.i == at.i:
            return False
        at = governor
    return False


def _asks(clause: Token) -> bool:
    """Whether a question word stands before the subject: *what steps it will take*."""
    subject = next((c for c in clause.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is None:
        return False
    before = clause.doc[clause.left_edge.i : subject.left_edge.i]
    return any(t.lower_ in ("what", "which", "how", "why", "where", "whom") for t in before) or any(
        t.lower_ in ("who", "whoever") and t.dep_ in ("dobj", "pobj") for t in before
    )


def _is_inverted(verb: Token) -> bool:
    """Whether an auxiliary stands before its subject: *did X promise*, *had X agreed*."""
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is None or any(
        c.dep_ in ("advcl", "prep", "advmod") and c.left_edge.lower_ in ("only", "nor", "neither")
        for c in verb.children
        if c.i < subject.i
    ):
        return False
    return any(c.dep_ in ("aux", "auxpass") and c.i < subject.left_edge.i for c in verb.children)


def is_over(verb: Token) -> bool:
    """Whether the past perfect tells it as over: *had promised*."""
    return verb.tag_ == "VBN" and any(
        c.dep_ == "aux" and c.lower_ in ("had", "'d", "’d") for c in verb.children
    )


def is_doubted(noun: Token) -> bool:
    """Doubt about X's willingness, no sign of a plan."""
    governor = noun.head
    if noun.dep_ == "pobj":
        governor = governor.head
    doubting = [governor, *(c for c in governor.children if c.dep_ in ("nsubj", "nsubjpass"))]
    return any(word.lemma_.lower() in _SUPPOSED for word in doubting if word.i != noun.i)


def is_reported(verb: Token) -> bool:
    """Whether the clause stands in somebody's words."""
    at = verb
    for _ in range(4):
        if at.dep_ in ("ccomp", "parataxis"):
            return True
        if at.head.i == at.i:
            break
        at = at.head
    return False


def is_question(verb: Token) -> bool:
    """Whether the clause asks."""
    return any(t.text == "?" for t in verb.doc[verb.i : verb.sent.end]) or any(
        c.tag_ in ("WRB", "WP") and c.dep_ != "nsubj" for c in verb.children
    )


def is_infinitive(head: Token) -> bool:
    """Whether `to` stands before the verb."""
    return any(c.tag_ == "TO" and c.i < head.i for c in head.children)


def resumed_infinitive(word: Token) -> Token | None:
    """The infinitive behind an aside: *is willing, they say, to pay*."""
    doc, opening = word.doc, word.i + 1
    last = min(opening + _ASIDE, word.sent.end - 1)
    if opening >= last or doc[opening].text not in _PAUSES:
        return None
    for at in range(opening + 1, last):
        if doc[at].text in _PAUSES and doc[at + 1].tag_ == "TO":
            verb = doc[at + 1].head
            return verb if verb.i > at + 1 else None
    return None


def after_to(head: Token) -> list[Token]:
    """All words of an infinitive behind its `to`."""
    to = next((c.i for c in head.children if c.tag_ == "TO"), head.i - 1)
    last = max(t.i for t in head.subtree)
    return list(head.doc[to + 1 : last + 1]) if last > to else []


def is_own_action(action: Token) -> bool:
    """Whether the infinitive has no subject of its own: what X wants Y to do is a demand."""
    return not any(c.dep_ in ("nsubj", "nsubjpass") for c in action.children)


def is_bound(verb: Token) -> bool:
    """A bare form that still has somebody to bind: headline present, conjunct."""
    to = any(c.tag_ == "TO" for c in verb.children)
    return any(c.dep_ == "nsubj" for c in verb.children) or (
        not to and verb.dep_ in ("conj", "ROOT")
    )


def trigger_of(verb: Token) -> Bounds:
    """The verb with auxiliaries and negation, nothing behind it."""
    start, _ = verb_group(verb)
    return start, end_of(verb)


def first_token(verb: Token) -> int:
    """The index of the verb or of its first auxiliary."""
    return min(
        [
            verb.i,
            *(c.i for c in verb.children if c.dep_ in ("aux", "auxpass", "neg") and c.i < verb.i),
        ]
    )
