"""Acronyms and the names that they are of; knows no article."""

from __future__ import annotations

_SMALL = frozenset({"of", "the", "and", "for", "&", "on", "in", ",", "'s", "’s"})


def acronym_of(name: str) -> str:
    """The first letters of a name's longer words: World Health Organization -> WHO."""
    parts = [part for part in name.replace("-", " ").split() if part.lower() not in _SMALL]
    return "".join(part[0] for part in parts).upper() if len(parts) > 1 else ""


def initials_fit(short: str, name: str) -> bool:
    """Whether an acronym is of the name."""
    return short.replace(".", "").upper() == acronym_of(name)
