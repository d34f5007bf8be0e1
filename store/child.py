"""How our child processes begin and end: quiet, humble, and never longer than who listens.

Knows nothing of what they do.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO, Final

_NICENESS: Final = 19
_AUTOGROUP: Final = Path("/proc/self/autogroup")
_SESSION_NICENESS: Final = 5
"""A third of the usual weight: with 19 a busy machine would hardly read on at all."""


def begin() -> IO[bytes]:
    """Give way to every other program, leave ctrl+c to the parent; standard output.

    That is for the answers alone: what else is printed goes to standard error.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(OSError):
        os.nice(_NICENESS)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return answers


def weigh_session() -> None:
    """Give way with the whole session, which this process has to lead.

    Linux weighs sessions against each other, whatever the niceness in them (sched(7),
    "Autogroup"): without this a step of the cursor took twice as long while articles were read.
    """
    if os.getsid(0) == os.getpid():
        with suppress(OSError):
            _AUTOGROUP.write_text(str(_SESSION_NICENESS), encoding="ascii")


def listen(hear: Callable[[bytes], None], ended: Callable[[], None], grace: float) -> None:
    """Hand on the lines of the input, in the background.

    Once it has ended the process ends within so many seconds, stuck or not.
    """

    def work() -> None:
        for line in sys.stdin.buffer:
            if line.strip():
                hear(line)
        ended()
        threading.Event().wait(grace)
        os._exit(1)

    threading.Thread(target=work, daemon=True).start()
