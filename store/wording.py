"""The words of a query in the full text: FTS5 expressions, spellings, patterns with a limit.

SQL over the full-text tables; what a field means it does not know.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import islice, product
from time import monotonic
from typing import Any

from store.database import TABLES, Database
from store.errors import QueryError
from store.index import FULL_TEXT, expression
from store.names import fold
from store.query_tree import Fuzzy, Pattern, Query, Sought, Words, compiled
from store.records import Kind

SECONDS = 2.0
"""How long the patterns of one query may take over the texts of one kind."""

SHORT = 5
"""Up to this many letters one may differ in a spelling, beyond it two."""

Rows = tuple[str, tuple[Any, ...]]
"""A statement that selects rows, each once, as `row`, and its parameters."""

_MOST = 64


class Wording:
    """The words of one query asked of a store, with one limit of time for all its patterns."""

    def __init__(self, database: Database, query: Query) -> None:
        self._database = database
        self._query = query
        self._deadline = monotonic() + SECONDS

    def rows(self, kind: Kind, sought: Sought, columns: Sequence[str] = ()) -> Rows:
        """The rows of a kind with these words in some of their columns (none: in any)."""
        if isinstance(sought, Pattern):
            return self._matched(kind, sought, columns)
        name = f"{FULL_TEXT[kind].table}_words"
        wanted = " OR ".join(_expressions(self._database, kind, sought, columns))
        if not wanted:
            return nothing(kind)
        return f"SELECT rowid AS row FROM {name} WHERE {name} MATCH ?", (wanted,)

    def stretches(self, pattern: Pattern, text: str) -> list[tuple[int, int]]:
        """Where a pattern stands in a text, in code points. QueryError after too long."""
        try:
            found = compiled(pattern.text).finditer(text, timeout=self._left())
            return [one.span() for one in found if one.end() > one.start()]
        except TimeoutError:
            raise self._too_slow(pattern) from None

    def _matched(self, kind: Kind, pattern: Pattern, columns: Sequence[str]) -> Rows:
        at = FULL_TEXT[kind]
        key = (kind, tuple(columns or at.columns), pattern.text)
        found = self._database.matched.get(key)
        if found is None:
            found = self._search(
                f"SELECT rowid, {', '.join(key[1])} FROM {at.table}_words_read", pattern
            )
            self._database.matched[key] = found
        return "SELECT value AS row FROM json_each(?)", (json.dumps(found),)

    def _search(self, sql: str, pattern: Pattern) -> list[int]:
        search = compiled(pattern.text).search
        found: list[int] = []
        try:
            for row, *texts in self._database.rows.walk(sql):
                if any(text and search(text, timeout=self._left()) for text in texts):
                    found.append(row)
        except TimeoutError:
            raise self._too_slow(pattern) from None
        return found

    def _left(self) -> float:
        left = self._deadline - monotonic()
        if left <= 0:
            raise TimeoutError
        return left

    def _too_slow(self, pattern: Pattern) -> QueryError:
        text = self._query.text
        typed = pattern.text.replace("/", "\\/")
        at = max(text.find(typed), 0)
        why = f"this pattern takes longer than {SECONDS:g} seconds over these texts"
        return QueryError(text, at, at + len(typed), f"{why}; make it simpler")


def nothing(kind: Kind) -> Rows:
    """No row of a kind."""
    return f"SELECT id AS row FROM {TABLES[kind]} WHERE 0", ()


def any_of(database: Database, kind: Kind, sought: Sequence[Sought]) -> str:
    """The FTS5 expression that any of these words makes true, "" where there is none."""
    found = [one for part in sought for one in _expressions(database, kind, part, ())]
    return " OR ".join(dict.fromkeys(found))


def _expressions(
    database: Database, kind: Kind, sought: Sought, columns: Sequence[str]
) -> list[str]:
    found: list[str | None] = []
    if isinstance(sought, Words):
        found = [expression(sought.text, columns, begun=sought.begun)]
    elif isinstance(sought, Fuzzy):
        found = [expression(one, columns) for one in spelled_like(database, kind, sought)]
    return [f"({one})" for one in found if one]


def spelled_like(database: Database, kind: Kind, fuzzy: Fuzzy) -> list[str]:
    """The phrases of the store that the words may stand for, the nearest first."""
    choices = [_near(database, kind, word) for word in fold(fuzzy.text).split()]
    return [" ".join(words) for words in islice(product(*choices), _MOST)]


def _near(database: Database, kind: Kind, word: str) -> list[str]:
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    far = 1 if len(word) <= SHORT else 2
    name = f"{FULL_TEXT[kind].table}_words"
    database.rows.run(
        f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.{name}_vocabulary "
        f"USING fts5vocab(main, {name}, row)"
    )
    sql = f"SELECT term FROM temp.{name}_vocabulary WHERE length(term) BETWEEN ? AND ?"
    terms = [row[0] for row in database.rows.run(sql, (len(word) - far, len(word) + far))]
    found = process.extract(word, terms, scorer=OSA.distance, score_cutoff=far, limit=_MOST)
    return [term for term, _, _ in found] or [word]
