"""`export tinydb` and `import`: what stock TinyDB opens comes back as it was, or not at all."""

from __future__ import annotations

import io
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import tinydb

from store.corpus import Corpus, Narrowing
from store.database import SCHEMA
from store.errors import StoreError
from store.exporting.tinydb import export, export_whole, part, whole
from store.ids import text_id
from store.importing import Imported, NotImported, import_tables
from tests.store.damaged import faults, rows, spoil
from tests.store.samples import FERRY, HARBOUR, PIPELINE, article, contents, ferry, harbour
from tests.store.test_migration import made_by

Tables = dict[str, dict[str, dict[str, Any]]]


def text_of(corpus: Corpus) -> str:
    return b"".join(whole(corpus)).decode("ascii")


def imported(path: Path, text: str) -> Imported:
    with Corpus.open(path) as corpus:
        return import_tables(corpus, io.StringIO(text))


@pytest.fixture
def kept(filled: Corpus) -> Corpus:
    """A store of two articles, with rows of the user's own."""
    filled.save_query("by:norland")
    filled.database.rows_of("overlays").insert({"id": "o1", "record": text_id(FERRY)})
    return filled


def test_stock_tinydb_opens_the_file(kept: Corpus, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    export_whole(kept, out)
    with tinydb.TinyDB(out) as db:
        assert db.tables() == kept.database.tables()
        sources = db.table("sources")
        (found,) = sources.search(tinydb.where("id") == text_id(HARBOUR))
        assert found["path"] == "h.txt"
        assert len(db.table("quotes")) == 3
        assert db.table("meta").get(tinydb.where("name") == "schema")["value"] == SCHEMA
        assert len(db.table("overlays")) == len(db.table("queries")) == 1
    assert out.read_bytes().isascii()


def test_a_store_comes_back_as_it_was(seeds_store: Path, tmp_path: Path) -> None:
    with Corpus.open(seeds_store) as corpus:
        text, before = text_of(corpus), contents(corpus)
    done = imported(tmp_path / "new.db", text)
    assert done == Imported(added=5)
    with Corpus.open(tmp_path / "new.db") as corpus:
        assert contents(corpus) == before
        assert text_of(corpus) == text
    assert rows(tmp_path / "new.db") == rows(seeds_store)
    assert faults(tmp_path / "new.db") == []


def test_a_file_that_tinydb_has_written_again_comes_back(kept: Corpus, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    export_whole(kept, out)
    with tinydb.TinyDB(out, indent=2) as db:
        db.table("queries").insert({"name": "by:sudmark"})
    imported(tmp_path / "new.db", out.read_text())
    with Corpus.open(tmp_path / "new.db") as corpus:
        assert contents(corpus) == contents(kept)
        assert corpus.saved_queries() == ["by:norland", "by:sudmark"]


def test_some_articles_come_with_all_that_they_need(seeds_store: Path, tmp_path: Path) -> None:
    with Corpus.open(seeds_store) as corpus:
        corpus.save_query("private")
        chosen = list(corpus.listing("source"))[:3]
        ids = {source.id for source in chosen}
        text = b"".join(part(corpus, chosen)).decode()
        export(corpus, chosen, tmp_path / "part.json")
        kept = {one: corpus.quotes_of(one) for one in ids}
    assert (tmp_path / "part.json").read_text() == text
    imported(tmp_path / "new.db", text)
    assert faults(tmp_path / "new.db") == []
    with Corpus.open(tmp_path / "new.db") as corpus:
        assert {source.id for source in corpus.listing("source")} == ids
        assert {one: corpus.quotes_of(one) for one in ids} == kept
        for entry in corpus.listing("entry"):
            assert {one.source for one in entry.evidence} <= ids
        assert all(set(story.sources) <= ids for story in corpus.listing("story"))
        assert corpus.saved_queries() == []


def test_of_the_users_rows_those_of_the_chosen_articles_go_along(kept: Corpus) -> None:
    kept.database.rows_of("overlays").insert({"id": "o2", "record": text_id(HARBOUR)})
    harbour, *_ = kept.listing("pledge", Narrowing(source=text_id(HARBOUR)))
    ferry, *_ = kept.listing("pledge", Narrowing(source=text_id(FERRY)))
    kept.set_note(harbour.id, "to be asked")
    kept.set_note(ferry.id, "to be asked, too")
    chosen = kept.listing("source", Narrowing(query="ferry"))
    tables: Tables = json.loads(b"".join(part(kept, chosen)))
    held_on = ferry.id  # by what is noted on it
    assert [one["id"] for one in tables["overlays"].values()] == ["o1", held_on]
    assert [one["id"] for one in tables["notes"].values()] == [ferry.id]
    assert tables["queries"] == {}


# ---------------------------------------------------------------------- into a store in use


def test_articles_join_those_that_are_there(kept: Corpus, tmp_path: Path) -> None:
    text = text_of(kept)
    other = tmp_path / "other.db"
    with Corpus.open(other) as corpus:
        corpus.add(article(HARBOUR, "mine.txt", date="2025-09-04"), harbour(), pipeline=PIPELINE)
        corpus.save_query("by:norland")
        corpus.save_query("mine")
    assert imported(other, text) == Imported(added=1, unchanged=1)
    assert faults(other) == []
    with Corpus.open(other) as corpus:
        assert corpus.counts() == kept.counts()
        assert {one.path for one in corpus.listing("source")} == {"mine.txt", "f.txt"}
        assert corpus.quotes_of(text_id(FERRY)) == kept.quotes_of(text_id(FERRY))
        assert corpus.pledges_of(text_id(FERRY)) == kept.pledges_of(text_id(FERRY))
        assert corpus.saved_queries() == ["by:norland", "mine"]
        assert len(corpus.database.rows_of("overlays")) == 1
    assert imported(other, text) == Imported(unchanged=2)
    with Corpus.open(other) as corpus:
        assert len(corpus.database.rows_of("overlays")) == 1


def test_what_is_there_already_stays_as_it_is(kept: Corpus, tmp_path: Path) -> None:
    text = text_of(kept)
    other = tmp_path / "other.db"
    with Corpus.open(other) as corpus:  # another text at the place of one of the file's
        corpus.add(article("Nothing happened.", "f.txt"), ferry_of_none(), pipeline=PIPELINE)
    assert imported(other, text) == Imported(added=2)
    with Corpus.open(other) as corpus:
        mine = corpus.source_at("f.txt")
        assert mine is not None
        assert corpus.text(mine.id) == "Nothing happened."
        assert corpus.text(text_id(FERRY)) == FERRY
    assert faults(other) == []


def ferry_of_none() -> Any:
    found = ferry()
    return type(found)()


def test_another_state_of_an_article_is_left_out_and_told(kept: Corpus, tmp_path: Path) -> None:
    text = text_of(kept)
    other = tmp_path / "other.db"
    with Corpus.open(other) as corpus:
        corpus.add(article(HARBOUR, "h.txt"), harbour(), pipeline=PIPELINE)
        corpus.add(article(HARBOUR + " Later.", "h.txt"), harbour(), pipeline=PIPELINE)
    done = imported(other, text)
    assert (done.added, done.skipped) == (1, 1)
    assert done.left == [(text_id(HARBOUR), "the store has another text of this article")]
    with Corpus.open(other) as corpus:
        assert corpus.text(text_id(HARBOUR)).endswith("Later.")


# --------------------------------------------------------------------------- what is refused


def changed(change: Callable[[Tables], object]) -> Callable[[str], str]:
    def apply(text: str) -> str:
        tables = json.loads(text)
        change(tables)
        return json.dumps(tables)

    return apply


WRONG: dict[str, tuple[Callable[[str], str], str]] = {
    "nothing": (lambda text: "", "it is empty"),
    "no JSON": (lambda text: "three years of work", "is no JSON object"),
    "cut": (lambda text: text[: len(text) // 2], "its JSON"),
    "more behind it": (lambda text: text + "{}", "something follows the end"),
    "another JSON": (lambda text: "[1, 2]", "the file is no JSON object"),
    "deep JSON": (lambda text: '{"a": {"1": ' + "[" * 100_000, "it nests too deep"),
    "another TinyDB": (lambda text: '{"_default": {"1": {"a": 1}}}', "no onrecord wrote it"),
    "no documents": (lambda text: '{"sources": {"1": 5}}', "is no JSON object"),
    "odd numbers": (lambda text: '{"sources": {"x": {}}}', "is no number of a document"),
    "a row twice": (lambda text: '{"meta": {"1": {}, "1": {}}}', "document 1 twice"),
    "a table twice": (lambda text: '{"meta": {}, "meta": {}}', "the table meta twice"),
    "a newer schema": (
        changed(lambda tables: tables["meta"]["1"].update(value=SCHEMA + 1)),
        "a newer onrecord wrote it",
    ),
    "an odd schema": (
        changed(lambda tables: tables["meta"]["1"].update(value="x")),
        "tells no schema version",
    ),
    "a foreign table": (
        changed(lambda tables: tables.update(photos={"1": {"a": 1}})),
        "it holds the table photos",
    ),
    "a span": (
        lambda text: text.replace("dredged by spring", "dredged by autumn", 1),
        "it is damaged",
    ),
    "a number that is too large": (
        changed(lambda tables: tables["quotes"]["1"].update(confidence=10**30)),
        "cannot be kept",
    ),
    "a lost record": (changed(lambda tables: tables["actors"].popitem()), "it is damaged"),
}


@pytest.mark.parametrize(("spoiling", "why"), WRONG.values(), ids=WRONG.keys())
@pytest.mark.parametrize("empty", [True, False])
def test_a_file_that_is_none_is_refused_and_nothing_changes(
    kept: Corpus, tmp_path: Path, spoiling: Callable[[str], str], why: str, empty: bool
) -> None:
    text = spoiling(text_of(kept))
    other = tmp_path / "other.db"
    with Corpus.open(other) as corpus:
        if not empty:
            corpus.add(article("Nothing.", "n.txt"), ferry_of_none(), pipeline=PIPELINE)
        before = rows(other)
        with pytest.raises(NotImported, match=why) as refused:
            import_tables(corpus, io.StringIO(text))
    assert "\n" not in str(refused.value)
    assert rows(other) == before
    assert faults(other) == []


@pytest.mark.parametrize("schema", [1, 2])
def test_a_file_of_an_older_schema_is_brought_up_to_date(tmp_path: Path, schema: int) -> None:
    old = made_by(schema, tmp_path / "old.db")
    with Corpus.open(old) as corpus:
        tables: Tables = json.loads(text_of(corpus))
        before = contents(corpus)
    for row in tables["meta"].values():
        if row["name"] == "schema":
            row["value"] = schema
    tables.pop("queries")
    imported(tmp_path / "new.db", json.dumps(tables))
    with Corpus.open(tmp_path / "new.db") as corpus:
        assert contents(corpus) == before
        assert corpus.database.said("schema") == SCHEMA
    assert faults(tmp_path / "new.db") == []


def test_random_damage_is_refused_in_a_sentence_or_harmless(kept: Corpus, tmp_path: Path) -> None:
    text = text_of(kept)
    pick = random.Random(11)
    signs = '{}[]",:\\0123456789 ax\x00\n-.eEé\ud800'
    refused = 0
    for number in range(120):
        at = pick.randrange(len(text))
        damage = pick.choice(["", pick.choice(signs), text[at : at + 40] * 2])
        spoiled = text[:at] + damage + text[at + pick.choice((0, 1, 1, 25)) :]
        path = tmp_path / f"new{number % 4}-{number}.db"
        try:
            imported(path, spoiled)
        except (NotImported, StoreError) as error:
            refused += len(str(error).splitlines()) == 1
            with Corpus.open(path) as corpus:
                empty = corpus.counts().sources == 0
            assert empty
        else:
            assert faults(path) == []
    assert refused > 60


def test_a_damaged_store_is_not_written_out(kept: Corpus, tmp_path: Path) -> None:
    kept.close()
    spoil(kept.path, "INSERT INTO unsettled (doc) VALUES ('{')")
    with (
        Corpus.open(kept.path) as corpus,
        pytest.raises(StoreError, match="row 1 of unsettled is damaged"),
    ):
        export_whole(corpus, tmp_path / "out.json")
    assert not (tmp_path / "out.json").exists()
    assert [*tmp_path.glob(".onrecord*")] == []
