"""brat standoff line by line: shared and discontinuous spans, several makers, file names."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.corpus import Corpus
from store.exporting import FolderInUse, brat
from store.records import Pledge, Quote, Slot, Source, Why

TEXT = (
    "He said: “We will go,\r\nand they\r\nwill stay,” and France and Italy agreed to pay if asked."
)


def at(*words: str) -> Slot:
    return Slot.cut(TEXT, [(TEXT.index(w), TEXT.index(w) + len(w)) for w in words])


QUOTE = Quote(
    "q1",
    "s1",
    "a1",
    at("He"),
    at("said"),
    at("“We will go,\r\nand", "will stay,”"),
    "direct",
    None,
    0.9,
    Why("marks"),
)
PLEDGE = Pledge(
    "p1",
    "s1",
    None,
    ("a2", "a3"),
    (at("France"), at("Italy")),
    at("agreed"),
    at("to pay"),
    None,
    at("if asked"),
    "commitment",
    None,
    None,
    0.9,
    Why("verb"),
)
NAMES = {"a1": "Anna Öberg", "a2": "France", "a3": "Italian Republic"}
NOTHING_KNOWN = (None, None, None, None, None, None, None, None)
SOURCE = Source("s1", *NOTHING_KNOWN, (), "en", 9, "", "")


def lines(*records: Quote | Pledge) -> list[str]:
    quotes = [record for record in records if isinstance(record, Quote)]
    pledges = [record for record in records if isinstance(record, Pledge)]
    return brat.standoff(quotes, pledges, NAMES.get)


def test_a_discontinuous_span_gives_its_fragments_on_one_line() -> None:
    assert "T3\tContent 9 26;33 44\t“We will go,  and will stay,”" in lines(QUOTE)


def test_a_quote_without_cue_is_anchored_on_its_content() -> None:
    found = lines(replace(QUOTE, cue=None, speaker=None))
    assert [line.split(" ")[0] for line in found[:2]] == ["T1\tContent", "T2\tAttribution"]
    assert "E1\tAttribution:T2 Content:T1" in found


def test_what_is_noted_on_a_record_is_a_note_on_its_event() -> None:
    noted = {"p1": "ask\r\nagain #check bookmarked"}
    found = brat.standoff([QUOTE], [PLEDGE], NAMES.get, lambda one: noted.get(one, ""))
    plain = lines(QUOTE, PLEDGE)
    (pledge,) = (one.split("\t")[0] for one in found if "\tPledge:" in one)
    (said,) = (one for one in found if "#check" in one)
    assert said.split("\t")[1:] == [f"AnnotatorNotes {pledge}", "ask  again #check bookmarked"]
    assert [one for one in found if one[0] != "#"] == [one for one in plain if one[0] != "#"]


def test_nested_quotes_are_left_out() -> None:
    assert lines(replace(QUOTE, parent="q0")) == []


def test_several_makers_are_numbered_and_each_has_its_own_name() -> None:
    found = lines(PLEDGE)
    assert "E1\tPledge:T1 Maker:T2 Maker2:T3 Action:T4 Condition:T5" in found
    assert [line for line in found if line[0] == "#"] == ["#1\tAnnotatorNotes T3\tItalian Republic"]


def test_one_maker_may_stand_for_several_actors() -> None:
    both = replace(PLEDGE, makers=(at("they"),))
    assert "#1\tAnnotatorNotes T2\tFrance; Italian Republic" in lines(both)


def test_where_it_is_not_plain_which_maker_is_which_actor_there_is_no_name() -> None:
    assert not [line for line in lines(replace(PLEDGE, actors=("a3",))) if line[0] == "#"]


def test_equal_spans_of_one_type_are_one_line() -> None:
    other = replace(PLEDGE, id="p2", trigger=at("stay"), action=None, condition=None)
    found = lines(PLEDGE, other)
    assert len([line for line in found if "\tMaker " in line]) == 2
    assert len([line for line in found if line[0] == "E"]) == 2


def test_records_come_by_place() -> None:
    kinds = [line.split("\t")[1].split(":")[0] for line in lines(PLEDGE, QUOTE) if line[0] == "E"]
    assert kinds == ["Attribution", "Pledge"]


@given(
    st.lists(
        st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 30)).map(
            lambda pair: (pair[0], min(pair[0] + pair[1], len(TEXT)))
        ),
        min_size=1,
        max_size=4,
    )
)
def test_every_line_holds_the_text_at_its_offsets(bounds: list[tuple[int, int]]) -> None:
    slot = Slot.cut(TEXT, bounds)
    for line in lines(replace(QUOTE, content=slot), replace(PLEDGE, action=slot)):
        if line[0] == "T":
            _, place, words = line.split("\t", 2)
            pairs = re.findall(r"(\d+) (\d+)", place)
            cut = " ".join(TEXT[int(start) : int(end)] for start, end in pairs)
            assert words == cut.replace("\r", " ").replace("\n", " ")
            assert "\n" not in line


class _Texts:
    """Just enough of a corpus: articles without findings."""

    def text(self, source_id: str) -> str:
        return source_id

    def quotes_of(self, source_id: str) -> list[Any]:
        return []

    pledges_of = quotes_of

    def notes(self) -> dict[str, Any]:
        return {}


def exported(folder: Path, *paths: str | None) -> dict[str, str]:
    """The names that articles at these paths get, with the ids (1, 2, …) of what they hold."""
    sources = [replace(SOURCE, id=str(n), path=path) for n, path in enumerate(paths, start=1)]
    brat.export(cast(Corpus, _Texts()), sources, folder)
    return {path.stem: path.read_text() for path in folder.glob("*.txt")}


def test_names_that_collide_are_numbered(tmp_path: Path) -> None:
    names = exported(tmp_path / "out", "/a/x.txt", "/b/x.md", "/c/X.txt", "/d/x-2.txt", None)
    assert names == {"x": "1", "x-3": "2", "X-4": "3", "x-2": "4", "5": "5"}


def test_a_mark_that_names_files_elsewhere_removes_none_of_them(tmp_path: Path) -> None:
    precious = tmp_path / "precious.txt"
    precious.write_text("kept")
    out = tmp_path / "out"
    out.mkdir()
    names = ["../precious.txt", str(precious), "old.txt"]
    lines = ["written by onrecord", *map(json.dumps, names), "no name"]
    (out / brat.MARK).write_text("\n".join(lines))
    (out / "old.txt").write_text("goes")
    exported(out, "/a/x.txt")
    assert precious.read_text() == "kept"
    assert not (out / "old.txt").exists()


def test_a_file_in_our_folder_that_is_not_ours_is_left_alone(tmp_path: Path) -> None:
    out = tmp_path / "out"
    exported(out, "/a/x.txt")
    (out / "mine.txt").write_text("mine")
    with pytest.raises(FolderInUse, match=r"mine\.txt"):
        exported(out, "/a/mine.txt")
    assert (out / "mine.txt").read_text() == "mine"


def test_a_name_too_long_for_a_file_system_is_cut(tmp_path: Path) -> None:
    out = tmp_path / "out"
    exported(out, "/a/" + "条" * 83 + ".txt")
    (written,) = out.glob("条*.ann")
    assert len(written.name.encode()) < 240
