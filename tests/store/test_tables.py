"""TinyDB over SQLite rows: stock TinyDB's behaviour, indexes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from tinydb import Query, TinyDB, where
from tinydb.operations import add, decrement, delete, increment, subtract
from tinydb.operations import set as set_to
from tinydb.storages import MemoryStorage
from tinydb.table import Document

from store.encoding import decode
from store.tables import RowDB
from tests.store.samples import LAYOUTS, Open

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


def is_number(found: Any) -> bool:
    return isinstance(found, int | float)


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

    @rule(fields=documents, doc_ids=st.lists(st.integers(1, 12), max_size=3))
    def update_ids(self, fields: dict[str, Any], doc_ids: list[int]) -> None:
        self.both(lambda table: table.update(fields, doc_ids=doc_ids))

    @rule(fields=documents)
    def update_all(self, fields: dict[str, Any]) -> None:
        self.both(lambda table: table.update(fields))

    @rule(query=queries())
    def update_by_operation(self, query: Any) -> None:
        self.both(lambda table: table.update(delete("c"), query & where("c").exists()))

    @rule(change=st.sampled_from([increment, decrement, partial(add, n=7), partial(subtract, n=2)]))
    def count(self, change: Callable[[str], Any]) -> None:
        self.both(lambda table: table.update(change("a"), where("a").test(is_number)))

    @rule(value=few, query=queries())
    def set_by_operation(self, value: Any, query: Any) -> None:
        self.both(lambda table: table.update(set_to("b", value), query))

    @rule(fields=documents, one=queries(), other=queries())
    def update_multiple(self, fields: dict[str, Any], one: Any, other: Any) -> None:
        self.both(lambda table: table.update_multiple([(fields, one), ({"a": 1}, other)]))

    @rule(query=queries())
    def remove(self, query: Any) -> None:
        self.both(lambda table: table.remove(query))

    @rule(doc_ids=st.lists(st.integers(1, 12), max_size=3))
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


def test_empty_tables_are_kept_where_asked_for(open_db: Open) -> None:
    db = open_db()
    db.table("seen", persist_empty=True)
    db.table("unseen")
    assert db.tables() == {"seen"}
    assert repr(db.table("seen")).startswith("<RowTable name='seen', total=0")
    assert repr(db).startswith("<RowDB tables=['seen']")
