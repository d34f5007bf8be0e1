"""Records whole, as cards: their parts in the tones that the reader uses. Pure.

A card is made of fields in the order in which they tell: where rows are few, the first
ones win. Of a pledge these are maker, trigger and action; for whom and on what condition;
the ledger's entry where it says more than the pledge; who tells it, deadline, amount,
class; other evidence. Of a quote: source and cue, content, the quote around it, what lies
within. Of an actor: name, country and counts, roles, other names, its entries. What the user
says of a record stands behind its own words. Why a quote or pledge was found, and in which
article, always stands in the last line.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from rich.cells import cell_len

from store.categories import label
from store.hand import YOURS
from store.notes import Note
from store.records import DOUBT, Actor, Entry, Evidence, Pledge, Quote, Record, Slot, Source
from store.spans import GAP
from tui.behind import NOTHING, Behind
from tui.fitting import ABSENT, BLANK, fitted, laid
from tui.ledger_cards import ledger_fields, ledger_title, movement, told
from tui.marking import STANCES, Piece
from tui.reasons import actor_of, reasons, rule_of
from tui.render import (
    KINDS,
    Field,
    count,
    date,
    dateline,
    doubtful,
    in_words,
    labelled,
    offer,
    row,
    who,
)
from tui.wrapping import shown

Room = Literal["little", "some", "all"]
"""How much a card tells: with little room not what can be told from the words themselves."""

_OWN: dict[type, int] = {Quote: 2, Pledge: 3}
"""How many groups of a record's fields are its own words."""


def card_title(record: Record | None, note: Note | None = None) -> str:
    """What stands in the rule over a record's card: the user's marks, then what it is."""
    signs = ["*"] if note and note.marked else []
    signs += [f"#{one}" for one in note.tags] if note else []
    return " · ".join(filter(None, (shown(" ".join(signs)), _title(record))))


def _title(record: Record | None) -> str:
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


def card(record: Record, width: int, rows: int, behind: Behind = NOTHING) -> list[list[Piece]]:
    """The most telling of a record in at most `rows` lines of `width` cells.

    Where not all has room, nothing is said that the words themselves tell, what is left
    ends in an ellipsis between words, and the last line names the key that shows all.
    """
    room = max(rows - isinstance(record, Quote | Pledge), 0)
    lines = laid(_groups(record, behind, "some"), width)
    cut = len(lines) > room
    if cut:
        lines = fitted(_groups(record, behind, "little"), _OWN.get(type(record), 1), width, room)
    if isinstance(record, Quote | Pledge):
        return [*lines, _foot(record, behind.source, width, cut)]
    if cut and lines:
        lines[-1] = row(lines[-1], [_hint(2)], width)
    return lines


def whole(record: Record, width: int, behind: Behind = NOTHING) -> list[list[Piece]]:
    """Everything about a record, in as many lines as that takes."""
    groups = _groups(record, behind, "all")
    if isinstance(record, Quote | Pledge):
        groups += [[BLANK], *_why(record)]
        source = behind.source
        if source:
            groups += [[labelled("article", source.name)], [labelled("where", dateline(source))]]
    return laid(groups, width)


def _confidence(record: Quote | Pledge) -> str:
    return f"{record.confidence:.2g}" + (" ?" if doubtful(record) else "")


def _hint(gap: int) -> Piece:
    from tui import keys  # here: commands draw cards, too, and start without Textual

    return f"{' ' * gap}{keys.names(keys.find('read.card'))[0]}: all", "quiet"


def _foot(record: Quote | Pledge, source: Source | None, width: int, cut: bool) -> list[Piece]:
    """Why it was found, and where: in one line."""
    left: list[Piece] = [("why", "label"), (f" {shown(reasons(record))}", "quiet")]
    right: list[Piece] = [(f"  {dateline(source)}", "quiet")] if source else []
    hint: list[Piece] = [_hint(2)] if cut else []
    if sum(cell_len(text) for text, _ in (*right, *hint)) > width // 2:
        right = []
    return row(left, [*right, *hint], width)


# ---------------------------------------------------------------------------------- groups


