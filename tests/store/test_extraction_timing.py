"""When something promised is to come belongs to the action; when it was promised does not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from store.records import Findings

Extract = Callable[..., Findings]


@pytest.mark.parametrize(
    ("text", "action", "deadline"),
    [
        (
            "Chile pledged 40 million pesos for clean water within 90 days.",
            "40 million pesos for clean water within 90 days",
            "within 90 days",
        ),
        (
            "Oman promised 6 ferries within two years.",
            "6 ferries within two years",
            "within two years",
        ),
        ("The firm promised new jobs next year.", "new jobs next year", "next year"),
        (
            "Peru has offered 20 doctors until the end of the year.",
            "20 doctors until the end of the year",
            "until the end of the year",
        ),
        ("Oman promised Chad 6 ferries by June.", "6 ferries by June", "by June"),
        ("The council approved a tax on sugar from 2031.", "a tax on sugar from 2031", "from 2031"),
        (
            "The airline has cancelled all flights until Sunday.",
            "all flights until Sunday",
            "until Sunday",
        ),
        (
            "The mayor made a promise of 40 buses within a month.",
            "40 buses within a month",
            "within a month",
        ),
        (
            "Forty beds were pledged by Peru within a month.",
            "Forty beds within a month",
            "within a month",
        ),
    ],
)
def test_a_time_to_come_belongs_to_what_is_promised(
    extract: Extract, text: str, action: str, deadline: str
) -> None:
    (found,) = extract(text).pledges
    assert found.action is not None
    assert found.action.text == action
    assert found.deadline is not None
    assert found.deadline.text == deadline


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("Chile pledged 40 million pesos for schools on Monday.", "40 million pesos for schools"),
        ("Oman pledged 40 beds within days of the flood.", "40 beds"),
        ("The council approved a tax on sugar within hours.", "a tax on sugar"),
        ("The firm promised 40 jobs this week.", "40 jobs"),
        ("The firm promised 40 jobs in June, its owner said on Tuesday.", "40 jobs in June"),
        ("Peru pledged 40 beds ahead of the summit next week.", "40 beds"),
    ],
)
def test_when_it_was_promised_is_no_deadline(extract: Extract, text: str, action: str) -> None:
    (found,) = extract(text).pledges
    assert found.action is not None
    assert found.action.text == action
    assert found.deadline is None or "in June" in found.deadline.text
