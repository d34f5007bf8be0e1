"""Words that are found again in a text that has changed: by themselves, and what is around them.

The selectors are those of the W3C Web Annotation model: a text quote (exact, prefix, suffix)
with a text position (start) beside it. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

AROUND = 32
"""Code points of prefix and suffix."""


@dataclass(frozen=True, slots=True)
class Selector:
    """Where words stood, in code points, what they were, and what stood around them."""

    exact: str
    prefix: str
    suffix: str
    start: int

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Selector:
        """The selector of `text[start:end]`."""
        before, after = text[max(start - AROUND, 0) : start], text[end : end + AROUND]
        return cls(text[start:end], before, after, start)

    @classmethod
    def read(cls, document: Mapping[str, Any]) -> Selector:
        """The selector that `document` wrote; KeyError where a part is missing."""
        return cls(*(document[part] for part in ("exact", "prefix", "suffix", "start")))

    def document(self) -> dict[str, Any]:
        """The selector as a JSON object."""
        return {
            "exact": self.exact,
            "prefix": self.prefix,
            "suffix": self.suffix,
            "start": self.start,
        }

    def find(self, text: str, moved: int = 0) -> tuple[int, int] | None:
        """Where the words stand now, None where they do not.

        Of several places the one whose surroundings are most alike, then the one nearest to
        where they stood, moved by so many code points. Where the words occur more than once,
        something of what stood around one of them must still be there.
        """
        places = [*_occurrences(text, self.exact)]
        if not places:
            return None
        near = self.start + moved
        best = max(places, key=lambda at: (self._alike(text, at), -abs(at - near)))
        if len(places) > 1 and not self._alike(text, best) and best != near:
            return None
        return best, best + len(self.exact)

    def _alike(self, text: str, at: int) -> int:
        """How many code points before and after are as they were, from the words outwards."""
        end = at + len(self.exact)
        before = _common(text[max(at - AROUND, 0) : at][::-1], self.prefix[::-1])
        return before + _common(text[end : end + AROUND], self.suffix)


def _occurrences(text: str, words: str) -> Iterator[int]:
    at = text.find(words) if words else -1
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _common(one: str, other: str) -> int:
    """How many code points two texts begin alike with."""
    size = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        size += 1
    return size
