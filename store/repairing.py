"""A damaged store made whole again: what cannot be read goes, what is derived is made anew.

Rows of the user's own (overlays, saved searches) go only where they cannot be read. Before
anything is written, the store as it was lies beside it under another name.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from tinydb import where

from store.beside import put_together, readable, take_apart
from store.checking import check, check_records
from store.database import APPLICATION_ID, LAYOUTS, SCHEMA, Database
from store.deriving import AGAIN, derive, mark
from store.documents import to_document
from store.encoding import decode
from store.errors import StoreError
from store.fault import Fault, Progressed
from store.faults import refusal
from store.ids import content_hash
from store.names import fold
from store.records import Source
from store.table_list import take_list
from store.transactions import StoreFile

Say = Callable[[str], None]
_NOTHING = "nothing can be read from it; put a backup in its place, or load the articles again"
_ROUNDS = 6
"""What was taken out leaves others without what they name, at most so many times."""


@dataclass(slots=True)
class Repair:
    """What became of a store. `kept` is where it lies as it was, None where nothing was to do."""

    kept: Path | None = None
    struck: list[Fault] = field(default_factory=list)
    again: dict[str, str] = field(default_factory=dict)
    """The articles that `reload` is to read again: names by id."""
    doubtful: list[Fault] = field(default_factory=list)
    """What is not as it was written, and stays as it reads."""
    lost: dict[str, str] = field(default_factory=dict)
    """The articles that went: where they were loaded from, by id."""
    left: list[Fault] = field(default_factory=list)


def repair(path: Path, on_progress: Progressed | None = None) -> Repair:
    """Make a store whole. StoreError where nothing of it can be read, or it cannot be written."""
    try:
        database = Database(path, create=False)
    except StoreError:
        return _salvage(path, on_progress)
    with database:
        if database.rows.read_only:
            raise refusal("the store cannot be repaired", path, "it may not be written")
        faults: list[Fault] = []
        check(database, faults.append, on_progress)
        if not faults:
            return Repair()
        if not any(fault.remedy == "salvage" for fault in faults):
            kept = _free(path, "before-repair")
            database.rows.copy_to(kept)
            kept.chmod(path.stat().st_mode & 0o777)
            with suppress(StoreError):
                return replace(_mend(database, faults), kept=kept)
            kept.unlink()
    return _salvage(path, on_progress)


def _mend(database: Database, faults: list[Fault]) -> Repair:
    """Strike what is lost and make the rest anew, in one transaction."""
    done = Repair(doubtful=[fault for fault in faults if fault.remedy == "keep"])
    again: set[str] = set()
    with database.rows.transaction():
        for table, layout in LAYOUTS.items():
            database.rows.ensure(table)
            take_apart(database.rows, table, layout)
        for fault in faults:
            if not _is_json(database, fault):
                _strike(database, fault, done)
        for table, layout in LAYOUTS.items():
            put_together(database.rows, table, layout)
            database.fill_sums(table)
        tried: set[int] = set()
        for _ in range(_ROUNDS):
            lost = [fault for fault in faults if fault.remedy == "strike"]
            while lost:
                again |= _take_out(database, lost, done, tried)
                lost = _lost(database)
            again |= derive(database)
            faults = _lost(database)
            if not faults:
                break
        for source_id in sorted(again):
            if mark(database, source_id):
                source = database.by_id("source", source_id)
                path = source.get("path") if source else None
                done.again[source_id] = path or source_id
                done.lost.pop(source_id, None)
    gone = {(fault.table, fault.row) for fault in done.struck}
    done.doubtful = [one for one in done.doubtful if (one.table, one.row) not in gone]
    check(database, done.left.append)
    return done


def _lost(database: Database) -> list[Fault]:
    """The rows that cannot stay."""
    found: list[Fault] = []
    check_records(database, found.append)
    return [fault for fault in found if fault.remedy == "strike"]


def _take_out(database: Database, lost: list[Fault], done: Repair, tried: set[int]) -> set[str]:
    """Take rows out; the ids of articles that lack one now. Articles live on by their texts.

    `tried` are the rows for which that was tried.
    """
    of_articles = [one for one in lost if one.table in ("sources", "texts") and one.row is not None]
    revived: set[str] = set()
    for fault in of_articles:
        if fault.table == "sources":
            _strike(database, fault, done)
        if fault.row is not None and fault.row not in tried:
            tried.add(fault.row)
            revived |= _revive(database, fault.row)
    if revived:  # the others may be sound now
        return revived
    for fault in lost:
        _strike(database, fault, done)
    return {fault.source for fault in lost if fault.source}


def _is_json(database: Database, fault: Fault) -> bool:
    """Whether the row of a fault can be read by SQL at least."""
    if fault.remedy != "strike" or fault.row is None:
        return True
    try:
        decode((database.raw_row(fault.table, fault.row) or b"{}").decode())
    except (ValueError, RecursionError):
        return False
    return True


def _strike(database: Database, fault: Fault, done: Repair) -> None:
    """Take out a row that is lost, if it is still there."""
    if fault.remedy != "strike" or fault.row is None:
        return
    raw = database.raw_row(fault.table, fault.row)
    if raw is None:
        return
    if fault.table == "sources":
        with suppress(ValueError):
            document = decode(raw.decode())
            done.lost[str(document.get("id"))] = str(document.get("path") or "")
    database.strike(fault.table, fault.row)
    done.struck.append(fault)


def _revive(database: Database, row: int) -> set[str]:
    """Write the missing row of an article anew from its text; its id, where that is there.

    Its date, author, address and places are lost until it is loaded again.
    """
    text = database.rows_of("texts").get(doc_id=row)
    if text is None or database.raw_row("sources", row) is not None:
        return set()
    source_id, words = text.get("source"), text.get("text")
    if not isinstance(source_id, str) or not isinstance(words, str):
        return set()
    if not words or database.by_id("source", source_id) is not None:
        return set()
    found = database.rows_of("signatures").get(where("source") == source_id)
    source = Source(
        id=source_id,
        title=text.get("title"),
        outlet=text.get("outlet"),
        author=None,
        date=None,
        date_of=None,
        date_how=None,
        url=None,
        path=None,
        credits=(),
        language="en",
        words=len(words.split()),
        content_hash=content_hash(words),
        pipeline=AGAIN,
        story=found.get("story") if found else None,
    )
    more = {"fold": fold(source.name), "places": [], "file_hashes": []}
    database.set_row("sources", row, {**to_document(source), **more})
    return {source_id}


def _salvage(path: Path, on_progress: Progressed | None) -> Repair:
    """Read what can be read of a damaged file into a new one, and put that in its place."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.new")
    listed = path.with_name(f".{path.name}.{os.getpid()}.listed")
    try:
        with closing(_opened(path, listed)) as old, Database(draft) as new:
            if old.frozen:
                raise refusal("the store cannot be repaired", path, "it may not be written")
            if not _fill(old, new):
                raise refusal("the store cannot be repaired", path, _NOTHING)
            faults: list[Fault] = []
            check(new, faults.append, on_progress)
            done = _mend(new, faults)
        draft.chmod(path.stat().st_mode & 0o777)
        kept = _free(path, "damaged")
        for ending in ("-wal", "-shm"):
            with suppress(FileNotFoundError):
                path.with_name(path.name + ending).rename(kept.with_name(kept.name + ending))
        path.rename(kept)
        draft.rename(path)
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise refusal("the store cannot be repaired", path, why) from None
    finally:
        for one in (draft, listed):
            for ending in ("", "-wal", "-shm"):
                one.with_name(one.name + ending).unlink(missing_ok=True)
    return replace(done, kept=kept)


