"""Records as citations: their words, whose they are, and where they stand. Pure.

Between the quotation marks of a citation stands nothing that the article does not hold: its
words as a terminal can show them, line ends as spaces, ` […] ` between fragments. JSON holds
them to the code point.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from store import figures
from store.documents import Document, public
from store.records import (
    Actor,
    Chain,
    Entry,
    Figure,
    Pledge,
    Quote,
    Record,
    Slot,
    Source,
    Span,
    Story,
)
from store.spans import GAP
from tui.ledger_cards import chain_lines, theme
from tui.render import Name, count, date, who
from tui.settings import Form
from tui.wrapping import shown

FORMS: dict[Form, str] = {"plain": "plain text", "markdown": "Markdown", "json": "JSON"}
"""The forms of a citation in the order in which they take turns, and what they are called."""

CONTEXT = 32
"""Code points before and after the words that a quote selector holds (W3C Web Annotation)."""

_MARKED = re.compile(r"[\"“„«‘'‹].*[\"”“»’'›]", re.DOTALL)
_SPECIAL = re.compile(r"([\\`*_\[\]<>&|~])")
_LEADING = re.compile(r"^(\d{0,9})([#+\-=.)])")


@dataclass(frozen=True, slots=True)
class Found:
    """A record with its article and that article's text, and what an entry rests on.

    `told` is the quote that a pledge stands in: who says that it is made.
    """

    record: Record
    source: Source | None = None
    text: str = ""
    evidence: tuple[Found, ...] = ()
    told: Quote | None = None


def gather(
    record: Record, get: Callable[[str], Record | None], text: Callable[[str], str]
) -> Found:
    """What a citation of the record needs: `get` looks records up, `text` an article's text."""
    if isinstance(record, Quote | Pledge):
        source, words = get(record.source), text(record.source)
        told = get(record.quote) if isinstance(record, Pledge) and record.quote else None
        return Found(
            record,
            source if isinstance(source, Source) else None,
            words,
            told=told if isinstance(told, Quote) else None,
        )
    if isinstance(record, Entry):
        pledges = (get(one.pledge) for one in record.evidence)
        found = (gather(one, get, text) for one in pledges if isinstance(one, Pledge))
        return Found(record, evidence=tuple(found))
    return Found(record, record if isinstance(record, Source) else None)


def cite(found: Found, form: Form, name: Name) -> str:
    """The citation in a form; "" where the words of a quote or pledge are not to be had."""
    if isinstance(found.record, Quote | Pledge) and not fragments(found):
        return ""
    if form == "plain":
        return _plain(found, name)
    return _markdown(found, name) if form == "markdown" else _json(found, name)


def fragments(found: Found) -> list[Span]:
    """The words that are cited: a quote's content, a pledge from its maker to its end."""
    record = found.record
    if isinstance(record, Quote):
        return [span for span in record.content.spans if _one_line(span.text)]
    if isinstance(record, Pledge):
        slots = (*record.makers, record.trigger, record.action, record.condition)
        end = max(slot.end for slot in slots if slot)
        words = found.text[record.start : end]
        whole = record.start + len(words) == end and _one_line(words)
        return [Span(record.start, end, words)] if whole else []
    return []


# ---------------------------------------------------------------------------------- plain


def _plain(found: Found, name: Name) -> str:
    record = found.record
    match record:
        case Quote() | Pledge():
            words = GAP.join(_one_line(span.text) for span in fragments(found))
            lead = f"{_quoted(words, record)} — {_whose(found, name)}"
            return ", ".join([lead, *_where(found)])
        case Source():
            return ", ".join(_where(found))
        case _:
            parts = [_plain(one, name) for one in found.evidence] or _rows(record)
            return "\n".join([_heading(record), *filter(None, parts)])


def _one_line(text: str) -> str:
    """The text as a terminal can show it, each stretch of white space as one space."""
    return " ".join(shown(" ".join(text.split())).split())


def _quoted(words: str, record: Quote | Pledge) -> str:
    """The words in quotation marks: the article's own ones, where it cites them directly."""
    direct = isinstance(record, Quote) and record.kind == "direct"
    return words if direct and _MARKED.fullmatch(words) else f"“{words}”"


def _whose(found: Found, name: Name) -> str:
    """Whose words or pledge it is, and how it is told."""
    record = found.record
    if isinstance(record, Quote):
        return _said(record, name)
    if not isinstance(record, Pledge):
        return ""
    condition = f" (condition: “{_slot(record.condition)}”)" if record.condition else ""
    told = f", told by {_said(found.told, name)}" if found.told else ""
    return f"{record.stance} of {who(record, name)}{condition}{told}"


def _said(quote: Quote, name: Name) -> str:
    """Who said it, and that these are not the speaker's own words where they are not."""
    return who(quote, name) + ("" if quote.kind == "direct" else f" ({quote.kind})")


def _slot(slot: Slot) -> str:
    return GAP.join(_one_line(span.text) for span in slot.spans)


def _where(found: Found) -> list[str]:
    """Headline, outlet, date, address or file, and the place in the text."""
    source = found.source
    if source is None:
        return ["an article that is no longer in the store", *_characters(found)]
    title = [f"“{_one_line(source.title)}”"] if source.title else []
    return [*title, *_published(source), *_place(source), *_characters(found)]