def _groups(record: Record, behind: Behind, room: Room) -> list[list[Field]]:
    """The record's fields in the order in which they tell, in groups that begin a line each."""
    short = room == "little"
    match record:
        case Source():
            groups = _of_source(record, behind)
        case Actor():
            groups = _of_actor(record, behind)
        case Quote():
            groups = _of_quote(record, behind, short)
        case Pledge():
            groups = _of_pledge(record, behind, room)
        case _:
            groups = ledger_fields(record, behind)
    if behind.left:
        groups.append([labelled("▌", f"and {count(behind.left, 'article')} more")])
    if behind.said:
        mark: Field = [("* bookmarked", "label")] if behind.said.marked else []
        tags = labelled("tags", " ".join(behind.said.tags))
        yours = [mark, tags, labelled("note", behind.said.text)]
        groups.insert(_OWN.get(type(record), 1), yours)
    groups += [[[("unreadable: ", "warning"), (shown(said), "")]] for said in behind.unread]
    return groups


def _part(name: str, slot: Slot | None, tone: str) -> Field:
    """A part of a record; the gap between fragments is shown as an ellipsis in brackets."""
    if not slot:
        return [(name, "label"), ABSENT]
    field: Field = [(f"{name} ", "label")]
    for number, span in enumerate(slot.spans):
        if number:
            field.append((GAP, "quiet"))
        field.append((shown(span.text), tone))
    return field


def _of_source(source: Source, behind: Behind) -> list[list[Field]]:
    place = source.url or source.path or ""
    home = str(Path.home())
    if place.startswith(home + "/"):
        place = "~" + place.removeprefix(home)
    story, told_by = behind.story, ""
    if story and len(story.sources) > 1:
        origins = count(story.origins, "independent origin")
        title = story.title if story.title != source.title else ""
        said = (count(len(story.sources), "article"), origins, title)
        told_by = " · ".join(filter(None, said))
    return [
        [[("", ""), (shown(source.name), "headline")]],
        [
            labelled("outlet", source.outlet or "not known"),
            labelled("by", source.author),
            labelled(source.date_of or "date", date(source) or "not known"),
            labelled("credits", ", ".join(source.credits)),
        ],
        [labelled("story", told_by)],
        [
            labelled("words", f"{source.words:,}"),
            labelled("language", source.language if source.language != "en" else None),
            labelled("from", place),
        ],
    ]


def _of_actor(actor: Actor, behind: Behind) -> list[list[Field]]:
    has = [count(actor.quotes, "quote"), count(actor.pledges, "pledge")]
    has.append(count(actor.mentions, "mention"))
    if behind.articles:
        has[-1] += f" in {count(behind.articles, 'article')}"
    return [
        [
            [("", ""), (shown(actor.name), "strong")],
            labelled("country", actor.country if actor.country != actor.name else None),
            labelled("has", ", ".join(has)),
        ],
        [labelled("roles", "; ".join(actor.roles))],
        [labelled("also", "; ".join(actor.aliases))],
        *([labelled("▌", _stand(one, actor))] for one in behind.entries),
    ]


def _stand(entry: Entry, actor: Actor) -> str:
    """An entry of an actor's: `6 Jan 2026 ready: accept an agreement`."""
    makers = "" if actor.id in entry.actors else f"{', '.join(entry.makers)}:"
    how = f"{entry.strength or 'told'}:"
    return " ".join(filter(None, (in_words(entry.date), makers, how, offer(entry))))


def _of_quote(quote: Quote, behind: Behind, short: bool) -> list[list[Field]]:
    around = behind.quote
    return [
        [
            _part("source", quote.speaker, "speaker"),
            _who_is([quote.actor], [quote.speaker], behind, short),
            _part("cue", quote.cue, "cue"),
        ],
        [_part("▌", quote.content, "content")],
        [labelled("inside a quote of", f"{_teller(around, behind)}" if around else None)],
        *([_within(one, behind)] for one in behind.within),
    ]


def _within(record: Quote | Pledge, behind: Behind) -> Field:
    """A quote or pledge that lies in a quote's content."""
    if isinstance(record, Quote):
        mark, words = KINDS[record.kind], record.content
    else:
        mark, words = STANCES[record.stance], record.action or record.trigger
    return [
        ("holds", "label"),
        (f" {mark} ", "mark"),
        (who(record, behind.name), ""),
        (f": {shown(words.told)}", "quiet"),
    ]


