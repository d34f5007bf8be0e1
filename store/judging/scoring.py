"""Gold and predictions of many articles into counts, and counts into figures.

The keys of the figures are those of `onrecord eval --json`; a share whose whole is 0 is None.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, get_args

from store.judging.kinds import KINDS
from store.judging.pairing import (
    complete_pledges,
    complete_quotes,
    iou,
    pair_pledges,
    pair_quotes,
    same_role,
)
from store.judging.standoff import Document, Pledge, Quote, Wrong

ACTION_IOU = 0.5
PLEDGE_FIELDS = ("maker", "action", "condition", "beneficiary", "stance")


class Score:
    """The figures of articles that are counted in one by one.

    `marked` leaves indirect quotes out of the game: gold ones go with whatever is paired with
    them, and so do unpaired predictions that are indirect by their text.
    """

    def __init__(self, *, marked: bool = False) -> None:
        self._marked = marked
        self._files = self._unpredicted = self._pledge_files = 0
        self._quotes: Counter[tuple[str, ...]] = Counter()
        self._pledges: Counter[str] = Counter()
        self._found, self._gold = _Grounding(), _Grounding()

    def add(self, gold: Document, predicted: Document | None, *, pledges: bool) -> None:
        """Count an article in, doubt taken out; None where nothing could be predicted.

        `pledges` tells whether its pledges are annotated.
        """
        self._files += 1
        self._unpredicted += predicted is None
        predicted = predicted or Document()
        self._quotes.update(_count_quotes(gold.quotes, predicted.quotes, self._marked))
        self._found.add(predicted)
        self._gold.add(gold)
        if pledges:
            self._pledge_files += 1
            self._pledges.update(_count_pledges(gold.pledges, predicted.pledges))

    @property
    def predicted(self) -> bool:
        """Whether anything could be predicted for any article."""
        return self._files > self._unpredicted

    def figures(self) -> dict[str, Any]:
        """All figures; shares between 0 and 1, to four decimals."""
        return {
            "mode": "marked" if self._marked else "all",
            "files": self._files,
            "files_without_prediction": self._unpredicted,
            "quotes": _quote_figures(self._quotes),
            "pledge_files": self._pledge_files,
            "pledges": _pledge_figures(self._pledges) if self._pledge_files else None,
            "grounding": self._found.figures(),
            "gold_grounding": self._gold.figures(),
        }


class _Grounding:
    """How many spans, and how many lines are not what the article says."""

    def __init__(self) -> None:
        self._spans = 0
        self._wrong: Counter[str] = Counter()

    def add(self, document: Document) -> None:
        self._spans += document.spans
        self._wrong.update(flaw.wrong for flaw in document.flaws)

    def figures(self) -> dict[str, int]:
        return {"spans": self._spans, **{name: self._wrong[name] for name in get_args(Wrong)}}


def _count_quotes(
    gold: Sequence[Quote], predicted: Sequence[Quote], marked: bool
) -> Counter[tuple[str, ...]]:
    """Raw counts of one file; those of several files add up."""
    counts: Counter[tuple[str, ...]] = Counter()
    pairs = pair_quotes(gold, predicted)
    exact = pair_quotes(gold, predicted, exact=True)
    gold_kept = [g for g, quote in enumerate(gold) if not marked or quote.kind != "indirect"]
    predicted_kept = set(range(len(predicted)))
    if marked:
        dropped = set(range(len(gold))) - set(gold_kept)
        paired = set(pairs.values()) | set(exact.values())
        predicted_kept -= {links[g] for links in (pairs, exact) for g in dropped & links.keys()}
        predicted_kept -= {
            p
            for p, quote in enumerate(predicted)
            if quote.by_text == "indirect" and p not in paired
        }
        # A prediction that serves a kept relation stays, whatever else it was paired with.
        predicted_kept |= {links[g] for links in (pairs, exact) for g in gold_kept if g in links}

    for g in gold_kept:
        counts["gold", gold[g].kind] += 1
    for p in predicted_kept:
        counts["predicted", predicted[p].kind] += 1
    complete = complete_quotes(gold, predicted, pairs)
    for name, links in (("content", pairs), ("exact", exact), ("complete", complete)):
        for g in gold_kept:
            if g in links:
                counts[name, "gold", gold[g].kind] += 1
                counts[name, "predicted", predicted[links[g]].kind] += 1

    gold_chars = frozenset[int]().union(*(gold[g].content for g in gold_kept))
    predicted_chars = frozenset[int]().union(*(predicted[p].content for p in predicted_kept))
    counts["chars", "gold"] += len(gold_chars)
    counts["chars", "predicted"] += len(predicted_chars)
    counts["chars", "both"] += len(gold_chars & predicted_chars)
    return counts


def _count_pledges(gold: Sequence[Pledge], predicted: Sequence[Pledge]) -> Counter[str]:
    """Raw counts of one file; those of several files add up."""
    counts: Counter[str] = Counter()
    counts["gold"], counts["predicted"] = len(gold), len(predicted)
    pairs = pair_pledges(gold, predicted)
    counts["pairs"] = len(pairs)
    counts["complete"] = len(complete_pledges(gold, predicted, pairs))
    for g, p in pairs.items():
        a, b = gold[g], predicted[p]
        right = {
            "maker": same_role(a.maker, b.maker),
            "action": iou(a.action, b.action) >= ACTION_IOU or not (a.action or b.action),
            "condition": same_role(a.condition, b.condition),
            "beneficiary": same_role(a.beneficiary, b.beneficiary),
            "stance": a.stance == b.stance,
        }
        for name in PLEDGE_FIELDS:
            counts[name] += right[name]
    return counts


def _ratio(part: float, whole: float) -> float | None:
    """A rounded share, None of nothing."""
    return round(part / whole, 4) if whole else None


def _prf(hit_gold: int, gold: int, hit_predicted: int, predicted: int) -> dict[str, float | None]:
    """Precision, recall, F1. The hits differ only where gold and predicted kinds do."""
    precision = hit_predicted / predicted if predicted else None
    recall = hit_gold / gold if gold else None
    total = (precision or 0.0) + (recall or 0.0)
    f1: float | None
    if precision is None or recall is None:
        # Nothing predicted, or nothing to find: 0 as soon as there was the other.
        f1 = None if total or precision == recall else 0.0
    else:
        f1 = 2 * precision * recall / total if total else 0.0
    return {
        name: None if value is None else round(value, 4)
        for name, value in (("precision", precision), ("recall", recall), ("f1", f1))
    }


def _quote_figures(counts: Counter[tuple[str, ...]]) -> dict[str, Any]:
    """The figures that follow from the counts of `_count_quotes`."""

    def measure(name: str, kinds: Sequence[str]) -> dict[str, float | None]:
        def total(*key: str) -> int:
            return sum(counts[(*key, kind)] for kind in kinds)

        return _prf(
            total(name, "gold"), total("gold"), total(name, "predicted"), total("predicted")
        )

    def matched(name: str) -> int:
        return sum(counts[name, "gold", kind] for kind in KINDS)

    report: dict[str, Any] = {
        "gold": sum(counts["gold", kind] for kind in KINDS),
        "predicted": sum(counts["predicted", kind] for kind in KINDS),
        "matched": matched("content"),
    }
    for name in ("content", "exact", "complete"):
        report[name] = measure(name, KINDS)
    both = counts["chars", "both"]
    report["chars"] = _prf(both, counts["chars", "gold"], both, counts["chars", "predicted"])
    report["source_accuracy"] = _ratio(matched("complete"), matched("content"))
    report["by_kind"] = {
        kind: {
            "gold": counts["gold", kind],
            "predicted": counts["predicted", kind],
            **{name: measure(name, [kind]) for name in ("content", "exact", "complete")},
        }
        for kind in KINDS
    }
    return report


def _pledge_figures(counts: Counter[str]) -> dict[str, Any]:
    """The figures that follow from the counts of `_count_pledges`."""
    pairs, gold, predicted = counts["pairs"], counts["gold"], counts["predicted"]
    return {
        "gold": gold,
        "predicted": predicted,
        "matched": pairs,
        "match": _prf(pairs, gold, pairs, predicted),
        "complete": _prf(counts["complete"], gold, counts["complete"], predicted),
        **{f"{name}_accuracy": _ratio(counts[name], pairs) for name in PLEDGE_FIELDS},
    }
