from __future__ import annotations

from collections.abc import Callable

import pytest

from store.records import Findings

Extract = Callable[..., Findings]


@pytest.mark.parametrize(
    ("text", "maker", "trigger", "action", "stance"),
    [
        (
            "Norway pledged to send ten tankers to Chad.",
            "Norway",
            "pledged",
            "send ten tankers to Chad",
            "commitment",
        ),
        (
            "The bank has promised £3bn in loans.",
            "The bank",
            "has promised",
            "£3bn in loans",
            "commitment",
        ),
        (
            "The ministers agreed on a ban on plastic bags.",
            "The ministers",
            "agreed",
            "a ban on plastic bags",
            "refusal",
        ),
        (
            "The airline is committed to cutting its emissions by 2030.",
            "The airline",
            "is committed",
            "cutting its emissions by 2030",
            "commitment",
        ),
        (
            "Kenya is ready to host the talks.",
            "Kenya",
            "is ready",
            "host the talks",
            "readiness",
        ),
        (
            "Twelve countries are prepared to open their ports.",
            "Twelve countries",
            "are prepared",
            "open their ports",
            "readiness",
        ),
        (
            "The retailer plans to close forty stores next year.",
            "The retailer",
            "plans",
            "close forty stores next year",
            "readiness",
        ),
        (
            "Peru refused to sign the treaty.",
            "Peru",
            "refused",
            "sign the treaty",
            "refusal",
        ),
        (
            "The president does not want to send troops.",
            "The president",
            "does not want",
            "send troops",
            "refusal",
        ),
        (
            "The government ruled out raising taxes.",
            "The government",
            "ruled out",
            "raising taxes",
            "refusal",
        ),
        (
            "The company said it will hire 300 workers in May.",
            "it",
            "will",
            "hire 300 workers in May",
            "commitment",
        ),
        (
            "The minister said that Spain would not join the mission.",
            "Spain",
            "would not",
            "join the mission",
            "refusal",
        ),
        (
            "The committee has no plans to reopen the case.",
            "The committee",
            "has no plans",
            "reopen the case",
            "refusal",
        ),
        (
            "Canada's promise to share vaccines was welcomed.",
            "Canada",
            "promise",
            "share vaccines",
            "commitment",
        ),
        (
            "The deal rests on the willingness of Egypt to open the crossing.",
            "Egypt",
            "willingness",
            "open the crossing",
            "readiness",
        ),
    ],
)
def test_each_construction_gives_maker_trigger_action_and_stance(
    extract: Extract, text: str, maker: str, trigger: str, action: str, stance: str
) -> None:
    (pledge,) = extract(text).pledges
    assert pledge.action is not None
    assert (
        [m.text for m in pledge.makers],
        pledge.trigger.text,
        pledge.action.text,
        pledge.stance,
    ) == ([maker], trigger, action, stance)


@pytest.mark.parametrize(
    "text",
    [
        "The union called on the company to raise wages.",
        "Analysts hope that the bank will cut rates.",
        "The government must lower taxes, the newspaper wrote.",
        "Prices will rise next year.",
        "The president has visited the port.",
        "If Chile refuses to sign, the talks are over.",
        "The mayor wants the state to pay for the bridge.",
    ],
)
def test_demands_hopes_forecasts_duties_and_suppositions_are_no_pledges(
    extract: Extract, text: str
) -> None:
    assert extract(text).pledges == ()


@pytest.mark.parametrize(
    "text",
    [
        "Ford may agree to pay.",
        "Ford should promise to pay.",
        "Did Ford promise to pay?",
        "Had Ford agreed to build it, jobs would exist.",
        "The treasurer denied that he had agreed to pay.",
        "The bank refused to comment.",
    ],
)
def test_what_is_only_possible_asked_denied_or_kept_silent_binds_nobody(
    extract: Extract, text: str
) -> None:
    assert extract(text).pledges == ()


