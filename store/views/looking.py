"""What a view reads through the corpus, each record once. Knows no board."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any, TypeVar

from store.categories import offer
from store.corpus import Corpus
from store.records import (
    Actor,
    BlockKind,
    Chain,
    Entry,
    Figure,
    Pledge,
    Quote,
    Record,
    Source,
    Story,
)
from store.views.board import Words, words_of

R = TypeVar("R")


class Look:
    """The records of one view by id, and the words that they stand for."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self._known: dict[str, Record | None] = {}
        self._texts: dict[str, str] = {}

    def source(self, record_id: str | None) -> Source | None:
        """An article."""
        return self._get(Source, record_id)

    def actor(self, record_id: str | None) -> Actor | None:
        """An actor."""
        return self._get(Actor, record_id)

    def name(self, record_id: str) -> str | None:
        """The name of an actor."""
        actor = self.actor(record_id)
        return actor.name if actor else None

    def pledge(self, record_id: str | None) -> Pledge | None:
        """A pledge."""
        return self._get(Pledge, record_id)

    def quote(self, record_id: str | None) -> Quote | None:
        """A quote."""
        return self._get(Quote, record_id)

    def entry(self, record_id: str | None) -> Entry | None:
        """An entry of the ledger."""
        return self._get(Entry, record_id)

    def chain(self, record_id: str | None) -> Chain | None:
        """A chain of the ledger."""
        return self._get(Chain, record_id)

    def offered(self, chain: Chain) -> str:
        """What a chain is about, in the words of its class or of its latest entry."""
        latest = self.entry(chain.links[-1].entry)
        action = latest.action if latest else ""
        return offer(chain.category, chain.theme, action, chain.beneficiary)

    def text(self, source_id: str) -> str:
        """The text of an article."""
        if source_id not in self._texts:
            self._texts[source_id] = self.corpus.text(source_id)
        return self._texts[source_id]

    def evidence(self, entry: Entry) -> list[tuple[Pledge, Words]]:
        """The pledges that an entry rests on, the latest first, with where they stand."""
        found = [self.pledge(one.pledge) for one in reversed(entry.evidence)]
        return [(pledge, words_of(pledge)) for pledge in found if pledge]

    def behind(self, record: Record) -> list[Words]:
        """The words that a record of any kind rests on, the most telling first; maybe none."""
        match record:
            case Quote() | Pledge():
                return [words_of(record)]
            case Actor():
                return [Words(*place) for place in self.corpus.named_at(record.id)]
            case Source():
                return self._first_words(record)
            case Entry():
                return [words for _, words in self.evidence(record)]
            case Figure():
                return [words_of(one) for one in record.values]
            case Chain():
                entries = dict.fromkeys(link.entry for link in record.links)
                found = [entry for one in entries if (entry := self.entry(one))]
                return [words for entry in found for _, words in self.evidence(entry)]
            case Story():
                told = [source for one in record.sources if (source := self.source(one))]
                return [words for source in told for words in self._first_words(source)]

    def _first_words(self, source: Source) -> list[Words]:
        """The headline of an article, else its first paragraph, else whatever stands first."""
        kinds: tuple[BlockKind, ...] = ("headline", "paragraph", "boilerplate")
        blocks = [one for kind in kinds for one in source.blocks if one.kind == kind]
        return [Words(source.id, one.start, one.end) for one in blocks[:1]]

    def told(self, words: Words, text: str | None = None) -> dict[str, Any]:
        """Words as `--json` gives them; `text` is what stands there, where that is known."""
        source = self.source(words.source)
        return {
            "source": words.source,
            "outlet": source.outlet if source else None,
            "date": source.date if source else None,
            "start": words.start,
            "end": words.end,
            "text": self.text(words.source)[words.start : words.end] if text is None else text,
            "record": words.record,
            "confidence": words.confidence,
        }

    def outlet(self, source_id: str) -> str:
        """The outlet of an article, else the name of its file, without the ending."""
        source = self.source(source_id)
        if source is None:
            return ""
        return source.outlet or PurePath(source.path or "").stem

    def date(self, source_id: str) -> str | None:
        """The date of an article."""
        source = self.source(source_id)
        return source.date if source else None

    def _get(self, kind: type[R], record_id: str | None) -> R | None:
        if not record_id:
            return None
        if record_id not in self._known:
            self._known[record_id] = self.corpus.get(record_id)
        found = self._known[record_id]
        return found if isinstance(found, kind) else None
