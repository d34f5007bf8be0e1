from __future__ import annotations

from collections.abc import Callable

import pytest

from store.records import Findings, Quote

Extract = Callable[..., Findings]
Row = tuple[str | None, str | None, str]


def row(quote: Quote) -> Row:
    return (
        quote.speaker.text if quote.speaker else None,
        quote.cue.text if quote.cue else None,
        quote.content.text,
    )


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "The guide said the path was closed, telling hikers that bears had been seen.",
            [
                ("The guide", "said", "the path was closed"),
                ("The guide", "telling", "that bears had been seen"),
            ],
        ),
        (
            "Villagers said the well was dry, while officials said the pump had failed.",
            [
                ("Villagers", "said", "the well was dry"),
                ("officials", "said", "the pump had failed"),
            ],
        ),
        (
            "The harbour chief said the fee would rise and accused the port of waste.",
            [
                ("The harbour chief", "said", "the fee would rise"),
                ("The harbour chief", "accused", "the port of waste"),
            ],
        ),
    ],
)
def test_each_cue_of_a_chain_keeps_its_own_content(
    extract: Extract, text: str, rows: list[Row]
) -> None:
    assert [row(q) for q in extract(text).quotes] == rows


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The bigger risk, she said, is a collision caused by old trawlers.",
            ("she", "said", "The bigger risk is a collision caused by old trawlers"),
        ),
        (
            "In several cases, engineers say, they have been asked to keep the valves open.",
            ("engineers", "say", "In several cases they have been asked to keep the valves open"),
        ),
        (
            "As the auditor noted, those farmers will leave the valley.",
            ("the auditor", "noted", "those farmers will leave the valley"),
        ),
        (
            "In the view of the judge, the permit was void.",
            ("the judge", "In the view of", "the permit was void"),
        ),
        (
            "The trawlers had left the bay by noon, per Radio Maputo.",
            ("Radio Maputo", "per", "The trawlers had left the bay by noon"),
        ),
        (
            "The city did not object when the ferry line closed, a port official said.",
            ("a port official", "said", "The city did not object when the ferry line closed"),
        ),
        (
            "The union agreed on new shifts, the factory said.",
            ("the factory", "said", "The union agreed on new shifts"),
        ),
    ],
)
def test_a_cue_may_interrupt_or_frame_what_it_reports(
    extract: Extract, text: str, expected: Row
) -> None:
    assert [row(q) for q in extract(text).quotes] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The coach predicted that the team would win at home, but that it would lose abroad.",
            (
                "The coach",
                "predicted",
                "that the team would win at home, but that it would lose abroad",
            ),
        ),
        (
            "Critics think the dam is unsafe, even as crews repair it.",
            ("Critics", "think", "the dam is unsafe"),
        ),
        (
            "Hoping to win the cup and keep the title, the club hired Osei.",
            ("the club", "Hoping", "to win the cup and keep the title"),
        ),
    ],
)
def test_content_goes_as_far_as_the_speaker_does(
    extract: Extract, text: str, expected: Row
) -> None:
    assert row(extract(text).quotes[0]) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The nurse was confident that the ward would reopen.",
            ("The nurse", "was confident", "that the ward would reopen"),
        ),
        (
            "The farmers' union was critical of the new water law.",
            ("The farmers' union", "was critical of", "the new water law"),
        ),
        (
            "The minister took a swipe at the rail company.",
            ("The minister", "took a swipe at", "the rail company"),
        ),
        (
            "The new stadium was praised by the league.",
            ("the league", "was praised", "The new stadium"),
        ),
        (
            "Doctors see the vaccine as a turning point.",
            ("Doctors", "see", "the vaccine as a turning point"),
        ),
    ],
)
def test_stances_and_judgements_take_a_phrase(extract: Extract, text: str, expected: Row) -> None:
    assert [row(q) for q in extract(text).quotes] == [expected]


@pytest.mark.parametrize(
    ("text", "cue", "content"),
    [
        (
            "Asked whether the bridge was safe, the engineer shrugged.",
            "Asked",
            "whether the bridge was safe",
        ),
        ("She was asked about the missing boat.", "was asked about", "the missing boat"),
        ("The volcano is said to be asleep.", "is said", "The volcano to be asleep"),
        (
            "The clinic reportedly closed two wards in June.",
            "reportedly",
            "The clinic closed two wards in June",
        ),
    ],
)
def test_what_nobody_in_particular_says_has_no_source(
    extract: Extract, text: str, cue: str, content: str
) -> None:
    assert [row(q) for q in extract(text).quotes] == [(None, cue, content)]


@pytest.mark.parametrize(
    "text",
    [
        "Those who oppose the dam met in the school on Sunday.",
        "The club sees a bright future.",
        "The team does not plan to fly home before Friday.",
        "The firm responded to the storm within a day.",
    ],
)
def test_acts_and_descriptions_are_no_reports(extract: Extract, text: str) -> None:
    assert extract(text).quotes == ()


def test_a_source_ends_before_the_participle_that_reports(extract: Extract) -> None:
    quotes = extract("A letter saying the mine would close reached the council.").quotes
    assert [q.speaker.text for q in quotes if q.speaker] == ["A letter"]