def _published(source: Source) -> list[str]:
    """Outlet and date, with what is to be known of the date."""
    event = source.date_of == "event"
    note = "date of the event" if event else ""
    if source.date_how == "inferred":
        note = "date inferred: that of the event" if event else "date inferred"
    when = date(source).removeprefix("~")
    dated = f"{when} ({note})" if note and when else when or "undated"
    return [*filter(None, [_one_line(source.outlet or "")]), shown(dated)]


def _place(source: Source) -> list[str]:
    place = source.url or (source.path or "").rsplit("/", 1)[-1]
    return [shown(place)] if place else []


def _characters(found: Found) -> list[str]:
    spans = [f"{span.start}–{span.end}" for span in fragments(found)]
    return [f"characters {' and '.join(spans)}"] if spans else []


def _heading(record: Record) -> str:
    """What a record without an article of its own is, in a line."""
    match record:
        case Actor():
            has = [count(record.quotes, "quote"), count(record.pledges, "pledge")]
            country = f", {record.country}" if record.country not in (None, record.name) else ""
            also = f"; also {'; '.join(record.aliases)}" if record.aliases else ""
            mentions = count(record.mentions, "mention")
            line = f"{record.name} ({record.kind}{country}): {', '.join(has)}, {mentions}{also}"
        case Entry():
            verdict = f"{record.verdict}, {count(record.origins, 'independent origin')}"
            makers = ", ".join(record.makers) or "unknown"
            line = f"{makers}: {theme(record)}, {record.strength or 'no strength'} ({verdict})"
        case Chain():
            line = theme(record)
        case Figure():
            line = f"{record.subject} ({figures.told(record)})"
        case Story():
            line = f"{record.title} ({', '.join(record.outlets)})"
        case _:
            line = ""
    return _one_line(line)


def _rows(record: Record) -> list[str]:
    if isinstance(record, Chain):
        return [_one_line(line) for line in chain_lines(record)]
    if isinstance(record, Figure):
        return [f"“{_one_line(value.span.text)}”" for value in record.values]
    return []


# -------------------------------------------------------------------------------- Markdown


def _markdown(found: Found, name: Name) -> str:
    record = found.record
    match record:
        case Quote() | Pledge():
            words = GAP.join(_escaped(_one_line(span.text)) for span in fragments(found))
            words = _LEADING.sub(r"\1\\\2", words)
            where = ", ".join([_escaped(_whose(found, name)), *_linked(found)])
            return f"> {words}\n\n— {where}"
        case Source():
            return ", ".join(_linked(found))
        case _:
            heading = f"**{_escaped(_heading(record))}**"
            parts = [_markdown(one, name) for one in found.evidence]
            rows = "\n".join(f"- {_escaped(line)}" for line in _rows(record))
            return "\n\n".join(filter(None, [heading, *parts, rows]))


def _linked(found: Found) -> list[str]:
    """As `_where`, the headline linked where there is an address."""
    source = found.source
    if source is None or not (address := _address(source)):
        return [_escaped(part) for part in _where(found)]
    title = _escaped(_one_line(source.title or source.name))
    parts = [*_published(source), *_characters(found)]
    return [f"[{title}]({address})", *map(_escaped, parts)]


def _address(source: Source) -> str:
    """The article's address as a link can hold it; "" where it is none of the web's."""
    url = source.url or ""
    if not url.startswith(("https://", "http://")):
        return ""
    held = (c if c.isascii() and c.isprintable() and c not in " ()<>\\" else None for c in url)
    pairs = zip(url, held, strict=True)
    return "".join(kept or _percent(given) for given, kept in pairs)


def _percent(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode("utf-8", "replace"))


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


# ------------------------------------------------------------------------------------ JSON


def _json(found: Found, name: Name) -> str:
    text = json.dumps(_document(found, name), ensure_ascii=False)
    return "".join(c if c.isprintable() else json.dumps(c)[1:-1] for c in text)


def _document(found: Found, name: Name) -> Document:
    document = public(found.record)
    if isinstance(found.record, Entry):
        return document | {
            "citation": {"evidence": [_document(one, name) for one in found.evidence]}
        }
    return document | {"citation": _citation(found, name)}


def _citation(found: Found, name: Name) -> Document | None:
    source, record = found.source, found.record
    said = record if isinstance(record, Quote | Pledge) else None
    if source is None and said is None:
        return None
    spans = fragments(found)
    known: dict[str, Any] = {
        key: getattr(source, key, None)
        for key in ("title", "outlet", "date", "date_of", "date_how", "url", "path", "content_hash")
    }
    return known | {
        "who": _known(said, name),
        "told_by": _known(found.told, name),
        "start": spans[0].start if spans else None,
        "end": spans[-1].end if spans else None,
        "selectors": [one for span in spans for one in _selectors(span, found.text)],
    }


def _known(record: Quote | Pledge | None, name: Name) -> str | None:
    by = who(record, name) if record else "unknown"
    return None if by == "unknown" else by


def _selectors(span: Span, text: str) -> list[Document]:
    """The W3C's two selectors of a fragment: by its words and by its place."""
    return [
        {
            "type": "TextQuoteSelector",
            "exact": span.text,
            "prefix": text[max(span.start - CONTEXT, 0) : span.start],
            "suffix": text[span.end : span.end + CONTEXT],
        },
        {"type": "TextPositionSelector", "start": span.start, "end": span.end},
    ]