@pytest.mark.parametrize(
    "text",
    [
        "The council agreed on Monday not to sell the park.",
        "The ministry promised not to close the school.",
        "The bank vowed never to lend again.",
    ],
)
def test_an_action_that_is_denied_is_a_refusal(extract: Extract, text: str) -> None:
    (pledge,) = extract(text).pledges
    assert pledge.stance == "refusal"


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        (
            "Ford will build the plant, provided the council agrees.",
            "provided the council agrees",
        ),
        (
            "Ford will build the plant as soon as the deal is signed.",
            "as soon as the deal is signed",
        ),
        ("Ford agreed to pay, subject to approval.", "subject to approval"),
        (
            "The minister announced readiness among ten ports to take in the boats should a storm "
            "be forecast.",
            "should a storm be forecast",
        ),
        ("Norway is ready to send boats should the storm return.", "should the storm return"),
        ("Should the tax fall, Ford will build it.", "Should the tax fall"),
        ("Japan will lift the ban if the tests succeed.", "if the tests succeed"),
        ("If the tests succeed, Japan will lift the ban.", "If the tests succeed"),
        (
            "India has agreed to withdraw its troops after a truce is signed.",
            "after a truce is signed",
        ),
        ("Ghana is willing to send police after a ceasefire.", "after a ceasefire"),
        (
            "The rebels refused to leave until the government resigns.",
            "until the government resigns",
        ),
    ],
)
def test_conditions_stand_before_and_behind_the_action(
    extract: Extract, text: str, condition: str
) -> None:
    (pledge,) = extract(text).pledges
    assert pledge.condition is not None
    assert pledge.condition.text == condition
    assert pledge.action is not None
    assert condition not in pledge.action.text


def test_a_meeting_that_is_over_is_no_condition(extract: Extract) -> None:
    (pledge,) = extract("Chile agreed to buy the ships after a meeting in Lima.").pledges
    assert pledge.condition is None


def test_coordinated_makers_are_two(extract: Extract) -> None:
    (pledge,) = extract("Sweden and Denmark have agreed to build a tunnel.").pledges
    assert [m.text for m in pledge.makers] == ["Sweden", "Denmark"]
    assert len(pledge.actors) == 2


@pytest.mark.parametrize(
    ("text", "beneficiary"),
    [
        ("Norway pledged to send ten tankers to Chad.", "Chad"),
        ("Norway pledged to give Chad ten tankers.", "Chad"),
        ("Norway pledged to provide Chad with ten tankers.", "Chad"),
        ("Norway pledged to support Chad.", "Chad"),
        ("Norway pledged to plant ten trees.", None),
    ],
)
def test_the_beneficiary_is_who_receives(
    extract: Extract, text: str, beneficiary: str | None
) -> None:
    (pledge,) = extract(text).pledges
    assert (pledge.beneficiary.text if pledge.beneficiary else None) == beneficiary


def test_a_pledge_in_a_quote_names_the_quote_and_i_is_its_speaker(extract: Extract) -> None:
    found = extract('"I will visit the camp in March," said Prime Minister Marta Sousa.')
    (pledge,) = found.pledges
    assert pledge.quote == found.quotes[0].id
    assert pledge.actors == (found.quotes[0].actor,)


def test_every_span_is_a_slice_of_the_text(extract: Extract) -> None:
    text = "\ufeffNorway, if Chad agrees,\twill send aid to Chad. Chad is not ready to sign.\r\n"
    for pledge in extract(text).pledges:
        parts = [*pledge.makers, pledge.trigger, pledge.action, pledge.condition]
        for slot in parts:
            for span in slot.spans if slot else ():
                assert text[span.start : span.end] == span.text


def test_a_closing_mark_stays_outside_the_action(extract: Extract) -> None:
    (pledge,) = extract("“We will send soldiers to Chad.” said President Marta Sousa.").pledges
    assert pledge.action is not None
    assert pledge.action.text == "send soldiers to Chad"
