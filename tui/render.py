"""Records as styled text: rows, titles, cards. Pure: no widget, no store, no terminal.

A line is a list of pieces, each a text with tone names; the stylesheet says what a tone
looks like.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from rich.cells import cell_len, chop_cells, set_cell_size

from store import categories
from store.notes import Note
from store.records import DOUBT, Actor, Entry, Pledge, Quote, Source
from tui.marking import STANCES, Piece
from tui.wrapping import shown

KINDS = {"direct": "“", "mixed": "‘", "indirect": "·"}
"""The mark of each kind of quote in lists."""

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

Field = list[Piece]
"""A label with its words, which a card flows with others into lines."""

Name = Callable[[str], str | None]
"""An actor's name by its id, None where there is no such actor."""

Noted = Callable[[str], Note | None]
"""What the user says of a record by its id, None where that is nothing."""


def count(number: int, word: str) -> str:
    """`1 quote`, `2 quotes`, `1,234 quotes`."""
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def in_words(iso: str | None) -> str:
    """A date of ISO 8601, to the day or shorter, as people write it: `6 Jan 2026`."""
    if not iso:
        return ""
    parts = iso[:10].split("-")
    try:
        numbers = [int(part) for part in parts]
        words = [str(n) for n in numbers[2:]] + [_MONTHS[n - 1] for n in numbers[1:2]]
    except (ValueError, IndexError):
        return iso
    return " ".join([*words, str(numbers[0])])


def date(source: Source) -> str:
    """The article's date in words, `~` before what is inferred: `~6 Jan 2026`."""
    return _doubted(source, in_words(source.date))


def iso_date(source: Source) -> str:
    """The article's date as tables write it: `~2026-01-06`."""
    return _doubted(source, source.date or "")


def _doubted(source: Source, written: str) -> str:
    return f"~{written}" if written and source.date_how == "inferred" else written


def dateline(source: Source) -> str:
    """Where and when: `Sweden Herald · ~6 Jan 2026`; the file's name for an unknown outlet."""
    place = source.outlet or (source.path or "").rsplit("/", 1)[-1]
    return " · ".join(filter(None, (shown(place), date(source))))


def who(record: Quote | Pledge, name: Name) -> str:
    """The speaker or the makers by name, else by the words that stand for them."""
    if isinstance(record, Quote):
        known = [name(record.actor)] if record.actor else []
        words = [record.speaker] if record.speaker else []
    else:
        known = [name(actor) for actor in record.actors]
        words = list(record.makers)
    named = list(dict.fromkeys(filter(None, known)))
    return shown(", ".join(named or [slot.text for slot in words]) or "unknown")


def doubtful(record: Quote | Pledge) -> bool:
    """Whether its confidence is low enough for the mark."""
    return record.confidence < DOUBT


def yours(note: Note | None) -> str:
    """What the user says of a record, in short: `* + #check`; `*` a bookmark, `+` a note."""
    if note is None:
        return ""
    signs = ["*"] if note.marked else []
    signs += ["+"] if note.text else []
    return shown(" ".join([*signs, *(f"#{one}" for one in note.tags)]))


# ------------------------------------------------------------------------------------ rows


def with_mark(draw: Callable[[int], Sequence[Piece]], note: Note | None, width: int) -> list[Piece]:
    """A row of a list with a mark behind it: `*` for a bookmark, else `+` for a note or tags."""
    if note is None:
        return list(draw(width))
    return [*draw(width - 2), (" *" if note.marked else " +", "mark")]


def source_row(source: Source, width: int) -> list[Piece]:
    """An article in a list: its headline, and its date where there is room."""
    when = date(source) if width >= 34 else ""
    tone = "" if source.title else "quiet"
    return row([(shown(source.name), tone)], [(when, "quiet")], width)


def actor_row(actor: Actor, width: int) -> list[Piece]:
    """An actor in a list: the name, how often it is quoted, how often it pledges."""
    quotes = f"{actor.quotes}q" if actor.quotes else ""
    pledges = f"{actor.pledges}p" if actor.pledges else ""
    tail = f"{quotes:>4}{pledges:>4}" if actor.acts else ""
    return row([(shown(actor.name), "" if actor.acts else "quiet")], [(tail, "quiet")], width)


def said_row(record: Quote | Pledge, name: Name, width: int) -> list[Piece]:
    """A quote or pledge in a list: its mark, who, and the first of what."""
    if isinstance(record, Quote):
        mark, what = KINDS[record.kind], record.content.text
    else:
        mark = STANCES[record.stance]
        what = (record.action or record.trigger).text
    doubt = "?" if doubtful(record) else " "
    return row(
        [
            (f"{mark}{doubt}", "mark"),
            (_whose(who(record, name), width - 2), ""),
            (" " + shown(what), "quiet"),
        ],
        [],
        width,
    )


