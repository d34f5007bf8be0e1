"""Files that are there whole or not at all. Knows no record."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path


def write(
    path: Path, chunks: Iterable[bytes], *, follow: bool = True, mode: int | None = None
) -> None:
    """Write the file beside itself, then put it in its place. Raises OSError.

    A link's target is replaced, not the link, unless `follow` is off; a pipe or device is
    written as it is. With `mode` the file has these permissions from its first byte on;
    without it those that it had, else the usual ones.
    """
    if follow and path.exists() and not path.is_file() and not path.is_dir():
        with path.open("wb") as stream:
            stream.writelines(chunks)
        return
    if follow:
        path = path.resolve()
    draft = path.with_name(f".onrecord.{os.getpid()}.new")
    try:
        descriptor = os.open(
            draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666 if mode is None else mode
        )
        with open(descriptor, "wb") as stream:
            stream.writelines(chunks)
            stream.flush()
            os.fsync(stream.fileno())
        if mode is None and path.is_file() and not path.is_symlink():
            draft.chmod(path.stat().st_mode & 0o777)
        draft.replace(path)
    except OSError as error:
        error.filename, error.filename2 = str(path), None
        raise
    finally:
        with suppress(FileNotFoundError):
            draft.unlink()
