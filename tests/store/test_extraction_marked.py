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
    ("text", "speaker", "content"),
    [
        (
            "Climate change, he insisted, was a “hoax” made up by scientists.",
            "he",
            ["Climate change", "was a “hoax” made up by scientists"],
        ),
        (
            "The river, said Costa, “is rising fast” and boats were short.",
            "Costa",
            ["The river", "“is rising fast” and boats were short"],
        ),
        (
            "In March, when the mine closed, “the town lost half of its jobs,” Lind said.",
            "Lind",
            ["In March, when the mine closed, “the town lost half of its jobs,”"],
        ),
        (
            "“We are very worried,” the doctors wrote in a letter, that the clinic “may be "
            "closed before winter.”",
            "the doctors",
            ["“We are very worried,”", "that the clinic “may be closed before winter.”"],
        ),
        (
            "The nurse said the ward was “full. There is no bed left. People sleep in the hall.”",
            "The nurse",
            ["the ward was “full. There is no bed left. People sleep in the hall.”"],
        ),
        (
            "As Lind has said, that is “a plan for another age”.",
            "Lind",
            ["that is “a plan for another age”"],
        ),
        (
            "Hugh Hill, a doctor at the clinic, said the vaccine was “safe for all”.",
            "Hugh Hill, a doctor at the clinic",
            ["the vaccine was “safe for all”"],
        ),
        (
            "The brewer hailed “the council, working with the farmers” for taking a “huge "
            "step” that will “create jobs.”",
            "The brewer",
            [
                "“the council, working with the farmers” for taking a “huge step” that will "
                "“create jobs.”"
            ],
        ),
    ],
)
def test_partly_quoted_sentences_are_whole(
    extract: Extract, text: str, speaker: str, content: list[str]
) -> None:
    assert shapes(extract(text)) == [(speaker, content)]


def test_a_second_cue_of_the_same_subject_ends_the_first_content(extract: Extract) -> None:
    text = "The coach said the referee was “blind”, adding that the league “should be ashamed”."
    assert shapes(extract(text)) == [
        ("The coach", ["the referee was “blind”"]),
        ("The coach", ["that the league “should be ashamed”"]),
    ]


def test_a_cue_in_a_subordinate_clause_does_not_take_the_main_clause(extract: Extract) -> None:
    text = "When the union says it is “ready to talk”, the port stays shut for another week."
    assert all("port stays" not in q.content.text for q in extract(text).quotes)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Ken Abe: “Our lab found nothing new”", "Ken Abe"),
        ("Rosa Lind (Harbour Party): “We cannot pay for this twice.”", "Rosa Lind (Harbour Party)"),
        ("The club put it more bluntly: “Nobody here will be paid.”", "The club"),
        ("The club issued a statement saying: “We will appeal.”", "The club"),
        ("Lind, asked about the strike, had said: “I will not give in.”", "Lind"),
        ("The minister was quoted as saying: “We will not close the mine.”", "The minister"),
        ("The coach wrote on X: 🎉“We won the cup and nobody believed in us.”", "The coach"),
        ('The coach wrote on X: 🎉"We won the cup and nobody believed in us."', "The coach"),
        ("“We won the cup!” beamed Ana Ruiz of the home side.", "Ana Ruiz of the home side"),
        ("“Our lab found nothing,” Dr. Ken Abe, who led the study, told reporters.", "Dr. Ken Abe"),
    ],
)
def test_who_speaks_is_found_beside_the_marks(extract: Extract, text: str, speaker: str) -> None:
    direct = [q for q in extract(text).quotes if q.kind == "direct"]
    assert [q.speaker.text if q.speaker else None for q in direct] == [speaker]


def test_a_colon_at_a_paragraph_s_end_leads_to_the_next(extract: Extract) -> None:
    text = (
        "Judge Brun's clerk read the verdict out:\n"
        "“The firm must pay for the clean-up within a year.”"
    )
    assert shapes(extract(text)) == [
        ("Judge Brun's clerk", ["“The firm must pay for the clean-up within a year.”"])
    ]


def test_who_is_asked_does_not_speak(extract: Extract) -> None:
    assert shapes(extract("Ruiz was asked: “Will the bridge open in May?”")) == [
        (None, ["“Will the bridge open in May?”"])
    ]


def test_speech_goes_on_behind_a_paragraph_of_the_reporter(extract: Extract) -> None:
    text = (
        "“We lost the seed bank,” said Ida Brun.\n"
        "A tractor passed the empty field behind the house.\n"
        "“It was all that we had.”"
    )
    assert shapes(extract(text)) == [
        ("Ida Brun", ["“We lost the seed bank,”"]),
        ("Ida Brun", ["“It was all that we had.”"]),
    ]


def test_one_mark_opens_and_one_closes_speech_of_several_paragraphs(extract: Extract) -> None:
    text = (
        "The court said in a ruling: “The firm knew.\n"
        "It did nothing for years.\n"
        "It must pay.” Shares fell."
    )
    assert shapes(extract(text)) == [
        ("The court", ["“The firm knew.", "It did nothing for years.", "It must pay.”"])
    ]


def test_marks_around_a_whole_report_are_passed_over(extract: Extract) -> None:
    text = '"“We will walk to the sea,” Lind answered, and the hall fell silent for a while."'
    assert shapes(extract(text)) == [("Lind", ["“We will walk to the sea,”"])]


def test_a_headline_attributes_words_between_marks(extract: Extract) -> None:
    text = "Fire chief Brun: ‘Worst summer ever’; forests closed"
    assert shapes(extract(text, headline=True)) == [("Fire chief Brun", ["‘Worst summer ever’"])]


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “green port” was opened on Sunday.",
        "The band played “Harbour Lights” and “Old Stone” in the rain.",
        "The film is called “A Winter in Oslo” in most of Europe.",
    ],
)
def test_names_between_marks_stay_no_quotes(extract: Extract, text: str) -> None:
    assert shapes(extract(text)) == []
