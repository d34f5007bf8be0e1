from __future__ import annotations

import pytest

from tests.store.stories import Story

# ------------------------------------------------------------------------ persons


@pytest.mark.parametrize(
    ("text", "name", "role", "country"),
    [
        ("Kenyan President Amina Odhiambo said no.", "Amina Odhiambo", "Kenyan President", "Kenya"),
        ("Chile's foreign minister, Pedro Rojas, said no.", "Pedro Rojas", None, "Chile"),
        ("The deal pleased Lars Holm of Denmark, who left.", "Lars Holm", None, "Denmark"),
        ("The mayor of Lyon met Gen. Paul Okello.", "Paul Okello", None, None),
        (
            "The report cites Ines Duarte, director of the Wave Institute, on costs.",
            "Ines Duarte",
            "director of the Wave Institute",
            None,
        ),
        (
            "The chief executive of Norvik, Ellen Strand, said no.",
            "Ellen Strand",
            "chief executive of Norvik",
            None,
        ),
        (
            "Secretary of State Walter Greene left the room.",
            "Walter Greene",
            "Secretary of State",
            None,
        ),
    ],
)
def test_titles_and_appositions_give_role_and_country(
    text: str, name: str, role: str | None, country: str | None
) -> None:
    actor = Story(text).actor(name)
    assert actor.kind == "person"
    assert actor.country == country
    if role is not None:
        assert role in actor.roles


def test_bare_surname_spelling_and_given_name_join_the_full_name() -> None:
    story = Story(
        "President Oleksii Hrytsenko spoke first. Hrytsenko said the plan was ready.\n"
        "Later Oleksiy Hrytsenko, known as Oleksii, left. Mr Hrytsenko did not return."
    )
    persons = [actor for actor in story.listed() if actor.kind == "person"]
    assert len(persons) == 1
    assert persons[0].mentions >= 4
    assert "Mr Hrytsenko" in persons[0].aliases


def test_two_full_names_with_one_surname_stay_two() -> None:
    story = Story(
        "Senator Helen Marsh spoke first. Her brother, the banker Victor Marsh, listened.\n"
        "Ms Marsh said the bill would pass."
    )
    assert {"Helen Marsh", "Victor Marsh"} <= story.names()
    assert story.who("Ms Marsh") == ["Helen Marsh"]


def test_possessive_is_no_part_of_a_name() -> None:
    story = Story("Samuel Kariuki's plan failed. Kariuki’s rivals cheered.")
    assert story.names() == {"Samuel Kariuki"}


def test_name_in_brackets_and_nickname_are_one_person() -> None:
    story = Story(
        'The letter reached (Polish president Andrzej) Wolski. John "Jack" Turner read it.'
    )
    assert "Andrzej Wolski" in story.names()


def test_state_in_a_ministers_name_is_no_country() -> None:
    story = Story("Prime Minister Jordan Blake said the tax would go.")
    assert story.names() == {"Jordan Blake"}


# ---------------------------------------------------------------------- countries


@pytest.mark.parametrize(
    ("text", "phrase", "country"),
    [
        ("Ankara said it would wait.", "Ankara", "Turkey"),
        ("The Kremlin denied the report.", "The Kremlin", "Russia"),
        ("The White House welcomed the vote.", "The White House", "United States"),
        ("The Élysée said talks would go on.", "The Élysée", "France"),
        ("The Peruvian government rejected the offer.", "The Peruvian government", "Peru"),
        ("The French said they would sign.", "The French", "France"),
        ("The U.K. has pledged aid.", "The U.K.", "United Kingdom"),
        ("Brazil's government promised a reform.", "Brazil's government", "Brazil"),
        ("Canadian troops will stay, officials said.", "Canadian troops", "Canada"),
    ],
)
def test_capitals_seats_and_governments_act_for_their_state(
    text: str, phrase: str, country: str
) -> None:
    story = Story(text)
    assert story.who(phrase) == [country]
    assert story.actor(country).kind == "country"


def test_office_of_a_leader_speaks_for_the_state() -> None:
    story = Story("Greek Prime Minister Eleni Markou flew home. Markou's office said she was ill.")
    assert story.who("Markou's office") == ["Greece"]
    assert story.actor("Eleni Markou").country == "Greece"


