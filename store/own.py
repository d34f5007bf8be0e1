"""What of a store is the user's own: notes, tags, bookmarks, corrections, searches, visits."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from tinydb import where

from store import met, notes, visits
from store.database import Database
from store.notes import Note
from store.visits import Visit

if TYPE_CHECKING:
    from store.hand.doing import Doing
    from store.hand.journal import Action


class Own:
    """The part of a corpus that no article made."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def note(self, record_id: str) -> Note | None:
        """What the user says of a record: note, tags, bookmark; None where that is nothing."""
        return notes.note(self._database, record_id)

    def notes(self) -> dict[str, Note]:
        """What the user says, by the id of the record, also of records that are not there now."""
        return notes.notes(self._database)

    def noted(self) -> frozenset[str]:
        """Of which records the user says anything, by id; these are read from an index."""
        return frozenset(self._database.distinct("notes", "id"))

    def tags(self) -> list[str]:
        """The tags on records, those on most records first."""
        return self._database.tags()

    @property
    def hand(self) -> Doing:
        """The user's hand: what can be done to records, undone, and done again."""
        from store.hand.doing import Doing

        return Doing(self._database)

    def set_note(self, record_id: str, text: str) -> Action | None:
        """Note a text on a record; see `Notes`."""
        return notes.Notes(self._database).set_text(record_id, text)

    def set_tags(self, record_id: str, tags: Iterable[str]) -> Action | None:
        """Tag a record so, and not otherwise; see `Notes`."""
        return notes.Notes(self._database).set_tags(record_id, tags)

    def set_marked(self, record_id: str, marked: bool) -> Action | None:
        """Bookmark a record, or no longer; see `Notes`."""
        return notes.Notes(self._database).set_marked(record_id, marked)

    def met(self) -> frozenset[str]:
        """The conditions that the user takes as met, by the keys of `store.views.occasions`."""
        return met.met(self._database)

    def set_met(self, key: str, is_met: bool) -> Action | None:
        """Take a condition as met, or no longer."""
        return met.set_met(self._database, key, is_met)

    def visits(self) -> list[Visit]:
        """The visits that were noted, the last one last."""
        return visits.noted(self._database)

    def visit(self) -> None:
        """Note that the user has been here: what comes from now on is new to them."""
        visits.note(self._database)

    def saved_queries(self) -> list[str]:
        """The queries that were saved, in the order in which they were."""
        return [document["name"] for document in self._database.rows_of("queries")]

    def save_query(self, text: str) -> None:
        """Keep a query; one that is kept already stays where it is."""
        self._database.rows_of("queries").upsert({"name": text}, where("name") == text)

    def forget_query(self, text: str) -> None:
        """Keep it no longer."""
        self._database.rows_of("queries").remove(where("name") == text)
