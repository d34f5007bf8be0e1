"""What the user did, action by action: each can be undone, and done again, at any later time.

An action is a change of rows of the user's own, each told by its table and its `id`: as it was
before, and as it is after. What follows from those rows is made anew by whoever changes them.
Called within a transaction; it knows documents and tables, and no SQL.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast

from tinydb import where
from tinydb.table import Document

from store.database import Database

Fields = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """A row of the user's own before and after; None where there was or is none."""

    table: str
    id: str
    before: Fields | None
    after: Fields | None


@dataclass(frozen=True, slots=True)
class Action:
    """Something that the user did: what, in words, and when (UTC, ISO 8601 to the second)."""

    does: str
    at: str
    changes: tuple[Change, ...]


class Journal:
    """The actions of a store, the latest last."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._rows = database.rows_of("actions")

    def now(self, table: str, row_id: str) -> Fields | None:
        """A row of the user's own as it is now."""
        found = self._database.rows_of(table).get(where("id") == row_id)
        return dict(cast(Document, found)) if found else None

    def do(self, does: str, changes: Sequence[Change]) -> Action | None:
        """Change rows, and remember it; None, and nothing done, where all is so already."""
        real = tuple(one for one in changes if one.before != one.after)
        if not real:
            return None
        action = Action(does, datetime.now(UTC).isoformat(timespec="seconds"), real)
        self._rows.remove(where("undone") == 1)
        self._rows.insert(_written(action))
        self._turn(real)
        return action

    def join(self, actions: Sequence[Action]) -> None:
        """The latest actions that stand, as many as these, are one from now on."""
        if len(actions) < 2:
            return
        self._rows.remove(doc_ids=self._ids(0)[-len(actions) :])
        does = f"{actions[0].does} and {len(actions) - 1} more"
        changes = tuple(change for one in actions for change in one.changes)
        self._rows.insert(_written(Action(does, actions[-1].at, changes)))

    def undo(self) -> Action | None:
        """Take back the latest action that stands; None where there is none."""
        stand = self._ids(0)
        return self._take(stand[-1], 1) if stand else None

    def redo(self) -> Action | None:
        """Do again the first action that was taken back; None where there is none."""
        undone = self._ids(1)
        return self._take(undone[0], 0) if undone else None

    def actions(self, latest: int = 50) -> list[Action]:
        """The latest actions that stand, the latest first."""
        rows = self._rows.documents(self._ids(0)[-latest:])
        return [action_from(row) for _, row in sorted(rows.items(), reverse=True)]

    def _ids(self, undone: int) -> list[int]:
        return sorted(one.doc_id for one in self._rows.search(where("undone") == undone))

    def _take(self, row: int, undone: int) -> Action:
        action = action_from(cast(Document, self._rows.get(doc_id=row)))
        self._rows.update({"undone": undone}, doc_ids=[row])
        if undone:
            turned = [Change(c.table, c.id, c.after, c.before) for c in reversed(action.changes)]
        else:
            turned = [*action.changes]
        self._turn(turned)
        return action

    def _turn(self, changes: Iterable[Change]) -> None:
        for one in changes:
            rows = self._database.rows_of(one.table)
            there = rows.get(where("id") == one.id)
            if one.after is None:
                rows.remove(doc_ids=[cast(Document, there).doc_id] if there else [])
            elif there is None:
                rows.insert(one.after)
            else:
                self._database.put(one.table, cast(Document, there).doc_id, one.after)


def _written(action: Action) -> dict[str, Any]:
    changes = [
        {"table": one.table, "id": one.id, "before": one.before, "after": one.after}
        for one in action.changes
    ]
    return {"does": action.does, "at": action.at, "undone": 0, "changes": changes}


def action_from(row: Fields) -> Action:
    """The action that a row holds; KeyError, TypeError where it holds none."""
    changes = (
        Change(one["table"], one["id"], one["before"], one["after"]) for one in row["changes"]
    )
    return Action(row["does"], row["at"], tuple(changes))
