"""The user's own corrections: what each says, and whether it is in force or has no place now."""

from __future__ import annotations

from collections.abc import Iterator

from store.corpus import Corpus
from store.hand.corrections import Overlay
from store.hand.turning import Merge, Recast, Turn
from store.listing import Narrowing
from store.records import Pledge, Quote
from store.views.board import Board, Column, Row, cell, words_of
from store.views.looking import Look

COLUMNS = (
    Column("state", 10, 10),
    Column("of", 6, 6),
    Column("words", 20),
    Column("you say", 14),
    Column("outlet", 8, 20),
)
_TO_LOOK_AT = "to look at"


def boards(corpus: Corpus, narrowing: Narrowing) -> Iterator[Board]:
    """What has no place any more stands first; a query narrows nothing here."""
    hand, look = corpus.hand, Look(corpus)
    adrift = {one.overlay.id: one.why for one in hand.adrift()}
    overlays = [one for one in hand.overlays() if not one.say.empty or one.id in adrift]
    rows = [_said(one, adrift.get(one.id, ""), look) for one in overlays]
    idle = hand.idle()
    rows += [_turned(one, one.id in idle) for one in hand.turned()]
    rows.sort(key=lambda row: row.cells[0].text != _TO_LOOK_AT)
    remark = f"{len(rows):,} corrections, {len(adrift) + len(idle):,} {_TO_LOOK_AT}"
    yield Board(COLUMNS, tuple(rows), remark, "You have corrected nothing yet.")


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
            cell(_TO_LOOK_AT if why else "in force", words, "warning" if why else "quiet"),
            cell(overlay.kind, words),
            cell(told, words),
            cell(says, words, "strong"),
            cell(look.outlet(overlay.source), words),
        ),
        {
            "record": overlay.id,
            "kind": overlay.kind,
            "source": overlay.source,
            "state": _TO_LOOK_AT if why else "in force",
            "why": why or None,
            "words": told,
            "say": overlay.say.document(),
        },
    )


def _turned(one: Turn, idle: bool) -> Row:
    state = _TO_LOOK_AT if idle else "in force"
    why = "no article names it now, " if idle else ""
    if isinstance(one, Merge):
        does, words = f"merged into {one.into.name}", one.name
    elif isinstance(one, Recast):
        does, words = f"kind {one.into.kind}", one.into.name
    else:
        does = f"split off {one.into.name}"
        words = ", ".join(one.forms) or f"in {len(one.sources)} articles"
    return Row(
        one.id,
        (
            cell(state, (), "warning" if idle else "quiet"),
            cell("actor"),
            cell(words),
            cell(f"{why}{does}", (), "strong"),
            cell(""),
        ),
        {**one.document(), "state": state},
    )
