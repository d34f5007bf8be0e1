"""Which prediction answers which gold event, and which of both are in doubt.

Roles are compared as sets of offsets, white space left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from store.judging.kinds import Offsets
from store.judging.standoff import Document, Pledge, Quote, covered, parse_fragments

CONTENT_IOU = 0.5
PLEDGE_IOU = 0.4
ROLE_F1 = 0.5

Item = TypeVar("Item")


def iou(a: Offsets, b: Offsets) -> float:
    """Intersection over union, 0 for two empty sets."""
    union = len(a | b)
    return len(a & b) / union if union else 0.0


def _char_f1(a: Offsets, b: Offsets) -> float:
    """Dice coefficient: the F1 of one set taken as a prediction of the other."""
    total = len(a) + len(b)
    return 2 * len(a & b) / total if total else 0.0


def same_role(a: Offsets, b: Offsets) -> bool:
    """Both absent, or enough of them overlaps."""
    return (not a and not b) or _char_f1(a, b) >= ROLE_F1


def _pair(
    gold: Sequence[Item],
    predicted: Sequence[Item],
    similarity: Callable[[Item, Item], float],
    threshold: float,
    ties: Callable[[Item, Item], tuple[float, ...]],
) -> dict[int, int]:
    """One-to-one pairing, gold index -> predicted index, the most similar first."""
    candidates = []
    for g, gold_item in enumerate(gold):
        for p, predicted_item in enumerate(predicted):
            value = similarity(gold_item, predicted_item)
            if value >= threshold:
                better = tuple(-tie for tie in ties(gold_item, predicted_item))
                candidates.append((-value, better, g, p))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, g, p in sorted(candidates):
        if g not in pairs and p not in taken:
            pairs[g] = p
            taken.add(p)
    return pairs


def pair_quotes(
    gold: Sequence[Quote], predicted: Sequence[Quote], exact: bool = False
) -> dict[int, int]:
    """Gold index -> predicted index, by content IoU or by exact content."""

    def similarity(a: Quote, b: Quote) -> float:
        if exact:
            return float(bool(a.core) and a.core == b.core)
        return iou(a.content, b.content)

    def ties(a: Quote, b: Quote) -> tuple[float, ...]:
        return (_char_f1(a.source, b.source), _char_f1(a.cue, b.cue))

    return _pair(gold, predicted, similarity, CONTENT_IOU, ties)


def pair_pledges(gold: Sequence[Pledge], predicted: Sequence[Pledge]) -> dict[int, int]:
    """Gold index -> predicted index, by the IoU of trigger and action together."""

    def similarity(a: Pledge, b: Pledge) -> float:
        return iou(a.extent, b.extent)

    def ties(a: Pledge, b: Pledge) -> tuple[float, ...]:
        return (_char_f1(a.maker, b.maker),)

    return _pair(gold, predicted, similarity, PLEDGE_IOU, ties)


def complete_quotes(
    gold: Sequence[Quote], predicted: Sequence[Quote], pairs: Mapping[int, int]
) -> dict[int, int]:
    """The pairs whose source is right, too."""
    return {g: p for g, p in pairs.items() if same_role(gold[g].source, predicted[p].source)}


def complete_pledges(
    gold: Sequence[Pledge], predicted: Sequence[Pledge], pairs: Mapping[int, int]
) -> dict[int, int]:
    """The pairs whose maker and stance are right, too."""
    return {
        g: p
        for g, p in pairs.items()
        if same_role(gold[g].maker, predicted[p].maker) and gold[g].stance == predicted[p].stance
    }


@dataclass(frozen=True, slots=True)
class Doubt:
    """What may be missed and what may be predicted, in all articles of a folder."""

    optional: frozenset[tuple[str, str]] = frozenset()
    """Gold events: article, event."""
    acceptable: tuple[tuple[str, str, int, int], ...] = ()
    """Spans: article, layer, start, end."""


def optional_events(table: str) -> frozenset[tuple[str, str]]:
    """The gold events of `optional.tsv`; ValueError names a line that cannot be read."""
    return frozenset(_each_row(table, lambda row: (row[0], row[1])))


def acceptable_spans(table: str) -> tuple[tuple[str, str, int, int], ...]:
    """The spans of `acceptable.tsv`; ValueError names a line that cannot be read."""
    return tuple(_each_row(table, lambda row: (row[0], row[1], *parse_fragments(row[2])[0])))


def _each_row(table: str, read: Callable[[list[str]], Item]) -> Iterator[Item]:
    """What is read from the rows of a table with tabs, without its titles."""
    for number, line in enumerate(table.splitlines()[1:], start=2):
        if line.strip():
            try:
                yield read(line.split("\t"))
            except (IndexError, ValueError):
                raise ValueError(f"line {number} cannot be read") from None


def forgive(name: str, text: str, gold: Document, predicted: Document, doubt: Doubt) -> None:
    """Take unpaired doubtful quotes and pledges out of both documents of the article `name`.

    The words of a pledge may or may not be given as a quote too: an unpaired gold quote whose
    cue is a pledge's trigger, and a predicted one whose content is a pledge's action, go.
    """

    def allowed(layer: str, found: Offsets) -> bool:
        return any(
            iou(found, covered(text, [(start, end)])) >= CONTENT_IOU
            for of_name, of_layer, start, end in doubt.acceptable
            if of_name == name and of_layer == layer
        )

    pairs = pair_quotes(gold.quotes, predicted.quotes)
    exact = pair_quotes(gold.quotes, predicted.quotes, exact=True)
    kept = set(pairs) | set(exact)
    used = set(pairs.values()) | set(exact.values())
    pledge_pairs = pair_pledges(gold.pledges, predicted.pledges)
    triggers = frozenset[int]().union(*(pledge.trigger for pledge in gold.pledges))
    actions = [pledge.action for pledge in gold.pledges]
    gold.quotes = [
        quote
        for g, quote in enumerate(gold.quotes)
        if g in kept or not ((name, quote.name) in doubt.optional or quote.cue & triggers)
    ]
    predicted.quotes = [
        quote
        for p, quote in enumerate(predicted.quotes)
        if p in used
        or not (
            allowed("Attribution", quote.content)
            or any(iou(quote.content, action) >= CONTENT_IOU for action in actions)
        )
    ]
    gold.pledges = [
        pledge
        for g, pledge in enumerate(gold.pledges)
        if g in pledge_pairs or (name, pledge.name) not in doubt.optional
    ]
    predicted.pledges = [
        pledge
        for p, pledge in enumerate(predicted.pledges)
        if p in pledge_pairs.values() or not allowed("Pledge", pledge.extent)
    ]
