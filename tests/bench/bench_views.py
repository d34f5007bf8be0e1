"""How much processor time the views take in 10,000 articles, until their first page, and whole."""

from __future__ import annotations

import time

import pytest

from store.corpus import Corpus
from store.listing import ALL
from store.views import VIEWS, boards
from tests.bench import figures
from tests.bench.conftest import Corpora

ROUNDS = 5
MOST = 300.0
"""Milliseconds of processor time until there is something to see."""


@pytest.mark.parametrize("name", VIEWS)
def test_a_view_opens(corpus_of: Corpora, name: str) -> None:
    first: list[float] = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        with Corpus.open(corpus_of(10_000) / "store.db", read_only=True) as corpus:
            next(one for one in boards(name, corpus, ALL) if one.rows or one.whole)
            first.append((time.process_time() - begun) * 1000)
    figures.add(f"view {name}: first page, 10,000", first, "the bar", [MOST], "ms", 1.0)
