"""One article into the tables or out of them, with all that came from it.

Every function here is called within a transaction of the database. It knows documents and
tables, and no SQL.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Literal

from tinydb import where
from tinydb.queries import QueryInstance

from store import visits
from store.actors import Roster
from store.database import Database
from store.describing import Held, described, path_of, places_of, told_anew
from store.documents import actor_from, to_document
from store.hand.beneath import Beneath
from store.hand.laying import Hand
from store.ids import content_hash, derived_id, text_id
from store.record_rows import pledge_document, quote_document, rename, source_document
from store.records import Actor, Appearance, Article, Findings, Source
from store.settling import Settling

Outcome = Literal["added", "updated", "unchanged"]


def add(
    database: Database,
    article: Article,
    findings: Findings,
    pipeline: str,
    again: Source | None = None,
    *,
    settle: bool = True,
) -> Outcome:
    """Bring an article in: as a new source, as news of a known one, or not at all.

    Without `settle`, what the ledger has to tell of it anew waits for a later `settle`.

    The same text is the same source, wherever it lies. A changed text at a source's first
    place is that source, changed; a changed copy elsewhere is a source of its own. What is
    read `again` from the store is left out where its source has gone or has another text.
    """
    digest = content_hash(article.text)
    same = held_with(database, "content_hash", digest)
    if again is not None:
        stands = (same.source.id, digest) if same else None
        if stands != (again.id, again.content_hash):
            return "unchanged"
    there = held_at(database, article.place)
    if same is not None:
        return _again(database, same, there, article, findings, pipeline, settle)
    if there is not None and article.place == next(iter(there.places)):
        there.places = places_of(article, there.places)
        source = described(article, there, pipeline)
        _write(database, there, source, article, findings, settle)
        return "updated"
    if there is not None:
        _leave(database, there, article)
    source_id = text_id(article.text)
    number = 1
    while database.by_id("source", source_id) is not None:
        number += 1  # this text's id went on to a later text of its first place
        source_id = derived_id("source", text_id(article.text), str(number))
    source = described(article, None, pipeline, source_id)
    _write(database, None, source, article, findings, settle)
    return "added"


def remove(database: Database, source_id: str) -> Source:
    """Take a source out, with its text and records; KeyError where it is unknown."""
    held = held_with(database, "id", source_id)
    if held is None:
        raise KeyError(source_id)
    roster = _roster(database)
    settling = Settling(database)
    hand = Hand(database, settling)
    hand.lift(source_id)
    settling.leave(source_id)
    _take_appearances(database, roster, source_id)
    _take_records(database, source_id)
    _write_actors(database, roster, settling, hand)
    database.rows_of("texts").remove(doc_ids=[held.row])
    database.rows_of("sources").remove(doc_ids=[held.row])
    hand.lay(source_id)
    hand.lay_actors()
    settling.settle()
    return held.source


def held_with(database: Database, field: str, value: str) -> Held | None:
    """The source with this value in an indexed field."""
    return _held(database, where(field) == value)


def held_at(database: Database, place: str | None) -> Held | None:
    """The source that was loaded from this place."""
    if place is None:
        return None
    return _held(database, where("places").any([place]))


def _held(database: Database, query: QueryInstance) -> Held | None:
    document = database.rows_of("sources").get(query)
    try:
        return Held.read(document) if document else None
    except (KeyError, TypeError, ValueError):
        raise database.rows.damaged(f"row {document.doc_id} of sources") from None


def _again(
    database: Database,
    same: Held,
    there: Held | None,
    article: Article,
    findings: Findings,
    pipeline: str,
    settle: bool,
) -> Outcome:
    """The text is known: perhaps from another place, by another pipeline, with more said of it."""
    moved = there is not None and there.row != same.row
    if there is not None and moved:
        _leave(database, there, article)
    same.places |= places_of(article, same.places)
    source = described(article, same, pipeline)
    if same.source.pipeline != pipeline or told_anew(source, same.source):
        _write(database, same, source, article, findings, settle)
        return "updated"
    changed = source != same.source
    _write_source(database, same, source, article.text)
    if source.name != same.source.name:
        Settling(database).rename(source.id)
    return "updated" if changed or moved else "unchanged"


def _leave(database: Database, held: Held, article: Article) -> None:
    """Another text lies at this place now; the source stays, with the places it has left."""
    held.places.pop(article.place or "", None)
    left = replace(held.source, path=path_of(held))
    _write_source(database, held, left, None)
    if left.name != held.source.name:
        Settling(database).rename(left.id)


def _write(
    database: Database,
    held: Held | None,
    source: Source,
    article: Article,
    findings: Findings,
    settle: bool,
) -> None:
    """Put a source in with its text and records, in place of what stood there."""
    source = replace(source, quotes=len(findings.quotes), pledges=len(findings.pledges))
    if held is None:
        row = database.rows_of("sources").insert({"id": source.id, "places": []})
        now = visits.made(database)
        held = Held(row, source, places_of(article), {"came": now, "changed": now})
    elif source.content_hash != held.source.content_hash:
        held.since["changed"] = visits.made(database)
    settling = Settling(database)
    hand = Hand(database, settling)
    hand.lift(source.id)
    settling.leave(source.id)
    source = replace(source, story=settling.story(source, findings.signature))
    roster = _roster(database)
    ids = _join(roster, findings, source.story or "")
    _take_appearances(database, roster, source.id)
    _take_records(database, source.id)
    _write_source(database, held, source, article.text)
    _write_appearances(database, source.id, findings, ids)
    _write_actors(database, roster, settling, hand)
    names = {one: tally.name for one, tally in roster.tallies.items() if not tally.empty}
    quotes = sorted(findings.quotes, key=lambda quote: quote.start)
    pledges = settling.enter(
        source,
        (
            replace(
                one,
                source=source.id,
                actors=_mapped(one.actors, ids),
                target=ids.get(one.target) if one.target else None,
            )
            for one in sorted(findings.pledges, key=lambda pledge: pledge.start)
        ),
        {ids[one.actor.id]: one.actor for one in findings.appearances},
    )
    database.rows_of("quotes").insert_multiple(
        quote_document(
            replace(one, source=source.id, actor=ids.get(one.actor) if one.actor else None), names
        )
        for one in quotes
    )
    database.rows_of("pledges").insert_multiple(pledge_document(one, names) for one in pledges)
    settling.count(
        replace(one, source=source.id, actor=ids.get(one.actor) if one.actor else None)
        for one in findings.counts
    )
    hand.lay(source.id)
    hand.lay_actors()
    if settle:
        settling.settle()
    else:
        settling.postpone()
    database.say("pipeline", source.pipeline)


def _write_source(database: Database, held: Held, source: Source, text: str | None) -> None:
    """Write the row of a source, and with `text` that of its text."""
    document, words = source_document(source, held.places, text or "")
    database.put("sources", held.row, {**document, **held.since})
    if text is not None:
        database.put("texts", held.row, words)


def _take_records(database: Database, source_id: str) -> None:
    for table in ("quotes", "pledges"):
        database.rows_of(table).remove(where("source") == source_id)


def _take_appearances(database: Database, roster: Roster, source_id: str) -> None:
    appearances = database.rows_of("appearances")
    old = appearances.search(where("source") == source_id)
    for appearance in old:
        for local in appearance["forms"]:
            roster.leave(appearance["actor"], actor_from(local))
    appearances.remove(doc_ids=[appearance.doc_id for appearance in old])


def _roster(database: Database) -> Roster:
    beneath = Beneath(database)
    return Roster(beneath.actors_with, beneath.actor)


def _join(roster: Roster, findings: Findings, story: str) -> dict[str, str]:
    """Count an article's actors in; the corpus-wide id of each, fullest names first."""
    ids: dict[str, str] = {}
    for appearance in sorted(findings.appearances, key=lambda one: -len(one.actor.name.split())):
        ids[appearance.actor.id] = roster.join(_local(appearance, findings), story)
    return ids


def _local(appearance: Appearance, findings: Findings) -> Actor:
    """The article's actor with what it does there counted."""
    actor = appearance.actor
    return replace(
        actor,
        mentions=max(actor.mentions, len(appearance.places)),
        quotes=sum(quote.actor == actor.id for quote in findings.quotes),
        pledges=sum(actor.id in pledge.actors for pledge in findings.pledges),
    )


def _write_appearances(
    database: Database, source_id: str, findings: Findings, ids: Mapping[str, str]
) -> None:
    """One row an actor and source, also where the article showed it as two."""
    rows: dict[str, dict[str, Any]] = {}
    for appearance in findings.appearances:
        actor_id = ids[appearance.actor.id]
        row = rows.setdefault(
            actor_id, {"source": source_id, "actor": actor_id, "forms": [], "places": []}
        )
        row["forms"].append(to_document(_local(appearance, findings)))
        row["places"] += [list(place) for place in appearance.places]
    for row in rows.values():
        row["places"].sort()
    database.rows_of("appearances").insert_multiple(rows.values())


def _write_actors(database: Database, roster: Roster, settling: Settling, hand: Hand) -> None:
    """Write what has changed; what other articles' records say of a changed actor as well."""
    actors = database.rows_of("actors")
    for actor_id in sorted(roster.touched):
        tally = roster.tallies[actor_id]
        new = None if tally.empty else {**to_document(tally.actor()), **tally.kept()}
        if hand.beneath.put_actor(actor_id, new):
            hand.touch([actor_id])
            continue
        old = database.by_id("actor", actor_id)
        if new is None:
            if old is not None:
                actors.remove(doc_ids=[old.doc_id])
        elif old is None:
            actors.insert(new)
        elif old != new:
            database.put("actors", old.doc_id, new)
            if old["name"] != new["name"]:
                rename(database, actor_id)
            if any(old[part] != new[part] for part in ("name", "kind", "country")):
                settling.note_actor(actor_id)


def _mapped(local_ids: Iterable[str], ids: Mapping[str, str]) -> tuple[str, ...]:
    """Corpus-wide ids, each once, in their order."""
    return tuple(dict.fromkeys(ids[one] for one in local_ids if one in ids))
