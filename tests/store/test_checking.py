"""What `check` finds in file, rows, spans, references and counts; nothing in whole stores."""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path

import pytest

from store.corpus import Corpus
from store.database import SCHEMA
from store.errors import StoreError
from tests.store.damaged import faults, rewrite, rows, spoil, unsum
from tests.store.test_migration import made_by


@pytest.fixture
def path(filled: Corpus) -> Path:
    """A closed store of two articles."""
    filled.save_query("by:norland")
    filled.close()
    return filled.path


@pytest.mark.parametrize("read_only", [False, True])
def test_a_whole_store_has_no_faults(path: Path, read_only: bool) -> None:
    assert faults(path, read_only=read_only) == []


def test_stores_of_articles_that_came_and_went_are_whole(seeds_store: Path) -> None:
    assert faults(seeds_store) == []
    with Corpus.open(seeds_store) as corpus:
        for source in list(corpus.listing("source"))[::2]:
            corpus.remove(source.id)
    assert faults(seeds_store) == []


@pytest.mark.parametrize("schema", [1, 2])
def test_a_store_of_an_older_schema_is_whole_once_opened(tmp_path: Path, schema: int) -> None:
    assert faults(made_by(schema, tmp_path / "old.db")) == []


DAMAGE = {
    "a quote's words": (rewrite("quotes", "dredged by spring", "dredged by autumn"), "quotes"),
    "a pledge's place": (rewrite("pledges", '"start":', '"start":1'), "pledges"),
    "a place beyond the text": (rewrite("pledges", '"end":', '"end":9'), "pledges"),
    "a text": (rewrite("texts", "dredged", "dragged"), "texts"),
    "an actor's name": (rewrite("actors", "Ada Lindqvist", "Eda Lindqvist"), "actors"),
    "a mention": (rewrite("actors", '"mentions":', '"mentions":7'), "actors"),
    "a count of quotes": (rewrite("sources", '"quotes":2', '"quotes":3'), "sources"),
    "a stance": (rewrite("pledges", "commitment", "commitmend"), "pledges"),
    "a confidence": (rewrite("quotes", '"confidence":', '"confidence":"x","was":'), "quotes"),
    "a part's name": (rewrite("quotes", '"why":', '"whz":'), "quotes"),
    "what is no JSON": ("INSERT INTO unsettled (doc) VALUES ('{')", "unsettled"),
    "what is no object": ("UPDATE meta SET doc = '[]' WHERE id = 2", "meta"),
    "bytes that are no text": ("INSERT INTO unsettled (doc) VALUES (x'7b22ff227d')", "unsettled"),
    "an article that is gone": ("DELETE FROM sources WHERE id = 1", "quotes"),
    "a text that is gone": ("DELETE FROM texts WHERE id = 1", "sources"),
    "an actor that is gone": ("DELETE FROM actors WHERE id = 1", "appearances"),
    "an entry that is gone": ("DELETE FROM entries WHERE id = 1", "entries"),
    "a story that is gone": ("DELETE FROM stories", "stories"),
    "a signature that is gone": ("DELETE FROM signatures", "sources"),
    "a quote that is gone": ("DELETE FROM quotes WHERE id = 1", "sources"),
    "a parent that is none": (rewrite("quotes", '"parent":null', '"parent":"q0"'), "quotes"),
    "an appearance's place": (rewrite("appearances", '"places":[[', '"places":[[9'), "appearances"),
    "a quote that is there twice": (
        "INSERT INTO quotes (doc) SELECT doc FROM quotes WHERE id = 1",
        "quotes",
    ),
    "a side table": ('DELETE FROM "pledges.actors"', "pledges"),
    "a trigger": ("SELECT 1", "quotes"),
    "an index": ('DROP INDEX "quotes.id"', "quotes"),
    "the full text": ("DELETE FROM quotes_words_docsize", "quotes"),
}


