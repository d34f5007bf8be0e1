"""What the user says of records: notes, tags, bookmarks; found by it, there again, undone."""

from __future__ import annotations

import json
import re
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.corpus import Corpus, Narrowing, StoreError
from store.database import Database
from store.exporting.jsonl import documents
from store.exporting.tinydb import export
from store.ids import text_id
from store.records import Kind, Pledge
from tests.store.samples import HARBOUR, PIPELINE, article, by_name, harbour

NOTED: tuple[Kind, ...] = ("source", "actor", "quote", "pledge", "entry", "story")
"""The kinds of which the made-up articles hold some."""


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


@pytest.mark.parametrize("record", ["", "p00000000000000ff", "e1", "x", "\ud800", "n1"])
def test_what_is_no_record_takes_no_note(filled: Corpus, record: str) -> None:
    with pytest.raises(KeyError):
        filled.set_note(record, "a")
    with pytest.raises(KeyError):
        filled.set_note(record, "")
    with pytest.raises(KeyError):
        filled.set_tags(record, ["a"])
    with pytest.raises(KeyError):
        filled.set_marked(record, True)
    assert filled.notes() == {}
    assert filled.hand.actions() == []


def test_without_the_right_to_write_nothing_is_noted(filled: Corpus) -> None:
    record = first(filled, "pledge")
    with (
        Corpus.open(filled.path, read_only=True) as corpus,
        pytest.raises(StoreError, match="cannot be written"),
    ):
        corpus.set_note(record, "a")
    assert filled.note(record) is None


@pytest.mark.parametrize("kind", NOTED)
def test_a_record_has_tags_and_a_bookmark_beside_its_note(filled: Corpus, kind: Kind) -> None:
    record = first(filled, kind)
    filled.set_tags(record, ["check", "#Später", "CHECK", "a b"])
    filled.set_marked(record, True)
    note = filled.note(record)
    assert note is not None
    assert (note.text, note.tags, note.marked) == ("", ("check", "Später", "a", "b"), True)
    filled.set_note(record, "both")
    filled.set_tags(record, [])
    filled.set_marked(record, False)
    note = filled.note(record)
    assert note is not None
    assert (note.text, note.tags, note.marked) == ("both", (), False)
    filled.set_note(record, "")
    assert filled.note(record) is None


@pytest.mark.parametrize("tag", ["?", "-a", "+a", "~a", "/a", "a(b", 'a"', "#", "“a”"])
def test_what_no_query_could_find_is_no_tag(filled: Corpus, tag: str) -> None:
    with pytest.raises(ValueError, match="is no tag"):
        filled.set_tags(first(filled, "actor"), ["good", tag])
    assert filled.notes() == {}


@pytest.mark.parametrize("kind", NOTED)
def test_a_record_is_found_by_its_tags_and_its_bookmark(filled: Corpus, kind: Kind) -> None:
    record = first(filled, kind)
    every = found(filled, kind, "")
    filled.set_tags(record, ["to-check", "wörk"])
    filled.set_marked(record, True)
    for query in (
        "tag:to-check", "tag:TO-CHECK ", "tag:work", "tag:che", "tag:~chekc", "tag:/w.rk/",
        "has:tag", "is:bookmarked", "to-check ", "wörk is:bookmarked",
        "(tag:nothing OR tag:wörk)", "-(-has:tag)",
    ):  # fmt: skip
        assert found(filled, kind, query) == [record], query
        if query not in ("tag:che", "wörk is:bookmarked"):  # the last word may be only begun
            out = f"-({query})" if " " in query else f"-{query}"
            assert set(found(filled, kind, out)) == {*every} - {record}, query
    for other in NOTED:
        if other != kind:
            assert found(filled, other, "has:tag") == found(filled, other, "is:bookmarked") == []
    for query in (
        "note:check ",
        "tag:harbour ",
        "has:note",
        "tag:nothing",
        "is:bookmarked -tag:work",
    ):
        assert found(filled, kind, query) == [], query


