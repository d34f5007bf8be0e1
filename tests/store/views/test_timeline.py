"""When pledges were said against when they take effect."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from store.corpus import Corpus
from store.judging.standoff import read_document
from store.listing import ALL, Narrowing
from store.views.board import Board, Row
from store.views.timeline import LANES, boards
from tests.store.views.conftest import Write

GOLD = Path(__file__).parents[4] / "shared" / "gold" / "seeds"
TOLD = """Norway will close the mine at Lund by the end of 2027, minister Olle Holm said.
Denmark pledged to send ten ships to Norway next year.
Sweden will build a bridge to Denmark after the council agrees.
Finland promised to lend Norway two trains."""
UNDATED = "Iceland will cut its fares by 2030. Latvia will open a school in Riga next month."


def last(corpus: Corpus, query: str = "") -> Board:
    *_, board = boards(corpus, Narrowing(query=query))
    return board


def data(board: Board) -> list[dict[str, Any]]:
    return [dict(row.data) for row in board.rows if row.data is not None]


def of(board: Board, maker: str) -> dict[str, Any]:
    (found,) = (one for one in data(board) if maker in one["makers"])
    return found


def row_of(board: Board, maker: str) -> Row:
    (found,) = (one for one in board.rows if one.data and maker in one.data["makers"])
    return found


def test_an_empty_store_says_so(corpus: Corpus) -> None:
    (board,) = boards(corpus, ALL)
    assert not board.rows
    assert board.whole
    assert board.nothing.startswith("No pledge was found")


def test_each_pledge_stands_in_the_lane_of_what_is_known(corpus: Corpus, write: Write) -> None:
    write(TOLD, "Post")
    write(UNDATED, "Times", date=None)
    board = last(corpus)
    lanes = {maker: of(board, maker)["lane"] for maker in ("Norway", "Denmark", "Sweden")}
    lanes |= {maker: of(board, maker)["lane"] for maker in ("Finland", "Iceland", "Latvia")}
    assert lanes == {
        "Norway": LANES[0],
        "Denmark": LANES[0],
        "Iceland": LANES[1],
        "Latvia": LANES[2],
        "Sweden": LANES[3],
        "Finland": LANES[4],
    }
    assert [row.cells[0].text.rstrip(" 0123456789") for row in board.rows if row.flows] == [*LANES]
    assert of(board, "Norway")["takes_effect"] == {
        "way": "by",
        "first": "2027-12-31",
        "last": "2027-12-31",
        "about": False,
    }
    assert of(board, "Denmark")["takes_effect"]["first"] == "2027-01-01"
    assert of(board, "Latvia")["takes_effect"] is None
    assert of(board, "Sweden")["condition"] == "after the council agrees"


def test_every_cell_leads_to_words_and_every_mark_to_a_day(corpus: Corpus, write: Write) -> None:
    source = write(TOLD, "Post")
    board = last(corpus)
    text = corpus.text(source)
    for row in board.rows:
        assert all(one.words for one in row.cells)
    said, _, course, effect = row_of(board, "Norway").cells
    assert text[effect.words[0].start : effect.words[0].end] == "by the end of 2027"
    assert said.text == "2026-03-05"
    assert course.course is not None
    assert [*map(str, course.course.times)] == ["2026-03-05", "2027-12-31"]
    waits = row_of(board, "Sweden").cells[2].course
    assert waits is not None
    assert waits.waits
    assert waits.effect is None


def test_one_offer_told_twice_for_one_time_is_a_row_with_both(corpus: Corpus, write: Write) -> None:
    write("Norway will close the mine at Lund by the end of 2027.", "Post")
    write("As Norway said, it will close the mine at Lund by 31 December 2027.", "Times",
          date="2026-05-01")  # fmt: skip
    found = of(last(corpus), "Norway")
    assert found["said"] == ["2026-03-05", "2026-05-01"]
    assert len(found["words"]) == 2


def test_time_that_would_leave_little_room_is_left_out(corpus: Corpus, write: Write) -> None:
    write("Norway will close the mine at Lund next month. Denmark will send ships by 2090.", "Post")
    (scale,) = (one.scale for one in last(corpus).columns if one.scale)
    assert [*map(str, scale.parts)] == ["2026-03-05 to 2026-04-30", "2090"]


def test_what_nearly_all_times_fall_into_gets_most_of_the_scale(
    corpus: Corpus, write: Write
) -> None:
    for day in range(1, 25):
        write(f"Norway will close mine number {day} next week.", f"Post {day}", f"2026-03-{day:02}")
    write("Denmark will send ten ships within 30 years.", "Times", date="2026-03-20")
    (scale,) = (one.scale for one in last(corpus).columns if one.scale)
    assert [*map(str, scale.parts)] == [
        "2026-03-01 to 2026-03-30",
        "2026-03-31 to 2056-03-20",
    ]
    near, far = scale.shares
    assert near == pytest.approx(3 * far, rel=0.01)


def test_boards_hold_ever_more_and_the_last_is_whole(
    corpus: Corpus, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.views.timeline.FIRST", 1)
    write(TOLD, "Post")
    found = [*boards(corpus, ALL)]
    sizes = [len(data(board)) for board in found]
    assert sizes == sorted(sizes)
    assert [board.whole for board in found] == [False] * (len(found) - 1) + [True]
    assert len(found) > 1
    assert len(data(last(corpus))) == 4


def test_a_query_narrows_it(corpus: Corpus, write: Write) -> None:
    write(TOLD, "Post")
    assert [one["makers"] for one in data(last(corpus, "by:norway"))] == [["Norway"]]
    assert not last(corpus, "by:nobody").rows


@pytest.fixture
def seeds(seeds_store: Path) -> Iterator[Corpus]:
    with Corpus.open(seeds_store) as corpus:
        yield corpus


@pytest.mark.skipif(not GOLD.is_dir(), reason="the gold lies outside the project")
def test_the_seeds_pledges_for_a_time_are_those_of_the_gold(seeds: Corpus) -> None:
    time = re.compile(r"\b(?:in \d+ days|by the end of \d+)")
    wanted = set()
    for path in GOLD.glob("*.ann"):
        text = path.with_suffix(".txt").read_bytes().decode()
        for pledge in read_document(path.read_text(encoding="utf-8"), text).pledges:
            ends = (min(pledge.action), max(pledge.action) + 1) if pledge.action else (0, 0)
            wanted |= {(path.stem, told) for told in time.findall(text[slice(*ends)])}
    dated = [one for one in data(last(seeds)) if one["takes_effect"]]
    found = {(stem(seeds, one), one["time"]) for one in dated}
    assert len(wanted) == 2
    assert wanted <= found
    effects = {one["time"]: one["takes_effect"]["last"] for one in dated}
    assert effects["by the end of 2027"] == "2027-12-31"
    assert effects["in 15 days"] == "2025-03-27"


def stem(corpus: Corpus, one: dict[str, Any]) -> str:
    source: Any = corpus.get(one["words"][0]["source"])
    return Path(source.path).stem
