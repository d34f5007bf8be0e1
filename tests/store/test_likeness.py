"""Which wordings are one utterance, and in which words they differ."""

from __future__ import annotations

import pytest

from store.likeness import alike, difference, stem, stems

ONE = [
    ("that nine towns are prepared to share the water", "the preparedness of nine towns to share"),
    ('"We will never sell the harbour to anybody," "not now, not ever."', "he would never sell the "
     "harbour to anybody"),
    ("it will raise its hourly minimum wage to $15", "it plans to hike minimum wages to $15"),
    ("the bridge will open in June", "that the bridge would open in June at last"),
    ('"The numbers don\'t add up,"', '"the numbers don\'t add up"'),
]  # fmt: skip
TWO = [
    ("that nine towns are prepared to share the water", "that the water is clean in all towns"),
    ("it will raise its hourly minimum wage to $15", "the new minimum starts in March"),
    ("that the harbour will grow", "that the harbour is safe"),
    ("the bridge will open in June", "the bridge is the longest of the country"),
    ("that ferries, trains and buses will cost less from May on, as the council has agreed",
     "that the council has agreed on a school, a bath and a library for the northern towns"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), ONE)
def test_alike(one: str, other: str) -> None:
    assert alike(stems(one), stems(other), {})
    assert alike(stems(other), stems(one), {})


@pytest.mark.parametrize(("one", "other"), TWO)
def test_not_alike(one: str, other: str) -> None:
    assert not alike(stems(one), stems(other), {})


def test_what_everybody_says_counts_for_less() -> None:
    one, other = stems("harbour towns share old water"), stems("harbour towns share a new school")
    assert alike(one, other, {})
    assert not alike(one, other, dict.fromkeys(stems("harbour towns share"), 0.3))


def test_stems() -> None:
    for words in ("prepared preparedness", "country countries", "agree agreed agreement agreements",
                  "deploy deployment deploying", "guarantee guarantees guaranteed"):  # fmt: skip
        assert len({stem(one) for one in words.split()}) == 1, words
    assert stems("It will not be of the 3,000 ships") == {stem("3,000"), "ship"}


def test_words_are_the_same_added_or_dropped() -> None:
    found = difference(
        "that nine towns are prepared to share the water",
        "Nine northern towns share the water,",
    )
    assert found.words == (
        ("Nine", "same"),
        ("northern", "added"),
        ("towns share the water,", "same"),
    )
    assert found.dropped == ("that", "are prepared to")
    assert found.lost == ("prepared",)
    assert not found.none


def test_a_word_that_moved_is_neither_added_nor_dropped() -> None:
    assert difference("his vote in 2005 for it", "his 2005 vote for it").dropped == ("in",)
    assert difference("“We go,” he told us", '"We go" he told us').none
