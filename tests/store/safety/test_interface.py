"""TinyDB's interface, call by call as its documentation has it: stock TinyDB and ours answer alike.

The state machine of `tests/store/test_tables.py` calls in any order; here stands what it does not
reach, and what ours does otherwise on purpose.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from tinydb import Query, TinyDB, where
from tinydb import operations as op
from tinydb.storages import MemoryStorage
from tinydb.table import Document

from store.database import LAYOUTS as OURS
from store.database import Database
from store.index import lookup
from store.tables import RowDB, RowTable
from tests.store.samples import LAYOUTS, Open

Script = Callable[[Any], Any]


def shown(found: Any) -> Any:
    """An answer with the ids of its documents."""
    if isinstance(found, Document):
        return found.doc_id, dict(found)
    if isinstance(found, tuple | list):
        return [shown(one) for one in found]
    return found


def answer(db: TinyDB, script: Script) -> tuple[Any, Any]:
    """What a script answers, or the kind of its error and its words; then all that is there."""
    try:
        found = shown(script(db))
    except (ValueError, KeyError, TypeError, RuntimeError) as error:
        found = type(error), str(error)
    return found, {name: shown(db.table(name).all()) for name in sorted(db.tables())}


def filled(db: Any) -> Any:
    db.insert_multiple({"n": n, "a": n % 3, "tags": ["p", "q"][: n % 3]} for n in range(6))
    return db


class Odd(Mapping[str, Any]):
    """A mapping that is no dict."""

    def __getitem__(self, key: str) -> Any:
        return {"x": 1}[key]

    def __iter__(self) -> Iterator[str]:
        return iter(["x"])

    def __len__(self) -> int:
        return 1


class Is:
    """A query of one's own making, as TinyDB's documentation allows it."""

    def __init__(self, number: int) -> None:
        self.number = number

    def __call__(self, document: Mapping[str, Any]) -> bool:
        return bool(document.get("n") == self.number)

    def __hash__(self) -> int:
        return hash(self.number)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Is) and other.number == self.number


def nested(document: dict[str, Any]) -> None:
    document["deep"] = {"er": [document.pop("n", None)]}


SCRIPTS: dict[str, Script] = {
    "insert gives the id": lambda db: [db.insert({"a": 1}), db.insert({}), db.get(doc_id=1)],
    "insert takes a Document's id": lambda db: [db.insert(Document({"a": 1}, 7)), db.insert({})],
    "an id in use": lambda db: [db.insert({}), db.insert(Document({}, 1))],
    "an id in use among several": lambda db: [
        db.insert({}),
        db.insert_multiple([{}, Document({"a": 1}, 1)]),
    ],
    "any mapping": lambda db: [db.insert(Odd()), db.insert(MappingProxyType({"y": 2})), db.all()],
    "no mapping": lambda db: db.insert([1]),
    "no mapping among several": lambda db: db.insert_multiple([{"a": 1}, 3]),
    "insert_multiple of Documents": lambda db: (
        db.insert_multiple(Document({"n": n}, n) for n in (5, 3))
        and sorted(one.doc_id for one in db)
    ),
    "insert_multiple of nothing": lambda db: [db.insert_multiple([]), sorted(db.tables())],
    "ids go on after a removal": lambda db: [
        filled(db).remove(doc_ids=[6]),
        db.insert({"n": 9}),
    ],
    "ids begin again after truncate": lambda db: [filled(db).truncate(), db.insert({}), len(db)],
    "ids begin again after drop_table": lambda db: [
        filled(db.table("t")).name,
        db.drop_table("t"),
        db.table("t").insert({}),
    ],
    "a dropped table's old handle": lambda db: [
        (table := filled(db.table("t"))).name,
        db.drop_table("t"),
        table.all(),
        table.insert({}),
        db.table("t").all(),
    ],
    "upsert of a Document": lambda db: [
        filled(db).upsert(Document({"n": "new"}, 2)),
        db.upsert(Document({"n": "more"}, 40)),
        db.insert({}),
    ],
    "upsert of a Document with a query": lambda db: filled(db).upsert(
        Document({"x": 1}, 2), where("a") == 1
    ),
    "upsert of all that match": lambda db: filled(db).upsert({"x": 1}, where("a") == 1),
    "upsert of what is not there": lambda db: filled(db).upsert({"a": 8}, where("a") == 8),
    "upsert without anything": lambda db: filled(db).upsert({"a": 8}),
    "update by ids": lambda db: filled(db).update({"x": 1}, doc_ids=[2, 99, 4]),
    "update of an id twice": lambda db: filled(db).update(op.increment("n"), doc_ids=[2, 2]),
    "update by ids before the query": lambda db: filled(db).update(
        {"x": 1}, where("a") == 0, doc_ids=[2]
    ),
    "update by a generator of ids": lambda db: filled(db).update(
        {"x": 1}, doc_ids=(n for n in (1, 2))
    ),
    "update by a call": lambda db: filled(db).update(nested, where("a") == 1),
    "update of all by a call": lambda db: filled(db).update(nested),
    "update of nothing": lambda db: db.update({"x": 1}, where("a") == 1),
    "update_multiple": lambda db: filled(db).update_multiple(
        [
            ({"a": 5}, where("a") == 1),
            (op.delete("n"), where("a") == 5),
            (nested, where("n") == 0),
        ]
    ),
    "remove by ids": lambda db: filled(db).remove(doc_ids=[2, 99, 4]),
    "remove by a query": lambda db: filled(db).remove(where("a") == 1),
    "remove without anything": lambda db: filled(db).remove(),
    "remove of an id twice": lambda db: filled(db).remove(doc_ids=[2, 2]),
    "get by query, id, ids": lambda db: [
        filled(db).get(where("n") == 3),
        db.get(doc_id=2),
        db.get(doc_ids=[4, 1, 4, 99]),
        db.get(where("n") == 99),
        db.get(doc_id=99),
        db.get(doc_ids=[]),
        db.get(where("n") == 3, doc_id=1),
    ],
    "an id beyond 64 bits": lambda db: [
        filled(db).get(doc_id=2**70),
        db.contains(doc_id=-(2**70)),
        db.get(doc_ids=[1, 2**70]),
        db.update({}, doc_ids=[2**70]),
        db.remove(doc_ids=[2**70]),
    ],
    "get without anything": lambda db: filled(db).get(),
    "contains without anything": lambda db: filled(db).contains(),
    "contains": lambda db: [filled(db).contains(where("n") == 3), db.contains(doc_id=9)],
    "search and count": lambda db: [
        filled(db).search(where("a") == 1),
        db.count(where("a") == 1),
        db.search(where("a") == 1),
    ],
    "an empty query": lambda db: filled(db).search(Query()),
    "an empty query of an empty table": lambda db: db.search(Query()),
    "a query of one's own": lambda db: [
        filled(db).search(Is(3)),
        db.count(Is(4)),
        db.contains(Is(77)),
        db.update({"x": 1}, Is(2)),
        db.remove(Is(1)),
    ],
    "a lambda": lambda db: filled(db).search(lambda document: document["n"] > 3),
    "iteration": lambda db: [len(filled(db)), list(iter(db)), [one for one in db], len(db)],
    "iteration over a table": lambda db: list(filled(db.table("t"))),
    "the default table": lambda db: [
        db.default_table_name,
        db.insert({}),
        sorted(db.tables()),
        db.table("_default").name,
        db.table("_default").all(),
    ],
    "tables": lambda db: [
        db.table("one").insert({}),
        db.table("two", cache_size=0).insert({}),
        db.table("three", cache_size=None).insert({}),
        db.table("never").name,
        sorted(db.tables()),
        db.table("one") is db.table("one"),
        db.drop_table("none"),
        db.drop_table("two"),
        sorted(db.tables()),
        db.drop_tables(),
        sorted(db.tables()),
    ],
    "odd names of tables": lambda db: [
        db.table(name).insert({"of": name})
        for name in ("", "a b", 'say "x"', "it's", "x;--", "é", "a.b", "%s", "[x]", "1")
    ],
    "persist_empty": lambda db: [
        db.table("kept", persist_empty=True).all(),
        sorted(db.tables()),
    ],
    "cache_size 0": lambda db: [
        filled(db.table("t", cache_size=0)).search(where("n") == 1),
        db.table("t").search(where("n") == 1),
    ],
    "clear_cache": lambda db: [
        filled(db).search(where("n") == 1),
        db.clear_cache(),
        db.search(where("n") == 1),
    ],
    "a found list is one's own": lambda db: [
        filled(db).search(where("a") == 1).clear(),
        db.search(where("a") == 1),
    ],
    "operations": lambda db: [
        filled(db).update(op.add("n", 10), where("n") == 0),
        db.update(op.subtract("n", 3), where("n") == 1),
        db.update(op.set("x", [1, {"y": None}]), where("n") == 2),
        db.update(op.increment("n"), where("n") == 3),
        db.update(op.decrement("n"), where("n") == 5),
        db.update(op.delete("tags"), where("a") == 2),
        db.all(),
    ],
    "an operation on a field that is not there": lambda db: (
        db.insert({"a": 1}) and db.update(op.increment("n"))
    ),
}


@pytest.mark.parametrize("table", ["_default", "things"])
@pytest.mark.parametrize("name", SCRIPTS)
def test_stock_tinydb_and_ours_answer_alike(open_db: Open, name: str, table: str) -> None:
    class Stock(TinyDB):
        default_table_name = table

    class Ours(RowDB):
        default_table_name = table

    ours = Ours(open_db().rows.path, layouts=LAYOUTS)
    if name == "the default table" and table != "_default":
        ours.table("_default").insert({})
        stock = Stock(storage=MemoryStorage)
        stock.table("_default").insert({})
    else:
        stock = Stock(storage=MemoryStorage)
    wanted = answer(stock, SCRIPTS[name])
    with ours:
        found = answer(ours, SCRIPTS[name])
    if name == "insert_multiple of Documents":  # stock keeps the order of insertion
        wanted[1][table].sort()
    assert found == wanted


def is_above(value: int, least: int) -> bool:
    return value > least


QUERIES: dict[str, Any] = {
    "<": where("n") < 3,
    "<=": where("n") <= 3,
    ">": where("n") > 3,
    ">=": where("n") >= 3,
    "!=": where("a") != 1,
    "exists": where("tags").exists(),
    "matches": where("word").matches("h.l"),
    "matches, flags": where("word").matches("H.L", flags=2),
    "search": where("word").search("l+o"),
    "test": where("n").test(is_above, 2),  # type: ignore[arg-type]
    "any of a list": where("tags").any(["p", "z"]),
    "any by a query": where("parts").any(where("x") == 1),
    "all of a list": where("tags").all(["p", "q"]),
    "all by a query": where("parts").all(where("x") == 1),
    "one_of": where("a").one_of([0, 2]),
    "fragment": Query().fragment({"a": 1, "n": 4}),
    "part's fragment": where("deep").fragment({"er": 1}),
    "noop": Query().noop(),
    "deep": Query().deep.er == 1,
    "deep by words": where("deep")["er"] == 1,
    "map": where("n").map(lambda value: value % 2) == 0,
    "and": (where("a") == 1) & (where("n") > 1),
    "or": (where("a") == 1) | (where("n") == 2),
    "not": ~(where("a") == 1),
    "and of three": (where("a") == 1) & (where("n") > 0) & where("tags").any(["p"]),
    "equal": where("a") == 1,
    "equal to a list": where("tags") == ["p"],
    "equal to a dict": where("deep") == {"er": 1},
    "equal to nothing": where("a") == None,  # noqa: E711
    "equal to a float": where("a") == 1.0,
    "equal to what is no field": where("q") == 1,
}

BY_INDEX = {"any of a list", "and", "and of three", "equal"}
"""What goes to SQL where there are the indexes of `samples.LAYOUTS`; everything else scans."""


@pytest.mark.parametrize("name", QUERIES)
def test_every_query_finds_with_indexes_what_stock_finds(open_db: Open, name: str) -> None:
    query = QUERIES[name]
    rows = [
        {"n": n, "a": n % 3, "word": ["hello", "halo", "x"][n % 3], "tags": ["p", "q"][: n % 3]}
        | ({"parts": [{"x": 1}, {"x": n % 2}], "deep": {"er": n % 2}} if n > 3 else {})
        for n in range(8)
    ] + [{}, {"n": 1, "a": None}, {"a": "1", "n": 2, "tags": []}, {"a": True, "n": 5}]
    rows = [{"n": 0, **row} for row in rows]
    stock = TinyDB(storage=MemoryStorage)
    stock.insert_multiple(rows)
    db = open_db()
    for table in ("things", "plain"):  # with indexes, and without
        db.table(table).insert_multiple(rows)
        assert shown(db.table(table).search(query)) == shown(stock.search(query))
        assert shown(db.table(table).get(query)) == shown(stock.get(query))
        assert db.table(table).count(query) == stock.count(query)
    assert (lookup("things", LAYOUTS["things"], query) is not None) == (name in BY_INDEX)
    assert lookup("plain", db.rows.layout("plain"), query) is None
    assert stock.update({"hit": 1}, query) == db.table("things").update({"hit": 1}, query)
    assert stock.remove(query) == db.table("things").remove(query)
    assert shown(stock.all()) == shown(db.table("things").all())


@pytest.mark.parametrize(
    ("table", "field", "listed"),
    [(table, one, False) for table, at in OURS.items() for one in at.fields]
    + [(table, one, True) for table, at in OURS.items() for one in at.lists],
)
def test_a_query_on_an_indexed_field_goes_to_its_index(
    tmp_path: Path, table: str, field: str, listed: bool
) -> None:
    query = where(field).any(["x"]) if listed else where(field) == "x"
    with Database(tmp_path / "x.db") as database:
        found = lookup(table, OURS[table], query & (where("confidence") > 0.5))
        assert found is not None
        sql, values = found
        plan = " ".join(row[3] for row in database.rows.run(f"EXPLAIN QUERY PLAN {sql}", values))
    index = "PRIMARY KEY" if listed else f"{table}.{field}"
    assert "SEARCH" in plan
    assert index in plan
    assert f"SCAN {table}" not in plan


# ----------------------------------------------------------------- all or nothing, one state


def test_all_shows_one_state_whoever_writes_meanwhile(
    open_db: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    db, other = open_db(), open_db()
    db.insert_multiple({"n": 0} for _ in range(1200))
    run = db.rows.run

    def disturbed(sql: str, values: Any = ()) -> Any:
        found = run(sql, values)
        if "BETWEEN" in sql:
            other.update(op.increment("n"))
        return found

    monkeypatch.setattr(db.rows, "run", disturbed)
    assert len({one["n"] for one in db.all()}) == 1


def test_rows_that_come_from_the_table_itself_go_in(open_db: Open) -> None:
    table = open_db().table("things")
    ids = table.insert_multiple({"of": table.insert({"n": n})} for n in range(3))
    assert len(set(ids)) == 3
    assert sorted(one["n"] for one in table if "n" in one) == [0, 1, 2]
    assert all(table.get(doc_id=one["of"]) for one in table if "of" in one)
    assert [one.doc_id for one in table if "of" in one] == ids


def test_an_id_is_above_all_ids_in_use_however_they_came(open_db: Open) -> None:
    db, other = open_db(), open_db()
    assert db.insert({}) == 1
    assert db.insert_multiple([Document({}, 2), Document({}, 9)]) == [2, 9]
    assert db.insert({}) == 10
    other.insert(Document({}, 50))
    assert db.insert_multiple([{}, {}]) == [51, 52]


@pytest.mark.parametrize("number", [2**63, -(2**63) - 1, 2**70])
def test_an_id_that_no_row_can_have_is_refused_and_changes_nothing(
    open_db: Open, number: int
) -> None:
    db = open_db()
    db.insert({"a": 1})
    writes: tuple[Callable[[], object], ...] = (
        lambda: db.insert(Document({}, number)),
        lambda: db.insert_multiple([{}, Document({}, number)]),
        lambda: db.upsert(Document({}, number)),
    )
    for write in writes:
        with pytest.raises(ValueError, match="64 bits"):
            write()
    assert shown(db.all()) == [(1, {"a": 1})]


@pytest.mark.parametrize("number", [0, -1, 2**63 - 1, -(2**63)])
def test_any_other_whole_number_is_an_id(open_db: Open, number: int) -> None:
    db = open_db()
    assert db.insert(Document({"a": 1}, number)) == number
    assert db.get(doc_id=number) == {"a": 1}
    assert shown(db.get(doc_ids=[number])) == [(number, {"a": 1})]
    assert db.update({"a": 2}, doc_ids=[number]) == [number]
    assert shown(db.all()) == [(number, {"a": 2})]
    assert db.remove(doc_ids=[number]) == [number]
    assert len(db) == 0


@pytest.mark.parametrize("name", ["sqlite_master", "SQLite_x", "things.tags", "Things.Tags"])
def test_a_table_name_that_the_file_needs_is_refused(open_db: Open, name: str) -> None:
    db = open_db()
    db.table("things").insert({"tags": ["p"]})
    assert db.table(name).all() == []
    with pytest.raises(ValueError, match="name"):
        db.table(name).insert({"a": 1})
    assert db.tables() == {"things"}
    assert db.table("things").count(where("tags").any(["p"])) == 1


def test_with_an_index_only_lists_have_members(open_db: Open) -> None:
    """TinyDB takes the letters of a text and the keys of a dict for members, too."""
    db = open_db()
    rows: list[dict[str, Any]] = [{"tags": ["p"]}, {"tags": "p q"}, {"tags": {"p": 1}}]
    for table, found in (("plain", [1, 2, 3]), ("things", [1])):
        db.table(table).insert_multiple(rows)
        assert [one.doc_id for one in db.table(table).search(where("tags").any(["p"]))] == found


def test_a_document_that_was_given_is_a_copy(open_db: Open) -> None:
    db = open_db()
    given = {"deep": [1]}
    db.insert(given)
    given["deep"].append(2)
    found = db.get(doc_id=1)
    assert found == {"deep": [1]}
    found["deep"].append(3)
    assert db.get(doc_id=1) == {"deep": [1]}


def test_a_database_closes_at_the_end_of_its_context(tmp_path: Path) -> None:
    with RowDB(tmp_path / "x.db") as db:
        table = db.table("things")
        table.insert({"a": 1})
        assert isinstance(table, RowTable)
        assert table.storage is db.storage
    assert [one.name for one in tmp_path.iterdir()] == ["x.db"]
    db.close()
    with RowDB(tmp_path / "x.db") as db:
        assert db.table("things").all() == [{"a": 1}]
