"""What is kept beside the documents to find them: indexes, side tables, full text.

Full text is SQLite's FTS5 over the words of records, notes and tags on them, in the same file
and kept by triggers in the same transaction; its text is read from the documents themselves.
It knows which fields hold words, and neither records nor screens.
"""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from typing import TYPE_CHECKING, Any, Literal

import orjson

from store.records import PLURALS, Kind

if TYPE_CHECKING:
    from store.transactions import StoreFile


@dataclass(frozen=True, slots=True)
class Layout:
    """What goes with one table.

    `fields` are looked up by value (`where(f) == v`), each with the expressions that its
    index holds besides; `lists` by one of their members (`where(f).any([…])`);
    `statements` are run after the table was made. `summed`: each document has a checksum, see
    `sum_statements`.
    """

    fields: Mapping[str, tuple[str, ...]] = dataclass_field(default_factory=dict)
    lists: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    summed: bool = False


PLAIN = "coalesce(CAST(doc AS BLOB), x'')"
"""The SQL expression of a document as bytes, whatever stands there."""


def field(name: str, table: str = "") -> str:
    """The SQL expression of a document's field, as the indexes have it."""
    prefix = f"{table}." if table else ""
    return f"json_extract({prefix}doc,'$.\"{name}\"')"


def index(table: str, name: str, *terms: str) -> str:
    """The statement that makes an index over expressions."""
    return f'CREATE INDEX IF NOT EXISTS "{table}.{name}" ON "{table}" ({", ".join(terms)})'


def field_statement(table: str, name: str, besides: tuple[str, ...]) -> str:
    """The index of a field that is looked up by value."""
    return index(table, name, field(name), *besides)


def list_statements(table: str, name: str) -> tuple[str, ...]:
    """A side table (member, row) of a list field, kept by triggers."""
    side = f'"{table}.{name}"'
    path = f"'$.\"{name}\"'"
    take = f"DELETE FROM {side} WHERE id = old.id;"
    put = (
        f"INSERT INTO {side} SELECT DISTINCT value, new.id FROM json_each(new.doc, {path}) "
        "WHERE type = 'text';"
    )
    trigger = f'CREATE TRIGGER IF NOT EXISTS "{table}.{name}'
    return (
        f"CREATE TABLE IF NOT EXISTS {side} (member TEXT, id INTEGER, "
        "PRIMARY KEY (member, id)) WITHOUT ROWID",
        index(f"{table}.{name}", "id", "id"),
        f'{trigger} put" AFTER INSERT ON "{table}" BEGIN {put} END',
        f'{trigger} take" AFTER DELETE ON "{table}" BEGIN {take} END',
        f'{trigger} change" AFTER UPDATE OF doc ON "{table}" BEGIN {take} {put} END',
    )


def sum_statements(table: str) -> tuple[str, ...]:
    """A side table of checksums. Whoever writes a document without one takes the old one out."""
    side = f'"{table}.sums"'
    trigger = f'CREATE TRIGGER IF NOT EXISTS "{table}.sums'
    return (
        f"CREATE TABLE IF NOT EXISTS {side} (id INTEGER PRIMARY KEY, sum INTEGER NOT NULL)",
        *(
            f'{trigger} {event}" AFTER {when} ON "{table}" BEGIN '
            f"DELETE FROM {side} WHERE id = {row}.id; END"
            for event, when, row in (
                ("put", "INSERT", "new"),
                ("take", "DELETE", "old"),
                ("change", "UPDATE OF doc", "old"),
            )
        ),
    )


def put_sum(table: str) -> str:
    """The statement that writes the checksum of a row."""
    return f"INSERT OR REPLACE INTO {quoted(f'{table}.sums')} (id, sum) VALUES (?, ?)"


def lookup(table: str, layout: Layout, query: object) -> tuple[str, tuple[Any, ...]] | None:
    """The statement that selects the ids among which all matches of a TinyDB query are.

    None where no index tells. A query says what it asks in what it is hashed by.
    """
    asked = getattr(query, "_hash", None)
    for part in asked[1] if asked and asked[0] == "and" else (asked,):
        match part:
            case ("==", (str(name),), str() | int() as value) if (
                name in layout.fields and _comparable(value)
            ):
                return f"SELECT id FROM {quoted(table)} WHERE {field(name)} = ?", (value,)
            case ("any", (str(name),), tuple(members)) if name in layout.lists and all(
                isinstance(one, str) and _comparable(one) for one in members
            ):
                side = quoted(f"{table}.{name}")
                sql = f"SELECT id FROM {side} WHERE member IN (SELECT value FROM json_each(?))"
                return sql, (orjson.dumps(members).decode(),)
    return None


def _comparable(value: str | int) -> bool:
    """Whether SQL compares it as Python does."""
    if isinstance(value, str):
        return "\0" not in value and value.encode(errors="ignore").decode() == value
    return abs(value) <= 2**53


def quoted(name: str) -> str:
    """A table's name as it stands in a statement."""
    return '"' + name.replace('"', '""') + '"'


