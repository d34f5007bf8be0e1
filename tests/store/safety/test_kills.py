"""Kills -9 at any moment: no store is unreadable, nothing that was acknowledged is lost."""

from __future__ import annotations

import itertools
import random
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest

from store.corpus import Corpus
from store.database import SCHEMA
from tests.store.safety.works import (
    CHANGES,
    Acknowledged,
    Child,
    Nursery,
    check_articles,
    check_changes,
    check_migrated,
    duration,
    everything,
    in_checkpoint,
    load,
    made_old,
    stock,
    told,
)


@dataclass
class Killer:
    """Starts works and kills them, until as many as wanted have died, one at the worst moment.

    The moments are spread by seed over the whole of a work, its first moments and, where
    there is one, the time in which its journal is written back.
    """

    wanted: int
    seconds: float
    died: int = 0
    in_checkpoints: int = 0
    within: int = 0
    """Those that died within a migration; counted by the test."""
    migrates: bool = False
    pick: random.Random = field(default_factory=lambda: random.Random(5))

    def rounds(self, enough: Callable[[], bool] = lambda: True) -> Iterator[int]:
        """Numbers from 0 on as long as not enough have died, nor `enough` was done between."""
        for number in itertools.count():
            worst = self.within if self.migrates else self.in_checkpoints
            if self.died >= self.wanted and worst and enough():
                return
            assert number < 4 * self.wanted + 100, "works end before they can be killed"
            yield number

    def end(self, child: Child, store: Path, said: Acknowledged, how: str) -> None:
        """Kill a work: at `any` moment, at the `first` ones, or as a `checkpoint` runs.

        With `inside` it is at any moment from the first acknowledgement on.
        """
        until = time.monotonic() + 2 * self.seconds
        if how == "checkpoint":
            while time.monotonic() < until and not in_checkpoint(store):
                pass
        elif how == "inside":
            while time.monotonic() < until and not said.lines():
                pass
            time.sleep(self.pick.uniform(0, self.seconds / 2))
        else:
            time.sleep(self.pick.uniform(0, self.seconds * (0.1 if how == "first" else 1)))
        child.kill()
        status = child.wait()
        assert status in (0, -signal.SIGKILL), child.nursery.errors.read_text()
        self.died += status != 0
        self.in_checkpoints += status != 0 and in_checkpoint(store)

    def tell(self, work: str) -> None:
        """The figures, for who runs the tests with -s."""
        print(f"\n{work}: {self.died} kills, {self.in_checkpoints} of them in a checkpoint")


def seconds_of(start: Callable[[Path], Child], stores: list[Path]) -> float:
    """How long a work takes when nobody kills it: the least of what it takes on these stores."""

    def run(store: Path) -> None:
        child = start(store)
        assert child.wait() == 0, child.nursery.errors.read_text()

    return min(duration(partial(run, store)) for store in stores)


def copied(store: Path, to: Path) -> Path:
    """A copy of a store that nobody has open."""
    return Path(shutil.copy(store, to))


def numbers(short: int, long: int) -> pytest.MarkDecorator:
    """How many kills: few usually, many with --long."""
    return pytest.mark.parametrize("kills", [short, pytest.param(long, marks=pytest.mark.long)])


@numbers(10, 220)
def test_a_killed_load_keeps_all_acknowledged_articles_whole(
    nursery: Nursery, tmp_path: Path, kills: int
) -> None:
    scratch = Acknowledged(tmp_path / "scratch")
    fresh = [tmp_path / f"fresh{number}.db" for number in range(3)]
    killer = Killer(kills, seconds_of(lambda one: nursery.start("load", one, scratch), fresh))
    kept = 0
    for number in killer.rounds():
        how = ("first", "any", "checkpoint", "any", "any")[number % 5]
        store = tmp_path / f"{number // 5}.db"
        kept = kept if number % 5 else 0
        said = Acknowledged(tmp_path / f"{number}.said")
        pages = 20 if how == "checkpoint" else 1000
        child = nursery.start("load", store, said, first=kept, checkpoints=pages)
        killer.end(child, store, said, how)
        lines = said.lines()
        assert store.exists() or not lines
        kept = check_articles(store, kept + told(lines, "added"))
    killer.tell("load")
    assert killer.died >= kills
    assert killer.in_checkpoints


