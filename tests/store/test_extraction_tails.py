"""What closes a headline behind a dash or bar is no part of its sentence."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from store.extraction.tails import tail_start
from store.records import Findings

Extract = Callable[..., Findings]


@pytest.mark.parametrize(
    "tail",
    [
        " - Metropole",
        " | Evening Post",
        " | World | Evening Post",
        " – The Daily Lantern",
        " — Tribune",
        " (Metropole)",
        " - KLM News",
    ],
)
def test_the_outlet_behind_a_headline_is_no_part_of_its_pledge(extract: Extract, tail: str) -> None:
    found = extract(f"Island states pledge 40 boats for Peru{tail}", headline=True)
    (pledge,) = found.pledges
    assert pledge.action is not None
    assert pledge.beneficiary is not None
    assert [maker.text for maker in pledge.makers] == ["Island states"]
    assert (pledge.action.text, pledge.beneficiary.text) == ("40 boats for Peru", "Peru")
    actors = {one.actor.id: one.actor.name for one in found.appearances}
    assert actors[pledge.target or ""] == "Peru"


def test_an_outlet_behind_a_bar_is_no_actor_and_a_speaker_behind_a_dash_is_one(
    extract: Extract,
) -> None:
    def actors(headline: str) -> set[str]:
        return {one.actor.name for one in extract(headline, headline=True).appearances}

    assert actors("Kenya to send doctors to Chad | Evening Lantern") == {"Kenya", "Chad"}
    assert "Lantern" in actors("Kenya to send doctors to Chad - Lantern")


@pytest.mark.parametrize(
    ("headline", "sentence"),
    [
        ("Peru pledges boats - Tribune", "Peru pledges boats "),
        ("Peru pledges boats - after a truce", None),
        ("Peru Pledges Boats - After A Truce", None),
        ("Peru Pledges Boats - Rojas Says", None),
        ("Peru pledges boats – president", None),
        ("Peru pledges boats - but not all of them", None),
        ("Peru pledges boats - Chile refuses to", None),
        ("Peru Pledges Boats - And Chile Refuses To Send Any Of Its Own", None),
        ("Live - Tribune", None),
        ("Peru joins the World Trade Organization (WTO)", None),
        ("Peru pledges ship-to-shore boats", None),
    ],
)
def test_only_a_short_name_is_cut_off(headline: str, sentence: str | None) -> None:
    assert headline[: tail_start(headline)] == (headline if sentence is None else sentence)


def test_a_condition_behind_a_dash_is_no_speaker(extract: Extract) -> None:
    found = extract("Kenya Will Send Nurses To Haiti - After A Truce", headline=True)
    assert not found.quotes
    (pledge,) = found.pledges
    assert pledge.condition is not None
    assert pledge.condition.text == "After A Truce"
