"""Files that are no store, that may not be written, kills and full disks."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from tinydb import where

from store.errors import StoreError
from store.tables import RowDB
from tests.store.samples import LAYOUTS, Open


def test_what_is_no_store_gets_a_sentence_and_stays_as_it_is(tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("These are my notes, and no database. " * 40, encoding="utf-8")
    before = text.read_bytes()
    for path, why in (
        (text, "it is not a store"),
        (tmp_path, "it is a folder"),
        (text / "x.db", "not a directory|is not a folder"),
        (Path("/dev/null"), "it is not a regular file"),
    ):
        with pytest.raises(StoreError, match=why) as caught:
            RowDB(path)
        assert str(path) in str(caught.value)
        assert "\n" not in str(caught.value)
    assert text.read_bytes() == before
    with pytest.raises(StoreError, match="there is no such file"):
        RowDB(tmp_path / "missing.db", create=False)
    with pytest.raises(StoreError, match="there is no such file"):
        RowDB(tmp_path / "missing.db", read_only=True)
    assert sorted(tmp_path.iterdir()) == [text]


def test_another_programs_database_is_refused_and_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    with RowDB(path, application_id=7) as db:
        db.insert({})
    before = path.read_bytes()
    with pytest.raises(StoreError, match="another program"):
        RowDB(path, application_id=8)
    assert path.read_bytes() == before


def test_a_missing_folder_is_made(tmp_path: Path) -> None:
    with RowDB(tmp_path / "a" / "b" / "x.db") as db:
        assert db.insert({}) == 1


def test_odd_file_names_are_taken_as_they_are(tmp_path: Path) -> None:
    for name in ("a b?c#d%41.db", "é.db", os.fsdecode(b"\xff.db")):
        with RowDB(tmp_path / name) as db:
            db.insert({"name": 1})
        with RowDB(tmp_path / name, read_only=True) as db:
            assert len(db) == 1
        assert (tmp_path / name).exists()


def test_damage_is_told_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    with RowDB(path, layouts=LAYOUTS) as db:
        db.table("things").insert_multiple({"a": n, "text": "x" * 500} for n in range(200))
    whole = path.read_bytes()
    sentences = set()
    for at in range(0, len(whole), 997):
        path.write_bytes(
            whole[:at] + bytes(b ^ 0x5A for b in whole[at : at + 200]) + whole[at + 200 :]
        )
        for side in tmp_path.glob("x.db-*"):
            side.unlink()
        try:
            with RowDB(path, layouts=LAYOUTS) as db:
                db.table("things").all()
                db.table("things").search(where("a") == 3)
                db.table("things").insert({"a": 1})
        except StoreError as error:
            sentences.add(str(error).rpartition(": ")[2])
    assert "it is damaged" in sentences
    assert "it is not a store" in sentences


def listing(folder: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in folder.iterdir()}


def test_reading_only_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    with RowDB(path) as db:
        db.insert({"n": 1})
    before = listing(tmp_path)
    with RowDB(path, read_only=True) as db:
        assert db.all() == [{"n": 1}]
        for write in (lambda: db.insert({}), db.truncate, db.drop_tables):
            with pytest.raises(StoreError, match="open for reading only"):
                write()
    assert listing(tmp_path) == before


def test_reading_only_follows_a_writer(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    with RowDB(path) as db:
        db.insert({"n": 1})
        with RowDB(path, read_only=True) as reader:
            assert len(reader) == 1
            db.insert({"n": 2})
            assert len(reader) == 2
            assert not reader.rows.frozen


AS_NOBODY = """
import os, sys
from pathlib import Path
from store.tables import RowDB
from store.errors import StoreError
if os.getuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
path = Path(sys.argv[1])
for read_only in (True, False):
    try:
        with RowDB(path, read_only=read_only) as db:
            print(len(db), db.rows.frozen, db.rows.read_only)
            try:
                db.insert({})
            except StoreError as error:
                print(error)
    except StoreError as error:
        print(error)
