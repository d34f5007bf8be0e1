"""A place of an article with what stands around it, as lines: one piece of its text. Pure.

Where some of the text is left out, an ellipsis says so, and it is cut between words only.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.cells import cell_len, set_cell_size

from store.records import Block
from tui.marking import Piece
from tui.render import shorten
from tui.wrapping import shown, wrap

AROUND = 240
"""Code points of the article that are shown on either side of words, at most."""

CUT = "…"

_MOST = 4
"""Code points that a cell of the screen has room for: more of a place are not looked at."""


def passage(
    lead: str,
    text: str,
    blocks: Sequence[Block],
    place: tuple[int, int],
    width: int,
    rows: int,
    whose: str = "",
) -> list[list[Piece]]:
    """The words at a place, strong, in what has room of their paragraph: `rows` lines at most.

    `lead` says where they are from, `whose` who says or does it; both stand before them.
    Where there is too little room, the words' end gives way only once nothing is left around
    them.
    """
    start, end = place
    head, tail, first, last = _around(text, blocks, start, end)
    room = (width * 2 // 3 if rows > 1 else width // 2) - 2
    whose = shorten(f" · {whose}", room // 2) if whose else ""
    lead = shorten(lead, room - cell_len(whose)) + whose
    told = end - start <= _MOST * width * rows
    words = _words(text[start:end]) if told else _words(text[start:][: _MOST * width * rows])[:-1]
    near, far = (_glued(one, at) for one, at in ((head, -1), (tail, 0)))

    def lines(before: int, held: int, after: int) -> list[list[Piece]]:
        whole = held == len(words) and told
        said = "".join(words[:held])
        said = said if whole else said.rstrip()
        left = "".join(head[len(head) - before :])
        right = "".join(tail[:after]).rstrip() if whole else ""
        cut = CUT if not whole or not last or after < len(tail) else ""
        pieces: list[Piece] = [
            (f"{lead}: " if lead else "", "label"),
            (shown(("" if first and before == len(head) else CUT) + left), "quiet"),
            (shown(said) + ("" if right else cut), "strong"),
            (shown(right) + cut if right else "", "quiet"),
        ]
        return _wrapped(pieces, width)

    def fits(more: int) -> bool:
        return len(lines(*_shared(more, len(head), len(tail), near, far, len(words)))) <= rows

    if fits(0):
        most = _greatest(fits, len(head) + len(tail))
        return lines(*_shared(most, len(head), len(tail), near, far, len(words)))
    held = _greatest(lambda number: len(lines(near, number + 1, 0)) <= rows, len(words) - 1) + 1
    return _cut(lines(near, held, 0), width, rows)


def _around(
    text: str, blocks: Sequence[Block], start: int, end: int
) -> tuple[list[str], list[str], bool, bool]:
    """The words before and after a place in its paragraph, and whether these are all there are."""
    block = next((one for one in blocks if one.start <= start < one.end), None)
    first, last = (block.start, max(block.end, end)) if block else (0, len(text))
    head, tail = text[first:start], text[end:last]
    before, after = _words(head[-AROUND:]), _words(tail[:AROUND])
    if len(head) > AROUND:
        del before[:1]  # it may be cut
    if len(tail) > AROUND:
        del after[-1:]
    return before, after, len(head) <= AROUND, len(tail) <= AROUND


def _words(text: str) -> list[str]:
    """The text cut behind its white space."""
    words: list[str] = []
    for character in text:
        if words and not (words[-1][-1].isspace() and not character.isspace()):
            words[-1] += character
        else:
            words.append(character)
    return words


def _glued(words: Sequence[str], at: int) -> int:
    """How many of the words beside a place belong to a word of it: no space is between."""
    return int(bool(words) and not words[at][at].isspace())


def _shared(
    more: int, heads: int, tails: int, near: int, far: int, held: int
) -> tuple[int, int, int]:
    """How many words stand before, at and after a place, where so many may around it."""
    after = min(tails, max(more // 2, far))
    before = min(heads, max(more - after, near))
    return before, held, min(tails, max(more - before, far))


def _greatest(fits: Callable[[int], bool], most: int) -> int:
    """The greatest number up to `most` that fits; 0 where none does."""
    least = 0
    while least < most:
        middle = (least + most + 1) // 2
        if fits(middle):
            least = middle
        else:
            most = middle - 1
    return least


def _wrapped(pieces: Sequence[Piece], width: int) -> list[list[Piece]]:
    """The pieces in lines that break at spaces only, wherever a piece ends."""
    text = "".join(part for part, _ in pieces)
    lines: list[list[Piece]] = []
    for start, end in wrap(text, 0, len(text), width):
        at, line = 0, []
        for part, tone in pieces:
            held = part[max(start - at, 0) : max(end - at, 0)]
            line += [(held, tone)] if held else []
            at += len(part)
        lines.append(line)
    return lines


def _cut(lines: list[list[Piece]], width: int, rows: int) -> list[list[Piece]]:
    """The first lines; a word that alone takes more is cut."""
    if len(lines) <= rows:
        return lines
    *kept, (text, tone) = lines[rows - 1]
    room = width - sum(cell_len(one) for one, _ in kept) - 1
    return [
        *lines[: rows - 1],
        [*kept, (set_cell_size(text, min(room, cell_len(text))) + CUT, tone)],
    ]
