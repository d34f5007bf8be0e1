"""What commands share on their way to a record: the store, and the id that a user typed."""

from __future__ import annotations

import argparse
import os
from pathlib import PurePath
from typing import TYPE_CHECKING

from store.records import Record, Source
from tui.failure import Failure, say
from tui.folders import store_file

if TYPE_CHECKING:
    from store.corpus import Corpus


def open_store(options: argparse.Namespace, *, create: bool | None = None) -> Corpus:
    """The store that the options name. Raises StoreError.

    Where it is missing it is made with `create`; without (None) only where it is the usual one:
    a path behind `--store` that does not exist is taken for a mistyped one. With `--restricted`
    it must be there, and is only read.
    """
    from store.corpus import Corpus

    path = store_file(options.store)
    create = options.store is None if create is None else create
    create = create and not options.restricted
    corpus = Corpus.open(path, create=create, read_only=options.restricted)
    if corpus.frozen:
        say(path, "its folder may not be written: this is the store as it was when opened")
    return corpus


def find(corpus: Corpus, word: str) -> Record:
    """The record that `word` means: its id, the beginning of it, or an article's file.

    Raises Failure where there is none, or more than one.
    """
    if record := corpus.get(word):
        return record
    if source := corpus.source_at(word) or corpus.source_at(os.path.abspath(word)):
        return source
    ids = _named(corpus, word) or (corpus.resolve(word) if len(word) >= 4 else [])
    if len(ids) > 1:
        some = ", ".join(ids[:3]) + (", …" if len(ids) > 3 else "")
        raise Failure(word, f"stands for {len(ids)} records: {some}")
    record = corpus.get(ids[0]) if ids else None
    if record is None:
        raise Failure(word, "no record has this id, and no article this file name")
    return record


def _named(corpus: Corpus, word: str) -> list[str]:
    """The ids of the articles whose file has this name, with its ending or without."""
    if "/" in word:
        return []
    sources: list[Source] = [s for s in corpus.listing("source") if s.path]
    paths = [(PurePath(source.path or ""), source.id) for source in sources]
    return [found for path, found in paths if word in (path.name, path.stem)]
