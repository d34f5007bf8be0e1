from __future__ import annotations

from collections.abc import Callable

import pytest

from store.records import Findings

Extract = Callable[..., Findings]
Shape = tuple[str | None, list[str]]


def shapes(found: Findings) -> list[Shape]:
    """Speaker and fragments of each quote."""
    return [
        (q.speaker.text if q.speaker else None, [span.text for span in q.content.spans])
        for q in found.quotes
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The pool “will stay shut for weeks,” Mayor Ida Holm said. “We found cracks in it.”",
            [
                (
                    "Mayor Ida Holm",
                    ["The pool “will stay shut for weeks,”", "“We found cracks in it.”"],
                )
            ],
        ),
        (
            "Nurse Joy Abara said the ward was “close to collapse,” adding that nobody had slept.",
            [
                ("Nurse Joy Abara", ["the ward was “close to collapse,”"]),
                ("Nurse Joy Abara", ["that nobody had slept"]),
            ],
        ),
        (
            "Coach Ben Okoye said the pitch was “a swamp” and called the referee “half blind.”",
            [
                ("Coach Ben Okoye", ["the pitch was “a swamp”"]),
                ("Coach Ben Okoye", ["the referee “half blind.”"]),
            ],
        ),
        (
            "The new tram line, Mayor Holm said, “is a gift to commuters” who live in the hills.",
            [
                (
                    "Mayor Holm",
                    ["The new tram line", "“is a gift to commuters” who live in the hills"],
                )
            ],
        ),
        (
            "“If the dam had not held” through the night, engineer Amina Yusuf said on Friday, "
            "“we would be counting the dead.”",
            [
                (
                    "engineer Amina Yusuf",
                    [
                        "“If the dam had not held” through the night",
                        "“we would be counting the dead.”",
                    ],
                )
            ],
        ),
        (
            '“The roof leaks,” he said. "We need help now.“',
            [("he", ["“The roof leaks,”", '"We need help now.“'])],
        ),
    ],
)
def test_marked_words_reach_as_far_as_their_cue_reports(
    extract: Extract, text: str, expected: list[Shape]
) -> None:
    assert shapes(extract(text)) == expected


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The board sent out a statement saying the fire was “under control.”", "The board"),
        (
            "Boatmen who lost their homes said it was “worse than war.”",
            "Boatmen who lost their homes",
        ),
        ("Pia Lund, who studies glaciers, said the ice was “gone for good.”", "Pia Lund"),
        ("The reef was surveyed.\n\nAdded Ruiz: “Then the wells ran over.”", "Ruiz"),
        (
            "The reef was surveyed.\n\nCoral keeps shrinking - Anna Keller: “We counted half.”",
            "Anna Keller",
        ),
        (
            "When asked which team she feared, Ana Ruiz smiled and said, “None of them.”",
            "Ana Ruiz",
        ),
    ],
)
def test_the_source_is_who_is_behind_the_words(extract: Extract, text: str, speaker: str) -> None:
    marked = [q for q in extract(text).quotes if q.kind != "indirect"]
    assert [q.speaker.text if q.speaker else None for q in marked] == [speaker]


def test_a_clause_about_a_group_leaves_the_person_in_it_out_of_the_actor(extract: Extract) -> None:
    found = extract("Villagers who met Mayor Ana Lopez said the dam was “a grave.”")
    names = {a.actor.id: a.actor.name for a in found.appearances}
    assert [names.get(q.actor or "") for q in found.quotes] == ["Villagers"]


def test_speech_behind_a_sentence_about_its_speaker_has_that_sentence_s_subject(
    extract: Extract,
) -> None:
    text = (
        "“The harvest is lost,” said Tomas Vega, a grower in the valley. "
        "Vega has farmed there since 1990. “I have never seen hail like this.”"
    )
    assert shapes(extract(text)) == [
        ("Tomas Vega, a grower in the valley", ["“The harvest is lost,”"]),
        ("Vega", ["“I have never seen hail like this.”"]),
    ]


def test_what_is_done_with_marked_names_is_not_said(extract: Extract) -> None:
    text = "In a talk with “Wake Up, Lagos,” Ben Okoye pointed to the empty stands."
    assert all("Wake Up" not in q.content.text for q in extract(text).quotes)


@pytest.mark.parametrize("kicker", ["Exclusive", "The Latest", "Analysis"])
def test_what_kind_of_story_it_is_speaks_no_headline(extract: Extract, kicker: str) -> None:
    text = f"{kicker}: Players walk out of ‘secret’ meeting"
    assert shapes(extract(text, headline=True)) == []
