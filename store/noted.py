"""What a query asks of what the user says of records: notes, tags, bookmarks; as rows of a kind."""

from __future__ import annotations

import json

from store.database import Database
from store.index import field
from store.names import fold
from store.query_tree import Field, Sought, Words
from store.records import Kind
from store.wording import Rows, Wording


def noted(database: Database, words: Wording, kind: Kind, leaf: Field) -> Rows:
    """The rows with a note or tag, a bookmark, or with these words in their note or tags."""
    value = leaf.value
    if isinstance(value, Sought):
        if leaf.name == "note":
            return words.noted(kind, value, ("text",))
        return _tagged(database, words, kind, value)
    part = {"note": "text", "tag": "tag_lines"}.get(str(value))
    condition = f"{field(part, 'n')} != ''" if part else f"{field('marked', 'n')} = 1"
    return words.said_of(kind, condition)


def _tagged(database: Database, words: Wording, kind: Kind, value: Sought) -> Rows:
    """The rows with this tag: the whole one first, words in tags where none is called so."""
    if isinstance(value, Words):
        same = [one for one in database.tags() if fold(one) == fold(value.text)]
        if same:
            inside = "SELECT value FROM json_each(?)"
            rows = f'SELECT id FROM "notes.tags" WHERE member IN ({inside})'
            return words.said_of(kind, f"n.id IN ({rows})", json.dumps(same))
    return words.noted(kind, value, ("tags",))
