"""Quotes of one article: the rules' findings, put in order and freed of overlaps."""

from __future__ import annotations

import re
from collections.abc import Iterable

from store.extraction.clauses import reported_clauses
from store.extraction.headlines import headline_quotes
from store.extraction.marks import Quotation
from store.extraction.phrases import Bounds
from store.extraction.scene import Attribution, Scene
from store.extraction.speech import direct_speech
from store.records import QuoteKind

_LETTER = re.compile(r"\w", re.UNICODE)


def attributions(scene: Scene) -> list[Attribution]:
    """All relations of the article by place, none inside another's content."""
    spoken = direct_speech(scene)
    cues = frozenset(relation.head for relation in spoken if relation.head >= 0)
    clauses = reported_clauses(scene, cues)
    found = [*spoken, *headline_quotes(scene), *clauses]
    return sorted(
        _outermost(found),
        key=lambda r: min(r.content[0][0], *(c[0] for c in r.cue), r.content[0][0]),
    )


def kind_of(scene: Scene, content: Iterable[Bounds]) -> QuoteKind:
    """direct: all letters between marks; indirect: none; mixed: some."""
    inside = outside = 0
    text = scene.text
    parts = list(content)
    for number, (start, end) in enumerate(parts):
        if number == 0 and text[start:end].lower().startswith("that "):
            start += 5
        for match in _LETTER.finditer(text, start, end):
            if scene.quotation_at(match.start()) is not None:
                inside += 1
            else:
                outside += 1
    if inside and not outside:
        return "direct" if all(_at_marks(scene, part) for part in parts) else "indirect"
    return "mixed" if inside else "indirect"


def _at_marks(scene: Scene, part: Bounds) -> bool:
    held: Quotation | None = scene.quotation_at(part[0]) or scene.quotation_at(part[1] - 1)
    return held is not None and (part[0] <= held.inner_start or part[1] >= held.inner_end)


def _outermost(relations: list[Attribution]) -> list[Attribution]:
    """Without relations whose cue or content lies in another's content, or that repeat one."""
    kept: list[Attribution] = []
    for relation in sorted(relations, key=_size, reverse=True):
        if any(_inside(relation, other) for other in kept):
            continue
        kept.append(relation)
    return kept


def _size(relation: Attribution) -> tuple[int, float]:
    return sum(end - start for start, end in relation.content), relation.confidence


def _inside(relation: Attribution, other: Attribution) -> bool:
    covered = 0
    total = sum(end - start for start, end in relation.content)
    for start, end in relation.content:
        for first, last in other.content:
            covered += max(0, min(end, last) - max(start, first))
    if covered * 2 >= total:
        return True
    return any(first <= cue[0] < last for cue in relation.cue for first, last in other.content)
