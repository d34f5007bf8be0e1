from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import seeds
from store.provenance import SHEET, read_sheet

ORIGINALS = Path(__file__).parent.parent.parent / "shared" / "seeds"

EVENTS = {
    "000_17bf21a400f0ca14.txt": "2025-03-12",
    "001_61f7ad16bc1a479f.txt": "2025-09-04",
    "002_1bdf3f8b19621e8b.txt": "2026-01-06",
    "003_6bf5b07cdbad849c.txt": "2025-09-04",
    "004_1e72070de7dd2f41.txt": "2025-09-04",
}
CREDITS = {
    "000_17bf21a400f0ca14.txt": ("BBC News",),
    "002_1bdf3f8b19621e8b.txt": ("AP", "TT News Agency"),
    "004_1e72070de7dd2f41.txt": ("Reuters", "Russian state media", "BBC"),
}


def test_the_folder_holds_the_five_articles_and_what_is_known_of_them() -> None:
    assert {path.name for path in seeds.FOLDER.glob("*.txt")} == set(EVENTS)
    assert set(read_sheet(seeds.FOLDER / SHEET).files) == set(EVENTS)


@pytest.mark.skipif(not ORIGINALS.is_dir(), reason="the originals lie beside the project only")
@pytest.mark.parametrize("name", sorted(EVENTS))
def test_a_seed_is_its_original_byte_for_byte(name: str) -> None:
    assert (seeds.FOLDER / name).read_bytes() == (ORIGINALS / name).read_bytes()


def test_the_sheet_is_without_problems() -> None:
    assert read_sheet(seeds.FOLDER / SHEET).problems == ()


@pytest.mark.parametrize("name", sorted(EVENTS))
def test_a_date_is_that_of_the_event_and_inferred(name: str) -> None:
    known = read_sheet(seeds.FOLDER / SHEET).of(name)
    assert (known.date, known.date_of, known.date_how) == (EVENTS[name], "event", "inferred")


@pytest.mark.parametrize("name", sorted(EVENTS))
def test_an_outlet_that_is_not_known_stays_unknown(name: str) -> None:
    known = read_sheet(seeds.FOLDER / SHEET).of(name)
    assert known.outlet == ("Sweden Herald" if name.startswith("002") else None)
    assert known.credits == CREDITS.get(name, ())
    assert known.note


def test_the_sheet_holds_nothing_but_what_it_explains() -> None:
    text = (seeds.FOLDER / SHEET).read_text(encoding="utf-8")
    used = {
        key for table in tomllib.loads(text).values() if isinstance(table, dict) for key in table
    }
    assert used <= {"outlet", "author", "date", "credits", "note"}
