"""Extraction's speed beside spaCy's bare pipeline, `load` with two jobs beside one, memory.

Articles of sentences made here, or those of the folder that ONRECORD_BENCH names.
"""

from __future__ import annotations

import itertools
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROUNDS = 5
ARTICLES = 40
LOADED = 400
SINGLE = {
    name: "1"
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")
}
_PEOPLE = (
    "Ingrid Solberg", "Mayor Tomas Lindqvist", "Prime Minister Adaeze Okafor", "Dr Lucia Ferrante",
    "the coach of Harbour United, Paul Moreau", "Judge Helen Castellanos", "a spokeswoman",
    "Finance Minister Kenji Watanabe", "the chief executive of Norrland Steel, Anna Berg",
)  # fmt: skip
_SAID = (
    '"We have waited {n} years for this," {who} said on {day}.',
    "{Who} said that the council would build {n} new homes near the river if the state pays.",
    "{Who} told reporters that the hospital had treated {n} patients since {month}.",
    "The union, which speaks for {n},000 nurses, warned that it would go on strike on {day}.",
    "{Who} promised to plant {n} trees in every district of the city by the end of next year.",
    "Brazil and Kenya agreed to share data on {n} storms with the World Health Organization.",
    "According to {who}, the glacier has lost {n} metres of ice in a decade.",
    "The match ended without a goal, although the visitors had {n} shots in the second half.",
    "{Who} is ready to lend the museum {n} paintings, provided that the roof is mended first.",
    "Prices rose by {n} per cent in {month}, while wages stood still for the third quarter.",
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
_MONTHS = ("January", "March", "June", "August", "October", "December")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of articles to measure on."""
    named = os.environ.get("ONRECORD_BENCH")
    if named:
        return Path(named)
    made = tmp_path_factory.mktemp("articles")
    for number in range(LOADED):
        (made / f"{number:03}.txt").write_text(_article(number), encoding="utf-8")
    return made


def test_extraction_takes_little_more_than_the_bare_pipeline(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    script = Path(__file__).with_name("extraction_speed.py")
    done = subprocess.run(
        [sys.executable, str(script), str(folder), str(ARTICLES), str(ROUNDS)],
        check=True, capture_output=True, text=True, cwd=ROOT, env=os.environ | SINGLE,
    )  # fmt: skip
    bare, whole = map(float, done.stdout.split())
    with capsys.disabled():
        print(f"spaCy's bare pipeline {bare:6.2f} articles/s, extraction {whole:6.2f} articles/s")
        print(f"that is {whole / bare:.2f} of it")
    assert whole / bare >= 0.85


def test_two_jobs_are_quicker_than_one(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if (os.cpu_count() or 1) < 2:
        pytest.skip("one core")
    chosen = tmp_path / "chosen"
    chosen.mkdir()
    for file in itertools.islice(sorted(folder.glob("*.txt")), LOADED):
        (chosen / file.name).write_bytes(file.read_bytes())
    one, two = (
        _timed(lambda jobs=jobs: _load(chosen, tmp_path / f"{jobs}.db", jobs))  # type: ignore[misc]
        for jobs in (1, 2)
    )
    with capsys.disabled():
        print(f"load --jobs 1 {one:.1f} s, --jobs 2 {two:.1f} s: {one / two:.2f} times as quick")
    assert one / two >= 1.5


def test_a_worker_stays_small(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = sorted(folder.glob("*.txt"))[:100]
    script = Path(__file__).with_name("worker_memory.py")
    done = subprocess.run(
        [sys.executable, str(script), *map(str, files)],
        check=True, capture_output=True, text=True, cwd=ROOT, env=os.environ | SINGLE,
    )  # fmt: skip
    peak = float(done.stdout)
    with capsys.disabled():
        print(f"peak memory of a worker {peak:.0f} MB over {len(files)} articles")
    assert peak < 500


def _article(number: int) -> str:
    """An article of some 25 paragraphs, the same for a number at every run."""
    chance = random.Random(number)
    paragraphs = [f"Council and club argue over plan number {number}"]
    for _ in range(25):
        sentences = []
        for _ in range(chance.randint(1, 3)):
            who = chance.choice(_PEOPLE)
            sentences.append(
                chance.choice(_SAID).format(
                    who=who, Who=who[0].upper() + who[1:], n=chance.randint(2, 90),
                    day=chance.choice(_DAYS), month=chance.choice(_MONTHS),
                )
            )  # fmt: skip
        paragraphs.append(" ".join(sentences))
    return "\n\n".join(paragraphs) + "\n"


def _timed(work: Callable[[], None]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _load(folder: Path, store: Path, jobs: int) -> None:
    subprocess.run(
        [sys.executable, "-m", "tui", "--store", store, "load", folder, "--jobs", str(jobs)],
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT,
        env=os.environ | SINGLE,
    )  # fmt: skip
