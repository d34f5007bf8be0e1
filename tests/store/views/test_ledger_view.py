"""The ledger at a glance: its rows rest on pledges, those of the seeds on pledges of the gold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from store.corpus import Corpus
from store.judging.standoff import Pledge, read_document
from store.listing import ALL, Narrowing
from store.views import boards
from store.views.board import Board, Row, Words
from tests.store.ledger_samples import Report

GOLD = Path(__file__).parents[4] / "shared" / "gold" / "seeds"

FIRST = Report(1, trigger="is ready to", strength="ready")
TOWNS = Report(5, topic=5, maker="nine towns", kind="group", date="2024-02-01")


def whole(corpus: Corpus, narrowing: Narrowing = ALL) -> Board:
    *_, board = boards("ledger", corpus, narrowing)
    return board


def row_of(board: Board, who: str) -> list[str]:
    """The cells of the entry of a maker."""
    (row,) = (one for one in board.rows if not one.flows and one.cells[0].text == who)
    return [cell.text for cell in row.cells]


def test_an_entry_says_who_what_how_firmly_when_and_on_how_much(corpus: Corpus) -> None:
    FIRST.into(corpus)
    replace(FIRST, number=2, outlet="Coast Radio").into(corpus)
    assert row_of(whole(corpus), "Norland") == [
        *("Norland", "military protection for Sudmark", "ready", "2024-03", "2/2"),
    ]


def test_a_movement_is_told_with_its_months(corpus: Corpus) -> None:
    FIRST.into(corpus)
    replace(FIRST, number=2, topic=2, date="2024-06-01", strength="agreed").into(corpus)
    assert row_of(whole(corpus), "Norland")[2:] == [
        "ready 2024-03 → agreed 2024-06",
        "2024-06",
        "2/2",
    ]


def test_what_articles_contest_is_said_first(corpus: Corpus) -> None:
    FIRST.into(corpus)
    replace(FIRST, number=2, outlet="Coast Radio", trigger="will not", strength="refuses").into(
        corpus
    )
    assert row_of(whole(corpus), "Norland")[2] == "contested refuses/ready"


def test_a_chain_is_one_line_of_movement_with_each_day_once(corpus: Corpus) -> None:
    TOWNS.into(corpus)
    replace(TOWNS, number=6, topic=6, maker="ten ports", date="2024-04-01", strength="agreed").into(
        corpus
    )
    board = whole(corpus)
    title, line = board.rows[:2]
    assert title.cells[0].text == "military protection for Sudmark"
    assert [cell.text for cell in line.cells] == [
        "2024-02-01 nine towns pledges",
        " → 2024-04-01 ten ports agreed",
    ]
    assert [cell.words[0].source for cell in line.cells] == [
        source.id for source in sorted(corpus.listing("source"), key=lambda one: one.date)
    ]
    assert line.data is not None
    assert [link["date"] for link in line.data["links"]] == ["2024-02-01", "2024-04-01"]


def test_long_chains_are_shown_before_the_entries_are_read(corpus: Corpus) -> None:
    for number in range(45):
        replace(TOWNS, number=number, topic=number, maker=f"{number + 2} ports").into(corpus)
    made = [*boards("ledger", corpus, ALL)]
    assert [board.whole for board in made] == [False, False, True]
    assert [len(board.rows) for board in made] == [2, 42, 47]


def test_the_view_is_narrowed_by_actor_and_by_query(corpus: Corpus) -> None:
    FIRST.into(corpus)
    replace(FIRST, number=3, topic=3, maker="Westmark").into(corpus)
    (westmark,) = (one.id for one in corpus.listing("actor") if one.name == "Westmark")
    for narrowing in (Narrowing(actor=westmark), Narrowing(query="by:westmark")):
        board = whole(corpus, narrowing)
        assert [row.cells[0].text for row in board.rows] == ["Westmark"]


def test_an_empty_ledger_says_so(corpus: Corpus) -> None:
    board = whole(corpus)
    assert (board.rows, board.nothing) == ((), "No pledge was found, so the ledger is empty.")


# ------------------------------------------------------------------------------- the seeds


@pytest.fixture
def seeds(seeds_store: Path) -> Iterator[Corpus]:
    with Corpus.open(seeds_store) as corpus:
        yield corpus


def words_in(rows: tuple[Row, ...]) -> Iterator[Words]:
    for row in rows:
        for cell in row.cells:
            yield from cell.words


@pytest.mark.parametrize("name", ["ledger", "figures", "news"])
def test_every_cell_of_the_seeds_has_words_and_they_stand_in_the_article(
    seeds: Corpus, name: str
) -> None:
    seeds.database.say("visits", [{"number": 0, "at": "2026-01-01T00:00:00+00:00"}])
    *_, board = boards(name, seeds, ALL)
    assert len(board.rows) > 10
    assert len({row.key for row in board.rows}) == len(board.rows)
    for row in board.rows:
        assert row.flows or len(row.cells) == len(board.columns)
        assert all(cell.words for cell in row.cells if cell.text)
    for words in words_in(board.rows):
        text = seeds.text(words.source)
        assert 0 <= words.start < words.end <= len(text)
        assert text[words.start : words.end].strip()


def test_the_offer_of_the_seeds_moves_in_one_line(seeds: Corpus) -> None:
    board = whole(seeds)
    line = board.rows[1]
    told = " ".join(cell.text.strip() for cell in line.cells)
    movement = (
        *("2025-03-12 About 15 countries wants", "2025-09-04", "26 countries ready, pledges"),
        *("2026-01-06", "France, United Kingdom"),
    )
    places = [told.index(part) for part in movement]
    assert places == sorted(places)
    assert row_of(board, "France, United Kingdom")[2] == "pledges/agreed"


@pytest.mark.skipif(not GOLD.exists(), reason="the gold lies outside the project")
def test_what_the_ledger_rests_on_are_pledges_of_the_gold(seeds: Corpus) -> None:
    gold = {one.stem: pledges(one) for one in GOLD.glob("*.ann")}
    stems = {one.id: Path(one.path or "").stem for one in seeds.listing("source")}
    shown = {(one.source, one.start, one.end) for one in words_in(whole(seeds).rows)}
    assert len(shown) > 30
    right = [
        (source, start, end)
        for source, start, end in shown
        if any(not one.extent.isdisjoint(range(start, end)) for one in gold[stems[source]])
    ]
    assert len(right) >= 0.9 * len(shown)
    everything = [(stem, one) for stem, found in gold.items() for one in found]
    found = [
        (stem, one)
        for stem, one in everything
        if any(
            stems[source] == stem and not one.extent.isdisjoint(range(start, end))
            for source, start, end in shown
        )
    ]
    assert len(found) >= 0.92 * len(everything)


def pledges(ann: Path) -> list[Pledge]:
    text = ann.with_suffix(".txt").read_bytes().decode()
    return read_document(ann.read_text(encoding="utf-8"), text).pledges
