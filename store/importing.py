"""A file that `export tinydb` wrote back into a store: all of it, or nothing.

Into a store without articles it goes as it stands, row by row. Into another one its articles
come as if they were loaded, without being read again; what is there already stays as it is.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NoReturn, TextIO

from tinydb import where

from store import adding
from store.checking import check_records
from store.corpus import Corpus
from store.database import FOLLOWING, LAYOUTS, OF_ARTICLES, OWN, SCHEMA, Database
from store.documents import (
    actor_from,
    count_from,
    pledge_from,
    quote_from,
    signature_from,
    source_from,
)
from store.fault import Fault, Progressed
from store.hand.beneath import Beneath
from store.hand.doing import Doing
from store.json_tables import NotTables, documents
from store.records import Appearance, Article, Findings, Signature, Source


class NotImported(Exception):
    """Why nothing of the file was taken, in words that continue a sentence."""


@dataclass(slots=True)
class Imported:
    """What became of the articles; `left` says of some why they were left out, by id."""

    added: int = 0
    unchanged: int = 0
    skipped: int = 0
    left: list[tuple[str, str]] = field(default_factory=list)


def import_tables(
    corpus: Corpus, stream: TextIO, on_progress: Progressed | None = None
) -> Imported:
    """Take the file in. NotImported where it is not one of ours, newer or damaged; StoreError."""
    database = corpus.database
    with database.rows.transaction():
        if not any(len(database.rows_of(table)) for table in (*OF_ARTICLES, *FOLLOWING, *OWN)):
            _fill(database, stream)
            return Imported(added=len(database.rows_of("sources")))
    with (
        tempfile.TemporaryDirectory(prefix="onrecord-") as folder,
        Database(Path(folder) / "import.db") as brought,
    ):
        with brought.rows.transaction():
            _fill(brought, stream)
            beneath = Beneath(brought)
            for source in brought.distinct("extracted", "source"):
                beneath.lift(source)
        return _merge(corpus, brought, on_progress or (lambda done, total: None))


def _fill(database: Database, stream: TextIO) -> None:
    """Put all that the file holds into empty tables, and look whether it is whole."""
    for row in database.row_ids("meta"):
        database.strike("meta", row)
    unknown = ""
    try:
        for table, row, document in documents(stream):
            if document is None:
                continue
            if table not in LAYOUTS:
                unknown = unknown or table
                continue
            try:
                database.set_row(table, row, document)
            except (TypeError, ValueError) as error:
                raise NotImported(f"document {row} of {table} cannot be kept: {error}") from None
    except NotTables as error:
        raise NotImported(str(error)) from None
    except UnicodeError:
        raise NotImported("it is no text in UTF-8") from None
    _check_schema(database.said("schema"), unknown)
    database.migrate()
    check_records(database, _refuse)


def _check_schema(schema: Any, unknown: str) -> None:
    if type(schema) is not int or schema < 1:
        raise NotImported("no onrecord wrote it: its table meta tells no schema version")
    if schema > SCHEMA:
        why = f"a newer onrecord wrote it (its schema is {schema}, this program knows {SCHEMA})"
        raise NotImported(why)
    if unknown:
        raise NotImported(f"it holds the table {unknown}, which no store has")


def _refuse(fault: Fault) -> NoReturn:
    raise NotImported(f"it is damaged: {fault.what}: {fault.why}")


def _merge(corpus: Corpus, brought: Database, on_progress: Progressed) -> Imported:
    """Bring the articles in that are not there, one transaction each, then the user's own rows."""
    done = Imported()
    database = corpus.database
    pipeline = database.said("pipeline")
    rows = brought.row_ids("sources")
    for number, row in enumerate(rows, start=1):
        document = brought.rows_of("sources").get(doc_id=row)
        source = source_from(document)
        places = dict(zip(document["places"], document["file_hashes"], strict=True))
        with database.rows.transaction():
            if adding.held_with(database, "content_hash", source.content_hash):
                done.unchanged += 1
            elif database.by_id("source", source.id) is not None:
                done.skipped += 1
                done.left.append((source.id, "the store has another text of this article"))
            else:
                _bring(database, brought, row, source, places)
                done.added += 1
        on_progress(number, len(rows))
    corpus.settle()
    with database.rows.transaction():
        if pipeline is not None:
            database.say("pipeline", pipeline)
        for table in ("queries", "notes"):
            _bring_own(database, brought, table)
        Doing(database).bring("corrections of an imported file", brought.rows_of("overlays"))
    return done


def _bring(
    database: Database, brought: Database, row: int, source: Source, places: dict[str, str]
) -> None:
    """Add one article with what was found in it; places that lead to others stay theirs."""
    free = {one: mark for one, mark in places.items() if adding.held_at(database, one) is None}
    place = source.path if source.path in free else next(iter(free), None)
    article = Article(
        text=brought.rows_of("texts").get(doc_id=row)["text"],
        blocks=source.blocks,
        title=source.title,
        outlet=source.outlet,
        author=source.author,
        date=source.date,
        date_of=source.date_of,
        date_how=source.date_how,
        url=source.url,
        place=place,
        file_hash=free.get(place or "", ""),
        credits=source.credits,
        language=source.language,
    )
    found = _findings(brought, source.id)
    adding.add(database, article, found, source.pipeline, settle=False)
    held = adding.held_with(database, "content_hash", source.content_hash)
    assert held is not None
    same: dict[str, Any] = {"words": source.words}
    if len(free) > 1:
        same |= {"places": [*free], "file_hashes": [*free.values()]}
    if source.path in free:
        same["path"] = source.path
    database.rows_of("sources").update(same, doc_ids=[held.row])


def _findings(brought: Database, source_id: str) -> Findings:
    """What was found in an article, with the ids of its actors as they were in the file."""
    here = where("source") == source_id
    appearances: list[Appearance] = []
    for appearance in brought.rows_of("appearances").search(here):
        places = [(start, end) for start, end in appearance["places"]]
        for number, form in enumerate(map(actor_from, appearance["forms"])):
            name = appearance["actor"] + (f"#{number}" if number else "")
            ours, places = places[: form.mentions], places[form.mentions :]
            appearances.append(Appearance(replace(form, id=name), tuple(ours)))
    signature = brought.rows_of("signatures").get(here)
    return Findings(
        appearances=tuple(appearances),
        quotes=tuple(map(quote_from, brought.rows_of("quotes").search(here))),
        pledges=tuple(map(pledge_from, brought.rows_of("pledges").search(here))),
        counts=tuple(map(count_from, brought.rows_of("counts").search(here))),
        signature=signature_from(signature) if signature else Signature(),
    )


def _bring_own(database: Database, brought: Database, table: str) -> None:
    """Add the rows of the user's own that are not there, whatever their numbers were."""
    rows, fields = database.rows_of(table), LAYOUTS[table].fields
    for document in brought.rows_of(table):
        key = next((one for one in ("id", "name") if one in fields and one in document), None)
        if key:
            known = rows.contains(where(key) == document[key])
        else:
            known = any(dict(other) == dict(document) for other in rows)
        if not known:
            rows.insert(dict(document))
