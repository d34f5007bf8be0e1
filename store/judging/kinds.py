"""What the text itself shows of a quote: between which marks it stands, its core of letters.

Reads marks by rules of its own, not by those of the extraction that it judges.
"""

from __future__ import annotations

import re
from functools import lru_cache

KINDS = ("direct", "mixed", "indirect")

Offsets = frozenset[int]

# Opening mark -> the marks that close it. `''` and the like stand for double marks in
# some newspapers' archives. Longer marks are tried first.
_DOUBLE = {
    "''": ("''",),
    "``": ("''", "``"),
    '"': ('"',),
    "“": ("”",),
    "„": ("“", "”"),
    "«": ("»",),
}
_SINGLE = {"‘": ("’",), "'": ("'",), "‹": ("›",)}
_STRAIGHT = ("''", '"', "'")
_MARKS = frozenset("“”„«»\"‘’'‹›`")
_PARAGRAPH = re.compile(r"[^\r\n]+")


@lru_cache(maxsize=1)
def _quoted_offsets(text: str) -> Offsets:
    """Offsets that lie between quotation marks, the marks included.

    Each paragraph (line) is read for itself. A double mark that is not closed runs to
    the end of its paragraph, as in a quotation of several paragraphs; a single one that
    is not closed is an apostrophe. Marks inside a quotation do not nest.
    """
    inside: set[int] = set()
    for paragraph in _PARAGRAPH.finditer(text):
        i, end = paragraph.span()
        while i < end:
            stop = _quotation_end(text, i, end)
            inside.update(range(i, stop))
            i = max(stop, i + 1)
    return frozenset(inside)


def _quotation_end(text: str, i: int, end: int) -> int:
    """Where the quotation that opens at `i` ends; `i` itself where none opens."""
    for marks in (_DOUBLE, _SINGLE):
        for mark, closers in marks.items():
            if not text.startswith(mark, i):
                continue
            after = i + len(mark)
            within_word = text[i - 1 : i].isalnum() or not text[after : after + 1].strip()
            if within_word and (mark in _STRAIGHT or marks is _SINGLE):
                continue
            for j in range(after, end):
                for closer in closers:
                    last = j + len(closer)
                    # A single mark before a letter is an apostrophe.
                    letter = marks is _SINGLE and text[last : last + 1].isalnum()
                    if text.startswith(closer, j) and not letter:
                        return min(last, end)
            if marks is _DOUBLE:
                return end
    return i


def derive_kind(text: str, content: Offsets) -> str:
    """The kind that the text itself shows.

    direct: begins and ends at quotation marks (in it or just outside), every letter
    between marks; mixed: some letters are; indirect: none, or the whole is a clause from
    the middle of somebody's quotation. A "that" before the rest does not count.
    """
    quoted = _quoted_offsets(text)
    letters = sorted(content_core(text, content))
    marked = sum(i in quoted for i in letters)
    if not marked:
        return "indirect"
    if marked < len(letters):
        return "mixed"
    starts = _touches_mark(text, letters[0], -1)
    ends = _touches_mark(text, letters[-1], +1)
    if starts and ends:
        return "direct"
    return "mixed" if starts or ends else "indirect"


def _touches_mark(text: str, i: int, step: int) -> bool:
    """Whether a mark, or the paragraph's end, follows `i` with only punctuation between.

    `step` is the direction, +1 or -1.
    """
    i += step
    while 0 <= i < len(text) and not text[i].isspace() and not text[i].isalnum():
        if text[i] in _MARKS:
            return True
        i += step
    return step > 0 and (i >= len(text) or text[i] in "\r\n")


def content_core(text: str, content: Offsets) -> Offsets:
    """Letters and digits of a content, without a leading "that"."""
    core = sorted(i for i in content if text[i].isalnum())
    head = core[:4]
    if "".join(text[i] for i in head).lower() == "that" and head[-1] - head[0] == 3:
        after = head[-1] + 1
        if after == len(text) or not text[after].isalnum():
            core = core[4:] or core
    return frozenset(core)
