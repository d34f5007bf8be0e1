"""What `check --repair` does: the store is whole again, and what was lost is told."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from store.corpus import Corpus
from store.deriving import AGAIN
from store.errors import StoreError
from store.ids import text_id
from store.repairing import repair
from tests.store.damaged import faults, rewrite, rows, spoil, unsum
from tests.store.samples import FERRY, HARBOUR, PIPELINE, contents


@pytest.fixture
def path(filled: Corpus) -> Path:
    """A closed store of two articles and what a user wrote."""
    filled.save_query("by:norland")
    filled.database.rows_of("overlays").insert({"id": "o1", "record": "gone", "tags": ["mine"]})
    filled.close()
    return filled.path


def test_a_whole_store_is_left_alone(path: Path) -> None:
    before = path.read_bytes()
    done = repair(path)
    assert (done.kept, done.struck, done.left) == (None, [], [])
    assert path.read_bytes() == before
    assert [one.name for one in path.parent.glob("store.db*")] == ["store.db"]


@pytest.mark.parametrize(
    "statements",
    [
        ["DELETE FROM actors"],
        ["DELETE FROM entries", "DELETE FROM stories"],
        ['DROP INDEX "quotes.id"', 'DROP INDEX "sources.by date"'],
        ['DELETE FROM "pledges.actors"', "DELETE FROM quotes_words_docsize"],
        [rewrite("actors", "Ada Lindqvist", "Eda Lindqvist")],
        [rewrite("actors", '"mentions":', '"mentions":7'), unsum("actors")],
        [rewrite("sources", '"quotes":2', '"quotes":3'), unsum("sources")],
        [rewrite("entries", '"origins":1', '"origins":5')],
        ["DELETE FROM sources"],
        ["DROP TABLE texts_words"],
    ],
)
def test_what_is_derived_is_made_anew_as_it_was(path: Path, statements: list[str]) -> None:
    with Corpus.open(path) as corpus:
        before = contents(corpus)
    spoil(path, *statements)
    assert faults(path)
    done = repair(path)
    assert done.left == []
    assert faults(path) == []
    with Corpus.open(path) as corpus:
        after = contents(corpus)
    if statements == ["DELETE FROM sources"]:  # of them no more is known than the texts say
        assert after["texts"] == before["texts"][::-1] or after["texts"] == before["texts"]
        assert {one.pipeline for one in after["source"]} == {AGAIN}
    else:
        assert after == before


def test_a_record_that_does_not_hold_goes_and_its_article_is_to_be_read_again(path: Path) -> None:
    spoil(path, rewrite("quotes", "dredged by spring", "dredged by autumn"))
    done = repair(path)
    assert [fault.table for fault in done.struck] == ["quotes"]
    assert done.again == {text_id(HARBOUR): "h.txt"}
    assert done.lost == {}
    assert faults(path) == []
    with Corpus.open(path) as corpus:
        assert [source.id for source in corpus.stale(PIPELINE)] == [text_id(HARBOUR)]
        assert len(corpus.quotes_of(text_id(HARBOUR))) == 1
        assert corpus.counts().quotes == 2
        assert corpus.search("autumn") == []


def test_an_article_whose_text_is_damaged_goes_and_is_named(path: Path) -> None:
    spoil(path, rewrite("texts", "not buy the ferry", "not buy the berry"))
    done = repair(path)
    assert done.lost == {text_id(FERRY): "f.txt"}
    assert faults(path) == []
    with Corpus.open(path) as corpus:
        assert [source.id for source in corpus.listing("source")] == [text_id(HARBOUR)]


def test_what_a_user_wrote_stays(path: Path) -> None:
    before = rows(path)
    spoil(path, "DELETE FROM actors", "INSERT INTO queries (doc) VALUES ('[]')")
    done = repair(path)
    assert [fault.table for fault in done.struck] == ["queries"]
    after = rows(path)
    assert (after["overlays"], after["queries"]) == (before["overlays"], before["queries"])


def test_the_store_as_it_was_lies_beside_it(path: Path) -> None:
    spoil(path, "DELETE FROM actors")
    before = rows(path)
    done = repair(path)
    assert done.kept is not None
    assert done.kept.parent == path.parent
    assert rows(done.kept) == before
    spoil(path, "DELETE FROM actors")
    assert repair(path).kept not in (None, done.kept)


def test_a_row_that_reads_well_stays_as_it_reads(path: Path) -> None:
    spoil(path, rewrite("sources", '"language":"en"', '"language":"fr"'))
    done = repair(path)
    assert [fault.table for fault in done.doubtful] == ["sources"]
    assert faults(path) == []
    with Corpus.open(path) as corpus:
        assert sorted(one.language for one in corpus.listing("source")) == ["en", "fr"]


def test_damaged_pages_are_left_behind_and_all_else_is_saved(
    seeds_store: Path, tmp_path: Path
) -> None:
    with Corpus.open(seeds_store) as corpus:
        corpus.database.rows.copy_to(tmp_path / "base.db")
        counts = corpus.counts()
    base = (tmp_path / "base.db").read_bytes()
    pick = random.Random(3)
    salvaged = 0
    for number in range(8):
        spoiled = bytearray(base)
        page = pick.randrange(2, len(base) // 4096)
        spoiled[page * 4096 : page * 4096 + 1024] = bytes(pick.randbytes(1024))
        path = tmp_path / f"spoiled{number}.db"
        path.write_bytes(spoiled)
        done = repair(path)
        assert done.left == []
        assert faults(path) == []
        if done.kept and "damaged" in done.kept.name:
            salvaged += 1
            assert done.kept.read_bytes()[4096:] == spoiled[4096:]
        with Corpus.open(path) as corpus:
            assert corpus.counts().sources + len(done.lost) <= counts.sources
            assert corpus.counts().sources >= counts.sources - 2
    assert salvaged


def test_the_list_of_tables_is_that_of_a_new_store(seeds_store: Path, tmp_path: Path) -> None:
    """Its pages are damaged one by one, and at last all of them."""
    with Corpus.open(seeds_store) as corpus:
        corpus.database.rows.copy_to(tmp_path / "base.db")
        counts = corpus.counts()
    base = (tmp_path / "base.db").read_bytes()
    assert base[100] == 5, "the list is on one page: there is nothing to tell apart"
    cells = int.from_bytes(base[103:105], "big")
    pointers = [int.from_bytes(base[112 + 2 * n : 114 + 2 * n], "big") for n in range(cells)]
    pages = [int.from_bytes(base[one : one + 4], "big") - 1 for one in (108, *pointers)]
    for number, damaged in enumerate([*([page] for page in pages), pages]):
        spoiled = bytearray(base)
        for page in damaged:
            spoiled[page * 4096 : page * 4096 + 1024] = bytes(random.Random(page).randbytes(1024))
        path = tmp_path / f"list{number}.db"
        path.write_bytes(spoiled)
        repair(path)
        assert faults(path) == []
        with Corpus.open(path) as corpus:
            assert corpus.counts() == counts
    assert not [*tmp_path.glob(".*")]


def test_a_file_of_which_nothing_can_be_read_gets_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    path.write_bytes(b"SQLite format 3\0" + bytes(5000))
    with pytest.raises(StoreError, match=r"store\.db: "):
        repair(path)
    path.write_text("three years of work")
    with pytest.raises(StoreError, match="it is not a store"):
        repair(path)
    assert path.read_text() == "three years of work"
    assert [one.name for one in tmp_path.iterdir() if one.name != "home"] == ["store.db"]


def test_a_repair_that_cannot_be_written_changes_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil(path, "DELETE FROM actors")
    before = rows(path)

    def full(*_: object) -> None:
        raise StoreError("the disk is full")

    monkeypatch.setattr("store.repairing.derive", full)
    with pytest.raises(StoreError):
        repair(path)
    assert rows(path) == before
