"""Corrections that go along with articles: into a file, out of it, into another store."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from store.checking import check
from store.corpus import Corpus
from store.exporting import tinydb
from store.extraction.extractor import Extractor
from store.fault import Fault
from store.importing import import_tables
from store.reading import read
from store.records import Quote, Source
from tests.store.hand.corrections import Hand


@pytest.fixture
def corrected(seeds_store: Path) -> Iterator[Corpus]:
    with Corpus.open(seeds_store) as corpus:
        hand = Hand(corpus, 11)
        made = 0
        while made < 50:
            made += hand.act() is not None
        yield corpus


def faults(corpus: Corpus) -> list[Fault]:
    found: list[Fault] = []
    check(corpus.database, found.append)
    return found


def load(corpus: Corpus, source: Source, extractor: Extractor, pipeline: str) -> None:
    assert source.path
    article = read(Path(source.path).read_bytes(), source.path)
    corpus.add(article, extractor.extract(article), pipeline=pipeline)


def test_a_store_with_articles_takes_corrections_over_and_lets_them_go(
    corrected: Corpus, extractor: Extractor, tmp_path: Path
) -> None:
    sources = [*corrected.listing("source")]
    rejected = [one.id for one in corrected.hand.overlays() if one.say.rejected]
    assert rejected
    file = b"".join(tinydb.whole(corrected)).decode()
    with Corpus.open(tmp_path / "other.db") as other:
        load(other, sources[2], extractor, "one")
        import_tables(other, io.StringIO(file))
        assert faults(other) == []
        assert len(other.hand.overlays()) == len(corrected.hand.overlays())
        assert [one for one in rejected if other.get(one)] == []
        assert other.hand.undo()  # all that was brought, at once
        assert faults(other) == []
        assert other.hand.overlays() == []
        assert [one for one in rejected if not other.get(one)] == []
        for source in sources:
            load(other, source, extractor, "another")
        assert faults(other) == []


def test_some_articles_take_what_is_rejected_along_as_such(
    corrected: Corpus, extractor: Extractor, tmp_path: Path
) -> None:
    sources = [*corrected.listing("source")][:3]
    ids = {one.id for one in sources}
    file = b"".join(tinydb.part(corrected, sources)).decode()
    with Corpus.open(tmp_path / "other.db") as other:
        import_tables(other, io.StringIO(file))
        assert faults(other) == []
        quotes = [one for one in corrected.listing("quote") if one.source in ids]
        assert {_told(one) for one in other.listing("quote")} == {_told(one) for one in quotes}
        mine = {one.id for one in corrected.hand.overlays() if one.source in ids}
        assert {one.id for one in other.hand.overlays()} == mine
        for source in sources:
            load(other, source, extractor, "another")
        assert faults(other) == []
        assert {_told(one) for one in other.listing("quote")} == {_told(one) for one in quotes}


def _told(quote: Quote) -> tuple[str, str, str]:
    return quote.id, quote.kind, quote.content.text
