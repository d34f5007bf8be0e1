"""A store that the program of schema 1 made: it opens, keeps all, and `reload` fills the ledger."""

from __future__ import annotations

import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from store.corpus import Corpus, StoreError
from store.database import SCHEMA, Database
from store.extraction.extractor import Extractor
from store.records import Article
from tests.store.ledger_samples import Report

Run = Callable[..., subprocess.CompletedProcess[str]]
DUMP = Path(__file__).parent / "schema1.sql"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "old.db"
    connection = sqlite3.connect(path)
    connection.executescript(DUMP.read_text(encoding="utf-8"))
    connection.close()
    return path


def test_it_opens_and_keeps_everything(old: Path) -> None:
    with Corpus.open(old) as corpus:
        counts = corpus.counts()
        assert (counts.sources, counts.actors, counts.quotes, counts.pledges) == (2, 5, 4, 3)
        assert (counts.entries, counts.chains, counts.figures, counts.stories) == (0, 0, 0, 0)
        reef = corpus.source_at("/news/reef.txt")
        assert reef is not None
        assert (reef.outlet, reef.date, reef.story) == ("Atoll Times", "2024-05-06", None)
        assert "coral nursery" in corpus.text(reef.id)
        told = corpus.pledges_of(reef.id)[0]
        assert (told.trigger.text, told.entry, told.category) == ("has pledged", None, None)
        assert {hit.kind for hit in corpus.search("nursery")} == {"source", "quote", "pledge"}
        assert [one.path for one in corpus.stale("2")] == ["/news/rail.txt", "/news/reef.txt"]
        assert corpus.stats().schema == SCHEMA
    with Database(old) as tables:
        assert tables.note("schema") == SCHEMA


def test_extracting_again_fills_the_ledger(old: Path, extractor: Extractor) -> None:
    with Corpus.open(old) as corpus:
        for source in corpus.stale("2"):
            text = corpus.text(source.id)
            article = Article(text, source.blocks, title=source.title, place=source.path)
            found = extractor.extract(article)
            assert corpus.add(article, found, pipeline="2", again=source) == "updated"
        assert corpus.stale("2") == []
        counts = corpus.counts()
        assert (counts.sources, counts.pledges, counts.stories) == (2, 3, 2)
        assert counts.entries >= 2
        (train,) = (one for one in corpus.listing("entry") if "train" in one.action)
        assert (train.makers, train.strength) == (("Officials",), "ready")
        for source in list(corpus.listing("source")):
            assert source.story is not None
            corpus.remove(source.id)
        assert sum(len(corpus.listing(kind)) for kind in ("entry", "story", "actor")) == 0


def test_new_articles_come_beside_the_old_ones(old: Path) -> None:
    with Corpus.open(old) as corpus:
        assert Report(1).into(corpus) == "added"
        assert (corpus.counts().entries, corpus.counts().sources) == (1, 3)
        (story,) = corpus.listing("story")
        assert story.sources == (Report(1).id,)


def test_read_only_it_is_refused_in_a_sentence(old: Path) -> None:
    before = old.read_bytes()
    with pytest.raises(StoreError) as refused:
        Corpus.open(old, read_only=True)
    assert "an older onrecord made it (schema 1); open it once for writing" in str(refused.value)
    assert old.read_bytes() == before


def test_restricted_it_is_refused_and_reload_brings_it_up_to_date(old: Path, onrecord: Run) -> None:
    refused = onrecord("--store", old, "--restricted", "list", "entries")
    assert (refused.returncode, refused.stdout, refused.stderr.count("\n")) == (3, "", 1)
    assert "an older onrecord made it" in refused.stderr
    assert onrecord("--store", old, "list", "entries", "night train").returncode == 1
    done = onrecord("--store", old, "reload")
    assert done.returncode == 0
    assert "updated 2" in done.stdout + done.stderr
    listed = onrecord("--store", old, "list", "entries", "night train")
    assert listed.returncode == 0
    assert "Officials" in listed.stdout
