"""A row of the user's hand that makes no sense: told, and taken out by a repair."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.checking import check
from store.corpus import Corpus
from store.errors import StoreError
from store.fault import Fault
from store.repairing import repair


@pytest.mark.parametrize(
    ("table", "part"),
    [("overlays", "where"), ("extracted", "document"), ("actions", "changes")],
)
def test_a_row_without_a_part_is_told_and_struck(seeds_store: Path, table: str, part: str) -> None:
    with Corpus.open(seeds_store) as corpus:
        quote = corpus.listing("quote")[0]
        corpus.hand.set_kind(quote.id, "mixed" if quote.kind != "mixed" else "direct")
        rows = corpus.database.rows_of(table)
        row = rows.all()[0]
        with corpus.database.rows.transaction():
            left = {name: value for name, value in row.items() if name != part}
            corpus.database.put(table, row.doc_id, left)
        if table == "overlays":
            with pytest.raises(StoreError, match="row 1 of overlays is damaged"):
                corpus.hand.overlays()
        faults: list[Fault] = []
        check(corpus.database, faults.append)
        assert [(one.table, one.remedy) for one in faults] == [(table, "strike")]
    done = repair(seeds_store)
    assert [one.table for one in done.struck] == [table]
    assert done.left == []
