"""The screen as it was left: on the terminal again before the program behind it is there.

Importing Textual takes most of a start. So the last frame of a visit is kept, with the
circumstances under which it holds (the store, untouched since; the terminal, its size and
what it can show; the settings); where all of them are the same at the next start, it is
drawn at once, and the explorer then writes only what differs. Keys typed meanwhile wait in
the terminal. Imports next to nothing, and knows neither Textual nor the store.
"""

from __future__ import annotations

import os
import termios
import zlib
from typing import NamedTuple

FORM = "onrecord frame 1"
"""The form of the file: a line of circumstances that begins so, the frame, NUL, what draws it."""

_LARGEST = 1_000_000  # bytes; no frame is larger
_SHOWN_BY = (
    "TERM", "COLORTERM", "COLORFGBG", "NO_COLOR", "LC_ALL", "LC_CTYPE", "LANG", "TERM_PROGRAM",
)  # fmt: skip
"""The variables on which it depends what a terminal is told to show."""

_OPEN, _SHUT = b"\x1b[?1049h\x1b[?25l", b"\x1b[m\x1b[?1049l\x1b[?25h"
_NOTHING_ELSE = ("--no-mouse", "--ascii")  # options besides the store that an explorer may have


class Drawn(NamedTuple):
    """What stands on the screen of a size, and the terminal's attributes before."""

    picture: str = ""
    size: tuple[int, int] = (0, 0)
    attributes: list[object] | None = None


_drawn = Drawn()


def draw(arguments: list[str]) -> None:
    """Draws the frame that was kept of the store which the arguments name, where it still holds.

    Only where the explorer is what these arguments open; else nothing happens. Whatever
    fails, the start is one without a kept frame.
    """
    global _drawn
    store = _store(arguments)
    if store is None or not all(map(_is_terminal, (0, 1))):
        return
    try:
        with open(_file(store), "rb") as stream:
            kept = stream.read(_LARGEST)
        size = os.get_terminal_size(1)
        held, _, frame = kept.partition(b"\n")
        picture, _, drawing = frame.partition(b"\0")
        if held != _circumstances(store, arguments, (size.columns, size.lines)) or not drawing:
            return
        _drawn = Drawn(picture.decode(), (size.columns, size.lines), _listen())
        os.write(1, _OPEN + drawing)
    except (OSError, ValueError, termios.error):
        take_down()


def take_down() -> None:
    """Gives the terminal back as it was, unless the explorer has taken it over."""
    drawn = taken_over()
    if drawn.attributes is None:
        return
    try:
        os.write(1, _SHUT)
        termios.tcsetattr(0, termios.TCSANOW, drawn.attributes)  # type: ignore[arg-type]
    except (OSError, termios.error):
        pass  # the terminal is gone


def taken_over() -> Drawn:
    """What was drawn, for who goes on with it; the next one who asks gets nothing."""
    global _drawn
    drawn, _drawn = _drawn, Drawn()
    return drawn


def keep(
    store: str, arguments: list[str], picture: str, drawing: str, size: tuple[int, int]
) -> None:
    """Keeps a frame for the next start with these arguments; the store is closed by now.

    `picture` is the frame in Textual's form, `drawing` the least that draws it on a wiped
    screen. Raises OSError. Readable for its owner alone: it shows what was read.
    """
    file = _file(store)
    if _store(arguments) is None or not picture:
        return
    os.makedirs(os.path.dirname(file), mode=0o700, exist_ok=True)
    draft = f"{file}.{os.getpid()}"
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with open(descriptor, "wb") as stream:
        stream.write(_circumstances(store, arguments, size) + b"\n")
        stream.write(picture.encode() + b"\0" + drawing.encode())
    os.replace(draft, file)


def _store(arguments: list[str]) -> str | None:
    """The store's place; None where something else than the explorer may be meant."""
    words = list(arguments)
    store = os.environ.get("ONRECORD_STORE") or ""
    while words:
        word = words.pop(0)
        if word == "--store" and words:
            store = words.pop(0)
        elif word.startswith("--store="):
            store = word.removeprefix("--store=")
        elif word not in _NOTHING_ELSE:
            return None
    return os.path.abspath(store or os.path.join(_folder("DATA", ".local/share"), "onrecord.db"))


def _folder(kind: str, usual: str) -> str:
    """The program's folder of a kind, as `tui.folders` has it."""
    chosen = os.environ.get(f"XDG_{kind}_HOME", "")
    return os.path.join(chosen if chosen.strip() else os.path.expanduser(f"~/{usual}"), "onrecord")


def _file(store: str) -> str:
    name = f"{zlib.crc32(os.fsencode(store)):08x}"
    return os.path.join(_folder("STATE", ".local/state"), "frames", name)


def _circumstances(store: str, arguments: list[str], size: tuple[int, int]) -> bytes:
    """All that a frame depends on, in one line; OSError where there is no store."""
    settings = os.path.join(_folder("CONFIG", ".config"), "settings.toml")
    parts = [
        FORM,
        store,
        *arguments,
        f"{size[0]}x{size[1]}",
        *(f"{name}={os.environ.get(name)}" for name in _SHOWN_BY),
        _state(store),
        *(_state(one) if os.path.exists(one) else "" for one in (f"{store}-wal", settings)),
        _state(__file__),
    ]
    return os.fsencode(repr(parts))


def _state(file: str) -> str:
    found = os.stat(file)
    return f"{found.st_ino} {found.st_size} {found.st_mtime_ns}"


def _is_terminal(descriptor: int) -> bool:
    try:
        return os.isatty(descriptor)
    except OSError:
        return False


def _listen() -> list[object]:
    """From now on keys come as they are and are not shown; the terminal's attributes before.

    Those that end or stop a program still do.
    """
    before = termios.tcgetattr(0)
    attributes = termios.tcgetattr(0)
    attributes[0] &= ~(termios.ICRNL | termios.INLCR | termios.IGNCR | termios.IXON)
    attributes[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
    termios.tcsetattr(0, termios.TCSANOW, attributes)
    return before