def test_a_tag_that_is_called_so_wins_over_those_that_hold_the_word(filled: Corpus) -> None:
    one, other = found(filled, "pledge", "")[:2]
    filled.set_tags(one, ["ask"])
    filled.set_tags(other, ["ask-again"])
    assert found(filled, "pledge", "tag:ask") == [one]
    assert found(filled, "pledge", "tag:again") == [other]
    assert {*found(filled, "pledge", "tag:as")} == {one, other}


def test_what_is_said_is_asked_of_the_record_itself_whatever_else_is_asked(filled: Corpus) -> None:
    (pledge,) = found(filled, "pledge", "dredging ")
    record = filled.get(pledge)
    assert isinstance(record, Pledge)
    entry = str(record.entry)
    source = text_id(HARBOUR)
    asked: tuple[tuple[Kind, str], ...] = (("entry", entry), ("source", source))
    for kind, one in asked:
        filled.set_tags(one, ["budget"])
        assert found(filled, kind, "tag:budget by:norland") == [one]
        assert one not in found(filled, kind, "by:norland -tag:budget stance:commitment")
        assert one in found(filled, kind, "(tag:budget OR by:nobody)")
    assert found(filled, "pledge", "tag:budget") == []
    assert found(filled, "story", "tag:budget by:norland") == []


def test_every_change_can_be_undone_and_done_again(filled: Corpus) -> None:
    states = [filled.notes()]
    said = []
    for kind in NOTED:
        record = first(filled, kind)
        for action in (
            filled.set_note(record, "a note"),
            filled.set_tags(record, ["one", "two"]),
            filled.set_marked(record, True),
            filled.set_note(record, ""),
            filled.set_tags(record, []),
            filled.set_marked(record, False),
        ):
            assert action is not None
            said.append(action.does)
    assert filled.notes() == {}
    for does in reversed(said):
        states.append(filled.notes())
        undone = filled.hand.undo()
        assert undone is not None
        assert undone.does == does
    assert filled.notes() == {}
    assert filled.hand.undo() is None
    for state in reversed(states[1:]):
        assert filled.hand.redo() is not None
        assert filled.notes() == state
    assert filled.hand.redo() is None


def test_what_is_so_already_is_no_action(filled: Corpus) -> None:
    record = first(filled, "pledge")
    for _ in range(2):
        filled.set_note(record, "a")
        filled.set_tags(record, ["b", "c"])
        filled.set_marked(record, True)
    assert len(filled.hand.actions()) == 3
    assert filled.set_marked(first(filled, "actor"), False) is None


def test_an_action_is_told_by_the_words_of_its_record(filled: Corpus) -> None:
    (pledge,) = found(filled, "pledge", "dredging ")
    filled.set_tags(pledge, ["a", "b"])
    filled.set_marked(text_id(HARBOUR), True)
    filled.set_note(by_name(filled, "Ada Lindqvist").id, "x")
    told = [one.does for one in filled.hand.actions()]
    assert told[0] == "note on actor “Ada Lindqvist”"
    assert told[1].startswith("bookmark on source ")
    assert told[2].startswith("tags a b on pledge “")


