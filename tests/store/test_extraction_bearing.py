"""A speaker who is named by one word: a person, or a body by what it does and has."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from store.records import Findings
from tests.store.test_actors_merged import Shelf

Extract = Callable[..., Findings]


def kind(extract: Extract, text: str, name: str) -> str:
    (found,) = [one.actor.kind for one in extract(text).appearances if one.actor.name == name]
    return found


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Chile is ready to send boats once the storms end, Okoro said.", "Okoro"),
        ("“Our boats will not go,” Lindgren told reporters.", "Lindgren"),
        ("The club would not sell, Varga reiterated, but offered to meet the fans.", "Varga"),
        ("Varga offered to mediate in the dispute.", "Varga"),
        ("Peru will host the games, Ozolins said.", "Ozolins"),
        ("“We will not vote today,” said Okoro.", "Okoro"),
        ("Deputies met Orlova. Orlova thanked them.", "Orlova"),
        ("McAllen said the vote would be held.", "McAllen"),
        ("Tanaka said he would resign.", "Tanaka"),
    ],
)
def test_one_word_that_speaks_and_acts_as_persons_do_is_a_person(
    extract: Extract, text: str, name: str
) -> None:
    assert kind(extract, text, name) == "person"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Zelltex said its profits fell.", "Zelltex"),
        ("Zelltex told investors that it would cut jobs.", "Zelltex"),
        ("Zelltex said prices rose. Zelltex shares fell.", "Zelltex"),
        ("Zelltex said prices rose. Zelltex’s chief executive left.", "Zelltex"),
        ("Teckmar, the Chilean mining company, says prices fell.", "Teckmar"),
        ("Arlenal have refused to sell. Arlenal said so.", "Arlenal"),
        ("SkyPeru said the plane was found.", "SkyPeru"),
        ("The story by the website Polivox says ministers met.", "Polivox"),
        ("Zelltex promised to hire drivers.", "Zelltex"),
        ("Zelltex itself said the deal was on.", "Zelltex"),
        ("ORKA said the vote would be held.", "ORKA"),
        ("Hamas said the captives would go.", "Hamas"),
        ("Varga Holdings fell. Varga said prices rose.", "Varga Holdings"),
    ],
)
def test_one_word_with_what_a_body_has_is_a_body(extract: Extract, text: str, name: str) -> None:
    assert kind(extract, text, name) == "organisation"


def test_a_surname_joins_the_one_person_of_it_in_another_article(extract: Extract) -> None:
    shelf = Shelf()

    def who(text: str, name: str) -> str:
        locals_ = [one.actor for one in extract(text).appearances]
        ids = shelf.article(*locals_)
        return dict(zip((one.name for one in locals_), ids, strict=True))[name]

    bare = "Peru will host the games, Ozolins said."
    full = who("Sports Minister Marta Ozolins said Peru would host the games.", "Marta Ozolins")
    assert who(bare, "Ozolins") == full
    who("The banker Janis Ozolins said prices fell.", "Janis Ozolins")
    assert who("Chile will host the games, Ozolins said.", "Ozolins") != full
