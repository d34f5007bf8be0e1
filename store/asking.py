"""What a query means for each kind of record: sets of rows, as SQL over the tables.

Every term is about quotes and pledges or about their articles. A *quote* or *pledge* is
found where all of the query holds of it: words stand in it or in its actors' names. An
*article* is found where its title, text and outlet hold the words; a query that asks for
something only a quote or pledge can have (`by:`, `stance:`, …) finds the articles in which
one of them is all that is asked. An *actor* is found by name, or, by such a query, as who
speaks or pledges in what it finds. *Entries* are found by their words, or by one of their
pledges; *chains* by their entries, *stories* by their articles, *figures* by their words,
tellers and articles. What the user says of records (notes, tags, bookmarks) is asked of the
record itself, whatever else is asked of those that it is found by.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any, get_args

from store.database import SAID, TABLES, Database
from store.index import field
from store.ledger import STRENGTHS
from store.noted import noted
from store.query import parsed
from store.query_fields import OF_ARTICLE
from store.query_tree import (
    And,
    Field,
    Fuzzy,
    Headline,
    Leaf,
    Node,
    Not,
    Or,
    Pattern,
    Query,
    Sought,
    Words,
    asks_of_notes_only,
    asks_of_records,
    leaves,
    of_notes,
    of_records,
)
from store.records import DOUBT, Kind, QuoteKind
from store.wording import Rows, Wording, between, nothing, where

_LEDGER: tuple[Kind, ...] = ("entry", "chain", "figure", "story")
_HEADLINE = (
    "EXISTS (SELECT 1 FROM json_each(s.doc, '$.blocks') AS b WHERE "
    "json_extract(b.value, '$[0]') = 'headline' "
    f"AND json_extract(b.value, '$[1]') <= {field('start', 'r')} "
    f"AND json_extract(b.value, '$[2]') > {field('start', 'r')})"
)
_COLUMNS = {
    "about": ("action", "beneficiary", "condition"),
    "to": ("beneficiary",),
    "cond": ("condition",),
}
"""Where a pledge has the words that a field asks for."""

_PARTS: dict[str, tuple[str, ...]] = {
    "speaker": ("quote",),
    "cue": ("quote",),
    "condition": ("pledge",),
    "beneficiary": ("pledge",),
    "action": ("pledge",),
    "deadline": ("pledge",),
    "amount": ("pledge",),
    "entry": ("pledge",),
}


def asked(database: Database, kind: Kind, query: str | Query) -> list[Rows]:
    """The sets of rows of a kind that a query finds: a row must be in all. QueryError."""
    query = parsed(query)
    if query.node is None:
        return []
    asking = _Asking(database, query)
    return [asking.statement(asking.rows(kind, query.node))]


class _Asking:
    """One query that is being compiled.

    Its parts become named sets of one statement: nested in each other they would go too
    deep for SQLite's parser, which holds some hundred symbols.
    """

    def __init__(self, database: Database, query: Query) -> None:
        self._database = database
        self._words = Wording(database, query)
        self._sets: list[Rows] = []

    def rows(self, kind: Kind, node: Node) -> Rows:
        """The rows of a kind in which the node holds."""
        if kind in SAID:
            return self._tree(kind, node, self._of_said)
        apart = self._apart(kind, node)
        if apart is not None:
            return apart
        if kind in _LEDGER:
            return self._of_ledger(kind, node)
        if asks_of_records(node):
            return self._lifted(kind, node)
        return self._tree(kind, node, self._of_source if kind == "source" else self._of_actor)

    def statement(self, rows: Rows) -> Rows:
        """The statement with all the named sets that it rests on."""
        if not self._sets:
            return rows
        named = ", ".join(f"q{number} AS ({sql})" for number, (sql, _) in enumerate(self._sets))
        parameters = [one for _, ours in self._sets for one in ours]
        return f"WITH {named} {rows[0]}", (*parameters, *rows[1])

    def _named_set(self, rows: Rows) -> Rows:
        """The same rows as a set with a name."""
        self._sets.append(rows)
        return f"SELECT row FROM q{len(self._sets) - 1}", ()

    def _joined(self, how: str, parts: Sequence[Rows]) -> Rows:
        return self._named_set(
            (f" {how} ".join(sql for sql, _ in parts), tuple(o for _, ours in parts for o in ours))
        )

    def _apart(self, kind: Kind, node: Node) -> Rows | None:
        """The rows where what is asked of notes stands beside the rest; None where it does not."""
        if not any(of_notes(leaf) for leaf, _ in leaves(node)):
            return None
        if asks_of_notes_only(node):
            return self._tree(kind, node, self._of_notes)
        match node:
            case And(parts):
                ours = [one for one in parts if asks_of_notes_only(one)]
                rest = tuple(one for one in parts if not asks_of_notes_only(one))
                if ours:
                    others = And(rest) if len(rest) > 1 else rest[0]
                    found = [self._tree(kind, one, self._of_notes) for one in ours]
                    return self._joined("INTERSECT", [*found, self.rows(kind, others)])
            case Or(parts):
                return self._joined("UNION", [self.rows(kind, one) for one in parts])
        return None

    def _of_notes(self, kind: Kind, leaf: Any, headline: bool = False) -> Rows:
        return noted(self._database, self._words, kind, leaf)

    # -- trees

    def _tree(
        self,
        kind: Kind,
        node: Node,
        leaf: Callable[[Kind, Any, bool], Rows],
        headline: bool = False,
    ) -> Rows:
        columns = ("title",) if headline and kind == "source" else ()
        words = self._words.together(kind, node, columns)
        if words and not (headline and kind in SAID):
            return words
        match node:
            case And(parts):
                return self._joined(
                    "INTERSECT", [self._tree(kind, p, leaf, headline) for p in parts]
                )
            case Or(parts):
                return self._joined("UNION", [self._tree(kind, p, leaf, headline) for p in parts])
            case Not(part):
                every: Rows = (f"SELECT id AS row FROM {TABLES[kind]}", ())
                return self._joined("EXCEPT", [every, self._tree(kind, part, leaf, headline)])
            case Headline(part):
                return self._tree(kind, part, leaf, True)
            case _:
                return self._named_set(leaf(kind, node, headline))

    def _lifted(self, kind: Kind, node: Node) -> Rows:
        """The articles of the quotes and pledges in which the node holds, or their actors."""
        parts: list[Rows] = []
        for said in SAID:
            sql, parameters = self.rows(said, node)
            chosen = f"FROM {TABLES[said]} AS r WHERE r.id IN ({sql})"
            if kind == "source":
                parts.append((f"SELECT {field('source', 'r')} AS one {chosen}", parameters))
            elif said == "quote":
                parts.append((f"SELECT {field('actor', 'r')} AS one {chosen}", parameters))
            else:
                sql = f'SELECT m.member AS one FROM "pledges.actors" AS m WHERE m.id IN ({sql})'
                parts.append((sql, parameters))
        inside = " UNION ".join(sql for sql, _ in parts)
        table = TABLES[kind]
        sql = f"SELECT id AS row FROM {table} WHERE {field('id')} IN ({inside})"
        return self._named_set((sql, tuple(one for _, ours in parts for one in ours)))

    # -- quotes and pledges

    def _of_said(self, kind: Kind, leaf: Leaf, headline: bool) -> Rows:
        if not isinstance(leaf, Field):
            found = self._words.rows(kind, leaf)
            if not headline:
                return found
            sql = f"SELECT r.id AS row FROM {TABLES[kind]} AS r JOIN sources AS s "
            sql += f"ON {field('id', 's')} = {field('source', 'r')} "
            return f"{sql}WHERE r.id IN ({found[0]}) AND {_HEADLINE}", found[1]
        value = leaf.value
        if of_notes(leaf):
            return self._of_notes(kind, leaf)
        if not of_records(leaf) and leaf.name != "kind":
            sql, parameters = self._named_set(self._of_source("source", leaf, headline))
            chosen = f"SELECT {field('id')} FROM sources WHERE id IN ({sql})"
            sql = f"SELECT id AS row FROM {TABLES[kind]} WHERE {field('source')} IN ({chosen})"
            return sql, parameters
        if isinstance(value, Sought):
            return self._said_words(kind, leaf.name, value)
        match leaf.name, value:
            case "kind", str(value):
                return self._kind(kind, value)
            case "stance", str(value) if kind == "pledge":
                return where(kind, f"{field('stance')} = ?", value)
            case "strength", value if kind == "pledge":
                return self._strength(leaf, value)
            case "has", str(value):
                return self._has(kind, value)
            case "confidence", (low, high):
                return between(kind, "confidence", low, high, leaf.open)
            case "is", "doubtful":
                return where(kind, f"{field('confidence')} < ?", DOUBT)
            case "is", ("single" | "corroborated" | "moved" | "contested") as verdict:
                if kind == "pledge":
                    inside = f"SELECT {field('id')} FROM entries WHERE {field('verdict')} = ?"
                    return where(kind, f"{field('entry')} IN ({inside})", verdict)
        return nothing(kind)

    def _said_words(self, kind: Kind, name: str, value: Sought) -> Rows:
        """The rows with these words in the part that a field names."""
        if name == "by":
            return self._by(kind, value)
        if name == "about" and kind == "quote":
            return self._words.rows(kind, value, ("content",))
        if kind != "pledge" or name not in _COLUMNS:
            return nothing(kind)
        words = self._words.rows(kind, value, _COLUMNS[name])
        return words if name == "cond" else self._joined("UNION", [words, self._target(value)])

    def _by(self, kind: Kind, value: Sought) -> Rows:
        actors, parameters = self._named(value)
        ids = f"SELECT {field('id')} FROM actors WHERE id IN ({actors})"
        if kind == "quote":
            known: Rows = (
                f"SELECT id AS row FROM quotes WHERE {field('actor')} IN ({ids})",
                parameters,
            )
            nameless = f"{field('actor')} IS NULL"
            column = "speaker"
        else:
            known = (
                f'SELECT DISTINCT id AS row FROM "pledges.actors" WHERE member IN ({ids})',
                parameters,
            )
            nameless = "json_array_length(doc, '$.actors') < json_array_length(doc, '$.makers')"
            column = "makers"
        sql, words = self._words.rows(kind, value, (column,))
        unknown = f"SELECT id AS row FROM {TABLES[kind]} WHERE id IN ({sql}) AND {nameless}"
        return self._joined("UNION", [known, (unknown, words)])

    def _named(self, value: Sought) -> Rows:
        """The actors of this name: whole words first, beginnings where none is called so."""
        if isinstance(value, Words):
            whole = self._words.rows("actor", Words(value.text))
            found = self._database.rows.run(f"SELECT 1 FROM ({whole[0]}) LIMIT 1", whole[1])
            if found:
                return self._named_set(whole)
            value = Words(value.text, begun=True)
        return self._named_set(self._words.rows("actor", value))

    def _target(self, value: Sought) -> Rows:
        """The pledges for, to or in an actor of this name."""
        sql, parameters = self._named(value)
        ids = f"SELECT {field('id')} FROM actors WHERE id IN ({sql})"
        return f"SELECT id AS row FROM pledges WHERE {field('target')} IN ({ids})", parameters

    def _kind(self, kind: Kind, value: str) -> Rows:
        if value == kind:
            return f"SELECT id AS row FROM {TABLES[kind]}", ()
        if value in get_args(QuoteKind):
            return (
                where("quote", f"{field('kind')} = ?", value) if kind == "quote" else nothing(kind)
            )
        if value in SAID:
            return nothing(kind)
        ids = f"SELECT {field('id')} FROM actors WHERE {field('kind')} = ?"
        if kind == "quote":
            return where(kind, f"{field('actor')} IN ({ids})", value)
        return f'SELECT DISTINCT id AS row FROM "pledges.actors" WHERE member IN ({ids})', (value,)

    @staticmethod
    def _strength(leaf: Field, value: Any) -> Rows:
        if isinstance(value, str):
            return where("pledge", f"{field('strength')} = ?", value)
        low, high = value
        first = 0 if low is None else low + leaf.open[0]
        last = len(STRENGTHS) - 1 if high is None else high - leaf.open[1]
        steps = STRENGTHS[first : last + 1]
        inside = "SELECT value FROM json_each(?)"
        return where("pledge", f"{field('strength')} IN ({inside})", json.dumps(steps))

    @staticmethod
    def _has(kind: Kind, value: str) -> Rows:
        if value == "actor":
            if kind == "quote":
                return where(kind, f"{field('actor')} IS NOT NULL")
            return 'SELECT DISTINCT id AS row FROM "pledges.actors"', ()
        if kind not in _PARTS[value]:
            return nothing(kind)
        return where(kind, f"{field(value)} IS NOT NULL")

    # -- articles

    def _of_source(self, kind: Kind, leaf: Leaf, headline: bool) -> Rows:
        if not isinstance(leaf, Field):
            return self._words.rows("source", leaf, ("title",) if headline else ())
        if of_notes(leaf):
            return self._of_notes(kind, leaf)
        if of_records(leaf):  # it is ruled out: no quote or pledge of the article may be so
            return self._lifted("source", leaf)
        match leaf.name, leaf.value:
            case "outlet", value if isinstance(value, Sought):
                return self._words.rows("source", value, ("outlet",))
            case "source", Words() | Fuzzy() | Pattern() as value:
                return where(
                    "source",
                    f"({field('id')} LIKE ? || '%' OR "
                    f"replace({field('path')}, rtrim({field('path')}, "
                    f"replace({field('path')}, '/', '')), '') LIKE '%' || ? || '%')",
                    value.text,
                    value.text,
                )
            case "date", (low, high):
                return between("source", "date", low, high, leaf.open)
            case "has", str(value) if value in OF_ARTICLE:
                return where("source", f"{field(value)} IS NOT NULL")
        return nothing("source")

    # -- actors

    def _of_actor(self, kind: Kind, leaf: Leaf, headline: bool) -> Rows:
        if not isinstance(leaf, Field):
            return self._words.rows("actor", leaf)
        if of_notes(leaf):
            return self._of_notes(kind, leaf)
        if of_records(leaf):
            return self._lifted("actor", leaf)
        if leaf.name == "kind":
            return where("actor", f"{field('kind')} = ?", leaf.value)
        sql, parameters = self._named_set(self._of_source("source", leaf, headline))
        chosen = f"SELECT {field('id')} FROM sources WHERE id IN ({sql})"
        inside = f"SELECT {field('actor')} FROM appearances WHERE {field('source')} IN ({chosen})"
        return where("actor", f"{field('id')} IN ({inside})", *parameters)

    # -- what is made of many articles

    def _of_ledger(self, kind: Kind, node: Node) -> Rows:
        plain = all(isinstance(one, Sought) for one, _ in leaves(node))
        if plain or kind == "figure":
            return self._tree(kind, node, self._of_made)
        if kind == "story":
            sql, parameters = self.rows("source", node)
            ids = f"SELECT {field('id')} FROM sources WHERE id IN ({sql})"
            found = f'SELECT DISTINCT id AS row FROM "stories.sources" WHERE member IN ({ids})'
            return found, parameters
        above, table = ("entry", "pledges") if kind == "entry" else ("chain", "entries")
        sql, parameters = self.rows("pledge" if kind == "entry" else "entry", node)
        ids = f"SELECT {field(above)} FROM {table} WHERE id IN ({sql})"
        return where(kind, f"{field('id')} IN ({ids})", *parameters)

    def _of_made(self, kind: Kind, leaf: Leaf, headline: bool) -> Rows:
        if not isinstance(leaf, Field):
            return self._words.rows(kind, leaf)
        if of_notes(leaf):
            return self._of_notes(kind, leaf)
        value = leaf.value
        if leaf.name == "by" and isinstance(value, Sought):
            sql, parameters = self._named(value)
            ids = f"SELECT {field('id')} FROM actors WHERE id IN ({sql})"
            inside = f'SELECT DISTINCT id AS row FROM "{TABLES[kind]}.who" WHERE member IN ({ids})'
            return inside, parameters
        if leaf.name == "about" and isinstance(value, Sought):
            return self._words.rows(kind, value)
        if leaf.name == "is":
            return where(kind, f"{field('verdict')} = ?", value)
        if of_records(leaf) or leaf.name == "kind":
            return nothing(kind)
        sql, parameters = self._named_set(self._of_source("source", leaf, headline))
        ids = f"SELECT {field('id')} FROM sources WHERE id IN ({sql})"
        inside = f'SELECT DISTINCT id AS row FROM "{TABLES[kind]}.sources" WHERE member IN ({ids})'
        return inside, parameters
