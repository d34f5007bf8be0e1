"""What a heading inside an article is about is no actor by standing there alone."""

from __future__ import annotations

from tests.store.stories import Story

OPENING = "Kenyan President Amina Odhiambo promised ten new ferries for the island of Lamu.\n"
CLOSING = "\nThe ferries will cross the bay twice a day and carry up to forty passengers each."


def names(heading: str, closing: str = CLOSING) -> set[str]:
    story = Story(OPENING + heading + closing)
    return {actor.name for actor in story.listed() if actor.kind in ("person", "organisation")}


def test_a_title_cased_topic_is_no_actor() -> None:
    assert names("Support and Long-Term Perspective of ferry traffic") == {"Amina Odhiambo"}
    assert names("Sea Change") == {"Amina Odhiambo"}


def test_a_heading_still_names_those_whom_the_story_has() -> None:
    closing = "\nThe ferries are Zelltex's. Zelltex said it had the money at hand for the ferries."
    assert names("The Part of Zelltex", closing) == {"Amina Odhiambo", "Zelltex"}
    heard = Story(OPENING + "The View from Norway" + CLOSING)
    assert "Norway" in {actor.name for actor in heard.listed()}


def test_a_person_with_a_given_name_is_found_in_a_heading() -> None:
    assert names("A Word from Maria Fuentes") == {"Amina Odhiambo", "Maria Fuentes"}


def test_a_short_sentence_is_no_heading() -> None:
    assert names("Zelltex Ports refused") == {"Amina Odhiambo", "Zelltex Ports"}
    assert names("Crew by Zelltex Ports.") >= {"Amina Odhiambo"}
