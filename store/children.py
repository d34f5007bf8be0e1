"""Child processes that extract: tasks out to them, answers back, the stuck and dead replaced.

Knows processes and pipes, neither articles nor the store.
"""

from __future__ import annotations

import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Final

import orjson

_CHUNK: Final = 1 << 16
_ONE_THREAD: Final = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
_WORKER: Final = "store.worker"
_PAUSE: Final = 2.0
"""Seconds; a longer silence of the parent was a stop (ctrl+z), and counts for no article."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a task: the document that the child wrote, or the problem.

    `fatal` tells that every other task would end in the same problem.
    """

    number: int
    document: dict[str, Any] | None = None
    problem: str = ""
    fatal: bool = False


@dataclass(slots=True)
class _Child:
    process: subprocess.Popen[bytes]
    number: int | None = None
    seconds: float = 0.0
    deadline: float = 0.0
    outgoing: memoryview = field(default_factory=lambda: memoryview(b""))
    incoming: bytearray = field(default_factory=bytearray)

    @property
    def stdin(self) -> IO[bytes]:
        assert self.process.stdin is not None
        return self.process.stdin

    @property
    def stdout(self) -> IO[bytes]:
        assert self.process.stdout is not None
        return self.process.stdout


class Crew:
    """Up to `size` children, started when there is something to do; a task at a time each."""

    def __init__(self, size: int, model: str | None = None) -> None:
        self._size = size
        self._command = command(_WORKER, *(["--model", model] if model else []))
        self._children: list[_Child] = []
        self._seen = 0.0

    @property
    def free(self) -> bool:
        """Whether another task can be given."""
        return self.busy < self._size

    @property
    def busy(self) -> int:
        """How many tasks are being done."""
        return sum(child.number is not None for child in self._children)

    def give(self, number: int, request: dict[str, Any], seconds: float) -> None:
        """Hand a task to a free child, with a time limit; OSError where none can be started."""
        child = next((one for one in self._children if one.number is None), None)
        if child is None:
            child = self._start()
        if not self.busy:
            self._seen = time.monotonic()
        child.number = number
        child.seconds = seconds
        child.deadline = time.monotonic() + seconds
        child.outgoing = memoryview(orjson.dumps({**request, "number": number}) + b"\n")

    def answers(self, timeout: float) -> Iterator[Answer]:
        """What has been answered, or has gone wrong, within so many seconds or less."""
        with selectors.DefaultSelector() as selector:
            for child in self._children:
                selector.register(child.stdout, selectors.EVENT_READ, child)
                if child.outgoing:
                    selector.register(child.stdin, selectors.EVENT_WRITE, child)
            ready = selector.select(timeout)
        for key, _ in ready:
            child = key.data
            if child in self._children:
                yield from self._pump(child, key.fileobj is child.stdin)
        now = time.monotonic()
        gap, self._seen = now - self._seen, now
        if gap > timeout + _PAUSE:
            for child in self._children:
                child.deadline += gap
        for child in list(self._children):
            if child.number is not None and now > child.deadline:
                problem = f"it took longer than {child.seconds:.0f} seconds"
                yield from self._drop(child, problem)

    def kill(self) -> None:
        """End all children at once."""
        for child in self._children:
            child.process.kill()
        for child in self._children:
            _bury(child)
        self._children.clear()

    def _start(self) -> _Child:
        process = subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            env=environment(),
            start_new_session=os.getsid(0) != os.getpid(),  # who leads one shares its weight
        )
        child = _Child(process)
        for pipe in (child.stdin, child.stdout):
            os.set_blocking(pipe.fileno(), False)
        self._children.append(child)
        return child

    def _pump(self, child: _Child, writing: bool) -> Iterator[Answer]:
        """Move bytes to or from a child, as far as they go."""
        if writing:
            with suppress(BlockingIOError, BrokenPipeError):
                child.outgoing = child.outgoing[os.write(child.stdin.fileno(), child.outgoing) :]
            return
        try:
            chunk = os.read(child.stdout.fileno(), _CHUNK)
        except BlockingIOError:
            return
        if not chunk:
            yield from self._drop(child)
            return
        child.incoming += chunk
        while b"\n" in chunk and (end := child.incoming.find(b"\n")) >= 0:
            line = bytes(child.incoming[:end])
            del child.incoming[: end + 1]
            yield from self._hear(child, line)

    def _hear(self, child: _Child, line: bytes) -> Iterator[Answer]:
        try:
            document = orjson.loads(line)
        except orjson.JSONDecodeError:
            document = {}
        if child.number is None or document.get("number") != child.number:
            yield from self._drop(child, "the extraction gave no sensible answer")
            return
        number, child.number = child.number, None
        if "error" in document:
            yield Answer(number, None, document["error"], bool(document.get("fatal")))
        else:
            yield Answer(number, document)

    def _drop(self, child: _Child, problem: str = "") -> Iterator[Answer]:
        """Do without a child; its task has failed."""
        if child not in self._children:
            return
        self._children.remove(child)
        if problem:
            child.process.kill()
        status = _bury(child)
        if child.number is not None:
            problem = problem or f"the extraction broke off ({ending(status)})"
            yield Answer(child.number, None, problem)


def _bury(child: _Child) -> int:
    """Close a child's pipes and wait for its end; its exit status."""
    for pipe in (child.stdin, child.stdout):
        with suppress(OSError):
            pipe.close()
    try:
        return child.process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        child.process.kill()
        return child.process.wait()


def ending(status: int) -> str:
    """How a process ended, in words."""
    if status >= 0:
        return f"exit status {status}"
    try:
        return signal.Signals(-status).name
    except ValueError:
        return f"signal {-status}"


def command(module: str, *arguments: str) -> list[str]:
    """What starts a module as a child process, in `environment`."""
    return [sys.executable, "-P", "-m", module, *arguments]


def environment() -> dict[str, str]:
    """This process's environment; the child finds this very package, and takes one core."""
    own = str(Path(__file__).resolve().parent.parent)
    paths = [own, *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    single = dict.fromkeys(_ONE_THREAD, "1")
    return {**single, **os.environ, "PYTHONPATH": os.pathsep.join(paths)}
