"""Entries and chains: which pledges are one, what they tell together."""

from __future__ import annotations

from dataclasses import replace

import pytest

from store import ledger
from store.records import Entry, Pledge, Source
from tests.store.ledger_samples import CAST, entries, pledge, source, words

FIRST = source("first", "t1", "2024-03-01", outlet="Harbour Post")
SAME_DAY = source("same day", "t1", "2024-03-01", outlet="Coast Radio")
LATER = source("later", "t2", "2024-05-06", outlet="Harbour Post")


def one_of(sources: list[Source], pledges: list[Pledge]) -> Entry:
    (found,) = entries(sources, pledges)
    return found


# ------------------------------------------------------------------- what belongs together


def test_pledges_of_one_maker_theme_and_beneficiary_are_one_entry_over_articles() -> None:
    told = [pledge(one, "norland", target="sudmark") for one in (FIRST, LATER)]
    found = one_of([FIRST, LATER], told)
    assert [one.source for one in found.evidence] == ["first", "later"]
    assert (found.makers, found.beneficiary, found.stories) == (("Norland",), "Sudmark", 2)
    assert found.date == "2024-05-06"


@pytest.mark.parametrize(
    "other",
    [
        pledge(LATER, "sudmark", target="mayor"),
        pledge(LATER, "norland", target="league"),
        pledge(LATER, "norland", target="sudmark", theme="0332"),
        pledge(LATER, "norland", "league", target="sudmark"),
    ],
    ids=["maker", "beneficiary", "theme", "together"],
)
def test_another_maker_beneficiary_or_theme_is_another_entry(other: Pledge) -> None:
    assert len(entries([FIRST, LATER], [pledge(FIRST, "norland", target="sudmark"), other])) == 2


def test_makers_are_the_same_in_any_order() -> None:
    told = [pledge(FIRST, "norland", "league"), pledge(FIRST, "league", "norland", start=50)]
    assert len(entries([FIRST], told)) == 1


def test_who_acts_for_a_country_stands_for_it_persons_apart() -> None:
    told = [
        pledge(FIRST, "norland", target="sudmark"),
        pledge(LATER, "norland", target="fleet"),
        pledge(LATER, "norland", target="mayor", start=60),
    ]
    country, person = entries([FIRST, LATER], told)
    assert (len(country.evidence), country.beneficiary) == (2, "Sudmark")
    assert (len(person.evidence), person.beneficiary) == (1, "Ida Holm")


def test_an_unknown_beneficiary_goes_by_its_words() -> None:
    told = [
        pledge(FIRST, "norland", beneficiary=words("the fishermen")),
        pledge(LATER, "norland", beneficiary=words("Fishermen")),
        pledge(LATER, "norland", beneficiary=words("divers"), start=40),
    ]
    assert [len(one.evidence) for one in entries([FIRST, LATER], told)] == [2, 1]


def test_a_pledge_without_a_beneficiary_joins_the_one_before_it_in_its_article() -> None:
    told = [
        pledge(FIRST, "norland", start=0),
        pledge(FIRST, "norland", target="sudmark", start=30),
        pledge(FIRST, "norland", target="league", start=60),
        pledge(FIRST, "norland", start=90),
    ]
    found = {one.beneficiary: one for one in entries([FIRST], told)}
    assert {name: len(one.evidence) for name, one in found.items()} == {
        "Sudmark": 2,
        "the Coast League": 2,
    }


def test_a_whole_class_for_nobody_known_stays_within_its_story() -> None:
    told = [pledge(one, "norland") for one in (FIRST, SAME_DAY, LATER)]
    assert [len(one.evidence) for one in entries([FIRST, SAME_DAY, LATER], told)] == [2, 1]
    none = [pledge(one, "norland", theme="") for one in (FIRST, LATER)]
    assert [len(one.evidence) for one in entries([FIRST, LATER], none)] == [1, 1]


def test_an_action_of_its_own_words_is_one_offer_wherever_it_is_told() -> None:
    told = [pledge(one, "norland", theme="dredge harbour") for one in (FIRST, LATER)]
    assert one_of([FIRST, LATER], told).theme == "dredge harbour"


def test_unknown_makers_are_told_apart_by_their_words_within_their_article() -> None:
    divers, again = (words("the divers"),), (words("The divers"),)
    told = [
        pledge(FIRST, target="sudmark", makers=divers),
        pledge(FIRST, target="sudmark", start=40, makers=again),
        pledge(FIRST, target="sudmark", start=70),
        pledge(LATER, target="sudmark", makers=divers),
    ]
    found = entries([FIRST, LATER], told)
    assert sorted(len(one.evidence) for one in found) == [1, 1, 2]
    assert found[0].makers == ("the divers",)


# ---------------------------------------------------------------------------- verdicts


def test_one_article_is_single_whatever_it_repeats() -> None:
    told = [pledge(FIRST, "norland", start=at) for at in (0, 40)]
    assert one_of([FIRST], told).verdict == "single"


def test_two_origins_of_one_strength_corroborate() -> None:
    told = [pledge(one, "norland") for one in (FIRST, SAME_DAY)]
    found = one_of([FIRST, SAME_DAY], told)
    assert (found.verdict, found.origins, found.differs) == ("corroborated", 2, ())


def test_one_outlet_does_not_corroborate_itself() -> None:
    again = replace(SAME_DAY, outlet="Harbour Post")
    found = one_of([FIRST, again], [pledge(one, "norland") for one in (FIRST, again)])
    assert (found.verdict, found.origins) == ("single", 1)


