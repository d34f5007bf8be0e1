"""Bytes, milliseconds and memory of the explorer's keys, at 120 columns by 40 rows.

`make bench` runs it; it prints a table and holds the bounds on bytes, which do not depend
on the machine.
"""

from __future__ import annotations

import importlib.util
import statistics
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

HERE = Path(__file__).parent
STEPS: tuple[tuple[str, str, int], ...] = (
    ("open an article", "enter", 1),
    ("the text, a line", "j", 6),
    ("the text, a page", "pgdn", 1),
    ("the next mark", "]", 8),
    ("zoom", "z", 2),
    ("go to a list", "3", 1),
    ("a list, a step", "j", 30),
    ("a list, a page", "pgup", 1),
    ("open the words", "enter", 1),
    ("search, a letter", "/ c", 1),
    ("search, a letter", "e", 1),
    ("search, a letter", "a", 1),
    ("keep the search", "enter", 1),
    ("the next hit", "n", 4),
    ("drop the search", "esc", 1),
    ("narrow to an actor", "2 enter", 1),
    ("show all", "esc", 1),
    ("help", "?", 1),
    ("close it", "esc", 1),
)


def ptybench() -> ModuleType:
    """The measuring program beside this file."""
    spec = importlib.util.spec_from_file_location("ptybench", HERE / "ptybench.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["ptybench"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from seeds import FOLDER
    from store.corpus import Corpus
    from store.loading import load

    path = tmp_path_factory.mktemp("bench") / "seeds.db"
    with Corpus.open(path) as corpus:
        load(corpus, [FOLDER])
    return path


@pytest.fixture(params=["truecolor", ""], ids=["24-bit", "256 colours"])
def session(request: pytest.FixtureRequest, store: Path) -> Iterator[Any]:
    command = [sys.executable, "-m", "tui", "--store", str(store)]
    found = ptybench().Session(command, colorterm=request.param, quiet_ms=200)
    started = found.start(ready=r"4 Reader", timeout=30)
    print(
        f"\n{'start':24}{started.bytes:8,} bytes{started.ready_ms:8.0f} ms"
        f"{started.rss_kib / 1024:8.0f} MiB"
    )
    yield found
    found.close()


def test_keys(session: Any) -> None:
    costs: dict[str, list[tuple[int, float]]] = {}
    for name, keys, times in STEPS:
        for _ in range(times):
            key = session.press(keys, name=name, timeout=2)
            assert key.ok, f"{name}: nothing changed"
            costs.setdefault(name, []).append((key.bytes, key.change_ms or 0.0))
    before = session.total_bytes
    session._watch(lambda *_: None, lambda: False, 2.5)
    print(f"{'idle, 2.5 s':24}{session.total_bytes - before:8,} bytes")
    for name, found in costs.items():
        sizes = [size for size, _ in found]
        middle = statistics.median(ms for _, ms in found)
        print(
            f"{name:24}{statistics.median(sizes):8,.0f} bytes{middle:8.1f} ms, most {max(sizes):,}"
        )
    assert session.total_bytes == before
    assert max(size for size, _ in costs["a list, a step"]) <= 1500
