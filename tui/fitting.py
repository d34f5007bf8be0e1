"""Groups of fields fitted into so many lines, nothing cut within a word. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.cells import cell_len

from tui.marking import Piece
from tui.render import Field, flow, shorten

ABSENT: Piece = (" —", "quiet")
"""Ends the field of a part that a record does not have."""

BLANK: Field = [("", "blank")]
"""A group of it alone is an empty line."""


def laid(groups: Iterable[Sequence[Field]], width: int) -> list[list[Piece]]:
    """Each group from a new line on."""
    lines: list[list[Piece]] = []
    for group in groups:
        lines += [[]] if BLANK in group else flow(filter(None, group), width)
    return lines


def fitted(groups: Iterable[Sequence[Field]], own: int, width: int, rows: int) -> list[list[Piece]]:
    """As many groups as `rows` lines hold; the first `own` ones leave each other a line."""
    told = [[field for field in group if field and field[-1] != ABSENT] for group in groups]
    told = [*filter(None, told[:own]), *filter(None, told[own:])]
    kept = sum(1 for group in told[:own] if group)
    lines: list[list[Piece]] = []
    for number, group in enumerate(told):
        room = rows - len(lines) - max(kept - number - 1, 0)
        if room > 0:
            lines += _within_rows(group, width, room)
    return lines[:rows]


def two_columns(
    rows: Iterable[tuple[Sequence[Piece], str]], column: int, width: int
) -> list[list[Piece]]:
    """Each left part in `column` cells, its meaning beside it, or below where there is no room."""
    page: list[list[Piece]] = []
    for left, meaning in rows:
        size = sum(cell_len(text) for text, _ in left)
        lead = [*left, (" " * (column - size), "")]
        if size > column and size + cell_len(meaning) > width:
            page.append([*left])
            lead = [(" " * column, "")]
        for line in flow([[(meaning, "")]], max(width - column, 8)):
            page.append([*lead, *line])
            lead = [(" " * column, "")]
    return page


def _within_rows(group: Sequence[Field], width: int, rows: int) -> list[list[Piece]]:
    """The group in so many lines: its longest fields are shortened, then the rest broken off."""
    lines = flow(group, width)
    longest = max(sum(cell_len(text) for text, _ in field) for field in group)
    for room in range(longest, width // 2, -4):
        if len(lines) <= rows:
            return lines
        lines = flow([_shortened(field, room) for field in group], width)
    lines = flow(group, width) if len(lines) > rows else lines
    if len(lines) > rows:
        lines = lines[:rows]
        lines[-1] = _broken_off(lines[-1], width)
    return lines


def _shortened(field: Field, room: int) -> Field:
    """The field in at most so many cells."""
    left, kept = room, list[Piece]()
    for text, tone in field:
        if cell_len(text) > left:
            kept.append((shorten(text, left), tone))
            break
        kept.append((text, tone))
        left -= cell_len(text)
    return kept


def _broken_off(line: list[Piece], width: int) -> list[Piece]:
    """The line with the sign that more was to come."""
    *before, (text, tone) = line
    size = sum(cell_len(part) for part, _ in before) + cell_len(text.rstrip())
    if text.rstrip().endswith("…"):
        return line
    if size + 2 <= width:
        return [*before, (text.rstrip(), tone), (" …", "quiet")]
    return [*before, (shorten(text.rstrip(), max(cell_len(text.rstrip()) - 1, 1)), tone)]
