"""Works that are cut short: what children do to a store, and what must hold of it afterwards.

A work runs in a child process and says a line, its acknowledgement, after each commit. Run as
a program this module is the nursery's process: it has imported the store once, and forks a
child for every order that it reads.
"""

from __future__ import annotations

import json
import os
import random
import resource
import signal
import sqlite3
import struct
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, cast

from tinydb import TinyDB, where
from tinydb.operations import increment
from tinydb.storages import MemoryStorage

from store.corpus import Corpus
from store.database import SCHEMA, Database
from store.errors import StoreError
from store.ids import content_hash, text_id
from store.index import FULL_TEXT
from store.migrating import MIGRATIONS
from store.records import KINDS, Article, Findings
from tests.bench import corpora

ROOT = Path(__file__).parents[3]
DUMPS = Path(__file__).parents[1]
EACH = 2
"""Quotes, and pledges, in one made-up article."""
ARTICLES = 14
"""How many a load adds."""
ROUND = 14
"""How many each of two loads adds beside readers."""
CHANGES = 60
"""How many a correction makes."""
OLD_COPIES = 30
"""How often the records of a dump stand in an old store, so that its migration takes a while."""

NO_LIMIT = resource.RLIM_INFINITY

# ------------------------------------------------------------------------ acknowledgements


class Acknowledged:
    """Lines that outlive the process which said them."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def say(self, *words: object) -> None:
        """Append a line at once: what was said before a kill is there after it."""
        with open(self.path, "ab", buffering=0) as file:
            file.write((" ".join(map(str, words)) + "\n").encode())

    def lines(self) -> list[str]:
        """All that was said."""
        return self.path.read_text().splitlines() if self.path.exists() else []


def told(lines: list[str], word: str) -> int:
    """How many of these lines begin so."""
    return sum(line.startswith(word) for line in lines)


BALLAST = "ballast"
"""A file beside the store which goes as soon as the disk was full: then there is room."""


def fill(disk: Path, left: int) -> None:
    """Leave so many bytes of a file system, in whole pages of 4,096."""
    state = os.statvfs(disk)
    with open(disk / BALLAST, "ab") as ballast:
        ballast.write(bytes(max(0, state.f_bavail * state.f_frsize - left)))


def room(store: Path) -> None:
    """There is room again."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (NO_LIMIT, NO_LIMIT))
    (store.parent / BALLAST).unlink(missing_ok=True)


def persist(store: Path, said: Acknowledged, do: Callable[[], object]) -> None:
    """Do something; where the store refuses it, say so, and do it once there is room."""
    try:
        do()
    except StoreError as error:
        said.say("refused", error)
        room(store)
        do()
        said.say("again")


# ------------------------------------------------------------------------------ the works


def numbered(number: int) -> tuple[Article, Findings]:
    """The article of a number: always the same one."""
    made = corpora.one(number, each=EACH, length=0)
    return made.article, made.findings


def load(
    store: Path,
    said: Acknowledged,
    first: int = 0,
    checkpoints: int = 1000,
    articles: int = ARTICLES,
) -> None:
    """Add articles from a number on; the ledger is settled now and then, as a load does."""
    with Database(store) as database:
        database.rows.run(f"PRAGMA wal_autocheckpoint = {checkpoints}")
        corpus = Corpus(database)
        said.say("opened")
        for number in range(first, first + articles):
            add = partial(corpus.add, *numbered(number), pipeline="made up", settle=False)
            persist(store, said, add)
            said.say("added", number)
            if number % 4 == 3:
                persist(store, said, corpus.settle)


def change(db: TinyDB, number: int) -> None:
    """The change of a number to the user's own rows: the same to any TinyDB in the same state."""
    pick = random.Random(number)
    overlays, queries = db.table("overlays"), db.table("queries")
    record, query = f"q{pick.randrange(12):04}", f"by:actor{pick.randrange(9)}"
    of_record = where("record") == record
    match number % 7:
        case 0 | 1:
            text = "é" * pick.randrange(900)
            overlays.insert({"id": f"o{number}", "record": record, "note": text})
        case 2:
            overlays.upsert({"id": f"o{record}", "record": record, "n": 0}, of_record)
        case 3:
            overlays.update({"seen": number}, of_record)
            overlays.update(increment("n"), where("n").exists())
        case 4:
            overlays.remove(of_record)
        case 5:
            queries.upsert({"name": query}, where("name") == query)
        case 6:
            queries.remove(where("name") == query)


