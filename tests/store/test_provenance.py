from __future__ import annotations

import os
from pathlib import Path

import pytest

from store.provenance import Known, Sheet, iso_date, read_sheet


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    return tmp_path / "sources.toml"


def read(path: Path, text: str) -> Sheet:
    path.write_text(text, encoding="utf-8")
    return read_sheet(path)


def test_a_table_says_what_is_known_of_the_file_that_it_names(sheet: Path) -> None:
    found = read(
        sheet,
        """
        ["wall.txt"]
        title = "The wall"
        outlet = "Coast Courier"
        author = "Jane Roe"
        date = 2026-02-03
        url = "https://example.org/wall"
        credits = ["TT"]
        note = "from the page itself"
        """,
    )
    assert found.problems == ()
    assert found.of("wall.txt") == Known(
        "The wall",
        "Coast Courier",
        "Jane Roe",
        "2026-02-03",
        "published",
        "stated",
        "https://example.org/wall",
        ("TT",),
        "from the page itself",
    )
    assert found.of("other.txt") == Known()


def test_keys_at_the_top_hold_for_every_file(sheet: Path) -> None:
    found = read(
        sheet,
        'outlet = "Courier"\ndate_of = "event"\n["a.txt"]\ndate = "2025-09"\n'
        '["b.txt"]\noutlet = "Post"\n',
    )
    assert found.of("a.txt") == Known(
        outlet="Courier", date="2025-09", date_of="event", date_how="stated"
    )
    assert found.of("b.txt").outlet == "Post"
    assert found.of("c.txt").outlet == "Courier"


@pytest.mark.parametrize("date", ["2026-02-03", '"2026-02-03"', "2026-02-03T10:00:00"])
def test_a_date_may_be_a_date_or_a_text(sheet: Path, date: str) -> None:
    assert read(sheet, f'["a.txt"]\ndate = {date}\n').of("a.txt").date == "2026-02-03"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('["a.txt"]\noutlett = "Post"\n', ["outlett", "a.txt", "did you mean “outlet”"]),
        ('["a.txt"]\nzzz = "Post"\n', ["zzz", "a.txt", "known are title, outlet"]),
        ('outlett = "Post"\n', ["outlett", "did you mean “outlet”"]),
        ('["a.txt"]\ndate = "soon"\n', ["date", "a.txt", "“soon” is no date"]),
        ('["a.txt"]\ndate = "2025-02-30"\n', ["date", "no day of the calendar"]),
        ('["a.txt"]\ndate = 2025.5\n', ["date", "a.txt"]),
        ('["a.txt"]\ndate_of = "birth"\n', ["date_of", "published or event", "birth"]),
        ('["a.txt"]\noutlet = 3\n', ["outlet", "quotation marks"]),
        ('["a.txt"]\noutlet = " "\n', ["outlet", "empty"]),
        ('["a.txt"]\ncredits = [1]\n', ["credits", "list of names"]),
        ('["a.txt"\noutlet = "Post"\n', ["is no TOML", "line 1"]),
    ],
)
def test_what_cannot_be_used_is_one_sentence(sheet: Path, text: str, words: list[str]) -> None:
    (problem,) = read(sheet, text).problems
    assert all(word in problem for word in words)


def test_one_bad_key_costs_only_itself(sheet: Path) -> None:
    found = read(sheet, '["a.txt"]\noutlett = "Post"\nauthor = "Jane Roe"\n')
    assert found.of("a.txt") == Known(author="Jane Roe")


def test_a_missing_sheet_says_nothing(sheet: Path) -> None:
    assert read_sheet(sheet) == Sheet()


def test_a_sheet_that_is_no_text_or_no_file_is_a_problem(sheet: Path, tmp_path: Path) -> None:
    sheet.write_bytes(b"\xff\xfe\xfa")
    assert "UTF-8" in read_sheet(sheet).problems[0]
    assert "cannot be read" in read_sheet(tmp_path).problems[0]


@pytest.mark.parametrize("date", ["2025", "2025-09", "2025-09-04"])
def test_a_date_may_be_shorter_than_a_day(date: str) -> None:
    assert iso_date(f" {date} ") == date


@pytest.mark.parametrize(
    "date", ["", "25", "2025-9-4", "2025-13", "2025-02-30", "4.9.2025", "0000"]
)
def test_other_forms_are_no_date(date: str) -> None:
    with pytest.raises(ValueError, match="“"):
        iso_date(date)


def test_what_is_said_goes_over_what_was_known_and_a_date_as_a_whole() -> None:
    old = Known(outlet="Post", date="2025", date_of="event", date_how="inferred", credits=("TT",))
    assert Known(outlet="Courier").over(old) == Known(
        outlet="Courier", date="2025", date_of="event", date_how="inferred", credits=("TT",)
    )
    assert Known(date="2026", date_of="published").over(old).date_how is None


def test_it_survives_the_way_to_another_process() -> None:
    known = Known(title="The wall", date="2025", date_of="event", credits=("TT",))
    assert Known.from_document(known.as_document()) == known
    assert Known().as_document() == {}


@pytest.mark.parametrize(
    "text", ["a = " + "[" * 3000, "date = " + "1" * 5000, '["a.txt"]\ndate' + ".a" * 3000 + " = 1"]
)
def test_a_sheet_that_is_absurd_is_a_problem(sheet: Path, text: str) -> None:
    assert len(read(sheet, text).problems) == 1


def test_a_sheet_that_is_a_pipe_is_not_waited_for(sheet: Path) -> None:
    os.mkfifo(sheet)
    assert read_sheet(sheet).problems == ("cannot be read: it is no file",)
