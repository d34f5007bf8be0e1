"""What the user corrected and marked, side by side: each with its words, nothing twice or lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from store.corpus import Corpus
from store.listing import Narrowing
from store.records import KINDS, Kind
from store.views.board import Board
from store.views.yours import boards


@pytest.fixture
def seeds(seeds_store: Path) -> Iterator[Corpus]:
    with Corpus.open(seeds_store) as corpus:
        yield corpus


def yours(corpus: Corpus) -> Board:
    (board,) = boards(corpus, Narrowing())
    return board


def test_without_anything_it_says_so(seeds: Corpus) -> None:
    assert yours(seeds).nothing == "You have corrected and marked nothing yet."


@pytest.mark.parametrize("kind", KINDS)
def test_a_marked_record_of_any_kind_has_a_row_that_leads_to_its_words(
    seeds: Corpus, kind: Kind
) -> None:
    record = seeds.listing(kind)[0]
    seeds.set_tags(record.id, ["check"])
    seeds.set_note(record.id, "ring again")
    board = yours(seeds)
    (row,) = board.rows
    assert board.remark == "0 corrections, 1 marked, 0 to look at"
    assert row.record == record.id
    assert [one.text for one in row.cells[:2]] == ["marked", kind]
    assert row.cells[2].text not in ("", record.id)
    assert row.cells[3].text == "ring again #check"
    for words in row.cells[0].words:
        assert seeds.text(words.source)[words.start : words.end].strip()
    assert row.cells[0].words
    assert row.data is not None
    assert row.data["say"] == {"note": "ring again", "tags": ["check"], "bookmarked": False}


def test_a_corrected_record_that_is_marked_has_one_row(seeds: Corpus) -> None:
    pledge = seeds.listing("pledge")[0]
    seeds.set_marked(pledge.id, True)
    seeds.hand.set_stance(pledge.id, "refusal" if pledge.stance != "refusal" else "readiness")
    (row,) = yours(seeds).rows
    assert row.cells[0].text == "in force"
    assert row.cells[3].text.endswith("bookmarked")
    seeds.hand.undo()
    assert [one.cells[0].text for one in yours(seeds).rows] == ["marked"]


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_said_of_what_has_gone_is_to_look_at_and_stands_first(
    seeds: Corpus, kind: Kind
) -> None:
    record = seeds.listing(kind)[0]
    seeds.set_note(record.id, "keep this")
    for source in [*seeds.listing("source")][1:]:
        seeds.set_marked(source.id, True)
    for source in [*seeds.listing("source")]:
        seeds.remove(source.id)
    rows = {row.record: row for row in yours(seeds).rows}
    assert len(rows) == 5
    assert rows[record.id].cells[0].text == "to look at"
    assert "keep this" in rows[record.id].cells[3].text
