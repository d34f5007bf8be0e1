"""A copy of the store in one file, taken while others read and write, and looked at."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from store.database import APPLICATION_ID, Database
from store.errors import StoreError
from store.faults import refusal
from store.transactions import put_journal_away

_JOURNALS = ("-wal", "-shm", "-journal")


class NotBackedUp(Exception):
    """Why no backup can stand there, in words that continue a sentence."""


class NotOurs(NotBackedUp):
    """There is a file of that name which is no store."""


def backup(database: Database, out: Path, *, force: bool = False) -> None:
    """Write a copy of the store to a file, whole or not at all; an older backup is replaced.

    NotOurs where something else stands there, unless `force`; NotBackedUp where no file can;
    OSError; StoreError where the store cannot be read or copied, or is not whole.
    """
    out = Path(os.path.realpath(out))
    _check_target(database.rows.path, out, force)
    draft = out.with_name(f".onrecord.{os.getpid()}.new")
    try:
        os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        database.rows.copy_to(draft)
        with Database(draft, create=False, read_only=True) as copy:
            if wrong := copy.rows.amiss(quick=True):
                why = f"the store is damaged ({wrong[0]}): see `onrecord check`"
                raise refusal("the store cannot be copied", database.rows.path, why)
        draft.chmod(database.rows.path.stat().st_mode & 0o777)
        _sync(draft)
        draft.replace(out)
        _sync(out.parent)
    except StoreError as error:
        raise StoreError(str(error).replace(str(draft), str(out))) from None
    finally:
        for ending in ("", *_JOURNALS):
            with suppress(OSError):
                draft.with_name(draft.name + ending).unlink(missing_ok=True)


def _check_target(store: Path, out: Path, force: bool) -> None:
    own = Path(os.path.realpath(store))
    if out in (own, *(own.with_name(own.name + ending) for ending in _JOURNALS)):
        raise NotBackedUp("this is the store itself")
    if out.is_dir():
        raise NotBackedUp("this is a folder")
    if not out.parent.is_dir():
        raise NotBackedUp("there is no such folder")
    if not os.path.lexists(out):
        return
    if not out.is_file():
        raise NotBackedUp("this is no regular file")
    if store.exists() and out.samefile(store):
        raise NotBackedUp("this is the store itself")
    if not _is_store(out):
        if not force:
            raise NotOurs("there is a file of that name, and it is no store")
        return
    if any(out.with_name(out.name + ending).exists() for ending in _JOURNALS):
        put_journal_away(out)
    if any(out.with_name(out.name + ending).exists() for ending in _JOURNALS):
        raise NotBackedUp("a program is using the store there")


def _is_store(path: Path) -> bool:
    """Whether the file says in its first bytes that it is a store of ours."""
    try:
        with path.open("rb") as stream:
            head = stream.read(72)
    except OSError:
        return False
    ours = APPLICATION_ID.to_bytes(4, "big")
    return head.startswith(b"SQLite format 3\0") and head[68:72] == ours


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
