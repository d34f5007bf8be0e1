"""What closes a headline and is no part of its sentence: the outlet, the agency, the section.

Judges by form alone, before any parse: a short last segment with capitals behind a spaced dash
or bar, or in brackets. Knows no outlet by its name.
"""

from __future__ import annotations

import re

from spacy.lang.en.stop_words import STOP_WORDS

from store.extraction.acronyms import acronym_of
from store.extraction.lexicon import words

_MARK = re.compile(r"(?<=\s)[-–—|·•](?=\s)|(?<=\s)(?=\([^()]+\)\s*$)")
_LONGEST = 5  # words of an outlet's name
_SENTENCE = 3  # words of what stands before it, at the least
_INNER = frozenset({"of", "the", "and", "for", "de", "du", "le", "la", "&", "on", "in"})
_SAYING = words("saying", "verbs.clause") | words("saying", "verbs.speech")
_SAID = frozenset({"said", "told"})


def tail_start(headline: str) -> int:
    """Where the mark before the closing segments stands in a headline; its length without any."""
    end = len(headline)
    while True:
        marks = list(_MARK.finditer(headline, 0, end))
        if not marks:
            return end
        mark = marks[-1]
        before, tail = headline[: mark.start()], headline[mark.end() : end].strip()
        if len(before.split()) < _SENTENCE or not _is_name(tail) or _is_short_form(before, tail):
            return end
        end = mark.start()


def _is_name(segment: str) -> bool:
    """Whether a segment is written as a name is: capitals, nothing that opens or makes a clause."""
    parts = segment.strip("()").split()
    if not 1 <= len(parts) <= _LONGEST or segment[-1] in ".?!:,\"”’'":
        return False
    if parts[0].lower() in STOP_WORDS and parts[0] != "The":
        return False
    capitals = [part for part in parts if part.lower() not in _INNER]
    return bool(capitals) and all(
        part[0].isupper() and not _says(part.lower()) for part in capitals
    )


def _says(word: str) -> bool:
    """Whether the word is a verb of saying as headlines have it: *X Warns*, *Y Said*."""
    ended = (word.removesuffix(ending) for ending in ("s", "es", "d", "ed"))
    return word in _SAID or any(stem != word and stem in _SAYING for stem in ended)


def _is_short_form(before: str, tail: str) -> bool:
    """Whether brackets hold the acronym of the words before them."""
    short = tail.strip("()")
    names = before.split()[-len(short) - 2 :]
    return tail.startswith("(") and any(
        short.upper() == acronym_of(" ".join(names[at:])) for at in range(len(names))
    )
