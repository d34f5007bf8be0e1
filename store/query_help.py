"""One page about the query language, with examples that the tests run. Plain data."""

from __future__ import annotations

from store.query_fields import FIELDS

EXAMPLES: tuple[tuple[str, str], ...] = (
    ("ceasefire russia", "both words; the last may be only begun"),
    ('"peace deal" OR deal NEAR/5 russia', "side by side; 5 words between at most"),
    ("(ceasefire OR truce) -germany", "either, without the other"),
    ("~zelensky OR *fire*", "spelled nearly so; words that hold this"),
    (r"/\d+ (countries|nations)/", "a pattern (regular expression)"),
    ("by:macron about:ukraine", "what somebody says or pledges, on what"),
    ("stance:refusal by:italy", "what somebody rules out"),
    ("cond:ceasefire OR cond:deal", "pledges that hang on something"),
    ("strength:>=agreed to:ukraine", "firm ones, and for whom"),
    ("kind:indirect confidence:<0.8", "what to look at twice"),
    ("date:2025-09..2026-01 has:condition", "in a stretch of time; with a part"),
    ("in:headline ukraine", "words of headlines only"),
    ('outlet:"sweden herald" -source:001', "where it stood; a file or an id"),
)
"""Queries and what they find; each finds something in the seed articles."""


def values() -> list[tuple[str, str]]:
    """The fields that know only some values, each with all of them."""
    fields = (field for field in FIELDS.values() if field.values)
    return [(f"{field.name}:", " ".join(field.values)) for field in fields]


def markdown() -> str:
    """The table of fields as the README prints it."""
    lines = ["| field | asks for | for example |", "| --- | --- | --- |"]
    for field in FIELDS.values():
        values = ": " + ", ".join(f"`{one}`" for one in field.values) if field.values else ""
        lines.append(f"| `{field.name}:` | {field.meaning}{values} | `{field.example}` |")
    return "\n".join(lines)
