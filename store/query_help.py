"""One page about the query language, with examples that the tests run. Plain data."""

from __future__ import annotations

from store.query_fields import FIELDS

EXAMPLES: tuple[tuple[str, str], ...] = (
    ("ceasefire russia", "both words, anywhere; the last may be only begun"),
    ('"peace deal"', "these words next to each other"),
    ("ceasefire OR truce", "either"),
    ("troops -germany", "not the other; -( ) rules out a group"),
    ("~zelensky", "spelled nearly so: Zelenskyy, Zelenskiy"),
    (r"/\d+ (countries|nations)/", "a pattern (regular expression)"),
    ("by:macron about:ukraine", "what somebody says or pledges, on what"),
    ("by:italy stance:refusal", "what somebody rules out"),
    ("cond:ceasefire OR cond:deal", "pledges that hang on something"),
    ("strength:>=agreed to:ukraine", "firm ones, and for whom"),
    ("kind:indirect confidence:<0.8", "what to look at twice"),
    ("is:moved", "pledges whose entry in the ledger has moved"),
    ("date:2025-09..2026-01 has:condition", "in a stretch of time; with a part"),
    ("in:headline ukraine", "words of headlines only"),
)
"""Queries and what they find; each finds something in the seed articles."""


def rows() -> list[tuple[str, str]]:
    """The examples, then the fields: what is typed, and what it is for."""
    return [*EXAMPLES, ("", ""), *((f"{one.name}:", _values(one.name)) for one in FIELDS.values())]


def _values(name: str) -> str:
    field = FIELDS[name]
    return f"{field.meaning} ({', '.join(field.values)})" if field.values else field.meaning


def markdown() -> str:
    """The table of fields as the README prints it."""
    lines = ["| field | asks for | for example |", "| --- | --- | --- |"]
    for field in FIELDS.values():
        values = ": " + ", ".join(f"`{one}`" for one in field.values) if field.values else ""
        lines.append(f"| `{field.name}:` | {field.meaning}{values} | `{field.example}` |")
    return "\n".join(lines)
