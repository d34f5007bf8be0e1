"""Articles of the tests' own in a store, read by the program itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from store.corpus import Corpus
from store.extraction.extractor import Extractor
from store.ids import text_id
from store.records import Article, Block

Write = Callable[..., str]


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    with Corpus.open(tmp_path / "views.db") as corpus:
        yield corpus


@pytest.fixture
def write(corpus: Corpus, extractor: Extractor) -> Write:
    """Brings an article in, a paragraph a line; the id of its source."""

    def write(text: str, outlet: str, date: str | None = "2026-03-05") -> str:
        blocks: list[Block] = []
        at = 0
        for line in text.split("\n"):
            if line:
                blocks.append(Block("paragraph", at, at + len(line)))
            at += len(line) + 1
        article = Article(
            text,
            tuple(blocks),
            outlet=outlet,
            date=date,
            date_of="event" if date else None,
            date_how="stated" if date else None,
            place=f"/{outlet}.txt",
            file_hash=outlet,
        )
        corpus.add(article, extractor.extract(article), pipeline="test")
        return text_id(text)

    return write
