"""Names as they are compared: folded, taken apart, without what spellings differ in. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i"}
)
_PARTICLE = re.compile(
    "a[fl]|bin|ben|da|dal|del?|della|de[nr]|di|dos?|du|el|ibn|l[ae]|ter|van|von|zu|zur"
)
_SPELLINGS = (
    (r"isation\b", "ization"),
    (r"\bdefence\b", "defense"),
    (r"\bcentre\b", "center"),
    (r"\blabour\b", "labor"),
    (r"\bprogramme\b", "program"),
)


@lru_cache(maxsize=16_384)
def fold(name: str) -> str:
    """A name as names are compared: case, accents, articles, marks and possessives off."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    plain = "".join(one for one in plain if not unicodedata.combining(one))
    plain = re.sub(r"['’]s\b", "", plain)
    plain = re.sub(r"[\"'“”‘’`´.,()]", "", plain)
    plain = re.sub(r"[\s\-‐‑–_/]+", " ", plain).strip()
    plain = re.sub(r"^(the|an?) (?=.)", "", plain)
    for spelling, common in _SPELLINGS:
        plain = re.sub(spelling, common, plain)
    return plain or name.casefold().strip()


@lru_cache(maxsize=16_384)
def skeleton(word: str) -> str:
    """A folded surname without what transliterations differ in: Zelensky, Zelenskyy."""
    for written, common in (("kh", "h"), ("ck", "k"), ("ph", "f"), ("w", "v"), ("c", "k")):
        word = word.replace(written, common)
    word = re.sub(r"[yj]", "i", word)
    word = re.sub(r"(\D)\1+", r"\1", word)
    return re.sub(r"enk[ao]$", "enko", word)


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's folded name in parts; `forename` is empty where only a surname stands."""

    forename: str
    middle: tuple[str, ...]
    surname: str

    @classmethod
    @lru_cache(maxsize=16_384)
    def of(cls, name: str) -> PersonName:
        """Take a name apart: initials are one forename, particles go with the surname."""
        words = fold(name).split() or [name]
        initials = next((i for i, word in enumerate(words) if len(word) > 1), 0)
        words[:initials] = ["".join(words[:initials])] if initials else []
        first = (name.split() or [""])[0]
        bare = _PARTICLE.fullmatch(words[0]) and (first.islower() or "-" in first)
        if len(words) == 1 or bare:
            return cls("", (), " ".join(words))
        last = len(words) - 1
        at = next((i for i in range(1, last) if _PARTICLE.fullmatch(words[i])), last)
        return cls(words[0], tuple(words[1:at]), " ".join(words[at:]))

    @property
    def surnames(self) -> set[str]:
        """The surname, and without its particles."""
        return {self.surname, self.surname.rpartition(" ")[2]}

    @property
    def key(self) -> str:
        """What the variants of one full name share, short forenames apart."""
        return f"{self.forename[:1]} {skeleton(self.surname)}"

    def same(self, other: PersonName) -> bool:
        """Whether two full names are one: variants of spelling, initials, no middle name."""
        if not (self.forename and other.forename) or self.key != other.key:
            return False
        if not _agree(self.forename, other.forename):
            return False
        if not self.middle or not other.middle:
            return True
        return len(self.middle) == len(other.middle) and all(map(_agree, self.middle, other.middle))


def _agree(one: str, other: str) -> bool:
    return one == other or (1 in (len(one), len(other)) and one[0] == other[0])
