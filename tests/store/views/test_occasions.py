"""What conditions wait for, whatever their wording."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.views.occasions import lapses, occasions

GOLD = Path(__file__).parents[4] / "shared" / "gold" / "seeds"

SAME = {
    "ceasefire": (
        "after a truce",
        "once the guns have fallen silent",
        "when an armistice has been signed",
        "provided the rebels honour a cease-fire",
        "unless both sides agree to a ceasefire",
        "upon the cessation of hostilities",
        "if Oland and Estmark sign an agreement on a truce",
    ),
    "no ceasefire": ("if there is no ceasefire", "should a truce not come about"),
    "failure of ceasefire": ("if the truce is violated", "should the ceasefire collapse"),
    "refusal of ceasefire": ("if Oland rejects the truce", "if Oland does not accept a ceasefire"),
    "peace deal": ("after a peace treaty has been signed", "once a peace accord is in place"),
    "refusal of talks": (
        "if Estmark refuses to negotiate",
        "should Oland walk away from the negotiating table",
        "if the junta keeps on blocking peace talks",
        "as long as the generals boycott the dialogue",
    ),
    "failure of talks": ("if the talks collapse", "should negotiations break down"),
    "end of the war": ("when the war ends", "after the war", "as soon as hostilities cease"),
    "war going on": ("while the conflict continues", "as long as the fighting goes on"),
    "approval": ("once parliament has ratified the treaty", "pending approval by the senate"),
    "election": ("after the election", "if a new government takes office"),
    "attack": ("if Estmark invades", "should it be attacked again", "in the event of aggression"),
    "withdrawal": ("after the fleet has withdrawn", "if the garrison pulls out"),
    "lifting of sanctions": ("once sanctions are lifted",),
    "release of people": ("if the hostages are freed",),
    "backing of others": ("provided that others do the same", "if the League backs the plan"),
}


@pytest.mark.parametrize(
    ("words", "key"), [(words, key) for key, many in SAME.items() for words in many]
)
def test_many_wordings_are_one_occasion(words: str, key: str) -> None:
    assert [one.key for one in occasions(words)] == [key]


def test_alternatives_are_several_and_what_ends_through_them_is_they() -> None:
    both = [one.key for one in occasions("the day after a truce or a peace deal is reached")]
    assert both == ["ceasefire", "peace deal"]
    ended = [one.key for one in occasions("when the war ends through an armistice or peace treaty")]
    assert ended == ["ceasefire", "peace deal"]


def test_what_no_list_knows_goes_by_its_own_words_without_names() -> None:
    (one,) = occasions("if the harbour of Estmark is dredged")
    (other,) = occasions("once Oland has begun the dredging of the harbour")
    assert not one.known
    assert one.name == "harbour dredged"
    assert one.key == other.key
    assert occasions("when Estmark")[0].name
    assert occasions("if so")[0].name


def test_until_and_unless_say_with_what_a_pledge_ends() -> None:
    assert lapses("until the war is over")
    assert lapses("Unless a truce holds")
    assert lapses("as long as it takes")
    assert not lapses("after a truce")
    assert not lapses("untilled land is given back")


@pytest.mark.skipif(not GOLD.is_dir(), reason="the gold lies outside the project")
def test_the_conditions_of_the_gold_fall_into_the_groups_that_they_are_told_to() -> None:
    wanted = {
        "after a ceasefire": "ceasefire",
        "if Russia has accepted the ceasefire": "ceasefire",
        "when a ceasefire comes into force": "ceasefire",
        "given a truce agreement": "ceasefire",
        "should a ceasefire be achieved": "ceasefire",
        "on the day the conflict ends through a ceasefire, truce, or peace treaty": "ceasefire",
        "after a peace deal with Russia is reached": "peace deal",
        "if Russia refuses peace negotiations": "refusal of talks",
        "if Moscow continues to block peace talks": "refusal of talks",
        "until the war is over": "end of the war",
    }
    lines = [line for path in GOLD.glob("*.ann") for line in path.read_text("utf-8").split("\n")]
    found = {line.split("\t")[2] for line in lines if "\tCondition " in line}
    assert {*wanted} <= found
    for words, key in wanted.items():
        assert key in [one.key for one in occasions(words)]
    for words in found - {*wanted}:
        assert "ceasefire" not in [one.key for one in occasions(words)]
    assert occasions("the day after a ceasefire or peace was achieved")[0].key == "ceasefire"
