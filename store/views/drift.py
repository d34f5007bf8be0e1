"""One utterance as each article words it: the fullest direct wording, then how others differ.

Utterances are quotes, and pledges that stand in no quote, of articles of one story; those of
one speaker whose words are alike (`store.likeness`) are one.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations
from typing import Any

from store.corpus import Corpus
from store.likeness import alike, difference, stems
from store.listing import Listing, Narrowing
from store.plurals import count
from store.records import Pledge, Quote, Slot, Story
from store.views.board import Board, Cell, Column, Part, Row, Words, cell, heading, words_of
from store.views.looking import Look

COLUMNS = (
    Column("outlet", 10, 24),
    Column("date", 11, 11),
    Column("kind", 9, 9),
    Column("words", 20, wraps=True),
)
FIRST = 8
"""Articles after which a board is worth showing."""

ALIKE = "the same, word for word"

_KINDS = ("direct", "mixed", "indirect", "pledge")
_FAR = 80  # code points between a maker and its trigger, beyond which its words stand apart


@dataclass(frozen=True)
class _Utterance:
    """What one article gives as somebody's words; `speakers` are actor ids."""

    record: Quote | Pledge
    speakers: frozenset[str]
    kind: str
    text: str
    words: Words

    @cached_property
    def stems(self) -> frozenset[str]:
        """What its words mean by."""
        return stems(self.text)

    @property
    def rank(self) -> tuple[int, int, str]:
        """The fullest direct wording is the least."""
        return _KINDS.index(self.kind), -len(self.text), self.record.id


def boards(corpus: Corpus, narrowing: Narrowing) -> Iterator[Board]:
    """The latest stories first; ever more of them."""
    look = Look(corpus)
    asked: list[Listing[Any]] = []
    if narrowing != Narrowing():
        asked = [corpus.listing("quote", narrowing), corpus.listing("pledge", narrowing)]
    rows: list[Row] = []
    found = alone = read = 0
    worth, shown = FIRST, False
    for story in corpus.listing("story", Narrowing(narrowing.actor, source=narrowing.source)):
        if len(story.sources) < 2:
            continue
        said = [one for source in story.sources for one in _utterances(source, look)]
        read += len(story.sources)
        groups = sorted(_groups(said), key=lambda group: _drifts(group, look))
        alone += len(said) - sum(map(len, groups))
        for group in groups:
            records = (one.record.id for one in group)
            if not asked or any(listing.holds(one) for one in records for listing in asked):
                rows += _rows(group, story, look)
                found += 1
        if read >= worth or (rows and not shown):
            yield _board(rows, found, alone, whole=False)
            worth, shown = 4 * read, bool(rows)
    yield _board(rows, found, alone, whole=True)


def _board(rows: Sequence[Row], found: int, alone: int, *, whole: bool) -> Board:
    several = f"{found:,} said in several articles"
    return Board(
        COLUMNS,
        tuple(rows),
        f"{several} · {alone:,} in one only" if alone else several,
        "No two articles of one story give the same words of one speaker.",
        whole,
    )


def _utterances(source: str, look: Look) -> Iterator[_Utterance]:
    """What an article gives as said: its quotes, and pledges that stand in none."""
    places = [
        (start, end, one.actor.id)
        for one in look.corpus.appearances_of(source)
        for start, end in one.places
    ]

    def named(*slots: Slot | None) -> set[str]:
        bounds = [(slot.start, slot.end) for slot in slots if slot]
        return {who for s, e, who in places for first, last in bounds if first <= s and e <= last}

    quotes = [one for one in look.corpus.quotes_of(source) if not one.parent]
    for quote in quotes:
        speakers = named(quote.speaker) | ({quote.actor} if quote.actor else set())
        text = quote.content.told
        yield _Utterance(quote, frozenset(speakers), quote.kind, text, words_of(quote))
    for pledge in look.corpus.pledges_of(source):
        words = _pledged(pledge, look.text(source))
        if pledge.quote or any(
            span.start < words.end and words.start < span.end
            for quote in quotes
            for span in quote.content.spans
        ):
            continue
        speakers = named(*pledge.makers) | {*pledge.actors}
        text = look.text(source)[words.start : words.end]
        yield _Utterance(pledge, frozenset(speakers), "pledge", text, words)


def _pledged(pledge: Pledge, text: str) -> Words:
    """Where a pledge stands, with its maker and its condition where they stand close by."""
    first, last = pledge.extent
    for slot in (*pledge.makers, pledge.condition, pledge.beneficiary):
        if slot is None:
            continue
        start, end = min(first, slot.start), max(last, slot.end)
        gap = text[slot.end : first] if slot.end <= first else text[last : slot.start]
        if len(gap) <= _FAR and "\n" not in gap and ". " not in gap:
            first, last = start, end
    return Words(pledge.source, first, last, pledge.id, pledge.confidence)


