"""Why a record was extracted, in words that a reader understands. Pure."""

from __future__ import annotations

from store.hand import YOURS
from store.records import Pledge, Quote

_SORTS = {
    "verb": "verb",
    "noun": "noun",
    "adjective": "adjective",
    "modal": "modal verb",
    "passive": "passive with",
}
"""The sorts of words that rules for pledges begin with, as people call them."""

_FOUND = {
    "full name": "named in full",
    "name": "named",
    "surname": "named by the surname",
    "campaign": "named by a campaign's name",
    "country": "a country, named",
    "region": "a region, named",
    "role": "known by the role",
    "description": "known by a description",
    "metonym": "a place that stands for who is there",
    "government": "a government, which stands for its country",
    "office": "an office, which stands for who holds it",
    "office of a person": "somebody's office, which stands for that person",
    "described group": "a group as it is described",
    "described source": "a source as it is described",
    "document": "a document",
    "unknown": "nobody known behind the words",
    "pronoun": "a pronoun, for whom was named before",
    "double adjective": "an adjective of two countries",
    "group counted after it": "the group that is counted after it",
    "the latter": "the last of those named before",
}
"""How an actor was found, where the extractor's own term would need explaining."""


def rule_of(record: Quote | Pledge) -> str:
    """What it was found by: `the verb “agree”`, `clause of a verb of saying`."""
    rule = record.why.rule
    if rule == YOURS:
        return "set right by you"
    if isinstance(record, Quote):
        return rule
    first, _, rest = rule.partition(" ")
    if rest and first in _SORTS:
        return f"the {_SORTS[first]} “{rest}”"
    return f"“{rule}”"


def actor_of(record: Quote | Pledge) -> str:
    """How the actor behind the words was found; "" where the words name none."""
    how = record.why.actor
    if how == YOURS:
        known = record.actor if isinstance(record, Quote) else record.actors
        return "named by you" if known else "nobody known, as you say"
    if how in _FOUND:
        return _FOUND[how]
    first, comma, rest = how.partition(", ")
    if comma and first == "pronoun":
        return f"a pronoun: {rest}"
    if comma and first == "we":
        return f"“we”: {rest}"
    return how


def reasons(record: Quote | Pledge) -> str:
    """Both in one line."""
    return "; ".join(filter(None, (rule_of(record), actor_of(record))))
