"""The words of a query in the full text: FTS5 expressions, spellings, patterns with a limit.

SQL over the full-text tables; what a field means it does not know.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice, product
from time import monotonic
from typing import Any

from store.database import TABLES, Database
from store.errors import QueryError
from store.index import FULL_TEXT, Text, expression, field, is_token, near_expression
from store.names import fold
from store.query_patterns import compiled, folded, infix_pattern
from store.query_tree import (
    And,
    Fuzzy,
    Infix,
    Lengthy,
    Near,
    Node,
    Not,
    Or,
    Pattern,
    Query,
    Sought,
    Words,
)
from store.records import Kind

SECONDS = 2.0
"""How long the patterns of one query may take over all texts together."""

SHORT = 5
"""Up to this many letters one may differ in a spelling, beyond it two."""

Rows = tuple[str, tuple[Any, ...]]
"""A statement that selects rows, each once, as `row`, and its parameters."""

_MOST = 64
_MOST_TERMS = 200
"""With more words than these that hold a piece, the texts are quicker to look through."""


class Wording:
    """The words of one query asked of a store, with one limit of time for all its patterns."""

    def __init__(self, database: Database, query: Query) -> None:
        self._database = database
        self._query = query

    def rows(self, kind: Kind, sought: Sought, columns: Sequence[str] = ()) -> Rows:
        """The rows of a kind with these words in some of their columns.

        Without columns: in any of them, or in the note or tags on the record.
        """
        own = self._rows(kind, sought, columns)
        if columns or not self.has_notes(kind):
            return own
        noted = self.noted(kind, sought)
        return f"SELECT row FROM ({own[0]}) UNION {noted[0]}", (*own[1], *noted[1])

    def together(self, kind: Kind, node: Node, columns: Sequence[str] = ()) -> Rows | None:
        """The rows in which a tree of plain words holds, asked of the index at once.

        None where it holds anything else, or notes and tags may have the words.
        """
        found = None if not columns and self.has_notes(kind) else _written(kind, node, columns)
        if not found:
            return None
        name = f"{FULL_TEXT[kind].table}_words"
        return f"SELECT rowid AS row FROM {name} WHERE {name} MATCH ?", (found,)

    def noted(self, kind: Kind, sought: Sought, columns: Sequence[str] = ()) -> Rows:
        """The rows of a kind with these words in the note or tags on them, or in one of both."""
        sql, parameters = self._rows("note", sought, columns)
        return self.said_of(kind, f"n.id IN ({sql})", *parameters)

    def said_of(self, kind: Kind, condition: str, *parameters: Any) -> Rows:
        """The rows of a kind of which something is said that a condition on notes `n` holds of."""
        joined = f"JOIN {TABLES[kind]} AS r ON {field('id', 'r')} = {field('id', 'n')}"
        chosen = f"WHERE {field('kind', 'n')} = '{kind}' AND {condition}"
        return f"SELECT r.id AS row FROM notes AS n CROSS {joined} {chosen}", parameters

    def has_notes(self, kind: Kind) -> bool:
        """Whether words are noted on any record of a kind, or tags."""
        words = f"({field('text')} != '' OR {field('tag_lines')} != '')"
        sql = f"SELECT 1 FROM notes WHERE {field('kind')} = ? AND {words} LIMIT 1"
        return bool(self._database.rows.run(sql, (kind,)))

    def stretches(self, sought: Lengthy, text: str) -> list[tuple[int, int]]:
        """Where something stands in a text, in code points. QueryError after too long."""
        found: list[tuple[int, int]] = []
        with self._limited(sought) as left:
            found += (
                one.span()
                for one in compiled(pattern_of(sought)).finditer(text, timeout=left)
                if one.end() > one.start()
            )
        return found

    def _rows(self, kind: Text, sought: Sought, columns: Sequence[str]) -> Rows:
        if isinstance(sought, Lengthy):
            return self._looked_for(kind, sought, columns)
        name = f"{FULL_TEXT[kind].table}_words"
        wanted = written(kind, sought, columns)
        if not wanted:
            return f"SELECT rowid AS row FROM {name} WHERE 0", ()
        return f"SELECT rowid AS row FROM {name} WHERE {name} MATCH ?", (wanted,)

    def _looked_for(self, kind: Text, sought: Lengthy, columns: Sequence[str]) -> Rows:
        key = (kind, tuple(columns or FULL_TEXT[kind].columns), sought)
        found = self._database.looked.rows.get(key)
        if found is None:
            found = self._search(kind, sought, key[1])
            self._database.looked.rows[key] = found
        return "SELECT value AS row FROM json_each(?)", (json.dumps(found),)

    def _search(self, kind: Text, sought: Lengthy, columns: Sequence[str]) -> list[int]:
        table = FULL_TEXT[kind].table
        run = self._database.rows.run
        wanted = spelled(self._database, kind, sought, columns)
        if wanted is not None:
            sql = f"SELECT rowid FROM {table}_words WHERE {table}_words MATCH ?"
            return [row for (row,) in run(sql, (wanted,))] if wanted else []
        sql = f"SELECT rowid, {', '.join(columns)} FROM {table}_words_read"
        found: list[int] = []
        with self._limited(sought) as left:
            search = compiled(pattern_of(sought)).search
            deadline = monotonic() + left
            for row, *texts in self._database.rows.walk(sql):
                for text in filter(None, texts):
                    if (left := deadline - monotonic()) <= 0:
                        raise TimeoutError
                    if search(text, timeout=left):
                        found.append(row)
                        break
        return found

    @contextmanager
    def _limited(self, sought: Lengthy) -> Iterator[float]:
        """The seconds that are left to the query; what is done within uses them up."""
        spent = self._database.looked.spent
        query = self._query.text
        left = SECONDS - spent.get(query, 0.0)
        began = monotonic()
        try:
            if left <= 0:
                raise TimeoutError
            yield left
        except TimeoutError:
            raise self._too_slow(sought) from None
        finally:
            spent[query] = spent.get(query, 0.0) + monotonic() - began

    def _too_slow(self, sought: Lengthy) -> QueryError:
        text = self._query.text
        typed = sought.text
        if isinstance(sought, Pattern):
            typed = typed.replace("/", "\\/")
        elif typed not in text:
            typed = typed.rstrip("*")  # the last star was not typed
        at = max(text.find(typed), 0)
        what = "this pattern takes" if isinstance(sought, Pattern) else "to look for this takes"
        why = f"{what} longer than {SECONDS:g} seconds over these texts"
        return QueryError(text, at, at + len(typed), f"{why}; make it simpler")


def nothing(kind: Kind) -> Rows:
    """No row of a kind."""
    return f"SELECT id AS row FROM {TABLES[kind]} WHERE 0", ()


def where(kind: Kind, condition: str, *parameters: Any) -> Rows:
    """The rows of a kind of which a condition holds."""
    return f"SELECT id AS row FROM {TABLES[kind]} WHERE {condition}", parameters


def between(kind: Kind, name: str, low: Any, high: Any, edges: tuple[bool, bool]) -> Rows:
    """A field within a stretch; a date that is shorter stands for all days in it."""
    conditions, parameters = [f"{field(name)} IS NOT NULL"], []
    if low is not None:
        late = isinstance(low, str) and edges[0]
        conditions.append(f"{field(name)} {'>' if edges[0] else '>='} ?")
        parameters.append(f"{low}~" if late else low)
    if high is not None:
        conditions.append(f"{field(name)} {'<' if edges[1] else '<='} ?")
        parameters.append(f"{high}~" if isinstance(high, str) and not edges[1] else high)
    return where(kind, " AND ".join(conditions), *parameters)


def pattern_of(sought: Lengthy) -> str:
    """The regular expression that finds it in a text."""
    return infix_pattern(sought.text) if isinstance(sought, Infix) else sought.text


def any_of(database: Database, kind: Text, sought: Sequence[Sought]) -> str:
    """The FTS5 expression that any of these words makes true, "" where there is none."""
    found: list[str | None] = []
    for one in sought:
        if isinstance(one, Lengthy):
            found.append(spelled(database, kind, one, ()))
        else:
            found.append(written(kind, one, ()))
    return " OR ".join(dict.fromkeys(filter(None, found)))


def scanned(database: Database, kind: Text, sought: Sequence[Sought]) -> list[Lengthy]:
    """What of this no FTS5 expression finds: it is looked for in the texts."""
    lengthy = [one for one in sought if isinstance(one, Lengthy)]
    return [one for one in lengthy if spelled(database, kind, one, ()) is None]


def written(kind: Text, sought: Words | Near, columns: Sequence[str]) -> str:
    """The FTS5 expression for words as they stand; "" where they hold nothing to look for."""
    if isinstance(sought, Words):
        found = expression(sought.text, columns, begun=sought.begun)
        return f"({found})" if found else ""
    phrases = [expression(one.text, begun=one.begun) for one in sought.parts]
    return f"({near_expression([one for one in phrases if one], sought.apart, columns)})"


def _written(kind: Kind, node: Node, columns: Sequence[str]) -> str | None:
    """The FTS5 expression for a tree of words; None where there is none that means the same."""
    match node:
        case Words() | Near():
            return written(kind, node, columns) or None
        case And(parts):
            wanted = [_written(kind, one, columns) for one in parts if not isinstance(one, Not)]
            out = [_written(kind, one.part, columns) for one in parts if isinstance(one, Not)]
            if not wanted or None in wanted or None in out:
                return None
            found = f"({' AND '.join(filter(None, wanted))})"
            return f"({found} NOT ({' OR '.join(filter(None, out))}))" if out else found
        case Or(parts):
            either = [_written(kind, one, columns) for one in parts]
            return None if None in either else f"({' OR '.join(filter(None, either))})"
        case _:
            return None


def spelled(database: Database, kind: Text, sought: Lengthy, columns: Sequence[str]) -> str | None:
    """The FTS5 expression for words of the store that something stands for; "" for none.

    None where no such expression finds the same: for a pattern, for pieces that reach over
    several words, or that too many words hold.
    """
    if isinstance(sought, Pattern):
        return None
    if isinstance(sought, Fuzzy):
        words: Sequence[str] | None = spelled_like(database, kind, sought)
    else:
        words = _holding(database, kind, sought)
    if words is None:
        return None
    found = (expression(one, columns) for one in words)
    joined = " OR ".join(one for one in found if one)
    return f"({joined})" if joined else ""


def spelled_like(database: Database, kind: Text, fuzzy: Fuzzy) -> list[str]:
    """The phrases of the store that the words may stand for, the nearest first."""
    choices = [_near(database, kind, word) for word in fold(fuzzy.text).split()]
    return [" ".join(words) for words in islice(product(*choices), _MOST)]


def _near(database: Database, kind: Text, word: str) -> list[str]:
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    far = 1 if len(word) <= SHORT else 2
    sizes = range(len(word) - far, len(word) + far + 1)
    terms = [term for term in _terms(database, kind) if len(term) in sizes]
    found = process.extract(word, terms, scorer=OSA.distance, score_cutoff=far, limit=_MOST)
    return [term for term, _, _ in found] or [word]


def _holding(database: Database, kind: Text, infix: Infix) -> list[str] | None:
    """The words of the store that hold the pieces; None where the texts tell better."""
    pieces = [folded(piece) for piece in infix.text.split("*") if piece]
    if not all(map(is_token, pieces)):
        return None
    longest = max(pieces, key=len)
    whole = compiled(infix_pattern(infix.text)).fullmatch
    terms = [one for one in _terms(database, kind) if longest in one and whole(one)]
    return terms if len(terms) <= _MOST_TERMS else None


def _terms(database: Database, kind: Text) -> list[str]:
    """All words of a full text, as it folds them."""
    terms = database.looked.terms
    if kind not in terms:
        name = f"{FULL_TEXT[kind].table}_words"
        database.rows.run(
            f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.{name}_vocabulary "
            f"USING fts5vocab(main, {name}, row)"
        )
        sql = f"SELECT term FROM temp.{name}_vocabulary"
        terms[kind] = [term for (term,) in database.rows.run(sql)]
    return terms[kind]
