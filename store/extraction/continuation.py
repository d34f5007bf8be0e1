"""What the parse hangs on a cue, or cuts off, though it goes on with what the cue reports."""

from __future__ import annotations

from spacy.tokens import Token

from store.extraction.cue_chains import cue_lemma
from store.extraction.lexicon import words
from store.extraction.phrases import SUBJECTS, child_of

_CLAUSE = words("saying", "verbs.clause")
_REASONS = frozenset({"because", "if", "unless"})
_SHIFTED = frozenset({"would", "could", "might", "had", "'d", "’d"})


def goes_on(cue: Token, content: Token) -> list[Token]:
    """The tokens behind a content clause or infinitive that belong to it, not to the cue.

    *predicted that A, but that B*; *hoped to win A and lose B*; *said A because B*.
    """
    found: list[Token] = []
    for child in cue.children:
        if child.i < content.i or child.i == content.i:
            continue
        if _second_clause(cue, child) or _second_infinitive(cue, content, child):
            link = child_of(cue, "cc", after=content.i)
            found += [*([link] if link is not None and link.i < child.i else []), *child.subtree]
        elif child.dep_ == "advcl":
            mark = child_of(child, "mark")
            if mark is not None and mark.lower_ in _REASONS:
                found += list(child.subtree)
    return found


def _second_clause(cue: Token, child: Token) -> bool:
    if child.dep_ != "conj" or child_of(child, *SUBJECTS) is None:
        return False
    if child_of(child, "mark", among=("that", "whether")) is not None:
        return True
    shifted = child_of(child, "aux", among=_SHIFTED) is not None
    return shifted and cue.tag_ in ("VBD", "VBN") and cue_lemma(child) not in _CLAUSE


def _second_infinitive(cue: Token, content: Token, child: Token) -> bool:
    return (
        child.dep_ == "conj"
        and child.tag_ == "VB"
        and cue.tag_ != "VB"
        and content.dep_ == "xcomp"
        and child_of(child, "aux", *SUBJECTS) is None
    )


def behind_colon(tokens: list[Token]) -> list[Token]:
    """What a colon adds to a clause in its own sentence, where no mark opens behind it."""
    if not tokens:
        return []
    last = max(tokens, key=lambda token: token.i)
    rest = list(last.doc[last.i + 1 : last.sent.end])
    if len(rest) < 3 or rest[0].text != ":" or any(t.text in "\"“‘'«''``" for t in rest[:3]):
        return []
    while rest and rest[-1].is_punct:
        rest.pop()
    return rest
