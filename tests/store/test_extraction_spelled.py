"""Pledges told before and spelled out behind: who is bound, to what; and what binds nobody."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from store.records import Findings, Pledge

Extract = Callable[..., Findings]
GIVEN = "Kenya pledged aid to Nauru."


def last(extract: Extract, text: str) -> Pledge:
    (*_, pledge) = extract(text).pledges
    assert pledge.why.rule == "spells out a pledge"
    return pledge


@pytest.mark.parametrize(
    ("text", "makers", "trigger", "action", "stance", "condition"),
    [
        (
            "Seven ports are willing to offer help to Nauru. This assistance could involve lending "
            "tugs, training pilots or paying for fuel after a truce.",
            "Seven ports",
            "could involve",
            "lending tugs, training pilots or paying for fuel",
            "readiness",
            "after a truce",
        ),
        (
            f"{GIVEN} This would include a “rescue force” on the coast, the Tribune reported.",
            "Kenya",
            "would include",
            "a “rescue force” on the coast",
            "commitment",
            "",
        ),
        (
            f"{GIVEN} The package will consist of tents, blankets and 300 doctors.",
            "Kenya",
            "will consist",
            "tents, blankets and 300 doctors",
            "commitment",
            "",
        ),
        (
            "The club has offered support to its fans. The help might take the form of repairing "
            "stands or lending buses once the roads reopen.",
            "The club",
            "might take the form",
            "repairing stands or lending buses",
            "readiness",
            "once the roads reopen",
        ),
        (
            "The council has promised repairs. The programme would comprise rebuilding two schools "
            "and a clinic if the state agrees.",
            "The council",
            "would comprise",
            "rebuilding two schools and a clinic",
            "commitment",
            "if the state agrees",
        ),
        (
            "Fiji and Tonga agreed to seal the road. That could include a patrol at the border.",
            "Fiji + Tonga",
            "could include",
            "a patrol at the border",
            "readiness",
            "",
        ),
        (
            f"{GIVEN} The support will not include sending soldiers.",
            "Kenya",
            "will not include",
            "sending soldiers",
            "refusal",
            "",
        ),
        (
            f"{GIVEN} The package is to include building ten schools.",
            "Kenya",
            "is to include",
            "building ten schools",
            "commitment",
            "",
        ),
        (
            f"{GIVEN} The package is set to include a $20m loan.",
            "Kenya",
            "is set to include",
            "a $20m loan",
            "commitment",
            "",
        ),
        (
            f"{GIVEN} Kenya's aid could include paying for flights.",
            "Kenya",
            "could include",
            "paying for flights",
            "readiness",
            "",
        ),
        (
            "Chile will deploy 300 soldiers to Nauru, the defence minister said. The deployment "
            "would include training police officers.",
            "Chile",
            "would include",
            "training police officers",
            "commitment",
            "",
        ),
        (
            "The union plans a strike. Measures could include closing two depots.",
            "The union",
            "could include",
            "closing two depots",
            "readiness",
            "",
        ),
    ],
)
def test_what_a_pledge_comes_to_is_a_pledge_of_its_makers(
    extract: Extract,
    text: str,
    makers: str,
    trigger: str,
    action: str,
    stance: str,
    condition: str,
) -> None:
    pledge = last(extract, text)
    assert pledge.action is not None
    assert (
        " + ".join(maker.text for maker in pledge.makers),
        pledge.trigger.text,
        pledge.action.text,
        pledge.stance,
        pledge.condition.text if pledge.condition else "",
    ) == (makers, trigger, action, stance, condition)


@pytest.mark.parametrize(
    "sentence",
    [
        "This support included sending ships.",
        "The package includes $20m for schools.",
        "The package could have included tents.",
        "The package should include tents.",
        "The package can include tents.",
        "Will the package include tents?",
        "It is unclear whether the package will include tents.",
        "If the package will include tents, Nauru will be glad.",
        "Analysts said the package could include weapons.",
        "Critics fear that this could involve cutting pensions.",
        "The support may not include tents.",
        "The support will probably include tents.",
        "A package could include tents.",
        "Every mission will include doctors.",
        "The support could involve risks.",
        "The work would involve losing time.",
        "The support could involve Peru sending crews.",
        "The aid could include soldiers from Peru.",
        "Peru's support could include sending ships.",
        "The Peruvian mission could include sending ships.",
        "The backing of Peru could include sending ships.",
        "The festival will include a concert for refugees.",
        "The army could include women.",
        "The talks will include a discussion of aid.",
        "The dispute could involve lawsuits.",
    ],
)
def test_what_is_past_unsure_foretold_or_anothers_spells_out_nothing(
    extract: Extract, sentence: str
) -> None:
    (pledge, *others) = extract(f"{GIVEN} {sentence}").pledges
    assert pledge.trigger.text == "pledged"
    assert [one.trigger.text for one in others if one.why.rule == "spells out a pledge"] == []


@pytest.mark.parametrize(
    "text",
    [
        "This support could involve deploying ships.",
        "The minister toured Nauru. The mission would include training pilots.",
        "Kenya refused to send aid to Nauru. This would include tents.",
        "Nauru's navy has two ships. That could include lending boats.",
        "This support could involve deploying ships. Kenya pledged aid to Nauru.",
    ],
)
def test_without_a_pledge_before_it_nobody_is_bound(extract: Extract, text: str) -> None:
    assert "spells out a pledge" not in [one.why.rule for one in extract(text).pledges]


def test_a_bare_this_reaches_one_sentence_back_and_a_word_of_the_pledge_any(
    extract: Extract,
) -> None:
    between = " The island lies in the ocean. It has one port. Ships call there. Rain is rare."
    assert len(extract(f"{GIVEN}{between} This will include tents.").pledges) == 1
    assert len(extract(f"{GIVEN}{between} The effort will include tents.").pledges) == 1
    assert len(extract(f"{GIVEN}{between} The aid will include tents.").pledges) == 2


def test_it_is_spelled_out_by_the_makers_of_the_last_pledge(extract: Extract) -> None:
    text = f"{GIVEN} Oman promised loans to Nauru. This support will include paying for fuel."
    assert [maker.text for maker in last(extract, text).makers] == ["Oman"]


def test_an_action_told_once_is_one_pledge(extract: Extract) -> None:
    text = f"{GIVEN} Kenya promised that the package would include building schools."
    assert [one.trigger.text for one in extract(text).pledges] == ["pledged", "promised"]


@pytest.mark.parametrize(
    ("text", "makers", "action", "condition"),
    [
        (
            "The agreed cuts to fares will take effect once parliament approves the budget.",
            [],
            "cuts to fares",
            "once parliament approves the budget",
        ),
        (
            "The promised loans will be paid out after the election.",
            [],
            "loans",
            "after the election",
        ),
        (
            "Peru's promised tents will arrive once the road opens.",
            ["Peru"],
            "tents",
            "once the road opens",
        ),
    ],
)
def test_what_was_agreed_and_will_take_effect_is_a_pledge(
    extract: Extract, text: str, makers: list[str], action: str, condition: str
) -> None:
    (pledge,) = extract(text).pledges
    assert pledge.action is not None
    assert pledge.condition is not None
    assert [maker.text for maker in pledge.makers] == makers
    assert (pledge.action.text, pledge.stance, pledge.condition.text) == (
        action,
        "commitment",
        condition,
    )


@pytest.mark.parametrize(
    "text",
    [
        "The agreed loans were paid in May.",
        "The agreed price will be paid in May.",
        "The proposed cuts will take effect in May.",
        "The promised loans will not be paid.",
        "The promised loans will help the farmers.",
        "Will the promised loans be paid?",
        "Analysts said the promised loans will arrive late.",
    ],
)
def test_what_is_over_no_gift_or_only_foretold_takes_no_effect(extract: Extract, text: str) -> None:
    assert extract(text).pledges == ()


@pytest.mark.parametrize(
    ("text", "makers"),
    [
        (
            "Based on the union's list, other airlines ready to provide free flights include "
            "Finnair, Iberia, Qantas and Emirates, in addition to Delta and the Polish carrier.",
            ["Finnair", "Iberia", "Qantas", "Emirates", "Delta", "the Polish carrier"],
        ),
        (
            "Cities willing to take in families include Lagos, Accra and Dakar, in addition to "
            "Cairo and Tunis.",
            ["Lagos", "Accra", "Dakar", "Cairo", "Tunis"],
        ),
    ],
)
def test_whoever_is_listed_as_ready_is_bound(
    extract: Extract, text: str, makers: list[str]
) -> None:
    (pledge,) = extract(text).pledges
    assert [maker.text for maker in pledge.makers] == makers
