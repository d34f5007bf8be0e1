"""Whether a document is a sound record: its parts, their types, its words in the text.

Pure: documents and texts in, reasons out, as they continue a sentence (*its content …*).
It knows no table.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from store.documents import (
    actor_from,
    count_from,
    count_to,
    figure_from,
    pledge_from,
    quote_from,
    signature_from,
    signature_to,
    source_from,
    to_document,
)
from store.ledger_documents import chain_from, entry_from, story_from
from store.records import Block, Count, Pledge, Quote, Slot, Source, Span

Reading = Callable[[Mapping[str, Any]], Any]

READ: dict[str, Reading] = {
    "sources": source_from,
    "actors": actor_from,
    "quotes": quote_from,
    "pledges": pledge_from,
    "counts": count_from,
    "signatures": signature_from,
    "entries": entry_from,
    "chains": chain_from,
    "figures": figure_from,
    "stories": story_from,
}
"""The tables whose documents are records, and how each is read."""

_TOLD_BY_THE_PROGRAM = ("label",)
"""Parts that follow from others by tables which a newer program may have changed."""


class Unsound(ValueError):
    """Why a document is no record; continues a sentence."""


def record_of(table: str, document: Mapping[str, Any]) -> Any:
    """The record of a document; Unsound where it is none, or not of these types."""
    try:
        record = READ[table](document)
    except KeyError as error:
        raise Unsound(f"it has no {error.args[0]}") from None
    except (AttributeError, TypeError, ValueError):
        raise Unsound("its parts are of the wrong kind") from None
    if wrong := misfit(record, type(record)):
        raise Unsound(f"its {wrong}")
    if wrong := _untrue(record, document):
        raise Unsound(wrong)
    return record


def misfit(value: Any, kind: type) -> str:
    """Which part of a record is not of its type, and "" where all of them are."""
    for name, fits in _parts(kind):
        if not fits(getattr(value, name)):
            return f"{name} is of the wrong kind"
    return ""


Fits = Callable[[Any], bool]


@cache
def _parts(kind: type) -> tuple[tuple[str, Fits], ...]:
    hints = get_type_hints(kind)
    return tuple((one.name, _test(hints[one.name])) for one in fields(kind))


@cache
def _test(kind: Any) -> Fits:
    """What tells whether a value is of a type."""
    origin, inside = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        tests = tuple(map(_test, inside))
        return lambda value: any(test(value) for test in tests)
    if origin is Literal:
        return lambda value: isinstance(value, str) and value in inside
    if origin is tuple and inside[1:] == (...,):
        member = _test(inside[0])
        return lambda value: type(value) is tuple and all(map(member, value))
    if origin is tuple:
        tests = tuple(map(_test, inside))
        return lambda value: (
            type(value) is tuple
            and (
                len(value) == len(tests)
                and all(test(one) for test, one in zip(tests, value, strict=True))
            )
        )
    if kind is Slot:  # a part without words would be none
        span = _test(Span)
        return lambda value: (
            type(value) is Slot and bool(value.spans) and all(map(span, value.spans))
        )
    if is_dataclass(kind) and isinstance(kind, type):
        known = kind
        return lambda value: type(value) is known and not misfit(value, known)
    if kind is float:
        return lambda value: type(value) in (int, float)
    if kind is type(None):
        return lambda value: value is None
    return lambda value: type(value) is kind


def _untrue(record: Any, document: Mapping[str, Any]) -> str:
    """What the document says beside the record that the record does not; "" where nothing."""
    if isinstance(record, Count):
        again = count_to(record)
    else:
        again = signature_to(record) if hasattr(record, "sketch") else to_document(record)
    for name, value in again.items():
        if name in _TOLD_BY_THE_PROGRAM or name not in document or document[name] == value:
            continue
        if document[name] or value:
            return f"its {name} does not agree with the parts of it"
    lost = [name for name in again if name not in document]
    odd = [name for name in document if name not in again and name not in _BESIDES]
    if lost and odd:
        return f"its {lost[0]} is missing, and {odd[0]!r} is no part of such a record"
    return ""


_BESIDES: frozenset[str] = frozenset(
    (
        *("fold", "places", "file_hashes", "tally", "keys", "alias_lines", "start", "name_lines"),
        *("who", "maker_lines", "figure", "date", "pieces", "joint", "sources", "lines"),
        *("source", "story", "of_event", "marks", "copies", "came", "changed"),
    )
)
"""What documents hold besides their records, for the tables' sake."""


def slots_of(record: Quote | Pledge | Count) -> Iterator[tuple[str, Span]]:
    """The spans of a record, each with the name of the part that it belongs to."""
    if isinstance(record, Count):
        yield "words", record.span
        return
    parts: list[tuple[str, Slot | None]]
    if isinstance(record, Quote):
        parts = [(name, getattr(record, name)) for name in ("speaker", "cue", "content")]
    else:
        parts = [("maker", one) for one in record.makers]
        names = ("trigger", "action", "beneficiary", "condition", "deadline", "amount")
        parts += [(name, getattr(record, name)) for name in names]
    for name, slot in parts:
        for span in slot.spans if slot else ():
            yield name, span


def strays(record: Quote | Pledge | Count, text: str) -> str:
    """Which span of a record does not hold in its article's text; "" where all do."""
    for name, span in slots_of(record):
        if wrong := outside(span.start, span.end, text):
            return f"its {name} {wrong}"
        if text[span.start : span.end] != span.text:
            return f"its {name} is not what the text says at {span.start}:{span.end}"
    return ""


def places_stray(places: Iterable[tuple[int, int]], text: str) -> str:
    """Which of these places is none of the text; "" where all are."""
    for start, end in places:
        if wrong := outside(start, end, text):
            return f"its place {wrong}"
    return ""


def blocks_stray(source: Source, text: str) -> str:
    """Which block of an article is none of its text; "" where all are, one after the other."""
    last = Block("paragraph", 0, 0)
    for block in source.blocks:
        if wrong := outside(block.start, block.end, text):
            return f"its block {wrong}"
        if block.start < last.end:
            return f"its block {block.start}:{block.end} overlaps the one before"
        last = block
    return ""


def outside(start: int, end: int, text: str) -> str:
    """In what way two offsets make no span of the text; "" where they make one."""
    if 0 <= start < end <= len(text):
        return ""
    return f"{start}:{end} lies outside the text of {len(text)} characters"
