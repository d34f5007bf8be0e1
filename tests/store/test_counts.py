"""Counted things in articles: what counts, what it counts, how surely, what is told of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from store.extraction.numerals import numerals
from store.records import Count, Findings

Extract = Callable[..., Findings]


def only(found: Findings) -> Count:
    assert len(found.counts) == 1, [count.span.text for count in found.counts]
    return found.counts[0]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("26", 26),
        ("800,000", 800_000),
        ("twenty-six", 26),
        ("two dozen", 24),
        ("one hundred and fifty", 150),
        ("half a million", 500_000),
        ("a dozen", 12),
        ("2.5 million", 2_500_000),
        ("two hundred thousand", 200_000),
    ],
)
def test_numbers_are_read_from_digits_and_words(text: str, value: float) -> None:
    (found,) = numerals(f"There were {text} of them.")
    assert (found.value, found.upper, found.unit) == (value, None, "")


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("$3bn", 3_000_000_000, "USD"),
        ("£3 billion", 3_000_000_000, "GBP"),
        ("€4.5m", 4_500_000, "EUR"),
        ("A$40 million", 40_000_000, "AUD"),
        ("SEK 20 million", 20_000_000, "SEK"),
        ("20 million SEK", 20_000_000, "SEK"),
        ("Rs 500 crore", 5_000_000_000, "INR"),
        ("12.5%", 12.5, "percent"),
        ("7 per cent", 7, "percent"),
    ],
)
def test_money_and_percentages_have_their_unit(text: str, value: float, unit: str) -> None:
    (found,) = numerals(f"It was {text}, they said.")
    assert (found.value, found.unit) == (value, unit)


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("10 to 15 boats", (10, 15)),
        ("between 10 and 15 boats", (10, 15)),
        ("$10m-$15m", (10_000_000, 15_000_000)),
        ("2,000–3,000 seats", (2000, 3000)),
        ("rose from 10 to 15 percent", (15, None)),
    ],
)
def test_ranges_keep_both_ends_and_a_change_is_none(
    text: str, ends: tuple[float, float | None]
) -> None:
    (found,) = numerals(text)
    assert (found.value, found.upper) == ends


@pytest.mark.parametrize(
    ("text", "span", "value", "approx", "unit"),
    [
        ("Nearly 40 nations signed in Lima.", "Nearly 40 nations", 40, "nearly", "country"),
        ("About 15 clubs want to sell players.", "About 15 clubs", 15, "about", "club"),
        ("More than 30 prime ministers met in Accra.", None, 30, "more than", "leader"),
        ("Up to 500 jobs will go.", "Up to 500 jobs", 500, "up to", "job"),
        ("No fewer than 12 judges resigned.", None, 12, "at least", "judge"),
        ("Fewer than 90 rhinos are left.", "Fewer than 90 rhinos", 90, "fewer than", "rhino"),
        ("Some 400 pupils were absent.", "Some 400 pupils", 400, "about", "student"),
        ("Thirty or more ships are waiting.", "Thirty or more ships", 30, "at least", "ship"),
        ("The army sent 10 to 15 officers.", "10 to 15 officers", 10, "to 15", "officer"),
        ("Six oil and gas firms agreed.", "Six oil and gas firms", 6, None, "company"),
        ("The mayor unveiled a 12-point plan.", "12-point plan", 12, None, "point"),
        ("A 5,000-strong force will go.", "5,000-strong force", 5000, None, "soldier"),
        ("The 27-nation bloc met.", "27-nation bloc", 27, None, "country"),
        ("The drought lasted 15 years.", "15 years", 15, None, "year"),
        ("The lake shrank in the last 15 years.", "last 15 years", 15, None, "year"),
        ("The trial lasted over 30 days.", "30 days", 30, None, "day"),
        ("The club paid about £45m for him.", "about £45m", 45_000_000, "about", "GBP"),
        ("He was fined 300 Canadian dollars.", "300 Canadian dollars", 300, None, "CAD"),
        ("The crate weighs 300 pounds.", "300 pounds", 300, None, "pound"),
        ("Rents rose by 4.5 percent.", "4.5 percent", 4.5, None, "percent"),
        ("Twelve US states sued the firm.", "Twelve US states", 12, None, "state"),
        ("It ships 2,000 tonnes of rice.", "2,000 tonnes of rice", 2000, None, "tonne"),
        ("It has a 5,000-square-foot hall.", "5,000-square-foot hall", 5000, None, "square foot"),
        ("The pipe is 300km long.", "300km", 300, None, "kilometre"),
        ("Police counted 12 dead.", "12 dead", 12, None, "person"),
        ("There were 14 deaths.", "14 deaths", 14, None, "person"),
        ("Measles cases rose to 12,400.", "12,400", 12_400, None, "case"),
        ("The number of refugees has climbed to 3 million.", None, 3_000_000, None, "migrant"),
        ("The death toll rose to 52.", "52", 52, None, "person"),
        ("The quake killed at least 12.", "at least 12", 12, "at least", "person"),
        ("The army counts 9,000 men.", "9,000 men", 9000, None, "soldier"),
        ("The choir has 40 men.", "40 men", 40, None, "man"),
    ],
)
def test_a_count_has_its_phrase_value_hedge_and_unit(
    extract: Extract, text: str, span: str | None, value: float, approx: str | None, unit: str
) -> None:
    count = only(extract(text))
    assert (count.value, count.approx, count.unit) == (value, approx, unit)
    assert text[count.span.start : count.span.end] == count.span.text
    assert span is None or count.span.text == span


def test_a_long_noun_is_counted_as_a_whole(extract: Extract) -> None:
    count = only(extract("At least 20 heads of state and government flew to Nairobi."))
    assert count.span.text == "At least 20 heads of state and government"
    assert count.unit == "leader"


@pytest.mark.parametrize(
    "text",
    [
        "The court sat on 12 March 2024.",
        "The bridge opened in 2016 and closed in 2019.",
        "The 2016 elections were close.",
        "The shop opens at 10:30 and closes at 5 p.m.",
        "Maria Silva, 34, is a nurse.",
        "A 34-year-old man swam home.",
        "The vet is 34 years old.",
        "The 20th edition begins soon.",
        "Brazil won 3-1 in Quito.",
        "The bill passed on a 52-48 vote.",
        "Call 555-1234 for tickets.",
        "See page 12 of version 3.",
        "The judge cited Article 5 and Section 230.",
        "The film is on Channel 4.",
        "The G7 discussed Covid-19 and the F-16.",
        "He spoke about 9/11.",
        "A man at 10 Downing Street waved.",
        "The Boeing 737 landed.",
        "The shop is open 24 hours a day, seven days a week.",
        "Hundreds of people marched and several hundred stayed.",
        "One man said no.",
        "The two men left.",
        "One in five is hungry.",
        "The 1990s were warm.",
        "Two-thirds of them left.",
    ],
)
def test_what_dates_orders_names_or_ages_counts_nothing(extract: Extract, text: str) -> None:
    assert [count.span.text for count in extract(text).counts] == []


def test_what_is_told_comes_closest_first_with_names_in_capitals(extract: Extract) -> None:
    count = only(extract("Eleven nations want to provide vaccines to Kenya."))
    assert count.about[0] == "provide"
    assert {"vaccine", "Kenya", "want"} <= set(count.about)
    assert count.subject == "nations … provide vaccines to Kenya"


def test_different_words_for_one_thing_are_one_class(extract: Extract) -> None:
    died = only(extract("In all, 40 people died in the mine."))
    killed = only(extract("The blast killed 40 people."))
    assert died.about[0] == killed.about[0] == "kill"


def test_the_subject_holds_no_word_that_the_article_lacks(extract: Extract) -> None:
    text = (
        "The council of 12 mayors met in Porto, and 3,000 nurses walked out.\n"
        "Peru's navy consists of 45 ships and some 9,000 sailors."
    )
    found = extract(text)
    assert len(found.counts) == 4
    for count in found.counts:
        assert all(part in text for part in count.subject.split(" … "))


def test_a_further_number_is_told_apart_from_the_whole(extract: Extract) -> None:
    found = extract("The fire destroyed 15 homes. Another 12 homes were damaged.")
    assert ["additional" in count.about for count in found.counts] == [False, True]
    assert "additional" in only(extract("Ghana won 12 more medals than Togo.")).about
    found = extract("The army sent 600 soldiers to the border and about 200 more to the coast.")
    assert [(c.value, c.unit) for c in found.counts] == [(600, "soldier"), (200, "soldier")]
    assert "additional" in found.counts[1].about


def test_what_is_told_of_a_part_is_not_told_of_the_whole(extract: Extract) -> None:
    part, whole = extract("Nine of the 15 members voted against the plan.").counts
    assert (part.value, part.about[0]) == (9, "vote")
    assert (whole.value, whole.about, whole.subject) == (15, (), "members")


def test_a_price_counts_nothing(extract: Extract) -> None:
    assert extract("Shares fell to 120 and prices rose to 45.").counts == ()


def test_a_count_knows_the_pledge_whose_maker_it_is_and_who_tells_it(extract: Extract) -> None:
    found = extract(
        "Health minister Ada Lindqvist said that 14 countries have pledged to send doctors."
    )
    (pledge,) = found.pledges
    count = only(found)
    names = {one.actor.id: one.actor.name for one in found.appearances}
    assert count.pledge == pledge.id
    assert names[count.actor or ""] == "Ada Lindqvist"


def test_a_number_told_in_passing_is_not_the_maker(extract: Extract) -> None:
    found = extract("The council, which owns 26 ferries, promised to cut its fares.")
    assert found.pledges
    assert only(found).pledge is None


def test_boilerplate_and_other_languages_give_no_counts(extract: Extract) -> None:
    assert extract("15 länder vill hjälpa.", language="sv").counts == ()


def test_equal_counts_have_ids_of_their_own(extract: Extract) -> None:
    found = extract("They wait 15 days. After 15 days they vote.")
    assert len({count.id for count in found.counts}) == 2
    assert all(count.id.startswith("n") for count in found.counts)


def test_the_change_of_a_share_behind_its_short_name_is_no_count(extract: Extract) -> None:
    found = extract("The bank (BNKA -0.79%) and the miner MINR 1.2% will cut costs by 5%.")
    assert [count.span.text for count in found.counts] == ["5%"]
