"""Corrections laid over the tables: articles, actors, and what follows in the ledger.

Called within a transaction of the database. `Hand.lift` gives extraction's own rows of an
article back before it is written anew, `Hand.lay` lays the user's corrections over them. It
knows documents and tables, and no SQL.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from tinydb import where
from tinydb.table import Document

from store.actors import Tally, is_described
from store.database import Database
from store.documents import (
    actor_from,
    count_from,
    count_to,
    pledge_from,
    quote_from,
    source_from,
    to_document,
)
from store.hand.beneath import OF_ARTICLE, Beneath
from store.hand.corrections import Overlay
from store.hand.overlaying import Found, Laid, Standing, lay
from store.hand.turning import Merge, Recast, Split, Turn, Turns
from store.record_rows import called, pledge_document, quote_document, rename
from store.records import Source
from store.settling import Settling


class Hand:
    """The user's corrections over the tables, in one transaction."""

    def __init__(self, database: Database, settling: Settling) -> None:
        self.beneath = Beneath(database)
        self._database = database
        self._settling = settling
        self._actors: set[str] = set()
        self._lifted: set[str] = set()
        self._known: Turns | None = None

    @property
    def turns(self) -> Turns:
        """What the user says of who is who."""
        if self._known is None:
            self._known = Turns(turned(self._database))
        return self._known

    def lift(self, source_id: str) -> None:
        """Give back extraction's own rows of an article."""
        self._settling.note(source_id)
        given_back, actors = self.beneath.lift(source_id)
        self._lifted |= {source_id} if given_back else set()
        self._actors |= actors

    def lay(self, source_id: str) -> None:
        """Lay what the user says of an article over extraction's own rows of it."""
        self.lay_all([source_id])

    def lay_all(self, source_ids: Iterable[str]) -> None:
        """The same for many: who appears in them goes first, so that actors are made once."""
        written = [write for one in source_ids if (write := self._lay(one))]
        self.lay_actors()
        for write in written:
            write()

    def _lay(self, source_id: str) -> Callable[[], None] | None:
        """Write who appears in an article; what writes its records once the actors are made."""
        overlays = self._overlays(source_id)
        row = self._database.by_id("source", source_id)
        adrift = self._database.rows_of("adrift")
        adrift.remove(where("source") == source_id)
        if row is None:
            for one in overlays:
                self._drift(one, "its article is not in the store")
            return None
        if not overlays and source_id not in self._lifted and not self.turns.touched():
            return None
        documents = {
            table: self._database.rows_of(table).search(where("source") == source_id)
            for table in OF_ARTICLE
        }
        acting = {one["actor"] for one in documents["appearances"]}
        if not overlays and not acting & self.turns.touched():
            return partial(self._write_as_found, source_id, documents)
        source = source_from(row)
        laid = lay(self._found(source, documents), overlays, self.turns)
        self._actors |= self._put_appearances(source_id, documents["appearances"], laid.standings)
        return partial(self._write, source, documents, laid, overlays)

    def lay_actors(self) -> None:
        """Make the actors anew whose appearances are other than they were."""
        parts = self.beneath.parts() if self._actors else {}
        for actor_id in sorted(self._actors):
            document = self.beneath.actor(actor_id)
            tally = Tally.read(document) if document else Tally(actor_id)
            found, shown = parts.get(actor_id, ((), ()))
            for appearances, times in ((found, -1), (shown, 1)):
                for one in appearances:
                    for form in map(actor_from, one["forms"]):
                        tally.count(form, times)
                        if times > 0 and not document and is_described(form):
                            tally.story = self._story(one["source"])
            now = None if tally.empty else {**to_document(tally.actor()), **tally.kept()}
            before = self.beneath.show_actor(actor_id, now)
            self._tell(actor_id, before, now)
        self._actors.clear()

    def touch(self, actors: Iterable[str]) -> None:
        """Actors that `lay_actors` is to make anew in any case."""
        self._actors |= {*actors}

    # -- an article

    def _overlays(self, source_id: str) -> list[Overlay]:
        found = self._database.rows_of("overlays").search(where("source") == source_id)
        rows = sorted(found, key=lambda one: str(one["id"]))
        return [overlay_from(self._database, one) for one in rows]

    def _found(self, source: Source, documents: Mapping[str, Sequence[Any]]) -> Found:
        standings = {
            one["actor"]: Standing(
                [actor_from(form) for form in one["forms"]],
                [(start, end) for start, end in one["places"]],
            )
            for one in documents["appearances"]
        }
        return Found(
            source.id,
            self._database.text(source.id),
            source.content_hash,
            [quote_from(one) for one in documents["quotes"]],
            [pledge_from(one) for one in documents["pledges"]],
            [count_from(one) for one in documents["counts"]],
            standings,
        )

    def _write_as_found(self, source_id: str, documents: Mapping[str, Sequence[Any]]) -> None:
        self._name_again(documents)
        self._count(source_id, documents["quotes"], documents["pledges"])

    def _write(
        self,
        source: Source,
        documents: Mapping[str, Sequence[Any]],
        laid: Laid,
        overlays: Sequence[Overlay],
    ) -> None:
        settling, here = self._settling, source.id
        settling.note(here)
        names = self._names(laid)
        self._name_again(documents)
        actors = {actor: form for actor, one in laid.standings.items() for form in one.forms[:1]}
        pledges = settling.enter(source, laid.pledges, actors)
        moved = {one.id: one.say.entry for one in overlays if one.say.entry}
        for number, pledge in enumerate(pledges):
            if pledge.id in moved:
                pledges[number] = replace(pledge, entry=moved[pledge.id])
        settling.note_entries(one for one in moved.values() if one)
        old_figures = {one["id"]: one["figure"] for one in documents["counts"]}
        new = {
            "quotes": [quote_document(one, names) for one in laid.quotes],
            "pledges": [pledge_document(one, names) for one in pledges],
            "counts": [{**count_to(one), "figure": old_figures.get(one.id)} for one in laid.counts],
        }
        for table, wanted in new.items():
            self._put(table, here, documents[table], wanted)
        for one in overlays:
            if one.id in laid.adrift:
                self._drift(one, laid.adrift[one.id])
        self._count(here, laid.quotes, laid.pledges)

    def _count(self, source_id: str, quotes: Sequence[Any], pledges: Sequence[Any]) -> None:
        """Write how much an article holds; what rests on it is to be made anew."""
        counted = {"quotes": len(quotes), "pledges": len(pledges)}
        self._database.rows_of("sources").update(counted, where("id") == source_id)
        self._settling.note(source_id)

    def _put(
        self, table: str, source_id: str, old: Sequence[Any], wanted: Sequence[Mapping[str, Any]]
    ) -> None:
        """Write an article's rows of a table where they are other than extraction has them."""
        rows = self._database.rows_of(table)
        left = {one["id"]: one for one in old}
        for document in wanted:
            there = left.pop(document["id"], None)
            if there is None:
                self.beneath.keep(table, rows.insert(document), source_id, None)
            elif there != document:
                self.beneath.keep(table, there.doc_id, source_id, dict(there))
                self._database.put(table, there.doc_id, document)
        for one in left.values():
            self.beneath.keep(table, one.doc_id, source_id, dict(one), stands=False)
            rows.remove(doc_ids=[one.doc_id])

    def _put_appearances(
        self, source_id: str, old: Sequence[Any], standings: Mapping[str, Standing]
    ) -> set[str]:
        """Write who appears in an article; the actors whose part in it is another."""
        rows = self._database.rows_of("appearances")
        changed: set[str] = set()
        left = dict(standings)
        for one in old:
            standing = left.pop(one["actor"], None)
            new = _appearance(source_id, one["actor"], standing) if standing else None
            if new == dict(one):
                continue
            changed.add(one["actor"])
            stands = new is not None
            self.beneath.keep("appearances", one.doc_id, source_id, dict(one), stands=stands)
            if new is None:
                rows.remove(doc_ids=[one.doc_id])
            else:
                self._database.put("appearances", one.doc_id, new)
        for actor, standing in left.items():
            changed.add(actor)
            row = rows.insert(_appearance(source_id, actor, standing))
            self.beneath.keep("appearances", row, source_id, None)
        return changed

    def _names(self, laid: Laid) -> dict[str, str]:
        ids = {one.actor for one in laid.quotes if one.actor}
        return self._called({*ids, *(actor for one in laid.pledges for actor in one.actors)})

    def _called(self, ids: Iterable[str]) -> dict[str, str]:
        found = {one: self._database.by_id("actor", one) for one in ids}
        return {one: actor["name"] for one, actor in found.items() if actor}

    def _name_again(self, documents: Mapping[str, Sequence[Any]]) -> None:
        """Names may have changed since rows were put away: told anew, before they are compared."""
        ids = {one["actor"] for one in documents["quotes"] if one["actor"]}
        ids |= {who for one in documents["pledges"] for who in one["actors"]}
        names = self._called(ids)
        for table in ("quotes", "pledges"):
            for one in documents[table]:
                acting = one["actors"] if table == "pledges" else [one["actor"]]
                new = called([actor for actor in acting if actor], names)
                if any(one[part] != value for part, value in new.items()):
                    one.update(new)
                    self._database.rows_of(table).update(new, doc_ids=[one.doc_id])

    def _drift(self, overlay: Overlay, why: str) -> None:
        row = {"id": overlay.id, "source": overlay.source, "why": why}
        self._database.rows_of("adrift").insert(row)

    def _story(self, source_id: str) -> str:
        source = self._database.by_id("source", source_id)
        return (source["story"] if source else None) or ""

    def _tell(self, actor_id: str, before: Any, now: Any) -> None:
        """What names an actor goes by its new name."""
        if before and now and before["name"] != now["name"]:
            rename(self._database, actor_id)
        if any((before or {}).get(one) != (now or {}).get(one) for one in _TOLD):
            self._settling.note_actor(actor_id)


_TOLD = ("name", "kind", "country")
"""What of an actor the ledger goes by."""


def overlay_from(database: Database, row: Document) -> Overlay:
    """The correction of a row; StoreError where it is none."""
    try:
        return Overlay.read(row)
    except (AttributeError, KeyError, TypeError, ValueError):
        raise database.rows.damaged(f"row {row.doc_id} of overlays") from None


def turned(database: Database) -> list[Turn]:
    """The merges, splits and kinds of actors that the user made, in this order."""
    rows = database.rows_of("overlays")
    merges = [Merge.read(one) for one in rows.search(where("kind") == "merge")]
    splits = [Split.read(one) for one in rows.search(where("kind") == "split")]
    recasts = [Recast.read(one) for one in rows.search(where("kind") == "recast")]
    return [*merges, *sorted(splits, key=lambda one: one.id), *recasts]


def _appearance(source_id: str, actor: str, standing: Standing) -> dict[str, Any]:
    return {
        "source": source_id,
        "actor": actor,
        "forms": [to_document(form) for form in standing.forms],
        "places": [list(place) for place in standing.places],
    }
