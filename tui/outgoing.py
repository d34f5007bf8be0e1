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

ENDINGS = {".jsonl": "jsonl", ".json": "tinydb", "": "brat"}
"""The formats by the ending of the path, those that `onrecord export` has; a folder has none."""


class NotWritten(Exception):
    """Why nothing was written there, in words that continue a sentence."""


def write_out(corpus: Corpus, view: View, path: Path, cancelled: Callable[[], bool]) -> int:
    """Writes the articles that a view shows, and what was found in them; how many those are.

    Raises NotWritten where the ending tells no format, where there is a file, or a folder that
    no export of ours made, and where the system refuses; StoreError where the store does.
    """
    ending = path.suffix.lower()
    form = ENDINGS.get(ending) or ("brat" if path.is_dir() else "")
    if not form:
        raise NotWritten(
            f"the ending {ending} tells no format; .jsonl is JSON lines, .json a TinyDB file, "
            "no ending a folder for brat"
        )
    if os.path.lexists(path) and (form != "brat" or not path.is_dir()):
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
        if form == "tinydb" and not (view.query or view.actor):
            from store.exporting.tinydb import export_whole

            written = len(sources)
            export_whole(corpus, path)
        else:
            exporter(form)(corpus, taken(), path)
    except ExportError as error:
        raise NotWritten(str(error)) from None
    except OSError as error:
        raise NotWritten(reason(error)) from None
    except (IndexError, KeyError):
        raise NotWritten("the store was changed meanwhile; try again") from None
    return written
