"""An article laid out as words for the search for names; knows neither names nor actors."""

from __future__ import annotations

import re
import sys
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from spacy.tokens import Doc, Span, Token

from store.extraction.marks import quotations
from store.records import Article, Block

_ARTICLE = re.compile(r"(?:a[bdflnrst]|az|el|ul|as|ash|bin|ibn)-[A-ZÀ-Þ]|[dl]['’][A-ZÀ-Þ]")
_BRAND = re.compile(r"[a-z]{1,4}[A-Z][a-z]{2,}\w*$")
_HYPHENS = frozenset({"-", "‐", "‑"})
_CLOSED = frozenset(
    {"DT", "IN", "PRP", "PRP$", "CC", "WRB", "WP", "WDT", "MD", "TO", "EX", "UH", "CD"}
)
_OPEN = frozenset({"MD", "CD", "UH"})
_ORDINARY = frozenset(
    {"NN", "NNS", "VBD", "VBZ", "VBP", "VB", "VBG", "VBN", "RB", "RBR", "RBS"}
    | {"JJ", "JJR", "JJS", "PDT", "RP"}
)
_FAR = sys.maxsize
_HEADING = 12  # words of a heading inside an article
_FINITE = frozenset({"VBZ", "VBD", "VBP", "MD"})
_STOPS = (".", "!", "?", "”", '"', "’", ":")
_NAMED = frozenset({"PERSON", "ORG", "GPE"})


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Lower case, without accents and typographic apostrophes: how names are compared."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize(
        "NFKD", text.replace("’", "'").replace("ø", "o").replace("ł", "l")
    )
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


def is_capital(text: str) -> bool:
    """Whether a word is written as names are: with a capital first, or as a brand inside."""
    return text[:1].isupper() or bool(_BRAND.match(text))


@dataclass(slots=True)
class Word:
    """A word, hyphenated words taken as one; `head` is the word that governs it.

    `first` and `last` are its tokens, `start` and `end` its offsets in the article.
    """

    i: int
    text: str
    low: str
    start: int
    end: int
    first: int
    last: int
    pos: str
    tag: str
    dep: str
    head: int
    ent: str
    sent: int
    block: int
    quoted: bool
    cap: bool
    initial: bool

    def is_mark(self) -> bool:
        """Whether it is punctuation."""
        return not any(c.isalnum() for c in self.text)


