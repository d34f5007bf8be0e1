"""How our child processes begin and end: quiet, humble, and never longer than who listens.

Knows nothing of what they do.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO, Final

_NICENESS: Final = 19
_AUTOGROUP: Final = Path("/proc/self/autogroup")
_TRIES: Final = 8
_BETWEEN_TRIES: Final = 0.1
"""Seconds; of all who are not root one may change the weight of a session in so long."""


def begin() -> IO[bytes]:
    """Give way to every other program, leave ctrl+c to the parent; standard output.

    That is for the answers alone: what else is printed goes to standard error.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(OSError):
        os.nice(_NICENESS)
    if os.getsid(0) == os.getpid():
        _yield_as_session()
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return answers


def _yield_as_session() -> None:
    """Give way where Linux weighs whole sessions against each other (sched(7), "Autogroup")."""
    for _ in range(_TRIES):
        try:
            _AUTOGROUP.write_text(str(_NICENESS), encoding="ascii")
        except BlockingIOError:  # somebody else did within the last tenth of a second
            time.sleep(_BETWEEN_TRIES)
        except OSError:
            return
        else:
            return


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
