"""Whether confidence keeps what it says: how often records of a confidence are right.

    python -m tests.bench.calibration FOLDER[@OFFSET/STEP] … [--json] [--jobs N]

Each folder holds annotated articles as `onrecord eval` takes them; `@5/7` takes every seventh of
them by name, from the sixth on. A quote is right where its content is found in the gold and its
source is right, a pledge where trigger and action are found and maker and stance are right; what
is in doubt counts neither way. Records are put into five bins of equal count by their confidence;
the expected calibration error is the mean distance of a bin's confidence from its accuracy.

The numbers of `store/extraction/lexicon/confidence.toml` were set on `polnear/train@3/7` and on
`gold/dev` and `gold/seeds`; `polnear/train@5/7` is held back to check them. PolNeAR has no
pledges, so theirs are checked on the gold articles only. After the bins come the rules, each with
its number in the lexicon and the one that these articles speak for (drawn towards the old one
where finds are few, rounded to 0.05), and how the actor was resolved.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from store.extraction.confidence import Layer, number_of
from store.judging.evaluation import Gold, Judged
from store.judging.pairing import complete_pledges, complete_quotes, pair_pledges, pair_quotes
from store.records import Pledge, Quote

BINS = 5
STEP = 0.05
STEADY = 5
"""So many finds more would say that a rule's number is right as it is."""


@dataclass(frozen=True, slots=True)
class Found:
    """A record: what made it, how sure it is, and whether it is right."""

    layer: Layer
    rule: str
    actor: str
    confidence: float
    right: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """Records of about one confidence."""

    n: int
    confidence: float
    accuracy: float


def found_in(one: Judged) -> Iterator[Found]:
    """The records of an article that count, right or wrong."""
    if one.findings is None or one.predicted is None:
        return
    gold, predicted = one.gold, one.predicted
    kept = [quote for quote in one.findings.quotes if not quote.parent]
    events: list[Quote | Pledge] = sorted(
        [*kept, *one.findings.pledges], key=lambda record: record.start
    )
    quotes = pair_quotes(gold.quotes, predicted.quotes)
    right = set(complete_quotes(gold.quotes, predicted.quotes, quotes).values())
    for number, quote in enumerate(predicted.quotes):
        yield _found("quotes", events[int(quote.name[1:]) - 1], number in right)
    if one.pledges:
        pledges = pair_pledges(gold.pledges, predicted.pledges)
        right = set(complete_pledges(gold.pledges, predicted.pledges, pledges).values())
        for number, pledge in enumerate(predicted.pledges):
            yield _found("pledges", events[int(pledge.name[1:]) - 1], number in right)


def _found(layer: Layer, record: Quote | Pledge, right: bool) -> Found:
    return Found(layer, record.why.rule, record.why.actor, record.confidence, right)


