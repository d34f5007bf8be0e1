from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.extraction.actors import Resolution
from store.extraction.troupe import bare_name
from tests.store.stories import Story

# ------------------------------------------------------------------- descriptions


def test_office_means_its_holder() -> None:
    story = Story(
        "Italian Foreign Minister Carla Bruni and Spanish Foreign Minister Luis Vega met.\n"
        "The Spanish minister said the talks were good. The Italian foreign minister agreed."
    )
    assert story.who("The Spanish minister") == ["Luis Vega"]
    assert story.who("The Italian foreign minister") == ["Carla Bruni"]
    assert "The Spanish minister" in story.actor("Luis Vega").aliases


def test_another_office_is_not_the_persons() -> None:
    story = Story(
        "Vice President Ruth Adeyemi spoke first. The crowd cheered for an hour.\n"
        "Nobody knew what would come next, and the president said nothing."
    )
    assert story.who("the president") != ["Ruth Adeyemi"]


def test_an_office_with_its_state_may_be_of_who_was_just_the_subject() -> None:
    story = Story("Marta Lund has announced new aid. The Danish minister said it would help.")
    assert story.who("The Danish minister") == ["Marta Lund"]


def test_a_bare_office_is_nobodys_by_being_near() -> None:
    story = Story("Jane Hart represented the bank. Hart left. The mayor promised a new road.")
    assert story.who("The mayor") != ["Jane Hart"]


def test_common_noun_means_the_body_named_before() -> None:
    story = Story(
        "Delmora Bank said profits had doubled. The lender will hire 300 people.\n"
        "Quillon\nThe software giant said it would move to Porto."
    )
    assert story.who("The lender") == ["Delmora Bank"]
    assert story.who("The software giant") == ["Quillon"]


def test_documents_are_no_actors() -> None:
    story = Story("The report said prices had risen. A poll found support for the tax.")
    assert story.ask("The report").actors == ()
    assert story.ask("A poll").how == "document"


def test_unknown_is_nobody_and_never_a_guess() -> None:
    story = Story("He said the road was closed. The strategy promised growth.")
    assert story.ask("He") == Resolution((), "unknown", 0.0)
    assert story.ask("The strategy").actors == ()


# ------------------------------------------------------------------------- groups


def test_counted_states_are_one_group_by_number() -> None:
    story = Story("Some 14 western nations have agreed to pay. The 14 countries meet in June.")
    assert story.who("The 14 countries") == ["14 countries"]
    first = Story("14 western nations have agreed to pay.")
    assert first.who("14 western nations") == ["14 countries"]


def test_pointing_words_mean_the_group_before() -> None:
    story = Story("About 9 countries want to help. These states need to share the costs.")
    assert story.who("About 9 countries") == ["About 9 countries"]
    assert story.who("These states") == ["About 9 countries"]


def test_both_countries_are_the_two_named_before() -> None:
    story = Story("Ghana and Togo signed the pact. Both countries are sending police to Mali.")
    assert story.who("Both countries") == ["Ghana", "Togo"]


@pytest.mark.parametrize(
    ("text", "phrase", "name"),
    [
        ("Some allies have offered radars.", "Some allies", "Some allies"),
        ("Georgia's neighbours promised help.", "Georgia's neighbours", "Georgia's neighbours"),
        (
            "The chiefs of staff of the armed forces will meet.",
            "The chiefs of staff of the armed forces",
            "chiefs of staff of the armed forces",
        ),
        ("Europeans want more tests.", "Europeans", "Europe"),
        (
            "Six Nordic power companies including Fjell and Solen said so.",
            "Six Nordic power companies including Fjell and Solen",
            "Six Nordic power companies",
        ),
    ],
)
def test_described_groups_are_named_by_their_words(text: str, phrase: str, name: str) -> None:
    story = Story(text)
    assert story.who(phrase) == [name]
    assert story.actor(name).kind == "group"


def test_coordination_gives_each() -> None:
    story = Story("Ghana and Britain agreed to build it. Both the EU and Peru said they would pay.")
    assert story.who("Ghana and Britain") == ["Ghana", "United Kingdom"]
    assert story.who("Both the EU and Peru") == ["European Union", "Peru"]


def test_nameless_spokesman_is_a_described_source() -> None:
    story = Story("A spokesman for the harbour board said no ships would sail. He gave no reason.")
    (name,) = story.says("A spokesman for the harbour board")
    assert name == "spokesman for the harbour board"
    assert story.who("He") == [name]


# ----------------------------------------------------------------------- pronouns


