"""One pledge as a rule finds it: bounds of trigger, maker, action and condition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from spacy.tokens import Token

from store.extraction.assertion import is_infinitive, is_negated, negates
from store.extraction.conditions import (
    condition_heads,
    inverted_condition,
    opened_condition,
    phrases_of,
    stray_condition,
    without,
)
from store.extraction.deliberation import is_left_open
from store.extraction.lexicon import load, words
from store.extraction.phrases import SUBJECTS, Bounds, child_of, runs
from store.extraction.receivers import beneficiaries
from store.extraction.scene import Scene
from store.extraction.timing import timed
from store.records import Stance

_WITHDRAWING = words("pledging", "actions.withdrawing")
_WITHDRAWING_NOUNS = words("pledging", "actions.withdrawing_nouns")
_CEASING = words("pledging", "actions.ceasing")
_DASHES = ("-", "–", "—")
_LEAVING: dict[str, list[str]] = load("pledging")["frames"]["leaving"]
_OCCASIONS = words("pledging", "conditions.occasions")
_CLAUSES = ("advcl", "acl", "relcl", "conj", "parataxis", "ccomp")
_COMMENTS = ("advcl", "acl", "relcl")
_OPENERS = ("if", "unless", "until", "once", "when", "after", "provided")


class Deed(NamedTuple):
    """What is to be done: its main word, all its words, and main words that are listed beside."""

    head: Token
    tokens: list[Token]
    beside: tuple[Token, ...] = ()


class Bond(NamedTuple):
    """How far somebody is bound: `strength` as in the lexicon."""

    stance: Stance
    strength: str


REFUSAL = Bond("refusal", "refuses")
MODALS = {
    "will": "will",
    "'ll": "will",
    "’ll": "will",
    "wo": "will",
    "would": "would",
    "'d": "would",
    "’d": "would",
    "shall": "shall",
}


@dataclass(frozen=True, slots=True)
class Commitment:
    """A pledge as a rule found it: bounds only, no record yet."""

    trigger: Bounds
    makers: tuple[Bounds, ...]
    action: tuple[Bounds, ...]
    beneficiary: tuple[Bounds, ...]
    condition: tuple[Bounds, ...]
    bond: Bond
    rule: str
    confidence: float


def commitment_of(
    scene: Scene,
    head: Token,
    trigger: Bounds,
    makers: tuple[Bounds, ...],
    deed: Deed,
    bond: Bond,
    rule: str,
    confidence: float,
) -> Commitment | None:
    """The pledge of these parts, conditions and beneficiary found; None without an action.

    `head` is the trigger's main word; what hangs on it may be a condition.
    """
    if bond.stance != "refusal" and is_left_open(head, deed.head):
        return None
    governors = [head, deed.head]
    if head.dep_ in ("acomp", "attr", "oprd", "xcomp") and head.pos_ in ("ADJ", "VERB"):
        governors.append(head.head)
    conditions = condition_heads(governors, deed.head)
    for other in deed.beside:
        conditions += [c for c in condition_heads([other], other) if c not in conditions]
    opened: list[Token] = []
    if not conditions:
        opened = (
            opened_condition(head, deed.head)
            or stray_condition(deed.head)
            or inverted_condition(head, deed.head)
        )
    taken = (trigger, *makers)
    own = _own_words(deed)
    if deed.head.pos_ in ("NOUN", "PROPN", "NUM", "SYM"):
        own = timed(head, deed.head, own, bond.strength)
    denied = is_negated(deed.head) and (
        deed.head.dep_ not in ("ccomp", "relcl", "acl") or is_infinitive(deed.head)
    )
    kept = [
        token
        for token in without(_before_dash(scene, own), conditions, deed.head)
        if token not in opened
        if not any(start <= token.idx < end for start, end in taken)
        and not (denied and token.i < deed.head.i and negates(token))
    ]
    opened = _before_dash(scene, opened)
    action = _joined(scene, runs(head.doc, kept))
    if not action:
        return None
    block = scene.block_at(trigger[0])
    clipped = block is not None and block.kind == "headline"
    led_in = [*phrases_of(conditions, deed.head), *runs(head.doc, opened)]
    condition = [b for b in led_in if b[1] <= trigger[0] or b[0] >= trigger[1]]
    return Commitment(
        trigger=trigger,
        makers=makers,
        action=tuple(action),
        beneficiary=tuple(beneficiaries(head, deed.head, kept, clipped=clipped)),
        condition=tuple(condition[:1]),
        bond=REFUSAL if denied or withdraws(deed.head) else bond,
        rule=rule,
        confidence=confidence,
    )


def withdraws(head: Token) -> bool:
    """Whether the deed itself ends or withholds something: a refusal whatever the trigger."""
    lemma = head.lemma_.lower()
    if head.pos_ == "NOUN":
        return lemma in _WITHDRAWING_NOUNS
    if lemma in _CEASING:
        return any(c.dep_ == "xcomp" and c.tag_ == "VBG" for c in head.children)
    if particles := _LEAVING.get(lemma):
        return child_of(head, "prt", "advmod", "prep", among=tuple(particles)) is not None
    return head.pos_ == "VERB" and lemma in _WITHDRAWING


def _own_words(deed: Deed) -> list[Token]:
    """Without what a comma sets off behind the action: comments, effects, another's clause."""
    dropped: set[int] = set()
    for token in deed.tokens:
        if token.i > deed.head.i and _is_circumstance(token):
            dropped |= {t.i for t in token.subtree}
            continue
        if token.i <= deed.head.i or token.dep_ not in _CLAUSES:
            continue
        first = token.left_edge
        before = first.nbor(-1) if first.i else first
        while before.pos_ == "CCONJ" and before.i > deed.head.i:
            before = before.nbor(-1)
        if _is_told_beside(token, deed) or _goes_with_the_report(token, deed):
            dropped |= {t.i for t in token.subtree}
            dropped |= {c.i for c in token.head.children if c.dep_ == "cc" and c.i < token.i}
            continue
        own_subject = any(c.dep_ in SUBJECTS for c in token.children)
        if own_subject and token.dep_ == "conj":
            start = before.i if before.is_punct else before.i + 1
            dropped |= {t.i for t in token.subtree} | set(range(start, first.i))
            dropped |= {c.i for c in token.head.children if c.dep_ == "cc" and c.i < token.i}
            continue
        if before.text not in (",", "—", "–", "-", ";", ":"):
            continue
        comment = token.dep_ in _COMMENTS and token.left_edge.lower_ not in _OPENERS
        if comment or own_subject:
            dropped |= {t.i for t in token.subtree} | {before.i}
    return [token for token in deed.tokens if token.i not in dropped]


