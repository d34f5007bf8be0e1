"""The formats that can be read, and the endings that tell them. Knows no file's content."""

from __future__ import annotations

from pathlib import PurePath
from typing import Final, Literal, get_args

Format = Literal["text", "markdown"]

FORMATS: Final[tuple[Format, ...]] = get_args(Format)
"""The names that `--format` takes."""

ENDINGS: Final[dict[str, Format]] = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
}
"""A file's ending, in lower case, and the format that it tells."""


def format_of(place: str | PurePath) -> Format | None:
    """The format that a path's ending tells; None where it is not one of `ENDINGS`."""
    return ENDINGS.get(PurePath(place).suffix.lower())