def test_another_strength_at_another_time_has_moved() -> None:
    told = [
        pledge(FIRST, "norland", target="sudmark", strength="wants"),
        pledge(SAME_DAY, "norland", target="sudmark", strength="wants"),
        pledge(LATER, "norland", target="sudmark", strength="agreed"),
    ]
    found = one_of([LATER, SAME_DAY, FIRST], told[::-1])
    assert (found.verdict, found.strength, found.differs) == ("moved", "agreed", ())


def test_another_strength_at_the_same_moment_differs_and_has_not_moved() -> None:
    told = [
        pledge(FIRST, "norland", strength="ready"),
        pledge(SAME_DAY, "norland", strength="pledges"),
    ]
    found = one_of([FIRST, SAME_DAY], told)
    assert (found.verdict, found.differs, found.strength) == (
        "corroborated", ("strength",), "pledges",
    )  # fmt: skip


def test_what_one_article_words_in_two_ways_does_not_differ() -> None:
    told = [
        pledge(FIRST, "norland", strength="ready"),
        pledge(FIRST, "norland", strength="pledges", start=40),
        pledge(SAME_DAY, "norland", strength="pledges"),
    ]
    assert one_of([FIRST, SAME_DAY], told).differs == ()


def test_a_refusal_in_one_article_and_none_in_another_of_the_story_is_contested() -> None:
    told = [
        pledge(FIRST, "norland", strength="refuses"),
        pledge(SAME_DAY, "norland", strength="pledges"),
    ]
    assert one_of([FIRST, SAME_DAY], told).verdict == "contested"
    both = [*told, pledge(FIRST, "norland", strength="pledges", start=70)]
    assert one_of([FIRST, SAME_DAY], both).verdict == "corroborated"


def test_a_refusal_in_a_later_story_has_moved() -> None:
    told = [
        pledge(FIRST, "norland", target="sudmark"),
        pledge(LATER, "norland", target="sudmark", strength="refuses"),
    ]
    found = one_of([FIRST, LATER], told)
    assert (found.verdict, found.strength) == ("moved", "refuses")


def test_a_condition_or_an_amount_that_only_one_tells_differs() -> None:
    told = [
        pledge(FIRST, "norland", condition=words("if the ice melts"), amount=words("$2m")),
        pledge(SAME_DAY, "norland", amount=words("$3m")),
    ]
    found = one_of([FIRST, SAME_DAY], told)
    assert found.differs == ("condition", "amount")
    assert found.conditions == ("if the ice melts",)


def test_what_has_no_date_is_never_the_latest() -> None:
    undated = source("undated", "t0")
    told = [
        pledge(undated, "norland", target="sudmark", strength="wants"),
        pledge(FIRST, "norland", target="sudmark", strength="agreed"),
    ]
    found = one_of([undated, FIRST], told)
    assert [one.date for one in found.evidence] == [None, "2024-03-01"]
    assert (found.strength, found.date) == ("agreed", "2024-03-01")


def test_an_undated_article_of_a_story_stands_at_the_storys_time() -> None:
    undated = source("undated", "t2")
    told = [
        pledge(one, "norland", target="sudmark", strength=strength)
        for one, strength in ((undated, "agreed"), (FIRST, "wants"), (LATER, "ready"))
    ]
    found = one_of([undated, FIRST, LATER], told)
    assert [one.source for one in found.evidence] == ["first", "later", "undated"]
    assert (found.strength, found.stories) == ("agreed", 2)


def test_a_date_to_the_month_stands_before_the_days_of_that_month() -> None:
    month = source("month", "t3", "2024-03")
    told = [pledge(one, "norland", target="sudmark") for one in (FIRST, month)]
    assert [one.source for one in one_of([FIRST, month], told).evidence] == ["month", "first"]


def test_every_strength_of_the_scale_is_above_the_one_before() -> None:
    for lower, higher in zip(("refuses", *ledger.STRENGTHS), ledger.STRENGTHS, strict=False):
        told = [
            pledge(FIRST, "norland", strength=lower),
            pledge(FIRST, "norland", strength=higher, start=40),
        ]
        assert one_of([FIRST], told).strength == higher


# ------------------------------------------------------------------------------ chains


def chain_of(found: list[Entry]) -> list[tuple[str | None, tuple[str, ...], tuple[str, ...]]]:
    (number,) = {one.chain for one in found if one.chain}
    chain = ledger.chain(number, found, CAST)
    assert chain is not None
    return [(link.date, link.makers, link.strengths) for link in chain.links]


def test_groups_on_one_theme_for_one_beneficiary_are_a_chain_by_date() -> None:
    told = [
        pledge(LATER, "norland", "league", target="sudmark", strength="agreed"),
        pledge(FIRST, "towns", target="fleet", strength="ready"),
        pledge(FIRST, "towns", target="sudmark", strength="wants", start=50),
        pledge(FIRST, "norland", target="sudmark", start=90),
    ]
    assert chain_of(entries([FIRST, LATER], told)) == [
        ("2024-03-01", ("nine towns",), ("wants", "ready")),
        ("2024-05-06", ("Norland", "the Coast League"), ("agreed",)),
    ]


def test_one_group_alone_is_no_chain() -> None:
    told = [pledge(FIRST, "towns", target="sudmark"), pledge(LATER, "norland", target="sudmark")]
    found = entries([FIRST, LATER], told)
    assert found[0].chain is not None
    assert found[0].chain == found[1].chain
    assert ledger.chain(found[0].chain, found, CAST) is None


def test_what_is_for_nobody_is_in_no_chain() -> None:
    (found,) = entries([FIRST], [pledge(FIRST, "towns")])
    assert found.chain is None
    assert ledger.chain_id("", "Sudmark") is None