def test_double_adjective_means_both_states() -> None:
    story = Story("The Franco-German promise still stands.")
    assert story.who("Franco-German") == ["France", "Germany"]


def test_cities_are_no_actors() -> None:
    story = Story("The summit in Geneva ended late. Delegates flew to Osaka and Lima.")
    assert story.names() == set()


# ---------------------------------------------------------------- bodies, alliances


def test_acronym_in_brackets_joins_its_body() -> None:
    story = Story(
        "The Coastal Fisheries Agency (CFA) opened an inquiry. The CFA said it would report in May."
    )
    assert story.who("The CFA") == ["Coastal Fisheries Agency"]
    assert "CFA" in story.actor("Coastal Fisheries Agency").aliases


def test_legal_form_is_left_off_a_company() -> None:
    story = Story("Harlow Motors Inc. said sales had doubled.")
    assert story.who("Harlow Motors Inc.") == ["Harlow Motors"]
    assert story.actor("Harlow Motors").kind == "organisation"


def test_ministries_are_organisations_and_written_out() -> None:
    story = Story("Belgian MoD said the ships would sail. The Swedish foreign ministry agreed.")
    assert story.who("Belgian MoD") == ["Belgian Ministry of Defense"]
    assert story.who("The Swedish foreign ministry") == ["Swedish foreign ministry"]
    assert story.actor("Swedish foreign ministry").country == "Sweden"
    assert story.actor("Swedish foreign ministry").kind == "organisation"


def test_known_alliances_and_named_coalitions() -> None:
    story = Story(
        "Nato met on Monday. The EU and the U.N. sent observers.\n"
        "A “league of the ready” was founded. The league of the ready will meet again."
    )
    kinds = {actor.name: actor.kind for actor in story.listed()}
    assert kinds["NATO"] == kinds["European Union"] == kinds["United Nations"] == "alliance"
    assert kinds["league of the ready"] == "alliance"
    assert story.actor("league of the ready").mentions == 2


def test_administration_keeps_its_name() -> None:
    story = Story("The Larkin administration said it would appeal.")
    assert story.who("The Larkin administration") == ["Larkin administration"]
    assert story.actor("Larkin administration").kind == "organisation"


def test_outlets_are_actors_only_where_they_are_the_source() -> None:
    story = Story("Omar Haddad told Reuters that he had won. BBC News reported a recount.")
    assert story.names() == {"Omar Haddad"}
    assert story.who("BBC News") == ["BBC News"]
    assert "BBC News" in story.names()
    assert "Reuters" not in story.names()


def test_dates_money_and_laws_are_no_actors() -> None:
    story = Story(
        "On Friday 3 May the Clean Water Act cost $40 million. Covid-19 spread in January."
    )
    assert story.names() == set()


def test_boilerplate_gives_no_actor() -> None:
    story = Story("Anna Berg said the port was safe.\nRead also: Carl Nilsson leaves Volvo", (1,))
    assert story.names() == {"Anna Berg"}


def test_appearances_hold_every_place_and_alias() -> None:
    story = Story("Irish minister Fiona Daly said no. Daly left. Ireland will vote in May.")
    for appearance in story.cast.appearances():
        for start, end in appearance.places:
            assert story.article.text[start:end]
    assert story.actor("Fiona Daly").aliases == ("Irish minister Fiona Daly", "Daly")
    assert story.actor("Fiona Daly").quotes == 0
    assert story.actor("Ireland").country == "Ireland"


# --------------------------------------------------------- names over the world


@pytest.mark.parametrize(
    ("text", "name", "alias"),
    [
        (
            "South Korean President Han Do Yun left Busan. Han said that ports would reopen.",
            "Han Do Yun",
            "Han",
        ),
        (
            "Brazilian Senator Rui Tadeu Moreno da Costa spoke. Later Tadeu said no.",
            "Rui Tadeu Moreno da Costa",
            "Tadeu",
        ),
        (
            "Crown Prince Khalid bin Rashid opened the dam. KBR said that water was short.",
            "Khalid bin Rashid",
            "KBR",
        ),
        (
            "Malaysian Prime Minister Hadi Osman, known as Pakdi, resigned. Pakdi gave no reason.",
            "Hadi Osman",
            "Pakdi",
        ),
    ],
)
def test_a_part_of_a_name_joins_its_bearer(text: str, name: str, alias: str) -> None:
    story = Story(text)
    assert alias in story.actor(name).aliases
    assert len([actor for actor in story.listed() if actor.kind == "person"]) == 1


