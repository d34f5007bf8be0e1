"""Bytes to text, nothing lost: every mark and line end stays. Knows no format."""

from __future__ import annotations

import codecs
from typing import Final

from store.errors import ReadingError

MARK: Final = "\ufeff"
"""The byte-order mark as it stands in decoded text."""

_CONTROLS: Final = frozenset(chr(code) for code in (*range(0x20), *range(0x7F, 0xA0))) - set(
    "\t\n\v\f\r\x1b\x85"
)
_CONTROLS_ALLOWED: Final = 0.01

_SIGNATURES: Final[tuple[tuple[bytes, str], ...]] = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "an archive or an office document"),
    (b"\x1f\x8b", "a compressed file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"{\\rtf", "a rich text file"),
    (b"SQLite format 3", "a database"),
    (b"\x7fELF", "a program"),
)


def decode(data: bytes) -> tuple[str, str]:
    """The text of a file and the name of the encoding that gives the bytes back.

    A byte-order mark decides; else UTF-8 where the bytes are UTF-8; else Windows-1252, or
    Latin-1 where that leaves bytes undefined. Raises ReadingError for what is no text.
    """
    if not data:
        raise ReadingError("it is empty")
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            raise ReadingError(f"it is {name}, not plain text")
    for mark, encoding in (
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            try:
                return _sound(data.decode(encoding)), encoding
            except UnicodeDecodeError:
                continue
    if b"\0" in data or data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise ReadingError("it is binary, not plain text")
    for encoding in ("utf-8", "cp1252"):
        try:
            return _sound(data.decode(encoding)), encoding
        except UnicodeDecodeError:
            continue
    return _sound(data.decode("latin-1")), "latin-1"


def _sound(text: str) -> str:
    """The text, if there are words in it and hardly any control characters."""
    if not text.strip().strip(MARK).strip():
        raise ReadingError("there is nothing in it but white space")
    controls = sum(character in _CONTROLS for character in text)
    if controls > _CONTROLS_ALLOWED * len(text):
        raise ReadingError("it is binary, not plain text")
    return text