def _is_circumstance(token: Token) -> bool:
    """Whether a phrase tells how one came to commit, or who says so: *after a debate*."""
    if token.lower_ == "according" and token.i and token.nbor(-1).text == ",":
        return True
    below = child_of(token, "pobj")
    if token.dep_ != "prep" or below is None:
        return False
    if token.lower_ in ("as", "after"):
        return below.lemma_.lower() in (_OCCASIONS if token.lower_ == "after" else ("part",))
    return token.lower_ in ("amid", "despite") and below.pos_ == "NOUN"


def _is_told_beside(token: Token, deed: Deed) -> bool:
    """Whether a conjunct has a trigger of its own: is finite, or ready to do something."""
    whole = any(c.dep_ in SUBJECTS and c in deed.tokens for c in deed.head.children)
    if token.dep_ == "conj" and token.tag_ == "VBD" and child_of(token, "ccomp") is not None:
        return any(c.tag_ == "MD" for c in token.head.children)
    if token.dep_ != "conj" or whole or any(c.dep_ in SUBJECTS for c in token.children):
        return False
    if token.tag_ in ("VBZ", "VBD") and token.lower_ != token.lemma_:
        return True
    if any(c.dep_ == "aux" and c.tag_ in ("MD", "VBZ", "VBP", "VBD") for c in token.children):
        return True
    ready = (c.lower_ for c in token.children if c.dep_ == "acomp")
    return any(word in ("ready", "prepared", "willing", "committed") for word in ready)


def _goes_with_the_report(token: Token, deed: Deed) -> bool:
    """Whether a clause tells when or why somebody committed: *agreed to pay after he sued*."""
    if (
        token.dep_ != "advcl"
        or token.tag_ not in ("VBD", "VBP", "VBZ")
        or deed.head.dep_ != "xcomp"
    ):
        return False
    opener = token.left_edge.lower_
    past = token.tag_ == "VBD" and child_of(token, "aux") is None
    return (opener == "after" and past) or (opener == "as" and child_of(token, "nsubj") is not None)


def _before_dash(scene: Scene, tokens: list[Token]) -> list[Token]:
    """In a headline, what stands before the dash or colon that leads in its speaker."""
    block = scene.block_at(tokens[0].idx) if tokens else None
    if block is None or block.kind != "headline":
        return tokens
    dashes = [
        t.i for t in tokens if t.text == ":" or (t.text in _DASHES and t.nbor(-1).whitespace_)
    ]
    return [t for t in tokens if not dashes or t.i < dashes[0]]


def _joined(scene: Scene, parts: list[Bounds]) -> list[Bounds]:
    """Stretches that only a comma or a mark parts are one."""
    joined: list[Bounds] = []
    for part in parts:
        if joined and not scene.text[joined[-1][1] : part[0]].strip(" ,;—–-\"“”'’‘"):
            joined[-1] = (joined[-1][0], part[1])
        else:
            joined.append(part)
    whole = [_unmarked(scene, part) for part in joined]
    return [part for part in whole if part[1] - part[0] > 1]


def _unmarked(scene: Scene, part: Bounds) -> Bounds:
    """Without a closing mark at the end whose opening one stands before the part."""
    start, end = part
    around = scene.quotation_at(start)
    if around is not None and start > around.start and end == around.end:
        return start, start + len(scene.text[start : end - 1].rstrip(" .,;!?"))
    inside = scene.text[start:end]
    for opening, closing in (("“", "”"), ("«", "»")):
        if inside.endswith(closing) and opening not in inside:
            return start, start + len(inside[:-1].rstrip(" .,;!?"))
    return part
