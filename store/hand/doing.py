"""What a user can do to records, and take back: correct, merge, split, note, tag, bookmark.

Every function is one transaction. It knows documents and tables, and no SQL.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from textwrap import shorten
from typing import Any

from tinydb import where

from store.database import Database
from store.documents import actor_from, pledge_from, quote_from, source_from
from store.hand.beneath import Beneath
from store.hand.binding import find
from store.hand.corrections import Named, Overlay, Said, Say, slot_word, slots_of
from store.hand.journal import Action, Change, Journal
from store.hand.laying import Hand, overlay_from, turned
from store.hand.selectors import Selector
from store.hand.turning import Merge, Recast, Split, Turn, Turns
from store.ids import content_hash, derived_id
from store.names import fold
from store.records import ActorKind, Kind, Quote, QuoteKind, Source, Stance
from store.settling import Settling

Places = Sequence[tuple[int, int]]
"""Where the words of a slot stand: (start, end) in code points of the article."""


@dataclass(frozen=True, slots=True)
class Adrift:
    """A correction of the user's that has no place now: of which record, and why."""

    overlay: Overlay
    why: str


class Doing:
    """The user's hand in a store. KeyError where there is no such record."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._journal = Journal(database)

    # -- one quote or pledge

    def reject(self, record_id: str) -> Action | None:
        """Take a quote or pledge out: it is none."""
        return self._correct(record_id, "reject", lambda say, _: replace(say, rejected=True))

    def set_stance(self, record_id: str, stance: Stance) -> Action | None:
        """A pledge's stance is another."""
        return self._correct(
            record_id, f"stance {stance}", lambda s, _: replace(s, stance=stance), "pledge"
        )

    def set_kind(self, record_id: str, kind: QuoteKind) -> Action | None:
        """A quote is of another kind."""
        return self._correct(
            record_id, f"kind {kind}", lambda say, _: replace(say, kind=kind), "quote"
        )

    def set_slot(
        self, record_id: str, name: str, places: Places, digest: str | None = None
    ) -> Action | None:
        """The words of a slot stand elsewhere; at no place: there is no such slot.

        ValueError for places that are none in the article, or that overlap; with the hash of
        the text that they were chosen in, also where the article has another text now.
        """

        def change(say: Say, text: str) -> Say:
            if digest is not None and digest != content_hash(text):
                raise ValueError("the article has another text now")
            last = 0
            for start, end in sorted(places):
                if not last <= start < end <= len(text):
                    raise ValueError(f"there are no words of their own from {start} to {end}")
                last = end
            found = tuple(Selector.of(text, *place) for place in sorted(places))
            return replace(say, slots={**say.slots, name: found})

        return self._correct(
            record_id, f"words of {slot_word(name)}" if places else f"no {slot_word(name)}", change
        )

    def set_actors(self, record_id: str, actors: Sequence[Named]) -> Action | None:
        """Others speak or pledge; nobody: it is not known who."""
        who = ", ".join(one.name for one in actors) or "nobody known"
        return self._correct(
            record_id, f"by {who}", lambda say, _: replace(say, actors=tuple(actors))
        )

    def set_entry(self, pledge_id: str, entry_id: str) -> Action | None:
        """A pledge belongs to another entry of the ledger."""
        return self._correct(
            pledge_id,
            "put into another entry",
            lambda say, _: replace(say, entry=entry_id),
            "pledge",
        )

    # -- actors

    def actor(self, actor_id: str) -> Named:
        """An actor as corrections name it."""
        found = self._database.by_id("actor", actor_id)
        if found is None:
            raise KeyError(actor_id)
        actor = actor_from(found)
        return Named(actor.id, actor.name, actor.kind, actor.country)

    def new_actor(self, name: str, kind: ActorKind = "person") -> Named:
        """An actor by a name that the user gives; the one of this name and kind, if there is."""
        words = " ".join(name.split())
        if not words:
            raise ValueError("a name has at least a letter")
        return Named(derived_id("actor", kind, fold(words)), words, kind)

    def merge(self, actor_id: str, into: str) -> Action | None:
        """An actor is another one."""
        with self._database.rows.transaction():
            gone, kept = self.actor(actor_id), self.actor(into)
            if gone.id == kept.id:
                raise ValueError("an actor cannot be merged with itself")
            merge = Merge(gone.id, gone.name, kept)
            change = self._change("overlays", merge.id, merge.document())
            return self._do(f"merge {gone.name} into {kept.name}", [change])

    def set_actor_kind(self, actor_id: str, kind: ActorKind) -> Action | None:
        """An actor is of another kind: a person, a country, …"""
        with self._database.rows.transaction():
            actor = self.actor(actor_id)
            if actor.kind == kind:
                return None
            recast = Recast(replace(actor, kind=kind))
            change = self._change("overlays", recast.id, recast.document())
            return self._do(f"actor {actor.name}: kind {kind}", [change])

    def split(
        self,
        actor_id: str,
        name: str,
        *,
        forms: Iterable[str] = (),
        sources: Iterable[str] = (),
        kind: ActorKind | None = None,
    ) -> Action | None:
        """Forms of an actor, or all that it is in some articles, are another one of this name.

        Those of others that it was merged with can be split from it, too. ValueError where no
        article is any different by it.
        """
        with self._database.rows.transaction():
            whole = self.actor(actor_id)
            into = self.new_actor(name, kind or whole.kind)
            turns = Turns(self.turned())
            if turns.merged(into.id) == whole.id:
                into = replace(into, id=derived_id("actor", whole.id, fold(name)))
            new = Split(whole.id, into, tuple(map(fold, forms)), tuple(sources))
            changes = [
                self._more_split(replace(new, actor=one))
                for one in (whole.id, *turns.merged_into(whole.id))
            ]
            before = self._acts(into.id)
            action = self._do(f"split {into.name} from {whole.name}", changes)
            if action and self._acts(into.id) == before:
                raise ValueError(f"no article names {into.name} so, as it was read")
            return action

    # -- back and forth

    def undo(self) -> Action | None:
        """Take back the latest action; None where there is none."""
        with self._database.rows.transaction():
            action = self._journal.undo()
            self._follow(action)
            return action

    def redo(self) -> Action | None:
        """Do again what was taken back last; None where there is nothing."""
        with self._database.rows.transaction():
            action = self._journal.redo()
            self._follow(action)
            return action

    def together(self, deeds: Iterable[Callable[[], Action | None]]) -> list[Action | None]:
        """Do several things, which are taken back as one; what each was."""
        with self._database.rows.transaction():
            done = [deed() for deed in deeds]
            self._journal.join([one for one in done if one])
            return done

    def actions(self, latest: int = 50) -> list[Action]:
        """The latest actions that stand, the latest first."""
        return self._journal.actions(latest)

    def do(
        self, does: str, table: str, row_id: str, after: Mapping[str, Any] | None
    ) -> Action | None:
        """Change one row of the user's own, as an action."""
        with self._database.rows.transaction():
            return self._do(does, [self._change(table, row_id, after)])

    def note(self, does: str, record_id: str, after: Mapping[str, Any] | None) -> Action | None:
        """Change what is noted on a record, as an action.

        A quote or pledge is held on to: what is noted on it finds it again, by its words.
        """
        with self._database.rows.transaction():
            changes = [self._change("notes", record_id, after)]
            if after is not None and self._journal.now("overlays", record_id) is None:
                with suppress(KeyError):
                    overlay = self._overlay(*self._record(record_id))
                    changes.append(self._change("overlays", record_id, overlay.document()))
            return self._do(does, changes)

    def bring(self, does: str, rows: Iterable[Mapping[str, Any]]) -> Action | None:
        """Take over another store's corrections, as one action; those that are here stay."""
        with self._database.rows.transaction():
            changes = (self._change("overlays", row["id"], dict(row)) for row in rows)
            return self._do(does, [one for one in changes if one.before is None])

    # -- what there is

    def overlays(self) -> list[Overlay]:
        """All corrections of quotes and pledges."""
        rows = self._database.rows_of("overlays").all()
        said = (one for one in rows if one.get("kind") in ("quote", "pledge"))
        return [overlay_from(self._database, one) for one in said]

    def corrected_sources(self) -> list[Source]:
        """The articles with corrections of their quotes and pledges that are in force."""
        away = {one.overlay.id for one in self.adrift()}
        ids = {one.source for one in self.overlays() if not one.say.empty and one.id not in away}
        rows = (self._database.by_id("source", one) for one in sorted(ids))
        return [source_from(row) for row in rows if row]

    def turned(self) -> list[Turn]:
        """What is said of who is who: merges, splits and kinds of actors."""
        return turned(self._database)

    def adrift(self) -> list[Adrift]:
        """The corrections that have no place now."""
        known = {one.id: one for one in self.overlays()}
        rows = self._database.rows_of("adrift").all()
        return [Adrift(known[one["id"]], one["why"]) for one in rows if one["id"] in known]

    def idle(self) -> set[str]:
        """What is said, by id, of actors whom neither article nor correction names."""
        turns = self.turned()
        named = {who.id for one in self.overlays() for who in one.say.actors or ()}
        named |= {one.into.id for one in turns if isinstance(one, Split)}
        beneath = Beneath(self._database)
        return {
            one.id for one in turns if one.actor not in named and beneath.actor(one.actor) is None
        }

    # -- inside

    def _more_split(self, split: Split) -> Change:
        """A split, with what was split off so before."""
        known = self._journal.now("overlays", split.id)
        old = Split.read(known) if known else split
        forms = sorted({*old.forms, *split.forms})
        sources = sorted({*old.sources, *split.sources})
        split = replace(split, forms=tuple(forms), sources=tuple(sources))
        return self._change("overlays", split.id, split.document())

    def _acts(self, actor_id: str) -> list[Mapping[str, Any]]:
        return [dict(one) for one in self._database.appearances_with(actor_id)]

    def _correct(
        self,
        record_id: str,
        does: str,
        change: Callable[[Say, str], Say],
        of: Kind | None = None,
    ) -> Action | None:
        """Say something more of a record; KeyError for one that is not of the kind for it."""
        with self._database.rows.transaction():
            record, text = self._record(record_id)
            if of and of != _KINDS[record_id[:1]]:
                raise KeyError(record_id)
            overlay = self._overlay(record, text)
            overlay = replace(overlay, say=change(overlay.say, text))
            row = self._change("overlays", overlay.id, overlay.document())
            return self._do(f"{overlay.kind} “{_words(record)}”: {does}", [row])

    def _record(self, record_id: str) -> tuple[Said, str]:
        """A quote or pledge as it is shown, and the text of its article."""
        kind = _KINDS.get(record_id[:1])
        found = self._database.by_id(kind, record_id) if kind else None
        if found is None:
            raise KeyError(record_id)
        record = quote_from(found) if kind == "quote" else pledge_from(found)
        return record, self._database.text(record.source)

    def _overlay(self, record: Said, text: str) -> Overlay:
        """What is said of a record so far, its words as they stand in the text of now.

        Those that do not stand there any more stay as they were.
        """
        known = self._journal.now("overlays", record.id)
        digest = content_hash(text)
        if known is None:
            return Overlay.of(record, text, digest)
        overlay = Overlay.read(known)
        if overlay.text == digest:
            return overlay
        slots = {
            name: tuple(Selector.of(text, span.start, span.end) for span in slot.spans)
            for name, slot in slots_of(record)
            if find(overlay.say.slots.get(name, ()), text, same=False)
        }
        say = replace(overlay.say, slots={**overlay.say.slots, **slots})
        return replace(Overlay.of(record, text, digest), say=say)

    def _change(self, table: str, row_id: str, after: Mapping[str, Any] | None) -> Change:
        return Change(table, row_id, self._journal.now(table, row_id), after)

    def _do(self, does: str, changes: Sequence[Change]) -> Action | None:
        action = self._journal.do(does, changes)
        self._follow(action)
        return action

    def _follow(self, action: Action | None) -> None:
        """Make anew what follows from the rows that an action has changed."""
        changes = [one for one in action.changes if not _holds_only(one)] if action else []
        rows = [row for one in changes for row in (one.before, one.after) if row]
        sources = {row["source"] for row in rows if "source" in row}
        turned = [row for row in rows if "into" in row]
        if turned:
            sources |= self._acting(
                {row["actor"] for row in turned}, {row["into"]["id"] for row in turned}
            )
        if not sources and not turned:
            return
        settling = Settling(self._database)
        hand = Hand(self._database, settling)
        for source in sorted(sources):
            hand.lift(source)
        hand.lay_actors()
        hand.lay_all(sorted(sources))
        hand.lay_actors()
        settling.settle()

    def _acting(self, actors: set[str], into: set[str]) -> set[str]:
        """The articles in which actors are turned into others.

        In one in which extraction finds only the others nothing changes but who they are.
        """
        kept = self._database.rows_of("extracted").search(where("table") == "appearances")
        turned = {one["source"] for one in kept}
        found = {one["source"] for one in kept if (one["document"] or {}).get("actor") in actors}
        for actor in actors:
            found |= {row["source"] for row in self._database.appearances_with(actor)}
        for actor in into - actors:
            there = {row["source"] for row in self._database.appearances_with(actor)}
            found |= there & turned
        return found


def _holds_only(change: Change) -> bool:
    """Whether nothing follows from it: a note, or a record that is held on to from now on."""
    if change.table != "overlays":
        return True
    return change.before is None and not (change.after or {}).get("say", True)


def _words(record: Said) -> str:
    """The first of its words, by which people know a record."""
    slot = record.content if isinstance(record, Quote) else record.action or record.trigger
    return shorten(slot.told, 40, placeholder="…", break_on_hyphens=False)


_KINDS: dict[str, Kind] = {"q": "quote", "p": "pledge"}
