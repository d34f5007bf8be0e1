"""What class of action a pledge is about, and by when it is to be done."""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

import pytest

from store import categories
from store.extraction.actions import act_of
from store.extraction.lexicon import load
from store.records import Findings, Pledge, Stance
from tests.store.samples import article
from tests.store.stories import language

Extract = Callable[..., Findings]


def told(extract: Extract, text: str) -> Pledge:
    (found,) = extract(text).pledges
    return found


def test_every_code_of_the_lexicon_has_a_label_and_every_label_a_code() -> None:
    lexicon = load("actions")
    used = {
        one[mode]
        for one in (*lexicon["class"], lexicon["other"])
        for mode in ("intent", "refusal", "threat")
    }
    assert used <= set(categories.labels())
    assert len(set(categories.labels().values())) == len(categories.labels())
    assert categories.label("0334") == "military protection"
    assert categories.label("close plant") == "close plant"
    assert categories.label(None) == ""


@pytest.mark.parametrize(
    ("text", "category", "theme"),
    [
        ("Kenya has pledged to send troops to Haiti.", "0334", "0334"),
        ("Kenya has refused to send troops to Haiti.", "1224", "0334"),
        ("Japan has promised to give a loan to Laos.", "0331", "0331"),
        ("Chile has promised to send food aid to Haiti.", "0333", "0333"),
        ("Brazil has offered to mediate in the dispute.", "039", "039"),
        ("Canada has promised to lift the sanctions on Cuba.", "0354", "0354"),
        ("Peru has agreed to extradite the banker.", "0313", "extradite banker"),
        ("The airline has promised to close the lounge.", "030", "close lounge"),
        ("The company has promised to shut the plant.", "030", "close plant"),
        ("The company has refused to hire drivers.", "120", "hire driver"),
        ("Norway has promised to keep Laos afloat.", "030", "keep afloat"),
        ("The company has promised 20 million euros for Peru.", "030", "euro"),
    ],
)
def test_an_action_has_its_class_and_theme(
    extract: Extract, text: str, category: str, theme: str
) -> None:
    found = told(extract, text)
    assert (found.category, found.theme) == (category, theme)


def test_two_wordings_of_one_act_have_one_theme(extract: Extract) -> None:
    themes = {
        told(extract, text).theme
        for text in (
            "The company has promised to close the mine.",
            "The company has pledged to shut the mine.",
            "The company has promised to begin closing the mine.",
        )
    }
    assert themes == {"close mine"}


@pytest.mark.parametrize("stance", get_args(Stance))
def test_no_action_has_no_theme(stance: Stance) -> None:
    doc = language().parse(article("The coach has promised."))
    assert act_of(doc, [], stance, "promise").theme == ""


@pytest.mark.parametrize(
    ("text", "deadline"),
    [
        ("The city has promised to plant a thousand trees by 2030.", "by 2030"),
        ("The city has promised to open the pool by the end of June.", "by the end of June"),
        ("The bank has pledged to pay the fine next year.", "next year"),
        ("The company has promised to hire drivers within two weeks.", "within two weeks"),
        ("The club has promised to build a stadium in Oslo.", None),
        ("The city has promised to plant trees by the river.", None),
    ],
)
def test_by_when_it_is_to_be_done(extract: Extract, text: str, deadline: str | None) -> None:
    found = told(extract, text).deadline
    assert (found.text if found else None) == deadline
