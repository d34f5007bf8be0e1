"""What the user says something of, with the words in the articles that it rests on."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from store.records import Kind, Record
from store.views.board import Words
from store.views.looking import Look

if TYPE_CHECKING:
    from store.corpus import Corpus

OF_LEDGER: tuple[Kind, ...] = ("entry", "chain", "figure", "story")
"""What follows from the articles."""


def noted(corpus: Corpus, kinds: Collection[Kind]) -> Iterator[tuple[Kind, Record, list[Words]]]:
    """The records of these kinds that are there and have a note, tags or a bookmark."""
    look = Look(corpus)
    for note in corpus.notes().values():
        record = corpus.get(note.id) if note.kind in kinds else None
        if record:
            yield note.kind, record, look.behind(record)
