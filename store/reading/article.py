"""A file's bytes to an Article: the steps of reading, in their order."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from store.formats import Format, format_of
from store.provenance import NOTHING, Known
from store.reading.asides import cut_asides, site_of
from store.reading.boilerplate import boilerplate, is_dated, is_name, is_section
from store.reading.credits import credits, merged
from store.reading.decoding import decode
from store.reading.headline import headlines, split_off
from store.reading.imprint import front_matter, imprint
from store.reading.passages import Passage, passages, trimmed
from store.reading.tongue import language_of
from store.records import Article, Block, BlockKind


def read(
    data: bytes,
    place: str | None,
    *,
    format: Format | None = None,
    metadata: Known = NOTHING,
) -> Article:
    """The article in a file's bytes; ReadingError with a sentence where there is none.

    `place` is the path or address that the bytes came from; its ending tells the format
    where `format` does not, and plain text is the last resort. What `metadata` says goes
    before what the text shows; credits are both together.
    """
    text, _ = decode(data)
    form = format or (format_of(PurePath(place)) if place else None) or "text"
    stated, begin = front_matter(text) if form == "markdown" else (NOTHING, 0)
    parts, set_off = split_off(cut_asides(passages(text, form, begin), text))
    waste = boilerplate(parts)
    _waste_sections(parts, waste)
    heads = headlines(parts, waste, set_off)
    _waste_names(parts, waste, heads)
    leftovers = [part.text for part, wasted in zip(parts, waste, strict=True) if wasted]
    kept = [part.text for part, wasted in zip(parts, waste, strict=True) if not wasted]
    shown = Known(
        title=" ".join(parts[heads[0]].text.split()) if heads else None, outlet=site_of(parts)
    )
    known = metadata.over(stated).over(shown).over(imprint(leftovers, _dated(parts, waste, heads)))
    named = credits(text, leftovers, known.outlet)
    blocks = [
        Block(_kind(number in heads, waste[number]), part.start, part.end)
        for number, part in enumerate(parts)
    ]
    if begin:
        blocks.insert(0, Block("boilerplate", *trimmed(text, 0, begin)))
    return Article(
        text=text,
        blocks=tuple(blocks),
        title=known.title,
        outlet=known.outlet,
        author=known.author,
        date=known.date,
        date_of=known.date_of,
        date_how=known.date_how,
        url=known.url,
        place=place,
        file_hash=hashlib.sha256(data).hexdigest(),
        credits=merged([*known.credits, *named], without=known.outlet),
        language=language_of(" ".join(kept) or text),
    )


def _waste_sections(parts: Sequence[Passage], waste: list[bool]) -> None:
    """Mark the names of sections that stand above everything else."""
    for number, part in enumerate(parts):
        if not waste[number] and not is_section(part.text):
            break
        waste[number] = True


def _waste_names(parts: Sequence[Passage], waste: list[bool], heads: Sequence[int]) -> None:
    """Mark the writer's name below the headline."""
    if not heads:
        return
    for number in range(heads[-1] + 1, min(heads[-1] + 3, len(parts) - 1)):
        if not waste[number] and not is_name(parts[number].text):
            break
        waste[number] = True


def _dated(parts: Sequence[Passage], waste: list[bool], heads: Sequence[int]) -> Iterator[str]:
    """The lines above the article's first paragraph that hold a date alone."""
    for number, part in enumerate(parts):
        if not waste[number] and number not in heads:
            return
        if waste[number] and is_dated(part.text):
            yield part.text


def _kind(head: bool, waste: bool) -> BlockKind:
    return "headline" if head else "boilerplate" if waste else "paragraph"
