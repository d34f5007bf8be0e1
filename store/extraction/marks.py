"""Quotation marks: which stretches of a paragraph stand between them; knows no grammar."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from store.records import Block

_CLOSERS = {
    "''": ("''",),
    "``": ("''", "``"),
    '"': ('"',),
    "“": ("”", "“"),
    "„": ("“", "”"),
    "«": ("»",),
    "‘": ("’",),
    "'": ("'",),
    "‹": ("›",),
}
_SAME = ('"', "''", "'")
_OPENER = re.compile(r"''|``|[\"“„«‘'‹]")
_WORD = re.compile(r"\w+", re.UNICODE)
_BEFORE_OPENING = set(" \t\u00a0\u2009([{—–-/:;,\"“‘'…\ufeff")


@dataclass(frozen=True, slots=True)
class Quotation:
    """What stands between two marks, `start` to `end` with the marks themselves.

    `closed` is false where the paragraph ended before a closing mark came; then `end` is
    the paragraph's end.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    mark: str
    closed: bool

    def words(self, text: str) -> list[str]:
        """The words between the marks."""
        return _WORD.findall(text[self.inner_start : self.inner_end])


def quotations(text: str, blocks: Sequence[Block]) -> list[Quotation]:
    """The quotations of all blocks but boilerplate, in the order of the text.

    A mark that is never closed runs to the end of its paragraph only where the next
    paragraph opens with a mark too (speech over several paragraphs) or where it opened
    the paragraph; any other stray mark is passed over, so that it spoils nothing else.
    """
    live = [block for block in blocks if block.kind != "boilerplate"]
    following = {a: b for a, b in pairwise(live)}
    found: list[Quotation] = []
    for block in live:
        after = following.get(block)
        goes_on = after is not None and _OPENER.match(text, after.start) is not None
        found.extend(_in_paragraph(text, block.start, block.end, goes_on))
    return found


def _in_paragraph(text: str, start: int, end: int, goes_on: bool) -> list[Quotation]:
    found: list[Quotation] = []
    at = start
    while (opening := _OPENER.search(text, at, end)) is not None:
        mark, begin, inner = opening[0], opening.start(), opening.end()
        at = inner
        if not _opens(text, begin, inner, start, end, mark):
            continue
        close = _closing(text, inner, end, mark)
        if close is not None:
            found.append(Quotation(begin, close[1], inner, close[0], mark, True))
            at = close[1]
        elif mark not in ("'", "‘", "‹") and (begin == start or goes_on):
            found.append(Quotation(begin, end, inner, end, mark, False))
            at = end
    return found


def _opens(text: str, begin: int, inner: int, start: int, end: int, mark: str) -> bool:
    if inner < end and mark == "«" and text[inner].isspace():
        return inner + 1 < end and not text[inner + 1].isspace()
    if inner >= end or text[inner].isspace():
        return False
    if mark not in _SAME and mark != "‘":
        return True
    return begin == start or text[begin - 1].isspace() or text[begin - 1] in _BEFORE_OPENING


def _closing(text: str, inner: int, end: int, mark: str) -> tuple[int, int] | None:
    """Where the closing mark begins and ends."""
    single = mark in ("'", "‘", "‹")
    at = inner
    while at < end:
        for closer in _CLOSERS[mark]:
            if not text.startswith(closer, at):
                continue
            last = at + len(closer)
            before, after = text[at - 1], text[last] if last < end else " "
            if closer == mark and (before.isspace() or before in "([—") and not after.isspace():
                # An opening mark where a closing one is due: the first was a stray.
                return None
            if single and after.isalnum():
                continue
            if single and before == "s" and after == " " and _closes_later(text, last, end, mark):
                continue
            if at == inner:
                return None
            return at, last
        at += 1
    return None


def _closes_later(text: str, at: int, end: int, mark: str) -> bool:
    """Whether a better closing mark follows: then this one is a plural's apostrophe."""
    closer = _CLOSERS[mark][0]
    rest = text[at:end]
    sentence_end = re.search(r"[.!?,]" + re.escape(closer), rest)
    opener = rest.find(mark) if mark != closer else -1
    return sentence_end is not None and (opener < 0 or sentence_end.start() < opener)
