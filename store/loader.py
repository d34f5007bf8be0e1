"""The child process that loads or reloads for a program with a screen: how far it is, the end.

The first line of its standard input says what to do: `{"store", "paths", "jobs", "model"}`,
`paths` null for a reload of what another pipeline made. It stops where its input ends. On
standard output stand lines of JSON: `{"progress"}`, again and again, and at the end
`{"report"}`, or `{"problem"}` with a sentence.
"""

from __future__ import annotations

import dataclasses
import json
import os
import queue
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from store import child, loading
from store.corpus import Corpus
from store.errors import StoreError
from store.pipeline import version

if TYPE_CHECKING:
    from store.loading import Report
    from store.tasks import Progress

_GRACE: Final = 20.0
"""Seconds in which the ledger is settled once nobody listens any more."""


def main() -> None:
    """Do what the input says, and tell of it."""
    lines = child.begin()
    child.weigh_session()
    requests: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    stopped = threading.Event()

    def ended() -> None:
        stopped.set()
        requests.put(b"")

    def tell(**said: Any) -> None:
        with suppress(BrokenPipeError):  # the end of the input tells that, too
            lines.write(json.dumps(said).encode() + b"\n")  # names of files may be no Unicode
            lines.flush()

    child.listen(requests.put, ended, _GRACE)
    if request := requests.get():
        try:
            report = _work(json.loads(request), stopped, tell)
            tell(report=dataclasses.asdict(report))
        except (StoreError, OSError) as error:
            tell(problem=str(error))
        except Exception as error:  # a mistake of ours: nobody must wait for ever
            what = f"unexpected {type(error).__name__}: {error}".removesuffix(": ")
            tell(problem=f"The reading broke off ({what}); what was read before is kept.")
    os._exit(0)


def _work(request: dict[str, Any], stopped: threading.Event, tell: Callable[..., None]) -> Report:
    jobs, model, paths = request["jobs"], request["model"], request["paths"]

    def progressed(progress: Progress) -> None:
        tell(progress=dataclasses.asdict(progress))

    with Corpus.open(Path(request["store"])) as corpus:
        work = (
            partial(loading.reload, corpus, corpus.stale(version(model)))
            if paths is None
            else partial(loading.load, corpus, paths)
        )
        return work(jobs=jobs, model=model, on_progress=progressed, cancelled=stopped.is_set)


if __name__ == "__main__":
    main()