@dataclass(frozen=True, slots=True)
class _FullText:
    """One full-text table: whose words, in which columns (SQL over {row}.doc), their weight.

    The columns are functions of one document. FTS5 cannot check or rebuild what is read
    through another virtual table, json_each included: lists stand in the documents as lines.
    """

    table: str
    columns: Mapping[str, str]
    weights: tuple[float, ...]


def _part(path: str) -> str:
    return f"json_extract({{row}}.doc,'$.{path}')"


MADE: tuple[Kind, ...] = ("entry", "chain", "figure", "story")
"""The kinds that are made from records of many articles."""

Text = Kind | Literal["note"]
"""Whose words a full text holds: those of records of a kind, or of notes and tags on any."""

FULL_TEXT: dict[Text, _FullText] = {
    "source": _FullText(
        "texts",
        {"title": _part("title"), "text": _part("text"), "outlet": _part("outlet")},
        (4.0, 1.0, 2.0),
    ),
    "actor": _FullText(
        "actors", {"name": _part("name"), "aliases": _part("alias_lines")}, (2.0, 1.0)
    ),
    "quote": _FullText(
        "quotes",
        {
            "content": _part("content.text"),
            "cue": _part("cue.text"),
            "speaker": _part("speaker.text"),
            "names": _part("name_lines"),
        },
        (1.0, 1.0, 1.0, 0.5),
    ),
    "pledge": _FullText(
        "pledges",
        {
            "action": _part("action.text"),
            "trigger": _part("trigger.text"),
            "condition": _part("condition.text"),
            "beneficiary": _part("beneficiary.text"),
            "makers": _part("maker_lines"),
            "names": _part("name_lines"),
        },
        (1.0, 1.0, 1.0, 1.0, 1.0, 0.5),
    ),
    **{kind: _FullText(PLURALS[kind], {"words": _part("lines")}, (1.0,)) for kind in MADE},
    "note": _FullText("notes", {"text": _part("text"), "tags": _part("tag_lines")}, (1.0, 1.0)),
}


def full_text_again(kind: Text) -> tuple[str, ...]:
    """What makes the full-text table of a kind anew over the documents that are there."""
    table = FULL_TEXT[kind].table
    name = f"{table}_words"
    return (
        *(f"DROP TRIGGER IF EXISTS {name}_{when}" for when in ("put", "take", "change")),
        f"DROP TABLE IF EXISTS {name}",
        f"DROP VIEW IF EXISTS {name}_read",
        *full_text_statements(kind),
        f"INSERT INTO {name} ({name}) VALUES ('rebuild')",
    )


def full_text_statements(kind: Text) -> tuple[str, ...]:
    """The full-text table of a kind, the view that it reads, the triggers that keep it."""
    at = FULL_TEXT[kind]
    name = f"{at.table}_words"
    view = f"{at.table}_words_read"
    columns = ", ".join(at.columns)

    def values(row: str) -> str:
        return ", ".join(column.replace("{row}", row) for column in at.columns.values())

    read = ", ".join(
        f"{expression.replace('{row}', at.table)} AS {column}"
        for column, expression in at.columns.items()
    )
    take = (
        f"INSERT INTO {name} ({name}, rowid, {columns}) VALUES ('delete', old.id, {values('old')});"
    )
    put = f"INSERT INTO {name} (rowid, {columns}) VALUES (new.id, {values('new')});"
    trigger = f"CREATE TRIGGER IF NOT EXISTS {name}"
    return (
        f"CREATE VIEW IF NOT EXISTS {view} AS SELECT id AS rowid, {read} FROM {at.table}",
        f"CREATE VIRTUAL TABLE IF NOT EXISTS {name} USING fts5({columns}, content='{view}', "
        "tokenize='unicode61 remove_diacritics 2', prefix='1 2 3')",
        f"{trigger}_put AFTER INSERT ON {at.table} BEGIN {put} END",
        f"{trigger}_take AFTER DELETE ON {at.table} BEGIN {take} END",
        f"{trigger}_change AFTER UPDATE OF doc ON {at.table} BEGIN {take} {put} END",
    )


def expression(words: str, columns: Sequence[str] = (), *, begun: bool = False) -> str | None:
    """The FTS5 expression for words next to each other, in some columns only.

    `begun`: the last one may be a beginning. None where there is no letter or digit to look
    for. Whatever the input, the expression is well formed: it stands between marks.
    """
    plain = words.encode(errors="replace").decode().replace("\0", " ").replace('"', " ")
    if not any(_has_token(word) for word in plain.split()):
        return None
    return f'{_inside(columns)}"{plain.strip()}"' + ("*" if begun else "")


def near_expression(phrases: Sequence[str], apart: int, columns: Sequence[str] = ()) -> str:
    """The FTS5 expression for expressions near each other, `apart` words between at most."""
    return f"{_inside(columns)}NEAR({' '.join(phrases)}, {apart})"


def _inside(columns: Sequence[str]) -> str:
    return f"{{{' '.join(columns)}}} : " if columns else ""


