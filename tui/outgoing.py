"""What the panes show going out of the store, into a new file or a folder of our own.

Knows the exporters and the shelf, no widget.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from store.corpus import Corpus
from store.exporting import ExportError, exporter
from store.records import Source
from tui.failure import reason
from tui.shelf import Shelf
from tui.trail import View

LINES = ".jsonl"
"""The ending that asks for JSON lines; any other path is that of a brat folder."""


class NotWritten(Exception):
    """Why nothing was written there, in words that continue a sentence."""


def write_out(corpus: Corpus, view: View, path: Path, cancelled: Callable[[], bool]) -> int:
    """Writes the articles that a view shows, and what was found in them; how many those are.

    Raises NotWritten where there is a file, or a folder that no export of ours made, and
    where the system refuses; StoreError where the store does.
    """
    lines = path.suffix.lower() == LINES
    if os.path.lexists(path) and (lines or not path.is_dir()):
        raise NotWritten("there is something of that name already")
    if not path.absolute().parent.is_dir():
        raise NotWritten("there is no such folder to write into")
    sources = Shelf(corpus).rows("source", view)
    written = 0

    def taken() -> Iterator[Source]:
        nonlocal written
        for number in range(len(sources)):
            source = sources[number]
            if cancelled():
                raise ExportError("onrecord was left before it was done")
            assert isinstance(source, Source)
            written += 1
            yield source

    try:
        exporter("jsonl" if lines else "brat")(corpus, taken(), path)
    except ExportError as error:
        raise NotWritten(str(error)) from None
    except OSError as error:
        raise NotWritten(reason(error)) from None
    except (IndexError, KeyError):
        raise NotWritten("the store was changed meanwhile; try again") from None
    return written
