"""Courses of time drawn in cells."""

from __future__ import annotations

from datetime import date

import pytest

from store.times import Period, period
from store.views.board import Course, Scale
from tui.timescale import drawn, place, ticks, title


def time(iso: str) -> Period:
    found = period(iso)
    assert found is not None
    return found


def scale(*parts: tuple[str, str]) -> Scale:
    return Scale(tuple(Period(time(a).first, time(b).last) for a, b in parts))


THREE_YEARS = scale(("2025", "2027"))


def line(course: Course | None, over: Scale = THREE_YEARS, width: int = 36) -> str:
    return "".join(text for text, _ in drawn(course, over, width))


@pytest.mark.parametrize(
    ("course", "expected"),
    [
        (None, "│    │      │    │      │    │      "),
        (Course((time("2025-01-01"),)), "•    │      │    │      │    │      "),
        (
            Course((time("2025-01-01"),), time("2027-12-31")),
            "•──────────────────────────────────▸",
        ),
        (Course((), time("2026")), "│    │      ━━━━━━━━━━━▸│    │      "),
        (Course((time("2025-02"),), time("2025-02-09")), "│◆   │      │    │      │    │      "),
        (Course((time("2026-01-01"),), None, True), "│    │      •·······················"),
        (
            Course((time("2025-01-01"), time("2025-06-15")), time("2026-01-15")),
            "•────•──────▸    │      │    │      ",
        ),
    ],
)
def test_a_course_is_drawn_from_what_was_said_to_its_effect(course: Course, expected: str) -> None:
    assert line(course) == expected


def test_titles_are_as_many_as_there_is_room_for() -> None:
    assert title(THREE_YEARS, 36) == "2025 Jul    2026 Jul    2027 Jul    "
    assert title(THREE_YEARS, 18) == "2025  2026  2027  "
    assert title(scale(("2025-09-01", "2025-09-21")), 36).split() == [
        "2025",
        "8",
        "Sep",
        "15",
        "Sep",
    ]
    assert title(scale(("1990", "2040")), 30).split() == ["1990", "2000", "2010", "2020", "2030"]
    assert "2025" in title(scale(("2025-03-12", "2025-12-31")), 30)


@pytest.mark.parametrize("width", [1, 2, 5, 18, 80])
@pytest.mark.parametrize(
    "over", [THREE_YEARS, scale(("2025-05-05", "2025-05-05"), ("2090", "2090"))]
)
def test_every_width_is_filled(over: Scale, width: int) -> None:
    course = Course((time("2025-05-05"),), time("2090"))
    assert len(drawn(course, over, width)) == width
    assert all(0 <= at < width for at, _ in ticks(over, width))


def test_time_left_out_is_a_sign_of_its_own() -> None:
    over = scale(("2025-01", "2025-12"), ("2090-01", "2090-12"))
    found = line(Course((time("2025-01-01"),), time("2090-12-31")), over, 41)
    assert found[20] == "~"
    assert found[0] == "•"
    assert found[-1] == "▸"
    assert title(over, 41)[21:25] == "2090"
    assert place(over, date(2050, 1, 1), 41) == 21


def test_a_stretch_takes_its_share_of_the_width() -> None:
    over = Scale((time("2025"), Period(date(2026, 1, 1), date(2060, 12, 31))), (3, 1))
    assert place(over, date(2026, 1, 1), 41) == 31
    assert title(over, 41).split() == ["2025", "Apr", "Jul", "Oct", "2040"]
    assert line(None, over, 41)[30] == "~"


def test_neither_a_day_before_nor_one_after_leaves_the_scale() -> None:
    assert place(THREE_YEARS, date(1990, 1, 1), 36) == 0
    assert place(THREE_YEARS, date(2050, 1, 1), 36) == 35
