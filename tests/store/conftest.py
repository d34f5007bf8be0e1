from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from store.corpus import Corpus
from store.extraction.extractor import Extractor
from store.records import Article, Block, BlockKind, Findings
from store.tables import RowDB
from tests.store.samples import (
    FERRY,
    HARBOUR,
    LAYOUTS,
    PIPELINE,
    Open,
    article,
    ferry,
    harbour,
)


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    return Extractor()


@pytest.fixture(scope="session")
def extract(extractor: Extractor) -> Callable[..., Findings]:
    """Paragraphs (parted by line feeds) in, findings out; the first may be a headline."""

    def run(text: str, *, headline: bool = False, language: str = "en") -> Findings:
        blocks: list[Block] = []
        at = 0
        for line in text.split("\n"):
            if line.strip():
                kind: BlockKind = "headline" if headline and not blocks else "paragraph"
                blocks.append(Block(kind, at, at + len(line)))
            at += len(line) + 1
        return extractor.extract(Article(text, tuple(blocks), language=language))

    return run


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    with Corpus.open(tmp_path / "store.db") as corpus:
        yield corpus


@pytest.fixture
def filled(corpus: Corpus) -> Corpus:
    corpus.add(article(HARBOUR, "h.txt", date="2025-09-04"), harbour(), pipeline=PIPELINE)
    corpus.add(article(FERRY, "f.txt", date="2026-01-06"), ferry(), pipeline=PIPELINE)
    return corpus


@pytest.fixture
def open_db(tmp_path: Path) -> Iterator[Open]:
    opened: list[RowDB] = []

    def open_one(name: str = "test.db", **options: Any) -> RowDB:
        opened.append(RowDB(tmp_path / name, layouts=LAYOUTS, **options))
        return opened[-1]

    yield open_one
    for db in opened:
        db.close()
