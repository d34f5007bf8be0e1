"""What can be set right about a record, and how the ends of words move."""

from __future__ import annotations

import pytest

from store.records import Actor, Pledge, Quote
from tests.store.samples import ferry
from tui.corrections import Ends, corrections

TEXT = "“We will,” said the mayor of Kiruna."


@pytest.mark.parametrize(
    ("moves", "words"),
    [
        ([], "the mayor"),
        ([("end", 1)], "the mayor of"),
        ([("end", 1), ("end", 1), ("end", 1)], "the mayor of Kiruna."),
        ([("end", 1)] * 9, "the mayor of Kiruna."),
        ([("end", -1)], "the"),
        ([("end", -1)] * 5, "the"),
        ([("start", 1)], "mayor"),
        ([("start", 1)] * 5, "mayor"),
        ([("start", -1)], "said the mayor"),
        ([("start", -1)] * 20, "“We will,” said the mayor"),
        ([("start", -1), ("end", -1), ("start", 1)], "the"),
    ],
)
def test_ends_move_by_words_and_signs_and_never_meet(
    moves: list[tuple[str, int]], words: str
) -> None:
    start = TEXT.index("the mayor")
    ends = Ends(TEXT, [(start, start + len("the mayor"))])
    for which, way in moves:
        (ends.move_end if which == "end" else ends.move_start)(way)
    ((start, end),) = ends.places
    assert TEXT[start:end] == words


def test_ends_stop_between_a_word_and_the_comma_behind_it() -> None:
    ends = Ends("should the guns fall silent, he said", [(0, len("should the guns fall silent,"))])
    assert ends.move_end(-1)
    assert ends.places == [(0, len("should the guns fall silent"))]
    assert ends.move_end(1)
    assert ends.places == [(0, len("should the guns fall silent,"))]


def test_fragments_do_not_run_into_each_other() -> None:
    ends = Ends("one two three four", [(0, 3), (8, 13)])
    assert ends.move_end(1)
    assert not ends.move_end(1)
    ends.turn()
    assert not ends.move_start(-1)
    assert ends.move_end(1)
    assert ends.places == [(0, 7), (8, 18)]
    ends.turn()
    assert ends.at == 0


@pytest.mark.parametrize(("offset", "words"), [(0, "“"), (3, "will"), (34, "Kiruna"), (99, ".")])
def test_a_slot_that_is_empty_begins_with_the_next_word(offset: int, words: str) -> None:
    offset = TEXT.index("Kiruna") if offset == 34 else offset
    ((start, end),) = Ends.first_after(TEXT, offset).places
    assert TEXT[start:end] == words


def test_words_that_begin_or_end_within_a_word_are_moved_to_its_ends() -> None:
    ends = Ends("harbour", [(1, 4)])
    assert ends.move_end(1)
    assert ends.move_start(-1)
    assert ends.places == [(0, 7)]
    empty = Ends("", [])
    assert Ends.first_after("", 0).places == empty.places == []


def test_what_can_be_corrected_is_another_than_what_is_there() -> None:
    found = ferry()
    records: list[Quote | Pledge] = [*found.quotes, *found.pledges]
    for record in records:
        offered = [*corrections(record)]
        assert offered[0].does == "reject"
        now = getattr(record, "stance", None) or getattr(record, "kind", None)
        assert all(one.to != now for one in offered)
        assert len({(one.does, one.to) for one in offered}) == len(offered)
    actor = Actor("a1", "Anna Berg", "person", ("Berg",))
    offered = [*corrections(actor)]
    others = ["country", "organisation", "alliance", "group"]
    does = ["merge", *["recast"] * len(others), "split", "split"]
    assert [one.does for one in offered] == does
    assert [one.to for one in offered if one.does == "recast"] == others
    assert offered[2].meaning == "It is an organisation, not a person"
