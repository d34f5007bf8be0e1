"""`eval GOLD_DIR`: scores what extraction finds against articles annotated by hand.

`eval --mine` takes for them the articles of the store that the user has corrected, as they
are corrected. Writes no store.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tui import streams
from tui.commands.arguments import add_jobs, add_json
from tui.commands.intake import ProgressLine
from tui.commands.opening import open_store
from tui.failure import FAILED, USAGE, Failure, say
from tui.settings import Settings

_RATES = ("precision", "recall", "f1")
_PLEDGE_PARTS = ("maker", "action", "condition", "beneficiary", "stance")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Tell the parser what `eval` takes."""
    parser.add_argument(
        "folder",
        metavar="GOLD_DIR",
        nargs="?",
        type=Path,
        help="a folder of NAME.txt beside NAME.ann, brat standoff as `export brat` writes it",
    )
    parser.add_argument(
        "--mine", action="store_true", help="against your own corrections of the store's articles"
    )
    parser.add_argument("--marked", action="store_true", help="only quotes with quotation marks")
    add_jobs(parser)
    add_json(parser, "the figures as one JSON object")


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Print the figures; 1 where a file has failed."""
    if options.restricted:
        raise Failure("eval", "no folder is read with --restricted", USAGE)
    if options.mine == (options.folder is not None):
        raise Failure("eval", "it takes either a folder GOLD_DIR or --mine", USAGE)
    if not options.mine:
        return _score(options.folder, options, settings)
    with TemporaryDirectory(prefix="onrecord-") as folder:
        _write_mine(Path(folder), options)
        return _score(Path(folder), options, settings)


def _write_mine(folder: Path, options: argparse.Namespace) -> None:
    """The articles that were corrected, as they stand now, as brat standoff."""
    from store.exporting import brat

    with open_store(options) as corpus:
        sources = corpus.hand.corrected_sources()
        if not sources:
            raise Failure("--mine", "no quote or pledge of this store was corrected")
        brat.export(corpus, sources, folder)


def _score(folder: Path, options: argparse.Namespace, settings: Settings) -> int:
    from store.gathering import reason
    from store.judging.evaluation import NoGoldError, evaluate

    with ProgressLine() as progress:
        try:
            evaluation = evaluate(
                folder,
                marked=options.marked,
                jobs=options.jobs or settings.jobs,
                model=settings.model,
                on_progress=progress.show,
            )
        except NoGoldError:
            raise Failure(folder, "there is no .ann file in this folder") from None
        except OSError as error:
            raise Failure(folder, reason(error)) from None
    for failure in evaluation.failures:
        say(failure.path, failure.reason)
    if evaluation.figures is None:
        raise Failure(folder, "no article in this folder could be scored")
    if options.json:
        streams.write_json(evaluation.figures)
    else:
        print("\n".join(table(evaluation.figures)))
    return FAILED if evaluation.failures else 0


def table(figures: Mapping[str, Any]) -> Iterator[str]:
    """The figures as lines for people; shares in per cent, `-` where there is nothing to share."""
    without = figures["files_without_prediction"]
    yield f"files {figures['files']} (without prediction: {without}), mode {figures['mode']}"
    yield ""
    yield from _quotes(figures["quotes"])
    yield ""
    yield from _pledges(figures["pledges"], figures["pledge_files"])
    yield ""
    for title, key in (("GROUNDING", "grounding"), ("(gold)", "gold_grounding")):
        counts = figures[key]
        yield (
            f"{title:<9} {counts['spans']} spans: {counts['text_mismatch']} text mismatches,"
            f" {counts['out_of_range']} out of range, {counts['unreadable_line']} unreadable lines"
        )


def _quotes(quotes: Mapping[str, Any]) -> Iterator[str]:
    yield _counts("QUOTES ", quotes)
    yield _titles()
    for name in ("content", "exact", "complete"):
        yield _rates(name, quotes[name])
        for kind, of_kind in quotes["by_kind"].items():
            gold, predicted = of_kind["gold"], of_kind["predicted"]
            if gold or predicted:
                yield _rates(f"  {kind}", of_kind[name]) + f"   gold {gold}, predicted {predicted}"
    yield _rates("characters", quotes["chars"])
    yield _accuracy("source", quotes)


def _pledges(pledges: Mapping[str, Any] | None, files: int) -> Iterator[str]:
    if pledges is None:
        yield "PLEDGES  not scored: no gold pledges"
        return
    yield _counts(f"PLEDGES  in {files} files:", pledges)
    yield _titles()
    yield _rates("match", pledges["match"])
    yield _rates("complete", pledges["complete"])
    for part in _PLEDGE_PARTS:
        yield _accuracy(part, pledges)


def _counts(title: str, figures: Mapping[str, Any]) -> str:
    gold, predicted, matched = (figures[name] for name in ("gold", "predicted", "matched"))
    return f"{title} gold {gold}, predicted {predicted}, matched {matched}"


def _titles() -> str:
    return f"  {'':<20}{'P':>6} {'R':>6} {'F1':>6}"


def _rates(label: str, rates: Mapping[str, float | None]) -> str:
    return f"  {label:<20}" + _cells([rates[name] for name in _RATES])


def _accuracy(part: str, figures: Mapping[str, Any]) -> str:
    cell = _cells([figures[f"{part}_accuracy"]])
    return f"  {part + ' accuracy':<20}{cell}   of the matched"


def _cells(shares: Sequence[float | None]) -> str:
    return " ".join("-".rjust(6) if one is None else f"{100 * one:6.1f}" for one in shares)
