"""One plain JSON file in TinyDB's own layout, which `tinydb.TinyDB(path)` opens.

All tables whole; or of some articles what they need to stand on their own: their texts and
records, what is kept of yours about them, and actors and ledger as these articles alone make
them. The file is ASCII: TinyDB reads it in the locale's encoding.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from store.database import LAYOUTS, OF_ARTICLES, OWN, Database
from store.deriving import derive
from store.encoding import decode
from store.exporting import ExportError
from store.exporting.files import write
from store.exporting.noted import OF_LEDGER, noted
from store.hand.beneath import Beneath
from store.hand.laying import Hand
from store.records import Source
from store.settling import Settling

if TYPE_CHECKING:
    from store.corpus import Corpus


def export(corpus: Corpus, sources: Iterable[Source], out: Path, *, force: bool = False) -> None:
    """Write the file with these articles; one that is there is replaced. Raises ExportError."""
    _refuse_folder(out)
    write(out, part(corpus, sources))


def export_whole(corpus: Corpus, out: Path) -> None:
    """Write the file with all that the store holds. Raises ExportError and OSError."""
    _refuse_folder(out)
    write(out, whole(corpus))


def whole(corpus: Corpus) -> Iterator[bytes]:
    """The file with all tables of the store, as it is at one moment, piece by piece."""
    with corpus.database.rows.snapshot():
        yield from _file(corpus.database)


def part(corpus: Corpus, sources: Iterable[Source]) -> Iterator[bytes]:
    """The file with what these articles need to stand on their own, piece by piece."""
    with (
        tempfile.TemporaryDirectory(prefix="onrecord-") as folder,
        Database(Path(folder) / "part.db") as chosen,
    ):
        with corpus.database.rows.snapshot(), chosen.rows.transaction():
            ids = {source.id for source in sources}
            ledger = {
                record.id
                for _, record, words in noted(corpus, OF_LEDGER)
                if any(one.source in ids for one in words)
            }
            _copy(corpus.database, chosen, ids, ledger)
            _derive(chosen, ids)
        yield from _file(chosen)


def _refuse_folder(out: Path) -> None:
    if out.is_dir():
        raise ExportError("this is a folder, and tinydb writes a file")


def _file(database: Database) -> Iterator[bytes]:
    """The tables as they stand in one file: `{"sources": {"1": {…}, …}, …}`."""
    opening = "{"
    for table in LAYOUTS:
        yield f"{opening}{json.dumps(table)}: {{".encode()
        between = ""
        for row, text in database.raw(table):
            try:
                document = json.dumps(decode(text.decode()))
            except (ValueError, RecursionError):
                raise database.rows.damaged(f"row {row} of {table}") from None
            yield f'{between}"{row}": {document}'.encode()
            between = ", "
        yield b"}"
        opening = ", "
    yield b"}\n"


def _derive(chosen: Database, ids: set[str]) -> None:
    """Make anew what follows: from what extraction found, with corrections laid over it."""
    corrected = len(chosen.rows_of("overlays")) > 0
    beneath = Beneath(chosen)
    for source_id in ids if corrected else ():
        beneath.lift(source_id)
    derive(chosen)
    if corrected:
        settling = Settling(chosen)
        hand = Hand(chosen, settling)
        hand.lay_all(sorted(ids))
        hand.lay_actors()
        settling.settle()


def _copy(whole: Database, chosen: Database, ids: set[str], ledger: set[str]) -> None:
    """Copy what belongs to these articles, with the numbers of the rows.

    What is said of these records of the `ledger` goes along.
    """
    named = ids | ledger
    for row in chosen.row_ids("meta"):
        chosen.strike("meta", row)
    for table in (*OF_ARTICLES, "actors", *OWN, "meta"):
        for row, text in whole.raw(table):
            try:
                document = decode(text.decode())
            except (ValueError, RecursionError):
                raise whole.rows.damaged(f"row {row} of {table}") from None
            if table in (*OF_ARTICLES, "extracted"):
                belongs = document.get("id" if table == "sources" else "source") in ids
            elif table == "overlays":
                belongs = not named.isdisjoint(
                    [document.get("source"), document.get("record"), *_turned(document)]
                )
            else:
                belongs = table == "meta" or (
                    table in ("actors", "notes") and document.get("id") in named
                )
            if belongs:
                chosen.set_row(table, row, document)
                parts = [document.get(part) for part in _NAMING]
                if isinstance(entry := document.get("entry"), str):
                    made = whole.by_id("entry", entry)
                    parts.append(made.get("chain") if made else None)
                named |= {one for one in parts if isinstance(one, str)}


def _turned(overlay: Mapping[str, Any]) -> list[str]:
    """The two actors that a correction makes one, or one that it makes two."""
    return [overlay["actor"], overlay["into"]["id"]] if "into" in overlay else []


_NAMING = ("id", "actor", "entry", "figure", "story")
"""The parts of a document that name records which go along with it."""
