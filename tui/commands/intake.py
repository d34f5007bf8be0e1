"""What load, reload and a first overview share: progress, failures, and the last line."""

from __future__ import annotations

import dataclasses
import os
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from tui import streams
from tui.failure import FAILED, say

if TYPE_CHECKING:
    from store.loading import Report
    from store.tasks import Progress

_SECONDS_BETWEEN = 0.1


class ProgressLine:
    """One line on standard error that is written over and taken away; none without a terminal."""

    def __init__(self) -> None:
        self._visible = streams.is_terminal(sys.stderr) and not streams.is_dumb()
        self._written = 0.0
        self._stands = False

    def __enter__(self) -> ProgressLine:
        return self

    def __exit__(self, *_: object) -> None:
        self.clear()

    def show(self, progress: Progress) -> None:
        """Say how far it is; calls that come too fast are left out."""
        self.tell(lambda: line(progress))

    def share(self, what: str) -> Callable[[int, int], None]:
        """What is told how many of how many are done, and says so as a share of all."""
        return lambda done, total: self.tell(
            lambda: f"{what} · {min(100 * done // max(total, 1), 100)} %"
        )

    def tell(self, text: Callable[[], str]) -> None:
        """Put a text on the line, unless it comes too fast."""
        now = time.monotonic()
        if self._visible and now - self._written >= _SECONDS_BETWEEN:
            self._written = now
            self._write(text())

    def clear(self) -> None:
        """Take the line away, for another line to be printed."""
        if self._stands:
            self._write("")

    def _write(self, text: str) -> None:
        from tui.tables import cut

        try:
            width = os.get_terminal_size(sys.stderr.fileno()).columns or 80
        except (OSError, ValueError):
            width = 80
        sys.stderr.write(f"\r{cut(text, width - 1)}\x1b[K")
        sys.stderr.flush()
        self._stands = bool(text)


def line(progress: Progress) -> str:
    """How far it is, how long it will take yet, and what is being read."""
    left = progress.seconds_left
    parts = [f"{progress.done} of {progress.total} articles"]
    parts += [f"about {_duration(left)} left"] if left is not None else []
    return " · ".join([*parts, progress.current.rsplit("/", 1)[-1]])


def conclude(report: Report, *, json: bool) -> int:
    """Say what failed and what was done; the exit status."""
    if json:
        streams.write_json(dataclasses.asdict(report))
    else:
        print(summary(report))
    return status(report)


def status(report: Report) -> int:
    """Say what failed, a line each; the exit status."""
    for failure in report.failures:
        say(failure.path, failure.reason)
    return FAILED if report.failed else 0


def summary(report: Report) -> str:
    """The last line."""
    counts = {
        "added": report.added,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "skipped": report.skipped,
        "failed": report.failed,
    }
    return ", ".join(f"{word} {number}" for word, number in counts.items())


def _duration(seconds: float) -> str:
    minutes = round(seconds / 60)
    if seconds < 90:
        return f"{max(round(seconds), 1)} s"
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"
