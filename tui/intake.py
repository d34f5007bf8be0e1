"""Articles going into the store in a background thread, while the explorer goes on.

The thread has a Corpus of its own; what it has to say comes as messages. Nothing that
reads or extracts is imported before the first article is loaded.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from textual.message import Message
from textual.widget import Widget

from store.corpus import Corpus
from store.errors import StoreError
from store.records import Source

if TYPE_CHECKING:
    from store.loading import Report
    from store.tasks import Progress


class Intake:
    """One load or reload at a time; the widget that it is given gets the messages."""

    @dataclass
    class Progressed(Message):
        """Another article is done."""

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
        self,
        listener: Widget,
        open_corpus: Callable[[], Corpus],
        jobs: int | None = None,
        model: str | None = None,
    ) -> None:
        self._listener = listener
        self._open = open_corpus
        self._jobs, self._model = jobs, model
        self._stop = Event()
        self.running = False

    def load(self, paths: Sequence[Path | str]) -> None:
        """Starts to read these files and folders into the store."""

        def work(corpus: Corpus) -> Report:
            from store.loading import load

            return load(
                corpus,
                paths,
                jobs=self._jobs,
                model=self._model,
                on_progress=self._progressed,
                cancelled=self._stop.is_set,
            )

        self._start(work)

    def reload(self) -> None:
        """Starts to extract again what an older pipeline made."""

        def work(corpus: Corpus) -> Report:
            from store.loading import reload

            return reload(
                corpus,
                self.stale(corpus),
                jobs=self._jobs,
                model=self._model,
                on_progress=self._progressed,
                cancelled=self._stop.is_set,
            )

        self._start(work)

    def stale(self, corpus: Corpus) -> list[Source]:
        """The articles that another pipeline extracted from."""
        from store.pipeline import version

        return corpus.stale(version(self._model))

    def stop(self) -> None:
        """Asks the thread to end; articles that are in the store stay there."""
        self._stop.set()

    def _start(self, work: Callable[[Corpus], Report]) -> None:
        self._stop.clear()
        self.running = True
        self._listener.run_worker(
            lambda: self._run(work), thread=True, group="intake", exit_on_error=False
        )

    def _run(self, work: Callable[[Corpus], Report]) -> None:
        ended = Intake.Ended(None)
        try:
            with self._open() as corpus:
                ended.report = work(corpus)
        except (StoreError, OSError) as error:
            ended.problem = str(error)
        except Exception as error:  # a mistake of ours: the explorer must not wait for ever
            what = f"unexpected {type(error).__name__}: {error}".removesuffix(": ")
            ended.problem = f"The reading broke off ({what}); what was read before is kept."
        finally:
            ended.stopped = self._stop.is_set()
            self.running = False
            self._listener.post_message(ended)

    def _progressed(self, progress: Progress) -> None:
        if not self._stop.is_set():
            self._listener.post_message(Intake.Progressed(progress))
