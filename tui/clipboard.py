"""The terminal's clipboard: text goes out as OSC 52, so that it crosses SSH and multiplexers.

A terminal does not answer whether it took the text: nothing here says more than that it
was sent. Knows no widget and no record.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from store.exporting.files import write as write_file
from tui.failure import reason
from tui.render import count

LIMIT = 100_000
"""The most bytes of base64 that are sent: more than that many terminals drop or cut."""

CHUNK = 700
"""Bytes in one string for GNU screen, which takes 768 at most."""


def sequences(text: str, environ: Mapping[str, str]) -> str:
    """What to write so that the terminal outside has `text` (UTF-8) in its clipboard.

    The text goes bare (xterm's control sequences, "Operating System Commands", 52). tmux
    takes that with `set-clipboard on`, and hands on what is wrapped for it with
    `allow-passthrough on`: both are sent. GNU screen only hands on, in pieces, and prints
    the end of a bare sequence that is longer than one. `TERM=screen` alone, over SSH, may
    be either.
    """
    bare = f"\x1b]52;c;{_encoded(text)}\a"
    term = environ.get("TERM", "")
    if "STY" in environ and term.startswith("screen"):
        return _for_screen(bare)
    if "TMUX" in environ:
        return bare + _for_tmux(bare)
    if term.startswith("tmux"):
        return bare + _for_tmux(bare)
    if "STY" in environ or term.startswith("screen"):
        return (bare if len(bare) <= CHUNK else "") + _for_screen(bare)
    return bare


def too_long(text: str) -> bool:
    """Whether terminals would not take a text of this length."""
    return len(_encoded(text)) > LIMIT


def _encoded(text: str) -> str:
    return b64encode(text.encode("utf-8", "replace")).decode("ascii")


def _for_tmux(sequence: str) -> str:
    return "\x1bPtmux;" + sequence.replace("\x1b", "\x1b\x1b") + "\x1b\\"


def _for_screen(sequence: str) -> str:
    pieces = (sequence[at : at + CHUNK] for at in range(0, len(sequence), CHUNK))
    return "".join(f"\x1bP{piece}\x1b\\" for piece in pieces)


class Clipboard:
    """Sends texts to the terminal, and keeps the last one.

    `write` takes what goes to the terminal as it is (a driver's `write`). The text is kept
    in the file `keep`, which its owner alone may read; without one, while the program runs.
    """

    def __init__(
        self, write: Callable[[str], None], environ: Mapping[str, str], keep: Path | None
    ) -> None:
        self._write = write
        self._environ = environ
        self._keep = keep
        self._last = ""

    def send(self, text: str) -> str:
        """Sends a text; the sentence that tells what became of it."""
        self._last = text
        kept = self._kept(text)
        size = count(len(text), "character")
        if self._environ.get("TERM") == "linux":
            return f"{size} kept{kept}; a plain console has no clipboard."
        if too_long(text):
            return f"{size} kept{kept}, not sent: too long for a terminal's clipboard."
        self._write(sequences(text, self._environ))
        return f"{size} sent to the terminal."

    def last(self) -> str:
        """The text that was sent last, by this or an earlier program; "" for none."""
        if not self._last and self._keep:
            with suppress(OSError):
                self._last = self._keep.read_bytes().decode("utf-8", "replace")
        return self._last

    def _kept(self, text: str) -> str:
        """Writes the text to its file; how long it is kept where that does not go."""
        if self._keep is None:
            return " until you leave"
        try:
            self._keep.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_file(self._keep, [text.encode("utf-8", "replace")], mode=0o600)
        except OSError as error:
            return f" until you leave (its file cannot be written: {reason(error)})"
        return ""
