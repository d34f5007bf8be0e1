"""A name at its place in an article, and how a name is written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from store.extraction.lexicon import words
from store.extraction.sheet import Word

MentionKind = Literal[
    "person", "name", "organisation", "outlet", "alliance", "country", "demonym", "people",
    "capital", "seat", "region", "regional", "regionals", "part", "short",
]  # fmt: skip

_SUFFIXES = words("organisations", "named.suffixes")
_TRAILING = words("organisations", "named.trailing")
_ACRONYM = re.compile(r"^(?:[A-Z][A-Z&.]{1,6}|[A-Z]{2,4}[a-z]?[A-Z]{1,3})s?$")


@dataclass(slots=True)
class Mention:
    """A name at its place: words `first` to `last` (left out), offsets `start` to `end`.

    Kind `name`: a person or body, still to be told; `short`: a short form in brackets of the
    name before. `role` and `country` as they stand beside it; `titled`: a title or role leads
    it, from word `lead`; `offices`: the words of its roles; `beside`: the names inside these
    (Trump's envoy, WHO spokeswoman), or the name that a short form is of; `weak`: from a
    headline in capitals, a name only if the story has it too.
    """

    kind: MentionKind
    first: int
    last: int
    start: int
    end: int
    name: str
    role: str | None = None
    country: str | None = None
    titled: bool = False
    gender: str = ""
    lead: int = -1
    offices: list[tuple[int, int]] = field(default_factory=list)
    beside: list[Mention] = field(default_factory=list)
    actor: str = ""
    weak: bool = False


def is_acronym(name: str) -> bool:
    """Whether the name is written as an acronym: WHO, FCDO, AT&T, MoD."""
    return bool(_ACRONYM.match(name))


def short_name(parts: Sequence[str]) -> str:
    """A body's name without what only tells its legal form: Cargill Inc. -> Cargill."""
    kept = list(parts)
    dropped = False
    while len(kept) > 1 and (
        kept[-1].lower() in _SUFFIXES or (dropped and kept[-1].lower() in _TRAILING)
    ):
        kept.pop()
        dropped = True
    while kept and kept[-1] in (",", "&"):
        kept.pop()
    name = ""
    for part in kept:
        name += part if not name or part in (",", "'s", "’s", "'") else " " + part
    return name


def person_name(run: Sequence[Word]) -> str:
    """A person's name without the marks around a nickname and without brackets."""
    return " ".join(w.text for w in run if w.text not in "()“”\"‘’'")
