"""Whether what is kept beside the documents is in step with them, and making it anew.

Indexes, side tables, checksums, full text, views and triggers: all as the layouts tell them.
It knows neither records nor screens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from store.errors import StoreError
from store.index import FULL_TEXT, PLAIN, Layout, field_statement, list_statements, quoted
from store.transactions import StoreFile

_MADE = re.compile(
    r"CREATE (?P<kind>(?:VIRTUAL )?TABLE|INDEX|TRIGGER|VIEW) IF NOT EXISTS "
    r'(?P<name>"[^"]+"|\w+)'
)
_DROPPED_BY_TURN = ("TRIGGER", "INDEX", "VIRTUAL TABLE", "TABLE", "VIEW")


def _beside(table: str, layout: Layout) -> list[tuple[str, str, str]]:
    """All that stands beside a table: its kind, its name, the statement that makes it."""
    statements = [field_statement(table, one, more) for one, more in layout.fields.items()]
    statements += [one for name in layout.lists for one in list_statements(table, name)]
    found = [(_MADE.match(one), one) for one in (*statements, *layout.statements)]
    return [(match["kind"], match["name"].strip('"'), one) for match, one in found if match]


def _members(table: str, name: str) -> str:
    """The statement that reads the rows of a side table out of the documents."""
    doc = "CASE WHEN json_valid(t.doc) THEN t.doc ELSE '{}' END"
    return (
        f"SELECT DISTINCT j.value AS member, t.id AS id FROM {quoted(table)} AS t, "
        f"json_each({doc}, '$.\"{name}\"') AS j WHERE j.type = 'text'"
    )


def out_of_step(file: StoreFile, table: str, layout: Layout) -> Iterator[str]:
    """In what the things beside a table are not as its documents and its layout say.

    Where the file may be written, the full text is compared word by word (other writers wait),
    else row by row. StoreError where it cannot be read.
    """
    known: dict[str, str] = dict(
        file.run("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    )
    for kind, name, statement in _beside(table, layout):
        found = known.get(name)
        if found is None:
            yield f"its {kind.lower()} {name} is missing"
        elif found.split() != statement.replace(" IF NOT EXISTS", "").split():
            yield f"its {kind.lower()} {name} is not the one of this schema"
    for one in layout.lists:
        side = f"SELECT member, id FROM {quoted(f'{table}.{one}')}"
        if f"{table}.{one}" in known and _differ(file, _members(table, one), side):
            yield f"its side table {table}.{one} does not hold what the documents hold"
    if (name := f"{table}_words") in known:
        yield from _full_text_out_of_step(file, table, name)


def _differ(file: StoreFile, left: str, right: str) -> bool:
    sql = "SELECT 1 FROM (SELECT * FROM ({}) EXCEPT SELECT * FROM ({})) LIMIT 1"
    return any(file.run(sql.format(*pair)) for pair in ((left, right), (right, left)))


def _full_text_out_of_step(file: StoreFile, table: str, name: str) -> Iterator[str]:
    why = f"its full text {name} does not hold the words of the documents"
    if not file.read_only:
        try:
            file.run(f"INSERT INTO {name} ({name}, rank) VALUES ('integrity-check', 1)")
        except StoreError as error:
            if "damaged" not in str(error):
                raise
            yield why
    elif _differ(file, f"SELECT id FROM {quoted(table)}", f"SELECT id FROM {name}_docsize"):
        yield why


def take_apart(file: StoreFile, table: str, layout: Layout) -> None:
    """Take away all that stands beside a table."""
    beside = _beside(table, layout)
    for kind in _DROPPED_BY_TURN:
        for _, name, _ in (one for one in beside if one[0] == kind):
            file.run(f"DROP {kind.split()[-1]} IF EXISTS {quoted(name)}")


def put_together(file: StoreFile, table: str, layout: Layout) -> None:
    """Make all that stands beside a table, over the documents that are there."""
    for _, _, statement in _beside(table, layout):
        file.run(statement)
    for one in layout.lists:
        file.run(f"INSERT INTO {quoted(f'{table}.{one}')} {_members(table, one)}")
    if any(at.table == table for at in FULL_TEXT.values()):
        file.run(f"INSERT INTO {table}_words ({table}_words) VALUES ('rebuild')")


def readable(file: StoreFile, table: str) -> Iterator[tuple[int, bytes]]:
    """The rows of a damaged file that can be read, from both ends to where it is damaged."""
    last = -1
    for order in ("", " DESC"):
        sql = f'SELECT id, {PLAIN} FROM "{table}" WHERE id > ? ORDER BY id{order}'
        try:
            for row, text in file.walk(sql, (last,)):
                yield row, text
                last = last if order else row
        except StoreError:
            continue
        return
