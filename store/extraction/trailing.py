"""Where a sentence's words end and the report behind them begins: `…, X said`."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from store.extraction.lexicon import words
from store.extraction.phrases import SUBJECTS

_SAYING = words("saying", "verbs.clause") | words("saying", "verbs.speech")
_CREDITING = (("according", "to"), ("per",), ("as", "reported", "by"))
_FINITE = ("VBD", "VBZ", "VBP")
_PERFECT = ("has", "have", "had")
_NAMING = ("NOUN", "PROPN", "PRON")
_LINKING = ("CCONJ", "SCONJ")
_RELATIVE = ("WP", "WDT", "WP$", "WRB", "TO")
_BREAKS = (",", ";", "—", "–")


def before_report(tokens: Sequence[Token]) -> list[Token]:
    """The tokens up to the comma that leads in who said it, or to a mark that closes speech.

    An aside that the words go on behind (*should the owner, the union said, agree*) stays.
    """
    opened = False
    for at, token in enumerate(tokens):
        if token.text == '"' or token.text in "“”":
            closes = token.text == "”" or (token.i > 0 and not token.nbor(-1).whitespace_)
            if closes and not opened:
                return _without_comma(tokens[:at])
            opened = not closes
        if at and token.text == "," and _reports(tokens[at + 1 :]):
            behind = _segment_end(tokens, at + 1)
            if not _goes_on(tokens[:at], tokens[behind:]):
                return list(tokens[:at])
    return list(tokens)


def _without_comma(tokens: Sequence[Token]) -> list[Token]:
    last = len(tokens)
    while last and tokens[last - 1].is_punct:
        last -= 1
    return list(tokens[:last])


def _segment_end(tokens: Sequence[Token], first: int) -> int:
    return next((at for at in range(first, len(tokens)) if tokens[at].text in _BREAKS), len(tokens))


def _reports(behind: Sequence[Token]) -> bool:
    """Whether the words up to the next comma name who said it: *X said, said X, per X*."""
    segment = behind[: _segment_end(behind, 0)]
    if any(tuple(t.lower_ for t in segment[: len(form)]) == form for form in _CREDITING):
        return len(segment) > 1
    cue = next((at for at, token in enumerate(segment) if _is_cue(token)), None)
    if cue is None:
        return False
    verb = segment[cue]
    if cue == 0:
        subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
        told = segment[1].pos_ in (*_NAMING, "DET", "ADJ") if len(segment) > 1 else False
        return told and (subject is None or subject.i > verb.i)
    speaker = segment[:cue]
    if speaker[0].pos_ in _LINKING or any(t.tag_ in _RELATIVE for t in speaker):
        return False
    named = any(t.pos_ in _NAMING for t in speaker)
    return named and not any(t.pos_ == "VERB" or t.tag_ == "MD" for t in speaker)


def _is_cue(token: Token) -> bool:
    if token.lemma_.lower() not in _SAYING or any(c.tag_ == "MD" for c in token.children):
        return False
    perfect = token.tag_ == "VBN" and any(c.lower_ in _PERFECT for c in token.children)
    return token.tag_ in _FINITE or perfect


def _goes_on(before: Sequence[Token], behind: Sequence[Token]) -> bool:
    """Whether a verb behind the aside has its subject before it."""
    known = {token.i for token in before}
    return any(
        child.i in known and child.dep_ in SUBJECTS for token in behind for child in token.children
    )
