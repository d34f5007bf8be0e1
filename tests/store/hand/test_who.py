"""Actors merged and split one after the other; what cannot be set right so is refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from store.checking import check
from store.corpus import Corpus
from store.fault import Fault
from store.listing import Narrowing
from store.records import Actor
from store.views.yours import boards


@pytest.fixture
def corpus(seeds_store: Path) -> Iterator[Corpus]:
    with Corpus.open(seeds_store) as corpus:
        yield corpus
        faults: list[Fault] = []
        check(corpus.database, faults.append)
        assert faults == []


def actors(corpus: Corpus) -> list[Actor]:
    return [*corpus.listing("actor")]


def called(corpus: Corpus, name: str) -> list[Actor]:
    return [one for one in actors(corpus) if one.name == name]


def test_two_forms_are_split_off_under_one_name_one_after_the_other(corpus: Corpus) -> None:
    actor = next(one for one in actors(corpus) if len(one.aliases) > 2)
    corpus.hand.split(actor.id, "Other", forms=actor.aliases[:1])
    (first,) = called(corpus, "Other")
    corpus.hand.split(actor.id, "Other", forms=actor.aliases[1:2])
    (both,) = called(corpus, "Other")
    assert set(both.aliases) > set(first.aliases)
    corpus.hand.undo()
    assert called(corpus, "Other") == [first]


@pytest.mark.parametrize("new", ["", "Somebody else"])
def test_what_was_merged_can_be_split_off_again(corpus: Corpus, new: str) -> None:
    gone, kept = actors(corpus)[:2]
    corpus.hand.merge(gone.id, kept.id)
    corpus.hand.split(kept.id, new or gone.name, forms=[gone.name, *gone.aliases])
    (again,) = called(corpus, new or gone.name)
    assert 0 < again.quotes <= gone.quotes
    assert set(gone.aliases) <= {again.name, *again.aliases}
    while corpus.hand.undo():
        pass
    assert actors(corpus)[:2] == [gone, kept]


def test_a_split_by_which_nothing_changes_is_refused(corpus: Corpus) -> None:
    with pytest.raises(ValueError, match="no article names"):
        corpus.hand.split(actors(corpus)[0].id, "Other", forms=["never said"])
    assert corpus.hand.undo() is None


def test_what_a_record_has_not_cannot_be_set_right(corpus: Corpus) -> None:
    quote, pledge = corpus.listing("quote")[0], corpus.listing("pledge")[0]
    with pytest.raises(KeyError):
        corpus.hand.set_stance(quote.id, "refusal")
    with pytest.raises(KeyError):
        corpus.hand.set_kind(pledge.id, "direct")
    with pytest.raises(KeyError):
        corpus.hand.set_entry(quote.id, pledge.entry or "")
    for places in ([(0, 10), (5, 15)], [(4, 4)], [(0, 1_000_000)]):
        with pytest.raises(ValueError, match="no words"):
            corpus.hand.set_slot(pledge.id, "action", places)
    assert corpus.hand.undo() is None


def test_a_merge_of_whom_no_article_names_now_is_to_be_looked_at(corpus: Corpus) -> None:
    gone, kept = actors(corpus)[:2]
    corpus.hand.merge(gone.id, kept.id)
    assert corpus.hand.idle() == set()
    for source in [*corpus.listing("source")]:
        corpus.remove(source.id)
    assert len(corpus.hand.idle()) == 1
    (board,) = boards(corpus, Narrowing())
    assert [row.cells[0].text for row in board.rows] == ["to look at"]
