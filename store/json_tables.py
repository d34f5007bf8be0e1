"""A TinyDB file read document after document, without holding the whole of it.

It knows JSON and TinyDB's layout (tables of documents by number), no table and no record.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final, TextIO

_FIRST_READ: Final = 1 << 16
_HIGHEST: Final = 2**53


class NotTables(ValueError):
    """The file is no TinyDB file; says why, and where."""


def documents(stream: TextIO) -> Iterator[tuple[str, int, dict[str, Any] | None]]:
    """Table, number and document of all that stand in a file; each table with None first.

    Raises NotTables, UnicodeDecodeError and OSError.
    """
    text = _Text(stream)
    if text.peek() == "":
        raise NotTables("it is empty")
    tables: set[str] = set()
    for table in _members(text, "the file"):
        if table in tables:
            raise NotTables(f"it holds the table {table} twice")
        tables.add(table)
        yield table, 0, None
        rows: set[int] = set()
        for key in _members(text, f"the table {table}"):
            row = int(key) if key.isascii() and key.isdecimal() and len(key) < 20 else 0
            if not 0 < row <= _HIGHEST or str(row) != key:
                raise NotTables(f"{key!r} is no number of a document (in the table {table})")
            if row in rows:
                raise NotTables(f"the table {table} holds document {row} twice")
            rows.add(row)
            document = text.value()
            if not isinstance(document, dict):
                raise NotTables(f"document {row} of the table {table} is no JSON object")
            yield table, row, document
    if text.peek():
        raise NotTables(f"something follows the end of its JSON (at character {text.place})")


def _members(text: _Text, what: str) -> Iterator[str]:
    """The keys of an object; whoever takes one reads its value before the next."""
    if text.peek() != "{":
        raise NotTables(f"{what} is no JSON object (at character {text.place})")
    text.skip()
    if text.peek() == "}":
        text.skip()
        return
    while True:
        if text.peek() != '"':
            raise text.broken()
        yield str(text.value(after=":"))
        sign = text.peek()
        if sign not in (",", "}"):
            raise text.broken()
        text.skip()
        if sign == "}":
            return


class _Text:
    """The part of the file that is being read."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._part = ""
        self._at = 0
        self._before = 0

    @property
    def place(self) -> int:
        """How many characters were read."""
        return self._before + self._at

    def peek(self) -> str:
        """The next sign that is no blank, "" at the end."""
        while True:
            while self._at < len(self._part) and self._part[self._at] in " \t\r\n":
                self._at += 1
            if self._at < len(self._part):
                return self._part[self._at]
            if not self._more():
                return ""

    def skip(self) -> None:
        """Go behind the sign that was peeked at."""
        self._at += 1

    def value(self, after: str = "") -> Any:
        """The next JSON value, and the sign that must come after it."""
        self.peek()
        while True:
            try:
                found, self._at = _DECODER.raw_decode(self._part, self._at)
                break
            except RecursionError:
                raise NotTables(f"it nests too deep (at character {self.place})") from None
            except ValueError:
                if not self._more():
                    raise self.broken() from None
        if after:
            if self.peek() != after:
                raise self.broken()
            self.skip()
        return found

    def broken(self) -> NotTables:
        """The error where this is no JSON."""
        ends = self._at >= len(self._part)
        return NotTables(
            "its JSON breaks off" if ends else f"its JSON is broken (after character {self.place})"
        )

    def _more(self) -> bool:
        left = self._part[self._at :]
        read = self._stream.read(max(_FIRST_READ, len(left)))
        self._before += self._at
        self._part, self._at = left + read, 0
        return bool(read)


_DECODER: Final = json.JSONDecoder()
