"""Whatever was done is taken back to the letter, over restarts and killed processes."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from store.checking import check
from store.corpus import Corpus
from store.documents import public
from store.exporting.jsonl import export
from store.fault import Fault
from store.hand.doing import Doing
from tests.store.hand.corrections import Hand

ROOT = Path(__file__).parents[3]


def written(path: Path, out: Path) -> bytes:
    """The store as `export jsonl` writes it, and what of the ledger that leaves out."""
    with Corpus.open(path) as corpus:
        export(corpus, corpus.listing("source"), out)
        more = sorted(
            json.dumps(public(one), sort_keys=True)
            for kind in ("actor", "entry", "chain", "figure", "story")
            for one in corpus.listing(kind)
        )
        return out.read_bytes() + "\n".join(more).encode()


def killed_after(path: Path, seed: int, lines: int) -> int:
    """Lets a process correct the store and kills it; how many actions it said were done."""
    module = "tests.store.hand.corrections"
    child = subprocess.Popen(
        [sys.executable, "-m", module, str(path), str(seed)],
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert child.stdout
    said = 0
    for _ in range(lines):
        assert child.stdout.readline() == b"done\n"
        said += 1
    child.kill()
    said += child.stdout.read().count(b"done\n")
    child.wait()
    return said


@pytest.mark.parametrize(
    ("actions", "kills"), [(40, 3), pytest.param(200, 25, marks=pytest.mark.long)]
)
def test_what_was_done_is_undone_to_the_letter(
    seeds_store: Path, tmp_path: Path, actions: int, kills: int
) -> None:
    path = tmp_path / "store.db"
    shutil.copy(seeds_store, path)
    before = written(path, tmp_path / "before.jsonl")
    chance = random.Random(actions)
    said = 0
    for kill in range(kills):
        said += killed_after(path, kill, chance.randint(0, 2 * actions // kills - 1))
    with Corpus.open(path) as corpus:
        there = len(Doing(corpus.database).actions(10_000))
        assert said <= there <= said + kills  # one more each: done, and not yet said
        hand = Hand(corpus, kills)
        while there < actions:
            there += hand.act() is not None
    after = written(path, tmp_path / "after.jsonl")
    assert after != before
    undone = 0
    while True:
        with Corpus.open(path) as corpus:  # each time as after a restart
            doing = Doing(corpus.database)
            if not all(doing.undo() for _ in range(7)):
                break
            undone += 7
    assert written(path, tmp_path / "undone.jsonl") == before
    with Corpus.open(path) as corpus:
        faults: list[Fault] = []
        check(corpus.database, faults.append)
        assert faults == []
        assert not len(corpus.database.rows_of("extracted"))
        doing = Doing(corpus.database)
        while doing.redo():
            pass
    assert written(path, tmp_path / "redone.jsonl") == after


def test_a_new_action_stands_in_place_of_what_was_undone(seeds_store: Path, tmp_path: Path) -> None:
    shutil.copy(seeds_store, tmp_path / "store.db")
    with Corpus.open(tmp_path / "store.db") as corpus:
        doing = Doing(corpus.database)
        one, other = corpus.listing("quote")[:2]
        assert doing.redo() is None
        assert doing.undo() is None
        doing.set_kind(one.id, "mixed" if one.kind != "mixed" else "direct")
        doing.undo()
        doing.reject(other.id)
        assert doing.redo() is None
        assert corpus.get(one.id) == one
        assert corpus.get(other.id) is None
