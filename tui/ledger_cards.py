"""Cards of what many articles tell together: entries, chains, figures, stories. Pure."""

from __future__ import annotations

from collections.abc import Callable

from store.categories import label
from store.records import Chain, Count, Entry, Evidence, Figure, Story
from tui.marking import Piece
from tui.render import Field, Name, count, labelled
from tui.wrapping import shown

Place = Callable[[str], str]
"""An article in a few words by its id."""

Ledgered = Entry | Chain | Figure | Story


def ledger_title(record: Ledgered) -> str:
    """What stands in the rule over the card."""
    match record:
        case Entry():
            found = count(record.origins, "independent origin")
            differs = f" · differs in {' and '.join(record.differs)}" if record.differs else ""
            return f"entry · {record.verdict} · {found}{differs}"
        case Chain():
            return f"chain · {theme(record)} · {count(len(record.links), 'link')}"
        case Figure():
            return f"figure · {record.verdict} · {count(len(record.values), 'value')}"
        case Story():
            found = count(record.origins, "independent origin")
            return f"story · {count(len(record.sources), 'source')} · {found}"


def ledger_fields(record: Ledgered, name: Name, place: Place) -> list[list[Field]]:
    """The record's parts, in groups that begin a line each."""
    match record:
        case Entry():
            return _entry_fields(record, place)
        case Chain():
            return [[_theme(record)], *([_link(one)] for one in chain_lines(record))]
        case Figure():
            values = [[_value(one, name, place)] for one in record.values]
            return [[[("", ""), (shown(record.subject), "strong")]], *values]
        case Story():
            when = span_of_time(record.first, record.last)
            sources = [[labelled("▌", place(one))] for one in record.sources]
            return [
                [[("", ""), (shown(record.title), "strong")], labelled("date", when)],
                [labelled("outlets", ", ".join(record.outlets))],
                *sources,
            ]


def theme(record: Entry | Chain) -> str:
    """What it is about, in words: *military protection for Ukraine*, *close plant*."""
    words = label(record.theme)
    return f"{words} for {record.beneficiary}" if record.beneficiary else words


def chain_lines(chain: Chain) -> list[str]:
    """A line a link: `2025-03-12 About 15 countries: wants`."""
    return [
        f"{link.date or 'no date'} {', '.join(link.makers)}: {', '.join(link.strengths)}"
        for link in chain.links
    ]


def span_of_time(first: str | None, last: str | None) -> str:
    """One date, or two with a dash between them; "" where there is none."""
    return first or "" if first == last else f"{first}–{last}"


def _theme(record: Entry | Chain) -> Field:
    return [("", ""), (shown(theme(record)), "strong")]


def _link(line: str) -> Field:
    return [("▌", "label"), (f" {shown(line)}", "")]


def _entry_fields(entry: Entry, place: Place) -> list[list[Field]]:
    return [
        [
            labelled("maker", ", ".join(entry.makers), "maker"),
            labelled("for", entry.beneficiary, "beneficiary"),
            labelled("strength", entry.strength),
        ],
        [labelled("action", entry.action, "action"), labelled("class", label(entry.category))],
        [labelled("condition", "; ".join(entry.conditions), "condition")],
        *([_told(one, place)] for one in entry.evidence),
    ]


def _told(one: Evidence, place: Place) -> Field:
    when = one.date or "no date"
    pieces: list[Piece] = [("▌", "label"), (f" {when} {shown(place(one.source))}: ", "quiet")]
    pieces.append((shown(one.trigger), "trigger"))
    pieces.append((f" ({one.strength or one.stance})", ""))
    if one.condition:
        pieces += [(" ", ""), (shown(one.condition), "condition")]
    return pieces


def _value(one: Count, name: Name, place: Place) -> Field:
    who = name(one.actor) if one.actor else None
    by = f", by {who}" if who else ""
    return [
        ("▌", "label"),
        (" ", ""),
        (shown(one.span.text), "strong"),
        (f" {shown(place(one.source))}{shown(by)}", "quiet"),
    ]