def test_a_load_that_was_killed_goes_on_to_the_same_store_as_one_that_was_not(
    nursery: Nursery, tmp_path: Path
) -> None:
    broken, sound = tmp_path / "broken.db", tmp_path / "sound.db"
    said = Acknowledged(tmp_path / "said")
    assert nursery.start("load", sound, said).wait() == 0
    kept = 0
    for after in (2, 5, 8):
        said = Acknowledged(tmp_path / f"{after}.said")
        child = nursery.start("load", broken, said)
        while told(said.lines(), "added") < after:
            time.sleep(0.001)
        child.kill()
        assert child.wait() in (0, -signal.SIGKILL)
        kept = check_articles(broken, max(kept, told(said.lines(), "added")))
    load(broken, Acknowledged(tmp_path / "rest"))
    found = []
    for store in (broken, sound):
        with Corpus.open(store) as corpus:
            corpus.settle()
        schema, _, rows = everything(store)  # what the ledger made has its rows by when it was made
        found.append((schema, {name: sorted(text for _, text in rows[name]) for name in rows}))
    assert found[0] == found[1]


@numbers(8, 140)
def test_a_killed_correction_loses_no_acknowledged_change(
    nursery: Nursery, tmp_path: Path, kills: int
) -> None:
    store = tmp_path / "store.db"
    load(store, Acknowledged(tmp_path / "loaded"))
    articles = check_articles(store, 14)
    scratch = Acknowledged(tmp_path / "scratch")
    copies = [copied(store, tmp_path / f"copy{number}.db") for number in range(3)]
    killer = Killer(kills, seconds_of(lambda one: nursery.start("correct", one, scratch), copies))
    made, model = 0, stock()

    def through() -> bool:
        return made > CHANGES

    for number in killer.rounds(through):
        how = ("any", "checkpoint", "first", "any", "any")[number % 5]
        said = Acknowledged(tmp_path / f"{number}.said")
        pages = 8 if how == "checkpoint" else 1000
        child = nursery.start("correct", store, said, first=made, checkpoints=pages)
        killer.end(child, store, said, how)
        done = told(said.lines(), "changed")
        made = check_changes(store, made, done, model)
        model = stock(model)
    killer.tell("correction")
    assert killer.died >= kills
    assert killer.in_checkpoints
    assert made > CHANGES
    assert check_articles(store, articles) == articles


@numbers(4, 70)
@pytest.mark.parametrize("schema", [1, 2])
def test_a_killed_migration_leaves_the_old_store_or_the_new_one(
    nursery: Nursery, tmp_path: Path, schema: int, kills: int
) -> None:
    old = made_old(schema, tmp_path / "old.db")
    copies = [copied(old, tmp_path / f"copy{number}.db") for number in range(3)]
    said = Acknowledged(tmp_path / "said")
    seconds = seconds_of(lambda one: nursery.start("migrate", one, said), copies)
    killer = Killer(kills, seconds, migrates=True)
    before, after = everything(old), everything(copies[0])
    assert (before[0], after[0]) == (schema, SCHEMA)
    left: list[int] = []
    for number in killer.rounds():
        store = tmp_path / f"{number}.db"
        copied(old, store)
        said = Acknowledged(tmp_path / f"{number}.said")
        child = nursery.start("migrate", store, said)
        killer.end(child, store, said, ("inside", "any")[number % 2])
        opened = "opened" in said.lines()
        killer.within += bool(said.lines()) and not opened
        left.append(check_migrated(store, before, after, opened=opened))
        store.unlink()
    killer.tell(f"migration of schema {schema}, {killer.within} within")
    assert killer.died >= kills
    assert set(left) <= {schema, SCHEMA}
    assert killer.within