def correct(store: Path, said: Acknowledged, first: int = 0, checkpoints: int = 1000) -> None:
    """Change the user's rows from a number on: each change is one transaction."""
    with Database(store, create=False) as database:
        database.rows.run(f"PRAGMA wal_autocheckpoint = {checkpoints}")
        corpus = Corpus(database)
        said.say("opened")
        for number in range(first, first + CHANGES):
            pick = random.Random(number)
            pick.randrange(12)
            query = f"by:actor{pick.randrange(9)}"
            do = {5: partial(corpus.save_query, query), 6: partial(corpus.forget_query, query)}
            persist(store, said, do.get(number % 7, partial(change_at_once, database, number)))
            said.say("changed", number)


def change_at_once(database: Database, number: int) -> None:
    """A change in one transaction."""
    with database.rows.transaction():
        change(database, number)


def migrate(store: Path, said: Acknowledged) -> None:
    """Open a store; one of an older schema is brought up to date by that, step by step."""

    def told(step: Callable[[Any], None]) -> Callable[[Any], None]:
        def take(db: Any) -> None:
            said.say("step")
            step(db)

        return take

    MIGRATIONS.update({schema: told(step) for schema, step in MIGRATIONS.items()})
    with Corpus.open(store, create=False):
        said.say("opened")


AHEAD = 5
"""A writer of two waits for the other one when it is so many turns ahead: they write at once."""


def count_up(store: Path, said: Acknowledged, who: int, times: int) -> None:
    """Two writers at once do this: increments, and rows whose ids are taken when written."""
    by_call = {"fields": lambda document: document.update(n=document["n"] + 1)}
    by_operation = {"fields": increment("n")}
    other = Acknowledged(Path(f"{said.path}.{1 - who}"))
    mine = Acknowledged(Path(f"{said.path}.{who}"))
    with Database(store) as database:
        rows = database.rows_of("overlays")
        mine.path.touch()
        until(other.path.exists)  # both begin at once
        for turn in range(times):
            until(partial(has_said, other, turn - AHEAD))
            how = by_call if turn % 2 else by_operation
            assert rows.update(how["fields"], where("id") == "counter") == [1]
            said.say("x")
            row = rows.insert({"id": f"{who}.{turn}", "record": f"writer {who}"})
            mine.say(row, f"{who}.{turn}")
            time.sleep(0.002 * (turn % 4))  # the other one's turn: who waits, looks now and then


def has_said(who: Acknowledged, more_than: int) -> bool:
    """Whether somebody has said more lines than so many."""
    return len(who.lines()) > more_than


def until(true: Callable[[], bool]) -> None:
    """Wait for something that another process does; it has a minute for it."""
    late = time.monotonic() + 60
    while not true():
        assert time.monotonic() < late, "the other process does not do its part"
        time.sleep(0.001)


