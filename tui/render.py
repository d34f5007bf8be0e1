"""Records as styled text: rows, titles, cards. Pure: no widget, no store, no terminal.

A line is a list of pieces, each a text with tone names; the stylesheet says what a tone
looks like.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from rich.cells import cell_len, chop_cells, set_cell_size

from store.records import Actor, Pledge, Quote, Record, Slot, Source
from tui.marking import STANCES, Piece
from tui.wrapping import shown

DOUBT = 0.6
"""Below this confidence a record carries a mark in lists."""

KINDS = {"direct": "“", "mixed": "‘", "indirect": "·"}
"""The mark of each kind of quote in lists."""

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

Name = Callable[[str], str | None]
"""An actor's name by its id, None where there is no such actor."""


def count(number: int, word: str) -> str:
    """`1 quote`, `2 quotes`, `1,234 quotes`."""
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def date(source: Source) -> str:
    """The article's date as people write it, `~` before what is inferred: `~6 Jan 2026`."""
    if not source.date:
        return ""
    parts = source.date[:10].split("-")
    try:
        numbers = [int(part) for part in parts]
        words = [str(n) for n in numbers[2:]] + [_MONTHS[n - 1] for n in numbers[1:2]]
    except (ValueError, IndexError):
        return source.date
    return ("~" if source.date_how == "inferred" else "") + " ".join([*words, str(numbers[0])])


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