def _whose(name: str, width: int) -> str:
    """The name in a column of its own, where a row has room for one; else as long as it is."""
    room, name = width - 1, shown(name)
    return _fit(name, min((room * 2 + 4) // 5, 28)) if room > 30 else shorten(name, room * 3 // 5)


def entry_row(entry: Entry, width: int) -> list[Piece]:
    """An entry in a list: the stance last told, who, what for whom, and how sure or how far.

    Right stands the verdict where it tells something (`moved`, `contested`, `2 origins`),
    else, where there is room, the strength.
    """
    verdict: str = entry.verdict if entry.verdict in ("moved", "contested") else ""
    if not verdict and entry.origins > 1 and width >= 34:
        verdict = count(entry.origins, "origin")
    if not verdict and width >= 50:
        verdict = entry.strength or ""
    stance = STANCES[entry.evidence[-1].stance] if entry.evidence else " "
    whose = _whose(", ".join(entry.makers) or "unknown", width - 2)
    what = shown(offer(entry))
    if cell_len(what) > width - 3 - cell_len(whose) - cell_len(verdict):  # the least of it goes
        what = shown(offer(replace(entry, beneficiary=None)))
    return row(
        [(f"{stance} ", "mark"), (whose, ""), (f" {what}", "quiet")], [(verdict, "quiet")], width
    )


def offer(entry: Entry) -> str:
    """What is to be done for whom, in the words of the class of action or of the entry."""
    return categories.offer(entry.category, entry.theme, entry.action, entry.beneficiary)


def emphasise(pieces: Iterable[Piece]) -> list[Piece]:
    """The same row in bold."""
    return [(text, f"{tones} strong".strip()) for text, tones in pieces]


def row(left: Sequence[Piece], right: Sequence[Piece], width: int) -> list[Piece]:
    """Pieces left and right in `width` cells; the left gives way, with an ellipsis.

    What stands right is left out where it would take more than half.
    """
    tail = _size(right)
    if tail > width // 2:
        right, tail = [], 0
    room = width - tail - (1 if tail else 0)
    pieces: list[Piece] = []
    for text, tone in left:
        size = cell_len(text)
        if size > room:
            pieces.append((_fit(text, room), tone))
            room = 0
            break
        pieces.append((text, tone))
        room -= size
    pieces.append((" " * (room + (1 if tail else 0)), ""))
    return [piece for piece in [*pieces, *right] if piece[0]]


def shorten(text: str, width: int) -> str:
    """The text in at most `width` cells, with an ellipsis where it is cut.

    It is cut between words; within one only where none would be left.
    """
    if cell_len(text) <= width:
        return text
    if width < 1:
        return ""
    cut = set_cell_size(text, width - 1)
    whole = cut if text[len(cut) :].startswith(" ") else cut.rpartition(" ")[0]
    return (whole.rstrip(" ,;:·–-") or cut) + "…"


def ending(text: str, width: int) -> str:
    """The end of a text in at most `width` cells, with an ellipsis where it is cut."""
    if cell_len(text) <= width or width < 1:
        return text if width > 0 else ""
    while cell_len(text) > width - 1:
        text = text[1:]
    return f"…{text}"


def _size(pieces: Iterable[Piece]) -> int:
    return sum(cell_len(text) for text, _ in pieces)


def _fit(text: str, width: int) -> str:
    """The text in exactly `width` cells, cut as `shorten` does it."""
    return set_cell_size(shorten(text, width), max(width, 0))


# ------------------------------------------------------------------------------ fields, flow


def labelled(label: str, text: str | None, tone: str = "") -> Field:
    """A labelled text of a card; nothing where there is none."""
    return [(f"{label} ", "label"), (shown(text), tone)] if text else []


def flow(fields: Iterable[Field], width: int) -> list[list[Piece]]:
    """Fields one after the other, three spaces apart, wrapped at words to `width` cells."""
    lines: list[list[Piece]] = [[]]
    used = 0
    for field in fields:
        gap = 3 if used else 0
        words = [(word, tone) for text, tone in field for word in _words(text)]
        for number, (word, tone) in enumerate(words):
            # A label does not stand at the end of a line, away from its words.
            ahead = [text for text, _ in words[number : number + 2]] if tone == "label" else [word]
            if used and used + gap + cell_len("".join(ahead).rstrip()) > width:
                lines.append([])
                used = gap = 0
            if not used and not word.strip():
                continue
            lines[-1].append((" " * gap, tone if tone == "label" else ""))  # one style the less
            used, gap = used + gap, 0
            for part in chop_cells(word, width) if cell_len(word) > width else [word]:
                if used and used + cell_len(part.rstrip()) > width:
                    lines.append([])
                    used = 0
                lines[-1].append((part, tone))
                used += cell_len(part)
    return [merge(line) for line in lines if line]


def merge(pieces: Iterable[Piece]) -> list[Piece]:
    """The same line with neighbours of one tone as one piece."""
    merged: list[Piece] = []
    for text, tone in pieces:
        if merged and merged[-1][1] == tone:
            merged[-1] = (merged[-1][0] + text, tone)
        elif text:
            merged.append((text, tone))
    return merged


def _words(text: str) -> list[str]:
    """The text cut after its spaces."""
    words: list[str] = []
    for part in text.split(" "):
        if words:
            words[-1] += " "
        words.append(part)
    return [word for word in words if word]
