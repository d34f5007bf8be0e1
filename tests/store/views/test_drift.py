"""One utterance as each article words it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from store.corpus import Corpus
from store.judging.standoff import read_document
from store.listing import ALL, Narrowing
from store.views.board import Board
from store.views.drift import ALIKE, boards
from tests.store.views.conftest import Write

GOLD = Path(__file__).parents[4] / "shared" / "gold" / "seeds"
POST = """The harbour towns met in Lund on Thursday to talk about the old sea wall and the storms.
"We will never again leave the sea wall to the rain and the storms," mayor Anna Berg said in Lund.
Minister Olle Holm said that the state had no money for harbour towns.
The harbour towns will pay for the wall."""
TIMES = """The harbour towns met in Lund on Thursday to talk about the old sea wall and the storms.
Mayor Anna Berg said that the towns would never leave the sea wall to the storms again.
Anna Berg praised the meeting in Lund of the harbour towns.
The harbour towns will pay for half of the wall."""
HERALD = """Harbour towns met in Lund on Thursday to talk about the old sea wall and the storms.
"We will never again leave the sea wall to the rain and the storms," mayor Anna Berg said in Lund.
Minister Olle Holm said that he liked the weather in Lund."""


def last(corpus: Corpus, **narrowing: Any) -> Board:
    *_, board = boards(corpus, Narrowing(**narrowing))
    return board


def groups(board: Board) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in board.rows:
        if row.data is not None:
            found.setdefault(row.data["utterance"], []).append(dict(row.data))
    return found


def of(board: Board, speaker: str) -> list[dict[str, Any]]:
    (found,) = (each for each in groups(board).values() if each[0]["speaker"] == speaker)
    return found


@pytest.fixture
def told(corpus: Corpus, write: Write) -> Corpus:
    for text, outlet in ((POST, "Post"), (TIMES, "Times"), (HERALD, "Herald")):
        write(text, outlet)
    (story,) = corpus.listing("story")
    assert len(story.sources) == 3
    return corpus


def test_an_empty_store_says_so(corpus: Corpus) -> None:
    (board,) = boards(corpus, ALL)
    assert not board.rows
    assert board.whole
    assert board.nothing.startswith("No two articles")


def test_the_fullest_direct_wording_comes_first(told: Corpus) -> None:
    base, *others = of(last(told), "Anna Berg")
    assert base["base"]
    assert base["kind"] == "direct"
    assert {one["outlet"] for one in (base, *others)} == {"Post", "Times", "Herald"}
    assert [one["base"] for one in others] == [False, False]


def test_words_are_marked_as_the_same_added_or_dropped(told: Corpus) -> None:
    (times,) = (one for one in of(last(told), "Anna Berg") if one["outlet"] == "Times")
    assert times["kind"] == "indirect"
    assert any("would" in one["text"] and one["how"] == "added" for one in times["differs"])
    assert any("leave the sea wall" in one["text"] for one in times["differs"])
    assert any("rain" in text for text in times["dropped"])


def test_a_wording_that_is_alike_says_so_and_shows_nothing_twice(told: Corpus) -> None:
    board = last(told)
    alike = [row for row in board.rows if row.cells[-1].text == ALIKE]
    assert len(alike) == 1
    assert alike[0].data
    assert alike[0].data["text"].startswith('"We will never again')


def test_pledges_are_utterances_where_quotes_lack(told: Corpus) -> None:
    found = of(last(told), "harbour towns")
    assert {one["outlet"] for one in found} == {"Post", "Times"}
    assert {one["kind"] for one in found} == {"pledge"}
    assert [one["text"] for one in found] == [
        "The harbour towns will pay for half of the wall",
        "The harbour towns will pay for the wall",
    ]


def test_what_differs_too_much_or_stands_in_one_article_is_only_counted(told: Corpus) -> None:
    board = last(told)
    assert not any(
        one["speaker"] == "Olle Holm" for found in groups(board).values() for one in found
    )
    assert board.remark.startswith("2 said in several articles · ")
    assert board.remark.endswith(" in one only")


def test_nothing_is_shown_that_the_articles_do_not_hold(told: Corpus) -> None:
    for row in last(told).rows:
        assert all(one.words for one in row.cells)
        if row.data is not None:
            one = row.data
            assert told.text(one["source"])[one["start"] : one["end"]] == one["text"]
        elif not row.flows:
            texts = [told.text(one.source) for one in row.cells[-1].words]
            dropped = [text for text, look in row.cells[-1].parts if look == "dropped"]
            assert dropped
            assert all(any(text in each for each in texts) for text in dropped)


def test_it_is_narrowed_to_an_actor_or_a_query(told: Corpus) -> None:
    berg = next(one.id for one in told.listing("actor") if one.name == "Anna Berg")
    assert len(groups(last(told, actor=berg))) == 1
    assert len(groups(last(told, query="kind:direct"))) == 1
    assert len(groups(last(told, query="wall"))) == 2
    assert not groups(last(told, query="nowhere"))


def test_the_first_board_does_not_wait_for_all(
    told: Corpus, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.views.drift.FIRST", 1)
    for text, outlet in ((POST, "Later Post"), (TIMES, "Later Times")):
        write(text.replace("Lund", "Ystad"), outlet, date="2026-06-05")
    found = [*boards(told, ALL)]
    assert [board.whole for board in found] == [False, True] or len(found) > 2
    assert found[-1].whole
    assert len(groups(found[0])) < len(groups(found[-1]))


@pytest.fixture
def seeds(seeds_store: Path) -> Iterator[Corpus]:
    with Corpus.open(seeds_store) as corpus:
        yield corpus


@pytest.mark.skipif(not GOLD.is_dir(), reason="the gold lies outside the project")
def test_macrons_announcement_is_one_group_of_the_golds_three_articles(seeds: Corpus) -> None:
    wanted: set[tuple[str, int]] = set()
    for path in GOLD.glob("*.ann"):
        text = path.with_suffix(".txt").read_bytes().decode()
        for quote in read_document(path.read_text(encoding="utf-8"), text).quotes:
            content = text[min(quote.content) : max(quote.content) + 1]
            source = text[min(quote.source) : max(quote.source) + 1] if quote.source else ""
            if "Macron" in source and "26 " in content:
                wanted.add((path.stem, min(quote.content)))
    found = {
        (name_of(seeds, each["source"]), each["start"])
        for one in of(last(seeds), "Emmanuel Macron")
        for each in (one, *one["again"])
        if each["record"].startswith("q")
    }
    assert found == wanted
    assert len({name for name, _ in found}) == 3


def name_of(corpus: Corpus, source: str) -> str:
    record: Any = corpus.get(source)
    return Path(record.path).stem
