"""What the store holds in other formats, one module each. Knows no screen."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from store.records import Source

if TYPE_CHECKING:
    from store.corpus import Corpus

FORMATS: dict[str, str] = {
    "brat": "a folder of texts and standoff annotations",
    "jsonl": "a file of JSON objects, one record a line",
    "tinydb": "one JSON file with all tables, as TinyDB has them",
}
"""The formats, each a module of this package, and what they write."""


class ExportError(Exception):
    """It cannot be written there; says why."""


class FolderInUse(ExportError):
    """The folder holds what no export of ours has written."""


class Exporter(Protocol):
    """What every module of this package has as `export`."""

    def __call__(
        self, corpus: Corpus, sources: Iterable[Source], out: Path, *, force: bool = False
    ) -> None:
        """Write these articles and what was found in them. Raises ExportError and OSError."""


def exporter(name: str) -> Exporter:
    """The exporter of a format, imported now; KeyError where there is none."""
    if name not in FORMATS:
        raise KeyError(name)
    return cast(Exporter, import_module(f"{__name__}.{name}").export)