def _opened(path: Path, listed: Path) -> StoreFile:
    """A damaged file, for what can be read of it.

    Where its list of tables is lost, a copy of it, `listed`, with that of a new store.
    """
    for lenient in (False, True):
        try:
            return _reading(path, lenient=lenient)
        except StoreError as error:
            if not str(error).endswith("it is damaged"):
                raise
    with suppress(StoreError):
        Database(listed).close()
        if take_list(listed, path):
            return _reading(listed, lenient=True)
    raise refusal("the store cannot be repaired", path, _NOTHING)


def _reading(path: Path, *, lenient: bool) -> StoreFile:
    return StoreFile(
        path, create=False, read_only=True, application_id=APPLICATION_ID, lenient=lenient
    )


def _fill(old: StoreFile, new: Database) -> int:
    """Copy the rows that can be read; how many."""
    copied, schema = 0, SCHEMA
    with new.rows.transaction():
        for table in LAYOUTS:
            for row, text in readable(old, table):
                try:
                    document = decode(text.decode())
                except (ValueError, RecursionError):
                    continue
                if table == "meta" and document.get("name") == "schema":
                    found = document.get("value")
                    schema = found if isinstance(found, int) and 0 < found < SCHEMA else SCHEMA
                elif table == "meta":
                    new.say(str(document.get("name")), document.get("value"))
                else:
                    new.set_row(table, row, document)
                    copied += 1
        if schema != SCHEMA:
            new.say("schema", schema)
            new.migrate()
    return copied


def _free(path: Path, word: str) -> Path:
    """A name beside the store that nothing has yet."""
    day = time.strftime("%Y-%m-%d")
    number = 1
    while True:
        name = f"{path.name}.{word}-{day}" + (f"-{number}" if number > 1 else "")
        if not os.path.lexists(path.with_name(name)):
            return path.with_name(name)
        number += 1
