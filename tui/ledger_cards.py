"""Cards of what many articles tell together: entries, chains, figures, stories. Pure."""

from __future__ import annotations

from collections.abc import Callable

from store import ledger
from store.categories import label
from store.records import Chain, Count, Entry, Evidence, Figure, Story
from tui.behind import Behind
from tui.marking import Piece
from tui.render import Field, count, dateline, in_words, labelled, offer
from tui.wrapping import shown

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


def ledger_fields(record: Ledgered, behind: Behind) -> list[list[Field]]:
    """The record's parts, in groups that begin a line each."""
    match record:
        case Entry():
            return _entry_fields(record, behind)
        case Chain():
            return [[_theme(record)], *([_link(one)] for one in chain_lines(record, in_words))]
        case Figure():
            values = [[_value(one, behind)] for one in record.values]
            return [[[("", ""), (shown(record.subject), "strong")]], *values]
        case Story():
            when = span_of_time(record.first, record.last, in_words)
            sources = [[labelled("▌", _place(one, behind))] for one in record.sources]
            return [
                [[("", ""), (shown(record.title), "strong")], labelled("date", when)],
                [labelled("outlets", ", ".join(record.outlets))],
                *sources,
            ]


def theme(record: Entry | Chain) -> str:
    """What it is about: *military protection for Ukraine*, or what is to be done."""
    if isinstance(record, Entry):
        return offer(record)
    words = label(record.theme)
    return f"{words} for {record.beneficiary}" if record.beneficiary else words


def chain_lines(chain: Chain, written: Callable[[str], str] = str) -> list[str]:
    """A line a link: `2025-03-12 About 15 countries: wants`; `written` writes its date."""
    dates = [written(link.date) if link.date else "no date" for link in chain.links]
    return [
        f"{date} {', '.join(link.makers)}: {', '.join(link.strengths)}"
        for date, link in zip(dates, chain.links, strict=True)
    ]


def span_of_time(first: str | None, last: str | None, written: Callable[[str], str] = str) -> str:
    """One date, or two with a dash between them; "" where there is none."""
    return "–".join(written(one) for one in dict.fromkeys((first, last)) if one)


def movement(entry: Entry) -> str:
    """Its verdict, how far it bound at each moment, and on how many independent origins.

    `moved: wants 12 Mar 2025 → ready 4 Sep 2025 → agreed 6 Jan 2026 · 3 independent origins`
    """
    steps: list[str] = []
    before = ""
    for when, strengths in ledger.movement(entry):
        how = " and ".join(strengths) or "told"
        if how != before:
            steps.append(" ".join(filter(None, (how, in_words(when)))))
        before = how
    return f"{entry.verdict}: {' → '.join(steps)} · {count(entry.origins, 'independent origin')}"


def told(one: Evidence, behind: Behind, here: str = "") -> Field:
    """A piece of evidence: where and when, its trigger words, how far it binds.

    `here` is the id of the article that it is told for.
    """
    place = "this article" if one.source == here else _place(one.source, behind)
    pieces: list[Piece] = [("▌", "label"), (f" {shown(place)}: ", "quiet")]
    pieces.append((shown(one.trigger), "trigger"))
    pieces.append((f" ({one.strength or one.stance})", ""))
    if one.condition:
        pieces += [(" ", ""), (shown(one.condition), "condition")]
    return pieces


def _place(source_id: str, behind: Behind) -> str:
    source = behind.sources.get(source_id)
    return dateline(source) if source else "an article that cannot be read"


def _theme(record: Entry | Chain) -> Field:
    return [("", ""), (shown(theme(record)), "strong")]


def _link(line: str) -> Field:
    return [("▌", "label"), (f" {shown(line)}", "")]


def _entry_fields(entry: Entry, behind: Behind) -> list[list[Field]]:
    return [
        [
            labelled("maker", ", ".join(entry.makers), "maker"),
            labelled("for", entry.beneficiary, "beneficiary"),
            labelled("strength", entry.strength),
        ],
        [labelled("action", entry.action, "action"), labelled("class", label(entry.category))],
        [labelled("condition", "; ".join(entry.conditions), "condition")],
        [labelled("entry", movement(entry) if entry.stories > 1 else None)],
        *([told(one, behind)] for one in reversed(entry.evidence) if one.source in behind.sources),
    ]


def _value(one: Count, behind: Behind) -> Field:
    who = behind.name(one.actor)
    by = f", by {who}" if who else ""
    return [
        ("▌ ", "label"),
        (shown(one.span.text), "strong"),
        (f" {shown(_place(one.source, behind))}{shown(by)}", "quiet"),
    ]