def is_token(word: str) -> bool:
    """Whether unicode61 sees one word in it."""
    return bool(word) and all(_has_token(one) for one in word)


def _has_token(word: str) -> bool:
    """Whether unicode61 sees something in it: letters, numbers, private use."""
    return any(unicodedata.category(one)[0] in "LN" or one > "\ue000" for one in word)


@dataclass(frozen=True, slots=True)
class Marked:
    """A column's text and where the words stand in it, in code points."""

    text: str
    marks: tuple[tuple[int, int], ...]


def ranks(file: StoreFile, kind: Text, words: str, rows: Sequence[int]) -> dict[int, float]:
    """The BM25 rank of those of these rows that match an expression; the lowest is the best."""
    name = f"{FULL_TEXT[kind].table}_words"
    weights = ", ".join(str(weight) for weight in FULL_TEXT[kind].weights)
    sql = f"SELECT rowid, bm25({name}, {weights}) FROM {name} WHERE {name} MATCH ? "
    sql += "AND +rowid IN (SELECT value FROM json_each(?))"
    return dict(file.run(sql, (words, orjson.dumps(list(rows)).decode())))


def marked(
    file: StoreFile,
    kind: Text,
    words: str,
    rows: Sequence[int] | None = None,
    columns: Sequence[str] | None = None,
) -> dict[int, tuple[Marked, ...]]:
    """The columns of matching rows, the words marked; of all of them without `rows`.

    A row that no longer matches is left out.
    """
    at = FULL_TEXT[kind]
    name = f"{at.table}_words"
    numbers = [list(at.columns).index(column) for column in columns or at.columns]
    shown = ", ".join(f"CAST(highlight({name}, {one}, ?, ?) AS BLOB)" for one in numbers)
    sql = f"SELECT rowid, {shown} FROM {name} WHERE {name} MATCH ?"
    parameters: list[str] = [*(_MARKS * len(numbers)), words]
    if rows is not None:
        # with +, matches are gone through once; else each row starts a search of its own
        sql += " AND +rowid IN (SELECT value FROM json_each(?))"
        parameters.append(orjson.dumps(list(rows)).decode())
    joins = " " in words
    with closing(file.walk(sql, parameters)) as found:
        try:
            return {
                row: tuple(_read_marks(blob, joins=joins) for blob in blobs)
                for row, *blobs in found
            }
        except UnicodeDecodeError:
            raise file.damaged(f"the text in {at.table}") from None


def occurring(
    file: StoreFile, kind: Text, column: str, word: str, *, begun: bool = False
) -> dict[int, int]:
    """How often a word, or one that begins so, stands in a column, by row; not where it is 0.

    `word` is one word as the index folds it. No text is read.
    """
    name = f"{FULL_TEXT[kind].table}_words"
    places = f"temp.{name}_places"
    file.run(f"CREATE VIRTUAL TABLE IF NOT EXISTS {places} USING fts5vocab(main, {name}, instance)")
    terms, last = ("term >= ? AND term < ?", f"{word}\U0010ffff") if begun else ("term = ?", "")
    sql = f"SELECT doc, count(*) FROM {places} WHERE {terms} AND col = ? GROUP BY doc"
    return dict(file.run(sql, (word, *filter(None, [last]), column)))


def columns_of(
    file: StoreFile,
    kind: Text,
    words: str,
    rows: Sequence[int],
    columns: Sequence[str] | None = None,
) -> dict[int, tuple[Marked, ...]]:
    """The columns of rows, the words marked in those that match; unmarked without words."""
    at = FULL_TEXT[kind]
    found = marked(file, kind, words, rows, columns) if words else {}
    missing = [row for row in rows if row not in found]
    if missing:
        shown = ", ".join(columns or at.columns)
        sql = f"SELECT rowid, {shown} FROM {at.table}_words_read WHERE rowid IN "
        sql += "(SELECT value FROM json_each(?))"
        for row, *texts in file.run(sql, (orjson.dumps(missing).decode(),)):
            found[row] = tuple(Marked(text or "", ()) for text in texts)
    return found


_KEY = secrets.token_hex(4)
_MARKS = (f"\ufdd0{_KEY}\ufdd1", f"\ufdd1{_KEY}\ufdd0")
"""What marks a match on its way out of SQLite: no article can know it."""


def _read_marks(blob: bytes | None, *, joins: bool) -> Marked:
    """Take the marks out; with `joins`, neighbours with nothing but blanks between are one."""
    opening, closing = _MARKS
    first, *rest = (blob or b"").decode("utf-8", "surrogatepass").split(opening)
    parts = [first]
    at = len(first)
    marks: list[tuple[int, int]] = []
    for piece in rest:
        match, _, after = piece.partition(closing)
        begin = at
        if joins and marks and marks[-1][1] < at and parts[-1].strip(" \u00a0") == "":
            begin = marks.pop()[0]
        parts += (match, after)
        marks.append((begin, at + len(match)))
        at += len(match) + len(after)
    return Marked("".join(parts), tuple(marks))