def _groups(said: Sequence[_Utterance]) -> list[list[_Utterance]]:
    """Utterances of two articles and more that are one, each with the fullest direct first."""
    weights = _weights(said)
    of_speaker: dict[str, list[int]] = defaultdict(list)
    for at, one in enumerate(said):
        for speaker in one.speakers:
            of_speaker[speaker].append(at)
    leads = list(range(len(said)))

    def lead(at: int) -> int:
        while leads[at] != at:
            leads[at] = leads[leads[at]]
            at = leads[at]
        return at

    for known in of_speaker.values():
        for a, b in combinations(known, 2):
            if lead(a) != lead(b) and alike(said[a].stems, said[b].stems, weights):
                leads[lead(b)] = lead(a)
    groups: dict[int, list[_Utterance]] = defaultdict(list)
    for at, one in enumerate(said):
        groups[lead(at)].append(one)
    found = [sorted(group, key=lambda one: one.rank) for group in groups.values()]
    return [group for group in found if len({one.words.source for one in group}) > 1]


def _drifts(group: Sequence[_Utterance], look: Look) -> tuple[object, ...]:
    """Where a group stands in its story: told by most outlets first, told alike last."""
    articles = {one.words.source for one in group}
    outlets = {look.outlet(source) for source in articles}
    alike = all(difference(group[0].text, one.text).none for one in group)
    return -len(outlets), alike, -len(articles), group[0].rank


def _weights(said: Sequence[_Utterance]) -> Mapping[str, float]:
    """How much a stem tells: less where more speakers of the story use it."""
    users: dict[str, set[str]] = defaultdict(set)
    for one in said:
        for each in one.stems:
            users[each] |= one.speakers
    return {each: 1 / (1 + math.log(max(len(who), 1))) for each, who in users.items()}


def _rows(group: Sequence[_Utterance], story: Story, look: Look) -> Iterator[Row]:
    """A heading, the base, and each other article with how it differs."""
    told: dict[str, list[_Utterance]] = {}
    for one in group:
        told.setdefault(one.words.source, []).append(one)
    base, *others = told.values()
    others.sort(key=lambda found: (look.date(found[0].words.source) or "9999", found[0].rank))
    key = f"{story.id} {min(one.record.id for one in group)}"
    speaker = _speaker(group, look)
    outlets = len({look.outlet(source) for source in told})
    parts: list[Part] = [
        (speaker or "unknown", "maker"),
        (f"  {count(len(told), 'article')}", "quiet"),
    ]
    if outlets < len(told):
        parts.append((f" of {count(outlets, 'outlet')}", "quiet"))
    words = [one.words for one in group]
    yield heading(f"{key} title", parts, words, record=story.id)
    for number, found in enumerate((base, *others)):
        before = base if number else None
        for row in _wording(f"{key} {number}", before, found, speaker, look):
            yield replace(row, record=story.id)


def _wording(
    key: str,
    base: Sequence[_Utterance] | None,
    found: Sequence[_Utterance],
    speaker: str | None,
    look: Look,
) -> Iterator[Row]:
    one = found[0]
    source = one.words.source
    words = tuple(each.words for each in found)
    differs = difference(base[0].text if base else one.text, one.text)
    parts: list[Part] = []
    for text, how in differs.words if base is None or not differs.none else ():
        parts += [(" ", "")] if parts else []
        parts.append((text, how))
    data = {
        "utterance": key.rpartition(" ")[0],
        "speaker": speaker,
        "base": base is None,
        "kind": one.kind,
        "differs": [{"text": text, "how": how} for text, how in differs.words],
        "dropped": [*differs.dropped],
        **look.told(one.words),
        "again": [look.told(each) for each in words[1:]],
    }
    yield Row(
        key,
        (
            cell(look.outlet(source), words),
            cell(look.date(source) or "", words, "date"),
            cell(one.kind, words, "" if base is None else "quiet"),
            Cell(tuple(parts), words) if parts else cell(ALIKE, words, "quiet"),
        ),
        data,
    )
    if base and differs.lost:
        from_base = tuple(each.words for each in base)
        gone: list[Part] = []
        for text in differs.lost:
            gone += [(" · ", "quiet")] if gone else []
            gone.append((text, "dropped"))
        blank = Cell((), from_base)
        drops = (blank, blank, cell("dropped", from_base, "quiet"), Cell(tuple(gone), from_base))
        yield Row(f"{key} dropped", drops)


def _speaker(group: Sequence[_Utterance], look: Look) -> str | None:
    """Whom most of the utterances share, the speaker of the first of them before others."""
    shared = Counter(who for one in group for who in one.speakers)
    first = group[0].record
    own = first.actor if isinstance(first, Quote) else next(iter(first.actors), None)
    if not shared:
        return None
    actor = look.actor(max(sorted(shared), key=lambda who: (shared[who], who == own)))
    return actor.name if actor else None
