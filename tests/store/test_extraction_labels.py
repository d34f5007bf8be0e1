from __future__ import annotations

import pytest

from store.extraction.language import Language
from store.records import Article, Block


@pytest.fixture(scope="module")
def language() -> Language:
    return Language()


def labels(language: Language, text: str) -> dict[str, str]:
    doc = language.parse(Article(text, (Block("paragraph", 0, len(text)),), language="en"))
    return {entity.text: entity.label_ for entity in doc.ents}


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("The striker Ngozi Adeyemi scored twice.", "Ngozi Adeyemi", "PERSON"),
        ("Marta Kowalczyk, 43, runs the bakery.", "Marta Kowalczyk", "PERSON"),
        ("Rainfall in Kisumu broke a record.", "Kisumu", "GPE"),
        ("The Nairobi High Court threw out the case.", "Nairobi High Court", "ORG"),
        ("Chilean growers sued the firm.", "Chilean", "NORP"),
        ("The World Health Organization sent doctors.", "World Health Organization", "ORG"),
        ("She leads Unity Insurance Ltd. today.", "Unity Insurance Ltd.", "ORG"),
        ("Michael Jordan opened the hall.", "Michael Jordan", "PERSON"),
        ("Jordan opened the border.", "Jordan", "GPE"),
        ("The talks end on Thursday.", "Thursday", "DATE"),
        ("The dam was closed two weeks ago.", "two weeks ago", "DATE"),
        ("The law dates from 1987.", "1987", "DATE"),
        ("The vote is due in May 2031.", "May 2031", "DATE"),
    ],
)
def test_names_and_dates_have_their_label(
    language: Language, text: str, name: str, label: str
) -> None:
    assert labels(language, text).get(name) == label


def test_what_one_sentence_tells_of_a_name_holds_in_the_others(language: Language) -> None:
    text = "Professor Aiko Tanabe studies reefs. The corals are dying, Tanabe warned."
    assert labels(language, text)["Tanabe"] == "PERSON"


@pytest.mark.parametrize("text", ["You may march with us.", "The second half was dull."])
def test_common_words_are_no_dates(language: Language, text: str) -> None:
    assert "DATE" not in labels(language, text).values()