def bins_of(records: Sequence[Found]) -> list[Bin]:
    """Five bins of equal count, the least sure first; fewer where there are fewer records."""
    ordered = sorted(records, key=lambda record: record.confidence)
    edges = [number * len(ordered) // BINS for number in range(BINS + 1)]
    parts = [ordered[start:end] for start, end in pairwise(edges)]
    return [Bin(len(part), _mean_confidence(part), _accuracy(part)) for part in parts if part]


def error_of(bins: Sequence[Bin]) -> float:
    """The expected calibration error: the bins' distances, each weighed by its count."""
    whole = sum(one.n for one in bins)
    return sum(one.n * abs(one.confidence - one.accuracy) for one in bins) / max(whole, 1)


def rises(bins: Sequence[Bin]) -> bool:
    """Whether each bin is right more often than the one before."""
    return all(a.accuracy < b.accuracy for a, b in pairwise(bins))


def proposed(old: float, records: Sequence[Found]) -> float:
    """The number of a rule that its finds speak for."""
    missing = sum(record.right - record.confidence for record in records)
    number = round(round((old + missing / (len(records) + STEADY)) / STEP) * STEP, 2)
    return min(max(number, STEP), 1 - STEP)


def _mean_confidence(records: Sequence[Found]) -> float:
    return sum(record.confidence for record in records) / len(records)


def _accuracy(records: Sequence[Found]) -> float:
    return sum(record.right for record in records) / len(records)


def _by(records: Sequence[Found], key: Callable[[Found], Any]) -> list[tuple[Any, list[Found]]]:
    """The records in groups, the largest first."""
    groups: defaultdict[Any, list[Found]] = defaultdict(list)
    for record in records:
        groups[key(record)].append(record)
    return sorted(groups.items(), key=lambda item: -len(item[1]))


def _lines(title: str, records: Sequence[Found]) -> Iterator[str]:
    bins = bins_of(records)
    yield f"{title.upper()}  {len(records)} records"
    yield f"  {'n':>5} {'confidence':>11} {'accuracy':>9}"
    for one in bins:
        yield f"  {one.n:>5} {one.confidence:>11.3f} {one.accuracy:>9.3f}"
    rising = "rises over the bins" if rises(bins) else "does not rise over all bins"
    yield f"  expected calibration error {error_of(bins):.3f}; accuracy {rising}"


def _details(layer: Layer, records: Sequence[Found]) -> Iterator[str]:
    head = f"{'n':>5} {'confidence':>11} {'accuracy':>9}"
    yield f"  {'rule':<40} {head} {'number':>7} {'proposed':>9}"
    for (rule, number), group in _by(records, lambda record: _number(layer, record.rule)):
        numbers = "    own" if number is None else f"{number:>7.2f} {proposed(number, group):>9.2f}"
        yield f"  {rule:<40} {_row(group)} {numbers}"
    yield f"  {'actor resolved as':<40} {head}"
    for actor, group in _by(records, lambda record: record.actor):
        yield f"  {actor:<40} {_row(group)}"


def _number(layer: Layer, rule: str) -> tuple[str, float | None]:
    return number_of(layer, rule) or (rule, None)


def _row(records: Sequence[Found]) -> str:
    confidence, accuracy = _mean_confidence(records), _accuracy(records)
    return f"{len(records):>5} {confidence:>11.3f} {accuracy:>9.3f}"


def _articles(folder: str, jobs: int | None) -> Iterator[Judged]:
    path, _, share = folder.partition("@")
    gold = Gold(Path(path))
    names = gold.names()
    if share:
        offset, step = map(int, share.split("/"))
        names = names[offset::step]
    yield from gold.judged(names, jobs=jobs)
    for failure in gold.failures:
        print(f"{failure.path}: {failure.reason}", file=sys.stderr)


def main() -> None:
    """Measure the folders named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folders", nargs="+", metavar="FOLDER[@OFFSET/STEP]")
    parser.add_argument("--json", action="store_true", help="the bins and errors as one object")
    parser.add_argument("--jobs", type=int, metavar="N")
    options = parser.parse_args()
    together = [
        record
        for folder in options.folders
        for one in _articles(folder, options.jobs)
        for record in found_in(one)
    ]
    parts: dict[str, list[Found]] = {
        layer: [record for record in together if record.layer == layer]
        for layer in ("quotes", "pledges")
    }
    parts["together"] = together
    if options.json:
        report = {
            name: {
                "records": len(records),
                "bins": [asdict(one) for one in bins_of(records)],
                "error": error_of(bins_of(records)),
                "rises": rises(bins_of(records)),
            }
            for name, records in parts.items()
        }
        print(json.dumps(report, indent=2))
        return
    for name, records in parts.items():
        print("\n".join([*_lines(name, records), ""]))
    layers: tuple[Layer, ...] = ("quotes", "pledges")
    for layer in layers:
        if parts[layer]:
            print("\n".join([layer.upper(), *_details(layer, parts[layer]), ""]))


if __name__ == "__main__":
    main()
