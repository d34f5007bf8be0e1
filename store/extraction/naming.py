"""What an unknown run of capitalised words is: by its words, its place and the whole article."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Doc

from store.extraction.countries import joined_adjectives
from store.extraction.dates import Piece
from store.extraction.lexicon import words
from store.extraction.titles import is_forename, is_role, is_title

_SAYING = words("saying", "verbs.clause") | words("saying", "verbs.speech")
_BELONGINGS = words("people", "signs.belongings")
_OUTLET = words("organisations", "outlets.words")
_ORDINARY = words("organisations", "named.ordinary")
_BELIEFS = words("groups", "words.beliefs")
_COMPASS = words("countries", "places.compass")
_TOWNS = words("countries", "places.towns")
CITIES = words("countries", "places.cities")
_ABBREVIATED = words("countries", "places.abbreviated")
_PLACING = frozenset({"in", "near", "outside", "around", "across", "throughout"})
_NOMINAL = frozenset({"nsubj", "poss", "nsubjpass", "conj", "appos", "pobj", "dobj"})
_TERMS = frozenset({"administration", "presidency", "candidacy"})
_PROPER = frozenset({"NNP", "NNPS"})
HYPHENS = frozenset({"-", "‐", "‑"})


@dataclass(slots=True)
class Run:
    """A run of capitalised words, tokens `first` to `last` (left out), and its label.

    `key`: its words as names are compared; `known`: it ends with a name that the lists hold;
    `sure`: its own words or place tell the label.
    """

    first: int
    last: int
    key: tuple[str, ...]
    known: bool = False
    label: str = ""
    sure: bool = False


def tell(doc: Doc, pieces: list[Piece], runs: Iterable[Run]) -> None:
    """Label the runs: each by itself first, then by what the others of its name are."""
    runs = list(runs)
    labels: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    surnames: set[str] = set()
    forenames: set[str] = set()
    for run in runs:
        run.label, run.sure = _by_itself(doc, pieces, run)
        if run.sure:
            labels[run.key][run.label] += 1
        if run.label == "PERSON" and len(run.key) > 1:
            surnames.add(run.key[-1])
            forenames.add(run.key[0])
    for run in runs:
        single = len(run.key) == 1
        if run.sure and not single:
            continue
        if single and run.key[0] in surnames:
            run.label = "PERSON"
        elif run.key in labels:
            run.label = labels[run.key].most_common(1)[0][0]
        elif single and run.key[0] in forenames and run.label != "ORG":
            run.label = "PERSON"


def written(doc: Doc, pieces: list[Piece], first: int, last: int) -> int:
    """How many words the tokens are in writing, hyphenated ones taken as one."""
    whole = [at for at in range(first, last) if pieces[at].cap]
    inner = [
        at
        for at in whole
        if at > first and pieces[at - 1].text in HYPHENS and not doc[at - 1].whitespace_
    ]
    return len(whole) - len(inner)


def _by_itself(doc: Doc, pieces: list[Piece], run: Run) -> tuple[str, bool]:
    """A run's label by its words and its place, and whether it is sure."""
    first, last = run.first, run.last
    size = written(doc, pieces, first, last)
    head = doc[last - 1]
    before = pieces[first - 1].low if first else ""
    behind = pieces[last] if last < len(pieces) else None
    led = is_title(before) or (is_role(before) and not doc[first].is_sent_start)
    word = pieces[first].text
    if size == 1 and pieces[first].low in _BELIEFS:
        return "NORP", True
    if word in _ABBREVIATED or (not led and " ".join(run.key) in CITIES):
        return "GPE", True
    if size > 1 and not led and pieces[first].low in _COMPASS:
        return "LOC", True
    if size > 1 and not led and pieces[first].low in _TOWNS and not is_forename(word):
        return "GPE", True
    if size == 1 and (word.isupper() and len(word) > 1):
        loud = any(
            0 <= at < len(pieces) and len(pieces[at].text) > 2 and pieces[at].text.isupper()
            for at in (first - 1, last)
        )
        code = any(c.isdigit() for c in doc[first:last].text)
        return ("ORG", True) if len(word) < 7 and not loud and not code else ("", False)
    if any(p.text in "&" for p in pieces[first:last]):
        return "ORG", True
    if joined_adjectives().get(pieces[first].low) and size > 1:
        return "NORP", True
    plural = head.tag_ == "NNPS"
    if led and not plural and (pieces[first - 1].cap or size > 1):
        return "PERSON", True
    given = is_forename(word)
    if given and size in (2, 3, 4) and not plural:
        return "PERSON", True
    article = before in ("the", "a", "an") and head.dep_ not in ("compound", "nmod", "poss")
    if pieces[last - 1].low in _OUTLET and not given:
        return "ORG", size > 1
    if before == "the" and not article and size > 1 and not given:
        return "", False
    if article:
        return ("NORP", False) if plural else ("ORG", False)
    age = behind is not None and behind.text == "," and _is_aged(pieces, last + 1)
    who = behind is not None and behind.text == "," and _low(pieces, last + 1) in ("who", "whose")
    speaks = head.dep_ == "nsubj" and head.head.lemma_.lower() in _SAYING
    role = behind is not None and behind.text == "," and _has_role(pieces, last + 1)
    club = size in (2, 3) and not given and len(word) < 5 and word.isupper() and word.isalpha()
    town = " ".join(run.key[1:]) in CITIES or run.key[-1] in CITIES
    if (club and len(run.key[0]) > 1) or (size in (2, 3) and town and not led and not given):
        return "ORG", True
    strange = pieces[first].low in _ORDINARY or pieces[last - 1].low in _ORDINARY
    if strange and size > 1:
        return "ORG", False
    if age or who or (role and size > 1):
        return "PERSON", True
    if behind is not None and behind.low == "'s" and _low(pieces, last + 1) in _BELONGINGS:
        return "PERSON", True
    if behind is not None and behind.low in _TERMS and not behind.cap and size == 1:
        return "PERSON", True
    if before in _PLACING or (before == "at" and size == 1):
        return "GPE", size > 1 or before == "in"
    if plural:
        return ("NORP", False)
    if size in (2, 3):
        if pieces[first].tag == "VBG" or (pieces[first].low.endswith("ing") and not speaks):
            return "", False
        person = speaks or head.dep_ in _NOMINAL
        if run.known:
            return "ORG", False
        return ("PERSON", speaks) if person and head.tag_ == "NNP" else ("", False)
    if size > 3:
        return "ORG", False
    if given:
        return "PERSON", False
    if head.dep_ in ("compound", "nmod") or head.tag_ not in _PROPER:
        return "", False
    return ("ORG", False) if head.dep_ in ("nsubj", "poss", "pobj", "dobj") else ("", False)


def _low(pieces: list[Piece], at: int) -> str:
    return pieces[at].low if at < len(pieces) else ""


def _is_aged(pieces: list[Piece], at: int) -> bool:
    """`, 43,` behind a name."""
    return (
        _low(pieces, at).isdigit() and len(_low(pieces, at)) < 3 and _low(pieces, at + 1) in ",.)"
    )


def _has_role(pieces: list[Piece], at: int) -> bool:
    """Whether a word of office stands in the apposition."""
    for piece in pieces[at : at + 7]:
        if piece.text in (",", ".", ";", "(") or piece.tag in ("VBD", "VBZ", "MD"):
            return False
        if is_role(piece.low):
            return True
    return False
