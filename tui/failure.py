"""What goes wrong on the command line: a sentence for the user, and an exit status.

Imports nothing that takes time: `--version` and `--help` go through it.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import suppress

from tui import kept_frame

FAILED = 1
"""Part of it failed, was not found, or nothing matched."""
USAGE = 2
"""What was typed, or stands in the settings, cannot be meant."""
STORE = 3
"""The store cannot be read or written."""
INTERRUPTED = 130
"""Ctrl+C, as shells count it."""


_NEAR = 0.6
"""How like two words are (difflib's ratio) for one to be meant by the other.

Slips in our commands (`lst`, `exprot`, `mna`) have 0.67 and more; commands of other programs
(`check`, `add`, `open`) 0.57 and less, but for `import`, which is like `export`.
"""


class Failure(Exception):
    """Ends a command: what cannot be done or used, why, and the exit status.

    `more` are further reasons, each for a line of its own.
    """

    def __init__(
        self, what: object, why: str, status: int = FAILED, more: Sequence[str] = ()
    ) -> None:
        super().__init__(what, why)
        self.what = str(what)
        self.why = why
        self.status = status
        self.more = tuple(more)


def say(*parts: object) -> None:
    """One line `onrecord: WHAT: WHY` on standard error; nothing where nobody takes it."""
    kept_frame.take_down()  # it would not be seen there
    line = ": ".join(str(part) for part in ("onrecord", *parts))
    with suppress(OSError):
        print("".join(c if c.isprintable() else "?" for c in line), file=sys.stderr, flush=True)


def reason(error: OSError) -> str:
    """The system's words for an error, as they continue a sentence."""
    words = error.strerror or str(error) or type(error).__name__
    return words[:1].lower() + words[1:]


def meant(word: str, known: Sequence[str], most: int = 12, *, listed: bool = False) -> str:
    """What was probably meant: the known word that is near, else all if at most `most`, else "".

    `listed`: all of them beside the near one, too.
    """
    from difflib import get_close_matches

    near = get_close_matches(word.casefold(), known, n=1, cutoff=_NEAR)
    every = ", ".join(known)
    if near:
        return f"the nearest is `{near[0]}`" + (f" ({every})" if listed else "")
    return f"there are {every}" if len(known) <= most else ""
