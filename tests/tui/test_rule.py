"""What a rule says where there is too little room."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from tui.widgets.rule import fitted

MATRIX = ("matrix · by:italy", "33 pledge, 25 only speak, 9 silent")
READER = ("4 Reader · The Coast Courier and Inland Times · ~6 Jan 2031", "2 of 16 · top")


@pytest.mark.parametrize("room", range(1, 90))
@pytest.mark.parametrize(("title", "tail"), [MATRIX, READER, ("alone", ""), ("", "2"), ("", "")])
def test_it_never_takes_more_and_begins_with_its_name(title: str, tail: str, room: int) -> None:
    said = fitted(title, tail, room)
    assert cell_len(said) <= room
    name = title.split(" · ")[0]
    assert said.startswith(name if len(name) <= room else name[:1] * (room > 1))


def test_with_room_all_of_it_stands_there() -> None:
    assert fitted(*MATRIX, 80) == " · ".join(MATRIX)
    assert fitted("", "2 places", 80) == "2 places"


def test_a_views_name_stays_and_the_rest_gives_way() -> None:
    assert fitted(*MATRIX, 38) == "matrix · 33 pledge, 25 only speak, 9…"
    assert fitted(*MATRIX, 20) == "matrix · 33 pledge…"


def test_a_long_name_of_an_article_is_shortened_before_it_is_dropped() -> None:
    assert fitted(*READER, 49) == "4 Reader · The Coast Courier and… · 2 of 16 · top"
    assert fitted(*READER, 28) == "4 Reader · 2 of 16 · top"
    assert fitted("4 Reader · 001_61f7ad16bc1a479f.txt", "1 of 9 · 40 %", 40) == (
        "4 Reader · 001_61f7ad16… · 1 of 9 · 40 %"
    )
