"""Runs of capitalised words: how far a name reaches, and which known names lie in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from store.extraction.countries import (
    Entry,
    broader_names,
    gazetteer,
    joined_adjectives,
    shared_names,
)
from store.extraction.lexicon import load, words
from store.extraction.sheet import Sheet, Word
from store.extraction.titles import (
    is_forename,
    is_modifier,
    is_plural_role,
    is_role,
    is_title,
    may_be_surname,
)


def _with_plurals(nouns: frozenset[str]) -> frozenset[str]:
    return nouns | {noun + "s" for noun in nouns}


HEADING = _with_plurals(words("organisations", "named.heading"))
BODY = _with_plurals(words("organisations", "named.words"))
SUFFIXES = words("organisations", "named.suffixes")
THINGS = words("organisations", "named.things")
_NEVER = HEADING - words("organisations", "named.surnames")
_INNER = words("people", "particles.inner")
_WHOLE = frozenset({"country", "capital", "part", "outlet", "people", "seat", "region", "demonym"})
_WITHIN = frozenset({"of", "for", "and", "the", ",", "on", "in", "'s"})
_DOCTRINES = ("isms", "ism", "phobia", "nomics")
_PARTY = frozenset(load("people")["roles"]["party"])
_DATELINE = re.compile(
    r"[A-ZÀ-Þ][^a-z(—–]{2,30}(?:, ?[\w. ]{2,20})?\s?(?:\([^)]{2,20}\)\s?[-—–]+|—|–|--)\s?"
)
_FINITE = frozenset({"VBZ", "VBD", "VBP", "MD"})

Hit = tuple[int, int, Entry]  # first word, the word behind, what it is


class Runs:
    """Reads runs of words off a sheet."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self._known = gazetteer()

    def hit(self, at: int) -> tuple[Entry, int, int] | None:
        """A known name at the word: what it is, the word behind it, its end in the text."""
        words_ = self.sheet.words
        word = words_[at]
        if not word.cap and not word.low.startswith("euro"):
            return None
        known = self._known.at(self.sheet.text, word.start)
        if known is None:
            return None
        entry, end = known
        last = at + 1
        while last < len(words_) and words_[last].start < end and words_[last].sent == word.sent:
            last += 1
        if end > words_[last - 1].end or "\n" in self.sheet.text[word.start : end]:
            return None
        if end < words_[last - 1].end and self.sheet.text[end] not in "-–/.":
            return None
        return entry, last, end

    def end(self, at: int, last: int) -> int:
        """The word behind the capitalised run that begins at a word."""
        words_ = self.sheet.words
        hit = self.hit(at)
        end = hit[1] if hit is not None else at + 1
        while end < last:
            if "\n" in self.sheet.text[words_[end - 1].end : words_[end].start]:
                break
            step = self._step(at, end, last)
            if not step:
                break
            end = step
        return self._prolonged(at, end, last)

    def _step(self, first: int, at: int, last: int) -> int:
        """The word behind what continues the run at word `at`; 0 where nothing does."""
        words_ = self.sheet.words
        word, before = words_[at], words_[at - 1]
        hit = self.hit(at)
        if hit is not None:
            return hit[1]
        if word.cap and self.sheet.nameable(word) and word.ent not in ("DATE", "TIME"):
            return at + 1
        if word.low in _INNER and not word.cap:
            ahead = at + 1
            while ahead < last and words_[ahead].low in _INNER:
                ahead += 1
            inside = ahead < last and words_[ahead].cap and (before.cap or before.low in _INNER)
            return ahead if inside else 0
        if word.text == "&" and at + 1 < last and words_[at + 1].cap:
            return at + 2
        if word.low in ("'s", "s'") and before.ent == "ORG":
            after = words_[at + 1] if at + 1 < last else None
            closes = after is not None and (after.text == ":" or after.tag in _FINITE)
            open_ = after is None or after.pos not in ("NOUN", "PROPN", "ADJ", "NUM", "DET")
            return at + 1 if closes or (word.ent == "ORG" and open_) else 0
        if word.text in "“\"‘'(" and at + 3 < last and _nickname(words_[at : at + 4]):
            return at + 3
        if word.text == ")" and at + 1 < last and words_[at + 1].cap and is_forename(before.text):
            opened = any(w.text == "(" for w in words_[max(0, first - 4) : first])
            return at + 2 if opened else 0
        return 0

    def _prolonged(self, at: int, end: int, last: int) -> int:
        """Names of bodies that go on behind a preposition, a comma or `and`."""
        words_ = self.sheet.words
        if any(w.low in BODY for w in words_[at:end]):
            behind = end
            while behind < last and behind - at < 12 and words_[behind].ent == "ORG":
                if words_[behind].low not in _WITHIN and not words_[behind].cap:
                    break
                behind += 1
            while behind > end and not words_[behind - 1].cap:
                behind -= 1
            end = behind
        if end + 1 < last and words_[end - 1].low in HEADING:
            behind = last
            if words_[end].low in ("of", "for", "on"):
                behind = end + 1 + (words_[end + 1].low == "the")
            if behind < last and self.sheet.nameable(words_[behind]):
                return self.end(behind, last)
        if end + 1 < last and words_[end].text == "," and words_[end].ent == "ORG":
            behind = end
            while behind < last and words_[behind].ent == "ORG":
                behind += 1
            tail = words_[end:behind]
            if tail[-1].cap and any(w.low == "and" for w in tail):
                return behind
        joined = words_[end - 1 : end + 2]
        if end + 1 < last and joined[1].low == "and" and all(w.ent == "ORG" for w in joined):
            behind = self.end(end + 1, last)
            return behind if words_[behind - 1].low in BODY else end
        return end

    def hits(self, first: int, last: int) -> list[Hit]:
        """The known names of a run, without those that are only a part of another name."""
        words_ = self.sheet.words
        found: list[Hit] = []
        at = first
        while at < last:
            hit = self.hit(at)
            if hit is None or hit[1] > last or self._inside_name(at, hit, first, last):
                at += 1
                continue
            broader = at > first and words_[at - 1].text in broader_names()
            longer = at > first and hit[0].kind == "body" and is_modifier(words_[at - 1].low)
            if longer:
                at = hit[1]
                continue
            if not broader or hit[0].kind not in ("country", "part", "region"):
                found.append((at, hit[1], hit[0]))
            at = hit[1]
        return found

    def _inside_name(self, at: int, hit: tuple[Entry, int, int], first: int, last: int) -> bool:
        """Whether a known name is only a part of another: Jordan, Washington, Caribbean."""
        words_ = self.sheet.words
        entry, end, _ = hit
        if end - at > 1 or entry.kind not in _WHOLE:
            return False
        own = words_[at]
        before = words_[at - 1] if at > first else None
        if before is not None:
            if is_forename(before.text) and not is_role(before.low):
                return entry.kind != "demonym" or own.ent == "PERSON"
            if before.ent == "PERSON" and own.ent == "PERSON" and not official(before):
                return self.hit(at - 1) is None
            if before.ent == "ORG" and own.ent == "ORG" and entry.kind != "demonym":
                return not official(before) and self.hit(at - 1) is None
        after = words_[end] if end < last else None
        led = before is not None and (is_role(before.low) or is_title(before.low))
        if led and after is not None and after.cap and not official(after) and own.ent != "ORG":
            return after.low not in BODY and after.low not in THINGS and entry.kind != "demonym"
        if after is None or not after.cap or after.low in BODY or after.low in THINGS:
            return False
        if official(after) or self.hit(end):
            return False
        given = is_forename(own.text) or own.text in shared_names()
        fits = given or entry.kind in ("capital", "part", "people")
        return own.ent == "PERSON" and after.ent == "PERSON" and fits


