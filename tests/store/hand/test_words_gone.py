"""A correction whose words have gone from the article: kept and told, never on other words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from store.corpus import Corpus
from store.extraction.extractor import Extractor
from store.reading import read
from store.records import Pledge, Source, Stance

GONE = "Loading related articles"


@pytest.fixture
def corpus(seeds_store: Path) -> Iterator[Corpus]:
    with Corpus.open(seeds_store) as corpus:
        yield corpus


def pledge_with_deadline_at_gone_words(corpus: Corpus) -> tuple[Source, Pledge]:
    """A pledge whose deadline the user has set to words that the article is about to lose."""
    source = next(s for s in corpus.listing("source") if GONE in corpus.text(s.id))
    pledges = (one for one in corpus.listing("pledge") if one.source == source.id)
    pledge = next(one for one in pledges if one.start > 100 and not one.deadline)
    start = corpus.text(source.id).index(GONE)
    corpus.hand.set_slot(pledge.id, "deadline", [(start, start + len(GONE))])
    return source, pledge


def lose_the_words(corpus: Corpus, source: Source, extractor: Extractor) -> None:
    assert source.path
    text = Path(source.path).read_text(encoding="utf-8").replace(GONE, "")
    article = read(f"A first line.\n\n{text}".encode(), source.path, format="text")
    article = replace(article, place=source.path, date=source.date, date_of=source.date_of)
    assert corpus.add(article, extractor.extract(article), pipeline="another") == "updated"


def test_another_correction_of_the_record_holds_and_puts_them_on_no_other_words(
    corpus: Corpus, extractor: Extractor
) -> None:
    source, pledge = pledge_with_deadline_at_gone_words(corpus)
    lose_the_words(corpus, source, extractor)
    stance: Stance = "refusal" if pledge.stance != "refusal" else "readiness"
    corpus.hand.set_stance(pledge.id, stance)
    now = corpus.get(pledge.id)
    assert isinstance(now, Pledge)
    assert (now.stance, now.deadline) == (stance, None)
    assert [one.overlay.id for one in corpus.hand.adrift()] == [pledge.id]


def test_what_was_rejected_stays_so(corpus: Corpus, extractor: Extractor) -> None:
    source, pledge = pledge_with_deadline_at_gone_words(corpus)
    corpus.hand.reject(pledge.id)
    lose_the_words(corpus, source, extractor)
    assert corpus.get(pledge.id) is None
    assert corpus.hand.adrift() == []


def test_places_that_were_chosen_in_another_text_are_refused(
    corpus: Corpus, extractor: Extractor
) -> None:
    source, pledge = pledge_with_deadline_at_gone_words(corpus)
    lose_the_words(corpus, source, extractor)
    before = corpus.get(pledge.id)
    places = [(pledge.trigger.start, pledge.trigger.end + 1)]
    with pytest.raises(ValueError, match="another text"):
        corpus.hand.set_slot(pledge.id, "trigger", places, source.content_hash)
    assert corpus.get(pledge.id) == before
