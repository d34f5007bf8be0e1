"""Ids that are the same on every machine: they derive from texts and words."""

from __future__ import annotations

import hashlib

from store.records import KINDS

INITIALS: dict[str, str] = {kind: kind[0] for kind in KINDS} | {"story": "t", "count": "n"}
"""What the ids of each kind begin with."""


def text_id(text: str) -> str:
    """The id of the source that is first loaded with this text."""
    return "s" + _digest(text)


def content_hash(text: str) -> str:
    """SHA-256 of the text, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def derived_id(kind: str, *words: str) -> str:
    """The id of a record by the words that it derives from (source id, content, cue, …)."""
    return INITIALS[kind] + _digest("\x1f".join(words))


def _digest(text: str) -> str:
    """64 bits in hexadecimal: one clash among 10,000,000 has a chance of 3 in a million."""
    return content_hash(text)[:16]
