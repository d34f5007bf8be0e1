"""Files into the store: gathered, read and extracted in child processes, written in order.

Imports nothing that reads or extracts: a crash in an article costs that article only.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import orjson

from store.documents import article_from, findings_from
from store.errors import ReadingError, StoreError
from store.formats import Format, format_of
from store.gathering import Found, Gathering
from store.pipeline import version
from store.provenance import NOTHING, Known
from store.records import Source
from store.tasks import (
    FIXED_COST,
    Failure,
    Gone,
    Progress,
    Task,
    answers,
    bytes_of,
    request,
    sentence,
)

if TYPE_CHECKING:
    from store.corpus import Corpus


@dataclass(slots=True)
class _Load(Task):
    """A task whose article goes into the store.

    `again` is the source whose text it is, where it is read from the store.
    """

    place: str | None = None
    file_hash: str = ""
    again: Source | None = None


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


_SETTLED_EVERY: Final = 2.0
"""Seconds between two settlings of the ledger, at least."""


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
    found = takewhile(lambda _: not cancelled(), gathering.walk(paths))
    tasks = [_task(corpus, one, said) for one in found]
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


def _task(corpus: Corpus, found: Found, said: Known) -> _Load:
    """The task that a path gives; the file is read for its hash, and once more when its turn is."""
    task = _Load(found.shown, 0, dict, found.problem, place=found.place)
    if found.problem:
        return task
    known = said.over(found.known)

    def ask() -> dict[str, Any]:
        data = bytes_of(found)
        task.file_hash = _fingerprint(data, found.form, known)
        return request(data, found.form, known)

    task.ask = ask
    try:
        data = bytes_of(found)
    except (OSError, ReadingError) as error:
        task.problem = sentence(error)
        return task
    task.cost = FIXED_COST + len(data)
    task.file_hash = _fingerprint(data, found.form, known)
    task.unchanged = found.place is not None and corpus.unchanged_at(found.place, task.file_hash)
    return task


def _task_again(corpus: Corpus, source: Source) -> _Load:
    form: Format = (format_of(source.path) if source.path else None) or "text"

    def ask() -> dict[str, Any]:
        try:
            text = corpus.text(source.id)
        except KeyError:
            raise Gone from None
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
        return request(text.encode(), form, known)

    cost = FIXED_COST + source.words * 6
    return _Load(source.path or source.name, cost, ask, again=source)


def _run(
    corpus: Corpus,
    tasks: Sequence[_Load],
    report: Report,
    jobs: int | None,
    model: str | None,
    on_progress: Callable[[Progress], None] | None,
    cancelled: Callable[[], bool],
) -> None:
    """Do the tasks and write what comes of them, in their order."""
    pipeline = version(model)

    def changed(turn: int) -> bool:
        """Whether a task before has taken the source from its place."""
        task = tasks[turn]
        return task.place is not None and not corpus.unchanged_at(task.place, task.file_hash)

    outcomes = answers(
        tasks, jobs, model, on_progress=on_progress, changed=changed, cancelled=cancelled
    )
    ledger = _Ledger(corpus)
    with closing(outcomes), closing(ledger):
        for answer in outcomes:
            task = tasks[answer.number]
            if task.unchanged:
                report.unchanged += 1
            elif answer.document is None:
                report.fail(task.shown, answer.problem)
            else:
                _write(corpus, task, answer.document, report, pipeline)
                ledger.follow()


class _Ledger:
    """Brings the ledger up to date now and then while articles come, and at the end.

    What many articles touch is so made anew once and not for each; it takes a tenth of the
    time at most. An article that came before a crash is settled with the next load.
    """

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._settled = time.monotonic()
        self._pause = _SETTLED_EVERY

    def follow(self) -> None:
        """Settle if it is time."""
        if time.monotonic() - self._settled >= self._pause:
            self.close()

    def close(self) -> None:
        """Settle now."""
        begun = time.monotonic()
        self._corpus.settle()
        self._settled = time.monotonic()
        self._pause = max(_SETTLED_EVERY, 10 * (self._settled - begun))


def _write(
    corpus: Corpus, task: _Load, document: dict[str, Any], report: Report, pipeline: str
) -> None:
    """Bring in what a child found; what cannot be stored fails this article only."""
    try:
        article = article_from(document["article"])
        article = replace(article, place=task.place, file_hash=task.file_hash)
        findings = findings_from(document["findings"])
        outcome = corpus.add(article, findings, pipeline=pipeline, again=task.again, settle=False)
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


def _fingerprint(data: bytes, form: Format, known: Known) -> str:
    """The hash of a file and of what is known about it: both unchanged, nothing is to do."""
    said = replace(known, note=None)
    if form == "text" and said == NOTHING:
        return hashlib.sha256(data).hexdigest()
    beside = orjson.dumps([form, said.as_document()], option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(data + b"\0" + beside).hexdigest()
