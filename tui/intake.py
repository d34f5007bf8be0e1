"""Articles going into the store in a process of its own, while the explorer goes on.

That process reads, extracts, writes and settles; a thread hears what it has to say and
makes messages of it. Nothing that reads or extracts is imported here.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Lock
from typing import IO, TYPE_CHECKING, Any, Final

from textual.message import Message
from textual.widget import Widget

from store.corpus import Corpus
from store.records import Source

if TYPE_CHECKING:
    from store.loading import Report
    from store.tasks import Progress

LOADER = "store.loader"
_CHUNK: Final = 1 << 16
BEAT = 0.5
"""Seconds between two messages of how far it is, at least: each is drawn."""


class Intake:
    """One load or reload at a time; the widget that it is given gets the messages."""

    @dataclass
    class Progressed(Message):
        """More articles are done."""

        progress: Progress

        def can_replace(self, message: Message) -> bool:
            """The latest is enough."""
            return isinstance(message, Intake.Progressed)

    @dataclass
    class Ended(Message):
        """Nothing is being loaded any more: what was, or why nothing could be."""

        report: Report | None
        problem: str = ""
        stopped: bool = False

    def __init__(
        self, listener: Widget, store: Path, jobs: int | None = None, model: str | None = None
    ) -> None:
        self._listener = listener
        self._asks = {"store": os.path.abspath(store), "jobs": jobs, "model": model}
        self._model = model
        self._stop = Event()
        self._ear: IO[bytes] | None = None  # the process goes on as long as this is open
        self._asking = Lock()
        self.running = False

    def load(self, paths: Sequence[Path | str]) -> None:
        """Starts to read these files and folders into the store."""
        self._start([os.path.abspath(path) for path in paths])

    def reload(self) -> None:
        """Starts to extract again what an older pipeline made."""
        self._start(None)

    def stale(self, corpus: Corpus) -> list[Source]:
        """The articles that another pipeline extracted from."""
        from store.pipeline import version

        return corpus.stale(version(self._model))

    def stop(self) -> None:
        """Asks the process to end; articles that are in the store stay there."""
        self._stop.set()
        with self._asking:
            if self._ear:
                self._ear.close()

    def _start(self, paths: list[str] | None) -> None:
        self._stop.clear()
        self.running = True
        request = json.dumps({**self._asks, "paths": paths}).encode() + b"\n"
        self._listener.run_worker(
            lambda: self._run(request), thread=True, group="intake", exit_on_error=False
        )

    def _run(self, request: bytes) -> None:
        """Hears the process to its end, in a thread."""
        ended = Intake.Ended(None)
        try:
            self._hear(request, ended)
        except OSError as error:
            ended.problem = f"No process that reads can be started: {error}."
        finally:
            ended.stopped = self._stop.is_set()
            self.running = False
            self._listener.post_message(ended)

    def _hear(self, request: bytes, ended: Intake.Ended) -> None:
        from store.children import command, ending, environment
        from store.loading import Report
        from store.tasks import Failure, Progress

        said: dict[str, Any] = {}
        with subprocess.Popen(
            command(LOADER),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            env=environment(),
            start_new_session=True,
        ) as process:
            assert process.stdin
            assert process.stdout
            self._ask(process.stdin, request)
            for said in self._latest(process.stdout):
                if "progress" in said and not self._stop.is_set():
                    self._listener.post_message(Intake.Progressed(Progress(**said["progress"])))
        ended.problem = said.get("problem", "")
        if "report" in said:
            failures = [Failure(**failure) for failure in said["report"]["failures"]]
            ended.report = Report(**{**said["report"], "failures": failures})
        elif not ended.problem:
            why = ending(process.returncode)
            ended.problem = f"The reading broke off ({why}); what was read before is kept."

    def _ask(self, ear: IO[bytes], request: bytes) -> None:
        with self._asking:
            self._ear = ear
            with suppress(BrokenPipeError):
                ear.write(request)
            if self._stop.is_set():
                ear.close()

    def _latest(self, voice: IO[bytes]) -> Iterator[dict[str, Any]]:
        """What the process said last, at most once a beat."""
        rest = b""
        while chunk := os.read(voice.fileno(), _CHUNK):
            *lines, rest = (rest + chunk).split(b"\n")
            if lines:
                yield json.loads(lines[-1])
                self._stop.wait(BEAT)
