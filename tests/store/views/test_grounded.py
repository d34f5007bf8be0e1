"""Nothing is shown in a view that has no words behind it in an article."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from store.corpus import Corpus
from store.listing import ALL
from store.views import VIEWS, boards, conditions
from store.views.board import Board
from tests.store.views import made_up

HERE = [name for name in VIEWS if (Path(conditions.__file__).parent / f"{name}.py").exists()]


@pytest.fixture(params=["seeds", "made up"])
def told_of(request: pytest.FixtureRequest, seeds_store: Path, corpus: Corpus) -> Iterator[Corpus]:
    if request.param == "made up":
        made_up.fill(corpus)
        yield corpus
    else:
        with Corpus.open(seeds_store) as seeds:
            yield seeds


def held(board: Board, text: Callable[[str], str]) -> None:
    for row in board.rows:
        assert row.flows or len(row.cells) == len(board.columns)
        for cell in row.cells:
            assert cell.words or not cell.text.strip(), f"{row.key}: {cell.text!r}"
            for words in cell.words:
                assert 0 <= words.start < words.end <= len(text(words.source))
                assert text(words.source)[words.start : words.end].strip()


@pytest.mark.parametrize("name", HERE)
def test_every_cell_that_says_something_has_words(name: str, told_of: Corpus) -> None:
    met = {row.group for board in conditions.boards(told_of, ALL) for row in board.rows}
    for key in met:
        told_of.set_met(key, True)
    made = [*boards(name, told_of, ALL)]
    assert made[-1].whole
    for board in made:
        held(board, told_of.text)
        assert len({row.key for row in board.rows}) == len(board.rows)
