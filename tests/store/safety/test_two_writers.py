"""Two writers and ten readers at once, each a process: no update is lost, nobody sees the past."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from tinydb import JSONStorage, TinyDB, where

from store.database import Database
from store.tables import RowDB
from store.transactions import Row
from tests.store.safety.works import AHEAD, ROUND, Acknowledged, Nursery, check_pages

READERS = 10


@pytest.mark.parametrize("times", [40, pytest.param(1000, marks=pytest.mark.long)])
def test_no_update_is_lost_and_no_reader_sees_the_past(
    nursery: Nursery, tmp_path: Path, times: int
) -> None:
    store, said = tmp_path / "store.db", Acknowledged(tmp_path / "said")
    with Database(store) as database:
        assert database.table("overlays").insert({"id": "counter", "n": 0}) == 1
    readers = [
        nursery.start("follow", store, said, who=who, wanted=2 * times) for who in range(READERS)
    ]
    writers = [nursery.start("count_up", store, said, who=who, times=times) for who in range(2)]
    for child in (*writers, *readers):
        assert child.wait() == 0, nursery.errors.read_text()
    with Database(store) as database:
        check_pages(database.rows.run)
        rows = {one.doc_id: one["id"] for one in database.table("overlays")}
        (counter,) = database.table("overlays").search(where("id") == "counter")
    assert counter["n"] == 2 * times
    taken: dict[int, str] = {}
    for who in range(2):
        for line in Path(f"{said.path}.{who}").read_text().splitlines():
            row, name = line.split()
            assert taken.setdefault(int(row), name) == name
    assert len(taken) == 2 * times
    assert rows == {1: "counter", **taken}
    turns = "".join(name[0] for _, name in sorted(taken.items()))
    changes = turns.count("01") + turns.count("10")
    assert changes >= times // AHEAD - 1, "the writers did not write at the same time"
    print(f"\n{2 * times} increments, {changes} changes of writer")
    looked = dict(line.split() for line in Path(f"{said.path}.read").read_text().splitlines())
    assert len(looked) == READERS
    assert all(int(looks) > 0 for looks in looked.values())


def test_two_loads_and_ten_readers_find_every_acknowledged_article(
    nursery: Nursery, tmp_path: Path
) -> None:
    store, said = tmp_path / "store.db", Acknowledged(tmp_path / "said")
    Database(store).close()
    readers = [nursery.start("look_on", store, said, wanted=2 * ROUND) for _ in range(READERS)]
    writers = [
        nursery.start("load", store, said, first=first, articles=ROUND) for first in (0, ROUND)
    ]
    for child in (*writers, *readers):
        assert child.wait() == 0, nursery.errors.read_text()


def test_where_stock_tinydb_answers_from_its_cache_ours_answers_from_the_file(
    tmp_path: Path,
) -> None:
    query = where("n") == 1

    def answers(first: TinyDB, second: TinyDB) -> tuple[int, int]:
        with first, second:
            first.insert({"n": 1})
            before = len(second.search(query))
            first.insert({"n": 1})
            return before, len(second.search(query))

    stock, ours = tmp_path / "stock.json", tmp_path / "ours.db"
    assert answers(*(TinyDB(stock, storage=JSONStorage) for _ in range(2))) == (1, 1)
    assert answers(*(RowDB(ours) for _ in range(2))) == (1, 2)


def test_a_query_is_answered_from_the_cache_as_long_as_nobody_has_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    with RowDB(tmp_path / "x.db") as ours, RowDB(tmp_path / "x.db") as other:
        ours.insert({"n": 1})
        run: Callable[..., list[Row]] = ours.rows.run

        def listened(sql: str, values: Sequence[Any] = ()) -> list[Row]:
            asked.append(sql)
            return run(sql, values)

        monkeypatch.setattr(ours.rows, "run", listened)

        def scans() -> int:
            asked.clear()
            ours.search(where("n") == 1)
            return sum("doc FROM" in sql for sql in asked)

        assert [scans(), scans()] == [1, 0]
        other.insert({"n": 1})
        assert [scans(), scans()] == [1, 0]
        ours.clear_cache()
        assert scans() == 1
