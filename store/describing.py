"""What is known about a source: what its article says now, and what was known before.

Pure, but that a held source is read from its row. It knows no SQL.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from tinydb.table import Document

from store.documents import source_from
from store.ids import content_hash
from store.records import Article, Source


@dataclass(slots=True)
class Held:
    """A source as it stands in the tables: its row, and the places that lead to it.

    `since` holds how many visits there were when it `came` and when its text `changed` last,
    as far as that was written down.
    """

    row: int
    source: Source
    places: dict[str, str]
    since: dict[str, int] = field(default_factory=dict)

    @classmethod
    def read(cls, document: Document) -> Held:
        """The source of a row; KeyError or ValueError where a part is missing."""
        places = dict(zip(document["places"], document["file_hashes"], strict=True))
        since = {name: document[name] for name in ("came", "changed") if name in document}
        return cls(document.doc_id, source_from(document), places, since)


def described(article: Article, held: Held | None, pipeline: str, source_id: str = "") -> Source:
    """What is known about the article now: what it or its reader says, else what was known.

    Headline, credits and boilerplate are the reader's: another text or pipeline has new ones.
    """
    digest = content_hash(article.text)
    known = held.source if held else None
    read_so = (known.content_hash, known.pipeline) if known else None
    address = article.place if article.place and _is_address(article.place) else None
    path = article.place if address is None else None
    new = Source(
        id=known.id if known else source_id,
        title=article.title,
        outlet=article.outlet,
        author=article.author,
        date=article.date,
        date_of=article.date_of,
        date_how=article.date_how,
        url=article.url or address,
        path=path,
        credits=article.credits,
        language=article.language,
        words=sum(
            len(article.text[block.start : block.end].split())
            for block in article.blocks
            if block.kind != "boilerplate"
        ),
        content_hash=digest,
        pipeline=pipeline,
        blocks=article.blocks,
        quotes=known.quotes if known else 0,
        pledges=known.pledges if known else 0,
        story=known.story if known else None,
    )
    if held is None or known is None:
        return new
    new = replace(
        new,
        outlet=new.outlet or known.outlet,
        author=new.author or known.author,
        url=new.url or known.url,
        path=path_of(held) or new.path,
    )
    if new.date is None:
        new = replace(new, date=known.date, date_of=known.date_of, date_how=known.date_how)
    if read_so == (digest, pipeline):
        new = replace(new, title=new.title or known.title, credits=new.credits or known.credits)
    return new


def told_anew(source: Source, known: Source) -> bool:
    """Whether what the ledger goes by has changed: when it was told, by whom, after whom."""
    return (source.date, source.date_of, source.outlet, source.credits) != (
        known.date,
        known.date_of,
        known.outlet,
        known.credits,
    )


def path_of(held: Held) -> str | None:
    """The known path as long as the source lies there, else the first one that it has."""
    known = held.source.path
    if known in held.places:
        return known
    return next((place for place in held.places if not _is_address(place)), known)


def places_of(article: Article, known: Mapping[str, str] | None = None) -> dict[str, str]:
    """The article's place with the hash of the file there, the known one if it tells none."""
    if not article.place:
        return {}
    return {article.place: article.file_hash or (known or {}).get(article.place, "")}


def _is_address(place: str) -> bool:
    return "://" in place
