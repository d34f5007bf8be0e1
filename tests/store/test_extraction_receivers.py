"""For whom a pledge is made: somebody, no thing, no group raised for him, nothing sought."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from store.records import Findings

Extract = Callable[..., Findings]


def beneficiary(extract: Extract, text: str, headline: bool = False) -> str | None:
    (pledge,) = extract(text, headline=headline).pledges
    return pledge.beneficiary.text if pledge.beneficiary else None


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("Nine ports have pledged to contribute 300 boats to a rescue force for Peru.", "Peru"),
        ("Canada will send 50 doctors to a mission for Haiti.", "Haiti"),
        ("Oman promised Chad 10 ferries.", "Chad"),
        ("The president promised cocoa farmers free seedlings.", "cocoa farmers"),
        ("The bank has offered its customers a refund.", "its customers"),
        ("Canada pledged support for Haiti's recovery.", "Haiti"),
        ("Canada pledged support for the reconstruction of Haiti.", "Haiti"),
        ("Oman pledged 300 million rials for Chad's air defence.", "Chad"),
        ("Spain is ready to train the pilots of Chad.", "the pilots of Chad"),
        ("Spain is ready to train Chadian pilots.", "Chadian pilots"),
        ("Spain will support families.", "families"),
        ("The bank promised loans to companies.", "companies"),
        ("The city will pay the rent for refugees.", "refugees"),
    ],
)
def test_whom_a_pledge_is_for(extract: Extract, text: str, whom: str) -> None:
    assert beneficiary(extract, text) == whom


@pytest.mark.parametrize(
    "text",
    [
        "Oman pledged 300 million rials for air defence within 60 days.",
        "Spain is ready to train pilots.",
        "The city will take the firm to court.",
        "The city will pay for two doctors.",
        "The mayor will listen to the unions.",
    ],
)
def test_a_thing_and_what_is_sought_receive_nothing(extract: Extract, text: str) -> None:
    assert beneficiary(extract, text) is None


def test_a_headline_names_receivers_without_articles(extract: Extract) -> None:
    assert beneficiary(extract, "Mayor promises pool for school", headline=True) == "school"


def test_whom_something_is_promised_to_is_its_target(extract: Extract) -> None:
    found = extract("Oman promised Chad 10 ferries.")
    names = {one.actor.id: one.actor.name for one in found.appearances}
    assert [names[pledge.target or ""] for pledge in found.pledges] == ["Chad"]
