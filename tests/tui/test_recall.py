"""Earlier queries while typing, and the way through what completes a word."""

from __future__ import annotations

from tui.recall import MOST, Completing, Recall


def test_earlier_queries_come_back_from_the_latest_on_and_then_what_was_typed() -> None:
    recall = Recall(["macron", "by:meloni"])
    assert recall.step(-1, "stan") == "by:meloni"
    assert recall.step(-1, "by:meloni") == "macron"
    assert recall.step(-1, "macron") is None
    assert recall.step(1, "macron") == "by:meloni"
    assert recall.step(1, "by:meloni") == "stan"
    assert recall.step(1, "stan") is None


def test_typing_anew_begins_behind_the_latest_query() -> None:
    recall = Recall(["one", "two"])
    recall.step(-1, "")
    recall.step(-1, "two")
    recall.rest()
    assert recall.step(-1, "x") == "two"


def test_a_query_is_remembered_once_and_as_the_latest() -> None:
    recall = Recall(["one", "two"])
    recall.remember("one")
    recall.remember("   ")
    assert recall.texts == ("two", "one")


def test_no_more_than_the_latest_queries_are_remembered() -> None:
    recall = Recall(str(number) for number in range(MOST + 5))
    assert len(recall.texts) == MOST
    assert recall.texts[0] == "5"


def test_values_stand_for_the_word_in_turn_round_the_end() -> None:
    first = Completing("a by:m b", 6, 2, 6, ("by:macron", "by:meloni"))
    assert first.completed == ("a by:m b", 6)
    second = first.step(1)
    assert second.completed == ("a by:macron b", 11)
    assert second.step(1).completed == ("a by:meloni b", 11)
    assert second.step(1).step(1).completed == second.completed
    assert first.step(-1).completed == ("a by:meloni b", 11)


def test_nothing_to_offer_changes_nothing() -> None:
    nothing = Completing("by:q", 4, 3, 4, ())
    assert nothing.step(1) is nothing
    assert nothing.completed == ("by:q", 4)
