"""Quotation marks: which stretches of a paragraph stand between them; knows no grammar."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from store.records import Block

_CLOSERS = {
    "''": ("''",),
    "``": ("''", "``"),
    '"': ('"', "”", "“"),
    "“": ("”", "“", '"'),
    "”": ("”",),
    "„": ("“", "”", '"'),
    "«": ("»",),
    "»": ("«", "»"),
    "‘": ("’",),
    "‚": ("‘", "’"),
    "'": ("'",),
    "‹": ("›",),
}
_EITHER = ('"', "''", "'", "``", "”", "»", "“")
"""Marks that open or close: their place tells which."""
_SINGLE = ("'", "‘", "‹", "‚")
_ONLY_OPENS = ("“", "„", "«")
_OPENER = re.compile(r"''|``|[\"“”„«»‘‚'‹]")
_DOUBLE = re.compile(r"''|``|[\"“”„«»]")
_WORD = re.compile(r"\w+", re.UNICODE)
_ELISION = re.compile(r"\d|(?:em|til|cause|bout|tis|twas|n|round)\b", re.IGNORECASE)
_BEFORE_OPENING = set("([{—–-/:;,…\"“„«‘'\ufeff")
_SYMBOLS = frozenset({"So", "Sk", "Cf", "Mn"})  # emoji and what joins them
_PARAGRAPHS = 8  # of one speech whose mark opens the first and closes the last, at the most


@dataclass(frozen=True, slots=True)
class Quotation:
    """What stands between two marks, `start` to `end` with the marks themselves.

    `closed` is false where the paragraph ended before a closing mark came; then `end` is
    the paragraph's end. `mark` is empty in a further paragraph that no mark opens.
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
    paragraph opens with a mark too (speech over several paragraphs), where it opened the
    paragraph, or where a later paragraph holds the mark that closes it; any other stray
    mark is passed over, so that it spoils nothing else.
    """
    live = [block for block in blocks if block.kind != "boilerplate"]
    found: list[Quotation] = []
    resume = 0
    for number, block in enumerate(live):
        start = max(block.start, resume)
        if start >= block.end:
            continue
        here, stray = _in_paragraph(text, start, block)
        found.extend(here)
        if stray is None:
            continue
        begin, inner, mark = stray
        after = live[number + 1] if number + 1 < len(live) else None
        goes_on = after is not None and _OPENER.match(text, after.start) is not None
        further = [] if goes_on else _further(text, live[number + 1 :], mark)
        if begin == block.start or goes_on or further or _led(text, begin, block, mark):
            found.append(Quotation(begin, block.end, inner, block.end, mark, False))
        if further:
            found.extend(further)
            resume = further[-1].end
    return found


def lead_of(text: str, start: int, at: int) -> str:
    """What stands before `at`, without the spaces, emoji and the like at its end."""
    end = at
    while end > start and (
        text[end - 1].isspace() or unicodedata.category(text[end - 1]) in _SYMBOLS
    ):
        end -= 1
    return text[start:end]


def _led(text: str, begin: int, block: Block, mark: str) -> bool:
    """Whether a colon or comma leads to a mark that can only open."""
    return mark in _ONLY_OPENS and text[block.start : begin].rstrip()[-1:] in (":", ",")


def _further(text: str, blocks: Sequence[Block], mark: str) -> list[Quotation]:
    """The next paragraphs of a speech up to the one with its closing mark; none without it."""
    found: list[Quotation] = []
    for block in blocks[:_PARAGRAPHS]:
        first = _DOUBLE.search(text, block.start, block.end)
        if first is None:
            found.append(Quotation(block.start, block.end, block.start, block.end, "", False))
            continue
        if first[0] not in _CLOSERS[mark] or not _may_close(
            text, first.start(), first.end(), block.end
        ):
            return []
        if first.start() == block.start:
            return []
        found.append(Quotation(block.start, first.end(), block.start, first.start(), "", True))
        return found
    return []


def _in_paragraph(
    text: str, start: int, block: Block
) -> tuple[list[Quotation], tuple[int, int, str] | None]:
    """The quotations behind `start`, and the last mark that opens and is not closed.

    Behind a mark without a closing one the search goes on: a later pair still counts.
    """
    found: list[Quotation] = []
    stray: tuple[int, int, str] | None = None
    end = block.end
    at = start
    while (opening := _OPENER.search(text, at, end)) is not None:
        mark, begin, inner = opening[0], opening.start(), opening.end()
        at = inner
        if not _opens(text, begin, inner, block.start, end, mark):
            continue
        close = _closing(text, inner, end, mark)
        if close is not None and _wraps(text, inner, close, end):
            continue
        if close is not None:
            found.append(Quotation(begin, close[1], inner, close[0], mark, True))
            at = close[1]
            stray = None
        elif mark not in _SINGLE and stray is None:
            stray = (begin, inner, mark)
    return found, stray


def _wraps(text: str, inner: int, close: tuple[int, int], end: int) -> bool:
    """Whether a mark stands before another pair and what is said about that pair.

    `"“We lost,” she said."`: the outer marks hold the reporter's words too.
    """
    if inner >= end or text[inner] not in "“„«":
        return False
    nested = _closing(text, inner + 1, close[0], text[inner])
    return nested is not None and bool(_WORD.search(text, nested[1], close[0]))


def _opens(text: str, begin: int, inner: int, start: int, end: int, mark: str) -> bool:
    if inner < end and mark == "«" and text[inner].isspace():
        return inner + 1 < end and not text[inner + 1].isspace()
    if inner >= end or text[inner].isspace():
        return False
    if mark in ("‘", "'") and _ELISION.match(text, inner):
        return _closes_soon(text, inner, end, mark)
    if mark not in _EITHER and mark != "‘":
        return True
    if begin == start:
        return True
    before = text[begin - 1]
    if before.isspace() or before in _BEFORE_OPENING:
        return True
    if mark == "“":
        return not before.isalnum() and before not in ".,!?"
    return unicodedata.category(before) in _SYMBOLS


def _closes_soon(text: str, inner: int, end: int, mark: str) -> bool:
    """Whether a mark before a figure closes with punctuation: `‘2 more years,’`, not `‘08`."""
    close = _closing(text, inner, end, mark)
    return close is not None and text[close[0] - 1] in ".,!?"


def _may_close(text: str, at: int, last: int, end: int) -> bool:
    """Whether a mark that also opens stands where it can only close."""
    before, after = text[at - 1], text[last] if last < end else " "
    return not (before.isspace() or before in "([—") and not after.isalnum()


def _closing(text: str, inner: int, end: int, mark: str) -> tuple[int, int] | None:
    """Where the closing mark begins and ends."""
    if all(text.find(closer, inner, end) < 0 for closer in _CLOSERS[mark]):
        return None
    single = mark in _SINGLE
    at = inner
    while at < end:
        nested = _nested(text, at, inner, end, mark)
        if nested is not None:
            at = nested
            continue
        for closer in _CLOSERS[mark]:
            if not text.startswith(closer, at):
                continue
            last = at + len(closer)
            before, after = text[at - 1], text[last] if last < end else " "
            if closer == mark and (before.isspace() or before in "([—") and not after.isspace():
                # An opening mark where a closing one is due: the first was a stray.
                return None
            if closer != _CLOSERS[mark][0] and not _may_close(text, at, last, end):
                continue
            if single and after.isalnum():
                continue
            if single and before == "s" and after == " " and _closes_later(text, last, end, mark):
                continue
            if at == inner:
                return None
            return at, last
        at += 1
    return None


def _nested(text: str, at: int, inner: int, end: int, mark: str) -> int | None:
    """The end of a pair of other marks that opens at `at` inside these, if one does."""
    other = text[at]
    if (mark, other) not in (('"', "“"), ("“", '"')):
        return None
    first = at == inner or text[at - 1].isspace() or text[at - 1] in "(["
    if not first or text[at + 1 : at + 2].isspace():
        return None
    limit = text.find("”", at + 1, end) if other == '"' else end
    close = text.find('"' if other == '"' else "”", at + 1, limit if limit >= 0 else end)
    return close + 1 if close > at + 1 else None


def _closes_later(text: str, at: int, end: int, mark: str) -> bool:
    """Whether a better closing mark follows: then this one is a plural's apostrophe."""
    closer = _CLOSERS[mark][0]
    rest = text[at:end]
    sentence_end = re.search(r"[.!?,]" + re.escape(closer), rest)
    opener = rest.find(mark) if mark != closer else -1
    return sentence_end is not None and (opener < 0 or sentence_end.start() < opener)
