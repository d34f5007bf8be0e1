"""Corrections outlive a changed article and another pipeline, on the words that they are of."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from store.checking import check
from store.corpus import Corpus
from store.extraction.extractor import Extractor
from store.fault import Fault
from tests.store.hand.corrections import Hand, otherwise, with_a_paragraph


@pytest.mark.parametrize("seed", range(3))
def test_fifty_corrections_outlive_a_paragraph_put_in_and_another_pipeline(
    seeds_store: Path, extractor: Extractor, tmp_path: Path, seed: int
) -> None:
    shutil.copy(seeds_store, tmp_path / "store.db")
    with Corpus.open(tmp_path / "store.db") as corpus:
        hand = Hand(corpus, seed)
        made = 0
        while made < 50:
            made += hand.act() is not None
        assert [*hand.lost()] == []
        for source in [*corpus.listing("source")]:
            assert source.path
            article = with_a_paragraph(Path(source.path))
            findings = otherwise(extractor.extract(article), article.text)
            article = replace(article, date=source.date, date_of=source.date_of)
            assert corpus.add(article, findings, pipeline="another") == "updated"
        assert [*hand.lost()] == []
        faults: list[Fault] = []
        check(corpus.database, faults.append)
        assert faults == []
        print(len(hand.made), "corrections,", len(hand.doing.adrift()), "to look at")
