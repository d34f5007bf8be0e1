"""Times told in words as dates."""

from __future__ import annotations

from datetime import date

import pytest

from store.times import Period, period, resolve

FRIDAY = "2025-09-05"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("by the end of 2027", "by 2027-12-31"),
        ("in 15 days", "2025-09-20"),
        ("within 15 days", "by 2025-09-20"),
        ("next year", "2026"),
        ("from 1 March", "from 2026-03-01"),
        ("from March 1, 2027", "from 2027-03-01"),
        ("by 2030", "by 2030"),
        ("before 2030", "by 2029-12-31"),
        ("after 2030", "from 2031-01-01"),
        ("in the coming days", "by about 2025-09-12"),
        ("in a few weeks", "by about 2025-10-10"),
        ("over the next five years", "2025-09-05 to 2030-09-05"),
        ("over five years", "2025-09-05 to 2030-09-05"),
        ("within two years", "by 2027-09-05"),
        ("in two years' time", "2027-09-05"),
        ("in a month", "2025-10-05"),
        ("by mid-2026", "by 2026-05-01 to 2026-08-31"),
        ("by September 2026", "by 2026-09"),
        ("in September", "2025-09"),
        ("in August", "2026-08"),
        ("through Nov. 3", "by 2025-11-03"),
        ("through 2026", "by 2026-12-31"),
        ("over the next week or so", "2025-09-08 to 2025-09-14"),
        ("on 4 September", "2026-09-04"),
        ("on Friday", "2025-09-05"),
        ("next Friday", "2025-09-12"),
        ("on Monday morning", "2025-09-08"),
        ("until Monday", "by 2025-09-08"),
        ("tomorrow", "2025-09-06"),
        ("before Christmas", "by 2025-12-24"),
        ("by New Year's Day", "by 2026-01-01"),
        ("next week", "2025-09-08 to 2025-09-14"),
        ("this week", "2025-09-05 to 2025-09-07"),
        ("at the weekend", "2025-09-06 to 2025-09-07"),
        ("next month", "2025-10"),
        ("later this year", "2025-09-05 to 2025-12-31"),
        ("by the end of this year", "by 2025-12-31"),
        ("by year's end", "by 2025-12-31"),
        ("by the end of the month", "by 2025-09-30"),
        ("at the start of next year", "2026-01-01"),
        ("in early 2027", "2027-01-01 to 2027-04-30"),
        ("in the second half of 2027", "2027-07-01 to 2027-12-31"),
        ("in the first quarter of next year", "2026-01-01 to 2026-03-31"),
        ("by the end of the decade", "by 2029-12-31"),
        ("this winter", "2025-12-01 to 2026-02-28"),
        ("by the summer of 2027", "by 2027-06-01 to 2027-08-31"),
        ("by 2020, based on levels in 2010", "None"),
        ("in 2015", "None"),
        ("after Super Tuesday", "None"),
        ("within the first 100 days of her term", "None"),
        ("in the future", "None"),
        ("on February 30", "None"),
        ("in 99999 years", "None"),
    ],
)
def test_what_words_tell_on_a_friday(words: str, told: str) -> None:
    assert str(resolve(words, period(FRIDAY))) == told


@pytest.mark.parametrize(
    ("words", "told"),
    [("by 2030", "by 2030"), ("in June 2031", "2031-06"), ("next year", "None"), ("May", "None")],
)
def test_an_article_without_a_date_leaves_what_needs_none(words: str, told: str) -> None:
    assert str(resolve(words, None)) == told


def test_an_article_of_some_day_of_a_month_widens_what_counts_from_it() -> None:
    said = period("2025-09")
    assert str(resolve("in 15 days", said)) == "2025-09-16 to 2025-10-15"
    assert str(resolve("next year", said)) == "2026"


def test_periods_of_iso_dates() -> None:
    assert period("2024-02") == Period(date(2024, 2, 1), date(2024, 2, 29))
    assert str(period("2024")) == "2024"
    assert [period(one) for one in (None, "", "2024-13", "2024-02-30", "soon")] == [None] * 5
