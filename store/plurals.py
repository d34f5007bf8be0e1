"""How many of what, in words. Pure."""

from __future__ import annotations


def count(number: int, word: str) -> str:
    """`1 quote`, `2 quotes`, `1,234 entries`."""
    if number == 1:
        return f"1 {word}"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return f"{number:,} {word[:-1]}ies"
    return f"{number:,} {word}s"
