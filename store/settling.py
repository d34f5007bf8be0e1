"""The ledger's tables after an article came or went: stories, entries, chains, figures.

What follows from many articles is made anew from their records, for the keys that the
article's own records touch only. Called within a transaction of the database; it knows
documents and tables, and no SQL.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from tinydb import where

from store import figures, ledger, stories
from store.categories import label
from store.database import TABLES, Database
from store.documents import (
    actor_from,
    count_from,
    count_to,
    pledge_from,
    signature_from,
    signature_to,
    source_from,
    to_document,
)
from store.ids import derived_id
from store.ledger_documents import entry_from
from store.names import fold
from store.records import Actor, Count, Kind, Pledge, Record, Signature, Source
from store.stories import Told

_MARKS = 8
"""Lowest hashes of a sketch by which copies are looked up: two articles that share a third
of their shingles share none of them in 4 of 100 cases."""
_MOST_COMPARED = 500
"""Articles that a new one is compared with at most, those that were written last."""


class Settling:
    """What is to be made anew once an article's records have changed."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._stories: set[str] = set()
        self._entries: set[str] = set()
        self._chains: set[str] = set()
        self._figures: set[str] = set()

    def leave(self, source_id: str) -> None:
        """Note what rests on a source as it stands, and take its signature and counts out."""
        self.note(source_id)
        rows = self._database.rows_of("signatures")
        for other in rows.search(where("copies").any([source_id])):
            kept = [one for one in other["copies"] if one != source_id]
            rows.update({"copies": kept}, doc_ids=[other.doc_id])
        rows.remove(where("source") == source_id)
        self._database.rows_of("counts").remove(where("source") == source_id)

    def note(self, source_id: str) -> None:
        """Note what rests on a source as it stands."""
        for source in self._database.rows_of("sources").search(where("id") == source_id):
            self._stories |= {source["story"]} if source.get("story") else set()
        for pledge in self._database.rows_of("pledges").search(where("source") == source_id):
            self._touch(pledge.get("entry"))
        for count in self._database.rows_of("counts").search(where("source") == source_id):
            self._figures |= {count["figure"]} if count["figure"] else set()

    def note_all(self) -> None:
        """Note all that articles name, and all that is there though none may name it."""
        sources = self._database.rows_of("sources")
        for row in self._database.row_ids("sources"):
            self.note(sources.get(doc_id=row)["id"])
        self._entries |= set(self._database.distinct("entries", "id"))
        self._chains |= set(self._database.distinct("chains", "id"))
        self._stories |= set(self._database.distinct("stories", "id"))
        named = {derived_id("figure", key) for key in self._database.distinct("counts", "figure")}
        for figure in set(self._database.distinct("figures", "id")) - named:
            self._write("figure", figure, None, {})

    def note_entries(self, ids: Iterable[str]) -> None:
        """Note entries that pledges came to otherwise than by what they say."""
        self._entries |= {*ids}

    def note_actor(self, actor_id: str) -> None:
        """Note what names an actor, whose name, kind or country has changed."""
        for entry in self._database.rows_of("entries").search(where("who").any([actor_id])):
            self._touch(entry["id"])

    def rename(self, source_id: str) -> None:
        """Make anew what goes by a source's name: its story's title, the order of evidence."""
        self.note(source_id)
        self.settle()

    def story(self, source: Source, signature: Signature) -> str:
        """The id of the story that a source belongs to now; its signature is written."""
        told = Told(source.id, None, source.date, source.date_of == "event", signature)
        marks = [str(one) for one in signature.sketch[:_MARKS]]
        near = self._near(source.date, marks)
        copies = [other.source for other in near if stories.repeats(signature, other.signature)]
        days = self._database.days_of({other.story for other in near if other.story})
        found = stories.story_of(told, near, days) or self._new_story(source.id)
        self._stories.add(found)
        self._database.rows_of("signatures").insert(
            {
                "source": source.id,
                "story": found,
                "date": source.date if stories.days_around(source.date) else None,
                "of_event": told.of_event,
                "marks": marks,
                "copies": copies,
                **signature_to(signature),
            }
        )
        return found

    def enter(
        self, source: Source, pledges: Iterable[Pledge], actors: Mapping[str, Actor]
    ) -> list[Pledge]:
        """The pledges of a source with the ids of their entries, which are noted.

        `actors` are the source's, as it shows them, by their corpus-wide ids.
        """
        known = list(pledges)
        found = ledger.entry_ids(known, source, actors)
        self._entries |= set(found.values())
        return [replace(pledge, entry=found[pledge.id]) for pledge in known]

    def count(self, counts: Iterable[Count]) -> None:
        """Write the counts of a source; their figures are told when all is settled."""
        self._database.rows_of("counts").insert_multiple(
            {**count_to(count), "figure": None} for count in counts
        )

    def postpone(self) -> None:
        """Write down what was noted, for a later `settle` of whoever takes it up."""
        self._database.rows_of("unsettled").insert_multiple(
            {"kind": kind, "keys": sorted(keys)} for kind, keys in self._noted().items() if keys
        )

    def take_up(self) -> bool:
        """Note what was postponed; whether there was anything."""
        rows = self._database.rows_of("unsettled")
        found = rows.all()
        for row in found:
            self._noted()[row["kind"]].update(row["keys"])
        rows.truncate()
        return bool(found)

    def settle(self) -> None:
        """Make anew all that was noted, from the records as they stand now."""
        for entry_id in sorted(self._entries):
            self._settle_entry(entry_id)
        for chain_id in sorted(self._chains):
            self._settle_chain(chain_id)
        for story_id in sorted(self._stories):
            self._settle_story(story_id)
            self._assign_counts(story_id)
        for key in sorted(self._figures):
            self._settle_figure(key)

    def _noted(self) -> dict[str, set[str]]:
        return {
            "story": self._stories,
            "entry": self._entries,
            "chain": self._chains,
            "figure": self._figures,
        }

    def _touch(self, entry_id: str | None) -> None:
        if entry_id:
            self._entries.add(entry_id)

    def _new_story(self, source_id: str) -> str:
        """The id of the story that a source begins: one that no other source is in.

        The story that it began before stays with the other sources of that story.
        """
        rows = self._database.rows_of("sources")
        found = derived_id("story", source_id)
        number = 1
        while any(row["id"] != source_id for row in rows.search(where("story") == found)):
            number += 1
            found = derived_id("story", source_id, str(number))
        return found

    def _near(self, date: str | None, marks: list[str]) -> list[Told]:
        """The articles that may tell of the same event, and those that may be copies."""
        rows = self._database.signatures_near(stories.days_around(date), marks, _MOST_COMPARED)
        return [
            Told(row["source"], row["story"], row["date"], row["of_event"], signature_from(row))
            for row in self._database.rows_of("signatures").documents(rows).values()
        ]

    def _settle_entry(self, entry_id: str) -> None:
        old = self._database.by_id("entry", entry_id)
        self._chains |= {old["joint"]} if old and old["joint"] else set()
        rows = self._database.rows_of("pledges").search(where("entry") == entry_id)
        if not rows:
            self._write("entry", entry_id, None, {})
            return
        pledges = [pledge_from(row) for row in rows]
        sources = self._sources(pledge.source for pledge in pledges)
        actors = self._actors(one for p in pledges for one in (*p.actors, p.target) if one)
        entry = ledger.entry(entry_id, pledges, sources, actors, self._copies(sources))
        joint = entry.chain if ledger.is_collective(entry, actors) else None
        self._chains |= {joint} if joint else set()
        order = {one.pledge: number for number, one in enumerate(entry.evidence)}
        pledges.sort(key=lambda pledge: order[pledge.id])
        conditions = [one.text for p in pledges for one in (p.condition, p.action) if one]
        targets = [pledge.target for pledge in pledges if pledge.target]
        classes = [label(entry.theme), label(entry.category)]
        words = [*entry.makers, entry.beneficiary or "", *classes, *conditions]
        self._write(
            "entry",
            entry_id,
            entry,
            {
                "date": entry.date or "",
                "pieces": len(entry.evidence),
                "joint": joint,
                "fold": fold(entry.makers[0]) if entry.makers else "",
                "sources": [*dict.fromkeys(one.source for one in entry.evidence)],
                "who": [*dict.fromkeys([*entry.actors, *targets])],
                "lines": "\n".join(dict.fromkeys(words)),
            },
        )

    def _settle_chain(self, chain_id: str) -> None:
        rows = self._database.rows_of("entries").search(where("joint") == chain_id)
        entries = {row["id"]: (entry_from(row), row) for row in rows}
        actors = self._actors(one for entry, _ in entries.values() for one in entry.actors)
        chain = ledger.chain(chain_id, (entry for entry, _ in entries.values()), actors)
        links = chain.links if chain else ()
        parts = [entries[one][1] for one in dict.fromkeys(link.entry for link in links)]
        self._write(
            "chain",
            chain_id,
            chain,
            {
                "date": max((row["date"] for row in parts), default=""),
                "pieces": len(links),
                "sources": sorted({one for row in parts for one in row["sources"]}),
                "who": sorted({one for row in parts for one in row["who"]}),
                "lines": "\n".join(row["lines"] for row in parts),
            },
        )

    def _settle_story(self, story_id: str) -> None:
        rows = self._database.rows_of("sources").search(where("story") == story_id)
        if not rows:
            self._write("story", story_id, None, {})
            return
        sources = [source_from(row) for row in rows]
        story = stories.story(story_id, sources, self._copies(one.id for one in sources))
        names = {one.id: one.name for one in sources}
        titles = [names[one] for one in story.sources]
        self._write(
            "story",
            story_id,
            story,
            {
                "date": story.last or "",
                "pieces": len(sources),
                "fold": fold(story.title),
                "lines": "\n".join([*dict.fromkeys(titles), *story.outlets]),
            },
        )

    def _assign_counts(self, story_id: str) -> None:
        """Tell anew which figure each count of a story belongs to, and note those that change."""
        sources = self._database.rows_of("sources").search(where("story") == story_id)
        rows = self._database.rows_of("counts")
        found = [row for one in sources for row in rows.search(where("source") == one["id"])]
        counts = [count_from(row) for row in found]
        keys = figures.assign(counts, self._themes(counts))
        for row in found:
            key = keys[row["id"]]
            if key != row["figure"]:
                self._figures |= {one for one in (row["figure"], key) if one}
                rows.update({"figure": key}, doc_ids=[row.doc_id])

    def _themes(self, counts: Iterable[Count]) -> dict[str, str]:
        """By pledge, the chain of its entry: what groups of makers offer to one beneficiary."""
        themes: dict[str, str] = {}
        for one in {count.pledge for count in counts if count.pledge}:
            pledge = self._database.by_id("pledge", one)
            entry = self._database.by_id("entry", pledge["entry"]) if pledge else None
            if entry and entry["chain"]:
                themes[one] = entry["chain"]
        return themes

    def _settle_figure(self, key: str) -> None:
        counts = [
            count_from(row)
            for row in self._database.rows_of("counts").search(where("figure") == key)
        ]
        if not counts:
            self._write("figure", derived_id("figure", key), None, {})
            return
        sources = self._sources(count.source for count in counts)
        dates = {one: source.date for one, source in sources.items()}
        stories_of = {one: source.story for one, source in sources.items()}
        origins = stories.origins(sources.values(), self._copies(sources))
        figure = replace(figures.figure_of(key, counts, dates, stories_of), origins=origins)
        self._write(
            "figure",
            figure.id,
            figure,
            {
                "date": max((date for date in dates.values() if date), default=""),
                "pieces": len(counts),
                "fold": fold(figure.subject),
                "sources": list(sources),
                "who": [*dict.fromkeys(count.actor for count in counts if count.actor)],
                "lines": "\n".join(
                    dict.fromkeys([figure.subject, *(count.span.text for count in counts)])
                ),
            },
        )

    def _write(
        self, kind: Kind, record_id: str, record: Record | None, more: Mapping[str, Any]
    ) -> None:
        """Write a record with what its table needs besides, or take it out."""
        rows = self._database.rows_of(TABLES[kind])
        old = self._database.by_id(kind, record_id)
        if record is None:
            if old is not None:
                rows.remove(doc_ids=[old.doc_id])
            return
        document = {**to_document(record), **more}
        if old is None:
            rows.insert(document)
        elif old != document:
            self._database.put(TABLES[kind], old.doc_id, document)

    def _sources(self, ids: Iterable[str]) -> dict[str, Source]:
        found = ((one, self._database.by_id("source", one)) for one in dict.fromkeys(ids))
        return {one: source_from(row) for one, row in found if row is not None}

    def _actors(self, ids: Iterable[str]) -> dict[str, Actor]:
        found = ((one, self._database.by_id("actor", one)) for one in dict.fromkeys(ids))
        return {one: actor_from(row) for one, row in found if row is not None}

    def _copies(self, ids: Iterable[str]) -> dict[str, list[str]]:
        rows = self._database.rows_of("signatures")
        found = ((one, rows.get(where("source") == one)) for one in ids)
        return {one: row["copies"] for one, row in found if row is not None}
