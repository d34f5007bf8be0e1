"""What extraction found in the rows that the user's hand has changed.

A row of a table that is other than extraction has it stands, as extraction has it, in
`extracted`; a row that extraction does not have stands there without a document. Called within
a transaction; it knows documents and tables, and no SQL.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, cast

from tinydb import where
from tinydb.table import Document

from store.database import Database

Fields = Mapping[str, Any]

OF_ARTICLE = ("quotes", "pledges", "counts", "appearances")
"""The tables of what is found in one article and can be corrected."""


class Beneath:
    """The rows as extraction has them."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._rows = database.rows_of("extracted")

    def lift(self, source_id: str) -> tuple[bool, set[str]]:
        """Put back what extraction found in an article.

        Whether anything was other than that, and the actors whose part in it may change.
        """
        kept = self._rows.search(where("source") == source_id)
        touched: set[str] = set()
        for one in kept:
            rows = self._database.rows_of(one["table"])
            now = rows.get(doc_id=one["row"]) if one["stands"] else None
            if one["table"] == "appearances":
                touched |= {doc["actor"] for doc in (one["document"], now) if doc}
            if one["document"] is None:
                rows.remove(doc_ids=[one["row"]])
            elif one["stands"] or not rows.contains(doc_id=one["row"]):
                self._database.put(one["table"], one["row"], one["document"])
            else:
                rows.insert(one["document"])
        self._rows.remove(doc_ids=[one.doc_id for one in kept])
        return bool(kept), touched

    def keep(
        self,
        table: str,
        row: int,
        source_id: str,
        document: Fields | None,
        *,
        stands: bool = True,
    ) -> None:
        """Remember a row as extraction has it; None: it has no such row.

        `stands` says that there is a row of this number now.
        """
        said = {"table": table, "row": row, "source": source_id, "id": None, "stands": stands}
        self._rows.insert({**said, "document": document})

    # -- actors

    def actor(self, actor_id: str) -> Fields | None:
        """An actor as extraction has it, None where it has none."""
        kept = self._actor(actor_id)
        return kept["document"] if kept else self._database.by_id("actor", actor_id)

    def actors_with(self, keys: Iterable[str]) -> Iterator[Fields]:
        """The actors, as extraction has them, that one of these keys leads to."""
        wanted = [*keys]
        kept = self._rows.search(where("table") == "actors")
        changed = {one["id"]: one["document"] for one in kept}
        for one in self._database.rows_of("actors").search(where("keys").any(wanted)):
            if one["id"] not in changed:
                yield one
        for document in changed.values():
            if document and not set(wanted).isdisjoint(document["keys"]):
                yield document

    def put_actor(self, actor_id: str, document: Fields | None) -> bool:
        """Write an actor as extraction has it where it is other than shown; whether it is."""
        kept = self._actor(actor_id)
        if kept is None:
            return False
        self._rows.update({"document": dict(document) if document else None}, doc_ids=[kept.doc_id])
        return True

    def show_actor(self, actor_id: str, shown: Fields | None) -> Fields | None:
        """Show an actor otherwise than extraction has it (None: not at all); what was shown."""
        rows = self._database.rows_of("actors")
        kept, there = self._actor(actor_id), self._database.by_id("actor", actor_id)
        found = kept["document"] if kept else there
        row = there.doc_id if there else kept["row"] if kept else None
        if shown is None and there is not None:
            rows.remove(doc_ids=[there.doc_id])
        elif shown is not None and there is None:
            free = row is not None and not rows.contains(doc_id=row)
            row = rows.insert(Document(shown, row) if free and row is not None else dict(shown))
        elif shown is not None and there is not None and there != shown:
            self._database.put("actors", there.doc_id, shown)
        self._rows.remove(doc_ids=[kept.doc_id] if kept else [])
        if shown != found:
            said = {"table": "actors", "row": row, "source": None, "id": actor_id}
            document = dict(found) if found else None
            self._rows.insert({**said, "stands": shown is not None, "document": document})
        return there

    def parts(self) -> dict[str, tuple[list[Fields], list[Fields]]]:
        """By actor, its appearances that are corrected: as extraction has them, and as shown."""
        found: dict[str, tuple[list[Fields], list[Fields]]] = {}
        kept = self._rows.search(where("table") == "appearances")
        stand = [one["row"] for one in kept if one["stands"]]
        shown = self._database.rows_of("appearances").documents(stand)
        for one in kept:
            for number, document in enumerate((one["document"], _shown(one, shown))):
                if document:
                    found.setdefault(document["actor"], ([], []))[number].append(document)
        return found

    def _actor(self, actor_id: str) -> Document | None:
        return cast("Document | None", self._rows.get(where("id") == actor_id))


def _shown(kept: Document, shown: Mapping[int, Document]) -> Document | None:
    return shown.get(kept["row"]) if kept["stands"] else None
