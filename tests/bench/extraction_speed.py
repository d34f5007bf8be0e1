"""Prints articles a second of spaCy's bare pipeline and of our extraction.

Arguments: a folder, how many of its articles, how many rounds. Both take turns, so that what
else the machine does weighs on both; the medians are told. Loading the model is not counted.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import spacy

from store.extraction.extractor import Extractor
from store.pipeline import DEFAULT_MODEL
from store.reading import read


def main() -> None:
    """Measure, print one line."""
    files = sorted(Path(sys.argv[1]).glob("*.txt"))
    wanted, rounds = int(sys.argv[2]), int(sys.argv[3])
    chosen = files[:: max(1, len(files) // wanted)][:wanted]
    articles = [read(file.read_bytes(), str(file)) for file in chosen]
    texts = [article.text for article in articles]
    bare, extractor = spacy.load(DEFAULT_MODEL), Extractor()

    def alone() -> None:
        for _ in bare.pipe(texts):
            pass

    def whole() -> None:
        for article in articles:
            extractor.extract(article)

    whole()
    seconds = [(_spent(alone), _spent(whole)) for _ in range(rounds)]
    rates = [len(texts) / statistics.median(taken) for taken in zip(*seconds, strict=True)]
    print(*rates)


def _spent(work: Callable[[], None]) -> float:
    """Processor time in seconds."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


if __name__ == "__main__":
    main()
