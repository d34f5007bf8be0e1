"""Records as JSON documents and back: one shape for the store's rows, `--json` and exports.

It knows the records and nothing of tables, files or screens.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import starmap
from typing import TYPE_CHECKING, Any

from store.categories import label
from store.ledger_documents import chain_to, entry_to, story_to
from store.records import (
    Actor,
    Appearance,
    Article,
    Block,
    Chain,
    Count,
    Entry,
    Figure,
    Findings,
    Pledge,
    Quote,
    Record,
    Signature,
    Slot,
    Source,
    Span,
    Story,
    Why,
)

if TYPE_CHECKING:
    from store.notes import Note

Document = dict[str, Any]

_KEPT_INSIDE = ("blocks",)


def to_document(record: Record) -> Document:
    """The record as a JSON object: what the store keeps."""
    match record:
        case Source():
            return _source(record)
        case Actor():
            return _actor(record)
        case Quote():
            return _quote(record)
        case Pledge():
            return _pledge(record)
        case Entry():
            return entry_to(record)
        case Chain():
            return chain_to(record)
        case Story():
            return story_to(record)
        case Figure():
            return figure_to(record)


def public(record: Record) -> Document:
    """The record as users see it: without what only the program needs."""
    document = to_document(record)
    for key in _KEPT_INSIDE:
        document.pop(key, None)
    return document


def with_note(record: Record, note: Note | None) -> Document:
    """The record as users see it, with what they say of it."""
    return public(record) | {
        "note": (note.text if note else "") or None,
        "tags": list(note.tags) if note else [],
        "bookmarked": note is not None and note.marked,
    }


def source_from(document: Mapping[str, Any]) -> Source:
    """The source of a document; KeyError where a part is missing that it cannot be without."""
    return Source(
        id=document["id"],
        title=document.get("title"),
        outlet=document.get("outlet"),
        author=document.get("author"),
        date=document.get("date"),
        date_of=document.get("date_of"),
        date_how=document.get("date_how"),
        url=document.get("url"),
        path=document.get("path"),
        credits=tuple(document.get("credits") or ()),
        language=document.get("language") or "en",
        words=document.get("words") or 0,
        content_hash=document["content_hash"],
        pipeline=document["pipeline"],
        blocks=_blocks_from(document),
        quotes=document.get("quotes") or 0,
        pledges=document.get("pledges") or 0,
        story=document.get("story"),
    )


def actor_from(document: Mapping[str, Any]) -> Actor:
    """The actor of a document; KeyError where a part is missing that it cannot be without."""
    return Actor(
        id=document["id"],
        name=document["name"],
        kind=document["kind"],
        aliases=tuple(document.get("aliases") or ()),
        roles=tuple(document.get("roles") or ()),
        country=document.get("country"),
        mentions=document.get("mentions") or 0,
        quotes=document.get("quotes") or 0,
        pledges=document.get("pledges") or 0,
    )


def quote_from(document: Mapping[str, Any]) -> Quote:
    """The quote of a document; KeyError where a part is missing that it cannot be without."""
    return Quote(
        id=document["id"],
        source=document["source"],
        actor=document.get("actor"),
        speaker=_slot_or_none(document.get("speaker")),
        cue=_slot_or_none(document.get("cue")),
        content=_slot_from(document["content"]),
        kind=document["kind"],
        parent=document.get("parent"),
        confidence=document["confidence"],
        why=_why_from(document),
    )


def pledge_from(document: Mapping[str, Any]) -> Pledge:
    """The pledge of a document; KeyError where a part is missing that it cannot be without."""
    return Pledge(
        id=document["id"],
        source=document["source"],
        entry=document.get("entry"),
        actors=tuple(document.get("actors") or ()),
        makers=tuple(_slot_from(maker) for maker in document.get("makers") or ()),
        trigger=_slot_from(document["trigger"]),
        action=_slot_or_none(document.get("action")),
        beneficiary=_slot_or_none(document.get("beneficiary")),
        condition=_slot_or_none(document.get("condition")),
        stance=document["stance"],
        strength=document.get("strength"),
        quote=document.get("quote"),
        confidence=document["confidence"],
        why=_why_from(document),
        category=document.get("category"),
        theme=document.get("theme") or "",
        target=document.get("target"),
        deadline=_slot_or_none(document.get("deadline")),
        amount=_slot_or_none(document.get("amount")),
    )


def count_to(count: Count) -> Document:
    """A count as a JSON object: one of the values of a figure."""
    return {
        "id": count.id,
        "value": count.value,
        "approx": count.approx,
        "source": count.source,
        "start": count.span.start,
        "end": count.span.end,
        "text": count.span.text,
        "actor": count.actor,
        "unit": count.unit,
        "about": list(count.about),
        "subject": count.subject,
        "pledge": count.pledge,
        "confidence": count.confidence,
        "why": _why(count.why),
    }


def count_from(document: Mapping[str, Any]) -> Count:
    """The count of a document; KeyError where a part is missing that it cannot be without."""
    return Count(
        id=document["id"],
        source=document["source"],
        value=document["value"],
        approx=document.get("approx"),
        span=Span(document["start"], document["end"], document["text"]),
        unit=document["unit"],
        about=tuple(document.get("about") or ()),
        subject=document.get("subject") or "",
        pledge=document.get("pledge"),
        actor=document.get("actor"),
        confidence=document["confidence"],
        why=_why_from(document),
    )


def figure_to(figure: Figure) -> Document:
    """A figure as a JSON object, its counts with it."""
    told = {"id": figure.id, "subject": figure.subject, "verdict": figure.verdict}
    return {**told, "values": [*map(count_to, figure.values)], "origins": figure.origins}


def figure_from(document: Mapping[str, Any]) -> Figure:
    """The figure of a document; KeyError where a part is missing that it cannot be without."""
    return Figure(
        id=document["id"],
        subject=document["subject"],
        verdict=document["verdict"],
        values=tuple(count_from(count) for count in document["values"]),
        origins=document.get("origins"),
    )


def article_to(article: Article) -> Document:
    """An article as a JSON object, for the pipe between processes."""
    return {
        "text": article.text,
        "blocks": _blocks(article.blocks),
        "title": article.title,
        "outlet": article.outlet,
        "author": article.author,
        "date": article.date,
        "date_of": article.date_of,
        "date_how": article.date_how,
        "url": article.url,
        "place": article.place,
        "file_hash": article.file_hash,
        "credits": list(article.credits),
        "language": article.language,
    }


def article_from(document: Mapping[str, Any]) -> Article:
    """The article that `article_to` wrote."""
    return Article(
        **{
            **document,
            "blocks": _blocks_from(document),
            "credits": tuple(document["credits"]),
        }
    )


def findings_to(findings: Findings) -> Document:
    """Findings as a JSON object, for the pipe between processes."""
    return {
        "appearances": [
            {"actor": _actor(one.actor), "places": [list(place) for place in one.places]}
            for one in findings.appearances
        ],
        "quotes": [_quote(quote) for quote in findings.quotes],
        "pledges": [_pledge(pledge) for pledge in findings.pledges],
        "signature": signature_to(findings.signature),
        "counts": [count_to(count) for count in findings.counts],
        "warnings": list(findings.warnings),
    }


def findings_from(document: Mapping[str, Any]) -> Findings:
    """The findings that `findings_to` wrote."""
    return Findings(
        appearances=tuple(
            Appearance(
                actor_from(one["actor"]),
                tuple((start, end) for start, end in one["places"]),
            )
            for one in document["appearances"]
        ),
        quotes=tuple(quote_from(quote) for quote in document["quotes"]),
        pledges=tuple(pledge_from(pledge) for pledge in document["pledges"]),
        signature=signature_from(document["signature"]),
        counts=tuple(count_from(count) for count in document["counts"]),
        warnings=tuple(document["warnings"]),
    )


def signature_to(signature: Signature) -> Document:
    """A signature as a JSON object."""
    return {"terms": [list(term) for term in signature.terms], "sketch": list(signature.sketch)}


def signature_from(document: Mapping[str, Any]) -> Signature:
    """The signature that `signature_to` wrote."""
    terms = tuple((term, times) for term, times in document["terms"])
    return Signature(terms, tuple(document["sketch"]))


def _source(source: Source) -> Document:
    return {
        "id": source.id,
        "title": source.title,
        "outlet": source.outlet,
        "author": source.author,
        "date": source.date,
        "date_of": source.date_of,
        "date_how": source.date_how,
        "url": source.url,
        "path": source.path,
        "credits": list(source.credits),
        "language": source.language,
        "words": source.words,
        "quotes": source.quotes,
        "pledges": source.pledges,
        "story": source.story,
        "content_hash": source.content_hash,
        "pipeline": source.pipeline,
        "blocks": _blocks(source.blocks),
    }


def _actor(actor: Actor) -> Document:
    return {
        "id": actor.id,
        "name": actor.name,
        "kind": actor.kind,
        "aliases": list(actor.aliases),
        "roles": list(actor.roles),
        "country": actor.country,
        "mentions": actor.mentions,
        "quotes": actor.quotes,
        "pledges": actor.pledges,
    }


def _quote(quote: Quote) -> Document:
    return {
        "id": quote.id,
        "source": quote.source,
        "actor": quote.actor,
        "speaker": _slot(quote.speaker),
        "cue": _slot(quote.cue),
        "content": _slot(quote.content),
        "kind": quote.kind,
        "parent": quote.parent,
        "confidence": quote.confidence,
        "why": _why(quote.why),
    }


def _pledge(pledge: Pledge) -> Document:
    return {
        "id": pledge.id,
        "source": pledge.source,
        "entry": pledge.entry,
        "actors": list(pledge.actors),
        "makers": [_slot(maker) for maker in pledge.makers],
        "trigger": _slot(pledge.trigger),
        "action": _slot(pledge.action),
        "beneficiary": _slot(pledge.beneficiary),
        "condition": _slot(pledge.condition),
        "stance": pledge.stance,
        "strength": pledge.strength,
        "quote": pledge.quote,
        "confidence": pledge.confidence,
        "why": _why(pledge.why),
        "category": pledge.category,
        "label": label(pledge.category),
        "theme": pledge.theme,
        "target": pledge.target,
        "deadline": _slot(pledge.deadline),
        "amount": _slot(pledge.amount),
    }


def _slot(slot: Slot | None) -> Document | None:
    if slot is None:
        return None
    spans = [{"start": span.start, "end": span.end, "text": span.text} for span in slot.spans]
    return {"text": slot.text, "spans": spans}


def _slot_from(document: Mapping[str, Any]) -> Slot:
    spans = document["spans"]
    return Slot(tuple(Span(span["start"], span["end"], span["text"]) for span in spans))


def _slot_or_none(document: Mapping[str, Any] | None) -> Slot | None:
    return None if document is None else _slot_from(document)


def _why(why: Why) -> Document:
    return {"rule": why.rule, "words": why.words, "actor": why.actor}


def _why_from(document: Mapping[str, Any]) -> Why:
    why = document.get("why") or {}
    return Why(why.get("rule", ""), why.get("words", ""), why.get("actor", ""))


def _blocks(blocks: tuple[Block, ...]) -> list[list[Any]]:
    return [[block.kind, block.start, block.end] for block in blocks]


def _blocks_from(document: Mapping[str, Any]) -> tuple[Block, ...]:
    return tuple(starmap(Block, document.get("blocks") or ()))
