"""The errors that reach a user, each with one sentence: what, which file, why."""

from __future__ import annotations


class StoreError(Exception):
    """The store cannot be opened, read or written."""


class ReadingError(Exception):
    """A file cannot be read as an article."""


class QueryError(ValueError):
    """A query that cannot be meant: why, and from where to where in its text.

    `unfinished` says that typing on could make it right.
    """

    def __init__(
        self, text: str, start: int, end: int, why: str, *, unfinished: bool = False
    ) -> None:
        super().__init__(f"{why} (at “{text[start:end].strip() or text.strip()}”)")
        self.text, self.start, self.end, self.why = text, start, end, why
        self.unfinished = unfinished
