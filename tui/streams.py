"""The three standard streams: which are terminals, how wide, with colours or not.

Knows no record and no command.
"""

from __future__ import annotations

import codecs
import io
import json
import locale
import os
import sys
from collections.abc import Iterable, Mapping
from typing import Any, TextIO

_LIKE = "onrecord.like"  # how what an encoding does not have is written


def prepare() -> None:
    """Make the streams safe to use.

    A closed one reads or writes nothing. A character that the terminal or pipe does not
    have is written as the like of it, see `tui.plain`. A terminal has what its locale says:
    Python writes UTF-8 in the locale C, where a pipe keeps it.
    """
    codecs.register_error(_LIKE, _like)
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            nothing = open(os.devnull, mode)  # noqa: SIM115 - open to the end
            setattr(sys, name, nothing)
            setattr(sys, f"__{name}__", nothing)  # Textual asks for it
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            ascii_only = _is_named_utf8(stream.encoding) and is_terminal(stream) and not is_utf8()
            stream.reconfigure(encoding="ascii" if ascii_only else None, errors=_LIKE)


def _like(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    from tui.plain import as_cells

    return "".join(map(as_cells, error.object[error.start : error.end])), error.end


def is_utf8(environ: Mapping[str, str] = os.environ) -> bool:
    """Whether the locale says that the terminal shows UTF-8; where none is set, it does."""
    for name in ("LC_ALL", "LC_CTYPE", "LANG"):
        value = environ.get(name, "")
        coerced = name == "LC_CTYPE" and value in _COERCED and sys.flags.utf8_mode
        if value and not coerced:
            if value in ("C", "POSIX"):
                return False
            _, dot, codeset = value.partition("@")[0].rpartition(".")
            return _is_named_utf8(codeset if dot or "UTF" in codeset else locale.getencoding())
    return True


# To these Python sets LC_CTYPE where it finds the locale C (PEP 538), and then says
# UTF-8 mode: what the user set stands in LANG.
_COERCED = ("C.UTF-8", "C.utf8", "UTF-8")


def _is_named_utf8(encoding: str) -> bool:
    return encoding.lower().replace("-", "").replace("_", "") == "utf8"


def abandon() -> None:
    """Nobody takes the output any more: what is left of it goes nowhere, without a word."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    except (OSError, ValueError):
        return


def is_terminal(stream: TextIO) -> bool:
    """Whether a user sits at the other end."""
    try:
        return stream.isatty()
    except ValueError:  # closed
        return False


def has_shell() -> bool:
    """Whether a shell started this as a job, and can go on with it when it was stopped.

    Nothing does where the program is the terminal's own: `ssh -t HOST onrecord`.
    """
    return os.getpgrp() != os.getsid(0)


def is_dumb() -> bool:
    """Whether the terminal can only print line after line, or does not say what it can."""
    return os.environ.get("TERM", "") in ("", "dumb")


def width() -> int | None:
    """The cells of a line of the terminal on standard output; None where there is none."""
    if not is_terminal(sys.stdout):
        return None
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or 80
    except (OSError, ValueError):
        return 80


def has_colour(choice: str) -> bool:
    """Whether to write colours, after `--color auto|always|never` and `NO_COLOR`."""
    if choice != "auto":
        return choice == "always"
    return is_terminal(sys.stdout) and not is_dumb() and not os.environ.get("NO_COLOR")


def write_json(document: dict[str, Any]) -> None:
    """One JSON object on a line of standard output, in UTF-8 whatever the terminal's encoding."""
    line = json.dumps(document, ensure_ascii=False)
    write_bytes([line.encode("utf-8", "replace") + b"\n"])


def write_bytes(pieces: Iterable[bytes]) -> None:
    """UTF-8 to standard output as it is."""
    buffer = getattr(sys.stdout, "buffer", None)
    for piece in pieces:
        if buffer is None:
            sys.stdout.write(piece.decode())
        else:
            buffer.write(piece)
