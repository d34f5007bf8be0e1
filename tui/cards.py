"""Records whole, as cards: their parts in the tones that the reader uses. Pure."""

from __future__ import annotations

from pathlib import Path

from store.records import (
    Actor,
    Pledge,
    Quote,
    Record,
    Slot,
    Source,
)
from tui.ledger_cards import Place, ledger_fields, ledger_title
from tui.marking import Piece
from tui.render import Field, Name, count, date, dateline, doubtful, flow, labelled, row
from tui.wrapping import shown


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
    return ledger_title(record) if record else ""


def card(
    record: Record,
    name: Name,
    width: int,
    rows: int,
    source: Source | None = None,
    place: Place = str,
) -> list[list[Piece]]:
    """A record whole in at most `rows` lines, its parts in the tones that the reader uses.

    What does not fit ends in an ellipsis; why a quote or pledge was found stays in view.
    `source` is the article of a quote or pledge, `place` tells an article by its id.
    """
    foot: list[list[Piece]] = []
    match record:
        case Source():
            groups = _source_fields(record)
        case Actor():
            groups = _actor_fields(record)
        case Quote():
            groups = _quote_fields(record, name)
            foot = [_foot(record, source, width)]
        case Pledge():
            groups = _pledge_fields(record, name)
            foot = [_foot(record, source, width)]
        case _:
            groups = ledger_fields(record, name, place)
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


_ABSENT: Piece = (" —", "quiet")


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
            labelled("outlet", source.outlet or "not known"),
            labelled("by", source.author),
            labelled(source.date_of or "date", date(source) or "not known"),
            labelled("credits", ", ".join(source.credits)),
        ],
        [
            labelled("words", f"{source.words:,}"),
            labelled("language", source.language if source.language != "en" else None),
            labelled("from", place),
        ],
    ]


def _actor_fields(actor: Actor) -> list[list[Field]]:
    said = f"{count(actor.quotes, 'quote')}, {count(actor.pledges, 'pledge')}"
    return [
        [
            [("", ""), (shown(actor.name), "strong")],
            labelled("country", actor.country if actor.country != actor.name else None),
            labelled("has", f"{said}, {count(actor.mentions, 'mention')}"),
        ],
        [labelled("roles", "; ".join(actor.roles))],
        [labelled("also", "; ".join(actor.aliases))],
    ]


def _quote_fields(quote: Quote, name: Name) -> list[list[Field]]:
    actor = name(quote.actor) if quote.actor else None
    return [
        [
            _part("source", quote.speaker, "speaker"),
            labelled("is", actor) if actor and _other(actor, quote.speaker) else [],
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
            labelled("is", names) if names and (not alone or _other(names, alone)) else [],
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
