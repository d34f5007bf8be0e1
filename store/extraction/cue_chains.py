"""Cues that the parse puts inside another cue's content: *said A and called B C*."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from store.extraction.lexicon import words
from store.extraction.phrases import SUBJECTS, child_of

_CLAUSE = words("saying", "verbs.clause")
_ADDRESS = words("saying", "verbs.address")
_NAMING = words("saying", "verbs.naming")
_REPORTING = _CLAUSE | _ADDRESS | _NAMING | words("saying", "verbs.uttering")
_CONTRAST = frozenset({"while", "whereas", "although", "though", "but"})
_TENSED = frozenset({"VBD", "VBZ", "VBP"})
_CLOSING = frozenset("\"”’'") | {"''"}
_HELPING = frozenset({"did", "does", "do", "has", "have", "had"})
_PAST = frozenset({"VBD", "VBN"})


def cue_lemma(token: Token) -> str:
    """The lemma in lower case; *hoping* and *hoped* belong to *hope*, not to *hop*."""
    lemma = str(token.lemma_).lower()
    if token.lower_ in (f"{lemma}ing", f"{lemma}ed") and f"{lemma}e" in _MUTE_E:
        return f"{lemma}e"
    return lemma


_MUTE_E = frozenset(
    word
    for table in ("clause", "thought", "judgement", "infinitive")
    for word in words("saying", f"verbs.{table}")
    if word.endswith("e")
)


def outer_cue(verb: Token) -> Token | None:
    """The cue beside which this one stands, where the parse hangs it into that cue's content.

    *The guide said the path was closed, telling hikers to turn back*: `said` for `telling`.
    None for a cue that is not so placed, or that the content's own subject utters.
    """
    if cue_lemma(verb) not in _REPORTING or child_of(verb, *SUBJECTS) is not None:
        return None
    participle = verb.tag_ == "VBG" and verb.dep_ == "advcl" and _after_comma(verb)
    if not participle and not (verb.dep_ == "conj" and _tense(verb) in _TENSED | _PAST):
        return None
    at = verb.head
    for _ in range(4):
        if at.dep_ == "ccomp":
            break
        if at.dep_ not in ("conj", "xcomp", "advcl", "acl", "relcl", "pcomp", "prep", "pobj"):
            return None
        if not participle and at.dep_ != "conj":
            return None
        at = at.head
    governor = at.head
    if at.dep_ != "ccomp" or at.i < governor.i or cue_lemma(governor) not in _CLAUSE | _ADDRESS:
        return None
    if participle:
        return governor if _speaks(at, verb) else None
    if any(c.dep_ in ("aux", "auxpass") and c.lower_ not in _HELPING for c in verb.children):
        return None
    return governor if _same_tense(verb, governor) else None


def _speaks(content: Token, participle: Token) -> bool:
    """Whether the outer speaker utters the participle: the content's subject is no speaker."""
    subject = child_of(content, *SUBJECTS)
    return subject is None or subject.lower_ != "i"


def _same_tense(verb: Token, governor: Token) -> bool:
    if governor.tag_ in _PAST or governor.tag_ == "VBG":
        return _tense(verb) in _PAST
    return _tense(verb) == _tense(governor)


def _tense(verb: Token) -> str:
    """The tag of the finite word: the first auxiliary's, or the verb's own."""
    helping = child_of(verb, "aux", among=_HELPING)
    return str((helping or verb).tag_)


def _after_comma(verb: Token) -> bool:
    first = verb.left_edge
    if first.i == 0:
        return False
    before = first.nbor(-1)
    if before.text in _CLOSING and before.i:
        return before.nbor(-1).text == "," or (before.i > 1 and before.nbor(-2).text == ",")
    return before.text in (",", "—", "–", "--")


def reports_anew(verb: Token) -> bool:
    """Whether a clause inside a content is the reporter's, with a speaker and a cue of its own.

    *…, while others said …*, *…, which she described as …*.
    """
    lemma = cue_lemma(verb)
    subject = child_of(verb, *SUBJECTS)
    if subject is None or lemma not in _REPORTING or verb.tag_ not in _TENSED | _PAST:
        return False
    if verb.dep_ == "advcl":
        mark = child_of(verb, "mark")
        clause = child_of(verb, "ccomp", after=verb.i)
        return mark is not None and mark.lower_ in _CONTRAST and clause is not None
    if verb.dep_ == "conj":
        return lemma in _CLAUSE and _clause_behind(verb) and _after_comma_or_link(verb)
    return (
        verb.dep_ == "relcl"
        and _after_comma(verb)
        and verb.left_edge.tag_ in ("WDT", "WP")
        and subject.tag_ not in ("WDT", "WP")
        and subject.lower_ not in ("i", "we")
    )


def _clause_behind(verb: Token) -> bool:
    return child_of(verb, "ccomp", after=verb.i) is not None


def _after_comma_or_link(verb: Token) -> bool:
    first = verb.left_edge
    return first.i > 1 and first.nbor(-1).lower_ in (",", "and", "but", ";")


def _adds(verb: Token) -> bool:
    """Whether the reporter adds what went with it: *…, marking the first step*, *, even as …*."""
    if verb.dep_ != "advcl" or verb.i < verb.head.i or not _after_comma(verb):
        return False
    if verb.tag_ == "VBG":
        return child_of(verb, "mark", *SUBJECTS) is None
    first = verb.left_edge
    return first.lower_ == "even" and first.nbor().lower_ == "as"


def own_content(cue: Token, tokens: Iterable[Token]) -> list[Token]:
    """The content's tokens without the clauses that belong to cues of their own."""
    kept = {token.i: token for token in tokens}
    for token in list(kept.values()):
        if token.pos_ != "VERB" or token.i not in kept or token.i == cue.i:
            continue
        governor = outer_cue(token)
        chained = governor is not None and governor.i == cue.i
        apart = token.head.i in kept and (
            _adds(token) or (reports_anew(token) and _same_tense(token, cue))
        )
        if not chained and not apart:
            continue
        for below in token.subtree:
            kept.pop(below.i, None)
        at = token.left_edge.i - 1
        while at in kept and (kept[at].dep_ == "cc" or kept[at].is_punct):
            kept.pop(at)
            at -= 1
    return list(kept.values())
