"""Opening an article outside of the terminal: where that can be done, and with what.

Knows no screen; nothing that it starts can write to the terminal or read from it.
"""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

from store.records import Source
from tui.failure import reason

REMOTE = ("SSH_CONNECTION", "SSH_TTY")
"""One of these is set where the user sits at another machine."""

GRAPHICAL = ("DISPLAY", "WAYLAND_DISPLAY")
"""One of these is set where there is a graphical session (X11, Wayland)."""


class CannotOpen(Exception):
    """Why nothing was opened, in words that continue a sentence."""


def place(source: Source) -> str:
    """The article's address on the web, else its file, whole; "" where it has neither."""
    if source.url and source.url.startswith(("https://", "http://")):
        return source.url
    return str(Path(source.path).absolute()) if source.path else ""


def opener(environ: Mapping[str, str], platform: str) -> str | None:
    """The command that opens a file or address for this user; None where there is none.

    None over SSH and without a graphical session. `platform` is `sys.platform`.
    """
    if any(environ.get(name) for name in REMOTE):
        return None
    if platform == "darwin":
        return "open"
    return "xdg-open" if any(environ.get(name) for name in GRAPHICAL) else None


def start(command: str, place: str) -> subprocess.Popen[bytes]:
    """Starts the command in a session of its own, without a terminal. Raises CannotOpen."""
    if place.startswith("/") and not Path(place).exists():
        raise CannotOpen("the file is no longer there")
    try:
        return subprocess.Popen(
            [command, place],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except (OSError, ValueError) as error:
        why = reason(error) if isinstance(error, OSError) else str(error)
        raise CannotOpen(f"{command} cannot be started: {why}") from None
