"""Bookmarks, notes and tags on every kind of record are in every export."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from store.corpus import Corpus, Narrowing
from store.exporting import FORMATS, exporter
from store.exporting.jsonl import documents
from store.exporting.tinydb import export_whole
from store.ids import text_id
from store.importing import import_tables
from store.judging.standoff import read_document
from store.records import KINDS, Kind, Record
from tests.store.samples import HARBOUR, PIPELINE, article, harbour

TYPES: dict[Kind, str] = {
    "source": "Article",
    "actor": "Actor",
    "entry": "Entry",
    "chain": "Chain",
    "figure": "Figure",
    "story": "Story",
}


@pytest.fixture
def seeds(seeds_store: Path) -> Iterator[Corpus]:
    with Corpus.open(seeds_store) as corpus:
        yield corpus


def say(corpus: Corpus, record: Record) -> str:
    """Says all that can be said of a record; the word that is in its note only."""
    word = f"word{record.id}"
    corpus.set_note(record.id, word)
    corpus.set_tags(record.id, ["check"])
    corpus.set_marked(record.id, True)
    return word


def first(corpus: Corpus, kind: Kind) -> Record:
    record: Record = corpus.listing(kind)[0]
    return record


def written(corpus: Corpus, name: str, out: Path, query: str = "") -> str:
    """All that an export writes of the articles of a query."""
    sources = corpus.listing("source", Narrowing(query=query))
    exporter(name)(corpus, sources, out)
    files = sorted(out.glob("*.ann")) if out.is_dir() else [out]
    return "\n".join(one.read_text(encoding="utf-8") for one in files)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("kind", KINDS)
def test_every_export_carries_what_is_said_of_every_kind(
    seeds: Corpus, tmp_path: Path, name: str, kind: Kind
) -> None:
    plain = written(seeds, name, tmp_path / "plain")
    record = first(seeds, kind)
    word = say(seeds, record)
    told = written(seeds, name, tmp_path / "told")
    assert word not in plain
    assert word in told
    assert told.count("check") > plain.count("check")
    assert "bookmarked" in told or name == "tinydb"
    seeds.hand.undo()
    seeds.hand.undo()
    seeds.hand.undo()
    if name != "tinydb":  # that has the way back, too
        assert written(seeds, name, tmp_path / "again") == plain


def test_the_whole_as_tinydb_has_all_of_it_and_brings_it_back(
    seeds: Corpus, tmp_path: Path
) -> None:
    for kind in KINDS:
        say(seeds, first(seeds, kind))
    export_whole(seeds, tmp_path / "all.json")
    with Corpus.open(tmp_path / "other.db") as other, (tmp_path / "all.json").open() as stream:
        import_tables(other, stream)
        assert other.notes() == seeds.notes()


@pytest.mark.parametrize("kind", ["entry", "chain", "figure", "story"])
def test_json_lines_hold_what_is_said_of_the_ledger_of_their_articles(
    seeds: Corpus, kind: Kind
) -> None:
    record = first(seeds, kind)
    say(seeds, record)
    found = [*documents(seeds, seeds.listing("source"))]
    (told,) = (one for one in found if one["record"] == kind)
    assert told["id"] == record.id
    assert told["tags"] == ["check"]
    assert told["bookmarked"] is True
    assert found[-1] == told
    assert [*documents(seeds, [])] == []


# -- brat


def notes_in(annotation: str) -> dict[str, str]:
    """What is noted on each span or event of a standoff file: its type and words, by the note."""
    targets: dict[str, str] = {}
    notes: dict[str, str] = {}
    for line in annotation.splitlines():
        name, _, rest = line.partition("\t")
        if name[0] == "T":
            column, _, words = rest.partition("\t")
            targets[name] = f"{column.split()[0]} {words}"
        elif name[0] == "E":
            targets[name] = rest.split(":")[0]
        elif name[0] == "#":
            column, _, said = rest.partition("\t")
            assert column.split()[0] == "AnnotatorNotes"
            notes[said] = targets[column.split()[1]]
    return notes


@pytest.mark.parametrize("kind", TYPES)
def test_in_brat_a_note_stands_on_words_that_its_record_rests_on(
    seeds: Corpus, tmp_path: Path, kind: Kind
) -> None:
    record = first(seeds, kind)
    word = say(seeds, record)
    written(seeds, "brat", tmp_path / "out")
    carrying = 0
    for path in (tmp_path / "out").glob("*.ann"):
        annotation = path.read_text(encoding="utf-8")
        text = path.with_suffix(".txt").read_bytes().decode()
        assert read_document(annotation, text).flaws == []
        targets = [on for said, on in notes_in(annotation).items() if word in said]
        assert all(one.startswith(f"{TYPES[kind]} ") for one in targets)
        assert len(targets) <= 1
        carrying += len(targets)
    assert carrying == 1 if kind == "source" else carrying >= 1


def test_in_brat_an_actor_is_noted_where_each_article_names_it_first(
    seeds: Corpus, tmp_path: Path
) -> None:
    (actor,) = (one for one in seeds.listing("actor") if one.name == "Emmanuel Macron")
    say(seeds, actor)
    written(seeds, "brat", tmp_path / "out")
    for source in seeds.listing("source"):
        places = seeds.named_in(source.id).get(actor.id, [])
        stem = Path(source.path or "").stem
        lines = (tmp_path / "out" / f"{stem}.ann").read_text(encoding="utf-8").splitlines()
        found = [line.split("\t")[1] for line in lines if "\tActor " in line]
        at = min(places, default=None)
        assert found == ([f"Actor {at[1]} {at[2]}"] if at else [])


def test_in_brat_a_quote_within_a_quote_is_left_out_but_not_its_note(
    corpus: Corpus, tmp_path: Path
) -> None:
    found = harbour()
    outer, inner = found.quotes
    inner = replace(inner, parent=outer.id)
    both = replace(found, quotes=(outer, inner))
    corpus.add(article(HARBOUR, "h.txt"), both, pipeline=PIPELINE)
    (nested,) = (one for one in corpus.quotes_of(text_id(HARBOUR)) if one.parent)
    word = say(corpus, nested)
    told = notes_in(written(corpus, "brat", tmp_path / "out"))
    assert told[f"{word} #check bookmarked"] == f"Quote {nested.content.text}"


def test_in_brat_all_other_lines_stay_as_they_are(seeds: Corpus, tmp_path: Path) -> None:
    plain = written(seeds, "brat", tmp_path / "plain").splitlines()
    for kind in TYPES:
        say(seeds, first(seeds, kind))
    told = written(seeds, "brat", tmp_path / "told").splitlines()
    kept = [line for line in plain if line[:1] != "#"]
    assert [line for line in told if line in {*kept}] == kept


def test_what_is_said_of_other_articles_is_not_taken_along(seeds: Corpus, tmp_path: Path) -> None:
    one, other = seeds.listing("source")[0], seeds.listing("source")[1]
    word = say(seeds, other)
    exporter("brat")(seeds, [one], tmp_path / "brat")
    exporter("jsonl")(seeds, [one], tmp_path / "a.jsonl")
    for path in (*(tmp_path / "brat").glob("*.ann"), tmp_path / "a.jsonl"):
        assert word not in path.read_text(encoding="utf-8")
    assert json.loads((tmp_path / "a.jsonl").read_text().splitlines()[0])["id"] == one.id
