"""What the user says of records: a note, tags, a bookmark; all stay when the record goes.

A record that comes again, from the same article, has them again. It knows the table of
notes and the user's hand, by which each change can be undone, and no SQL.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from tinydb import where

from store.categories import label
from store.database import Database
from store.ids import INITIALS
from store.names import fold
from store.records import KINDS, Kind

if TYPE_CHECKING:
    from store.hand.journal import Action

_LONGEST = 32
"""How many characters of a record stand in the sentence of what was done with it."""


@dataclass(frozen=True, slots=True)
class Note:
    """What is said of the record with this id: words, tags, whether it is bookmarked.

    `text` is "" where nothing is noted; `written` is in UTC, ISO 8601 to the second: when any
    of it was said last.
    """

    id: str
    kind: Kind
    text: str
    written: str
    tags: tuple[str, ...] = ()
    marked: bool = False

    @property
    def line(self) -> str:
        """All of it in one line: `ask again #check bookmarked`."""
        signs = [*(f"#{tag}" for tag in self.tags), *(["bookmarked"] if self.marked else [])]
        return " ".join([*self.text.split(), *signs])


def note(database: Database, record_id: str) -> Note | None:
    """What is said of a record, None where that is nothing."""
    found = database.rows_of("notes").get(where("id") == record_id)
    return _read(database, found) if found else None


def notes(database: Database) -> dict[str, Note]:
    """All that is said, by the id of the record."""
    return {one["id"]: _read(database, one) for one in database.rows_of("notes")}


def tag_words(text: str) -> tuple[str, ...]:
    """The tags in a line of them; ValueError for one that no query could find."""
    found: dict[str, str] = {}
    for word in unicodedata.normalize("NFC", text).split():
        tag = word.removeprefix("#")
        if not tag[:1].isalnum() or any(sign in tag for sign in '"“”„()'):
            why = "it begins with a letter or digit and holds no brackets or quotation marks"
            raise ValueError(f"`{word}` is no tag: {why}")
        found.setdefault(fold(tag), tag)
    return tuple(found.values())


class Notes:
    """What the user says of records, change by change: each an action that can be undone.

    KeyError where there is no such record; what was said of one that is gone can be taken
    back. None is returned, and nothing done, where all is so already.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def set_text(self, record_id: str, text: str) -> Action | None:
        """Note a text on a record in place of what was noted; one without words takes it away."""
        text = text.strip()
        return self._say(record_id, "note on" if text else "note off", text=text)

    def set_tags(self, record_id: str, tags: Iterable[str]) -> Action | None:
        """Tag a record so, and not otherwise; ValueError for what is no tag."""
        words = tag_words(" ".join(tags))
        does = f"tags {' '.join(words)} on" if words else "tags off"
        return self._say(record_id, does, tags=words)

    def set_marked(self, record_id: str, marked: bool) -> Action | None:
        """Bookmark a record, or no longer."""
        return self._say(record_id, "bookmark on" if marked else "bookmark off", marked=marked)

    def _say(self, record_id: str, does: str, **said: Any) -> Action | None:
        from store.hand.doing import Doing

        with self._database.rows.transaction():
            kind = next((one for one in KINDS if record_id[:1] == INITIALS[one]), None)
            record = self._database.by_id(kind, record_id) if kind else None
            old = note(self._database, record_id)
            if kind is None or not (record or (old and not any(said.values()))):
                raise KeyError(record_id)
            new = replace(old or Note(record_id, kind, "", ""), **said)
            if new == (old or Note(record_id, kind, "", "")):
                return None
            new = replace(new, written=datetime.now(UTC).isoformat(timespec="seconds"))
            after = _document(new) if new.text or new.tags or new.marked else None
            called = f"{does} {kind} {_called(record, record_id)}"
            return Doing(self._database).note(called, record_id, after)


def _document(said: Note) -> dict[str, Any]:
    """The row of what is said; the tags also as lines, for the full text."""
    return {
        "id": said.id,
        "kind": said.kind,
        "text": said.text,
        "written": said.written,
        "tags": list(said.tags),
        "tag_lines": "\n".join(said.tags),
        "marked": said.marked,
    }


def _read(database: Database, document: Mapping[str, Any]) -> Note:
    try:
        return Note(
            document["id"],
            document["kind"],
            document["text"],
            document["written"],
            tuple(document.get("tags") or ()),
            bool(document.get("marked")),
        )
    except (KeyError, TypeError):
        raise database.rows.damaged("a row of notes") from None


def _called(record: Mapping[str, Any] | None, record_id: str) -> str:
    """A record in a few of its words, its id where it has none."""
    about = record or {}
    for part in ("title", "name", "subject", "content", "action", "trigger", "theme"):
        found = about.get(part)
        words = found.get("text") if isinstance(found, Mapping) else found
        if part == "theme" and isinstance(words, str):  # of a chain no more is told
            whom = about.get("beneficiary")
            words = f"{label(words)} for {whom}" if whom else label(words)
        if isinstance(words, str) and words.strip():
            words = " ".join(words.split()).strip('“”" ')
            return f"“{words if len(words) <= _LONGEST else words[:_LONGEST].rstrip() + '…'}”"
    return record_id
