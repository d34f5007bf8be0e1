"""What is still to be weighed or decided binds nobody; what has been decided does."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from store.records import Findings

Extract = Callable[..., Findings]


@pytest.mark.parametrize(
    "text",
    [
        "Peru will decide on its share when the talks end, a minister said.",
        "The assembly will decide whether to hire nurses.",
        "The cabinet will now decide if it joins the pact.",
        "The committee will decide which plants to close.",
        "Chile is deciding on a mission.",
        "The bank is set to decide on a loan for Peru.",
        "The council plans to decide on a ban in May.",
        "The airline is going to consider closing its lounges.",
        "The airline will consider closing its lounges.",
        "Ministers will debate sending doctors to Chad.",
        "Chile will discuss aid for Peru, its president said.",
        "The board will examine whether to close the plant.",
        "The committee will determine how many ships to send.",
        "The mayor will see if she can reopen the pool.",
        "Chile promised to decide whether to send ships.",
        "The club will take a decision on selling its stadium next week.",
        "The cabinet will make a decision on whether to send ships.",
        "Aid for Peru will be discussed by ministers in May.",
    ],
)
def test_who_will_decide_is_bound_to_nothing_of_it(extract: Extract, text: str) -> None:
    assert not extract(text).pledges


@pytest.mark.parametrize(
    ("text", "trigger", "action", "stance"),
    [
        ("Peru has decided to send boats.", "has decided", "send boats", "commitment"),
        (
            "Chile decided on Tuesday on a mission to Peru.",
            "decided",
            "a mission to Peru",
            "commitment",
        ),
        ("The airline is considering closures.", "is considering", "closures", "readiness"),
        (
            "The airline will not consider hiring pilots.",
            "will not consider",
            "hiring pilots",
            "refusal",
        ),
        (
            "Norway pledged to consider sending ships.",
            "pledged",
            "consider sending ships",
            "commitment",
        ),
        ("The bank will review its loans.", "will", "review its loans", "commitment"),
        (
            "Chile is ready to discuss a loan for Peru.",
            "is ready",
            "discuss a loan for Peru",
            "readiness",
        ),
        ("Kenya made a decision to send nurses.", "made a decision", "send nurses", "commitment"),
        (
            "The union will meet the owners when the board decides whether to sell.",
            "will",
            "meet the owners",
            "commitment",
        ),
    ],
)
def test_what_is_decided_or_being_considered_still_binds(
    extract: Extract, text: str, trigger: str, action: str, stance: str
) -> None:
    (found,) = extract(text).pledges
    assert found.action is not None
    assert (found.trigger.text, found.action.text, found.stance) == (trigger, action, stance)
