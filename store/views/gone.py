"""Whether a query holds of a quote or pledge that the store has no more: by its own words.

What it asks of the article is asked of the store; it knows no table.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, get_args

from store.corpus import Corpus
from store.hand.corrections import slots_of
from store.listing import Narrowing
from store.query import parsed
from store.query_fields import FIELDS
from store.query_patterns import compiled, folded
from store.query_tree import (
    And,
    Field,
    Fuzzy,
    Headline,
    Infix,
    Near,
    Node,
    Not,
    Or,
    Pattern,
    Query,
    Sought,
    Words,
)
from store.records import Pledge, Quote, QuoteKind
from store.wording import pattern_of

_COLUMNS = {
    "about": ("content", "action", "beneficiary", "condition"),
    "to": ("beneficiary",),
    "cond": ("condition",),
    "by": (),
}
"""Where a record has the words that a field asks for; `by` asks for names."""

_WORD = re.compile(r"\w+")


def holds(query: str | Query, record: Quote | Pledge, names: Sequence[str], corpus: Corpus) -> bool:
    """Whether all of a query holds of a record; `names` are those of its actors.

    What only a record in the store can answer (tags, a verdict of the ledger, …) does not.
    """
    node = parsed(query).node
    return node is None or _node(node, record, names, corpus)


def named(query: str | Query, names: Sequence[str]) -> bool:
    """Whether the words of a query stand in one of these names; fields ask of something else."""

    def asked(node: Node) -> bool:
        match node:
            case And(parts):
                return all(map(asked, parts))
            case Or(parts):
                return any(map(asked, parts))
            case Not(part):
                return not asked(part)
            case Field() | Headline():
                return False
            case _:
                return _stands(node, "\n".join(names))

    node = parsed(query).node
    return node is None or asked(node)


def _node(node: Node, record: Quote | Pledge, names: Sequence[str], corpus: Corpus) -> bool:
    match node:
        case And(parts):
            return all(_node(part, record, names, corpus) for part in parts)
        case Or(parts):
            return any(_node(part, record, names, corpus) for part in parts)
        case Not(part):
            return not _node(part, record, names, corpus)
        case Headline():
            return False
        case Field():
            return _field(node, record, names, corpus)
        case _:
            return _stands(node, "\n".join((*_told(record, None), *names)))


def _field(asked: Field, record: Quote | Pledge, names: Sequence[str], corpus: Corpus) -> bool:
    value: Any = asked.value
    if FIELDS[asked.name].level == "source":
        narrowing = Narrowing(query=Query(asked.name, asked))
        return corpus.listing("source", narrowing).holds(record.source)
    if asked.name in _COLUMNS:
        texts = names if asked.name == "by" else _told(record, _COLUMNS[asked.name])
        begun = Words(value.text, begun=True) if isinstance(value, Words) else value
        return _stands(begun, "\n".join(texts))
    if asked.name == "kind":
        quote = isinstance(record, Quote)
        is_so = record.kind if isinstance(record, Quote) else "pledge"
        return value == is_so or (value == "quote" and quote and value not in get_args(QuoteKind))
    if asked.name == "stance":
        return isinstance(record, Pledge) and record.stance == value
    if asked.name == "has":
        return any(name.startswith(value) for name, _ in slots_of(record))
    return False


def _told(record: Quote | Pledge, columns: Sequence[str] | None) -> list[str]:
    """The words of the parts of these names, or of all."""
    return [slot.told for name, slot in slots_of(record) if columns is None or name in columns]


def _stands(sought: Sought, text: str) -> bool:
    match sought:
        case Words(text=words, begun=begun):
            return bool(_places(words, text, begun))
        case Near(parts=parts, apart=apart):
            places = [_places(one.text, text, one.begun) for one in parts]
            return all(places) and _apart(places) <= apart
        case Infix() | Pattern():
            return compiled(pattern_of(sought)).search(text) is not None
        case Fuzzy(text=words):
            return bool(_places(words, text, begun=True))


def _places(words: str, text: str, begun: bool) -> list[tuple[int, int]]:
    """From which word to which these words stand next to each other in a text."""
    wanted, there = _WORD.findall(folded(words)), _WORD.findall(folded(text))
    found = []
    for at in range(len(there) - len(wanted) + 1) if wanted else ():
        *whole, last = there[at : at + len(wanted)]
        ends = last.startswith(wanted[-1]) if begun else last == wanted[-1]
        if ends and whole == wanted[:-1]:
            found.append((at, at + len(wanted) - 1))
    return found


def _apart(places: Sequence[Sequence[tuple[int, int]]]) -> int:
    """The fewest words between the outer ones of phrases that stand at these places."""
    best = min(
        max(end for _, end in near) - min(start for start, _ in near)
        for one in places[0]
        for near in [[one, *(min(other, key=lambda p: abs(p[0] - one[0])) for other in places[1:])]]
    )
    return max(best - len(places) + 1, 0)
