"""A backup is whole while others write, and replaces nothing but an older one."""

from __future__ import annotations

import os
import sqlite3
import time
from pathlib import Path

import pytest

from store.backing_up import NotBackedUp, NotOurs, backup
from store.corpus import Corpus
from store.errors import StoreError
from tests.store.damaged import faults, rows
from tests.store.samples import HARBOUR, article, contents, harbour
from tests.store.test_corpus_faults import check_whole, load


def test_a_backup_holds_all_of_the_store(filled: Corpus, tmp_path: Path) -> None:
    out = tmp_path / "backup.db"
    backup(filled.database, out)
    assert faults(out, read_only=True) == []
    with Corpus.open(out, read_only=True) as copy:
        assert contents(copy) == contents(filled)
    assert sorted(one.name for one in tmp_path.glob(".onrecord*")) == []
    assert os.stat(out).st_mode == filled.path.stat().st_mode


def test_backups_taken_while_another_process_writes_are_whole(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    Corpus.open(path).close()
    writer = load(path, "x", 0, 10**6)
    try:
        assert writer.stdout is not None
        writer.stdout.readline()
        sizes = []
        for number in range(4):
            out = tmp_path / f"backup{number}.db"
            with Corpus.open(path) as corpus:
                backup(corpus.database, out)
            assert faults(out) == []
            with Corpus.open(out) as copy:
                sizes.append(check_whole(copy))
            time.sleep(0.3)
        assert writer.poll() is None
        assert 0 < sizes[0] <= sizes[-1]
        assert len({*sizes}) > 1
    finally:
        writer.kill()
        writer.communicate()


def test_an_older_backup_is_replaced(filled: Corpus, tmp_path: Path) -> None:
    out = tmp_path / "backup.db"
    backup(filled.database, out)
    with Corpus.open(out) as old:  # as if it had been looked at: a journal may lie beside it
        old.save_query("old")
    filled.add(article(HARBOUR + " More.", "more.txt"), harbour(), pipeline="2")
    backup(filled.database, out)
    with Corpus.open(out) as copy:
        assert copy.saved_queries() == []
        assert copy.counts() == filled.counts()


def test_a_backup_that_is_in_use_is_not_replaced(filled: Corpus, tmp_path: Path) -> None:
    out = tmp_path / "backup.db"
    backup(filled.database, out)
    with Corpus.open(out) as used:
        used.save_query("mine")
        with pytest.raises(NotBackedUp, match="a program is using the store there"):
            backup(filled.database, out)
        assert used.saved_queries() == ["mine"]


@pytest.mark.parametrize("content", [b"three years of work", b"", b"SQLite format 3\0" + bytes(99)])
def test_what_is_no_store_needs_force(filled: Corpus, tmp_path: Path, content: bytes) -> None:
    out = tmp_path / "thesis.db"
    out.write_bytes(content)
    with pytest.raises(NotOurs):
        backup(filled.database, out)
    assert out.read_bytes() == content
    backup(filled.database, out, force=True)
    assert faults(out) == []


def test_another_programs_database_needs_force(filled: Corpus, tmp_path: Path) -> None:
    out = tmp_path / "other.db"
    connection = sqlite3.connect(out)
    connection.execute("CREATE TABLE photos (id)")
    connection.close()
    with pytest.raises(NotOurs):
        backup(filled.database, out)


def test_the_store_itself_is_refused_by_whatever_name(filled: Corpus, tmp_path: Path) -> None:
    (tmp_path / "link.db").symlink_to(filled.path)
    os.link(filled.path, tmp_path / "hard.db")
    names = ["link.db", "hard.db", filled.path.name, f"{filled.path.name}-wal"]
    before = rows(filled.path)
    for name in names:
        for force in (False, True):
            with pytest.raises(NotBackedUp, match="the store itself"):
                backup(filled.database, tmp_path / name, force=force)
    assert rows(filled.path) == before


def test_places_that_take_no_file_are_refused(filled: Corpus, tmp_path: Path) -> None:
    with pytest.raises(NotBackedUp, match="this is a folder"):
        backup(filled.database, tmp_path)
    with pytest.raises(NotBackedUp, match="no such folder"):
        backup(filled.database, tmp_path / "none" / "backup.db")
    with pytest.raises(NotBackedUp, match="no regular file"):
        backup(filled.database, Path("/dev/null"), force=True)


def test_a_backup_that_fails_leaves_the_one_before(
    filled: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "backup.db"
    backup(filled.database, out)
    before = out.read_bytes()

    def full(path: Path) -> None:
        raise StoreError(f"the store cannot be copied: {path}: the disk is full")

    monkeypatch.setattr(filled.database.rows, "copy_to", full)
    with pytest.raises(StoreError, match=r"backup\.db: the disk is full"):
        backup(filled.database, out)
    assert out.read_bytes() == before
    assert [*tmp_path.glob(".onrecord*")] == []
