"""Finds of the rules become records: who is behind a phrase, which id, how surely."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from store.extraction import confidence
from store.extraction.actions import act_of, deadline_of
from store.extraction.actors import Cast, Resolution
from store.extraction.commitment import Commitment
from store.extraction.counts import Tally
from store.extraction.lexicon import words
from store.extraction.phrases import Bounds, antecedent_of, noun_phrase, span_of
from store.extraction.quotes import kind_of
from store.extraction.scene import Attribution, Scene
from store.extraction.targets import Places, places_of, target_of
from store.extraction.turns import POST, TURN
from store.ids import derived_id, text_id
from store.records import (
    Appearance,
    Count,
    Pledge,
    Quote,
    Slot,
    Span,
    Why,
)

Made = TypeVar("Made")


class Records:
    """Makes the records of one article, resolving speakers and makers in reading order."""

    def __init__(self, scene: Scene, cast: Cast | None) -> None:
        self._scene = scene
        self._cast = cast
        self._source = text_id(scene.text)
        self._speakers: list[str] = []
        self._spoken: list[tuple[int, str]] = []
        self._seen: Counter[tuple[str, ...]] = Counter()

    def appearances(self) -> tuple[Appearance, ...]:
        """The actors met so far."""
        return self._cast.appearances() if self._cast is not None else ()

    def quotes(self, relations: Sequence[Attribution]) -> list[Quote]:
        """The quotes of these relations."""
        made = (self._guarded(self._quote, relation) for relation in relations)
        return [quote for quote in made if quote is not None]

    def of(
        self, relations: Sequence[Attribution], pledges: Sequence[Commitment]
    ) -> tuple[list[Quote], list[Pledge]]:
        """Quotes and pledges, both in the order of the text."""
        quotes = self.quotes(relations)
        self._spoken = [(q.start, q.actor) for q in quotes if q.actor is not None]
        made = [(self._guarded(self._pledge, pledge, quotes), pledge) for pledge in pledges]
        places = places_of(self.appearances())
        aimed = (
            self._guarded(self._aimed, pledge, found, places)
            for pledge, found in made
            if pledge is not None
        )
        return quotes, [pledge for pledge in aimed if pledge is not None]

    def counts(
        self, found: Sequence[Tally], quotes: Sequence[Quote], pledges: Sequence[Pledge]
    ) -> list[Count]:
        """The counts, each with the pledge that it is the maker of, and with who tells it."""
        made = (self._guarded(self._count, tally, quotes, pledges) for tally in found)
        return [count for count in made if count is not None]

    def _guarded(self, make: Callable[..., Made], *found: object) -> Made | None:
        """The record; a find that makes none costs itself and a warning."""
        try:
            return make(*found)
        except Exception as error:
            self._scene.warnings.append(f"{make.__name__}: {error!r}")
            return None

    def _quote(self, relation: Attribution) -> Quote:
        resolved = (
            self._introduced(relation.introduced)
            if relation.introduced
            else self._who(relation.source, self._speakers)
        )
        if resolved.actors:
            self._speakers.append(resolved.actors[-1])
        content = self._slot(relation.content)
        cue = self._slot(relation.cue) if relation.cue else None
        words = (self._source, content.text, cue.text if cue else "")
        verbatim = relation.rule in (TURN, POST)
        kind = "direct" if verbatim else kind_of(self._scene, relation.content)
        return Quote(
            id=self._id("quote", words),
            source=self._source,
            actor=resolved.actors[0] if resolved.actors else None,
            speaker=self._slot([relation.source]) if relation.source else None,
            cue=cue,
            content=content,
            kind=kind,
            parent=None,
            confidence=confidence.of_quote(self._scene, relation, kind, resolved),
            why=Why(relation.rule, cue.text if cue else "", resolved.how),
        )

    def _pledge(self, pledge: Commitment, quotes: Sequence[Quote]) -> Pledge:
        quote = _quote_around(pledge.trigger[0], quotes)
        resolutions = [self._maker(maker, quotes) for maker in pledge.makers]
        actors = [actor for resolved in resolutions for actor in resolved.actors]
        trigger = self._slot([pledge.trigger])
        action = self._slot(pledge.action) if pledge.action else None
        words = (self._source, trigger.text, action.text if action else "")
        least = min(resolutions, key=lambda r: r.confidence, default=_UNKNOWN)
        return Pledge(
            id=self._id("pledge", words),
            source=self._source,
            entry=None,
            actors=tuple(dict.fromkeys(actors)),
            makers=tuple(self._slot([maker]) for maker in pledge.makers),
            trigger=trigger,
            action=action,
            beneficiary=self._slot(pledge.beneficiary) if pledge.beneficiary else None,
            condition=self._slot(pledge.condition) if pledge.condition else None,
            stance=pledge.bond.stance,
            strength=pledge.bond.strength,
            quote=quote.id if quote is not None else None,
            confidence=confidence.of_pledge(
                self._scene, pledge, least, in_speech=quote is not None
            ),
            why=Why(pledge.rule, trigger.text, least.how),
        )

    def _aimed(self, pledge: Pledge, found: Commitment, places: Places) -> Pledge:
        """The pledge with what follows from its action: class, deadline, for whom."""
        doc = self._scene.doc
        trigger = span_of(doc, found.trigger)
        lemma = trigger.root.lemma_.lower() if trigger is not None else ""
        act = act_of(doc, found.action, pledge.stance, lemma)
        deadline = deadline_of(doc, found.action)
        return replace(
            pledge,
            category=act.category,
            theme=act.theme,
            target=target_of(doc, found.action, found.beneficiary, pledge.actors, places),
            deadline=self._slot([deadline]) if deadline else None,
        )

    def _count(self, tally: Tally, quotes: Sequence[Quote], pledges: Sequence[Pledge]) -> Count:
        span = Span.cut(self._scene.text, *tally.span)
        pledge = next((p for p in pledges if any(_counts(span, m) for m in p.makers)), None)
        actor, how = self._teller(span, quotes)
        return Count(
            id=self._id("count", (self._source, span.text)),
            source=self._source,
            value=tally.value,
            approx=tally.approx,
            span=span,
            unit=tally.unit,
            about=tally.about,
            subject=tally.subject,
            pledge=pledge.id if pledge is not None else None,
            actor=actor,
            confidence=tally.confidence,
            why=Why(tally.rule, span.text, how),
        )

    def _teller(self, span: Span, quotes: Sequence[Quote]) -> tuple[str | None, str]:
        """Who tells a number: the speaker of the quote that it stands in, or of its sentence."""
        around = _quote_around(span.start, quotes)
        if around is not None:
            return around.actor, "quote"
        words = span_of(self._scene.doc, (span.start, span.end))
        if words is None:
            return None, ""
        sentence = words.root.sent
        for quote in quotes:
            spans = quote.content.spans
            within = any(sentence.start_char <= s.start < sentence.end_char for s in spans)
            speaker = quote.speaker
            if within and not (speaker and speaker.start < span.end and span.start < speaker.end):
                return quote.actor, "sentence"
        return None, ""

    def _maker(self, maker: Bounds, quotes: Sequence[Quote]) -> Resolution:
        """Who is bound; inside a quote *I* and *we* are read from its speaker's mouth."""
        before = [actor for start, actor in self._spoken if start <= maker[0]]
        quote = _quote_around(maker[0], quotes)
        if quote is not None and quote.actor is not None:
            before.append(quote.actor)
        return self._who(maker, before)

    def _who(self, phrase: Bounds | None, speakers: Sequence[str]) -> Resolution:
        span = span_of(self._scene.doc, phrase) if phrase is not None else None
        if span is not None and span.root.tag_ in ("WP", "WDT"):
            span = span_of(self._scene.doc, noun_phrase(antecedent_of(span.root)))
        if span is None or self._cast is None:
            return _UNKNOWN
        return self._cast.who(span, speakers)

    def _introduced(self, above: Bounds) -> Resolution:
        """Whom the words above an interview introduce: the person that the article names most."""
        people = [
            one
            for one in self.appearances()
            if one.actor.kind == "person" and any(start < above[1] for start, _ in one.places)
        ]
        if not people:
            return _UNKNOWN
        chosen = max(people, key=lambda one: (len(one.places), -one.places[0][0]))
        return Resolution((chosen.actor.id,), "interviewee", 0.7)

    def _slot(self, bounds: Sequence[Bounds]) -> Slot:
        return Slot.cut(self._scene.text, sorted(bounds))

    def _id(self, kind: str, words: tuple[str, ...]) -> str:
        """The id by the words; the same words a second time get another."""
        self._seen[kind, *words] += 1
        return derived_id(kind, *words, str(self._seen[kind, *words]))


