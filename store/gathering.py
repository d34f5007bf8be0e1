"""Paths and folders to the articles that lie there, each with what is known about it.

Looks at names and at `sources.toml`, opens no article but what comes through a pipe.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from store.formats import ENDINGS, Format, format_of
from store.provenance import NO_SHEET, NOTHING, SHEET, Known, Sheet, read_sheet

STANDARD_INPUT: Final = "-"
LARGEST: Final = 20_000_000
"""Bytes; a larger file is no article. Of a pipe one byte more is read, which tells so."""
_NOT_ARTICLES: Final = (SHEET, "__pycache__")


@dataclass(frozen=True, slots=True)
class Found:
    """An article to load, or why there is none: `problem`.

    `shown` is the path as the user wrote it, `place` the absolute one; None for what came
    through a pipe, whose bytes are `data` already.
    """

    shown: str
    place: str | None = None
    form: Format = "text"
    known: Known = NOTHING
    data: bytes | None = None
    problem: str = ""


class Gathering:
    """Walks through paths once; `skipped` counts the files in folders of unknown ending."""

    def __init__(self, form: Format | None = None) -> None:
        self.skipped = 0
        self._form = form
        self._sheets: dict[str, Sheet] = {}
        self._places: set[str] = set()
        self._folders: set[tuple[int, int]] = set()

    def walk(self, paths: Sequence[Path | str]) -> Iterator[Found]:
        """What lies at the paths, in their order; folders by name, each file once."""
        for path in [os.fspath(path) for path in paths]:
            if path == STANDARD_INPUT:
                yield self._standard_input()
                continue
            try:
                mode = os.stat(path).st_mode
            except (OSError, ValueError) as error:
                yield Found(path, problem=reason(error))
                continue
            if stat.S_ISDIR(mode):
                yield from self._folder(path)
            elif stat.S_ISREG(mode):
                yield from self._named(path)
            else:
                yield self._pipe(path)

    def _standard_input(self) -> Found:
        try:
            data = sys.stdin.buffer.read(LARGEST + 1)
        except OSError as error:
            return Found("standard input", problem=reason(error))
        return Found("standard input", form=self._form or "text", data=data)

    def _pipe(self, path: str) -> Found:
        try:
            with open(path, "rb") as file:
                data = file.read(LARGEST + 1)
        except OSError as error:
            return Found(path, problem=reason(error))
        return Found(path, form=self._form or "text", data=data)

    def _named(self, path: str) -> Iterator[Found]:
        """A file that was named outright."""
        ending = os.path.splitext(path)[1]
        form = self._form or format_of(path) or (None if ending else "text")
        if form is None:
            known = ", ".join(ENDINGS)
            problem = f"the ending {ending} tells no format: known are {known}; or say --format"
            yield Found(path, problem=problem)
            return
        folder, name = os.path.split(path)
        yield from self._article(path, form, *self._sheet(folder or os.curdir), name)

    def _folder(self, folder: str) -> Iterator[Found]:
        """All that lies in a folder; one that was entered before, by a link, is left out."""
        try:
            identity = os.stat(folder)
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            yield Found(folder, problem=reason(error))
            return
        if (identity.st_dev, identity.st_ino) in self._folders:
            return
        self._folders.add((identity.st_dev, identity.st_ino))
        sheet, problems = self._sheet(folder)
        yield from problems
        for entry in entries:
            if entry.name.startswith(".") or entry.name in _NOT_ARTICLES:
                continue
            if _is_folder(entry):
                yield from self._folder(entry.path)
            elif (form := format_of(entry.name)) and not _is_no_file(entry):
                yield from self._article(entry.path, self._form or form, sheet, [], entry.name)
            else:
                self.skipped += 1

    def _article(
        self, path: str, form: Format, sheet: Sheet, problems: list[Found], name: str
    ) -> Iterator[Found]:
        yield from problems
        place = os.path.abspath(path)
        try:
            place.encode()
        except UnicodeEncodeError:
            shown = os.fsencode(path).decode(errors="replace")
            yield Found(shown, problem="its name is not in UTF-8")
            return
        if place not in self._places:
            self._places.add(place)
            yield Found(path, place, form, sheet.of(name))

    def _sheet(self, folder: str) -> tuple[Sheet, list[Found]]:
        """The folder's sheet; what is wrong with it the first time that it is asked for."""
        key = os.path.abspath(folder)
        if key in self._sheets:
            return self._sheets[key], []
        path = os.path.join(folder, SHEET)
        sheet = read_sheet(Path(path)) if os.path.lexists(path) else NO_SHEET
        self._sheets[key] = sheet
        return sheet, [Found(path, problem=problem) for problem in sheet.problems]


def reason(error: OSError | ValueError) -> str:
    """Why a path cannot be read, as words that follow its name."""
    match error:
        case FileNotFoundError():
            return "there is no such file or folder"
        case PermissionError():
            return "it must not be read: permission denied"
        case OSError(strerror=str(said)):
            return f"it cannot be read: {said[:1].lower()}{said[1:]}"
        case _:
            return f"it cannot be read: {error}"


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _is_no_file(entry: os.DirEntry[str]) -> bool:
    """Whether it is a pipe, socket or device; a link to nothing is not: reading it tells why."""
    try:
        return not stat.S_ISREG(entry.stat().st_mode)
    except OSError:
        return False
