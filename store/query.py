"""The query language: text in, a tree of what is asked out. Pure: no table, no SQL.

`macron "peace deal"` both occur; `OR`, parentheses and `-` for *not*; `truce NEAR/5 russia`
close to each other; `field:value` (the fields stand in `query_fields`); `~zelensky` words
spelled nearly so; `*fire*` words that hold this; `/26 (countr|nation)/` a pattern. Offsets
in errors are code points of the query's text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from difflib import get_close_matches
from functools import lru_cache
from typing import Any, NoReturn

from store.errors import QueryError
from store.query_fields import FIELDS, LADDER, REFUSES, QueryField, stretch
from store.query_patterns import unreadable
from store.query_tree import (
    And,
    Field,
    Fuzzy,
    Headline,
    Infix,
    Leaf,
    Near,
    Node,
    Not,
    Or,
    Pattern,
    Query,
    Sought,
    Words,
    leaves,
)

_MARKS = {'"': '"', "“": "”", "„": "”"}
_NAME = re.compile(r"[A-Za-z]+(?=:)")
_WORD = re.compile(r"[^\s()]+")
_SURROGATE = re.compile("[\ud800-\udfff]")
_NEAR = re.compile(r"NEAR(?:/(.*))?")
_DASHES = re.compile(r"-+(?=\S)")
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_DEEPEST = 40
_MOST = 100
_BETWEEN = "`NEAR` stands between two words or phrases"
_PLAIN = ("source", "tag")
"""Fields that take their words as a name: no stars, nothing near."""

APART = 10
"""How many words may stand between those that are near, where no number says it."""

FARTHEST = 999


@lru_cache(maxsize=64)
def parse(text: str) -> Query:
    """What a query asks; QueryError where it cannot be meant, and nothing else."""
    return Query(text, _Parser(text).parse())


def parsed(query: str | Query) -> Query:
    """A query, parsed where it is a text. QueryError."""
    return parse(query) if isinstance(query, str) else query


class _Parser:
    def __init__(self, text: str) -> None:
        self.typed = text
        self.text = _SURROGATE.sub("\ufffd", text)  # no text has them, and SQLite takes none
        self.at = 0
        self.deep = 0

    def parse(self) -> Node | None:
        node = self._either()
        if self._next() == ")":
            self._fail(self.at, self.at + 1, "there is no “(” for this “)”")
        if sum(1 for _ in leaves(node)) > _MOST:
            self._fail(0, len(self.text), f"there are more than {_MOST} words and fields in it")
        return node

    # -- the grammar

    def _either(self) -> Node | None:
        parts = [self._all()]
        while self._word_ahead() == "OR":
            begin = self.at
            self.at += 2
            part = self._all()
            if parts[-1] is None or part is None:
                why = "`OR` stands between two things to look for"
                self._fail(begin, begin + 2, why, unfinished=part is None)
            parts.append(part)
        found = tuple(part for part in parts if part is not None)
        if len(found) < 2:
            return found[0] if found else None
        return Or(found)

    def _all(self) -> Node | None:
        parts: list[Node] = []
        scope: tuple[int, int] | None = None
        while self._next() not in ("", ")") and self._word_ahead() != "OR":
            start = self.at
            part = self._one()
            if isinstance(part, Field) and part.name == "in":
                scope = (start, self.at)
            elif part is not None:
                parts.append(part)
        if scope and not any(isinstance(p, Sought) for p, _ in leaves(And(tuple(parts)))):
            why = "`in:headline` needs words beside it that are to stand in the headline"
            self._fail(*scope, why, unfinished=True)
        if not parts:
            return None
        node = parts[0] if len(parts) == 1 else And(tuple(parts))
        return Headline(node) if scope else node

    def _one(self) -> Node | None:
        start = self.at
        sign = self._next()
        if sign == "-" and not self.text[self.at :].strip("-").strip():
            why = "`-` needs something behind it that is ruled out"
            self._fail(start, len(self.text.rstrip()), why, unfinished=True)
        dashes = _DASHES.match(self.text, self.at)
        if dashes:
            self.at = dashes.end()
            part = self._one()
            if isinstance(part, Field) and part.name == "in":
                self._fail(start, self.at, "`in:` says where words count and cannot be ruled out")
            return Not(part) if part is not None and len(dashes[0]) % 2 else part
        if sign == "(":
            return self._before_near(start, self._group())
        if _NEAR.fullmatch(self._word_ahead()):
            end = start + len(self._word_ahead())
            self._fail(start, end, f"{_BETWEEN}; “NEAR” in marks is the word")
        return self._before_near(start, self._term(sign))

    def _term(self, sign: str) -> Leaf | None:
        start = self.at
        if sign in _MARKS:
            return self._phrase()
        if sign == "/":
            return self._pattern()
        if sign == "~":
            self.at += 1
            words: Words | Infix | None
            words = self._phrase() if self._here() in _MARKS else self._bare(plain=True)
            if words is None or not _has_letters(words.text):
                why = "`~` needs a word behind it that is spelled nearly so"
                self._fail(start, start + 1, why, unfinished=self._ended)
            return Fuzzy(words.text)
        name = _NAME.match(self.text, self.at)
        if name:
            field = self._field(name[0])
            if field is not None:
                return field
        words = self._bare()
        return words if words is not None and _has_letters(words.text) else None

    def _before_near(self, start: int, part: Node | None) -> Node | None:
        """The part, or what it and those behind each `NEAR` ask for together."""
        field = part if isinstance(part, Field) and part.name not in _PLAIN else None
        parts, apart = [field.value if field else part], 0
        while found := _NEAR.fullmatch(self._word_ahead()):
            begin, end = self.at, self.at + len(found[0])
            if not isinstance(parts[-1], Words):
                self._fail(start, end, _BETWEEN)
            number = self._apart(found[1], begin, end)
            if len(parts) > 1 and number != apart:
                why = "one row of words that are near takes one number: give each NEAR the same"
                self._fail(begin, end, why)
            apart, self.at = number, end
            sign, start = self._next(), self.at
            if sign in ("", ")") or self._word_ahead() == "OR":
                why = f"{_BETWEEN}: there is none behind it"
                self._fail(begin, end, why, unfinished=sign == "")
            if sign in "(-/~" or _NEAR.fullmatch(self._word_ahead()):
                self._fail(begin, start + 1, _BETWEEN)
            parts.append(self._term(sign))
        if len(parts) < 2:
            return part
        words = [one for one in parts if isinstance(one, Words)]
        if len(words) < len(parts):
            self._fail(start, start + len(self.text[start : self.at].rstrip()), _BETWEEN)
        near = Near(tuple(words), apart)
        return Field(field.name, near) if field else near

    def _apart(self, typed: str | None, start: int, end: int) -> int:
        """How many words may stand between, as it stands behind `NEAR/`."""
        if typed is None:
            return APART
        if not (typed.isascii() and typed.isdigit() and int(typed[:9]) <= FARTHEST):
            why = f"behind `NEAR/` stands how many words may lie between, 0 to {FARTHEST}"
            self._fail(start, end, why, unfinished=not typed and end >= len(self.text))
        return int(typed)

    def _group(self) -> Node | None:
        start = self.at
        self.at += 1
        self.deep += 1
        if self.deep > _DEEPEST:
            self._fail(start, start + 1, f"there are more than {_DEEPEST} “(” inside each other")
        node = self._either()
        self.deep -= 1
        if self._next() != ")":
            self._fail(start, start + 1, "this “(” is not closed", unfinished=True)
        self.at += 1
        return node

    def _phrase(self) -> Words | None:
        start = self.at
        closing = _MARKS[self.text[start]] + '"'
        end = start + 1
        while end < len(self.text) and self.text[end] not in closing:
            end += 1
        self.at = min(end + 1, len(self.text))
        words = self.text[start + 1 : end]
        if not _has_letters(words):
            return None
        return Words(words, begun=end >= len(self.text) and not words.endswith(" "))

    def _pattern(self) -> Pattern:
        start = self.at
        end = start + 1
        while end < len(self.text) and self.text[end] != "/":
            end += 2 if self.text[end] == "\\" else 1
        if end >= len(self.text):
            self.at = len(self.text)
            why = "this pattern is not closed by a “/”; “\\/” stands for one inside it"
            self._fail(start, len(self.text), why, unfinished=True)
        self.at = end + 1
        words = self.text[start + 1 : end].replace("\\/", "/")
        if not words:
            self._fail(start, self.at, "there is no pattern between the “/”")
        wrong = unreadable(words)
        if wrong:
            self._fail(start, self.at, f"this pattern cannot be read: {wrong}")
        return Pattern(words)

    def _bare(self, *, plain: bool = False) -> Words | Infix | None:
        """A word; with stars in it pieces of one, unless it is to be taken as a `plain` name."""
        start = self.at
        while self.at < len(self.text) and not (
            self.text[self.at].isspace() or self.text[self.at] in "()"
        ):
            self.at += 1
        if self.at == start:
            self.at = min(self.at + 1, len(self.text))
            return None
        typed = self.text[start : self.at]
        whole = typed.rstrip("*")
        if plain or "*" not in typed or not _has_letters(typed):
            return Words(typed, begun=self._ended)
        if "*" not in whole:
            return Words(whole, begun=True)
        return Infix(re.sub(r"\*+", "*", typed + "*" * self._ended))

    # -- fields

    def _field(self, typed: str) -> Field | None:
        start, begin = self.at, self.at + len(typed) + 1
        name = typed.casefold()
        if name not in FIELDS and (self.text[begin : begin + 1].strip() or "/") == "/":
            return None  # an address, or a colon at the end of a word
        if name not in FIELDS:
            near = get_close_matches(name, FIELDS, n=1, cutoff=0.5)
            known = f"the nearest is `{near[0]}:`" if near else f"there are {_listed(FIELDS)}"
            why = f"there is no field `{typed}:`; {known}. Marks around it make it plain words"
            self._fail(start, begin, why)
        self.at = begin
        field = FIELDS[name]
        if self._here() == "(":
            why = f"a field takes one value; write ({name}:… OR {name}:…)"
            self._fail(begin, begin + 1, why)
        if field.shape == "words":
            return Field(name, self._field_words(field, start))
        self._phrase_or_bare()
        value = self.text[begin : self.at].strip('"“”„').strip()
        if not value:
            self._fail(start, self.at, f"`{name}:` needs a value: {_hint(field)}", unfinished=True)
        return self._scaled(field, value, begin)

    def _field_words(self, field: QueryField, start: int) -> Sought:
        sign = self._here()
        if sign == "/":
            return self._pattern()
        words: Words | Infix | None
        fuzzy = sign == "~"
        self.at += fuzzy
        if self._here() in _MARKS:
            words = self._phrase()
        elif not self._here().strip():
            words = None
        else:
            words = self._bare(plain=fuzzy or field.name in _PLAIN)
        if words is None or not _has_letters(words.text):
            why = f"`{field.name}:` needs words: {field.example}"
            self._fail(start, self.at, why, unfinished=self._ended)
        return Fuzzy(words.text) if fuzzy else words

    def _phrase_or_bare(self) -> None:
        if self._here() in _MARKS:
            self._phrase()
        elif self._here().strip():
            self._bare()

    def _scaled(self, field: QueryField, value: str, begin: int) -> Field:
        name, folded = field.name, value.casefold().replace(" ", "-")
        if field.shape == "one of":
            return Field(name, self._known(field, folded, begin))
        if field.shape == "strength" and folded == REFUSES:
            return Field(name, REFUSES)
        first, last, edges = stretch(value)
        read: Callable[[QueryField, str, int], Any] = {
            "strength": self._strength,
            "date": self._date,
            "number": self._number,
        }[field.shape]
        low = read(field, first, begin) if first else None
        high = read(field, last, begin) if last else None
        if low is None and high is None:
            why = f"`{name}:` needs a value: {_hint(field)}"
            self._fail(begin, self.at, why, unfinished=True)
        last_day = f"{high}~" if isinstance(high, str) else high  # a month holds its days
        if low is not None and high is not None and low > last_day:
            self._fail(begin, self.at, f"`{first}` comes after `{last}`")
        return Field(name, (low, high), edges)

    def _known(self, field: QueryField, value: str, begin: int) -> str:
        if value in field.values:
            return value
        near = get_close_matches(value, field.values, n=1, cutoff=0.5)
        nearest = f"; the nearest is `{near[0]}`" if near else ""
        why = f"`{field.name}:` knows {_listed(field.values)}, not `{value}`{nearest}"
        begun = self._ended and any(one.startswith(value) for one in field.values)
        self._fail(begin, self.at, why, unfinished=begun)

    def _strength(self, field: QueryField, value: str, begin: int) -> int:
        value = value.casefold().replace(" ", "-")
        if value == REFUSES:
            self._fail(begin, self.at, f"`{REFUSES}` stands beside the ladder, alone")
        return LADDER.index(self._known(field, value, begin))

    def _date(self, field: QueryField, value: str, begin: int) -> str:
        from datetime import date

        found = _DATE.fullmatch(value)
        try:
            if not found:
                raise ValueError
            date.fromisoformat((value + "-01-01")[:10])
        except ValueError:
            why = f"`{value}` is no date: 2025, 2025-09 or 2025-09-04, or two with `..` between"
            begun = self._ended and bool(re.fullmatch(r"\d{1,4}(-\d{0,2}){0,2}", value))
            self._fail(begin, self.at, why, unfinished=begun)
        return value

    def _number(self, field: QueryField, value: str, begin: int) -> float:
        if re.fullmatch(r"[01]?(\.[0-9]*)?", value) and value != "." and float(value) <= 1:
            return float(value)
        self._fail(begin, self.at, f"`{value}` is no number between 0 and 1")

    # -- the text

    @property
    def _ended(self) -> bool:
        return self.at >= len(self.text)

    def _here(self) -> str:
        return self.text[self.at : self.at + 1] or " "

    def _next(self) -> str:
        """The next sign that is no blank, "" at the end; the place is moved to it."""
        while self.at < len(self.text) and self.text[self.at].isspace():
            self.at += 1
        return self.text[self.at : self.at + 1]

    def _word_ahead(self) -> str:
        self._next()
        found = _WORD.match(self.text, self.at)
        return found[0] if found else ""

    def _fail(self, start: int, end: int, why: str, *, unfinished: bool = False) -> NoReturn:
        raise QueryError(self.typed, start, end, why, unfinished=unfinished)


def _has_letters(text: str) -> bool:
    return any(one.isalnum() for one in text)


def _listed(words: Any) -> str:
    return ", ".join(words)


def _hint(field: QueryField) -> str:
    return _listed(field.values) if field.values else field.example
