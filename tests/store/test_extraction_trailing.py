"""A condition ends where the report behind it begins."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from store.records import Findings

Extract = Callable[..., Findings]


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        (
            "Chile agreed to send boats to Haiti should the storms end, Port Minister Ana Rojas "
            "said.",
            "should the storms end",
        ),
        (
            "The club will open the stand should the fighting stop, its chairman told reporters.",
            "should the fighting stop",
        ),
        (
            "Peru will open the mine provided that the court agrees, the firm said on Tuesday.",
            "provided that the court agrees",
        ),
        (
            "Peru will open the mine as soon as the court agrees, according to the company.",
            "as soon as the court agrees",
        ),
        (
            "Peru will open the mine subject to approval, a spokesman told the Lantern on Monday.",
            "subject to approval",
        ),
        (
            "Chad agreed to host talks should rebels lay down arms, per the Tribune.",
            "should rebels lay down arms",
        ),
        (
            "Peru will open the mine should the court agree, added the minister.",
            "should the court agree",
        ),
        (
            "Chad will host talks as long as rebels stay away, President Idriss Kano has told "
            "parliament.",
            "as long as rebels stay away",
        ),
        (
            '"Chad will host talks should rebels lay down arms," the minister said.',
            "should rebels lay down arms",
        ),
        (
            "Chad will host talks provided rebels leave, the president said, and pay for them.",
            "provided rebels leave",
        ),
    ],
)
def test_a_condition_ends_before_who_says_so(extract: Extract, text: str, condition: str) -> None:
    (pledge,) = extract(text).pledges
    assert pledge.condition is not None
    assert pledge.condition.text == condition
    assert pledge.action is not None
    assert "according" not in pledge.action.text


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        (
            "The club will sell the stadium should the council, the owner and the bank agree, its "
            "chairman said.",
            "should the council, the owner and the bank agree",
        ),
        (
            "Peru will open the mine should the court, which sits in Lima, agree.",
            "should the court, which sits in Lima, agree",
        ),
        (
            "Chad will host talks should rebels lay down arms, leave the town and say so.",
            "should rebels lay down arms, leave the town and say so",
        ),
    ],
)
def test_a_comma_inside_a_condition_ends_nothing(
    extract: Extract, text: str, condition: str
) -> None:
    (pledge,) = extract(text).pledges
    assert pledge.condition is not None
    assert pledge.condition.text == condition


@pytest.mark.parametrize(
    "text",
    [
        "Chile has promised to pay all that it should.",
        "The firm has promised to build what it should the day before.",
    ],
)
def test_not_every_should_opens_a_condition(extract: Extract, text: str) -> None:
    (pledge,) = extract(text).pledges
    assert pledge.condition is None


def test_a_condition_before_who_says_so_is_quoted_too(extract: Extract) -> None:
    (quote, *_) = extract(
        "Chile agreed to send boats to Haiti should the storms end, Port Minister Ana Rojas said."
    ).quotes
    assert quote.content.text == "Chile agreed to send boats to Haiti should the storms end"
