"""Article to findings: the rules run one after another, their bounds become records."""

from __future__ import annotations

from store.extraction.actors import Cast
from store.extraction.counts import tallies
from store.extraction.language import Language
from store.extraction.pledges import commitments
from store.extraction.quotes import attributions
from store.extraction.recording import Records, with_amount
from store.extraction.scene import Scene
from store.extraction.signature import signature
from store.extraction.speech import marked_speech
from store.pipeline import DEFAULT_MODEL
from store.records import (
    Article,
    Findings,
)


class Extractor:
    """Finds actors, quotes, pledges and counts; a pure function once the model is loaded."""

    def __init__(self, model: str | None = None) -> None:
        """Load spaCy's `model` (a package name); OSError where it is not installed."""
        self._language = Language(model or DEFAULT_MODEL)

    def extract(self, article: Article) -> Findings:
        """What the article holds; only quotes in marks where it is not in English."""
        if article.language != "en":
            scene = Scene.unparsed(article)
            quotes = Records(scene, None).quotes(marked_speech(scene))
            warning = f"only quotes in marks: the language is {article.language}, not English"
            return Findings(quotes=tuple(quotes), signature=signature(article), warnings=(warning,))
        doc = self._language.parse(article)
        scene = Scene.of(article, doc)
        records = Records(scene, Cast.of(doc, article))
        quotes, pledges = records.of(attributions(scene), commitments(scene))
        counts = records.counts(tallies(scene), quotes, pledges)
        return Findings(
            appearances=records.appearances(),
            quotes=tuple(quotes),
            pledges=tuple(with_amount(pledge, counts) for pledge in pledges),
            counts=tuple(counts),
            signature=signature(article),
            warnings=tuple(scene.warnings),
        )
