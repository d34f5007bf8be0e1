"""What went wrong with a store's file, as one sentence: what, which file, why.

It knows SQLite's error codes and the file system, no tables and no records.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from store.errors import StoreError

_NO_ROOM = "the disk takes no more (it is full, or a limit is reached)"
_REASONS = (
    ("SQLITE_NOTADB", "it is not a store"),
    ("SQLITE_CORRUPT", "it is damaged"),
    ("SQLITE_BUSY", "another program is using it and did not let go in time"),
    ("SQLITE_LOCKED", "another program is using it and did not let go in time"),
    ("SQLITE_FULL", "the disk is full"),
    ("SQLITE_READONLY", "it may not be written"),
    ("SQLITE_PERM", "it may not be opened"),
    ("SQLITE_AUTH", "it may not be opened"),
    ("SQLITE_CANTOPEN", "it cannot be opened"),
    ("SQLITE_IOERR_WRITE", _NO_ROOM),
    ("SQLITE_IOERR_SHMSIZE", _NO_ROOM),  # the index of the journal, which a reader needs, too
    ("SQLITE_IOERR_SHMOPEN", _NO_ROOM),
    ("SQLITE_IOERR_", "the disk does not answer"),
    ("SQLITE_IOERR", "the disk does not answer (it may be full)"),  # from the full text: no more
    ("SQLITE_TOOBIG", "a text is too long for it"),
    ("SQLITE_NOMEM", "the memory is used up"),
)


def refusal(what: str, path: Path, why: str) -> StoreError:
    """The error to raise: what could not be done, to which file, why."""
    return StoreError(f"{what}: {path}: {why}")


def failure(what: str, path: Path, error: sqlite3.Error | UnicodeDecodeError) -> StoreError:
    """SQLite's error as ours, with its own words only where we have no better ones."""
    name = str(getattr(error, "sqlite_errorname", ""))
    undecoded = isinstance(error, UnicodeDecodeError)
    if undecoded or str(error).startswith(("malformed JSON", "Could not decode")):
        name = "SQLITE_CORRUPT"
    for code, reason in _REASONS:
        if name.startswith(code):
            return refusal(what, path, reason)
    return refusal(what, path, str(error))


def check_openable(path: Path, *, may_create: bool) -> None:
    """StoreError where it is plain before opening that `path` can be no store."""
    what = "the store cannot be opened"
    try:
        exists = path.exists()
        if path.is_dir():
            raise refusal(what, path, "it is a folder")
        if exists and not path.is_file():
            raise refusal(what, path, "it is not a regular file")
        if exists and not os.access(path, os.R_OK):
            raise refusal(what, path, "you may not read it")
        if exists:
            return
        if not may_create:
            raise refusal(what, path, "there is no such file")
        path.parent.mkdir(parents=True, exist_ok=True)
        if not os.access(path.parent, os.W_OK | os.X_OK):
            raise refusal("the store cannot be made", path, "you may not write in its folder")
    except FileExistsError:
        reason = f"{path.parent} is not a folder"
        raise refusal("the store cannot be made", path, reason) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise refusal(what, path, reason[:1].lower() + reason[1:]) from None