"""


def run_python(code: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code), *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )


@pytest.fixture
def open_folder(tmp_path: Path) -> Path:
    """A folder that other users may enter, down from the root."""
    for one in (tmp_path, *tmp_path.parents):
        if one.stat().st_uid == os.getuid() and one.name.startswith(("pytest-", "popen-")):
            one.chmod(0o755)
    tmp_path.chmod(0o755)
    return tmp_path


def test_an_unwritable_folder_is_read_as_it_stands(open_folder: Path) -> None:
    folder = open_folder / "shared"
    folder.mkdir()
    path = folder / "x.db"
    with RowDB(path) as db:
        db.insert({"n": 1})
    path.chmod(0o444)
    folder.chmod(0o555)
    before = listing(folder)
    answer = run_python(AS_NOBODY, path)
    folder.chmod(0o755)
    assert answer.stderr == ""
    first, second, third, fourth = answer.stdout.splitlines()
    assert (first, third) == ("1 True True", "1 True True")
    assert second.endswith("it is open for reading only")
    assert fourth.endswith("you may not write it and its folder")
    assert listing(folder) == before


@pytest.mark.skipif(os.getuid() == 0, reason="root may read everything")
def test_an_unreadable_file_gets_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    RowDB(path).close()
    path.chmod(0)
    with pytest.raises(StoreError, match="you may not read it"):
        RowDB(path)


def test_an_unreadable_file_gets_a_sentence_as_another_user(open_folder: Path) -> None:
    path = open_folder / "x.db"
    RowDB(path).close()
    path.chmod(0)
    answer = run_python(AS_NOBODY, path)
    assert answer.stderr == ""
    assert answer.stdout.count("you may not read it") == 2


WRITER = """
import sys
from store.tables import RowDB
db = RowDB(sys.argv[1])
number = len(db.table("one"))
while True:
    with db.rows.transaction():
        db.table("one").insert({"n": number, "text": "x" * 3000})
        db.table("two").insert_multiple({"n": number, "part": part} for part in range(5))
        if number % 7 == 3:
            db.table("two").remove(lambda doc: doc["n"] == number - 2)
    number += 1
    print(number, flush=True)
"""


def test_a_killed_writer_loses_nothing_that_it_acknowledged(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    acknowledged = 0
    for writes in (1, 4, 2, 9, 3, 6):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path)],
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
        )
        assert writer.stdout is not None
        for _ in range(writes):
            acknowledged = int(writer.stdout.readline())
        writer.kill()
        rest = writer.stdout.read().split("\n")
        acknowledged = max([acknowledged, *(int(line) for line in rest[:-1])])
        writer.wait()
        writer.stdout.close()
        with RowDB(path) as db:
            numbers = [doc["n"] for doc in db.table("one")]
            assert numbers == list(range(len(numbers)))
            assert len(numbers) in (acknowledged, acknowledged + 1)
            parts = [doc["n"] for doc in db.table("two")]
            gone = {n - 2 for n in numbers if n % 7 == 3}
            assert parts == [n for n in numbers if n not in gone for _ in range(5)]
            assert db.rows.run("PRAGMA integrity_check") == [("ok",)]


def test_a_file_that_may_not_grow_stays_as_it_was(open_db: Open) -> None:
    db = open_db()
    db.insert({"n": 0})
    db.rows.run("PRAGMA max_page_count = 20")

    def fill(*, catch: bool) -> None:
        with db.rows.transaction():
            db.insert({"n": 1})
            for _ in range(50):
                try:
                    db.table("more").insert({"text": "x" * 3000})
                except StoreError:
                    if not catch:
                        raise
            db.insert({"n": 2})

    for catch in (False, True):
        with pytest.raises(StoreError, match=r"the disk is full|all of it was undone"):
            fill(catch=catch)
        assert db.storage.read() == {"_default": {"1": {"n": 0}}}
    db.rows.run("PRAGMA max_page_count = 2000")
    db.insert({"n": 3})
    assert [doc["n"] for doc in db] == [0, 3]


FULL = """
import resource, sys
from store.errors import StoreError
from store.tables import RowDB
db = RowDB(sys.argv[1])
db.insert({"n": 0})
resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, resource.RLIM_INFINITY))
kept = 1
for n in range(1, 200):
    try:
        with db.rows.transaction():
            db.insert({"n": n, "text": "x" * 5000})
            try:
                db.table("more").insert_multiple({"n": n, "text": "y" * 2000} for _ in range(9))
            except StoreError as error:
                if n % 2:
                    raise
        kept = n + 1
    except StoreError as error:
        print(error)
        break
else:
    print("never full")
assert not db.rows._connection.in_transaction
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
assert len(db) == kept, (len(db), kept)
assert db.insert({"n": "again"}) > kept
db.close()
print(kept)
"""


def test_a_full_disk_gets_a_sentence_and_the_store_stays_whole(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    answer = run_python(FULL, path)
    assert answer.stderr == ""
    sentence, kept = answer.stdout.splitlines()
    assert sentence.startswith(f"the store cannot be written: {path}: ")
    with RowDB(path) as db:
        numbers = [doc["n"] for doc in db]
        assert numbers == [*range(int(kept)), "again"]
        assert len(db.table("more")) == 9 * (int(kept) - 1)
        assert db.rows.run("PRAGMA integrity_check") == [("ok",)]
