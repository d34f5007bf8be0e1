"""What the ledger tells of the five seed articles, by rules that know nothing of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from store.corpus import Corpus
from store.records import Chain, Entry, Pledge, Source


@pytest.fixture
def corpus(seeds_store: Path) -> Iterator[Corpus]:
    with Corpus.open(seeds_store) as corpus:
        yield corpus


def offer(corpus: Corpus) -> Entry:
    """The offer of the 26 countries to protect Ukraine."""
    (found,) = (
        one
        for one in corpus.listing("entry")
        if one.makers == ("26 countries",) and one.theme == "0334" and one.beneficiary == "Ukraine"
    )
    assert isinstance(found, Entry)
    return found


def sources(corpus: Corpus, *numbers: str) -> set[str]:
    return {
        one.id
        for one in corpus.listing("source")
        if (one.path or "").rsplit("/", 1)[-1].startswith(numbers)
    }


def test_the_offer_moves_from_15_countries_to_26_to_two_in_one_chain(corpus: Corpus) -> None:
    chain = corpus.get(offer(corpus).chain or "")
    assert isinstance(chain, Chain)
    told = [(link.date, link.makers, link.strengths) for link in chain.links]
    movement = [
        ("2025-03-12", ("About 15 countries",), "wants"),
        ("2025-09-04", ("26 countries",), "ready"),
        ("2025-09-04", ("26 countries",), "pledges"),
        ("2026-01-06", ("France", "United Kingdom"), "agreed"),
    ]
    places = [
        next(
            at
            for at, (when, who, how) in enumerate(told)
            if (when, who) == (date, makers) and strength in how
        )
        for date, makers, strength in movement
    ]
    assert places == sorted(places)
    assert len({link.entry for link in chain.links}) == len(chain.links) > 2


def test_the_offer_of_the_26_is_corroborated_by_three_articles_of_one_story(corpus: Corpus) -> None:
    found = offer(corpus)
    assert (found.verdict, found.stories) == ("corroborated", 1)
    assert {one.source for one in found.evidence} == sources(corpus, "001", "003", "004")


def test_prepared_and_pledged_are_seen_to_differ(corpus: Corpus) -> None:
    found = offer(corpus)
    assert "strength" in found.differs
    by_source: dict[str, set[str | None]] = {}
    for one in found.evidence:
        by_source.setdefault(one.source, set()).add(one.strength)
    (prepared,) = sources(corpus, "001")
    (pledged,) = sources(corpus, "004")
    assert by_source[prepared] == {"ready"}
    assert by_source[pledged] == {"pledges"}


def test_the_three_articles_of_one_day_are_one_story_and_the_others_are_not(corpus: Corpus) -> None:
    stories = {frozenset(one.sources) for one in corpus.listing("story")}
    assert frozenset(sources(corpus, "001", "003", "004")) in stories
    assert len(stories) == 3


def test_every_pledge_is_in_the_entry_that_it_names(corpus: Corpus) -> None:
    pledges: list[Pledge] = list(corpus.listing("pledge"))
    for pledge in pledges:
        entry = corpus.get(pledge.entry or "")
        assert isinstance(entry, Entry)
        assert pledge.id in {one.pledge for one in entry.evidence}
    evidence = [one for entry in corpus.listing("entry") for one in entry.evidence]
    assert len(evidence) == len(pledges)
    assert all(isinstance(corpus.get(one.source), Source) for one in evidence)
