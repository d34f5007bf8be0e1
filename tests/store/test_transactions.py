"""All or nothing, whoever else reads and writes the file."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from tinydb import where
from tinydb.table import Document

from store.errors import StoreError
from store.tables import RowDB
from tests.store.samples import Open


def contents(db: RowDB) -> dict[str, list[Any]]:
    return {name: db.table(name).all() for name in db.tables()}


def test_calls_within_a_transaction_are_one(open_db: Open) -> None:
    db, other = open_db(), open_db()
    with db.rows.transaction():
        db.table("things").insert({"a": 1})
        db.table("others").insert({"b": 2})
        assert other.tables() == set()
    assert contents(other) == {"things": [{"a": 1}], "others": [{"b": 2}]}


def test_a_transaction_that_fails_leaves_everything_as_before(open_db: Open) -> None:
    db = open_db()
    db.table("things").insert({"a": 1, "tags": ["p"]})

    def change() -> None:
        with db.rows.transaction():
            db.table("things").update({"a": 2, "tags": ["q"]})
            assert db.table("things").search(where("a").exists())[0]["a"] == 2
            db.table("new").insert({"n": 1})
            db.table("things").truncate()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change()
    assert contents(db) == {"things": [{"a": 1, "tags": ["p"]}]}
    assert db.table("things").search(where("a").exists()) == [{"a": 1, "tags": ["p"]}]
    assert db.table("things").count(where("tags").any(["q"])) == 0
    assert db.table("new").insert({"n": 2}) >= 1
    assert db.table("new").all() == [{"n": 2}]


def test_a_transaction_whose_file_was_closed_ends_with_what_ended_it(open_db: Open) -> None:
    db = open_db()
    transaction = db.rows.transaction()
    transaction.__enter__()
    db.table("things").insert({"a": 1})
    db.rows.close()
    ended = transaction.__exit__(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert not ended, "ctrl+c is raised on"
    assert len(open_db().table("things")) == 0


def test_an_inner_failure_that_is_caught_undoes_the_inner_part_only(open_db: Open) -> None:
    db = open_db()

    def fail() -> None:
        with db.rows.transaction():
            db.insert({"n": 2})
            raise ZeroDivisionError

    with db.rows.transaction():
        db.insert({"n": 1})
        with pytest.raises(ZeroDivisionError):
            fail()
        with pytest.raises(ValueError, match="already exists"):
            db.insert(Document({"n": 3}, 1))
        db.insert({"n": 4})
    assert [doc["n"] for doc in db] == [1, 4]


def test_a_snapshot_does_not_see_what_others_write(open_db: Open) -> None:
    db, other = open_db(), open_db()
    db.insert({"n": 1})
    with db.rows.snapshot():
        assert len(db) == 1
        other.insert({"n": 2})
        assert len(db) == 1
    assert len(db) == 2


def test_ids_are_taken_inside_the_transaction(open_db: Open) -> None:
    db, other = open_db(), open_db()
    assert [db.insert({}), other.insert({}), db.insert({}), other.insert({})] == [1, 2, 3, 4]


def test_a_query_sees_what_another_connection_wrote(open_db: Open) -> None:
    db, other = open_db(), open_db()
    query = where("c") == 1
    db.table("things").insert({"c": 1})
    assert other.table("things").count(query) == 1
    assert other.table("things").count(query) == 1
    db.table("things").insert({"c": 1})
    assert other.table("things").count(query) == 2


def test_the_stamp_changes_with_every_write_and_with_no_read(open_db: Open) -> None:
    db, other = open_db(), open_db()
    seen = [db.rows.stamp()]
    db.insert({})
    seen.append(db.rows.stamp())
    other.insert({})
    seen.append(db.rows.stamp())
    db.all()
    assert db.rows.stamp() == seen[-1]
    assert len(set(seen)) == 3


def test_a_table_that_another_connection_drops_is_empty(open_db: Open) -> None:
    db, other = open_db(), open_db()
    db.insert({"n": 1})
    assert len(other) == 1
    db.drop_tables()
    assert other.all() == []
    assert other.insert({"n": 2}) == 2 or len(other) == 1


def test_a_locked_store_waits_and_then_says_so(
    open_db: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.transactions.BUSY_SECONDS", 0.2)
    db, other = open_db(), open_db()
    with db.rows.transaction():
        db.insert({"n": 1})
        with pytest.raises(StoreError, match="another program is using it"):
            other.insert({"n": 2})
        assert other.all() == []
    assert other.insert({"n": 2}) == 2


def test_writers_in_threads_wait_for_each_other(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    RowDB(path).close()

    def write(who: int) -> None:
        with RowDB(path) as db:
            for n in range(30):
                db.insert({"who": who, "n": n})

    threads = [threading.Thread(target=write, args=(who,)) for who in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with RowDB(path) as db:
        found = [(doc["who"], doc["n"]) for doc in db]
    assert sorted(found) == [(who, n) for who in range(3) for n in range(30)]


@pytest.mark.parametrize("begins", ["BEGIN IMMEDIATE", "SAVEPOINT", "BEGIN"])
def test_ctrl_c_as_soon_as_a_transaction_has_begun_leaves_none_open(
    open_db: Open, monkeypatch: pytest.MonkeyPatch, begins: str
) -> None:
    db = open_db()
    db.table("things").insert({"a": 1})
    run = db.rows.run

    def interrupted(sql: str, parameters: tuple[Any, ...] = ()) -> list[Any]:
        rows = run(sql, parameters)
        if sql.split(" level_")[0] == begins:
            raise KeyboardInterrupt
        return rows

    def begin() -> None:
        if begins == "BEGIN":
            with db.rows.snapshot():
                pytest.fail("it goes on")
        with db.rows.transaction(), db.rows.transaction():
            pytest.fail("it goes on")

    with monkeypatch.context() as patch:
        patch.setattr(db.rows, "run", interrupted)
        with pytest.raises(KeyboardInterrupt):
            begin()
    db.table("things").insert({"a": 2})
    assert contents(db) == {"things": [{"a": 1}, {"a": 2}]}
