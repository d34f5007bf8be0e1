from __future__ import annotations

from collections.abc import Callable

import pytest

from store.extraction.extractor import Extractor
from store.records import Article, Block, BlockKind, Findings


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
