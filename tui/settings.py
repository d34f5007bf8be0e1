"""The user's settings: one small file that is read, and never written.

Knows no screen and no command; whoever reads them says the warnings.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Literal, get_args

from tui.failure import USAGE, Failure, meant, reason

Form = Literal["plain", "markdown", "json"]
"""The forms in which words are sent to the clipboard."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What `settings.toml` may say. Everything has a default; the file may be missing."""

    theme: str = "auto"
    """The explorer's colours: `auto` follows the terminal, else a theme's name."""

    mouse: bool = True
    """Whether the explorer takes the mouse; without it the terminal selects text itself."""

    ascii: bool | None = None
    """Whether only ASCII is drawn: true, false, or `auto` (None), after the locale."""

    thrift: bool = True
    """Whether only cells that differ are written to the terminal, and no frame as a whole."""

    yank: Form = "plain"
    """What `y` sends to the clipboard: `plain` with a citation, `markdown` or `json`."""

    keys: Mapping[str, object] = field(default_factory=dict)
    """Keys instead of the usual ones, by binding id; `tui.keymap` reads them."""

    model: str | None = None
    """The spaCy pipeline that extraction stands on; without it the one that came along."""

    jobs: int | None = None
    """How many articles are read at a time; without it as many as there are cores, at most 4."""


def _is_text(value: object) -> bool:
    return isinstance(value, str) and value != ""


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


YANKS: tuple[Form, ...] = get_args(Form)

_KINDS: dict[str, tuple[Callable[[object], bool], str]] = {
    "theme": (_is_text, "a text between quotation marks"),
    "mouse": (lambda value: isinstance(value, bool), "true or false"),
    "thrift": (lambda value: isinstance(value, bool), "true or false"),
    "ascii": (
        lambda value: isinstance(value, bool) or value == "auto",
        'true, false or "auto"',
    ),
    "yank": (lambda value: value in YANKS, " or ".join(f'"{form}"' for form in YANKS)),
    "keys": (
        lambda value: isinstance(value, dict),
        'a table: [keys], and below it lines like "read.next" = "ctrl+n"',
    ),
    "model": (_is_text, "a text between quotation marks"),
    "jobs": (_is_count, "a whole number above 0"),
}


def read(path: Path) -> tuple[Settings, tuple[str, ...]]:
    """The settings in `path`, and a sentence for each key that nobody knows.

    Raises Failure where the file cannot be read or a value cannot be meant: it holds all of them.
    """
    try:
        content = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return Settings(), ()
    except OSError as error:
        raise Failure(path, reason(error), USAGE) from None
    import tomllib

    try:
        table = tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise Failure(path, "it is not in UTF-8", USAGE) from None
    except tomllib.TOMLDecodeError as error:
        words = str(error)
        raise Failure(path, f"it is no TOML: {words[:1].lower()}{words[1:]}", USAGE) from None
    known = tuple(field.name for field in fields(Settings))
    warnings = tuple(
        f"the key `{key}` is unknown; {meant(key, known)}" for key in table if key not in known
    )
    wrong = [
        f"`{key}` must be {words}"
        for key, (fits, words) in _KINDS.items()
        if key in table and not fits(table[key])
    ]
    if wrong:
        raise Failure(path, wrong[0], USAGE, (*wrong[1:], *warnings))
    chosen = {key: table[key] for key in known if key in table}
    if chosen.get("ascii") == "auto":
        del chosen["ascii"]
    return Settings(**chosen), warnings
