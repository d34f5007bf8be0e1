"""What extraction reaches against articles annotated by hand: floors, well below the figures."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from store.judging.pairing import Doubt, acceptable_spans, forgive, optional_events
from store.judging.scoring import Score
from store.judging.standoff import read_document

SHARED = Path(__file__).parent.parent.parent / "shared"
Run = Callable[..., subprocess.CompletedProcess[str]]

pytestmark = pytest.mark.skipif(
    not (SHARED / "score.py").exists(), reason="the judges and the gold lie outside the project"
)


def judge(script: str, *arguments: str | Path, given: str = "") -> dict[str, Any]:
    run = subprocess.run(
        [sys.executable, SHARED / script, *arguments, "--json"],
        input=given,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    report: dict[str, Any] = json.loads(run.stdout)
    return report


def test_quotes_and_pledges_of_the_seeds(onrecord: Run, seeds_store: Path, tmp_path: Path) -> None:
    onrecord("--store", seeds_store, "export", "brat", "--out", tmp_path / "brat")
    report = judge("score.py", SHARED / "gold" / "seeds", tmp_path / "brat")
    faults = {name: n for name, n in report["grounding"].items() if name != "spans"}
    assert report["grounding"]["spans"] > 300
    assert faults == {"text_mismatch": 0, "out_of_range": 0, "unreadable_line": 0}
    assert report["quotes"]["content"]["f1"] >= 0.70
    assert report["quotes"]["complete"]["f1"] >= 0.60
    assert report["pledges"]["match"]["f1"] >= 0.55


def test_actors_of_the_seeds(onrecord: Run, seeds_store: Path) -> None:
    listed = onrecord("--store", seeds_store, "list", "actors", "--json").stdout
    report = judge("score_actors.py", SHARED / "gold" / "seeds" / "actors.json", given=listed)
    assert report["boilerplate"] == []
    assert report["merged"] == []
    assert len(report["split"]) <= 2
    assert report["speaking"] >= 0.8
    assert report["recall"] >= 0.85
    assert report["listed"] <= 70


@pytest.mark.parametrize("marked", [(), ("--marked",)], ids=["all", "marked"])
@pytest.mark.parametrize("part", ["seeds", "dev"])
def test_eval_gives_the_figures_of_the_judge(
    onrecord: Run, tmp_path: Path, part: str, marked: tuple[str, ...]
) -> None:
    gold, store = SHARED / "gold" / part, tmp_path / "store.db"
    onrecord("--store", store, "load", gold)
    onrecord("--store", store, "export", "brat", "--out", tmp_path / "brat")
    evaluated = onrecord("eval", gold, "--json", *marked)
    assert (evaluated.returncode, evaluated.stderr) == (0, "")
    assert json.loads(evaluated.stdout) == judge("score.py", gold, tmp_path / "brat", *marked)


def test_eval_prints_the_table_of_the_judge(
    onrecord: Run, seeds_store: Path, tmp_path: Path
) -> None:
    gold = SHARED / "gold" / "seeds"
    onrecord("--store", seeds_store, "export", "brat", "--out", tmp_path / "brat")
    table = subprocess.run(
        [sys.executable, SHARED / "score.py", gold, tmp_path / "brat"],
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout
    assert onrecord("eval", gold).stdout == table


def test_figures_of_spoilt_predictions_are_those_of_the_judge(tmp_path: Path) -> None:
    """Gold of one part with every event moved, cut or renamed: all of the counting is used."""
    gold = SHARED / "gold" / "dev"
    for doubtful in (False, True):
        for marked in (False, True):
            score = Score(marked=marked)
            for path in sorted(gold.glob("*.ann")):
                text = path.with_suffix(".txt").read_bytes().decode()
                lines = path.read_bytes().decode()
                spoilt = _spoilt(lines, len(text))
                (tmp_path / path.name).write_bytes(spoilt.encode())
                annotated, predicted = read_document(lines, text), read_document(spoilt, text)
                annotated.quotes = [quote for quote in annotated.quotes if quote.content]
                pledges = bool(annotated.pledges) or path.with_suffix(".pledges").exists()
                if doubtful:
                    forgive(path.stem, text, annotated, predicted, _doubt(gold))
                score.add(annotated, predicted, pledges=pledges)
            options = [*(["--marked"] if marked else []), *([] if doubtful else ["--strict"])]
            assert score.figures() == judge("score.py", gold, tmp_path, *options)


def _doubt(gold: Path) -> Doubt:
    optional, acceptable = gold / "optional.tsv", gold / "acceptable.tsv"
    return Doubt(
        optional_events(optional.read_text() if optional.exists() else ""),
        acceptable_spans(acceptable.read_text() if acceptable.exists() else ""),
    )


def _spoilt(standoff: str, length: int) -> str:
    """Every third span reaches further, every fifth is behind the text, kinds go, lines break."""
    lines = []
    for number, line in enumerate(standoff.splitlines()):
        if line.startswith("T") and number % 3 == 0:
            name, place, words = line.split("\t", 2)
            role, start, *rest = place.split(" ")
            end = max(int(start) - 12 - number, 0)
            start = str(length + 3) if number % 5 == 0 else str(end)
            line = "\t".join([name, " ".join([role, start, *rest]), words])
        elif number % 7 == 0:
            line = line.replace("Kind", "Sort").replace("commitment", "refusal")
        elif number % 11 == 0:
            line = line.replace("Source:", "Speaker:").replace("Maker:T", "Maker:X")
        lines.append(line)
    return "\n".join(lines)
