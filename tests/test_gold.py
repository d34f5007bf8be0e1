"""What extraction reaches against articles annotated by hand: floors, well below the figures."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

SHARED = Path(__file__).parent.parent.parent / "shared"
Run = Callable[..., subprocess.CompletedProcess[str]]

pytestmark = pytest.mark.skipif(
    not (SHARED / "score.py").exists(), reason="the judges and the gold lie outside the project"
)


def judge(script: str, *arguments: Path, given: str = "") -> dict[str, Any]:
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
