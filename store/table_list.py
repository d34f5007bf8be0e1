"""SQLite's list of tables, taken over from a new store where that of a damaged one is lost.

A store that this program made has its tables where a new one has them: the list tells no more
than that. The format: https://www.sqlite.org/fileformat.html (1.3, 1.6). Knows no table.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

_MAGIC = b"SQLite format 3\0"
_HEADER = 100  # bytes at the beginning of the first page that are the file's own
_INTERIOR = 5  # the kind of a page that points to others


def take_list(new: Path, damaged: Path) -> bool:
    """Make a new, closed store a copy of a damaged one but for the list; whether that can be done.

    OSError where the files cannot be read or written. The journal of the damaged one comes along.
    """
    known, data = new.read_bytes(), bytearray(damaged.read_bytes())
    size = _page_size(known)
    if not data.startswith(_MAGIC) or _page_size(data) != size:
        return False
    for number in _pages(known, size, 1):
        first = (number - 1) * size
        start = first + (_HEADER if number == 1 else 0)
        data[start : first + size] = known[start : first + size]
    new.write_bytes(data)
    journal = damaged.with_name(f"{damaged.name}-wal")
    if journal.exists():
        shutil.copyfile(journal, new.with_name(f"{new.name}-wal"))
    return True


def _page_size(data: bytes | bytearray) -> int:
    """Bytes of a page; 1 stands for 65,536."""
    size = int.from_bytes(data[16:18], "big")
    return 65536 if size == 1 else size


def _pages(data: bytes, size: int, number: int) -> Iterator[int]:
    """The numbers, from 1, of a page and those that it points to."""
    yield number
    first = (number - 1) * size
    at = first + (_HEADER if number == 1 else 0)
    if data[at] != _INTERIOR:
        return
    cells = int.from_bytes(data[at + 3 : at + 5], "big")
    for cell in range(cells):
        place = int.from_bytes(data[at + 12 + 2 * cell : at + 14 + 2 * cell], "big")
        yield from _pages(
            data, size, int.from_bytes(data[first + place : first + place + 4], "big")
        )
    yield from _pages(data, size, int.from_bytes(data[at + 8 : at + 12], "big"))