@pytest.mark.parametrize(("statement", "table"), DAMAGE.values(), ids=DAMAGE.keys())
def test_damage_is_found_where_it_is(path: Path, statement: str, table: str) -> None:
    if statement == "SELECT 1":
        connection = sqlite3.connect(path)
        connection.execute("DROP TRIGGER quotes_words_take")
        connection.close()
    else:
        # without checksums, which would find most of it: each part is looked at by itself
        spoil(path, statement, *(unsum(name) for name in ("quotes", "pledges", "texts", "actors")))
    found = faults(path)
    assert table in {fault.table for fault in found}
    for fault in found:
        assert fault.why
        assert "\n" not in fault.what + fault.why


def test_a_row_that_reads_well_and_was_not_written_so_is_found(path: Path) -> None:
    spoil(path, rewrite("sources", '"language":"en"', '"language":"fr"'))
    (fault,) = faults(path)
    assert (fault.table, fault.row) == ("sources", 1)
    assert "not as it was written" in fault.why


def test_what_another_program_writes_by_the_rules_of_the_file_is_no_fault(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute(rewrite("queries", "by:norland", "by:sudmark"))
    connection.commit()
    connection.close()
    assert faults(path) == []


def test_an_older_store_without_checksums_gets_them_when_it_is_opened(path: Path) -> None:
    connection = sqlite3.connect(path)
    for table in rows(path):
        for event in ("put", "take", "change"):
            connection.execute(f'DROP TRIGGER "{table}.sums {event}"')
        connection.execute(f'DROP TABLE "{table}.sums"')
    now = f'"value":{SCHEMA}'
    connection.execute("UPDATE meta SET doc = replace(doc, ?, '\"value\":3')", (now,))
    connection.commit()
    connection.close()
    assert faults(path) == []
    spoil(path, rewrite("sources", '"language":"en"', '"language":"fr"'))
    assert len(faults(path)) == 1


def test_a_ledger_that_waits_to_be_settled_is_no_fault(path: Path) -> None:
    with Corpus.open(path) as corpus:
        corpus.database.rows_of("unsettled").insert({"kind": "story", "keys": []})
    spoil(path, "DELETE FROM stories", unsum("stories"))
    assert {fault.table for fault in faults(path)} <= {"stories"}
    assert all("full text" in fault.why or "side" in fault.why for fault in faults(path))


def test_flipped_bytes_are_found_or_touch_no_record(path: Path, tmp_path: Path) -> None:
    with Corpus.open(path) as corpus:
        corpus.database.rows.copy_to(tmp_path / "base.db")
    base = (tmp_path / "base.db").read_bytes()
    before = rows(tmp_path / "base.db")
    pick = random.Random(7)
    live = [place for place, byte in enumerate(base) if byte]  # the rest are mostly empty pages
    told = 0
    for number in range(150):
        spoiled = bytearray(base)
        spoiled[pick.choice(live)] ^= pick.choice((1, 2, 4, 8, 16, 32, 64, 128, 255))
        flipped = tmp_path / f"flipped{number}.db"
        flipped.write_bytes(spoiled)
        try:
            found = faults(flipped)
        except StoreError as error:
            told += str(flipped) in str(error)
            continue
        told += bool(found)
        if not found:
            assert rows(flipped) == before
    assert told > 50


@pytest.mark.parametrize("share", [0.2, 0.6, 0.99])
def test_a_cut_file_is_told(path: Path, tmp_path: Path, share: float) -> None:
    with Corpus.open(path) as corpus:
        corpus.database.rows.copy_to(tmp_path / "base.db")
    base = (tmp_path / "base.db").read_bytes()
    cut = tmp_path / "cut.db"
    cut.write_bytes(base[: int(len(base) * share)])
    try:
        told = [fault.why for fault in faults(cut)]
    except StoreError as error:
        told = [str(error)]
    assert any("damaged" in why for why in told)
