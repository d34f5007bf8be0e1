"""Stores that programs of schema 1 to 4 made: they open, keep all and answer to queries.

Schema 1 had no ledger, which `reload` fills; schema 2 no full text for each part of a record;
schema 3 no notes; schema 4 no tags, no bookmarks, and nothing that could be undone.
"""

from __future__ import annotations

import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from store.corpus import Corpus, Narrowing, StoreError
from store.database import SCHEMA, Database
from store.extraction.extractor import Extractor
from store.records import Article, Kind
from tests.store.ledger_samples import Report

Run = Callable[..., subprocess.CompletedProcess[str]]
DUMPS = Path(__file__).parent


def made_by(schema: int, path: Path) -> Path:
    """The store that the program of a schema made."""
    connection = sqlite3.connect(path)
    connection.executescript((DUMPS / f"schema{schema}.sql").read_text(encoding="utf-8"))
    connection.close()
    return path


def tables_of(path: Path) -> set[tuple[str, ...]]:
    """All that the file is made of: tables, indexes, views, triggers, as statements."""
    connection = sqlite3.connect(path)
    found = connection.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
    connection.close()
    return {(kind, name, " ".join((sql or "").split())) for kind, name, sql in found}


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return made_by(1, tmp_path / "old.db")


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
        assert tables.said("schema") == SCHEMA


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


@pytest.mark.parametrize("schema", [1, 2, 3, 4])
def test_its_tables_become_those_of_a_new_store(tmp_path: Path, schema: int) -> None:
    Corpus.open(tmp_path / "new.db").close()
    Corpus.open(made_by(schema, tmp_path / "old.db")).close()
    assert tables_of(tmp_path / "old.db") == tables_of(tmp_path / "new.db")


def test_of_schema_2_every_part_of_a_record_answers_to_queries(tmp_path: Path) -> None:
    def words(corpus: Corpus, kind: Kind, query: str) -> set[str]:
        found = corpus.listing(kind, Narrowing(query=query))
        return {
            (one.action or one.trigger if kind == "pledge" else one.content).text for one in found
        }

    with Corpus.open(made_by(2, tmp_path / "old.db")) as corpus:
        counts = corpus.counts()
        assert (counts.sources, counts.quotes, counts.pledges, counts.entries) == (2, 5, 5, 5)
        assert words(corpus, "pledge", "cond:truce") == {"send dredgers to Latvia"}
        assert words(corpus, "pledge", "cond:dredgers") == set()
        assert words(corpus, "pledge", "about:dredgers") == {"send dredgers to Latvia"}
        assert words(corpus, "pledge", "by:finland") == {"any loan to Estonia"}
        assert words(corpus, "pledge", "to:estonia stance:refusal") == {"any loan to Estonia"}
        assert words(corpus, "quote", "by:vinter about:locks") == {
            '"We will not pay for the locks,"'
        }
        assert words(corpus, "quote", "vinter locks") == {'"We will not pay for the locks,"'}
        assert len(corpus.listing("source", Narrowing(query="cond:truce"))) == 1
        assert corpus.saved_queries() == []
        corpus.save_query("cond:truce")
        assert corpus.saved_queries() == ["cond:truce"]


def test_of_schema_2_what_is_removed_leaves_the_full_text(tmp_path: Path) -> None:
    path = made_by(2, tmp_path / "old.db")
    with Corpus.open(path) as corpus:
        (canal,) = corpus.listing("source", Narrowing(query="canal"))
        corpus.remove(canal.id)
        assert corpus.search("dredgers") == []
        assert len(corpus.listing("pledge", Narrowing(query="bridge"))) == 2
    connection = sqlite3.connect(path)
    for table in ("texts", "actors", "quotes", "pledges"):
        connection.execute(f"INSERT INTO {table}_words ({table}_words) VALUES ('integrity-check')")
    connection.close()


def test_of_schema_2_it_is_refused_for_reading_only(tmp_path: Path) -> None:
    path = made_by(2, tmp_path / "old.db")
    with pytest.raises(StoreError, match=r"an older onrecord made it \(schema 2\)"):
        Corpus.open(path, read_only=True)


def test_of_schema_3_all_is_kept_and_records_take_notes(tmp_path: Path) -> None:
    path = made_by(3, tmp_path / "old.db")
    with Corpus.open(path) as corpus:
        counts = corpus.counts()
        assert (counts.sources, counts.quotes, counts.pledges, counts.entries) == (2, 6, 6, 5)
        assert corpus.notes() == {}
        assert corpus.listing("pledge", Narrowing(query="has:note"))[:] == []
        (mill,) = corpus.listing("pledge", Narrowing(query='cond:"strike ends"'))
        corpus.set_note(mill.id, "which strike?")
        assert corpus.listing("pledge", Narrowing(query="note:strike"))[:] == [mill]
        corpus.remove(mill.source)
        assert corpus.search("mill") == []
        assert [hit.match for hit in corpus.search("ferry NEAR/2 build")] != []
        assert list(corpus.notes()) == [mill.id]
    connection = sqlite3.connect(path)
    for table in ("texts", "actors", "quotes", "pledges", "notes"):
        connection.execute(f"INSERT INTO {table}_words ({table}_words) VALUES ('integrity-check')")
    connection.close()


def test_of_schema_3_it_is_refused_for_reading_only(tmp_path: Path) -> None:
    path = made_by(3, tmp_path / "old.db")
    with pytest.raises(StoreError, match=r"an older onrecord made it \(schema 3\)"):
        Corpus.open(path, read_only=True)


def test_of_schema_4_notes_are_kept_and_records_take_tags(tmp_path: Path) -> None:
    path = made_by(4, tmp_path / "old.db")
    with Corpus.open(path) as corpus:
        counts = corpus.counts()
        assert (counts.sources, counts.quotes, counts.pledges, counts.entries) == (2, 6, 8, 8)
        said = {one.text: (one.kind, one.tags, one.marked) for one in corpus.notes().values()}
        assert said == {
            "which talks?": ("pledge", (), False),
            "prime minister until autumn": ("actor", (), False),
        }
        (dahl,) = corpus.listing("actor", Narrowing(query="note:autumn"))
        assert dahl.name == "Sigrun Dahl"
        assert corpus.hand.undo() is None
        corpus.set_tags(dahl.id, ["iceland", "ask"])
        assert corpus.listing("actor", Narrowing(query="tag:ask"))[:] == [dahl]
        (pledge,) = corpus.listing("pledge", Narrowing(query="has:note"))
        corpus.set_note(pledge.id, "")
        assert corpus.listing("pledge", Narrowing(query="note:talks"))[:] == []
        assert corpus.hand.undo() is not None
        assert corpus.listing("pledge", Narrowing(query="note:talks"))[:] == [pledge]
        assert corpus.saved_queries() == ["cond:talks"]
    connection = sqlite3.connect(path)
    for table in ("texts", "actors", "quotes", "pledges", "notes"):
        connection.execute(f"INSERT INTO {table}_words ({table}_words) VALUES ('integrity-check')")
    connection.close()


def test_of_schema_4_it_is_refused_for_reading_only(tmp_path: Path) -> None:
    path = made_by(4, tmp_path / "old.db")
    with pytest.raises(StoreError, match=r"an older onrecord made it \(schema 4\)"):
        Corpus.open(path, read_only=True)
