from __future__ import annotations

from collections.abc import Callable

import pytest

from store.extraction import extractor
from store.extraction.quotes import attributions
from store.extraction.scene import Attribution, Scene
from store.records import Actor, Findings

Extract = Callable[..., Findings]


def actors(found: Findings) -> dict[str, Actor]:
    return {appearance.actor.name: appearance.actor for appearance in found.appearances}


def test_an_office_whose_holder_is_not_named_is_no_body(extract: Extract) -> None:
    found = extract("The Health Secretary said that the wards would open in spring.")
    assert found.quotes[0].actor is None
    assert actors(found) == {}


def test_a_single_name_that_speaks_is_a_body_unless_told_otherwise(extract: Extract) -> None:
    found = extract("Veldra said that its ferries would sail again on Monday.")
    assert actors(found)["Veldra"].kind == "organisation"


def test_words_in_capitals_that_lead_a_paragraph_name_nobody(extract: Extract) -> None:
    found = extract("FLOOD WARNING LIFTED TONIGHT Residents may go home, Ana Lima said.")
    assert [*actors(found)] == ["Ana Lima"]


def test_an_alias_holds_no_noun_of_the_clause_before(extract: Extract) -> None:
    found = extract("It was the decision President Luis Carvalho regretted, aides said.")
    forms = actors(found)["Luis Carvalho"].aliases
    assert not any("decision" in form for form in forms)


def test_comments_and_sanctions_speak_for_nobody(extract: Extract) -> None:
    found = extract("The coach's remarks suggested that the season was over.")
    assert not any(actor.kind == "group" for actor in actors(found).values())


def test_a_name_after_an_administration_is_not_the_administration(extract: Extract) -> None:
    found = extract("The Okoro administration froze rents. Okoro said that it had no choice.")
    assert "Okoro" not in actors(found)["Okoro administration"].aliases
    assert actors(found)["Okoro"].kind == "person"


@pytest.mark.parametrize("surname", ["Park", "Hall", "Bridges", "Banks", "Cuban"])
def test_surnames_that_are_words_make_persons(extract: Extract, surname: str) -> None:
    found = extract(f"Helen {surname}, a judge, said that the trial would go on.")
    assert actors(found)[f"Helen {surname}"].kind == "person"


def test_names_that_differ_in_a_number_stay_apart(extract: Extract) -> None:
    found = extract(
        "Paul Number1 said that he won. Paul Number11 said that he lost. Paul Number12 left."
    )
    assert {"Paul Number1", "Paul Number11"} <= actors(found).keys()


def test_the_president_of_nowhere_is_nobody(extract: Extract) -> None:
    found = extract("Prices fell again. The president said that he was pleased.")
    assert found.quotes[0].actor is None
    assert actors(found) == {}


def test_a_pronoun_means_somebody_without_a_name_who_spoke_last(extract: Extract) -> None:
    found = extract(
        "Luis Carvalho closed the clinic. A hospital spokesman said that it was full. "
        '"We had no beds," he said.'
    )
    names = {appearance.actor.id: appearance.actor.name for appearance in found.appearances}
    assert [names.get(quote.actor or "") for quote in found.quotes][-1] == "hospital spokesman"


def test_a_find_that_makes_no_record_costs_itself(
    extract: Extract, monkeypatch: pytest.MonkeyPatch
) -> None:
    def one_more(scene: Scene) -> list[Attribution]:
        odd = Attribution(((9, 4),), None, (), "odd", -1, 0.5)
        return [odd, *attributions(scene)]

    monkeypatch.setattr(extractor, "attributions", one_more)
    found = extract("The harbour master said that the ice was too thick.")
    assert len(found.quotes) == 1
    assert len(found.warnings) == 1
