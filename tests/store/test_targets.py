"""For, to or in whom an action is to be done."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from store.records import Findings

Extract = Callable[..., Findings]


def targets(extract: Extract, text: str) -> list[str | None]:
    """By pledge, the name of the actor that it is for."""
    found = extract(text)
    names = {one.actor.id: one.actor.name for one in found.appearances}
    return [names[one.target] if one.target else None for one in found.pledges]


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("Kenya has pledged to send nurses to Haiti.", "Haiti"),
        ("Japan has promised to build a bridge in Laos.", "Laos"),
        ("Norway has agreed to lend Iceland a ship.", "Iceland"),
        ("Chile has promised to help the people of Peru.", "Peru"),
        ("Canada will impose tariffs on Brazil, the minister said.", "Brazil"),
        ("The airline has promised to refund the passengers.", None),
        ("Kenya has pledged to plant trees in Kenya.", None),
    ],
)
def test_whom_an_action_is_for(extract: Extract, text: str, whom: str | None) -> None:
    assert targets(extract, text) == [whom]


def test_a_partner_is_not_whom_it_is_for(extract: Extract) -> None:
    text = "Kenya has pledged to train nurses in cooperation with Ghana for Haiti."
    assert targets(extract, text) == ["Haiti"]