# ------------------------------------------------------------------------------------ rows


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
    whose, room = who(record, name), width - 3
    column = min(room * 2 // 5, 28) if room > 30 else min(cell_len(whose), room * 3 // 5)
    return row(
        [
            (f"{mark}{doubt}", "mark"),
            (_fit(whose, column), ""),
            (" " + shown(what), "quiet"),
        ],
        [],
        width,
    )


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


def _size(pieces: Iterable[Piece]) -> int:
    return sum(cell_len(text) for text, _ in pieces)


def _fit(text: str, width: int) -> str:
    """The text in exactly `width` cells, with an ellipsis where it is cut."""
    if cell_len(text) <= width:
        return set_cell_size(text, width)
    return set_cell_size(set_cell_size(text, width - 1) + "…", width) if width > 0 else ""


# ----------------------------------------------------------------------------------- cards


def card_title(record: Record | None) -> str:
    """What stands in the rule over a record's card."""
    if isinstance(record, Source):
        return f"source · {count(record.quotes, 'quote')} · {count(record.pledges, 'pledge')}"
    if isinstance(record, Actor):
        return f"actor · {record.kind}"
    if isinstance(record, Quote):
        return f"quote · {record.kind} · confidence {_confidence(record)}"
    if isinstance(record, Pledge):
        strength = f" · {record.strength}" if record.strength else ""
        return f"pledge · {record.stance}{strength} · confidence {_confidence(record)}"
    return ""


def card(
    record: Record, name: Name, width: int, rows: int, source: Source | None = None
) -> list[list[Piece]]:
    """A record whole in at most `rows` lines, its parts in the tones that the reader uses.

    What does not fit ends in an ellipsis; why a quote or pledge was found stays in view.
    `source` is the article of a quote or pledge.
    """
    foot: list[list[Piece]] = []
    if isinstance(record, Source):
        groups = _source_fields(record)
    elif isinstance(record, Actor):
        groups = _actor_fields(record)
    else:
        groups = _quote_fields(record, name) if isinstance(record, Quote) else []
        groups = _pledge_fields(record, name) if isinstance(record, Pledge) else groups
        foot = [_foot(record, source, width)]
    lines = [line for group in groups for line in flow(filter(None, group), width)]
    room = max(rows - len(foot), 0)
    if len(lines) > room:  # absent parts are not said, and lines are filled
        fields = [field for group in groups for field in group if field and field[-1] != _ABSENT]
        lines = flow(fields, width)
    if len(lines) > room:
        lines = lines[:room]
        if lines:
            lines[-1] = row([*lines[-1], ("…", "quiet")], [], width)
    return [*lines, *foot]


def _confidence(record: Quote | Pledge) -> str:
    return f"{record.confidence:.2g}" + (" ?" if doubtful(record) else "")


Field = list[Piece]
_ABSENT: Piece = (" —", "quiet")


def _field(label: str, text: str | None, tone: str = "") -> Field:
    return [(label, "label"), (" ", ""), (shown(text), tone)] if text else []


def _part(label: str, slot: Slot | None, tone: str) -> Field:
    """A part of a record; the gap between fragments is shown as an ellipsis in brackets."""
    if not slot:
        return [(label, "label"), _ABSENT]
    field: Field = [(label, "label"), (" ", "")]
    for number, span in enumerate(slot.spans):
        if number:
            field.append((" […] ", "quiet"))
        field.append((shown(span.text), tone))
    return field


def _source_fields(source: Source) -> list[list[Field]]:
    place = source.url or source.path or ""
    home = str(Path.home())
    if place.startswith(home + "/"):
        place = "~" + place.removeprefix(home)
    return [
        [[("", ""), (shown(source.name), "headline")]],
        [
            _field("outlet", source.outlet or "not known"),
            _field("by", source.author),
            _field(source.date_of or "date", date(source) or "not known"),
            _field("credits", ", ".join(source.credits)),
        ],
        [
            _field("words", f"{source.words:,}"),
            _field("language", source.language if source.language != "en" else None),
            _field("from", place),
        ],
    ]


def _actor_fields(actor: Actor) -> list[list[Field]]:
    said = f"{count(actor.quotes, 'quote')}, {count(actor.pledges, 'pledge')}"
    return [
        [
            [("", ""), (shown(actor.name), "strong")],
            _field("country", actor.country if actor.country != actor.name else None),
            _field("has", f"{said}, {count(actor.mentions, 'mention')}"),
        ],
        [_field("roles", "; ".join(actor.roles))],
        [_field("also", "; ".join(actor.aliases))],
    ]


def _quote_fields(quote: Quote, name: Name) -> list[list[Field]]:
    actor = name(quote.actor) if quote.actor else None
    return [
        [
            _part("source", quote.speaker, "speaker"),
            _field("is", actor) if actor and _other(actor, quote.speaker) else [],
            _part("cue", quote.cue, "cue"),
        ],
        [_part("▌", quote.content, "content")],
    ]


def _pledge_fields(pledge: Pledge, name: Name) -> list[list[Field]]:
    names = ", ".join(filter(None, map(name, pledge.actors)))
    makers = [_part("maker" if not n else "and", m, "maker") for n, m in enumerate(pledge.makers)]
    alone = pledge.makers[0] if len(pledge.makers) == 1 else None
    outside = None if _inside(pledge.beneficiary, pledge.action) else pledge.beneficiary
    return [
        [
            *makers,
            _field("is", names) if names and (not alone or _other(names, alone)) else [],
            _part("trigger", pledge.trigger, "trigger"),
        ],
        [
            _overlaid(_part("action", pledge.action, "action"), pledge),
            _part("for", outside, "beneficiary") if outside else [],
        ],
        [_part("condition", pledge.condition, "condition")],
    ]


def _inside(part: Slot | None, whole: Slot | None) -> bool:
    return bool(
        part and whole and any(w.start <= part.start and part.end <= w.end for w in whole.spans)
    )


def _overlaid(field: Field, pledge: Pledge) -> Field:
    """The action's words with the beneficiary that lies in them told apart, as in the text."""
    part, whole = pledge.beneficiary, pledge.action
    if part is None or whole is None or not _inside(part, whole):
        return field
    pieces: Field = []
    spans = iter(whole.spans)
    for text, tone in field:
        if tone == "action":
            span = next(spans)
            if span.start <= part.start < span.end:
                cuts = (0, part.start - span.start, part.end - span.start, len(span.text))
                tones = ("action", "action beneficiary", "action")
                for start, end, own in zip(cuts, cuts[1:], tones, strict=False):
                    pieces.append((shown(span.text[start:end]), own))
                continue
        pieces.append((text, tone))
    return [piece for piece in pieces if piece[0]]


def _foot(record: Quote | Pledge, source: Source | None, width: int) -> list[Piece]:
    """Why it was found, and where: in one line."""
    why = record.why
    reasons = "; ".join(filter(None, (why.rule, why.actor and f"actor by {why.actor}")))
    left: list[Piece] = [("why", "label"), (f" {shown(reasons)}", "quiet")]
    where = f"  {dateline(source)}" if source else ""
    return row(left, [(where, "quiet")], width)


def _other(name: str, slot: Slot | None) -> bool:
    return slot is None or shown(slot.text) != name


def flow(fields: Iterable[Field], width: int) -> list[list[Piece]]:
    """Fields one after the other, three spaces apart, wrapped at words to `width` cells."""
    lines: list[list[Piece]] = [[]]
    used = 0
    for field in fields:
        gap = 3 if used else 0
        words = [(word, tone) for text, tone in field for word in _words(text)]
        for number, (word, tone) in enumerate(words):
            # A label does not stand at the end of a line, away from its words.
            ahead = [text for text, _ in words[number : number + 3]] if tone == "label" else [word]
            if used and used + gap + cell_len("".join(ahead).rstrip()) > width:
                lines.append([])
                used = gap = 0
            if not used and not word.strip():
                continue
            lines[-1].append((" " * gap, ""))
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