def official(word: Word) -> bool:
    """Whether the word belongs to a title or office."""
    return is_role(word.low) or is_title(word.low) or is_modifier(word.low)


def personal(run: Sequence[Word]) -> bool:
    """Whether a run reads as a person's name: a known given name first, or tagged so."""
    parts = [w for w in run if w.cap]
    if len(parts) < 2 or len(parts) > 5 or parts[-1].low in SUFFIXES:
        return False
    if parts[-1].low in BODY and (parts[-1].ent != "PERSON" or parts[-1].low in _NEVER):
        return False
    if not is_forename(parts[0].text):
        return False
    if parts[-1].ent in ("FAC", "LAW", "EVENT", "WORK_OF_ART", "PRODUCT"):
        return False
    return parts[-1].ent != "ORG" or parts[0].ent != "ORG" or len(parts) < 4


def _nickname(words_: Sequence[Word]) -> bool:
    """`“Pen” Farthing` behind a given name."""
    opened, name, closed, after = words_
    return name.cap and after.cap and closed.text in "”\"’')" and opened.text in "“\"‘'("


def is_office(run: Sequence[Word]) -> bool:
    """Whether the run ends with a word of office: German Foreign Minister."""
    last = run[-1].low
    if len(run) > 2 and run[-2].low in ("of", "for", "the") and _heads(run):
        return False
    if is_plural_role(last) and _heads(run):
        return False
    return (is_role(last) and not may_be_surname(last)) or is_title(last)


def is_doctrine(run: Sequence[Word]) -> bool:
    """Whether a single word is of a belief or fear by its ending: Thatcherism."""
    return len(run) == 1 and run[0].low.endswith(_DOCTRINES)


def _heads(run: Sequence[Word]) -> bool:
    """Whether the name goes on behind `of`, as bodies' names do: Department of Justice."""
    return any(one.low in HEADING and two.low in ("of", "for") for one, two in pairwise(run))


def double_adjective(word: Word) -> bool:
    """Franco-British is no name of a body."""
    halves = word.low.split("-")
    return len(halves) == 2 and halves[0] in joined_adjectives()


def closes_union(run: Sequence[Word]) -> bool:
    """Whether a plural noun for people closes a body's name: United Auto Workers."""
    if len(run) < 3 or run[-1].tag != "NNPS" or not is_plural_role(run[-1].low):
        return False
    plain = [w for w in run[:-1] if w.cap and not is_role(w.low) and w.low not in _PARTY]
    if sum(w.text.isupper() for w in plain) > 1:
        return False
    return len(plain) == len(run) - 1 and not is_forename(run[0].text)


def behind_dateline(sheet: Sheet, first: int, last: int) -> int:
    """The first word behind a dateline: `PARIS (Reuters) -`."""
    match = _DATELINE.match(sheet.text, sheet.words[first].start)
    if match is None:
        return first
    while first < last and sheet.words[first].start < match.end():
        first += 1
    return first