def test_father_and_son_of_one_name_stay_two() -> None:
    story = Story("Governor Pablo Reyes Jr. resigned. Pablo Reyes Sr. ruled the island before him.")
    assert {"Pablo Reyes Jr.", "Pablo Reyes Sr"} <= {name.rstrip() for name in story.names()} | {
        name.rstrip(".") for name in story.names()
    }


def test_somebody_called_by_another_is_not_that_other() -> None:
    story = Story("Senator Helga Brandt called Ingrid Solheim. Brandt was proud of the race.")
    assert {"Helga Brandt", "Ingrid Solheim"} <= story.names()


def test_a_surname_that_is_a_capital_is_the_person_who_bears_it() -> None:
    story = Story("Nurse Carol London ran the ward. London said that beds were short.")
    assert story.who("London", after="ward. ") == ["Carol London"]
    assert "United Kingdom" not in story.names()


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("The Supreme Court of Ghana annulled the licence.", "Supreme Court of Ghana", "Ghana"),
        ("The Ministry of Health of Laos closed schools.", "Ministry of Health", "Laos"),
        ("The Society of Marine Engineers objected.", "Society of Marine Engineers", None),
        ("The United Dock Workers walked out.", "United Dock Workers", None),
        ("The coach of FC Lugano left. FC Lugano won.", "FC Lugano", None),
        ("Shares of eToro fell. Later eToro said sales rose.", "eToro", None),
        ("The Club for Clean Rivers sued the town.", "Club for Clean Rivers", None),
    ],
)
def test_bodies_by_their_whole_names(text: str, name: str, country: str | None) -> None:
    actor = Story(text).actor(name)
    assert actor.kind == "organisation"
    assert actor.country == country


def test_an_office_behind_a_town_leads_its_holder() -> None:
    story = Story("Tampa Mayor Greg Sandoval signed the order. Sandoval said it was late.")
    assert story.names() == {"Greg Sandoval"}
    assert story.actor("Greg Sandoval").roles == ("Tampa Mayor",)


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("The nurse wrote on Facebook that the ward was full.", "Facebook"),
        ("A reader told the Denver Post that the pool was shut.", "Post"),
        ("Critics of Darwinism met in Leeds.", "Darwinism"),
        ("Typhoon Mina hit the coast of Luzon.", "Typhoon Mina"),
        ("Nobody said that the dam was safe.", "Nobody"),
    ],
)
def test_what_is_no_actor(text: str, absent: str) -> None:
    story = Story(text)
    assert not any(absent in name for name in story.names())


def test_a_ticker_behind_its_exchange_is_the_company() -> None:
    story = Story("Orvalis (NYSE: ORV) fell. The company said that it would recover.")
    assert "ORV" not in story.names()


def test_a_role_is_told_once_and_without_stray_words() -> None:
    story = Story(
        "Norwegian Fisheries Minister Liv Aasen resigned. The minister gave no reason. "
        "Her colleague, another founder of the fleet, stayed."
    )
    assert story.actor("Liv Aasen").roles == ("Norwegian Fisheries Minister",)


@pytest.mark.parametrize(
    ("role", "country"),
    [("Real Madrid coach", None), ("Spanish coach", "Spain")],
)
def test_a_club_named_after_a_capital_tells_no_country(role: str, country: str | None) -> None:
    assert Story(f"{role} Paulo Ferrante said no.").actor("Paulo Ferrante").country == country


def test_a_headline_adds_no_word_to_a_name() -> None:
    story = Story("Senator Rosa Delgado Featured In Film.\nRosa Delgado said that she was glad.")
    assert story.names() == {"Rosa Delgado"}


def test_the_town_of_a_mayor_is_no_actor() -> None:
    assert Story("They met with Boston Mayor Cleo Barton, a friend.").names() == {"Cleo Barton"}
