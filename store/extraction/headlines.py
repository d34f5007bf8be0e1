"""Headlines that attribute by a colon or a dash: `X: S`, `S - X`."""

from __future__ import annotations

import re

from spacy.tokens import Token

from store.extraction.lexicon import words
from store.extraction.scene import Attribution, Scene
from store.records import Block

_BREAK = re.compile(r"\s[-–—]\s|:\s")
_KICKERS = words("saying", "nouns.kicker")
_SPEAKER_WORDS = 6
_CLAUSE_WORDS = 4
_MARKED_WORDS = 2
_TITLE_WORDS = 18


def headline_quotes(scene: Scene) -> list[Attribution]:
    """The relations that the headline's punctuation makes."""
    found: list[Attribution] = []
    for number, block in enumerate(scene.blocks):
        if block.kind != "headline" and (number or not _is_title(scene, block)):
            continue
        breaks = list(_BREAK.finditer(scene.text, block.start, block.end))
        if len(breaks) != 1:
            continue
        mark = breaks[0]
        left = (block.start, mark.start())
        right = (mark.end(), _before_semicolon(scene, mark.end(), block.end))
        sides = ((left, right), (right, left)) if ":" in mark[0] else ((right, left),)
        for speaker, content in sides:
            head = _speaker(scene.tokens(*speaker))
            words = [t for t in scene.tokens(*content) if not t.is_punct]
            marked = any(content[0] <= q.start < content[1] for q in scene.quotations)
            if head is None or len(words) < (_MARKED_WORDS if marked else _CLAUSE_WORDS):
                continue
            if not (marked or _has_verb(words)):
                continue
            cue_start = mark.start() if ":" in mark[0] else mark.start() + 1
            found.append(
                Attribution(
                    (content,), speaker, ((cue_start, cue_start + 1),), "headline", head.i, 0.7
                )
            )
            break
    return found


def _before_semicolon(scene: Scene, start: int, end: int) -> int:
    at = scene.text.find(";", start, end)
    return at if at >= 0 else end


def _is_title(scene: Scene, block: Block) -> bool:
    """Whether an article's first paragraph is as short as a headline."""
    return len(scene.text[block.start : block.end].split()) <= _TITLE_WORDS


def _speaker(tokens: list[Token]) -> Token | None:
    """The head of a short name or description without a verb; None for anything else."""
    if not 1 <= len(tokens) <= _SPEAKER_WORDS or (len(tokens) > 1 and _has_verb(tokens)):
        return None
    if " ".join(token.lower_ for token in tokens) in _KICKERS:
        return None
    if tokens[0].pos_ in ("ADP", "SCONJ", "CCONJ"):
        return None
    if not any(token.pos_ == "PROPN" or token.text[0].isupper() for token in tokens):
        return None
    if len(tokens) > 1 and any(
        token.pos_ not in ("PROPN", "NOUN", "ADJ", "DET", "ADP", "PART", "CCONJ")
        and not token.text[0].isupper()
        for token in tokens
    ):
        return None
    return tokens[-1]


def _has_verb(tokens: list[Token]) -> bool:
    return any(token.pos_ in ("VERB", "AUX") for token in tokens)
