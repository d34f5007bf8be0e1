"""For, to or in whom an action is to be done: the named actor behind a pledge's beneficiary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Doc, Token

from store.extraction.phrases import Bounds, end_of, span_of
from store.records import Appearance

_TOWARDS = frozenset({"to", "for", "in", "into", "on", "against", "toward", "towards", "from"})
_WITH = frozenset({"with", "of", "at", "near", "outside", "inside"})
_JOINTLY = frozenset(
    {"coordination", "cooperation", "partnership", "consultation", "help", "support", "line"}
)

Places = Sequence[tuple[int, int, str]]
"""Where actors are named, (start, end, actor id), in order."""


def places_of(appearances: Iterable[Appearance]) -> Places:
    """All places of the actors."""
    return sorted((*place, one.actor.id) for one in appearances for place in one.places)


def target_of(
    doc: Doc,
    action: Sequence[Bounds],
    beneficiary: Sequence[Bounds],
    makers: Sequence[str],
    places: Places,
) -> str | None:
    """The actor whom a pledge is for; None where none is named but its makers.

    The beneficiary's; else the object's or place's that is nearest to the action's verb.
    """
    for bounds in beneficiary:
        found = _named_in(bounds, makers, places)
        if found is not None:
            return found
    for head in _aims(doc, action):
        found = _named_in((head.idx, end_of(head)), makers, places)
        if found is not None:
            return found
    return None


def _aims(doc: Doc, action: Sequence[Bounds]) -> Iterator[Token]:
    """Heads of objects and of what stands behind *to, for, in …*, by their depth; then others."""
    inside = [t for part in action for t in span_of(doc, part) or ()]
    for relations, prepositions in ((("dative", "dobj"), _TOWARDS), (("poss",), _WITH)):
        found = [
            token
            for token in inside
            if token.dep_ in relations
            or (token.dep_ == "pobj" and _leads_to(token.head, prepositions))
        ]
        yield from sorted(found, key=lambda token: (sum(1 for _ in token.ancestors), token.i))


def _leads_to(preposition: Token, prepositions: frozenset[str]) -> bool:
    """Whether it is one of these, and not *in coordination with*."""
    jointly = preposition.lower_ == "with" and preposition.head.lower_ in _JOINTLY
    return preposition.lower_ in prepositions and not jointly


def _named_in(bounds: Bounds, makers: Sequence[str], places: Places) -> str | None:
    """The actor named last inside the bounds: in *the people of Chad*, the place."""
    found = [
        actor
        for start, end, actor in places
        if start < bounds[1] and bounds[0] < end and actor not in makers
    ]
    return found[-1] if found else None
