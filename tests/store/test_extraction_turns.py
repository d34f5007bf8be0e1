from __future__ import annotations

from collections.abc import Callable

import pytest

from store.records import Findings

Extract = Callable[..., Findings]
Said = tuple[str, list[str]]


def said(found: Findings) -> list[Said]:
    """Source and fragments of the quotes that the layout gives to somebody."""
    return [
        (q.speaker.text if q.speaker else "", [span.text for span in q.content.spans])
        for q in found.quotes
        if q.why.rule in ("turn of a dialogue", "signed post")
    ]


def names(found: Findings) -> dict[str, str]:
    return {one.actor.id: one.actor.name for one in found.appearances}


HEARING = """\
A long day for the head of the port

MS. ABARA: When did the crane fail, Mr. Lunde?

MR. LUNDE: On a Sunday. Nobody was on the quay.

We found the bolts on Monday.

(APPLAUSE)

MS. ABARA: Will you replace it?

MR. LUNDE: We will replace it before the summer.

The hearing lasted three hours.
"""

INTERVIEW = """\
The glaciers of Peru are losing ice faster than ever. Elena Quispe has walked on them for
thirty years. The glaciologist spoke to us in Huaraz.

Q: How fast is it going?

A: Faster than my students can measure. We will close two stations this year.

Q: Are you sad?

A: I am busy.

Quispe will retire in May.
"""


def test_turns_of_a_transcript_belong_to_whom_their_line_names(extract: Extract) -> None:
    found = extract(HEARING, headline=True)
    assert said(found) == [
        ("MS. ABARA", ["When did the crane fail, Mr. Lunde?"]),
        ("MR. LUNDE", ["On a Sunday. Nobody was on the quay.", "We found the bolts on Monday."]),
        ("MS. ABARA", ["Will you replace it?"]),
        ("MR. LUNDE", ["We will replace it before the summer."]),
    ]
    assert {q.kind for q in found.quotes} == {"direct"}
    assert [(q.cue.text if q.cue else None) for q in found.quotes] == [":"] * 4


def test_answers_belong_to_the_person_whom_the_words_above_introduce(extract: Extract) -> None:
    found = extract(INTERVIEW)
    assert said(found) == [
        ("A", ["Faster than my students can measure. We will close two stations this year."]),
        ("A", ["I am busy."]),
    ]
    answers = [q for q in found.quotes if q.why.rule == "turn of a dialogue"]
    assert {names(found).get(q.actor or "") for q in answers} == {"Elena Quispe"}


def test_a_surname_before_the_colon_is_the_person_named_in_full(extract: Extract) -> None:
    found = extract(
        "We met the baker Nora Lien and the grocer Omar Haddad in Oslo.\n\n"
        "Nora Lien: Bread is cheap.\n\nWhy is that?\n\nLien: Because flour is.\n\n"
        "Omar Haddad: Not in my shop.\n"
    )
    assert [who for who, _ in said(found)] == ["Nora Lien", "Lien", "Omar Haddad"]
    actors = [names(found).get(q.actor or "") for q in found.quotes if q.speaker]
    assert actors[-3:] == ["Nora Lien", "Nora Lien", "Omar Haddad"]


def test_a_label_may_hold_an_office_in_capitals_or_a_party_in_brackets(extract: Extract) -> None:
    found = extract(
        "IDA MOE, ANCHOR: Senator, will the dam hold?\n\n"
        "SEN. ALI KHAN (D-OR): It will. We raised it twice.\n\n"
        "MOE: Who pays?\n\nKHAN: The state."
    )
    labels = ["IDA MOE, ANCHOR", "SEN. ALI KHAN (D-OR)", "MOE", "KHAN"]
    assert [who for who, _ in said(found)] == labels


def test_a_label_may_stand_on_a_line_of_its_own(extract: Extract) -> None:
    found = extract(
        "IDA MOE:\n\nWill the dam hold?\n\nALI KHAN: It will.\n\nMOE: Who pays?\n\nKHAN: We do."
    )
    assert said(found)[0] == ("IDA MOE", ["Will the dam hold?"])


def test_an_explainers_answers_are_its_own(extract: Extract) -> None:
    found = extract(
        "A new tick has come to the north. Professor Ilse Maat leads the laboratory.\n\n"
        "Q: Is it dangerous?\n\nA: For most people it is not.\n\n"
        "Q: Where does it live?\n\nA: In tall grass.\n"
    )
    assert said(found) == []


@pytest.mark.parametrize(
    "text",
    [
        "Tickets: From ten euros.\n\nVenue: The old harbour.\n\nTickets: Sold out on Friday.\n",
        "Ann Lind: 1,769.\n\nBo Berg: 1,501.\n\nAnn Lind: 2,000 in all.\n\nBo Berg: 1,600.\n",
        "The museum opens in May.\n\nRome: It rains today.\n\nOslo: It is dry today.\n",
        "Lind: “We will win.”\n\nBerg: “So will we.”\n\nLind: “We shall see.”\n",
    ],
    ids=["facts", "counts", "nobody speaks twice", "words in marks"],
)
def test_lines_with_a_colon_are_not_yet_a_dialogue(extract: Extract, text: str) -> None:
    assert said(extract(text)) == []


def test_a_post_is_its_signatures(extract: Extract) -> None:
    found = extract(
        'The coach, Ana Pires, praised the team. "They ran until the end," Pires said.\n\n'
        '"My knees hurt from watching. What a night for this town."\n'
        "— Joana Reis (@joanareis) May 4, 2024\n"
    )
    assert said(found) == [
        ("Joana Reis", ['"My knees hurt from watching. What a night for this town."'])
    ]
    assert [q.speaker.text for q in found.quotes if q.speaker] == [
        "The coach, Ana Pires",
        "Pires",
        "Joana Reis",
    ]


def test_a_signature_without_its_post_takes_no_other_words(extract: Extract) -> None:
    found = extract(
        'The coach said: "They ran until the end of this long match."\n\n'
        "— City Council (@citycouncil) May 4, 2024\n"
    )
    assert said(found) == []