def _of_pledge(pledge: Pledge, behind: Behind, room: Room) -> list[list[Field]]:
    short = room == "little"
    makers = [_part("maker" if not n else "and", m, "maker") for n, m in enumerate(pledge.makers)]
    entry = behind.entry
    nobody = None if short else "the article itself"
    by = _teller(behind.quote, behind) if behind.quote else nobody
    ledger = [[labelled("entry", movement(entry))]] if entry else []
    more: list[list[Field]] = [
        [
            labelled("told by", by),
            _part("deadline", pledge.deadline, "") if pledge.deadline else [],
            _part("amount", pledge.amount, "") if pledge.amount else [],
            labelled("class", label(pledge.category)),
        ]
    ]
    telling = entry is not None and entry.verdict != "single"
    return [
        [
            *(makers or [[("maker", "label"), ABSENT]]),
            _who_is(pledge.actors, pledge.makers, behind, short),
            _part("trigger", pledge.trigger, "trigger"),
        ],
        [_overlaid(_part("action", pledge.action, "action"), pledge), _for(pledge, behind, short)],
        [_part("condition", pledge.condition, "condition")],
        *(ledger + more if telling else more + ledger),
        *([told(one, behind, pledge.source)] for one in _others(pledge, behind, room)),
    ]


def _others(pledge: Pledge, behind: Behind, room: Room) -> list[Evidence]:
    """The other evidence of its entry, other articles first; a card is about these only."""
    evidence = behind.entry.evidence if behind.entry else ()
    others = [
        one
        for one in reversed(evidence)
        if one.pledge != pledge.id and one.source in behind.sources
        if one.source != pledge.source or room == "all"
    ]
    return sorted(others, key=lambda one: one.source == pledge.source)


def _for(pledge: Pledge, behind: Behind, short: bool) -> Field:
    """For whom, with the actor behind the words."""
    target, slot = behind.name(pledge.target), pledge.beneficiary
    if slot is None:
        return labelled("for", target)
    if short and _inside(slot, pledge.action):
        return []
    field = _part("for", slot, "beneficiary")
    if target and target.casefold() not in slot.text.casefold():
        field.append((f" ({shown(target)})", "quiet"))
    return field


def _teller(quote: Quote, behind: Behind) -> str:
    """Who says a quote, by name, else by the article's words."""
    return who(quote, behind.name) if quote.actor or quote.speaker else "somebody unnamed"


def _who_is(
    actors: Sequence[str | None], slots: Sequence[Slot | None], behind: Behind, short: bool
) -> Field:
    """The actors behind the words, where the words do not say it: name, kind, country."""
    known = [behind.actors[one] for one in actors if one and one in behind.actors]
    words = [_bare(slot.text) for slot in slots if slot]
    if not known or [_bare(actor.name) for actor in known] == words:
        return []
    if short:
        return labelled("is", ", ".join(actor.name for actor in known))
    pieces: Field = [("is ", "label")]
    for number, actor in enumerate(known):
        country = actor.country if actor.country != actor.name else None
        about = ", ".join(filter(None, (actor.kind, country)))
        pieces += [(", " if number else "", ""), (shown(actor.name), ""), (f" ({about})", "quiet")]
    return [piece for piece in pieces if piece[0]]


def _bare(name: str) -> str:
    """A name as it is compared: *the European Union* is the *European Union*."""
    return shown(name).casefold().removeprefix("the ")


def _inside(part: Slot, whole: Slot | None) -> bool:
    return whole is not None and any(
        span.start <= part.start and part.end <= span.end for span in whole.spans
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


def _why(record: Quote | Pledge) -> list[list[Field]]:
    """Why it was extracted, a line a reason."""
    rule = rule_of(record)
    yours = record.why.rule == YOURS
    if isinstance(record, Quote) and not yours:
        rule = f"the rule “{rule}”"
    words = f", in the words “{record.why.words}”" if record.why.words else ""
    doubt = f" (doubtful: below {DOUBT})" if doubtful(record) else ""
    return [
        [labelled("set right", "by you") if yours else labelled("found by", rule + words)],
        [labelled("actor", actor_of(record) or "none named")],
        [labelled("confidence", f"{record.confidence:.2g}{doubt}")],
    ]
