"""Notes on records: kept beside them, found by their words, there again when a record is."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from store.corpus import Corpus, Narrowing, StoreError
from store.database import Database
from store.exporting.jsonl import documents
from store.ids import text_id
from store.records import Kind
from tests.store.samples import HARBOUR, PIPELINE, article, by_name, harbour

NOTED: tuple[Kind, ...] = ("source", "actor", "quote", "pledge")


def first(corpus: Corpus, kind: Kind) -> str:
    return str(corpus.listing(kind)[0].id)


def found(corpus: Corpus, kind: Kind, query: str) -> list[str]:
    return [one.id for one in corpus.listing(kind, Narrowing(query=query))]


@pytest.mark.parametrize("kind", NOTED)
def test_a_record_has_one_note_until_it_is_emptied(filled: Corpus, kind: Kind) -> None:
    record = first(filled, kind)
    assert filled.note(record) is None
    filled.set_note(record, "  Ask the treasury.\nTwice. ")
    note = filled.note(record)
    assert note is not None
    assert (note.id, note.kind, note.text) == (record, kind, "Ask the treasury.\nTwice.")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", note.written)
    filled.set_note(record, "Asked.")
    assert [one.text for one in filled.notes().values()] == ["Asked."]
    filled.set_note(record, " \n")
    assert filled.note(record) is None
    assert filled.notes() == {}


@pytest.mark.parametrize("record", ["", "p00000000000000ff", "e1", "x", "\ud800"])
def test_what_is_no_record_takes_no_note(filled: Corpus, record: str) -> None:
    with pytest.raises(KeyError):
        filled.set_note(record, "a")
    with pytest.raises(KeyError):
        filled.set_note(record, "")
    assert filled.notes() == {}


def test_without_the_right_to_write_nothing_is_noted(filled: Corpus) -> None:
    record = first(filled, "pledge")
    with (
        Corpus.open(filled.path, read_only=True) as corpus,
        pytest.raises(StoreError, match="cannot be written"),
    ):
        corpus.set_note(record, "a")
    assert filled.note(record) is None


@pytest.mark.parametrize("kind", NOTED)
def test_a_record_is_found_by_the_words_of_its_note(filled: Corpus, kind: Kind) -> None:
    record = first(filled, kind)
    before = {query: found(filled, kind, query) for query in ("dredging ", "brandt ", "")}
    filled.set_note(record, "Doubtful: ring the tréasury again")
    for query in (
        "treasury ", "tre", '"ring the"', "ring NEAR/2 again ", "*reas* ", "~treasuri", "/ury a/",
        "note:treasury ", "note:/r.ng/", "note:*asu* ", "has:note",
    ):  # fmt: skip
        assert found(filled, kind, query) == [record], query
        assert record not in found(filled, kind, f"-{query}"), query
    for other in NOTED:
        if other != kind:
            assert found(filled, other, "note:treasury ") == []
    assert found(filled, kind, "note:harbour ") == []
    for query, records in before.items():
        assert found(filled, kind, query) == records


def test_words_may_stand_partly_in_the_note(filled: Corpus) -> None:
    (record,) = found(filled, "pledge", "dredging ")
    filled.set_note(record, "not in the budget")
    assert found(filled, "pledge", "dredging budget ") == [record]
    assert found(filled, "pledge", "dredging -budget ") == []
    assert found(filled, "pledge", "cond:budget ") == []
    assert found(filled, "pledge", "by:norland note:budget ") == [record]
    assert found(filled, "source", "by:norland note:budget ") == [text_id(HARBOUR)]
    assert found(filled, "source", "note:budget ") == []


def test_a_hit_in_a_note_says_so(filled: Corpus) -> None:
    (record,) = found(filled, "pledge", "dredging ")
    filled.set_note(record, "Money for it\nis not in the budget")
    (hit,) = filled.search("budget ")
    assert (hit.id, hit.kind, hit.note, hit.start, hit.end) == (record, "pledge", True, None, None)
    assert (hit.before, hit.match, hit.after) == ("Money for it is not in the ", "budget", "")
    assert [one.match for one in filled.search("note:mon")] == ["Money"]
    assert [one.match for one in filled.search("/b.dget/")] == ["budget"]
    (own,) = (one for one in filled.search("dredging ") if one.id == record)
    assert (own.note, own.match) == (False, "dredging")
    assert filled.occurrences("budget ") == []


def test_a_note_stays_when_its_record_goes_and_is_there_when_it_comes_again(
    filled: Corpus,
) -> None:
    records = [first(filled, kind) for kind in NOTED]
    (pledge,) = found(filled, "pledge", "dredging ")
    source, ada = text_id(HARBOUR), by_name(filled, "Ada Lindqvist").id
    for one in (*records, pledge, source, ada):
        filled.set_note(one, "keep this")
    filled.add(article(HARBOUR, "h.txt"), harbour(), pipeline="2")
    assert found(filled, "pledge", "note:keep ").count(pledge) == 1
    filled.remove(source)
    assert pledge not in found(filled, "pledge", "note:keep ")
    assert pledge in filled.notes()
    assert filled.search("note:keep") != []
    filled.add(article(HARBOUR, "h.txt"), harbour(), pipeline=PIPELINE)
    assert pledge in found(filled, "pledge", "note:keep ")
    assert source in found(filled, "source", "note:keep ")
    filled.remove(source)
    filled.set_note(pledge, "")  # also without its record
    assert filled.note(pledge) is None


def test_the_index_of_notes_follows_every_change(filled: Corpus) -> None:
    record = first(filled, "quote")
    filled.set_note(record, "first words")
    filled.set_note(record, "second words")
    assert found(filled, "quote", "first ") == []
    filled.set_note(record, "")
    assert found(filled, "quote", "second ") == []
    filled.set_note(record, "third")
    filled.close()
    with Database(filled.path) as database:
        sql = "INSERT INTO notes_words (notes_words, rank) VALUES ('integrity-check', 1)"
        database.rows.run(sql)


def test_exports_carry_the_note(filled: Corpus) -> None:
    (record,) = found(filled, "pledge", "dredging ")
    filled.set_note(record, "“check”")
    exported = list(documents(filled, filled.listing("source")))
    assert {one["id"]: one["note"] for one in exported if one["note"]} == {record: "“check”"}
    assert all("note" in json.loads(json.dumps(one)) for one in exported)


def test_a_damaged_note_is_a_sentence(filled: Corpus, tmp_path: Path) -> None:
    filled.set_note(first(filled, "quote"), "a")
    filled.close()
    with Database(filled.path) as database:
        database.rows.run("UPDATE notes SET doc = json_remove(doc, '$.written')")
    with Corpus.open(filled.path) as corpus, pytest.raises(StoreError, match="row of notes"):
        corpus.notes()
