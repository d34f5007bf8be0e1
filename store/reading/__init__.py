"""A file's bytes in, an Article out: headline, paragraphs, boilerplate, credits."""

from __future__ import annotations

from store.errors import ReadingError
from store.reading.article import read

__all__ = ["ReadingError", "read"]