ours = st.recursive(
    st.sampled_from(
        ["has:note", "has:tag", "is:bookmarked", "tag:ask", "tag:later", "note:ring", "note:/t.wn/"]
    ),
    lambda parts: st.one_of(
        st.tuples(parts, parts).map("({0[0]} {0[1]})".format),
        st.tuples(parts, parts).map("({0[0]} OR {0[1]})".format),
        parts.map("-({})".format),
    ),
    max_leaves=5,
)
others = st.sampled_from(
    ["harbour ", "by:norland", "stance:commitment", "date:2025", "kind:quote", "-by:norland", ""]
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(said=ours, other=others)
def test_what_is_said_narrows_and_widens_whatever_else_finds(
    filled: Corpus, said: str, other: str
) -> None:
    if not filled.notes():
        for kind in NOTED:
            for number, record in enumerate(found(filled, kind, "")):
                filled.set_marked(record, number % 2 == 0)
                filled.set_tags(record, ["ask", "later"][: number % 3])
                filled.set_note(record, "ring the town" if number % 4 else "")
    for kind in NOTED:
        every, one = {*found(filled, kind, "")}, {*found(filled, kind, f"({said})")}
        rest = {*found(filled, kind, other)}
        assert {*found(filled, kind, f"-({said})")} == every - one
        assert {*found(filled, kind, f"{other} ({said})")} == rest & one
        if other:
            assert {*found(filled, kind, f"(({said}) OR ({other}))")} == rest | one


def test_two_hundred_random_actions_are_undone_to_the_last_byte(filled: Corpus) -> None:
    def exported() -> str:
        notes = {one.id: one for one in filled.notes().values()}
        return repr([*documents(filled, filled.listing("source")), sorted(notes.items())])

    random = Random(7)
    records = [record for kind in NOTED for record in found(filled, kind, "")]
    before, done = exported(), 0
    while done < 200:
        record = random.choice(records)
        match random.randrange(3):
            case 0:
                action = filled.set_marked(record, random.random() < 0.5)
            case 1:
                tags = random.sample(["a", "b", "c"], random.randint(0, 3))
                action = filled.set_tags(record, tags)
            case _:
                action = filled.set_note(record, random.choice(["", "x", "y"]))
        done += action is not None
    after = exported()
    for _ in range(200):
        assert filled.hand.undo() is not None
    assert exported() == before
    for _ in range(200):
        assert filled.hand.redo() is not None
    assert exported() == after


def test_tags_complete_the_value_of_their_field(filled: Corpus) -> None:
    one, other = found(filled, "pledge", "")[:2]
    filled.set_tags(one, ["ask", "later"])
    filled.set_tags(other, ["later"])
    assert filled.tags() == ["later", "ask"]
    assert filled.values("tag", "") == ["later", "ask"]
    assert filled.values("tag", "a") == ["ask"]


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
    assert found(filled, "source", "by:norland note:budget ") == []
    filled.set_note(text_id(HARBOUR), "the budget again")
    assert found(filled, "source", "by:norland note:budget ") == [text_id(HARBOUR)]


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


def test_exports_and_lists_carry_tags_and_bookmarks(filled: Corpus) -> None:
    (record,) = found(filled, "pledge", "dredging ")
    filled.set_tags(record, ["check", "ask"])
    filled.set_marked(record, True)
    exported = {one["id"]: one for one in documents(filled, filled.listing("source"))}
    said = exported.pop(record)
    assert (said["note"], said["tags"], said["bookmarked"]) == (None, ["check", "ask"], True)
    assert all(one["tags"] == [] and one["bookmarked"] is False for one in exported.values())


def test_part_of_a_store_takes_along_what_is_said_of_its_records(
    filled: Corpus, tmp_path: Path
) -> None:
    (pledge,) = found(filled, "pledge", "dredging ")
    record = filled.get(pledge)
    assert isinstance(record, Pledge)
    source = text_id(HARBOUR)
    ours = [source, pledge, str(record.entry), by_name(filled, "Ada Lindqvist").id]
    for one in ours:
        filled.set_tags(one, ["keep"])
    harbour = [one for one in filled.listing("source") if one.id == source]
    export(filled, harbour, tmp_path / "part.json")
    notes = json.loads((tmp_path / "part.json").read_text())["notes"].values()
    assert {one["id"] for one in notes} == {*ours}


def test_a_damaged_note_is_a_sentence(filled: Corpus, tmp_path: Path) -> None:
    filled.set_note(first(filled, "quote"), "a")
    filled.close()
    with Database(filled.path) as database:
        database.rows.run("UPDATE notes SET doc = json_remove(doc, '$.written')")
    with Corpus.open(filled.path) as corpus, pytest.raises(StoreError, match="row of notes"):
        corpus.notes()
