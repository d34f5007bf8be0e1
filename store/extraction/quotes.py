"""Quotes of one article: the rules' findings, put in order and freed of overlaps."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from store.extraction.clauses import reported_clauses
from store.extraction.headlines import headline_quotes
from store.extraction.marks import Quotation
from store.extraction.partial import partly_marked, with_context, with_marks
from store.extraction.phrases import Bounds
from store.extraction.scene import Attribution, Scene
from store.extraction.sources import speaker_before, with_whole_source
from store.extraction.speech import direct_speech
from store.extraction.turns import laid_out, outside
from store.records import QuoteKind

_MARKED = (
    "cue after the words",
    "cue before the words",
    "colon before the words",
    "speech goes on",
    "headline",
)
_NEAR = 2  # paragraphs: a speaker is kept in mind over one of the reporter's
_SPEECH_WORDS = 4  # fewer between marks may be the cue's own: X “strongly criticised” Y
_LETTER = re.compile(r"\w", re.UNICODE)


def attributions(scene: Scene) -> list[Attribution]:
    """All relations of the article by place, none inside another's content."""
    given = laid_out(scene)
    direct = outside(direct_speech(scene), given)
    spoken = [with_context(scene, relation) for relation in direct]
    partial = partly_marked(scene, spoken)
    clauses = reported_clauses(scene, _cues([*spoken, *partial]))
    clauses = [with_marks(scene, relation) for relation in clauses if _held(scene, relation)]
    found = _unrelayed(scene, [*given, *spoken, *headline_quotes(scene), *partial, *clauses])
    whole = [with_whole_source(scene, relation) for relation in _outermost(found)]
    return _continued(scene, sorted(whole, key=_place))


def _held(scene: Scene, relation: Attribution) -> bool:
    """Whether a cue within somebody's speech reports nothing outside of it."""
    speech = scene.quotation_at(relation.cue[0][0]) if relation.cue else None
    if speech is None or len(speech.words(scene.text)) < _SPEECH_WORDS:
        return True
    return all(speech.start <= start and end <= speech.end for start, end in relation.content)


def _cues(relations: Iterable[Attribution]) -> frozenset[int]:
    return frozenset(relation.head for relation in relations if relation.head >= 0)


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


def _place(relation: Attribution) -> int:
    """Where the relation's first word stands, its speaker left out."""
    return min(start for start, _ in (*relation.content, *relation.cue))


def _unrelayed(scene: Scene, relations: list[Attribution]) -> list[Attribution]:
    """Without credits to an outlet that only relays what a speaker in them says.

    *X called for talks, Reuters reported*: X speaks, the outlet is a credited origin.
    """
    origins = {name.casefold() for name in scene.article.credits}

    def relays(outer: Attribution) -> bool:
        if outer.source is None or outer.rule in _MARKED:
            return False
        if scene.text[slice(*outer.source)].casefold() not in origins:
            return False
        reach = sum(end - start for start, end in outer.content)
        return any(
            inner is not outer
            and inner.source is not None
            and all(_within(part, outer.content) for part in (*inner.content, *inner.cue))
            and 2 * sum(end - start for start, end in inner.content) >= reach
            for inner in relations
        )

    return [relation for relation in relations if not relays(relation)]


def _within(part: Bounds, parts: Iterable[Bounds]) -> bool:
    return any(start <= part[0] and part[1] <= end for start, end in parts)


def _continued(scene: Scene, relations: list[Attribution]) -> list[Attribution]:
    """A paragraph of speech without a cue goes on with what the paragraph before ends in."""
    joined: list[Attribution] = []
    for relation in relations:
        before = joined[-1] if joined else None
        if relation.cue or relation.source is not None or before is None or not before.source:
            joined.append(relation)
            continue
        start = relation.content[0][0]
        reach = max(end for _, end in (*before.content, *before.cue, before.source))
        if _sentence_between(scene, reach, start):
            joined.append(_lent(scene, relation, before))
        else:
            joined[-1] = replace(before, content=(*before.content, *relation.content))
    return joined


def _sentence_between(scene: Scene, reach: int, start: int) -> bool:
    """Whether more stands between a relation and further speech than its own sentence's end."""
    gap = scene.text[reach:start]
    if not gap.strip(" .,\r\n\t"):
        return False
    return bool(scene.text[scene.sentence_at(reach)[1] : start].strip())


def _lent(scene: Scene, relation: Attribution, before: Attribution) -> Attribution:
    """Speech without a speaker has that of the paragraph before, or of its own so far."""
    here, there = scene.block_at(relation.content[0][0]), scene.block_at(before.content[-1][0])
    if here is None or there is None or before.source is None:
        return relation
    near = scene.blocks.index(here) - scene.blocks.index(there) <= _NEAR
    if not near:
        return relation
    source = speaker_before(scene, relation.content[0][0], before.source)
    return replace(relation, source=source, rule="speech goes on")


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