_LONGEST_LEAD = 4  # words of a maker before its number: a group of more than
_UNKNOWN = Resolution((), "unknown", 0.5)


def with_amount(pledge: Pledge, counts: Sequence[Count]) -> Pledge:
    """The pledge with the first thing that is counted in its action, times apart."""
    for part in pledge.action.spans if pledge.action else ():
        for count in counts:
            inside = part.start <= count.span.start and count.span.end <= part.end
            if inside and count.unit not in words("counting", "nouns.times"):
                return replace(pledge, amount=Slot((count.span,)))
    return pledge


def _quote_around(offset: int, quotes: Sequence[Quote]) -> Quote | None:
    for quote in quotes:
        if any(span.start <= offset < span.end for span in quote.content.spans):
            return quote
    return None


def _counts(span: Span, maker: Slot) -> bool:
    """Whether the count is the maker's own, none told in passing: *the firm, with 26 ships*."""
    if not (span.start < maker.end and maker.start < span.end):
        return False
    lead = maker.text[: max(0, span.start - maker.start)]
    return "," not in lead and len(lead.split()) <= _LONGEST_LEAD


def _confidence(rule: float, phrase: object, resolved: Resolution) -> float:
    """The rule's confidence, lowered where somebody is named and not resolved surely."""
    share = 0.5 + 0.5 * resolved.confidence if phrase else 0.8
    return round(rule * share, 2)
