"""Which articles tell of one event, and how many origins they have."""

from __future__ import annotations

from dataclasses import replace

import pytest

from store import stories
from store.extraction.signature import signature
from store.records import Signature
from store.stories import Told
from tests.store.ledger_samples import source
from tests.store.samples import article

STORM = (
    "The storm tore roofs from farmhouses across the valley before dawn, and the river rose by "
    "four metres until it reached the bridge. Engineers closed the dam. Farmers drove their "
    "cattle uphill while the army brought sandbags to the bridge and the dam."
)
STORM_TOLD_ANEW = (
    "Engineers have closed the dam above the valley. The river reached the bridge after a storm "
    "that tore away the roofs of farmhouses; sandbags and soldiers of the army guard the bridge, "
    "and farmers have brought their cattle to higher ground."
)
CHESS = (
    "The grandmaster resigned on move forty after her rook was trapped. The tournament in Lima "
    "goes on with three rounds, and her rival needs a draw with the black pieces."
)


def story_of(new: Told, others: list[Told]) -> str | None:
    """The story of a new article among all articles of the others' stories."""
    days = {
        one.story or "": [two.date for two in others if two.story == one.story] for one in others
    }
    return stories.story_of(new, others, {story: [*filter(None, d)] for story, d in days.items()})


def told(name: str, text: str, date: str | None, story: str | None = None) -> Told:
    return Told(name, story, date, False, signature(article(text)))


# --------------------------------------------------------------------------- likeness


def test_an_article_is_like_itself_and_unlike_another() -> None:
    storm, chess = signature(article(STORM)), signature(article(CHESS))
    assert stories.likeness(storm, storm) == pytest.approx(1)
    assert stories.likeness(storm, signature(article(STORM_TOLD_ANEW))) > 0.44
    assert stories.likeness(storm, chess) < 0.2
    assert stories.likeness(storm, Signature()) == stories.likeness(Signature(), Signature()) == 0


def test_copied_text_is_a_repetition_and_the_same_event_in_other_words_is_none() -> None:
    storm = signature(article(STORM))
    with_more = signature(article(f"A reader writes from the valley today.\n{STORM}"))
    assert stories.repeats(storm, with_more)
    assert stories.repeats(with_more, storm)
    assert not stories.repeats(storm, signature(article(STORM_TOLD_ANEW)))
    assert not stories.repeats(storm, Signature())


def test_boilerplate_tells_nothing() -> None:
    plain = article(STORM)
    footed = article(f"{STORM}\nSubscribe to our chess letter and never miss a tournament")
    blocks = (*footed.blocks[:-1], replace(footed.blocks[-1], kind="boilerplate"))
    assert signature(replace(footed, blocks=blocks)) == signature(plain)
    assert signature(footed) != signature(plain)


def test_plurals_and_possessives_are_one_term() -> None:
    one = dict(signature(article("The glacier's edge. Glaciers. The class’s glacier")).terms)
    assert one == {"glacier": 3, "edge": 1, "class": 1}


# ----------------------------------------------------------------------------- stories


def test_an_article_joins_the_story_of_the_one_most_like_it() -> None:
    others = [
        told("a", STORM_TOLD_ANEW, "2023-08-01", "t-storm"),
        told("b", CHESS, "2023-08-02", "t-chess"),
    ]
    assert story_of(told("c", STORM, "2023-08-03"), others) == "t-storm"
    assert story_of(told("d", "Bees swarm in the orchard.", "2023-08-02"), others) is None
    assert story_of(told("c", STORM, "2023-08-03"), []) is None


def test_no_story_is_longer_than_its_window() -> None:
    first = told("a", STORM, "2023-08-01", "t1")
    last = told("b", STORM, "2023-08-04", "t1")
    assert story_of(told("c", STORM, "2023-08-04"), [first]) == "t1"
    assert story_of(told("c", STORM, "2023-08-05"), [first]) is None
    assert story_of(told("c", STORM, "2023-08-05"), [first, last]) is None


