"""The errors that reach a user, each with one sentence: what, which file, why."""

from __future__ import annotations


class StoreError(Exception):
    """The store cannot be opened, read or written."""


class ReadingError(Exception):
    """A file cannot be read as an article."""
