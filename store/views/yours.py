"""The user's own corrections: what each says, and whether it is in force or has no place now."""

from __future__ import annotations

from collections.abc import Iterator

from store.corpus import Corpus
from store.hand.corrections import Overlay
from store.hand.turning import Merge, Split
from store.listing import ALL, Narrowing
from store.names import fold
from store.plurals import count
from store.records import Kind, Pledge, Quote, pieced
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
_TO_LOOK_AT = "to look at"


def boards(corpus: Corpus, narrowing: Narrowing) -> Iterator[Board]:
    """What has no place any more stands first."""
    hand, look = corpus.hand, Look(corpus)
    asked = _Asked(corpus, narrowing, look)
    adrift = {one.overlay.id: one.why for one in hand.adrift()}
    overlays = [one for one in hand.overlays() if not one.say.empty or one.id in adrift]
    overlays = [one for one in overlays if asked.said(one)]
    rows = [_said(one, adrift.get(one.id, ""), look) for one in overlays]
    merges, splits = hand.turned()
    idle = hand.idle()
    turns: list[Merge | Split] = [*merges, *splits]
    turns = [one for one in turns if asked.turned(one)]
    rows += [_turned(one, one.id in idle, look) for one in turns]
    rows.sort(key=lambda row: row.cells[0].text != _TO_LOOK_AT)
    odd = sum(row.cells[0].text == _TO_LOOK_AT for row in rows)
    remark = f"{count(len(rows), 'correction')}, {odd:,} {_TO_LOOK_AT}"
    nothing = "You have corrected nothing yet."
    if narrowing != ALL:
        nothing = "None of your corrections is about this."
    yield Board(COLUMNS, tuple(rows), remark, nothing)


class _Asked:
    """What of the corrections a narrowing leaves."""

    def __init__(self, corpus: Corpus, narrowing: Narrowing, look: Look) -> None:
        self._corpus, self._narrowing, self._look = corpus, narrowing, look
        kinds: tuple[Kind, ...] = ("quote", "pledge", "actor")
        self._known = {kind: corpus.listing(kind, narrowing) for kind in kinds}
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

    def turned(self, one: Merge | Split) -> bool:
        """Whether one of an actor is left: found by the actor that it made, or by its names."""
        if self._all or self._known["actor"].holds(one.into.id):
            return True
        names = [one.into.name, *([one.name] if isinstance(one, Merge) else one.forms)]
        is_whose = self._narrowing.actor in (None, one.actor, one.into.id)
        return is_whose and gone.named(self._narrowing.query, names)


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


def _stood(overlay: Overlay, look: Look) -> tuple[Words, ...]:
    """Where the words of what was rejected stand, as long as the article's text is the same."""
    source = look.source(overlay.source)
    same = overlay.say.rejected and source and source.content_hash == overlay.text
    return (Words(overlay.source, *overlay.found.extent),) if same else ()


def _turned(one: Merge | Split, idle: bool, look: Look) -> Row:
    at = _named(one, look)
    state = _TO_LOOK_AT if idle else "in force"
    why = "no article names it now, " if idle else ""
    if isinstance(one, Merge):
        does, words = "merged into", one.name
    else:
        does, words = "split off", ", ".join(one.forms)
        words = words or f"in {count(len(one.sources), 'article')}"
    return Row(
        one.id,
        (
            cell(state, at, "warning" if idle else "quiet"),
            cell("actor", at),
            cell(words, at),
            cell(f"{why}{does} {one.into.name}", at, "strong"),
            cell(""),
        ),
        {**one.document(), "state": state},
    )


def _named(one: Merge | Split, look: Look) -> tuple[Words, ...]:
    """Where the actor that it made is named first, by a name that it is about where one is."""
    places = look.corpus.named_at(one.into.id)
    about = {fold(name) for name in ([one.name] if isinstance(one, Merge) else one.forms)}
    told = (at for at in places if fold(look.text(at[0])[at[1] : at[2]]) in about)
    place = next(told, places[0] if places else None)
    return (Words(*place),) if place else ()
