"""Processor time of the commands over the seed articles; the least of three runs each."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
COMMANDS = (
    "--version",
    "--help",
    "stats",
    "list actors",
    "list pledges --json",
    "search guarantees",
    "show 002_1bdf3f8b19621e8b",
    "export brat --out {out}",
    "export jsonl --out {out}.jsonl",
    "load {seeds}",
)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_answers_at_once(
    command: str, seeds_store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = command.format(out=tmp_path / "out", seeds=ROOT / "seeds").split()
    least = min(_seconds("--store", str(seeds_store), *words) for _ in range(3))
    with capsys.disabled():
        print(f"{least * 1000:6.0f} ms  onrecord {command}")
    assert least < (0.15 if command.startswith("--") else 1.0)


def _seconds(*arguments: str) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "-m", "tui", *arguments],
        check=True,
        stdout=subprocess.DEVNULL,
        cwd=ROOT,
        env=os.environ,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
