"""The words below a view: each place one piece of its article, and whose it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from store.corpus import Corpus
from store.listing import ALL
from store.views import boards
from store.views.board import Cell
from tests.store.views import made_up
from tui.screens.board import quoted


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[Corpus]:
    with Corpus.open(tmp_path / "made-up.db") as corpus:
        made_up.fill(corpus)
        yield corpus


def lines(cell: Cell, corpus: Corpus, width: int = 78, rows: int = 4) -> list[str]:
    return ["".join(text for text, _ in one) for one in quoted(cell, corpus, width, rows)]


def ceasefire(corpus: Corpus) -> Cell:
    """The heading over three pledges of one article, by three makers."""
    *_, board = boards("conditions", corpus, ALL)
    return next(row.cells[0] for row in board.rows if row.cells[0].text.startswith("ceasefire"))


@pytest.mark.parametrize("width", [40, 58, 78, 118])
@pytest.mark.parametrize("rows", [1, 2, 4, 6])
def test_each_place_is_one_piece_of_its_article_below_its_own_label(
    filled: Corpus, width: int, rows: int
) -> None:
    cell = ceasefire(filled)
    found = quoted(cell, filled, width, rows)
    assert len(found) <= rows
    told: list[str] = []
    for line in found:
        begins = line[0][1] == "label"
        said = "".join(text for text, tone in line if tone != "label")
        told = [*told, said] if begins else [*told[:-1], f"{told[-1]} {said}"]
    assert 0 < len(told) <= len(cell.words)
    for words, said in zip(cell.words, told, strict=False):
        text = filled.text(words.source)
        piece = " ".join(said.split()).strip("…")
        assert piece in " ".join(text.split())
        assert text[words.start : words.end].split()[0] in piece
        assert (
            said.startswith("…")
            or text.split("\n")[0].startswith(piece[:5])
            or piece[:5] in (line[:5] for line in text.split("\n"))
        )


def test_a_place_says_whose_words_they_are(filled: Corpus) -> None:
    said = lines(ceasefire(filled), filled, 78, 6)
    starts = [line for line in said if line.startswith("Coast Courier")]
    assert [line.split(": ")[0] for line in starts] == [
        "Coast Courier · 2 May 2031 · Norland",
        "Coast Courier · 2 May 2031 · Sudmark",
        "Coast Courier · 2 May 2031 · the Coast League",
    ][: len(starts)]
    assert len(starts) > 1


def test_one_place_has_all_the_room(filled: Corpus) -> None:
    cell = ceasefire(filled)
    one = Cell(cell.parts, cell.words[:1])
    assert " ".join(lines(one, filled, 78, 4)).endswith("once the guns have fallen silent.")