@dataclass(slots=True)
class Sheet:
    """The words outside boilerplate, and which of their blocks are written as headings are.

    `capital` holds the numbers of blocks in Title Case and of headings inside the article.
    """

    text: str
    doc: Doc
    words: list[Word] = field(default_factory=list)
    sentences: list[tuple[int, int]] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    capital: set[int] = field(default_factory=set)
    word_of: dict[int, int] = field(default_factory=dict)
    proper: set[str] = field(default_factory=set)
    _below: dict[int, list[Word]] = field(default_factory=dict)

    @classmethod
    def of(cls, doc: Doc, article: Article) -> Sheet:
        """Lay out the article with its parse."""
        sheet = cls(article.text, doc)
        sheet.blocks = [block for block in article.blocks if block.kind != "boilerplate"]
        marks = [(q.start, q.end) for q in quotations(article.text, article.blocks)]
        for number, block in enumerate(sheet.blocks):
            span = doc.char_span(block.start, block.end, alignment_mode="expand")
            if span is None:
                continue
            opened = len(sheet.words)
            for sentence in _sentences(span):
                sheet._add(sentence, number, marks)
            inner = 0 < number < len(sheet.blocks) - 1
            heading = inner and _is_heading(sheet.words[opened:], sheet._behind(number))
            if heading or _in_capitals(sheet.words[opened:]):
                sheet.capital.add(number)
        for word in sheet.words:
            word.head = sheet.word_of.get(word.head, word.i)
            inner = word.cap and not word.initial and word.pos == "PROPN"
            if inner and word.block not in sheet.capital:
                sheet.proper.add(word.low)
        return sheet

    def _behind(self, number: int) -> str:
        """The text of the block behind one."""
        block = self.blocks[number + 1]
        return self.text[block.start : block.end]

    def _add(self, tokens: Sequence[Token], block: int, marks: list[tuple[int, int]]) -> None:
        opened = len(self.words)
        sent = len(self.sentences)
        for group in _units(tokens):
            root = group[-1]
            inside = {token.i for token in group}
            for token in group:
                if token.head.i not in inside:
                    root = token
            start, last = group[0].idx, group[-1]
            end = last.idx + len(last.text)
            text = self.text[start:end]
            word = Word(
                len(self.words),
                text,
                text.lower().replace("’", "'"),
                start,
                end,
                group[0].i,
                last.i,
                root.pos_,
                root.tag_,
                root.dep_,
                root.head.i,
                next((t.ent_type_ for t in group if t.ent_type_), ""),
                sent,
                block,
                _within(start, marks),
                is_capital(text) or bool(_ARTICLE.match(text)),
                all(word.is_mark() for word in self.words[opened:]),
            )
            for token in group:
                self.word_of[token.i] = word.i
            self.words.append(word)
        if len(self.words) > opened:
            self.sentences.append((opened, len(self.words)))

    def nameable(self, word: Word) -> bool:
        """Whether the word, by its shape and tag, may belong to a name.

        What opens a sentence has a capital anyway: there its tag must not speak against it,
        unless the same word is a name elsewhere in the article.
        """
        if not word.cap:
            return False
        if word.tag in _CLOSED and not (word.tag in _OPEN and word.ent in _NAMED):
            return False
        if word.initial and word.tag in _ORDINARY and word.ent not in _NAMED:
            return word.low in self.proper or self._is_topic(word)
        return True

    def _is_topic(self, word: Word) -> bool:
        """Whether a colon follows the noun that opens a line."""
        noun = word.tag.startswith("NN") and word.i + 1 < len(self.words)
        return noun and self.words[word.i + 1].text == ":"

    def children(self, word: Word) -> Iterator[Word]:
        """The words of its sentence that the word governs."""
        if not self._below:
            for other in self.words:
                if other.head != other.i and self.words[other.head].sent == other.sent:
                    self._below.setdefault(other.head, []).append(other)
        return iter(self._below.get(word.i, ()))

    def cut(self, first: int, last: int) -> str:
        """The text from word `first` up to word `last`, the latter left out."""
        return self.text[self.words[first].start : self.words[last - 1].end]


def _sentences(span: Span) -> Iterator[list[Token]]:
    """The sentences of a block; none ends without a mark, as the parse sometimes has it."""
    sentence: list[Token] = []
    for part in span.sents:  # type: ignore[attr-defined]
        sentence += part
        last = next((t for t in reversed(sentence) if not t.is_space), None)
        if last is not None and (last.is_punct or last.text.endswith((".", "!", "?"))):
            yield sentence
            sentence = []
    if sentence:
        yield sentence


def _units(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Tokens, those that hyphens join taken together; white space left out."""
    unit: list[Token] = []
    for token in tokens:
        if token.is_space:
            if unit:
                yield unit
            unit = []
            continue
        joined = (
            unit
            and not unit[-1].whitespace_
            and (token.text in _HYPHENS or (unit[-1].text in _HYPHENS and len(unit) > 1))
        )
        if joined:
            unit.append(token)
            continue
        if unit:
            yield unit
        unit = [token]
    if unit:
        yield unit


def _within(offset: int, marks: list[tuple[int, int]]) -> bool:
    """Whether the offset lies in one of the stretches, which are sorted and do not overlap."""
    at = bisect_right(marks, (offset, _FAR)) - 1
    return at >= 0 and marks[at][0] <= offset < marks[at][1]


def _is_heading(words: Sequence[Word], behind: str) -> bool:
    """Whether a block only names what the longer one behind it is about: no verb, no stop."""
    if not 1 < len(words) <= _HEADING or words[-1].is_mark() or not words[0].cap:
        return False
    if any(word.tag in _FINITE for word in words):
        return False
    return len(behind.split()) > 2 * len(words) and behind.endswith(_STOPS)


def _in_capitals(words: Sequence[Word]) -> bool:
    """Whether a block writes (nearly) every longer word with a capital, as headlines do."""
    longer = [w for w in words if len(w.text) > 3 and w.text[:1].isalpha()]
    if len(longer) < 4 or len(words) > 40:
        return False
    share = sum(w.cap for w in longer) / len(longer)
    return share >= (0.95 if words[-1].text == "." else 0.75)
