"""Actors merged and split one after the other; what cannot be set right so is refused."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from store.checking import check
from store.corpus import Corpus
from store.exporting import tinydb
from store.extraction.extractor import Extractor
from store.fault import Fault
from store.importing import import_tables
from store.listing import Narrowing
from store.reading import read
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


def kinds(corpus: Corpus) -> dict[str, str]:
    return {one.id: one.kind for one in actors(corpus)}


def a_person_and_a_body(corpus: Corpus) -> tuple[Actor, Actor]:
    """A person, and a body that more articles name."""
    one = next(one for one in actors(corpus) if one.kind == "person" and one.mentions == 1)
    body = max(
        (one for one in actors(corpus) if one.kind == "organisation"), key=lambda one: one.mentions
    )
    return one, body


def test_who_others_are_merged_into_keeps_its_kind(corpus: Corpus) -> None:
    person, body = a_person_and_a_body(corpus)
    corpus.hand.merge(body.id, person.id)
    both = corpus.get(person.id)
    assert isinstance(both, Actor)
    assert (both.name, both.kind) == (person.name, "person")
    assert both.mentions >= body.mentions
    corpus.hand.undo()
    assert kinds(corpus)[body.id] == "organisation"


def test_an_actor_is_of_the_kind_that_is_told_until_it_is_taken_back(corpus: Corpus) -> None:
    person, body = a_person_and_a_body(corpus)
    before = actors(corpus)
    action = corpus.hand.set_actor_kind(body.id, "person")
    assert action
    assert action.does == f"actor {body.name}: kind person"
    told = corpus.get(body.id)
    assert told == replace(body, kind="person")
    assert corpus.hand.set_actor_kind(body.id, "person") is None
    (board,) = boards(corpus, Narrowing())
    (row,) = board.rows
    assert [cell.text for cell in row.cells][:4] == ["in force", "actor", body.name, "kind person"]
    corpus.hand.undo()
    assert actors(corpus) == before
    corpus.hand.redo()
    assert corpus.get(body.id) == told
    corpus.hand.merge(person.id, body.id)
    assert kinds(corpus)[body.id] == "person"
    with pytest.raises(KeyError):
        corpus.hand.set_actor_kind("a0", "person")


def test_a_kind_that_is_told_stays_when_articles_are_read_again(
    corpus: Corpus, extractor: Extractor
) -> None:
    _, body = a_person_and_a_body(corpus)
    new = corpus.hand.new_actor("Press office", "organisation")
    corpus.hand.set_actors(corpus.listing("quote")[0].id, [new])
    corpus.hand.set_actor_kind(body.id, "alliance")
    corpus.hand.set_actor_kind(new.id, "group")
    told = kinds(corpus)
    assert (told[body.id], told[new.id]) == ("alliance", "group")
    for source in [*corpus.listing("source")]:
        assert source.path
        article = read(Path(source.path).read_bytes(), source.path)
        corpus.add(article, extractor.extract(article), pipeline="another")
    assert kinds(corpus) == told
    for source in [*corpus.listing("source")]:
        corpus.remove(source.id)
    assert len(corpus.hand.idle()) == 1  # the other one is named by a correction


def test_a_kind_that_is_told_goes_along_with_articles(corpus: Corpus, tmp_path: Path) -> None:
    _, body = a_person_and_a_body(corpus)
    corpus.hand.set_actor_kind(body.id, "alliance")
    sources = [*corpus.listing("source", Narrowing(actor=body.id))][:1]
    file = b"".join(tinydb.part(corpus, sources)).decode()
    with Corpus.open(tmp_path / "other.db") as other:
        import_tables(other, io.StringIO(file))
        assert kinds(other)[body.id] == "alliance"
        faults: list[Fault] = []
        check(other.database, faults.append)
        assert faults == []


def test_a_merge_of_whom_no_article_names_now_is_to_be_looked_at(corpus: Corpus) -> None:
    gone, kept = actors(corpus)[:2]
    corpus.hand.merge(gone.id, kept.id)
    assert corpus.hand.idle() == set()
    for source in [*corpus.listing("source")]:
        corpus.remove(source.id)
    assert len(corpus.hand.idle()) == 1
    (board,) = boards(corpus, Narrowing())
    assert [row.cells[0].text for row in board.rows] == ["to look at"]
