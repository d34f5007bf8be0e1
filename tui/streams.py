"""The three standard streams: which are terminals, how wide, with colours or not.

Knows no record and no command.
"""

from __future__ import annotations

import io
import json
import os
import sys
from typing import Any, TextIO


def prepare() -> None:
    """Make the streams safe to use.

    A closed one reads or writes nothing; a character that the encoding of the terminal or
    pipe does not have becomes a question mark.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            nothing = open(os.devnull, mode)  # noqa: SIM115 - open to the end
            setattr(sys, name, nothing)
            setattr(sys, f"__{name}__", nothing)  # Textual asks for it
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


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
    data = line.encode("utf-8", "replace") + b"\n"
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:
        sys.stdout.write(data.decode())
    else:
        buffer.write(data)
