"""Counts side by side: what is one figure, and whether its numbers agree."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from store.extraction.extractor import Extractor
from store.figures import assign, figure_of, interval
from store.reading import read
from store.records import Agreement, Count, Span, Why

SEEDS = Path(__file__).parent.parent.parent / "seeds"
_numbers = itertools.count(1)


def count(
    value: float,
    unit: str,
    *about: str,
    approx: str | None = None,
    source: str = "s1",
    pledge: str | None = None,
    actor: str | None = None,
    subject: str = "",
) -> Count:
    number = next(_numbers)
    span = Span(number, number + 1, "x")
    return Count(
        f"n{number}", source, value, approx, span, unit, about, subject or unit, pledge, actor,
        0.9, Why("number and noun"),
    )  # fmt: skip


def verdict(*counts: Count, dates: dict[str, str | None], story: str | None = "e1") -> Agreement:
    stories = {c.source: story for c in counts}
    return figure_of("k", counts, dates, stories).verdict


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((26, None), (26, None), "same"),
        ((15, "about"), (15, None), "same"),
        ((30, "more than"), (35, None), "compatible"),
        ((30, "more than"), (30, None), "compatible"),
        ((30, "about"), (32, None), "compatible"),
        ((10, "to 15"), (12, None), "compatible"),
        ((500, "up to"), (120, None), "compatible"),
        ((3_000_000, None), (3_100_000, None), "compatible"),
        ((15, None), (26, None), "conflict"),
        ((30, "more than"), (300, None), "conflict"),
        ((30, "more than"), (30, "fewer than"), "conflict"),
        ((40, "nearly"), (41, None), "conflict"),
        ((3_000_000, None), (4_000_000, None), "conflict"),
    ],
)
def test_numbers_of_one_moment_agree_by_their_intervals(
    one: tuple[float, str | None], other: tuple[float, str | None], expected: Agreement
) -> None:
    first = count(one[0], "boat", approx=one[1], source="s1")
    second = count(other[0], "boat", approx=other[1], source="s2")
    assert verdict(first, second, dates={"s1": "2025-09-04", "s2": "2025-09-04"}) == expected
    assert verdict(second, first, dates={"s1": "2025-09-04", "s2": "2025-09-04"}) == expected


@pytest.mark.parametrize("approx", [None, "about", "more than", "at least", "nearly", "up to"])
def test_an_interval_holds_its_own_number(approx: str | None) -> None:
    for value in (1, 26, 800_000, 4.5):
        least, greatest = interval(value, approx)
        assert 0 <= least <= value <= greatest


def test_a_later_day_or_another_story_updates() -> None:
    few, many = count(15, "boat", source="s1"), count(26, "boat", source="s2")
    assert verdict(few, many, dates={"s1": "2025-03-12", "s2": "2025-09-04"}) == "update"
    assert verdict(few, many, dates={"s1": None, "s2": None}) == "conflict"
    assert verdict(few, many, dates={"s1": None, "s2": None}, story=None) == "update"
    assert verdict(few, many, dates={"s1": "2025-09", "s2": "2025-09-04"}) == "conflict"


def test_values_stand_by_date_and_the_telling_subject_is_taken() -> None:
    late = count(26, "boat", source="s2", subject="boats … sank off Oran")
    early, undated = count(15, "boat", source="s1"), count(26, "boat", source="s3")
    dates = {"s1": "2025-03-12", "s2": "2025-09-04"}
    figure = figure_of("k", [undated, late, early], dates, {})
    assert figure.values == (early, late, undated)
    assert figure.subject == "boats … sank off Oran"
    assert figure.id.startswith("f")
    assert figure.id == figure_of("k", [late], dates, {}).id


def test_units_are_never_mixed() -> None:
    days, countries = count(15, "day", "wait"), count(15, "country", "wait")
    keys = assign([days, countries], {})
    assert keys[days.id] != keys[countries.id]


def test_makers_of_one_offer_share_a_key_across_stories() -> None:
    march = count(15, "country", "provide", pledge="p1")
    autumn = count(26, "country", "pledge", pledge="p2")
    told_again = count(26, "country", "back")
    themes = {"p1": "aid:Chad", "p2": "aid:Chad"}
    first = assign([march], themes)
    second = assign([autumn, told_again], themes)
    assert first[march.id] == second[autumn.id] == second[told_again.id]


def test_the_killed_and_the_hurt_stand_apart() -> None:
    killed = count(12, "person", "kill", "ferry", source="s1")
    more = count(14, "person", "kill", "ferry", source="s2")
    hurt = count(12, "person", "injure", "ferry", source="s1")
    keys = assign([killed, more, hurt], {})
    assert keys[killed.id] == keys[more.id]
    assert keys[hurt.id] != keys[killed.id]


def test_tolls_of_different_places_stand_apart() -> None:
    here = count(12, "person", "kill", "Oslo", source="s1")
    there = count(130, "person", "kill", "Lima", source="s2")
    keys = assign([here, there], {})
    assert keys[here.id] != keys[there.id]


def test_what_comes_on_top_is_not_the_whole() -> None:
    whole = count(12, "home", "destroy", "fire", source="s1")
    further = count(12, "home", "destroy", "fire", "additional", source="s2")
    keys = assign([whole, further], {})
    assert keys[whole.id] != keys[further.id]


def test_one_article_differs_from_itself_only_by_two_tellers() -> None:
    nine, members = count(9, "member", "vote", "plan"), count(15, "member", "vote", "plan")
    keys = assign([nine, members], {})
    assert keys[nine.id] != keys[members.id]
    police = count(12, "person", "kill", "blast", actor="a1")
    doctors = count(15, "person", "kill", "blast", actor="a2")
    keys = assign([police, doctors], {})
    assert keys[police.id] == keys[doctors.id]


def test_equal_measures_need_a_word_in_common() -> None:
    rent, wage = count(5, "percent", "rise", "rent"), count(5, "percent", "fall", "wage")
    again = count(5, "percent", "cost", "rent")
    keys = assign([rent, wage, again], {})
    assert keys[rent.id] == keys[again.id]
    assert keys[wage.id] != keys[rent.id]


def test_what_lasts_has_one_key_in_all_stories() -> None:
    one = count(45, "ship", "fleet", "Peru")
    other = count(48, "ship", "fleet", "Peru", source="s2")
    sunk = count(3, "ship", "sink", "Peru")
    assert assign([one], {})[one.id] == assign([other], {})[other.id]
    assert assign([sunk], {})[sunk.id] == sunk.id


def test_no_counts_make_no_figure() -> None:
    with pytest.raises(ValueError, match="without counts"):
        figure_of("k", [], {}, {})


STORIES = {"000": "march", "001": "autumn", "003": "autumn", "004": "autumn", "002": "winter"}
DATES = {"march": "2025-03-12", "autumn": "2025-09-04", "winter": "2026-01-06"}


def test_the_figures_of_the_seeds(extractor: Extractor) -> None:
    by_story: dict[str, list[Count]] = {}
    themes: dict[str, str] = {}
    stories: dict[str, str | None] = {}
    for path in sorted(SEEDS.glob("*.txt")):
        found = extractor.extract(read(path.read_bytes(), str(path)))
        story = STORIES[path.name[:3]]
        by_story.setdefault(story, []).extend(found.counts)
        stories |= {one.source: story for one in found.counts}
        makers = {one.pledge for one in found.counts if one.unit == "country"}
        themes |= {one.id: "guarantees:Ukraine" for one in found.pledges if one.id in makers}
    dates = {source: DATES[story or ""] for source, story in stories.items()}
    groups: dict[str, list[Count]] = {}
    for counts in by_story.values():
        for one in counts:
            groups.setdefault(assign(counts, themes)[one.id], []).append(one)
    listed = {
        tuple(sorted({one.span.text.lower() for one in group})): figure_of(
            key, group, dates, stories
        ).verdict
        for key, group in groups.items()
    }
    assert listed == {
        ("26 countries", "26 western nations", "about 15 countries"): "update",
        ("35 leaders", "more than 30 heads of state and government"): "compatible",
        ("15 days",): "same",
        ("30 days",): "same",
        ("last 15 years",): "same",
        ("800,000 men",): "same",
        ("20-point peace plan",): "same",
    }
