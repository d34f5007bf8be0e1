"""The door to the store: what goes in comes out, once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from store import database
from store.corpus import Corpus, Counts, StoreError
from store.database import Database
from store.ids import content_hash, derived_id, text_id
from store.records import KINDS, Findings, Source
from tests.store.samples import (
    FERRY,
    HARBOUR,
    PIPELINE,
    actor,
    article,
    by_name,
    contents,
    ferry,
    findings,
    harbour,
    ids,
    pledge,
    quote,
)


def test_an_article_and_its_findings_come_back(corpus: Corpus) -> None:
    one = article(
        HARBOUR, "/news/h.txt", title="Harbour", outlet="The Post", author="C. Berg",
        date="2025-09-04", date_of="published", date_how="stated", url="https://x.example/h",
        credits=("TT",), language="en",
    )  # fmt: skip
    one = replace(one, blocks=(*one.blocks[:-1], replace(one.blocks[-1], kind="boilerplate")))
    found = harbour()
    assert corpus.add(one, found, pipeline=PIPELINE) == "added"
    source = Source(
        id=text_id(HARBOUR), title="Harbour", outlet="The Post", author="C. Berg",
        date="2025-09-04", date_of="published", date_how="stated", url="https://x.example/h",
        path="/news/h.txt", credits=("TT",), language="en",
        words=len(" ".join(HARBOUR.split("\n")[:-1]).split()),
        content_hash=content_hash(HARBOUR), pipeline=PIPELINE, blocks=one.blocks,
        quotes=2, pledges=1, story=derived_id("story", text_id(HARBOUR)),
    )  # fmt: skip
    assert corpus.get(source.id) == source
    assert list(corpus.listing("source")) == [source]
    assert corpus.text(source.id) == HARBOUR
    ada = by_name(corpus, "Ada Lindqvist")
    second, first = found.quotes
    assert corpus.quotes_of(source.id) == [
        replace(first, actor=ada.id),
        replace(second, actor=ada.id),
    ]
    (deal,) = corpus.pledges_of(source.id)
    makers = by_name(corpus, "Norland").id, by_name(corpus, "Sudmark").id
    (told,) = corpus.listing("entry")
    assert deal == replace(found.pledges[0], actors=makers, entry=told.id)
    assert corpus.get(deal.id) == deal
    assert (ada.quotes, ada.pledges, ada.roles) == (2, 0, ("Finance Minister",))
    assert [one.actor for one in corpus.appearances_of(source.id)] == [
        ada, by_name(corpus, "Norland"), by_name(corpus, "Sudmark"),
    ]  # fmt: skip
    assert corpus.appearances_of(source.id)[0].places == found.appearances[0].places
    assert corpus.counts() == Counts(1, 3, 2, 1, entries=1, stories=1)


def test_an_empty_store_shows_nothing(corpus: Corpus) -> None:
    assert corpus.counts() == Counts(0, 0, 0, 0)
    for kind in KINDS:
        assert list(corpus.listing(kind)) == []
        assert corpus.listing(kind).position("s0") is None
    assert corpus.get("s0") is corpus.get("") is corpus.get("x") is None
    assert [corpus.search("x"), corpus.occurrences("x"), corpus.stale("1")] == [[], [], []]
    with pytest.raises(KeyError):
        corpus.text("s0")
    with pytest.raises(KeyError):
        corpus.remove("s0")


def test_actors_are_one_over_all_articles(filled: Corpus) -> None:
    ada = by_name(filled, "Ada Lindqvist")
    assert (ada.aliases, ada.quotes, ada.pledges) == (("Lindqvist",), 2, 1)
    norland = by_name(filled, "Norland")
    assert (norland.pledges, norland.mentions) == (2, 2)
    assert filled.counts() == Counts(2, 4, 3, 3, entries=3, stories=2)
    loan = filled.pledges_of(text_id(FERRY))[1]
    assert loan.actors == (ada.id,)


def test_records_of_unknown_actors_name_none(corpus: Corpus) -> None:
    text = "Somebody said it rains. They will go."
    lost = actor("Nobody")
    one = replace(quote(text, None, "said", "it rains"), actor="local:not there")
    two = pledge(text, (lost,), "will", "go")
    corpus.add(article(text), findings(text, (), [one], [two]), pipeline=PIPELINE)
    assert corpus.quotes_of(text_id(text))[0].actor is None
    assert corpus.pledges_of(text_id(text))[0].actors == ()


def test_two_actors_of_an_article_that_are_one_appear_once(corpus: Corpus) -> None:
    text = "Lindqvist met Ada Lindqvist, it was said."
    two = actor("Ada Lindqvist"), actor("Lindqvist")
    deal = pledge(text, (two[1], two[0]), "was said", "met")
    corpus.add(article(text), findings(text, two, (), [deal]), pipeline=PIPELINE)
    (one,) = corpus.appearances_of(text_id(text))
    assert one.actor.name == "Ada Lindqvist"
    assert corpus.pledges_of(text_id(text))[0].actors == (one.actor.id,)
    corpus.remove(text_id(text))
    assert corpus.counts() == Counts(0, 0, 0, 0)


def test_the_same_again_is_unchanged_and_writes_nothing(filled: Corpus) -> None:
    before, version = contents(filled), filled.version()
    again = article(HARBOUR, "h.txt", date="2025-09-04")
    with Corpus.open(filled.path) as other:
        assert other.add(again, Findings(), pipeline=PIPELINE) == "unchanged"
    assert filled.version() == version
    assert contents(filled) == before


def test_the_same_text_at_another_place_is_one_source(filled: Corpus) -> None:
    copy = article(HARBOUR, "/mirror/h.txt", file_hash="of the copy")
    assert filled.add(copy, harbour(), pipeline=PIPELINE) == "unchanged"
    assert filled.counts().sources == 2
    for place in ("h.txt", "/mirror/h.txt"):
        source = filled.source_at(place)
        assert source is not None
        assert (source.id, source.path) == (text_id(HARBOUR), "h.txt")
    assert filled.unchanged_at("/mirror/h.txt", "of the copy")
    assert filled.unchanged_at("h.txt", f"bytes of {text_id(HARBOUR)}")
    assert not filled.unchanged_at("h.txt", "of the copy")
    assert not filled.unchanged_at("elsewhere.txt", "of the copy")


def test_a_changed_text_keeps_the_id(filled: Corpus) -> None:
    changed = HARBOUR.replace("spring", "summer")
    found = replace(harbour(), quotes=(), pledges=())
    assert filled.add(article(changed, "h.txt"), found, pipeline=PIPELINE) == "updated"
    source = filled.source_at("h.txt")
    assert source is not None
    assert source.id == text_id(HARBOUR)
    assert (source.content_hash, source.quotes, source.date) == (
        content_hash(changed), 0, "2025-09-04",
    )  # fmt: skip
    assert filled.text(source.id) == changed
    assert filled.quotes_of(source.id) == []
    assert filled.counts() == Counts(2, 4, 1, 2, entries=2, stories=2)
    (one,) = (quote(changed, None, "said", "the harbour will be dredged by summer"),)
    filled.add(article(changed, "h.txt"), findings(changed, (), [one]), pipeline="2")
    assert filled.quotes_of(source.id) == [replace(one, source=source.id)]


def test_a_text_that_comes_back_after_its_id_went_on_is_a_source_of_its_own(corpus: Corpus) -> None:
    first, second = "The first text.", "The second text."
    assert corpus.add(article(first, "a.txt"), Findings(), pipeline="1") == "added"
    assert corpus.add(article(second, "a.txt"), Findings(), pipeline="1") == "updated"
    assert corpus.add(article(first, "b.txt"), Findings(), pipeline="1") == "added"
    assert corpus.counts().sources == 2
    old, new = corpus.source_at("a.txt"), corpus.source_at("b.txt")
    assert old is not None
    assert new is not None
    assert (corpus.text(old.id), corpus.text(new.id)) == (second, first)
    assert old.id == text_id(first) != new.id
    for _ in range(2):
        assert corpus.add(article(second, "a.txt"), Findings(), pipeline="1") == "unchanged"
        assert corpus.add(article(first, "b.txt"), Findings(), pipeline="1") == "unchanged"


def test_a_copy_that_changes_leaves_the_source_alone(corpus: Corpus) -> None:
    first, second = "The first text.", "The second text."
    corpus.add(article(first, "a.txt"), Findings(), pipeline="1")
    corpus.add(article(first, "b.txt"), Findings(), pipeline="1")
    assert corpus.add(article(second, "b.txt"), Findings(), pipeline="1") == "added"
    for _ in range(2):
        assert corpus.add(article(first, "a.txt"), Findings(), pipeline="1") == "unchanged"
        assert corpus.add(article(second, "b.txt"), Findings(), pipeline="1") == "unchanged"
    assert corpus.counts().sources == 2


def test_a_place_that_takes_another_sources_text_goes_over_to_it(corpus: Corpus) -> None:
    first, second = "The first text.", "The second text."
    corpus.add(article(first, "a.txt"), Findings(), pipeline="1")
    corpus.add(article(second, "b.txt"), Findings(), pipeline="1")
    assert corpus.add(article(second, "a.txt"), Findings(), pipeline="1") == "updated"
    moved = corpus.source_at("a.txt")
    assert moved is not None
    assert moved.id == text_id(second)
    assert corpus.text(text_id(first)) == first
    assert corpus.add(article(second, "a.txt"), Findings(), pipeline="1") == "unchanged"


def test_what_is_newly_said_of_an_article_updates_it(filled: Corpus) -> None:
    records = filled.quotes_of(text_id(HARBOUR))
    said = article(HARBOUR, "h.txt", outlet="The Post", date="2025-09-05", date_of="published")
    assert filled.add(said, harbour(), pipeline=PIPELINE) == "updated"
    source = filled.source_at("h.txt")
    assert source is not None
    assert (source.outlet, source.date, source.date_of) == ("The Post", "2025-09-05", "published")
    assert filled.quotes_of(text_id(HARBOUR)) == records
    assert [hit.kind for hit in filled.search("post")] == ["source"]
    assert filled.add(article(HARBOUR, "h.txt"), harbour(), pipeline=PIPELINE) == "unchanged"
    kept = filled.source_at("h.txt")
    assert kept == source


def test_another_pipeline_replaces_the_records_and_keeps_the_actors_ids(filled: Corpus) -> None:
    assert [one.path for one in filled.stale("2")] == ["h.txt", "f.txt"]
    before = {one.name: one.id for one in filled.listing("actor")}
    fewer = replace(harbour(), quotes=harbour().quotes[:1])
    assert filled.add(article(HARBOUR, "h.txt"), fewer, pipeline="2") == "updated"
    assert [one.path for one in filled.stale("2")] == ["f.txt"]
    assert len(filled.quotes_of(text_id(HARBOUR))) == 1
    assert {one.name: one.id for one in filled.listing("actor")} == before
    assert filled.stats().pipeline == "2"


def test_extracting_again_without_a_place_keeps_the_places(filled: Corpus) -> None:
    assert filled.add(article(HARBOUR, file_hash=""), harbour(), pipeline="2") == "updated"
    assert filled.add(article(FERRY, "f.txt", file_hash=""), ferry(), pipeline="2") == "updated"
    assert filled.unchanged_at("h.txt", f"bytes of {text_id(HARBOUR)}")
    assert filled.unchanged_at("f.txt", f"bytes of {text_id(FERRY)}")


def test_addresses_are_places(corpus: Corpus) -> None:
    address = "https://news.example/1"
    corpus.add(article(FERRY, address), Findings(), pipeline="1")
    corpus.add(article(HARBOUR, "h.txt", url="https://news.example/2"), Findings(), pipeline="1")
    first, second = corpus.source_at(address), corpus.source_at("https://news.example/2")
    assert first is not None
    assert second is not None
    assert (first.url, first.path) == (address, None)
    assert (second.url, second.path) == ("https://news.example/2", "h.txt")


def test_an_article_without_a_place_is_kept(corpus: Corpus) -> None:
    assert corpus.add(article(FERRY), ferry(), pipeline="1") == "added"
    assert corpus.add(article(FERRY), ferry(), pipeline="1") == "unchanged"


def test_removing_takes_all_that_came_from_a_source(filled: Corpus) -> None:
    gone = filled.remove(text_id(FERRY))
    assert gone.path == "f.txt"
    assert filled.counts() == Counts(1, 3, 2, 1, entries=1, stories=1)
    assert filled.get(gone.id) is None
    assert filled.source_at("f.txt") is None
    assert by_name(filled, "Norland").pledges == 1
    with pytest.raises(KeyError):
        filled.remove(gone.id)


def test_after_removing_the_store_is_as_if_it_had_never_been(tmp_path: Path) -> None:
    with Corpus.open(tmp_path / "a.db") as one, Corpus.open(tmp_path / "b.db") as other:
        for corpus in (one, other):
            corpus.add(article(HARBOUR, "h.txt"), harbour(), pipeline=PIPELINE)
        one.add(article(FERRY, "f.txt"), ferry(), pipeline=PIPELINE)
        one.remove(text_id(FERRY))
        assert contents(one) == contents(other)


def test_overlays_are_not_touched(filled: Corpus) -> None:
    filled.close()
    with Database(filled.path) as tables:
        tables.table("overlays").insert({"id": "o1", "record": text_id(FERRY), "note": "mine"})
    with Corpus.open(filled.path) as corpus:
        corpus.add(article(FERRY + "!", "f.txt"), ferry(), pipeline="2")
        corpus.remove(text_id(FERRY))
    with Database(filled.path) as tables:
        assert tables.table("overlays").all() == [
            {"id": "o1", "record": text_id(FERRY), "note": "mine"}
        ]


def test_ids_resolve_by_their_beginning(filled: Corpus) -> None:
    source = text_id(HARBOUR)
    assert filled.resolve(source[:6]) == [source]
    assert filled.resolve(source) == [source]
    assert filled.resolve(source[:3]) == []
    assert filled.resolve("") == filled.resolve("zzzzzz") == filled.resolve("s%%%%") == []
    for kind in KINDS:
        for one in ids(filled.listing(kind)):
            assert filled.resolve(one[:10]) == [one]
            found = filled.get(one)
            assert found is not None
            assert found.id == one


def test_the_version_changes_whoever_writes(filled: Corpus) -> None:
    seen = [filled.version()]
    filled.remove(text_id(FERRY))
    seen.append(filled.version())
    with Corpus.open(filled.path) as other:
        other.remove(text_id(HARBOUR))
    seen.append(filled.version())
    filled.counts()
    assert filled.version() == seen[-1]
    assert len(set(seen)) == 3


def test_stats_tell_counts_size_and_versions(filled: Corpus) -> None:
    stats = filled.stats()
    assert stats.counts == filled.counts()
    assert stats.size > 50_000
    assert (stats.schema, stats.pipeline) == (database.SCHEMA, PIPELINE)


def test_a_newer_store_is_refused(filled: Corpus) -> None:
    filled.close()
    with Database(filled.path) as tables:
        tables.say("schema", database.SCHEMA + 1)
    before = filled.path.read_bytes()
    with pytest.raises(StoreError, match="a newer onrecord made it"):
        Corpus.open(filled.path)
    assert filled.path.read_bytes() == before


def test_an_older_store_is_brought_up_to_date_in_one_transaction(
    filled: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled.close()
    newer = database.SCHEMA + 1

    def migrate(tables: Any) -> None:
        tables.table("sources").update({"language": "sv"})

    def fail(tables: Any) -> None:
        migrate(tables)
        raise ZeroDivisionError

    monkeypatch.setattr(database, "SCHEMA", newer)
    monkeypatch.setattr(database, "MIGRATIONS", {newer - 1: fail})
    with pytest.raises(StoreError, match="an older onrecord made it"):
        Corpus.open(filled.path, read_only=True)
    with pytest.raises(ZeroDivisionError):
        Corpus.open(filled.path)
    monkeypatch.setattr(database, "MIGRATIONS", {newer - 1: migrate})
    with Corpus.open(filled.path) as corpus:
        assert {one.language for one in corpus.listing("source")} == {"sv"}
    with Database(filled.path) as tables:
        assert tables.said("schema") == newer


def test_files_that_swap_their_texts_are_known_by_where_they_lie_now(corpus: Corpus) -> None:
    for name, text in (("a", "One."), ("b", "Two."), ("a", "Two."), ("b", "One.")):
        corpus.add(article(text, f"/{name}.txt"), Findings(), pipeline=PIPELINE)
    found = {source.path: corpus.text(source.id) for source in corpus.listing("source")}
    assert found == {"/a.txt": "Two.", "/b.txt": "One."}
