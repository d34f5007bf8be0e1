"""Records set right by the user: what is chosen, by whom it is, which words, which entry."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from store.corpus import Corpus
from store.errors import QueryError
from store.listing import Narrowing
from store.records import (
    Actor,
    ActorKind,
    Entry,
    Pledge,
    Quote,
    QuoteKind,
    Record,
    Slot,
    Span,
    Stance,
)
from tui.render import offer, shorten
from tui.screens.desk import Back, Desk
from tui.screens.marking_up import Marker
from tui.widgets.article_text import Opened
from tui.widgets.foot import Foot
from tui.wrapping import shown

if TYPE_CHECKING:
    from store.hand.corrections import Named
    from tui.corrections import Correction
    from tui.screens.bounding import Places
    from tui.screens.handling import Handler
    from tui.screens.picking import Option

NAME = "name"
"""The purpose that the foot asks the name of an actor for."""

_MOST = 60  # actors or entries that are offered at a time
_LONGEST = 28  # cells of the words by which a record is called
_NO_LETTERS = re.compile(r"[\W_]+")


class Corrector(Marker):
    """The user's hand with what it sets right; words are chosen in the reader of the panes."""

    def __init__(self, panes: Handler, open_corpus: Callable[[], Corpus], restricted: bool) -> None:
        super().__init__(panes, panes.shelf.corpus, open_corpus, restricted)
        self._panes = panes
        self._split: tuple[str, Correction] | None = None  # the actor that a name is asked for

    def correct(self, desk: Desk) -> None:
        """Offers what can be set right about the record that is meant.

        Where there is nothing, as with an entry of the ledger, it is offered of the quote or
        pledge that `enter` leads to.
        """
        from tui.screens.picking import Option, Picker, among

        if self._is_off("hand.correct", desk):
            return
        records = [one for one in map(self._corpus.get, desk.ids) if one]
        for record in records:
            found = [Option(one, one.label, one.meaning) for one in self._corrections(record)]
            if found:
                title = f"Correct {_called(record)}" if record is not records[0] else "Correct"
                picker: Picker[Correction] = Picker(title, "what to set right", among(found))
                self._panes.app.push_screen(picker, partial(self._correct, desk, record))
                return
        none = "Quotes, pledges and actors can be corrected: this is none of them."
        desk.say(none if records else "That record is no longer in the store.")

    def _corrections(self, record: Record) -> list[Correction]:
        from tui.corrections import Correction, corrections

        found = [*corrections(record)]
        if isinstance(record, Actor):
            sources = self._corpus.listing("source", Narrowing(actor=record.id))
            if len(sources) > 1:
                found += [
                    Correction("split in", one.id, "split in", shown(one.name))
                    for one in sources[:_MOST]
                ]
        return found

    def _correct(self, desk: Desk, record: Record, chosen: Correction | None) -> None:
        from tui.screens.picking import Picker

        if chosen is None:
            return
        to = chosen.to
        match chosen.does:
            case "reject":
                self.do(lambda corpus: corpus.hand.reject(record.id))
            case "stance":
                self.do(lambda corpus: corpus.hand.set_stance(record.id, cast(Stance, to)))
            case "kind":
                self.do(lambda corpus: corpus.hand.set_kind(record.id, cast(QuoteKind, to)))
            case "without":
                self.do(lambda corpus: corpus.hand.set_slot(record.id, to, ()))
            case "words" if isinstance(record, Quote | Pledge):
                desk.give_way(partial(self._choose_words, record, to))
            case "who":
                self._learn_kinds()
                find = partial(self._actors, named=True)
                picker: Picker[Named] = Picker("Who is it", "a name; one that is new is kept", find)
                self._panes.app.push_screen(picker, partial(self._by, record))
            case "entry":
                entries = Picker[str]("Into which entry", "who, what, for whom", self._entries)
                self._panes.app.push_screen(entries, partial(self._into, record))
            case "merge":
                others = partial(self._actors, but=record.id)
                picker = Picker("The same as whom", "a name", others)
                self._panes.app.push_screen(picker, partial(self._merge, record))
            case "recast":
                kind = cast(ActorKind, to)
                self.do(lambda corpus: corpus.hand.set_actor_kind(record.id, kind))
            case "split" | "split in" as does:
                self._split = (record.id, chosen)
                given = to if does == "split" else ""
                desk.foot.ask(NAME, "how the other one is called", given)

    # -- who

    def _actors(self, words: str, *, but: str = "", named: bool = False) -> Sequence[Option[Named]]:
        """The actors of a name, and where wanted one of the very name that is typed.

        That is of the likeliest kind, unless one of the others below it is picked.
        """
        from store.hand.corrections import Named
        from store.kinds import kinds_of
        from tui.corrections import article
        from tui.screens.picking import Option

        hand = self._corpus.hand
        found: list[Option[Named]] = []
        for actor in self._called("actor", words):
            if isinstance(actor, Actor) and actor.id != but:
                who = Named(actor.id, actor.name, actor.kind, actor.country)
                more = ", ".join(filter(None, [actor.kind, *actor.roles[:1], *actor.aliases[:2]]))
                found.append(Option(who, shown(actor.name), shown(more)))
        name = " ".join(words.split())
        if named and name and all(one.label.casefold() != name.casefold() for one in found):
            for kind in kinds_of(name):
                meaning = f"{article(kind)} that is new, called so by you"
                found.append(Option(hand.new_actor(name, kind), name, meaning))
        return found

    def _learn_kinds(self) -> None:
        """Reads what names are known, before one is typed."""

        def learn() -> None:
            from store.kinds import kind_of

            kind_of("")

        self._panes.run_worker(learn, thread=True, group="kinds", exit_on_error=False)

    def _called(self, kind: Any, words: str) -> Sequence[Record]:
        query = _NO_LETTERS.sub(" ", words).strip()
        if words.strip() and not query:
            return []
        try:
            return self._corpus.listing(kind, Narrowing(query=query)).window(0, _MOST)
        except QueryError:
            return []

    def _by(self, record: Record, who: Named | None) -> None:
        if who is not None:
            self.do(lambda corpus: corpus.hand.set_actors(record.id, [who]))

    def _merge(self, record: Record, who: Named | None) -> None:
        if who is not None:
            self.do(lambda corpus: corpus.hand.merge(record.id, who.id))

    def given(self, desk: Desk, event: Foot.Given) -> None:
        """Takes the words that were typed at a desk: what is said of a record, or a name."""
        super().given(desk, event)
        if event.purpose != NAME or self._split is None:
            return
        actor, chosen = self._split
        name = event.words
        if chosen.does == "split":
            self.do(lambda corpus: corpus.hand.split(actor, name, forms=[chosen.to]))
        else:
            self.do(lambda corpus: corpus.hand.split(actor, name, sources=[chosen.to]))

    # -- which entry

    def _entries(self, words: str) -> Sequence[Option[str]]:
        """The entries in which words stand."""
        from tui.screens.picking import Option

        return [
            Option(one.id, shown(", ".join(one.makers)), shown(offer(one)), one.strength or "")
            for one in self._called("entry", words)
            if isinstance(one, Entry)
        ]

    def _into(self, record: Record, entry: str | None) -> None:
        if entry is not None:
            self.do(lambda corpus: corpus.hand.set_entry(record.id, entry))

    # -- which words

    def _choose_words(self, record: Quote | Pledge, name: str, back: Back | None) -> None:
        """Moves the ends of a slot's words by keys, in the reader; then goes `back`."""
        from store.hand.corrections import slots_of
        from tui.corrections import Ends
        from tui.screens.bounding import Bounding

        panes = self._panes
        article = panes.reader.article
        if back is None and (not article.opened or article.opened.source.id != record.source):
            panes.leave()
        panes.read(record.source, record.id)
        panes.use(4)
        opened = article.opened
        if opened is None or opened.source.id != record.source:
            if back:
                back()
            return
        slot = dict(slots_of(record)).get(name)
        if slot:
            ends = Ends(opened.text, [(one.start, one.end) for one in slot.spans])
        else:
            ends = Ends.first_after(opened.text, record.extent[1])
        shows = partial(self._show_bounds, opened, record, name)
        bound = partial(self._bound, opened, record, name, back)
        panes.app.push_screen(Bounding(ends, shows), bound)

    def _show_bounds(
        self, opened: Opened, record: Quote | Pledge, name: str, places: Places
    ) -> str:
        """Marks the words of a part in the reader; what the status line says of them."""
        from store.hand.corrections import slot_word, with_slots

        slot = Slot(tuple(Span.cut(opened.text, *place) for place in places))
        changed = with_slots(record, {name: slot})
        records = tuple(changed if one.id == record.id else one for one in opened.records)
        article = self._panes.reader.article
        article.open(replace(opened, records=records), record.id, place=article.place)
        article.show_offset(places[0][0])
        return f"{slot_word(name)}: {shown(slot.told)}"

    def _bound(
        self,
        opened: Opened,
        record: Quote | Pledge,
        name: str,
        back: Back | None,
        places: Places | None,
    ) -> None:
        article = self._panes.reader.article
        article.open(opened, record.id, place=article.place)
        if back:
            back()
        if places is None:
            self._panes.status.say("Left as it was.")
        else:
            digest = opened.source.content_hash
            self.do(lambda corpus: corpus.hand.set_slot(record.id, name, places, digest))


def _called(record: Record) -> str:
    """A record by its kind and its first words, where it is not the one under the cursor."""
    if isinstance(record, Quote):
        return f"quote “{shorten(shown(record.content.told), _LONGEST)}”"
    if isinstance(record, Pledge):
        return f"pledge “{shorten(shown((record.action or record.trigger).told), _LONGEST)}”"
    return f"“{shown(record.name)}”" if isinstance(record, Actor) else ""