def test_pronouns_by_gender_and_recency() -> None:
    story = Story(
        "Prime Minister Maria Silva met Chancellor Karl Weber.\n"
        "She said the border would open. He said it would not."
    )
    assert story.says("She") == ["Maria Silva"]
    assert story.who("He", after="open.") == ["Karl Weber"]


def test_pronoun_is_a_mention_and_never_an_alias() -> None:
    story = Story("Nadia Farouk spoke at noon. She said the mine would close.")
    before = story.actor("Nadia Farouk").mentions
    assert story.who("She") == ["Nadia Farouk"]
    assert story.actor("Nadia Farouk").mentions == before + 1
    assert "She" not in story.actor("Nadia Farouk").aliases


def test_last_speaker_goes_on_speaking() -> None:
    story = Story(
        "Peter Novak told David Ellis that the dam was safe.\n“Nobody needs to leave,” he said."
    )
    story.says("Peter Novak")
    assert story.who("he", after="leave") == ["Peter Novak"]


def test_i_is_the_speaker_and_an_officials_we_the_state() -> None:
    story = Story(
        'Danish Prime Minister Mette Holm said: "I am sure. We will send ten ships."\n'
        'Tomas Vik, director of the Baltic Rail Agency, said: "We will build it."'
    )
    story.says("Danish Prime Minister Mette Holm")
    assert story.who("I", after='said: "') == ["Mette Holm"]
    assert story.who("We", after="sure.") == ["Denmark"]
    story.says("Tomas Vik")
    assert story.who("We", after='Agency, said: "') == ["Baltic Rail Agency"]


def test_it_and_they_mean_bodies_and_groups() -> None:
    story = Story(
        "The Taliban said it would not talk. Aid agencies warned that they had no food left."
    )
    assert story.says("The Taliban") == ["Taliban"]
    assert story.who("it", after="said ") == ["Taliban"]
    assert story.says("Aid agencies") == ["Aid agencies"]
    assert story.who("they") == ["Aid agencies"]


def test_relative_pronoun_is_what_it_hangs_on() -> None:
    story = Story("Irena Kos, who has promised a vote, said the law was dead.")
    assert story.who("who") == ["Irena Kos"]


WORDS = st.sampled_from(
    (
        *("Angola", "the", "President", "said", "Ann", "Lee", ",", "and", "“", "”", "(", ")"),
        *("'s", "U.S.", "of", "countries", "12", "they", "WHO", "-", "’s", "Mr.", "a", "\n"),
        *("company", "Smith", "Élysée", "Ministry", "he", "who", "Prime", "Minister's", "both"),
    )
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(parts=st.lists(WORDS, max_size=25))
def test_any_words_give_named_actors_and_no_error(parts: list[str]) -> None:
    story = Story(" ".join(parts))
    for sentence in story.doc.sents:
        found = story.cast.who(sentence, story.speakers)
        assert set(found.actors) <= {actor.id for actor in story.listed()}
        assert 0.0 <= found.confidence <= 1.0
    for actor in story.listed():
        assert bare_name(actor.name)


def test_one_of_a_people_is_the_person_named_before_or_nobody() -> None:
    story = Story("Kenyan athlete Grace Wanjiru won. The Kenyan said that it was hot.")
    assert story.who("The Kenyan") == ["Grace Wanjiru"]
    assert Story("The race was long. The Kenyan said that it was hot.").who("The Kenyan") == []


def test_who_answers_is_not_who_asked() -> None:
    story = Story(
        "When a radio reporter asked coach Tom Bell about the loss, Bell smiled. "
        '"You tell me," he said.'
    )
    story.says("a radio reporter")
    assert story.who("he", after="me,") == ["Tom Bell"]


def test_it_after_a_paper_is_no_body() -> None:
    story = Story("Norvik Oil opened a plant. The letter blames the firm. It also names a doctor.")
    assert story.who("It") == []


def test_a_governor_of_another_state_is_not_meant() -> None:
    story = Story("Texas Governor Ana Ruiz spoke. The Ohio governor said that rain was due.")
    assert "Ana Ruiz" not in story.who("The Ohio governor")


def test_a_group_is_named_after_its_owner() -> None:
    story = Story("Surgeon Ivo Babic retired. His assistants said that he was tired.")
    assert story.who("His assistants") == ["Ivo Babic's assistants"]


def test_the_government_of_a_province_is_the_province() -> None:
    story = Story("The Queensland government said that the reef was safe.")
    assert story.who("The Queensland government") == ["Queensland"]
    assert story.actor("Queensland").kind == "organisation"
