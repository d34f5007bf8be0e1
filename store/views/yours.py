"""What the user corrected, bookmarked, noted, tagged: what each says, whether it has a place now.

A quote or pledge that was corrected has one row, with what is noted on it.
"""

from __future__ import annotations

from collections.abc import Iterator

from store.categories import label
from store.corpus import Corpus
from store.hand.corrections import Overlay
from store.hand.turning import Merge, Split
from store.listing import Narrowing
from store.notes import Note
from store.records import Actor, Chain, Entry, Figure, Pledge, Quote, Record, Source, Story
from store.views.board import Board, Column, Row, cell, words_of
from store.views.ledger import offer
from store.views.looking import Look

COLUMNS = (
    Column("state", 10, 10),
    Column("of", 6, 6),
    Column("words", 20),
    Column("you say", 14),
    Column("outlet", 8, 20),
)
_TO_LOOK_AT, _IN_FORCE, _MARKED = "to look at", "in force", "marked"
_ORDER = (_TO_LOOK_AT, _IN_FORCE, _MARKED)
_GONE = "it is not in the store now"


def boards(corpus: Corpus, narrowing: Narrowing) -> Iterator[Board]:
    """What has no place any more stands first; a query narrows nothing here."""
    hand, look = corpus.hand, Look(corpus)
    adrift = {one.overlay.id: one.why for one in hand.adrift()}
    overlays = [one for one in hand.overlays() if not one.say.empty or one.id in adrift]
    rows = [_said(one, adrift.get(one.id, ""), look) for one in overlays]
    merges, splits = hand.turned()
    idle = hand.idle()
    turns: list[Merge | Split] = [*merges, *splits]
    rows += [_turned(one, one.id in idle, look) for one in turns]
    corrections, shown = len(rows), {one.id for one in overlays}
    rows += [_marked(one, look) for one in corpus.notes().values() if one.id not in shown]
    rows.sort(key=lambda row: _ORDER.index(row.cells[0].text))
    astray = sum(row.cells[0].text == _TO_LOOK_AT for row in rows)
    counts = [f"{corrections:,} corrections"]
    counts += [f"{len(rows) - corrections:,} marked"] if len(rows) > corrections else []
    remark = ", ".join([*counts, f"{astray:,} {_TO_LOOK_AT}"])
    yield Board(COLUMNS, tuple(rows), remark, "You have corrected and marked nothing yet.")


def _marked(note: Note, look: Look) -> Row:
    """What is bookmarked, noted or tagged; a record that has gone keeps what was said of it."""
    record = look.corpus.get(note.id)
    words = look.behind(record) if record else []
    state, why = (_MARKED, "") if record else (_TO_LOOK_AT, _GONE)
    told = _called(record) if record else note.id
    source = words[0].source if words else None
    return Row(
        note.id,
        (
            cell(state, words, "quiet" if record else "warning"),
            cell(note.kind, words),
            cell(told, words),
            cell(", ".join(filter(None, (why, note.line))), words, "strong"),
            cell(look.outlet(source) if source else "", words),
        ),
        {
            "record": note.id,
            "kind": note.kind,
            "source": source,
            "state": state,
            "why": why or None,
            "words": told,
            "say": {"note": note.text or None, "tags": [*note.tags], "bookmarked": note.marked},
        },
        record=note.id,
    )


def _called(record: Record) -> str:
    """A record in its own words."""
    match record:
        case Source() | Actor():
            return record.name
        case Quote():
            return record.content.text
        case Pledge():
            return f"{record.trigger.text} {record.action.text if record.action else ''}".rstrip()
        case Entry():
            what = offer(record.category, record.theme, record.action, record.beneficiary)
            return f"{', '.join(record.makers) or 'unknown'}: {what}"
        case Chain():
            what = label(record.theme)
            return offer(record.category, record.theme, what, record.beneficiary)
        case Figure():
            return record.subject
        case Story():
            return record.title


def _said(overlay: Overlay, why: str, look: Look) -> Row:
    record = None if overlay.say.rejected else look.corpus.get(overlay.id)
    words = (words_of(record),) if isinstance(record, Quote | Pledge) else ()
    found = overlay.found
    told = found.content.text if isinstance(found, Quote) else found.trigger.text
    if isinstance(found, Pledge) and found.action:
        told = f"{told} {found.action.text}"
    note = look.corpus.note(overlay.id)
    says = ", ".join(filter(None, (why, *overlay.say.told(), note.line if note else "")))
    return Row(
        overlay.id,
        (
            cell(_TO_LOOK_AT if why else _IN_FORCE, words, "warning" if why else "quiet"),
            cell(overlay.kind, words),
            cell(told, words),
            cell(says, words, "strong"),
            cell(look.outlet(overlay.source), words),
        ),
        {
            "record": overlay.id,
            "kind": overlay.kind,
            "source": overlay.source,
            "state": _TO_LOOK_AT if why else _IN_FORCE,
            "why": why or None,
            "words": told,
            "say": overlay.say.document(),
        },
        record=overlay.id,
    )


def _turned(one: Merge | Split, idle: bool, look: Look) -> Row:
    state = _TO_LOOK_AT if idle else _IN_FORCE
    into = one.into.id if look.actor(one.into.id) else None
    why = "no article names it now, " if idle else ""
    if isinstance(one, Merge):
        does, words = "merged into", one.name
    else:
        does, words = "split off", ", ".join(one.forms) or f"in {len(one.sources)} articles"
    return Row(
        one.id,
        (
            cell(state, (), "warning" if idle else "quiet"),
            cell("actor"),
            cell(words),
            cell(f"{why}{does} {one.into.name}", (), "strong"),
            cell(""),
        ),
        {**one.document(), "state": state},
        record=into,
    )
