"""Entries, chains and stories as JSON documents and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from store.categories import label
from store.records import Chain, Entry, Evidence, Link, Story

Document = dict[str, Any]


def entry_to(entry: Entry) -> Document:
    """An entry as a JSON object."""
    return {
        "id": entry.id,
        "makers": list(entry.makers),
        "actors": list(entry.actors),
        "category": entry.category,
        "label": label(entry.category),
        "theme": entry.theme,
        "beneficiary": entry.beneficiary,
        "action": entry.action,
        "strength": entry.strength,
        "verdict": entry.verdict,
        "differs": list(entry.differs),
        "conditions": list(entry.conditions),
        "origins": entry.origins,
        "stories": entry.stories,
        "chain": entry.chain,
        "evidence": [_evidence(one) for one in entry.evidence],
    }


def entry_from(document: Mapping[str, Any]) -> Entry:
    """The entry of a document; KeyError where a part is missing that it cannot be without."""
    return Entry(
        id=document["id"],
        makers=tuple(document["makers"]),
        actors=tuple(document["actors"]),
        category=document["category"],
        theme=document["theme"],
        beneficiary=document["beneficiary"],
        action=document["action"],
        strength=document["strength"],
        verdict=document["verdict"],
        differs=tuple(document["differs"]),
        origins=document["origins"],
        stories=document["stories"],
        chain=document["chain"],
        evidence=tuple(Evidence(**_evidence_parts(one)) for one in document["evidence"]),
    )


def chain_to(chain: Chain) -> Document:
    """A chain as a JSON object."""
    return {
        "id": chain.id,
        "category": chain.category,
        "label": label(chain.category),
        "theme": chain.theme,
        "beneficiary": chain.beneficiary,
        "links": [
            {
                "date": link.date,
                "makers": list(link.makers),
                "strengths": list(link.strengths),
                "entry": link.entry,
            }
            for link in chain.links
        ],
    }


def chain_from(document: Mapping[str, Any]) -> Chain:
    """The chain of a document; KeyError where a part is missing that it cannot be without."""
    return Chain(
        id=document["id"],
        category=document["category"],
        theme=document["theme"],
        beneficiary=document["beneficiary"],
        links=tuple(
            Link(
                entry=link["entry"],
                date=link["date"],
                makers=tuple(link["makers"]),
                strengths=tuple(link["strengths"]),
            )
            for link in document["links"]
        ),
    )


def story_to(story: Story) -> Document:
    """A story as a JSON object."""
    return {
        "id": story.id,
        "title": story.title,
        "first": story.first,
        "last": story.last,
        "sources": list(story.sources),
        "outlets": list(story.outlets),
        "origins": story.origins,
    }


def story_from(document: Mapping[str, Any]) -> Story:
    """The story of a document; KeyError where a part is missing that it cannot be without."""
    return Story(
        id=document["id"],
        title=document["title"],
        first=document["first"],
        last=document["last"],
        sources=tuple(document["sources"]),
        outlets=tuple(document["outlets"]),
        origins=document["origins"],
    )


def _evidence(one: Evidence) -> Document:
    return {name: getattr(one, name) for name in Evidence.__slots__}


def _evidence_parts(document: Mapping[str, Any]) -> Document:
    return {name: document[name] for name in Evidence.__slots__}
