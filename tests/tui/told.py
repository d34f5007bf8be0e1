"""A process in the place of `store.loader` that brings in articles when a test lets it.

`Told` is the test's side; the module run as a program is the process's.
"""

from __future__ import annotations

import json
import os
import pickle
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from store import loader, loading
from store.corpus import Corpus
from store.errors import StoreError
from store.loading import Report
from store.records import Article, Findings
from store.tasks import Failure, Progress

FOLDER = "TOLD_FOLDER"
"""The variable that tells the process where it is told what to do."""


@dataclass
class Orders:
    """What the process does: the articles that it brings in, and how it ends after them."""

    makes: list[tuple[Article, Findings]]
    failures: list[Failure] = field(default_factory=list)
    problem: str = ""
    mistake: str = ""
    leaves: bool = False


class Told:
    """The orders and what came of them, in a folder."""

    def __init__(self, folder: Path, makes: list[tuple[Article, Findings]] | None = None) -> None:
        self._folder = folder
        folder.mkdir(exist_ok=True)
        if makes is not None:
            self.order(Orders(makes))

    def order(self, orders: Orders) -> None:
        """Says what to do, before it is begun."""
        (self._folder / "orders").write_bytes(pickle.dumps(orders))

    @property
    def orders(self) -> Orders:
        """What to do."""
        orders = pickle.loads((self._folder / "orders").read_bytes())
        assert isinstance(orders, Orders)
        return orders

    def let(self, number: int) -> None:
        """Lets it bring in so many."""
        for one in range(number):
            (self._folder / f"let-{one}").touch()

    def may(self, one: int) -> bool:
        """Whether it may bring in this one."""
        return (self._folder / f"let-{one}").exists()

    @property
    def asked(self) -> list[list[str]]:
        """What it was given to load or reload, time after time."""
        file = self._folder / "asked"
        return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []

    def ask(self, given: list[Any]) -> None:
        """Takes down what it was given."""
        with open(self._folder / "asked", "a") as file:
            file.write(json.dumps([str(one) for one in given]) + "\n")


def bring(
    corpus: Corpus,
    given: Any,
    *,
    on_progress: Callable[[Progress], None],
    cancelled: Callable[[], bool],
    **_: Any,
) -> Report:
    """Stands for `load` and `reload`."""
    told = Told(Path(os.environ[FOLDER]))
    told.ask(given)
    orders = told.orders
    report = Report(failed=len(orders.failures), failures=orders.failures)
    for number, made in enumerate(orders.makes):
        on_progress(Progress(number, len(orders.makes), f"/a/{number}.txt", 3.0))
        while not told.may(number):
            if cancelled():
                return report
            time.sleep(0.01)
        corpus.add(*made, pipeline="made up")
        report.added += 1
    if orders.problem:
        raise StoreError(orders.problem)
    if orders.mistake:
        raise IndexError(orders.mistake)
    if orders.leaves:
        os._exit(7)
    return report


if __name__ == "__main__":
    # What was pickled calls its class by the name that the test knows it by.
    from tests.tui import told as known

    vars(loading).update(load=known.bring, reload=known.bring)
    loader.main()
