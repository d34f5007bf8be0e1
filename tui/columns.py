"""Which columns each kind of record has in a plain table. Pure, but for the names it looks up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING

from store import figures
from store.records import (
    Actor,
    Chain,
    Entry,
    Figure,
    Kind,
    Pledge,
    Quote,
    Record,
    Slot,
    Source,
    Story,
)
from tui import render
from tui.ledger_cards import chain_lines, span_of_time, theme
from tui.tables import Column

if TYPE_CHECKING:
    from store.corpus import Corpus
    from store.notes import Note

SHORT = 9
"""How much of an id is shown on a terminal; commands take it as long as it is unambiguous."""

_ID = Column("id")
_YOURS = Column("yours", least=5)
_COLUMNS: dict[Kind, tuple[Column, ...]] = {
    "source": (
        _ID,
        Column("date"),
        Column("outlet", least=8),
        Column("words", right=True),
        Column("quotes", right=True),
        Column("pledges", right=True),
        Column("title", least=12),
    ),
    "actor": (
        _ID,
        Column("name", least=12),
        Column("kind"),
        Column("country", least=8),
        Column("quotes", right=True),
        Column("pledges", right=True),
        Column("mentions", right=True),
    ),
    "quote": (
        _ID,
        Column("source", least=8),
        Column("speaker", least=8),
        Column("kind"),
        Column("confidence", right=True, least=4),
        Column("content", least=12),
    ),
    "pledge": (
        _ID,
        Column("source", least=6),
        Column("makers", least=8),
        Column("stance", least=6),
        Column("confidence", right=True, least=4),
        Column("trigger", least=6),
        Column("action", least=10),
        Column("condition", least=4),
    ),
    "entry": (
        _ID,
        Column("date"),
        Column("makers", least=8),
        Column("strength"),
        Column("for", least=4),
        Column("verdict"),
        Column("evidence", right=True),
        Column("origins", right=True),
        Column("action", least=10),
    ),
    "chain": (_ID, Column("about", least=10), Column("movement", least=20)),
    "figure": (
        _ID,
        Column("verdict"),
        Column("subject", least=10),
        Column("values", least=12),
    ),
    "story": (
        _ID,
        Column("date"),
        Column("sources", right=True),
        Column("origins", right=True),
        Column("outlets", least=8),
        Column("title", least=12),
    ),
}


class Names:
    """The names behind the ids of a store, each looked up once."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self.actor = cache(self._actor)
        """An actor's name by its id, None where there is no such actor."""
        self.source = cache(self._source)
        """An article in a few words by its id: its outlet, else its file's name."""

    def _actor(self, actor_id: str) -> str | None:
        actor = self._corpus.get(actor_id)
        return actor.name if isinstance(actor, Actor) else None

    def _source(self, source_id: str) -> str:
        source = self._corpus.get(source_id)
        return place(source) if isinstance(source, Source) else source_id


def place(source: Source) -> str:
    """Where an article stands: its outlet, else its file's name."""
    return source.outlet or (source.path or source.id).rsplit("/", 1)[-1]


def table(
    kind: Kind,
    records: Iterable[Record],
    names: Names,
    *,
    short: bool,
    notes: Mapping[str, Note] | None = None,
) -> tuple[tuple[Column, ...], list[list[str]]]:
    """The columns and rows of records of one kind; `short` abbreviates their ids.

    Where the user said something of one of them, a column behind the id tells: `*` stands for a
    bookmark, `+` for a note, `#` before a tag.
    """
    records = list(records)
    rows = [_row(record, names, short) for record in records]
    said = [render.yours((notes or {}).get(record.id)) for record in records]
    if not any(said):
        return _COLUMNS[kind], rows
    columns = _COLUMNS[kind]
    for row, cell in zip(rows, said, strict=True):
        row.insert(1, cell)
    return (columns[0], _YOURS, *columns[1:]), rows


def short_id(record_id: str, short: bool) -> str:
    """The id, or its first characters where it is only to be looked at."""
    return record_id[:SHORT] if short else record_id


def _row(record: Record, names: Names, short: bool) -> list[str]:
    cells = [short_id(record.id, short)]
    match record:
        case Source():
            counts = (record.words, record.quotes, record.pledges)
            cells += [render.iso_date(record), record.outlet or "", *map(str, counts), record.name]
        case Actor():
            counts = (record.quotes, record.pledges, record.mentions)
            cells += [record.name, record.kind, record.country or "", *map(str, counts)]
        case Quote():
            cells += [names.source(record.source), render.who(record, names.actor), record.kind]
            cells += [_confidence(record), record.content.told]
        case Pledge():
            cells += [names.source(record.source), render.who(record, names.actor), record.stance]
            cells += [_confidence(record), record.trigger.told]
            cells += [_words(record.action), _words(record.condition)]
        case Entry():
            cells += [record.date or "", ", ".join(record.makers), record.strength or ""]
            cells += [record.beneficiary or "", record.verdict]
            cells += [str(len(record.evidence)), str(record.origins), record.action]
        case Chain():
            cells += [theme(record), " → ".join(chain_lines(record))]
        case Figure():
            values = dict.fromkeys(one.span.text for one in record.values)
            cells += [figures.told(record), record.subject, "; ".join(values)]
        case Story():
            cells += [span_of_time(record.first, record.last), str(len(record.sources))]
            cells += [str(record.origins), ", ".join(record.outlets), record.title]
    return cells


def _confidence(record: Quote | Pledge) -> str:
    return ("?" if render.doubtful(record) else "") + f"{record.confidence:.2f}"


def _words(slot: Slot | None) -> str:
    return slot.told if slot else ""
