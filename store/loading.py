"""Files into the store: gathered, read and extracted in child processes, written in order.

Imports nothing that reads or extracts: a crash in an article costs that article only.
"""

from __future__ import annotations

import base64
import hashlib
import os
import time
from collections import deque
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import orjson

from store.children import Answer, Crew
from store.documents import article_from, findings_from
from store.errors import ReadingError, StoreError
from store.formats import Format, format_of
from store.gathering import LARGEST, Found, Gathering, reason
from store.pipeline import version
from store.provenance import NOTHING, Known
from store.records import Source

if TYPE_CHECKING:
    from store.corpus import Corpus

MOST_JOBS: Final = 4
TIME_LIMIT: Final = 180.0
"""Seconds that an article may take, the start of its process included."""
_SECONDS_PER_BYTE: Final = 1 / 1000
_AHEAD: Final = 16
_TICK: Final = 0.1
_FIXED_COST: Final = 2000
"""What an article costs beside its length, in bytes, for the estimate of what is left."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A path that gave no article, and why, as words that follow the path."""

    path: str
    reason: str


@dataclass(slots=True)
class Report:
    """What became of the paths; `failed` counts `failures`."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: int = 0
    failed: int = 0
    failures: list[Failure] = field(default_factory=list)

    def fail(self, path: str, reason: str) -> None:
        """Count a failure in."""
        self.failed += 1
        self.failures.append(Failure(path, reason))


@dataclass(frozen=True, slots=True)
class Progress:
    """How far loading is; `seconds_left` is None as long as there is no telling."""

    done: int
    total: int
    current: str
    seconds_left: float | None


@dataclass(slots=True)
class _Task:
    """An article on its way: how to ask for it, and what it will be called.

    `again` is the source whose text it is, where it is read from the store.
    """

    shown: str
    cost: int
    ask: Callable[[], dict[str, Any]]
    place: str | None = None
    file_hash: str = ""
    problem: str = ""
    unchanged: bool = False
    again: Source | None = None

    @property
    def settled(self) -> bool:
        """Whether no child is needed."""
        return self.unchanged or bool(self.problem)


def load(
    corpus: Corpus,
    paths: Sequence[Path | str],
    *,
    format: Format | None = None,
    outlet: str | None = None,
    date: str | None = None,
    jobs: int | None = None,
    model: str | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Report:
    """Read articles into the store: files, folders with all that lies in them, "-".

    `outlet` and `date` (ISO 8601) go before what a `sources.toml` says. Articles are
    written in the order of the paths, one transaction each; one that fails costs only
    itself. Where `cancelled` says so, what was written so far stays, and the report tells
    of that only. Raises StoreError where the store cannot be written.
    """
    said = Known(outlet=outlet, date=date)
    if date:
        said = replace(said, date_of="published", date_how="stated")
    gathering = Gathering(format)
    tasks = [_task(corpus, found, said) for found in gathering.walk(paths) if not cancelled()]
    report = Report(skipped=gathering.skipped)
    _run(corpus, tasks, report, jobs, model, on_progress, cancelled)
    return report


def reload(
    corpus: Corpus,
    sources: Sequence[Source],
    *,
    jobs: int | None = None,
    model: str | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Report:
    """Read and extract again the texts that the store holds; the files are not looked at.

    What is known about a source stays, but for what its text says itself: that is found anew.
    """
    tasks = [_task_again(corpus, source) for source in sources]
    report = Report()
    _run(corpus, tasks, report, jobs, model, on_progress, cancelled)
    return report


def _task(corpus: Corpus, found: Found, said: Known) -> _Task:
    """The task that a path gives; the file is read for its hash, and once more when its turn is."""
    task = _Task(found.shown, 0, dict, found.place, problem=found.problem)
    if found.problem:
        return task
    known = said.over(found.known)

    def ask() -> dict[str, Any]:
        data = _bytes_of(found)
        task.file_hash = _fingerprint(data, found.form, known)
        return _request(data, found.form, known)

    task.ask = ask
    try:
        data = _bytes_of(found)
    except (OSError, ReadingError) as error:
        task.problem = _sentence(error)
        return task
    task.cost = _FIXED_COST + len(data)
    task.file_hash = _fingerprint(data, found.form, known)
    task.unchanged = found.place is not None and corpus.unchanged_at(found.place, task.file_hash)
    return task


def _task_again(corpus: Corpus, source: Source) -> _Task:
    form: Format = (format_of(source.path) if source.path else None) or "text"

    def ask() -> dict[str, Any]:
        try:
            text = corpus.text(source.id)
        except KeyError:
            raise _Gone from None
        known = Known(
            title=source.title if source.title and source.title not in text else None,
            outlet=source.outlet,
            author=source.author,
            date=source.date,
            date_of=source.date_of,
            date_how=source.date_how,
            url=source.url,
            credits=tuple(name for name in source.credits if name not in text),
        )
        return _request(text.encode(), form, known)

    cost = _FIXED_COST + source.words * 6
    return _Task(source.path or source.name, cost, ask, again=source)


def _run(
    corpus: Corpus,
    tasks: Sequence[_Task],
    report: Report,
    jobs: int | None,
    model: str | None,
    on_progress: Callable[[Progress], None] | None,
    cancelled: Callable[[], bool],
) -> None:
    """Do the tasks and write what comes of them, in their order."""
    pipeline = version(model)
    clock = _Clock(tasks)
    if on_progress and tasks:
        on_progress(Progress(0, len(tasks), tasks[0].shown, None))
    with closing(_answers(corpus, tasks, jobs, model, cancelled)) as answers:
        for answer in answers:
            task = tasks[answer.number]
            if task.unchanged:
                report.unchanged += 1
            elif answer.document is None:
                report.fail(task.shown, answer.problem)
            else:
                _write(corpus, task, answer.document, report, pipeline)
            if on_progress:
                on_progress(clock.after(answer.number))


def _write(
    corpus: Corpus, task: _Task, document: dict[str, Any], report: Report, pipeline: str
) -> None:
    """Bring in what a child found; what cannot be stored fails this article only."""
    try:
        article = article_from(document["article"])
        article = replace(article, place=task.place, file_hash=task.file_hash)
        findings = findings_from(document["findings"])
        outcome = corpus.add(article, findings, pipeline=pipeline, again=task.again)
    except StoreError:
        raise
    except Exception as error:
        problem = f"what was found in it cannot be stored: {error} ({type(error).__name__})"
        report.fail(task.shown, problem)
        return
    match outcome:
        case "added":
            report.added += 1
        case "updated":
            report.updated += 1
        case "unchanged":
            report.unchanged += 1


def _answers(
    corpus: Corpus,
    tasks: Sequence[_Task],
    jobs: int | None,
    model: str | None,
    cancelled: Callable[[], bool],
) -> Generator[Answer]:
    """What becomes of each task, in their order, until cancelled.

    As many children as there are jobs work ahead of the one whose turn it is, some tasks
    at most, so that what waits does not fill the memory. What was unchanged is asked about
    once more in its turn: a task before it may have taken its source away.
    """
    wanted = sum(not task.settled for task in tasks)
    crew = Crew(max(1, min(jobs or _cores(), wanted)), model)
    waiting: dict[int, Answer] = {}
    hopeless = ""
    queue = deque(range(len(tasks)))
    try:
        for turn, due in enumerate(tasks):
            if due.unchanged and due.place and not corpus.unchanged_at(due.place, due.file_hash):
                due.unchanged = False
                if waiting.pop(turn, None):
                    queue.appendleft(turn)
            while turn not in waiting:
                if cancelled():
                    return
                while queue and queue[0] <= turn + _AHEAD:
                    given = queue[0]
                    task = tasks[given]
                    if task.settled or hopeless:
                        waiting[given] = Answer(given, None, task.problem or hopeless)
                    elif not crew.free:
                        break
                    else:
                        waiting |= _give(crew, given, task)
                    queue.popleft()
                if turn not in waiting:
                    for answer in crew.answers(_TICK):
                        waiting[answer.number] = answer
                        hopeless = answer.problem if answer.fatal else hopeless
            yield waiting.pop(turn)
    finally:
        crew.kill()


def _give(crew: Crew, number: int, task: _Task) -> dict[int, Answer]:
    """Hand a task to a child; an answer at once where that fails."""
    seconds = TIME_LIMIT + task.cost * _SECONDS_PER_BYTE
    try:
        crew.give(number, task.ask(), seconds)
    except _Gone:
        task.unchanged = True
        return {number: Answer(number)}
    except (OSError, ReadingError) as error:
        return {number: Answer(number, None, _sentence(error))}
    return {}


class _Gone(Exception):
    """A source was removed before its turn came: nothing is to do."""


class _Clock:
    """Tells from what has been done how long the rest takes."""

    def __init__(self, tasks: Sequence[_Task]) -> None:
        self._tasks = tasks
        self._owed = [0 if task.settled else task.cost for task in tasks]
        self._left = sum(self._owed)
        self._done = 0
        self._began = time.monotonic()

    def after(self, number: int) -> Progress:
        """How far it is once this task is done."""
        task = self._tasks[number]
        if not task.settled:
            self._done += task.cost
        self._left -= self._owed[number]
        seconds = None
        if self._done:
            seconds = (time.monotonic() - self._began) * self._left / self._done
        return Progress(number + 1, len(self._tasks), task.shown, seconds)


def _bytes_of(found: Found) -> bytes:
    """The article's bytes; OSError or ReadingError where there are none."""
    data = found.data
    if data is None:
        assert found.place is not None
        with open(found.place, "rb") as file:
            data = file.read(LARGEST + 1)
    if not data:
        raise ReadingError("it is empty")
    if len(data) > LARGEST:
        raise ReadingError(f"it is larger than {LARGEST // 1_000_000} MB, too large for an article")
    return data


def _fingerprint(data: bytes, form: Format, known: Known) -> str:
    """The hash of a file and of what is known about it: both unchanged, nothing is to do."""
    said = replace(known, note=None)
    if form == "text" and said == NOTHING:
        return hashlib.sha256(data).hexdigest()
    beside = orjson.dumps([form, said.as_document()], option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(data + b"\0" + beside).hexdigest()


def _request(data: bytes, form: Format, known: Known) -> dict[str, Any]:
    return {
        "data": base64.b64encode(data).decode(),
        "format": form,
        "known": replace(known, note=None).as_document(),
    }


def _sentence(error: Exception) -> str:
    return reason(error) if isinstance(error, OSError) else str(error)


def _cores() -> int:
    """The cores that this process may use, at most MOST_JOBS."""
    try:
        cores = len(os.sched_getaffinity(0))
    except AttributeError:  # macOS
        cores = os.cpu_count() or 1
    return min(cores, MOST_JOBS)
