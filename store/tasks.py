"""Articles handed to child processes, and what becomes of them, in their order.

Knows files, requests and answers; no store, and nothing that reads or extracts.
"""

from __future__ import annotations

import base64
import os
import time
from collections import deque
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from store.children import Answer, Crew
from store.errors import ReadingError
from store.formats import Format
from store.gathering import LARGEST, Found, reason
from store.provenance import Known

MOST_JOBS: Final = 4
TIME_LIMIT: Final = 180.0
"""Seconds that an article may take, the start of its process included."""
_SECONDS_PER_BYTE: Final = 1 / 1000
_AHEAD: Final = 16
_TICK: Final = 0.1
FIXED_COST: Final = 2000
"""What an article costs beside its length, in bytes, for the estimate of what is left."""


class Gone(Exception):
    """What was to be asked is there no more when its turn comes: nothing is to do."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A path that gave no article, and why, as words that follow the path."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it is; `seconds_left` is None as long as there is no telling."""

    done: int
    total: int
    current: str
    seconds_left: float | None


@dataclass(slots=True)
class Task:
    """An article on its way: how to ask for it, what that costs, and what it is called.

    Where there is a `problem`, or what is known is `unchanged`, nothing is asked.
    """

    shown: str
    cost: int
    ask: Callable[[], dict[str, Any]]
    problem: str = ""
    unchanged: bool = False

    @property
    def settled(self) -> bool:
        """Whether no child is needed."""
        return self.unchanged or bool(self.problem)


def answers(
    tasks: Sequence[Task],
    jobs: int | None,
    model: str | None,
    *,
    on_progress: Callable[[Progress], None] | None = None,
    changed: Callable[[int], bool] = lambda turn: False,
    cancelled: Callable[[], bool] = lambda: False,
) -> Generator[Answer]:
    """What becomes of each task, in their order, until cancelled.

    As many children as there are jobs work ahead of the one whose turn it is, some tasks
    at most, so that what waits does not fill the memory. What was unchanged is asked about
    once more in its turn: it may have `changed` by what the tasks before it did.
    """
    clock = _Clock(tasks)
    if on_progress and tasks:
        on_progress(Progress(0, len(tasks), tasks[0].shown, None))
    wanted = sum(not task.settled for task in tasks)
    crew = Crew(max(1, min(jobs or _cores(), wanted)), model)
    waiting: dict[int, Answer] = {}
    hopeless = ""
    queue = deque(range(len(tasks)))
    try:
        for turn, due in enumerate(tasks):
            if due.unchanged and changed(turn):
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
            if on_progress:
                on_progress(clock.after(turn))
    finally:
        crew.kill()


def _give(crew: Crew, number: int, task: Task) -> dict[int, Answer]:
    """Hand a task to a child; an answer at once where that fails."""
    seconds = TIME_LIMIT + task.cost * _SECONDS_PER_BYTE
    try:
        crew.give(number, task.ask(), seconds)
    except Gone:
        task.unchanged = True
        return {number: Answer(number)}
    except (OSError, ReadingError) as error:
        return {number: Answer(number, None, sentence(error))}
    return {}


class _Clock:
    """Tells from what has been done how long the rest takes."""

    def __init__(self, tasks: Sequence[Task]) -> None:
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


def bytes_of(found: Found) -> bytes:
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


def request(data: bytes, form: Format, known: Known) -> dict[str, Any]:
    """What a child is asked: to read these bytes and extract what they hold."""
    return {
        "data": base64.b64encode(data).decode(),
        "format": form,
        "known": replace(known, note=None).as_document(),
    }


def sentence(error: Exception) -> str:
    """Why a file gives no article, as words that follow its path."""
    return reason(error) if isinstance(error, OSError) else str(error)


def _cores() -> int:
    """The cores that this process may use, at most MOST_JOBS."""
    try:
        cores = len(os.sched_getaffinity(0))
    except AttributeError:  # macOS
        cores = os.cpu_count() or 1
    return min(cores, MOST_JOBS)
