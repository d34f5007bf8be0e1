"""Article to findings: the rules run one after another, their bounds become records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TypeVar

from store.extraction.actors import Cast, Resolution
from store.extraction.commitment import Commitment
from store.extraction.language import Language
from store.extraction.phrases import Bounds, antecedent_of, noun_phrase, span_of
from store.extraction.pledges import commitments
from store.extraction.quotes import attributions, kind_of
from store.extraction.scene import Attribution, Scene
from store.extraction.speech import marked_speech
from store.pipeline import DEFAULT_MODEL
from store.records import (
    Appearance,
    Article,
    Findings,
    Kind,
    Pledge,
    Quote,
    Slot,
    Why,
    derived_id,
    text_id,
)

Made = TypeVar("Made")


class Extractor:
    """Finds actors, quotes and pledges; a pure function once the model is loaded."""

    def __init__(self, model: str | None = None) -> None:
        """Load spaCy's `model` (a package name); OSError where it is not installed."""
        self._language = Language(model or DEFAULT_MODEL)

    def extract(self, article: Article) -> Findings:
        """What the article holds; only quotes in marks where it is not in English."""
        if article.language != "en":
            scene = Scene.unparsed(article)
            quotes = _Records(scene, None).quotes(marked_speech(scene))
            warning = f"only quotes in marks: the language is {article.language}, not English"
            return Findings(quotes=tuple(quotes), warnings=(warning,))
        doc = self._language.parse(article)
        scene = Scene.of(article, doc)
        records = _Records(scene, Cast.of(doc, article))
        quotes, pledges = records.of(attributions(scene), commitments(scene))
        return Findings(
            records.appearances(), tuple(quotes), tuple(pledges), warnings=tuple(scene.warnings)
        )


class _Records:
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
        made = (self._guarded(self._pledge, pledge, quotes) for pledge in pledges)
        return quotes, [pledge for pledge in made if pledge is not None]

    def _guarded(self, make: Callable[..., Made], *found: object) -> Made | None:
        """The record; a find that makes none costs itself and a warning."""
        try:
            return make(*found)
        except Exception as error:
            self._scene.warnings.append(f"{make.__name__}: {error!r}")
            return None

    def _quote(self, relation: Attribution) -> Quote:
        resolved = self._who(relation.source, self._speakers)
        if resolved.actors:
            self._speakers.append(resolved.actors[-1])
        content = self._slot(relation.content)
        cue = self._slot(relation.cue) if relation.cue else None
        words = (self._source, content.text, cue.text if cue else "")
        return Quote(
            id=self._id("quote", words),
            source=self._source,
            actor=resolved.actors[0] if resolved.actors else None,
            speaker=self._slot([relation.source]) if relation.source else None,
            cue=cue,
            content=content,
            kind=kind_of(self._scene, relation.content),
            parent=None,
            confidence=_confidence(relation.confidence, relation.source, resolved),
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
            confidence=_confidence(pledge.confidence, pledge.makers, least),
            why=Why(pledge.rule, trigger.text, least.how),
        )

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

    def _slot(self, bounds: Sequence[Bounds]) -> Slot:
        return Slot.cut(self._scene.text, sorted(bounds))

    def _id(self, kind: Kind, words: tuple[str, ...]) -> str:
        """The id by the words; the same words a second time get another."""
        self._seen[kind, *words] += 1
        return derived_id(kind, *words, str(self._seen[kind, *words]))


_UNKNOWN = Resolution((), "unknown", 0.5)


def _quote_around(offset: int, quotes: Sequence[Quote]) -> Quote | None:
    for quote in quotes:
        if any(span.start <= offset < span.end for span in quote.content.spans):
            return quote
    return None


def _confidence(rule: float, phrase: object, resolved: Resolution) -> float:
    """The rule's confidence, lowered where somebody is named and not resolved surely."""
    share = 0.5 + 0.5 * resolved.confidence if phrase else 0.8
    return round(rule * share, 2)
