"""What follows from the articles' own records, made anew: sums, names, actors, the ledger.

Called within a transaction of the database. What is right already is not written again, and
rows keep their numbers. It knows documents and tables, and no SQL.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from tinydb import where
from tinydb.table import Document

from store.actors import Tally, is_described
from store.database import Database
from store.documents import actor_from, source_from, to_document
from store.record_rows import called
from store.settling import Settling
from store.soundness import blocks_stray

AGAIN = "repaired"
"""What stands as the pipeline of an article that `reload` is to read again."""


def derive(database: Database) -> set[str]:
    """Make all of it anew; the ids of the articles that lack a record which another one names.

    They are marked for `reload`.
    """
    deriving = _Deriving(database)
    for row in database.row_ids("sources"):
        deriving.article(database.rows_of("sources").get(doc_id=row))
    deriving.actors()
    deriving.names()
    settling = Settling(database)
    settling.take_up()
    settling.note_all()
    settling.settle()
    return deriving.lacking


def mark(database: Database, source_id: str) -> bool:
    """Mark an article for `reload`; whether it is there."""
    rows = database.rows_of("sources").update({"pipeline": AGAIN}, where("id") == source_id)
    return bool(rows)


class _Deriving:
    """One pass over the articles, and what it has to remember."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known = set(database.distinct("appearances", "actor"))
        self._sources = set(database.distinct("sources", "id"))
        self._names: dict[str, str] = {}
        self.lacking: set[str] = set()

    def article(self, source: Document) -> None:
        """Mend what the records of an article say of each other, and count them."""
        here = where("source") == source["id"]
        tables = {name: self._database.rows_of(name) for name in _OF_ARTICLES}
        found = {name: rows.search(here) for name, rows in tables.items()}
        ids = {name: {row["id"] for row in found[name]} for name in ("quotes", "pledges")}
        for quote in found["quotes"]:
            self._mend(tables["quotes"], quote, parent=ids["quotes"], actor=self._known)
        for pledge in found["pledges"]:
            self._mend(tables["pledges"], pledge, quote=ids["quotes"], target=self._known)
            actors = [one for one in pledge["actors"] if one in self._known]
            if actors != pledge["actors"]:
                tables["pledges"].update({"actors": actors}, doc_ids=[pledge.doc_id])
                self.lacking.add(source["id"])
        for count in found["counts"]:
            self._mend(tables["counts"], count, pledge=ids["pledges"], actor=self._known)
        self._count_acts(here)
        self._mend_source(source, found)

    def _mend(self, rows: Any, document: Document, **known: set[str]) -> None:
        """Take back what a record says of others that are not there."""
        lost = {part: None for part, ids in known.items() if document.get(part) not in {None, *ids}}
        if lost:
            rows.update(lost, doc_ids=[document.doc_id])
            self.lacking.add(document["source"])

    def _count_acts(self, here: Any) -> None:
        """Count anew how often each actor of an article speaks and pledges, where it is wrong."""
        quotes = Counter(row["actor"] for row in self._database.rows_of("quotes").search(here))
        pledges = Counter(
            actor
            for row in self._database.rows_of("pledges").search(here)
            for actor in dict.fromkeys(row["actors"])
        )
        rows = self._database.rows_of("appearances")
        for row in rows.search(here):
            forms = [dict(form) for form in row["forms"]]
            for part, acts in (("quotes", quotes), ("pledges", pledges)):
                counted, found = sum(form[part] or 0 for form in forms), acts[row["actor"]]
                exact = len(forms) == 1 or part == "quotes"
                if found > counted or (exact and found != counted):
                    for number, form in enumerate(forms):
                        form[part] = 0 if number else found
            if forms != row["forms"]:
                rows.update({"forms": forms}, doc_ids=[row.doc_id])

    def _mend_source(self, source: Document, found: Mapping[str, list[Document]]) -> None:
        new: dict[str, Any] = {name: len(found[name]) for name in ("quotes", "pledges")}
        places, hashes = source.get("places"), source.get("file_hashes")
        pairs = dict(zip(_texts(places), _texts(hashes), strict=False))
        new |= {"places": [*pairs], "file_hashes": [*pairs.values()]}
        texts = self._database.rows_of("texts")
        text = texts.get(doc_id=source.doc_id)
        if blocks_stray(source_from(source), text["text"]):
            new["blocks"] = []
            self.lacking.add(source["id"])
        beside = {"source": source["id"], "title": source["title"], "outlet": source["outlet"]}
        if any(text.get(name) != value for name, value in beside.items()):
            texts.update(beside, doc_ids=[source.doc_id])
        signatures = found["signatures"]
        if source.get("story") and not signatures:
            new["story"] = None
            self.lacking.add(source["id"])
        for one in signatures:
            copies = [copy for copy in _texts(one.get("copies")) if copy in self._sources]
            if copies != one.get("copies"):
                rows = self._database.rows_of("signatures")
                rows.update({"copies": copies}, doc_ids=[one.doc_id])
        if any(source.get(name) != value for name, value in new.items()):
            self._database.rows_of("sources").update(new, doc_ids=[source.doc_id])

    def actors(self) -> None:
        """Make the actors anew from their appearances."""
        for actor_id in sorted(self._known | set(self._database.distinct("actors", "id"))):
            old = self._database.by_id("actor", actor_id)
            tally = Tally(actor_id)
            for appearance in self._database.appearances_with(actor_id):
                for form in appearance["forms"]:
                    local = actor_from(form)
                    tally.count(local)
                    if is_described(local):
                        source = self._database.by_id("source", appearance["source"])
                        tally.story = (source["story"] if source else None) or tally.story
            if tally.empty:
                if old is not None:
                    self._database.rows_of("actors").remove(doc_ids=[old.doc_id])
                continue
            self._names[actor_id] = tally.name
            self._put_actor(tally, old)

    def _put_actor(self, tally: Tally, old: Document | None) -> None:
        if old is None:
            self._database.rows_of("actors").insert({**to_document(tally.actor()), **tally.kept()})
            return
        try:
            known = Tally.read(old)
            tally.story = known.story
            if known == tally and actor_from(old) == tally.actor():
                return
        except (AttributeError, KeyError, TypeError, ValueError):
            pass
        new = {**to_document(tally.actor()), **tally.kept()}
        self._database.put("actors", old.doc_id, new)

    def names(self) -> None:
        """Write the actors' names to the quotes and pledges that are found by them."""
        for table in ("quotes", "pledges"):
            rows = self._database.rows_of(table)
            for row in self._database.row_ids(table):
                record = rows.get(doc_id=row)
                ids = record["actors"] if table == "pledges" else [record["actor"]]
                new = called(ids, self._names)
                if any(record.get(name) != value for name, value in new.items()):
                    rows.update(new, doc_ids=[row])


_OF_ARTICLES = ("quotes", "pledges", "counts", "signatures")


def _texts(value: Any) -> list[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []
