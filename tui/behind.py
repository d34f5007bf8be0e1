"""What stands behind a record: the records that its card names beside its own words.

Reads through Corpus, each record by its id; knows no widget. What cannot be read is left
out and said in `unread`, so that a card of the rest can still be shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from store.corpus import Corpus, Narrowing
from store.errors import StoreError
from store.notes import Note
from store.records import Actor, Entry, Figure, Pledge, Quote, Record, Source, Story

FEW = 8
"""Pieces of evidence, or records within another, whose articles a card may name."""

MANY = 500
"""The same for the record whole."""

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Behind:
    """What a card tells beside a record.

    `source` is the article of a quote or pledge, `quote` the quote that it stands in,
    `within` the quotes and pledges inside a quote's content. `actors` and `sources` hold by
    id those that are named. `articles` and `entries` are those of an actor, the latest
    first. `left` says how much evidence (or how many articles) was not looked up, `said`
    what the user says of the record. `unread` says in a sentence each what could not be read.
    """

    source: Source | None = None
    quote: Quote | None = None
    within: tuple[Quote | Pledge, ...] = ()
    entry: Entry | None = None
    story: Story | None = None
    articles: int = 0
    entries: tuple[Entry, ...] = ()
    actors: Mapping[str, Actor] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    left: int = 0
    said: Note | None = None
    unread: tuple[str, ...] = ()

    def name(self, actor_id: str | None) -> str | None:
        """An actor's name; None where it is not known."""
        actor = self.actors.get(actor_id) if actor_id else None
        return actor.name if actor else None


NOTHING = Behind()


def behind(corpus: Corpus, record: Record, most: int = FEW) -> Behind:
    """What stands behind a record: `most` bounds how much evidence is looked up."""
    found = _Look(corpus, most).behind(record)
    try:
        note = corpus.note(record.id)
    except StoreError as error:
        return replace(found, unread=(*found.unread, str(error)))
    return replace(found, said=note) if note else found


class _Look:
    """One look into the store for one record."""

    def __init__(self, corpus: Corpus, most: int) -> None:
        self._corpus = corpus
        self._most = most
        self._unread: dict[str, None] = {}

    def behind(self, record: Record) -> Behind:
        match record:
            case Source():
                story = self._get(Story, record.story)
                return self._told(story=story)
            case Actor():
                return self._of_actor(record)
            case Quote():
                return self._of_quote(record)
            case Pledge():
                return self._of_pledge(record)
            case Entry():
                told = [one.source for one in record.evidence]
                return self._told(actors=record.actors, sources=reversed(told))
            case Figure():
                return self._told(
                    actors=[one.actor for one in record.values],
                    sources=[one.source for one in record.values],
                )
            case Story():
                return self._told(sources=record.sources)
            case _:
                return NOTHING

    def _of_actor(self, actor: Actor) -> Behind:
        narrowing = Narrowing(actor=actor.id)
        try:
            articles = len(self._corpus.listing("source", narrowing))
            entries = tuple(self._corpus.listing("entry", narrowing)[: self._most])
        except StoreError as error:
            self._unread[str(error)] = None
            articles, entries = 0, ()
        return self._told(articles=articles, entries=entries)

    def _of_quote(self, quote: Quote) -> Behind:
        parent = self._get(Quote, quote.parent)
        within: list[Quote | Pledge] = []
        try:
            within += [q for q in self._corpus.quotes_of(quote.source) if q.parent == quote.id]
            within += [p for p in self._corpus.pledges_of(quote.source) if p.quote == quote.id]
        except StoreError as error:
            self._unread[str(error)] = None
        within.sort(key=lambda one: one.start)
        whose = [actor for one in within for actor in _actors(one)]
        return self._told(
            source=self._get(Source, quote.source),
            quote=parent,
            within=tuple(within),
            actors=[quote.actor, parent.actor if parent else None, *whose],
        )

    def _of_pledge(self, pledge: Pledge) -> Behind:
        quote = self._get(Quote, pledge.quote)
        entry = self._get(Entry, pledge.entry)
        others = [one.source for one in entry.evidence if one.pledge != pledge.id] if entry else []
        return self._told(
            source=self._get(Source, pledge.source),
            quote=quote,
            entry=entry,
            actors=[*pledge.actors, pledge.target, quote.actor if quote else None],
            sources=reversed(others),
        )

    def _told(
        self,
        *,
        source: Source | None = None,
        quote: Quote | None = None,
        within: tuple[Quote | Pledge, ...] = (),
        entry: Entry | None = None,
        story: Story | None = None,
        articles: int = 0,
        entries: tuple[Entry, ...] = (),
        actors: Iterable[str | None] = (),
        sources: Iterable[str] = (),
    ) -> Behind:
        wanted = list(dict.fromkeys(sources))
        named = {one: self._get(Source, one) for one in wanted[: self._most]}
        known = {one: self._get(Actor, one) for one in dict.fromkeys(filter(None, actors))}
        return Behind(
            source,
            quote,
            within,
            entry,
            story,
            articles,
            entries,
            {one: actor for one, actor in known.items() if actor},
            {one: found for one, found in named.items() if found},
            max(len(wanted) - self._most, 0),
            unread=tuple(self._unread),
        )

    def _get(self, kind: type[R], record_id: str | None) -> R | None:
        if not record_id:
            return None
        try:
            found = self._corpus.get(record_id)
        except StoreError as error:
            self._unread[str(error)] = None
            return None
        return found if isinstance(found, kind) else None


def _actors(record: Quote | Pledge) -> Iterable[str | None]:
    return record.actors if isinstance(record, Pledge) else [record.actor]
