"""One JSON object a line: articles with their texts, quotes, pledges, and the actors in them.

What follows from articles is left out, but for what the user says something of: entries, chains,
figures and stories with a note, a tag or a bookmark stand last.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from store.documents import Document, with_note
from store.exporting import ExportError
from store.exporting.files import write
from store.exporting.noted import OF_LEDGER, noted
from store.records import Actor, Record, Source

if TYPE_CHECKING:
    from store.corpus import Corpus


def export(corpus: Corpus, sources: Iterable[Source], out: Path, *, force: bool = False) -> None:
    """Write the file; one that is there is replaced. Raises ExportError and OSError."""
    if out.is_dir():
        raise ExportError("this is a folder, and jsonl writes a file")
    write(out, map(_line, documents(corpus, sources)))


def documents(corpus: Corpus, sources: Iterable[Source]) -> Iterator[Document]:
    """The records as JSON objects; `record` says of which kind, a source has its `text`.

    `note`, `tags` and `bookmarked` are what the user says of the record.
    """
    actors: dict[str, Actor] = {}
    notes = corpus.notes()
    chosen: set[str] = set()

    def document(kind: str, record: Record) -> Document:
        return {"record": kind} | with_note(record, notes.get(record.id))

    for source in sources:
        chosen.add(source.id)
        yield document("source", source) | {"text": corpus.text(source.id)}
        for quote in corpus.quotes_of(source.id):
            yield document("quote", quote)
        for pledge in corpus.pledges_of(source.id):
            yield document("pledge", pledge)
        for appearance in corpus.appearances_of(source.id):
            actors.setdefault(appearance.actor.id, appearance.actor)
    for actor in actors.values():
        yield document("actor", actor)
    for kind, record, words in noted(corpus, OF_LEDGER):
        if any(one.source in chosen for one in words):
            yield document(kind, record)


def _line(document: Document) -> bytes:
    return json.dumps(document, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n"