@pytest.mark.parametrize("date", [None, "2023-08", "2023", "soon"])
def test_an_article_without_a_day_must_be_more_alike(date: str | None) -> None:
    half = Signature(tuple((f"w{n}", 1) for n in range(10)))
    other = Signature(tuple((f"w{n}", 1) for n in range(5, 15)))
    known = [Told("a", "t1", "2023-08-01", False, half)]
    assert story_of(Told("b", None, date, False, half), known) == "t1"
    assert story_of(Told("b", None, date, False, other), known) is None
    assert story_of(Told("b", None, "2023-08-01", False, other), known) == "t1"
    assert stories.days_around(date) == ()


def test_articles_on_the_event_of_one_day_may_be_less_alike() -> None:
    half = Signature(tuple((f"w{n}", 1) for n in range(10)))
    other = Signature(tuple((f"w{n}", 1) for n in range(6, 16)))
    known = Told("a", "t1", "2023-08-01", True, half)
    new = Told("b", None, "2023-08-01", True, other)
    assert stories.likeness(half, other) == pytest.approx(0.4)
    assert story_of(new, [known]) == "t1"
    assert story_of(replace(new, of_event=False), [known]) is None
    assert story_of(replace(new, date="2023-08-02"), [known]) is None


def test_the_days_around_a_day() -> None:
    assert stories.days_around("2024-02-28") == (
        "2024-02-25", "2024-02-26", "2024-02-27", "2024-02-28", "2024-02-29", "2024-03-01",
        "2024-03-02",
    )  # fmt: skip


def test_a_story_is_told_by_date_and_named_after_its_first_headline() -> None:
    known = [
        source("late", date="2024-03-03", outlet="Coast Radio"),
        replace(source("early", date="2024-03-01", outlet="Harbour Post"), title=None),
        source("undated", outlet="Coast Radio"),
        source("next", date="2024-03-02", outlet="Harbour Post"),
    ]
    found = stories.story("t1", known, {})
    assert found.sources == ("early", "next", "late", "undated")
    assert (found.title, found.first, found.last) == ("next", "2024-03-01", "2024-03-03")
    assert (found.outlets, found.origins) == (("Harbour Post", "Coast Radio"), 2)


# ----------------------------------------------------------------------------- origins


def test_sources_of_which_nothing_is_known_are_origins_of_their_own() -> None:
    assert stories.origins([source("a"), source("b"), source("a")], {}) == 2
    assert stories.origins([], {}) == 0


def test_one_outlet_or_one_wire_is_one_origin() -> None:
    outlet = [source("a", outlet="Harbour Post"), source("b", outlet="harbour post")]
    assert stories.origins(outlet, {}) == 1
    wire = [source("a", outlet="Post", credits=("Reuters",)), source("b", credits=("REUTERS",))]
    assert stories.origins(wire, {}) == 1
    assert stories.origins([*wire, source("c", credits=("AFP",))], {}) == 2


def test_a_source_that_credits_anothers_outlet_leans_on_it() -> None:
    known = [
        source("a", outlet="Coast Radio"),
        source("b", outlet="Post", credits=("Coast Radio",)),
    ]
    assert stories.origins(known, {}) == 1


def test_copied_text_is_one_origin_whoever_copied() -> None:
    known = [source("a", outlet="A"), source("b", outlet="B"), source("c", outlet="C")]
    assert stories.origins(known, {"b": ["a"]}) == 2
    assert stories.origins(known, {"a": ["b"], "b": ["c"]}) == 1
    assert stories.origins(known, {"a": ["not among them"]}) == 3


def test_leaning_goes_on_from_one_to_the_next() -> None:
    known = [
        source("a", outlet="A", credits=("Reuters",)),
        source("b", outlet="B", credits=("Reuters", "AFP")),
        source("c", outlet="C", credits=("AFP",)),
        source("d", outlet="D", credits=("C",)),
    ]
    assert stories.origins(known, {}) == 1
