"""Bytes, milliseconds and memory of the explorer's keys, at 120 columns by 40 rows.

`make bench` runs it; it prints a table and holds the bounds on bytes, which do not depend
on the machine.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bench import bars, corpora
from tests.tui.played import COLOURS, Played

CARD = 0.25
"""Seconds after which the card has followed the cursor."""

# What it is, keys, how often, whether the card is waited for, the most bytes.
STEPS: tuple[tuple[str, str, int, bool, int | None], ...] = (
    ("open an article", "enter", 1, True, bars.OPEN),
    ("the text, a line", "j", 6, True, None),
    ("the text, a page", "pgdn", 1, True, bars.READER_PAGE),
    ("the next mark", "]", 8, True, None),
    ("zoom", "z", 2, True, None),
    ("go to a list", "3", 1, True, None),
    ("a list, a step", "j", 30, False, bars.STEP),
    ("a list, a step and the card", "k", 30, True, bars.STEP_WITH_CARD),
    ("a list, a page", "pgdn", 2, False, bars.LIST_PAGE),
    ("a list, the end", "G", 1, False, bars.LIST_PAGE),
    ("open a pledge", "enter", 1, True, bars.OPEN),
    ("search, the first letter", "/ c", 1, True, None),
    ("search, a letter", "e", 1, True, None),
    ("search, a letter", "a", 1, True, None),
    ("search, a letter", "s", 1, True, None),
    ("keep the search", "enter", 1, True, None),
    ("the next hit", "n", 4, True, None),
    ("drop the search", "esc", 1, True, None),
    ("narrow to an actor", "2 enter", 1, True, None),
    ("show all", "esc", 1, True, None),
    ("help", "?", 1, True, None),
    ("close it", "esc", 1, True, None),
)

TURNING = ("a list, a step", "a list, a step and the card")
"""Some of these steps leave the view and turn the list, which costs a page: the middle is bound."""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from seeds import FOLDER
    from store.corpus import Corpus
    from store.loading import load

    path = tmp_path_factory.mktemp("bench") / "seeds.db"
    with Corpus.open(path) as corpus:
        load(corpus, [FOLDER])
    return path


@pytest.fixture(scope="module")
def large_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("bench") / "many.db"
    corpora.fill(path, 300)
    return path


@pytest.fixture(params=["store", "large_store"], ids=["seeds", "300 articles"])
def terminal(request: pytest.FixtureRequest, colours: str) -> Iterator[Played]:
    found = Played(request.getfixturevalue(request.param), colours=colours, quiet=0.05)
    started = found.start(ready="1 Sources")
    print(
        f"\n{'start':30}{started.bytes:8,} bytes{started.ready_ms:8.0f} ms"
        f"{started.rss_kib / 1024:8.0f} MiB"
    )
    found.rest(1.0)
    yield found
    found.close()


@pytest.mark.parametrize("colours", COLOURS)
def test_keys(terminal: Played, colours: str) -> None:
    costs: dict[str, list[tuple[int, float]]] = {}
    bound: dict[str, int | None] = {}
    for name, keys, times, card, most in STEPS:
        bound[name] = most
        for _ in range(times):
            size = terminal.press(keys)
            took = terminal.took
            size += terminal.rest(CARD) if card else 0
            costs.setdefault(name, []).append((size, took))
            if not card:
                terminal.rest(CARD)
    idle = terminal.rest(10)
    print(f"{'idle, 10 s':30}{idle:8,} bytes{'':23}bar {bars.IDLE:,}")
    for name, found in costs.items():
        sizes = [size for size, _ in found]
        bar = bound[name]
        print(
            f"{name:30}{statistics.median(sizes):8,.0f} bytes, most {max(sizes):6,}"
            f"{statistics.median(ms for _, ms in found):8.1f} ms"
            f"{f'   bar {bar:,}' if bar else ''}"
        )
    assert idle == bars.IDLE
    if colours == "256":
        for name, bar in bound.items():
            typical = statistics.median if name in TURNING else max
            assert bar is None or typical(size for size, _ in costs[name]) <= bar, name