def follow(store: Path, said: Acknowledged, who: int, wanted: int) -> None:
    """A reader: never a value older than one before, nor than what was acknowledged before."""
    by_index = where("id") == "counter"
    by_scan = where("n").exists()
    with Database(store, read_only=bool(who % 2)) as database:
        rows = database.rows_of("overlays")
        before = looks = 0
        while before < wanted:
            for query in (by_scan, by_scan, by_index, by_index):
                least = max(before, os.path.getsize(said.path) // 2)
                (counter,) = rows.search(query)
                assert counter["n"] >= least, f"reader {who} sees {counter['n']} after {least}"
                before = counter["n"]
            one = rows.get(by_index)
            assert one["n"] >= before
            assert rows.count(where("record") == "writer 0") + 1 <= len(rows)
            looks += 1
        with open(f"{said.path}.read", "a") as looked:
            looked.write(f"{who} {looks}\n")


def look_on(store: Path, said: Acknowledged, wanted: int) -> None:
    """A reader of articles: all that were acknowledged are there, whole, in every look."""
    with Corpus.open(store, read_only=True) as corpus:
        while (added := told(said.lines(), "added")) < wanted:
            counts = corpus.counts()
            assert added <= counts.sources <= wanted
            assert (counts.quotes, counts.pledges) == (counts.sources * EACH,) * 2
            sources = list(corpus.listing("source"))
            assert len(sources) >= counts.sources
            for source in sources[:3]:
                assert len(corpus.quotes_of(source.id)) == EACH
                assert content_hash(corpus.text(source.id)) == source.content_hash


WORKS: dict[str, Callable[..., None]] = {
    "load": load,
    "correct": correct,
    "migrate": migrate,
    "count_up": count_up,
    "follow": follow,
    "look_on": look_on,
}


# ---------------------------------------------------------------------------- the nursery


@dataclass(frozen=True, slots=True)
class Child:
    """A process that is at work."""

    pid: int
    nursery: Nursery

    def kill(self) -> None:
        """End it at once, wherever it is."""
        os.kill(self.pid, signal.SIGKILL)

    def wait(self) -> int:
        """Its exit status, or minus the signal that ended it."""
        return int(self.nursery.order({"wait": self.pid}))


class Nursery:
    """A process that has imported all that works need, and forks a child for each."""

    def __init__(self, folder: Path) -> None:
        self.errors = folder / "nursery.err"
        with open(self.errors, "wb") as errors:
            self._process = subprocess.Popen(
                [sys.executable, "-m", __name__],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                cwd=ROOT,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
            )

    def order(self, what: dict[str, Any]) -> str:
        """Say what to do; the answer."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(what).encode() + b"\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline().decode().strip()
        assert answer, self.errors.read_text()
        return answer

    def start(
        self, work: str, store: Path, said: Acknowledged, limit: int = NO_LIMIT, **options: Any
    ) -> Child:
        """Start a work; no file that it writes gets larger than `limit` bytes."""
        said.path.touch()
        paths = {"store": str(store), "said": str(said.path)}
        return Child(
            int(self.order({"work": work, "limit": limit, "options": options, **paths})), self
        )

    def close(self) -> None:
        """End the process."""
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
        self._process.wait()


def _serve() -> None:
    for line in sys.stdin:
        order = json.loads(line)
        if "wait" in order:
            _, status = os.waitpid(order["wait"], 0)
            print(os.waitstatus_to_exitcode(status), flush=True)
            continue
        pid = os.fork()
        if pid == 0:
            _live(order)
        print(pid, flush=True)


def _live(order: dict[str, Any]) -> None:
    """Do a work and end with 0, or with 3 where the store could not be opened."""
    status, store, said = 70, Path(order["store"]), Acknowledged(Path(order["said"]))
    try:
        try:
            resource.setrlimit(resource.RLIMIT_FSIZE, (order["limit"], NO_LIMIT))
            WORKS[order["work"]](store, said, **order["options"])
            status = 0
        except StoreError as error:
            room(store)
            said.say("refused", error)
            status = 3
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(status)


# ---------------------------------------------------------------------------- what must hold


@contextmanager
def raw(store: Path) -> Iterator[sqlite3.Connection]:
    """The file as SQLite sees it: nothing of ours, no migration."""
    connection = sqlite3.connect(store, isolation_level=None)
    try:
        yield connection
    finally:
        connection.close()


def check_pages(run: Callable[[str], list[Any]]) -> None:
    """The file is whole, and its full text is that of its documents; `run` runs a statement."""
    assert run("PRAGMA integrity_check") == [("ok",)]
    made = {name for (name,) in run("SELECT name FROM sqlite_master")}
    for at in FULL_TEXT.values():
        name = f"{at.table}_words"
        if name in made:
            run(f"INSERT INTO {name} ({name}, rank) VALUES ('integrity-check', 1)")


def documents(db: TinyDB, *tables: str) -> dict[str, dict[int, dict[str, Any]]]:
    """The documents of these tables, of all where none is named; every one is decoded."""
    return {
        name: {one.doc_id: dict(one) for one in sorted(db.table(name), key=lambda d: d.doc_id)}
        for name in tables or sorted(db.tables())
    }


def check_articles(store: Path, acknowledged: int) -> int:
    """Every acknowledged article is there, each whole, and at most one more; how many there are."""
    with Database(store) as database:
        check_pages(database.rows.run)
        documents(database)
        corpus = Corpus(database)
        counts = corpus.counts()
        assert acknowledged <= counts.sources <= acknowledged + 1
        assert (counts.quotes, counts.pledges) == (counts.sources * EACH, counts.sources * EACH)
        for number in range(counts.sources):
            article, findings = numbered(number)
            source = text_id(article.text)
            assert content_hash(corpus.text(source)) == content_hash(article.text)
            assert [one.id for one in corpus.quotes_of(source)] == [o.id for o in findings.quotes]
            assert [one.id for one in corpus.pledges_of(source)] == [o.id for o in findings.pledges]
            assert len(corpus.appearances_of(source)) == len(findings.appearances)
        for kind in KINDS:
            assert len(list(corpus.listing(kind))) == len(corpus.listing(kind))
        assert sum(one.quotes for one in corpus.listing("actor")) == counts.quotes
        return counts.sources


def check_changes(store: Path, made: int, acknowledged: int, model: TinyDB) -> int:
    """The user's rows are as after all acknowledged changes, or one more; how many there were.

    `model` is a stock TinyDB as after the `made` ones before; it follows.
    """
    tables = ("overlays", "queries")
    for number in range(made, made + acknowledged):
        change(model, number)
    made += acknowledged
    with Database(store) as database:
        check_pages(database.rows.run)
        found = documents(database, *tables)
        if found != documents(model, *tables):
            change(model, made)
            made += 1
        assert found == documents(model, *tables)
    return made


def stock(before: TinyDB | None = None) -> TinyDB:
    """TinyDB as it comes, in memory; with what was in another one, as if opened again."""
    db = TinyDB(storage=MemoryStorage)
    db.storage.write((before.storage.read() if before is not None else None) or {})
    return db


def made_old(schema: int, path: Path) -> Path:
    """A store that the program of an older schema made, with many copies of its records."""
    with raw(path) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.executescript((DUMPS / f"schema{schema}.sql").read_text(encoding="utf-8"))
        connection.execute("BEGIN")
        for table in ("quotes", "pledges"):
            rows = connection.execute(f"SELECT doc FROM {table}").fetchall()
            for copy in range(OLD_COPIES):
                for (text,) in rows:
                    document = json.loads(text)
                    document["id"] = f"{document['id'][:1]}{copy:02}{document['id'][3:]}"
                    connection.execute(
                        f"INSERT INTO {table} (doc) VALUES (?)", (json.dumps(document),)
                    )
        connection.execute("COMMIT")
    return path


Everything = tuple[int, frozenset[tuple[str, str]], dict[str, list[Any]]]


def everything(store: Path) -> Everything:
    """A store's schema, what it is made of, and all its rows, without bringing it up to date."""
    with raw(store) as connection:
        made = frozenset(
            (name, " ".join((sql or "").split()))
            for name, sql in connection.execute("SELECT name, sql FROM sqlite_master")
        )
        tables = sorted(name for name, sql in made if sql.endswith("doc TEXT NOT NULL)"))
        rows = {
            name: connection.execute(f'SELECT id, doc FROM "{name}" ORDER BY id').fetchall()
            for name in tables
        }
    (schema,) = (
        note["value"]
        for note in (json.loads(text) for _, text in rows["meta"])
        if note["name"] == "schema"
    )
    return schema, made, rows


def check_migrated(store: Path, old: Everything, new: Everything, opened: bool) -> int:
    """The store is the old one whole, or the new one whole; which, by its schema."""
    with raw(store) as connection:
        check_pages(lambda sql: connection.execute(sql).fetchall())
    found = everything(store)
    assert found in (old, new)
    assert found == new or not opened
    with Corpus.open(store) as corpus:
        assert corpus.stats().schema == SCHEMA
    assert everything(store) == new
    return found[0]


def in_checkpoint(store: Path) -> bool:
    """Whether the journal is being written back into the store, or was when its process died.

    By SQLite's WAL-index header (its file format, "WAL-Index Format"): a checkpoint notes how
    many frames it will have written back (offset 128) and, when it has, that it did (96).
    """
    try:
        with open(f"{store}-shm", "rb", buffering=0) as index:
            head = index.read(136)
    except OSError:
        return False
    if len(head) < 136:
        return False
    done, begun = (cast(int, struct.unpack_from("=I", head, at)[0]) for at in (96, 128))
    return begun > done


def duration(run: Callable[[], object]) -> float:
    """The seconds that something takes."""
    began = time.monotonic()
    run()
    return time.monotonic() - began


if __name__ == "__main__":
    _serve()
