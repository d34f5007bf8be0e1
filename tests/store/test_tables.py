"""TinyDB over SQLite rows: stock TinyDB's behaviour, transactions, faults."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from tinydb import Query, TinyDB, where
from tinydb.operations import delete, increment
from tinydb.storages import MemoryStorage
from tinydb.table import Document

from store.encoding import decode
from store.errors import StoreError
from store.index import Layout
from store.tables import RowDB

LAYOUTS = {"things": Layout(fields={"a": (), "b": ()}, lists=("tags",))}

Open = Callable[..., RowDB]


@pytest.fixture
def open_db(tmp_path: Path) -> Iterator[Open]:
    opened: list[RowDB] = []

    def open_one(name: str = "test.db", **options: Any) -> RowDB:
        opened.append(RowDB(tmp_path / name, layouts=LAYOUTS, **options))
        return opened[-1]

    yield open_one
    for db in opened:
        db.close()


# ------------------------------------------------------------------ side by side with stock

scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(2**60), 2**60)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=6)
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=5,
)
few = st.sampled_from([0, 1, 2, True, "x", "y", "é", 1.5, None, "1"])
documents = st.fixed_dictionaries(
    {},
    optional={"a": few, "b": few | values, "tags": st.lists(st.sampled_from("pqr")), "c": values},
)


def is_equal(found: Any, value: Any) -> bool:
    return bool(found == value)


def queries() -> st.SearchStrategy[Any]:
    one = st.one_of(
        st.builds(lambda v: where("a") == v, few),
        st.builds(lambda v: where("b") == v, few | scalars),
        st.builds(lambda v: where("c") == v, values),
        st.builds(lambda v: where("a") != v, few),
        st.builds(lambda f: where(f).exists(), st.sampled_from("abc")),
        st.builds(lambda v: where("tags").any(v), st.lists(st.sampled_from("pqrs"))),
        st.builds(lambda v: where("tags").all(v), st.lists(st.sampled_from("pq"))),
        st.builds(lambda v: where("a").one_of(v), st.lists(few)),
        st.builds(lambda r: where("b").matches(r), st.sampled_from(["x", ".", "^é"])),
        st.builds(lambda v: where("a").test(is_equal, v), few),  # type: ignore[arg-type]
        st.builds(lambda d: Query().fragment(d), st.dictionaries(st.sampled_from("ab"), few)),
        st.builds(lambda: Query().noop()),
        st.builds(lambda v: Query().b["x"] == v, few),
    )
    return st.recursive(
        one,
        lambda inner: (
            st.builds(lambda x, y: x & y, inner, inner)
            | st.builds(lambda x, y: x | y, inner, inner)
            | st.builds(lambda x: ~x, inner)
        ),
        max_leaves=3,
    )


def plain(found: Any) -> Any:
    """What both answer, in the order of ids (stock TinyDB keeps that of insertion)."""
    if isinstance(found, Document):
        return found.doc_id, dict(found)
    if isinstance(found, list):
        return sorted(map(plain, found), key=lambda one: one[0] if isinstance(one, tuple) else one)
    return found


class SideBySide(RuleBasedStateMachine):
    """The same calls to stock TinyDB in memory and to ours; the same answers, or errors."""

    folder: Path
    number = 0

    def __init__(self) -> None:
        super().__init__()
        type(self).number += 1
        self.path = self.folder / f"{self.number}.db"
        self.ours = RowDB(self.path, layouts=LAYOUTS)
        self.stock = TinyDB(storage=MemoryStorage)
        self.name = "things"

    def teardown(self) -> None:
        self.ours.close()

    def both(self, call: Callable[[Any], Any]) -> Any:
        answers: list[tuple[Any, type[Exception] | None]] = []
        for db in (self.stock, self.ours):
            try:
                answers.append((plain(call(db.table(self.name))), None))
            except (ValueError, KeyError, TypeError, RuntimeError) as error:
                answers.append((None, type(error)))
        assert answers[1] == answers[0]
        return answers[0][0]

    @rule(document=documents)
    def insert(self, document: dict[str, Any]) -> None:
        self.both(lambda table: table.insert(document))

    @rule(document=documents, doc_id=st.integers(1, 12))
    def insert_with_id(self, document: dict[str, Any], doc_id: int) -> None:
        self.both(lambda table: table.insert(Document(document, doc_id)))

    @rule(some=st.lists(documents, max_size=4))
    def insert_multiple(self, some: list[dict[str, Any]]) -> None:
        self.both(lambda table: table.insert_multiple(some))

    @rule(document=documents, query=queries())
    def upsert(self, document: dict[str, Any], query: Any) -> None:
        self.both(lambda table: table.upsert(document, query))

    @rule(document=documents, doc_id=st.integers(1, 12))
    def upsert_with_id(self, document: dict[str, Any], doc_id: int) -> None:
        self.both(lambda table: table.upsert(Document(document, doc_id)))

    @rule(fields=documents, query=queries())
    def update(self, fields: dict[str, Any], query: Any) -> None:
        self.both(lambda table: table.update(fields, query))

    @rule(fields=documents, doc_ids=st.lists(st.integers(1, 12), max_size=3, unique=True))
    def update_ids(self, fields: dict[str, Any], doc_ids: list[int]) -> None:
        self.both(lambda table: table.update(fields, doc_ids=doc_ids))

    @rule(fields=documents)
    def update_all(self, fields: dict[str, Any]) -> None:
        self.both(lambda table: table.update(fields))

    @rule(query=queries())
    def update_by_operation(self, query: Any) -> None:
        self.both(lambda table: table.update(delete("c"), query & where("c").exists()))

    @rule(fields=documents, one=queries(), other=queries())
    def update_multiple(self, fields: dict[str, Any], one: Any, other: Any) -> None:
        self.both(lambda table: table.update_multiple([(fields, one), ({"a": 1}, other)]))

    @rule(query=queries())
    def remove(self, query: Any) -> None:
        self.both(lambda table: table.remove(query))

    @rule(doc_ids=st.lists(st.integers(1, 12), max_size=3, unique=True))
    def remove_ids(self, doc_ids: list[int]) -> None:
        self.both(lambda table: table.remove(doc_ids=doc_ids))

    @rule(query=queries(), doc_id=st.integers(1, 12))
    def look_up(self, query: Any, doc_id: int) -> None:
        self.both(lambda table: table.search(query))
        self.both(lambda table: table.count(query))
        self.both(lambda table: table.contains(query))
        self.both(lambda table: table.get(doc_id=doc_id))
        self.both(lambda table: table.get(doc_ids=[doc_id, 1, 99]))
        self.both(lambda table: table.contains(doc_id=doc_id))
        found = self.ours.table(self.name).get(query)
        assert (found is not None) == self.stock.table(self.name).contains(query)

    @rule()
    def truncate(self) -> None:
        self.both(lambda table: table.truncate())

    @rule()
    def drop(self) -> None:
        self.stock.drop_table(self.name)
        self.ours.drop_table(self.name)

    @rule()
    def drop_all(self) -> None:
        self.stock.drop_tables()
        self.ours.drop_tables()

    @rule(name=st.sampled_from(["things", "others", "_default"]))
    def turn_to(self, name: str) -> None:
        self.name = name

    @invariant()
    def the_same(self) -> None:
        self.both(lambda table: table.all())
        self.both(lambda table: list(iter(table)))
        self.both(len)
        assert self.ours.tables() == self.stock.tables()


def test_behaves_as_stock_tinydb_in_memory(tmp_path: Path) -> None:
    SideBySide.folder = tmp_path
    run_state_machine_as_test(
        SideBySide,
        settings=settings(
            max_examples=60,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        ),
    )


@given(document=st.dictionaries(st.text(max_size=4), values, max_size=4))
@settings(max_examples=100, deadline=None)
def test_a_document_comes_back_as_it_went_in(
    document: dict[str, Any], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("rows") / "x.db"
    with RowDB(path) as db:
        doc_id = db.insert(document)
    with RowDB(path) as db:
        assert db.get(doc_id=doc_id) == document
        assert db.storage.read() == {"_default": {str(doc_id): document}}


def test_half_a_surrogate_pair_comes_back(open_db: Open) -> None:
    db = open_db()
    doc_id = db.insert({"text": "a\ud800b\x00c"})
    assert db.get(doc_id=doc_id) == {"text": "a\ud800b\x00c"}
    assert db.table("things").insert({"a": "\ud800", "tags": ["\ud800"]}) == 1
    assert db.table("things").count(where("a") == "\ud800") == 1
    assert db.table("things").count(where("tags").any(["\ud800"])) == 1


def test_what_json_cannot_hold_is_refused_and_changes_nothing(open_db: Open) -> None:
    db = open_db()
    db.insert({"a": 1})
    for bad in (object(), {1, 2}, b"x", 2**70):
        with pytest.raises(TypeError):
            db.insert_multiple([{"a": 2}, {"a": bad}])
    assert db.all() == [{"a": 1}]


def test_an_update_that_fails_half_way_changes_nothing(open_db: Open) -> None:
    db = open_db()
    db.insert_multiple([{"n": 1}, {"n": "x"}])
    with pytest.raises(TypeError):
        db.update(increment("n"))
    assert db.all() == [{"n": 1}, {"n": "x"}]


def test_a_table_name_in_other_letters_is_refused(open_db: Open) -> None:
    db = open_db()
    db.table("News").insert({})
    with pytest.raises(ValueError, match="other letters"):
        db.table("news").insert({})


def test_iterating_while_inserting_comes_to_an_end(open_db: Open) -> None:
    db = open_db()
    db.insert_multiple({"n": n} for n in range(1200))
    for document in db:
        db.insert({"n": document["n"] + 5000})
    assert len(db) == 2400


def test_storage_write_replaces_all_tables(open_db: Open) -> None:
    db = open_db()
    db.table("things").insert({"a": 1, "tags": ["p"]})
    data: dict[str, dict[str, Any]] = {
        "things": {"7": {"a": 2, "tags": ["q"]}},
        "more": {"1": {"x": [None]}},
    }
    db.storage.write(data)
    assert db.storage.read() == data
    assert db.table("things").get(where("tags").any(["q"])) == Document({"a": 2, "tags": ["q"]}, 7)
    assert not db.table("things").contains(where("tags").any(["p"]))


# ------------------------------------------------------------------ indexes


def test_indexed_queries_decode_only_what_may_match(
    open_db: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = open_db().table("things")
    table.insert_multiple({"a": n, "c": n, "tags": [f"t{n}"]} for n in range(300))
    read: list[str] = []

    def counted(text: str) -> dict[str, Any]:
        read.append(text)
        return decode(text)

    monkeypatch.setattr("store.tables.decode", counted)
    assert [doc["a"] for doc in table.search(where("a") == 7)] == [7]
    assert table.get(where("tags").any(["t8"])) == {"a": 8, "c": 8, "tags": ["t8"]}
    assert table.count((where("c") < 9) & (where("a") == 5)) == 1
    assert table.update({"c": 0}, where("a") == 9) == [10]
    assert table.remove(where("tags").any(["t1"])) == [2]
    assert len(read) < 12


@pytest.mark.parametrize(
    ("value", "other"), [(1, True), ("1", 1), ("[1]", [1]), (None, 0), ("é", "e\u0301")]
)
def test_indexed_queries_compare_as_python_does(open_db: Open, value: Any, other: Any) -> None:
    table = open_db().table("things")
    table.insert_multiple([{"a": value}, {"a": other}, {}])
    assert table.search(where("a") == value) == [
        doc for doc in table.all() if "a" in doc and doc["a"] == value
    ]


# ------------------------------------------------------------------ transactions


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


# ------------------------------------------------------------------ several connections


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


# ------------------------------------------------------------------ files that are no store


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


# ------------------------------------------------------------------ reading only


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
        if one.stat().st_uid == os.getuid() and one.name.startswith("pytest-"):
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


# ------------------------------------------------------------------ kills and full disks

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
        assert contents(db) == {"_default": [{"n": 0}]}
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
