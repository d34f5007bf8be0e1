"""What the user corrected, bookmarked, noted, tagged: what each says, whether it has a place now.

A quote or pledge that was corrected has one row, with what is noted on it.
"""

from __future__ import annotations

from collections.abc import Iterator

from store import categories
from store.corpus import Corpus
from store.hand.corrections import Overlay
from store.hand.turning import Merge, Recast, Split, Turn
from store.listing import ALL, Narrowing
from store.names import fold
from store.notes import Note
from store.plurals import count
from store.records import (
    KINDS,
    Actor,
    Chain,
    Entry,
    Figure,
    Pledge,
    Quote,
    Record,
    Source,
    Story,
)
from store.spans import pieced
from store.views import gone
from store.views.board import Board, Column, Row, Words, cell, words_of
from store.views.looking import Look

COLUMNS = (
    Column("state", 10, 10),
    Column("of", 6, 6),
    Column("words", 20),
    Column("you say", 26),
    Column("outlet", 8, 20),
)
_TO_LOOK_AT, _IN_FORCE, _MARKED = "to look at", "in force", "marked"
_ORDER = (_TO_LOOK_AT, _IN_FORCE, _MARKED)
_GONE = "it is not in the store now"


def boards(corpus: Corpus, narrowing: Narrowing) -> Iterator[Board]:
    """What has no place any more stands first."""
    hand, look = corpus.hand, Look(corpus)
    asked = _Asked(corpus, narrowing, look)
    adrift = {one.overlay.id: one.why for one in hand.adrift()}
    overlays = [one for one in hand.overlays() if not one.say.empty or one.id in adrift]
    overlays = [one for one in overlays if asked.said(one)]
    rows = [_said(one, adrift.get(one.id, ""), look) for one in overlays]
    idle = hand.idle()
    turns = [one for one in hand.turned() if asked.turned(one)]
    rows += [_turned(one, one.id in idle, look) for one in turns]
    corrections, shown = len(rows), {one.id for one in overlays}
    notes = (one for one in corpus.notes().values() if one.id not in shown and asked.marked(one))
    rows += [_marked(one, look) for one in notes]
    rows.sort(key=lambda row: _ORDER.index(row.cells[0].text))
    astray = sum(row.cells[0].text == _TO_LOOK_AT for row in rows)
    counts = [count(corrections, "correction")]
    counts += [f"{len(rows) - corrections:,} marked"] if len(rows) > corrections else []
    remark = ", ".join([*counts, f"{astray:,} {_TO_LOOK_AT}"])
    nothing = "You have corrected and marked nothing yet."
    if narrowing != ALL:
        nothing = "Nothing that you corrected or marked is about this."
    yield Board(COLUMNS, tuple(rows), remark, nothing)


class _Asked:
    """What of the corrections and marks a narrowing leaves."""

    def __init__(self, corpus: Corpus, narrowing: Narrowing, look: Look) -> None:
        self._corpus, self._narrowing, self._look = corpus, narrowing, look
        self._known = {kind: corpus.listing(kind, narrowing) for kind in KINDS}
        self._all = narrowing == ALL

    def said(self, one: Overlay) -> bool:
        """Whether one of a quote or pledge is left; what is not in the store has its own words."""
        if self._all or self._known[one.kind].holds(one.id):
            return True
        if not one.say.rejected and self._look.corpus.get(one.id) is not None:
            return False
        found = one.found
        ids = [found.actor] if isinstance(found, Quote) else [*found.actors]
        actors = [actor for each in ids if (actor := self._look.actor(each))]
        names = [name for actor in actors for name in (actor.name, *actor.aliases)]
        return (
            self._narrowing.actor in (None, *ids)
            and self._narrowing.source in (None, one.source)
            and gone.holds(self._narrowing.query, found, names, self._corpus)
        )

    def marked(self, one: Note) -> bool:
        """Whether a marked record is left; one that has gone is found by what is said of it."""
        if self._all or self._known[one.kind].holds(one.id):
            return True
        if self._look.corpus.get(one.id) is not None or self._narrowing.actor is not None:
            return False
        return gone.named(self._narrowing.query, [one.text, *one.tags])

    def turned(self, one: Turn) -> bool:
        """Whether one of an actor is left: found by the actor that it made, or by its names."""
        if self._all or self._known["actor"].holds(one.into.id):
            return True
        names = [one.into.name, *_before(one)]
        is_whose = self._narrowing.actor in (None, one.actor, one.into.id)
        return is_whose and gone.named(self._narrowing.query, names)


def _marked(note: Note, look: Look) -> Row:
    """What is bookmarked, noted or tagged; a record that has gone keeps what was said of it."""
    record = look.corpus.get(note.id)
    words = look.behind(record) if record else []
    state, why = (_MARKED, "") if record else (_TO_LOOK_AT, _GONE)
    told = _called(record, look) if record else note.id
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


def _called(record: Record, look: Look) -> str:
    """A record in its own words."""
    match record:
        case Source() | Actor():
            return record.name
        case Quote():
            return record.content.told
        case Pledge():
            slots = (record.trigger, record.action)
            return pieced(span for slot in slots if slot for span in slot.spans)
        case Entry():
            what = categories.offer(
                record.category, record.theme, record.action, record.beneficiary
            )
            return f"{', '.join(record.makers) or 'unknown'}: {what}"
        case Chain():
            return look.offered(record)
        case Figure():
            return record.subject
        case Story():
            return record.title


def _said(overlay: Overlay, why: str, look: Look) -> Row:
    record = None if overlay.say.rejected else look.corpus.get(overlay.id)
    found = overlay.found
    words = (words_of(record),) if isinstance(record, Quote | Pledge) else _stood(overlay, look)
    slots = [found.content] if isinstance(found, Quote) else [found.trigger, found.action]
    told = pieced(span for slot in slots if slot for span in slot.spans)
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


def _stood(overlay: Overlay, look: Look) -> tuple[Words, ...]:
    """Where the words of what was rejected stand, as long as the article's text is the same."""
    source = look.source(overlay.source)
    same = overlay.say.rejected and source and source.content_hash == overlay.text
    return (Words(overlay.source, *overlay.found.extent),) if same else ()


def _turned(one: Turn, idle: bool, look: Look) -> Row:
    at = _named(one, look)
    state = _TO_LOOK_AT if idle else _IN_FORCE
    why = "no article names it now, " if idle else ""
    if isinstance(one, Merge):
        does, words = f"merged into {one.into.name}", one.name
    elif isinstance(one, Recast):
        does, words = f"kind {one.into.kind}", one.into.name
    else:
        does = f"split off {one.into.name}"
        words = ", ".join(one.forms) or f"in {count(len(one.sources), 'article')}"
    return Row(
        one.id,
        (
            cell(state, at, "warning" if idle else "quiet"),
            cell("actor", at),
            cell(words, at),
            cell(f"{why}{does}", at, "strong"),
            cell(""),
        ),
        {**one.document(), "state": state},
        record=one.into.id if look.actor(one.into.id) else None,
    )


def _named(one: Turn, look: Look) -> tuple[Words, ...]:
    """Where the actor that it made is named first, by a name that it is about where one is."""
    places = look.corpus.named_at(one.into.id)
    about = {fold(name) for name in _before(one)}
    told = (at for at in places if fold(look.text(at[0])[at[1] : at[2]]) in about)
    place = next(told, places[0] if places else None)
    return (Words(*place),) if place else ()


def _before(one: Turn) -> tuple[str, ...]:
    """What the actor that it is about was called."""
    if isinstance(one, Merge):
        return (one.name,)
    return one.forms if isinstance(one, Split) else ()
