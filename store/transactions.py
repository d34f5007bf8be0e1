"""One SQLite file: opening it, transactions that nest, snapshots to read from.

It knows no table. Errors leave it as one sentence: what, which file, why.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

from store.errors import StoreError
from store.faults import check_openable, failure, refusal

Row = tuple[Any, ...]

_FROZEN = "immutable=1"
_FAILURES = (sqlite3.Error, UnicodeDecodeError)
"""What sqlite3 raises where a file fails; its own words can be damaged, too."""
_NOT_WRITABLE = ("SQLITE_READONLY", "SQLITE_CANTOPEN")

BUSY_SECONDS = 10.0
"""How long to wait for another process that is writing."""


class StoreFile:
    """A connection to one file, for the thread that opened it only.

    With `read_only` nothing is written; where nothing can be written in its folder
    either, the file is taken as it stands, and `frozen` tells so. `lenient` opens one whose
    list of tables is damaged, too, for what can be read of it.
    """

    def __init__(
        self,
        path: Path | str,
        *,
        create: bool = True,
        read_only: bool = False,
        application_id: int = 0,
        lenient: bool = False,
    ) -> None:
        super().__init__()
        self.path = Path(path)
        self._lenient = lenient
        self.read_only = read_only
        self.frozen = False
        self._why_not = "it is open for reading only"
        self._application_id = application_id
        self._depth = 0
        self._reading = False
        self._writes = 0
        self._untidy = self._journal_is_ours = False
        self._connection = self._open(create)

    def undone(self) -> None:
        """Called after a transaction, or an inner part of it, was rolled back."""

    def close(self) -> None:
        """Close the file; a second time does nothing."""
        self._connection.close()
        if self._untidy:
            self._untidy = False
            with suppress(sqlite3.Error):
                self._tidy()

    def interrupt(self) -> None:
        """From another thread: what is being read ends with a StoreError."""
        with suppress(sqlite3.ProgrammingError):  # it was closed meanwhile
            self._connection.interrupt()

    def damaged(self, what: str) -> StoreError:
        """The error to raise where what was read makes no sense."""
        return refusal("the store cannot be read", self.path, f"{what} is damaged")

    def _open(self, create: bool) -> sqlite3.Connection:
        check_openable(self.path, may_create=create and not self.read_only)
        if not self.read_only and self.path.exists() and not _writable(self.path):
            self.read_only, self._why_not = True, "you may not write it and its folder"
        modes = self._modes()
        for mode in modes:
            try:
                connection = self._connect(mode)
            except _FAILURES as error:
                name = str(getattr(error, "sqlite_errorname", ""))
                if mode == modes[-1] or not name.startswith(_NOT_WRITABLE):
                    raise failure("the store cannot be opened", self.path, error) from error
            else:
                self.frozen = mode == _FROZEN
                self._untidy = mode == "mode=ro" and self._journal_is_ours
                return connection
        raise AssertionError("unreachable")

    def _modes(self) -> tuple[str, ...]:
        """How to open the file, the best first.

        Reading a store makes files for its journal beside it. Somebody else's store must not
        get files of ours, which its owner could not write; and an unwritable folder takes none.
        """
        if not self.read_only:
            return ("mode=rwc",)
        journal = self.path.with_name(self.path.name + "-wal")
        self._journal_is_ours = not journal.exists() and _writable(self.path)
        if not os.access(self.path, os.W_OK) and not journal.exists():
            return (_FROZEN,)
        return ("mode=ro", _FROZEN)

    def _connect(self, mode: str) -> sqlite3.Connection:
        connection = sqlite3.connect(
            f"file:{quote(os.fsencode(self.path.absolute()))}?{mode}",
            uri=True,
            timeout=BUSY_SECONDS,
            isolation_level=None,
        )
        try:
            self._prepare(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _tidy(self) -> None:
        """Who opened a store for reading only cannot remove the journal's files; a writer can."""
        connection = self._connect("mode=rw")
        connection.close()

    def _prepare(self, connection: sqlite3.Connection) -> None:
        """Refuse what is not ours before anything is changed in it."""
        if self._lenient:
            connection.execute("PRAGMA writable_schema = ON")
        (count,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        (found,) = connection.execute("PRAGMA application_id").fetchone()
        if found != self._application_id and (count or found):
            why = "it is another program's database"
            raise refusal("the store cannot be opened", self.path, why)
        if self.read_only:
            return
        deadline = time.monotonic() + BUSY_SECONDS
        while True:  # two processes that make one file at once: SQLite does not wait here
            try:
                connection.execute("PRAGMA journal_mode = WAL").fetchone()
                break
            except sqlite3.OperationalError as error:
                busy = error.sqlite_errorcode == sqlite3.SQLITE_BUSY
                if not busy or time.monotonic() > deadline:
                    raise
                time.sleep(0.02)
        connection.execute("PRAGMA synchronous = FULL")
        if not found and self._application_id:
            connection.execute(f"PRAGMA application_id = {self._application_id}")

    def run(self, sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
        """The rows that a statement answers with; StoreError where the file fails."""
        try:
            return self._connection.execute(sql, parameters).fetchall()
        except sqlite3.ProgrammingError:
            raise  # our mistake, as is reading from a closed file
        except _FAILURES as error:
            raise self._failed(error) from error

    def walk(self, sql: str, parameters: Sequence[Any] = ()) -> Generator[Row, None, None]:
        """The same rows one after the other, without holding all of them at once."""
        try:
            yield from self._connection.execute(sql, parameters)
        except sqlite3.ProgrammingError:
            raise
        except _FAILURES as error:
            raise self._failed(error) from error

    def run_many(self, sql: str, rows: Iterable[Row]) -> None:
        """A statement once for each row; StoreError where the file fails."""
        try:
            self._connection.executemany(sql, rows)
        except _FAILURES as error:
            raise self._failed(error) from error

    def _failed(self, error: sqlite3.Error | UnicodeDecodeError) -> StoreError:
        writing = self._depth or "readonly" in str(error)
        what = "the store cannot be written" if writing else "the store cannot be read"
        return failure(what, self.path, error)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written within it is kept, or nothing of it.

        Within another it joins that one: an error undoes the inner part only, if the outer
        one catches it. StoreError where the file is locked, full or read only; the file is
        then as it was before.
        """
        if self.read_only:
            raise refusal("the store cannot be written", self.path, self._why_not)
        if self._reading:
            raise RuntimeError("a transaction must not start within a snapshot")
        name = f"level_{self._depth}"
        self._depth += 1
        try:
            self._begin(name)  # ctrl+c may come once it has: that is undone, too
            yield
            self._end(name)
        except BaseException:
            self._undo(name)
            raise
        finally:
            self._depth -= 1
            self._writes += 1

    def _begin(self, name: str) -> None:
        if self._depth == 1:
            self.run("BEGIN IMMEDIATE")
        else:
            self._check_still_open()
            self.run(f"SAVEPOINT {name}")

    def _end(self, name: str) -> None:
        self._check_still_open()
        self.run("COMMIT" if self._depth == 1 else f"RELEASE {name}")

    def _check_still_open(self) -> None:
        """After some failures (a full disk) SQLite has undone the whole transaction itself."""
        if not self._connection.in_transaction:
            why = "an earlier part of this change failed, all of it was undone"
            raise refusal("the store cannot be written", self.path, why)

    def _undo(self, name: str) -> None:
        self.undone()
        with suppress(sqlite3.Error):  # a file that was closed meanwhile has undone it already
            if not self._connection.in_transaction:
                return
            if self._depth == 1:
                self._connection.execute("ROLLBACK")
            else:
                self._connection.execute(f"ROLLBACK TO {name}")
                self._connection.execute(f"RELEASE {name}")

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Within it all reads see one state of the file, whoever writes meanwhile."""
        if self._depth or self._reading:
            yield
            return
        self._reading = True
        try:
            self.run("BEGIN")
            yield
        finally:
            self._reading = False
            with suppress(sqlite3.Error):
                self._connection.execute("COMMIT")

    def amiss(self, *, quick: bool = False) -> list[str]:
        """What SQLite finds wrong with the file, at most 100 lines; none where it is whole.

        `quick` leaves out whether each index holds what its table does.
        """
        check = "quick_check" if quick else "integrity_check"
        try:
            rows = self._connection.execute(f"PRAGMA {check}").fetchall()
        except _FAILURES as error:
            return [str(error)]
        lines = [line for row in rows for line in str(row[0]).splitlines()]
        return [one for one in lines if one != "ok" and not one.startswith("*** in database")]

    def copy_to(self, path: Path) -> None:
        """Copy one state of the file into a new one, while others read and write.

        StoreError where it cannot be read, or the copy not be written.
        """
        try:
            with closing(sqlite3.connect(path, isolation_level=None)) as copy:
                self._connection.backup(copy)
                copy.execute("PRAGMA journal_mode = DELETE").fetchone()
        except _FAILURES as error:
            raise failure("the store cannot be copied", path, error) from error

    def stamp(self) -> int:
        """Changes whenever this or another connection has written."""
        return int(self.run("PRAGMA data_version")[0][0]) + self._writes


def put_journal_away(path: Path) -> None:
    """Make a file whole in itself, as far as no program is using it."""
    where = f"file:{quote(os.fsencode(path.absolute()))}?mode=rw"
    with suppress(sqlite3.Error), closing(sqlite3.connect(where, uri=True, timeout=1)) as file:
        file.execute("PRAGMA journal_mode = DELETE").fetchone()


def _writable(path: Path) -> bool:
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK | os.X_OK)
