"""What tells an article from others: the terms it is about, and a sketch of its wording."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterator

from store.extraction.lexicon import words
from store.records import Article, Signature

_WORD = re.compile(r"[^\W\d_][^\W_’'-]*(?:[’'-][^\W\d_]+)*|\d[\d.,]*\d|\d")
_POSSESSIVE = re.compile(r"[’']s?$")
_MOST_TERMS = 80
_SHINGLE = 5
_MOST_SHINGLES = 128


def signature(article: Article) -> Signature:
    """The article's commonest terms and its sketch, both outside boilerplate."""
    running = [_plain(word) for word in _words(article)]
    terms = Counter(_stem(word) for word in running if _tells(word))
    return Signature(tuple(terms.most_common(_MOST_TERMS)), _sketch(running))


def _words(article: Article) -> Iterator[str]:
    for block in article.blocks:
        if block.kind != "boilerplate":
            yield from _WORD.findall(article.text, block.start, block.end)


def _plain(word: str) -> str:
    return _POSSESSIVE.sub("", word).casefold()


def _tells(word: str) -> bool:
    return len(word) > 1 and word not in words("signature", "untelling")


def _stem(word: str) -> str:
    """Without a plural ending: enough to bring *guarantee* and *guarantees* together."""
    return word[:-1] if len(word) > 4 and word.endswith("s") and word[-2] not in "su" else word


def _sketch(running: list[str]) -> tuple[int, ...]:
    """The lowest hashes of all runs of five words (a bottom-k MinHash)."""
    shingles = {
        zlib.crc32(" ".join(running[at : at + _SHINGLE]).encode())
        for at in range(len(running) - _SHINGLE + 1)
    }
    return tuple(sorted(shingles)[:_MOST_SHINGLES])
