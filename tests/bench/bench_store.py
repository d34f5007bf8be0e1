"""The store beside stock TinyDB, a bare append and ripgrep: over 10,000 articles."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path

import pytest
from tinydb import TinyDB, where

from store.corpus import Corpus
from store.database import Database
from store.listing import Narrowing
from tests.bench import figures
from tests.bench.conftest import Corpora

FEW = 3
"""Rounds of what stock TinyDB takes seconds for."""

ARTICLES = 10_000
WORDS = ("ceasefire", "lighthouse", "tunnel", "observers", "tariffs", "Denmark", "harbour", "snow")
PREFIXES = ("cease", "t", "lighth", "obs", "orch", "qu", "Norw", "sn")


@pytest.fixture(scope="module")
def folder(corpus_of: Corpora) -> Path:
    return corpus_of(ARTICLES)


def test_opening_and_the_first_rows(folder: Path) -> None:
    def ours() -> None:
        with Corpus.open(folder / "store.db") as corpus:
            assert len(corpus.listing("source")[:40]) == 40

    def theirs() -> None:
        with TinyDB(folder / "tinydb.json") as stock:
            assert len([*islice(stock.table("sources"), 40)]) == 40

    both = _in_turns(ours, theirs, 5)
    figures.add("store: open, first 40 rows, 10,000", both[0], "TinyDB", both[1], "ms", 0.02)


def test_one_durable_insert(folder: Path, tmp_path: Path) -> None:
    """A pledge with its rows in every index, against its JSON appended and on the disk."""
    path = tmp_path / "store.db"
    shutil.copy(folder / "store.db", path)
    with Database(path) as database, (tmp_path / "log").open("ab", buffering=0) as log:
        pledges = database.rows_of("pledges")
        found = pledges.get(doc_id=1)
        line = b"x" * 250 + b"\n"
        numbers = iter(range(1_000_000))

        def ours() -> None:
            pledges.insert({**found, "id": f"p{next(numbers):016}"})

        def theirs() -> None:
            log.write(line)
            os.fsync(log.fileno())

        both = _in_turns(ours, theirs, 101)
        figures.add("one durable insert, 10,000", both[0], "append and fsync", both[1], "ms", 8)
        stock_path = tmp_path / "tinydb.json"
        shutil.copy(folder / "tinydb.json", stock_path)
        with TinyDB(stock_path) as stock:
            table = stock.table("records")

            def update() -> None:
                pledges.update({"confidence": 0.5}, doc_ids=[7])

            def insert_theirs() -> None:
                table.insert({**found})

            def update_theirs() -> None:
                table.update({"confidence": 0.5}, doc_ids=[7])

            insert = _in_turns(ours, insert_theirs, FEW)
            figures.add("insert, 10,000", insert[0], "TinyDB", insert[1], "ms")
            change = _in_turns(update, update_theirs, FEW)
            figures.add("update by id, 10,000", change[0], "TinyDB", change[1], "ms")


def test_looking_up_and_asking(folder: Path) -> None:
    with Database(folder / "store.db") as database, TinyDB(folder / "tinydb.json") as stock:
        pledges, records = database.rows_of("pledges"), stock.table("records")
        source = pledges.get(doc_id=600)["source"]

        def lookup() -> None:
            pledges.clear_cache()
            assert pledges.search(where("source") == source)

        def lookup_theirs() -> None:
            records.clear_cache()
            assert records.search(where("source") == source)

        both = _in_turns(lookup, lookup_theirs, FEW)
        figures.add("lookup by an indexed field", both[0], "TinyDB", both[1], "ms")

        def ask() -> None:
            pledges.clear_cache()
            assert pledges.search(where("confidence") > 0.995)

        def ask_theirs() -> None:
            records.clear_cache()
            assert records.search(where("confidence") > 0.995)

        both = _in_turns(ask, ask_theirs, FEW)
        figures.add("query by scan, 60,000 of 120,000", both[0], "TinyDB", both[1], "ms")


@pytest.mark.skipif(not shutil.which("rg"), reason="ripgrep is not installed")
@pytest.mark.parametrize(
    ("what", "words"), [("word", WORDS), ("prefix", PREFIXES)], ids=["word", "prefix"]
)
def test_search(folder: Path, what: str, words: Sequence[str]) -> None:
    """How many articles and the first 20, against ripgrep that counts lines of any case.

    A bound of a word (`-w`) would take ripgrep many times as long.
    """
    texts = str(folder / "texts.txt")
    ours: list[float] = []
    theirs: list[float] = []
    with Corpus.open(folder / "store.db") as corpus:
        for word in words:

            def ask(word: str = word) -> None:
                asked = f"{word} " if what == "word" else word
                rows = corpus.listing("source", Narrowing(query=asked))
                assert len(rows) >= len(rows[:20]) > 0

            def scan(word: str = word) -> None:
                command = ["rg", "-j2", "-i", "-c", word, texts]
                subprocess.run(command, stdout=subprocess.DEVNULL, check=True)

            mine, other = _in_turns(ask, scan, 5)
            ours += mine
            theirs += other
    figures.add(f"search, {what}, 10,000", ours, "ripgrep", theirs, "ms", 0.2)


def _in_turns(
    ours: Callable[[], None], theirs: Callable[[], None], rounds: int
) -> tuple[list[float], list[float]]:
    """Milliseconds of each, one after the other, after one that is not counted."""
    took: tuple[list[float], list[float]] = ([], [])
    for turn in range(rounds + 1):
        for work, times in zip((ours, theirs), took, strict=True):
            begun = time.perf_counter()
            work()
            if turn:
                times.append((time.perf_counter() - begun) * 1000)
    return took
