"""How sure a record is: what its rule reaches, less what tells against this find.

The numbers stand in `lexicon/confidence.toml`; nothing here is fitted to single finds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, Literal

from store.extraction.actors import Resolution
from store.extraction.commitment import Commitment
from store.extraction.lexicon import load
from store.extraction.phrases import Bounds, span_of
from store.extraction.scene import Attribution, Scene
from store.records import QuoteKind

Layer = Literal["quotes", "pledges"]

_LEAST: Final = 0.05
_MOST: Final = 0.95
_FAR: Final = 40  # code points between the speaker and the words
_SHORT: Final = 4  # words
_LONG_ACTION: Final = 16  # words
_LONG_SENTENCE: Final = 40  # tokens
_SUBCLAUSES: Final = ("ccomp", "acl", "relcl", "pobj", "dobj")
_BARE_NAMES: Final = ("surname", "name", "campaign")


def of_quote(scene: Scene, relation: Attribution, kind: QuoteKind, speaker: Resolution) -> float:
    """The confidence of a quote, from 0 to 1."""
    doubts = [*_about_speaker(scene, relation, speaker)]
    if kind != "direct":
        doubts += _about_words(scene, relation)
    return _less("quotes", relation.rule, relation.confidence, doubts)


def of_pledge(scene: Scene, pledge: Commitment, maker: Resolution, *, in_speech: bool) -> float:
    """The confidence of a pledge, from 0 to 1; `maker` is the least sure of its makers."""
    doubts = [*_about_pledge(scene, pledge, maker)]
    if not in_speech:
        doubts.append("outside speech")
    return _less("pledges", pledge.rule, pledge.confidence, doubts)


def number_of(of: Layer, rule: str) -> tuple[str, float] | None:
    """What finds of a rule have before any doubt, and its key in the lexicon; None without one.

    A rule has its own number, or that of its first word (*verb pledge*), or, where it is a
    noun behind a light verb (*have a plan*), that of all these.
    """
    known: dict[str, float] = load("confidence")[of]["rules"]
    first, *more = rule.split()
    keys = [rule, first, *(["light verb"] if more[:1] == ["a"] else [])]
    return next(((key, known[key]) for key in keys if key in known), None)


def _less(of: Layer, rule: str, own: float, doubts: Sequence[str]) -> float:
    taken: dict[str, float] = load("confidence")[of]["doubts"]
    known = number_of(of, rule)
    left = (known[1] if known else own) - sum(taken[doubt] for doubt in doubts)
    return round(min(max(left, _LEAST), _MOST), 2)


def _about_speaker(scene: Scene, relation: Attribution, speaker: Resolution) -> Iterator[str]:
    if relation.source is None:
        yield "no speaker"
    elif speaker.how == "unknown":
        yield "unknown speaker"
    if speaker.how.startswith("pronoun,"):
        yield "bound pronoun"
    phrase = span_of(scene.doc, relation.source) if relation.source else None
    if phrase is not None and phrase.root.tag_ in ("WP", "WDT", "PRP$"):
        yield "relative speaker"
    elif relation.head >= 0 and scene.doc[relation.head].dep_ in _SUBCLAUSES:
        yield "cue in a subclause"


def _about_words(scene: Scene, relation: Attribution) -> Iterator[str]:
    """What tells against content that has no marks all around it."""
    first, last = relation.content[0], relation.content[-1]
    if relation.source is not None:
        apart = max(first[0] - relation.source[1], relation.source[0] - last[1])
        if apart > _FAR:
            yield "far speaker"
    tokens = [token for part in relation.content for token in scene.tokens(*part)]
    if _words(scene, relation.content) < _SHORT:
        yield "short words"
    elif not any(token.pos_ in ("VERB", "AUX") for token in tokens):
        yield "words without a verb"
    if scene.text[last[1] : last[1] + 1] in (" ", ":"):
        yield "words cut short"
    if len(relation.content) > 1:
        yield "words in pieces"
    head = scene.doc[relation.head] if relation.head >= 0 else next(iter(tokens), None)
    if head is not None and len(head.sent) >= _LONG_SENTENCE:
        yield "long sentence"


def _about_pledge(scene: Scene, pledge: Commitment, maker: Resolution) -> Iterator[str]:
    if not pledge.makers:
        yield "no maker"
    elif maker.how == "unknown":
        yield "unknown maker"
    elif maker.how in _BARE_NAMES:
        yield "maker by a bare name"
    words = _words(scene, pledge.action)
    if words < _SHORT:
        yield "short action"
    elif words >= _LONG_ACTION:
        yield "long action"


def _words(scene: Scene, parts: Sequence[Bounds]) -> int:
    return sum(len(scene.text[start:end].split()) for start, end in parts)
