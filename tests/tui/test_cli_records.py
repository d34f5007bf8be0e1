"""list, search, show, stats, remove and the overview, over a store whose records are known."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from store.corpus import Corpus
from store.database import SCHEMA
from store.ids import text_id
from store.records import PLURALS, Kind

Run = Callable[..., subprocess.CompletedProcess[str]]

FERRY = text_id("The island council ruled out a new ferry. It gave no reason.\r\n")


def objects(done: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


# ------------------------------------------------------------------------ wrong before right


@pytest.mark.parametrize("kind", ["source", "actor", "quote", "pledge", "entry", "chain", "story"])
def test_a_list_in_which_nothing_matches_ends_with_1(
    onrecord: Run, small_store: Path, kind: Kind
) -> None:
    done = onrecord("--store", small_store, "list", PLURALS[kind], "zeppelin")
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr == f"onrecord: zeppelin: no {kind} matches\n"


def test_a_list_of_nothing_without_a_query_ends_with_0(onrecord: Run) -> None:
    assert onrecord("list", "pledges").returncode == 0
    done = onrecord("list", "pledges", "--json")
    assert (done.returncode, done.stdout) == (0, "")


def test_a_search_that_finds_nothing_ends_with_1(onrecord: Run, small_store: Path) -> None:
    done = onrecord("--store", small_store, "search", "zeppelin", "--json")
    assert done.returncode == 1
    assert (done.stdout, done.stderr) == ("", "onrecord: zeppelin: nothing matches\n")


@pytest.mark.parametrize("word", ["s0000", "zzzz", "p00", "harbour.md", "articles/harbour.txt"])
def test_an_unknown_id_ends_with_1(onrecord: Run, small_store: Path, word: str) -> None:
    for command in ("show", "remove"):
        done = onrecord("--store", small_store, command, word)
        assert done.returncode == 1
        assert done.stdout == ""
        assert done.stderr.startswith(f"onrecord: {word}: no record has this id")


def test_an_id_that_could_be_several_names_some(onrecord: Run, small_store: Path) -> None:
    done = onrecord("--store", small_store, "show", "q0000")
    assert done.returncode == 1
    assert "q0000: stands for 3 records: q00000000000000a1, q0" in done.stderr


def test_what_is_no_article_cannot_be_removed(onrecord: Run, small_store: Path) -> None:
    done = onrecord("--store", small_store, "remove", "p00000000000000a1")
    assert done.returncode == 1
    assert "only articles can be removed" in done.stderr
    assert objects(onrecord("--store", small_store, "stats", "--json"))[0]["pledges"] == 2


@pytest.mark.parametrize(
    "arguments",
    [["list", "sources"], ["search", "x"], ["show", "sxxx"], ["stats"], ["remove", "sxxx"], []],
    ids=" ".join,
)
class TestAStoreThatIsNone:
    def test_a_text_file(self, onrecord: Run, tmp_path: Path, arguments: list[str]) -> None:
        path = tmp_path / "notes.txt"
        path.write_text("no store " * 1000)
        self._refused(onrecord("--store", path, *arguments), path)
        assert path.read_text() == "no store " * 1000

    def test_a_folder(self, onrecord: Run, tmp_path: Path, arguments: list[str]) -> None:
        self._refused(onrecord("--store", tmp_path, *arguments), tmp_path)

    def test_a_place_that_cannot_be(
        self, onrecord: Run, tmp_path: Path, arguments: list[str]
    ) -> None:
        path = tmp_path / "file" / "store.db"
        path.parent.write_text("")
        self._refused(onrecord("--store", path, *arguments), path)

    def test_a_missing_one_while_restricted(
        self, onrecord: Run, tmp_path: Path, arguments: list[str]
    ) -> None:
        path = tmp_path / "missing.db"
        done = onrecord("--store", path, "--restricted", *arguments)
        if arguments[:1] == ["remove"]:
            assert done.returncode == 2
        else:
            self._refused(done, path)
        assert not path.exists()

    def _refused(self, done: subprocess.CompletedProcess[str], path: Path) -> None:
        assert done.returncode == 3
        assert done.stdout == ""
        assert done.stderr.startswith("onrecord: the store cannot be ")
        assert str(path) in done.stderr
        assert done.stderr.count("\n") == 1


# ----------------------------------------------------------------------------------- list


def test_list_sources(onrecord: Run, small_store: Path) -> None:
    done = onrecord("--store", small_store, "list", "sources")
    titles, harbour, ferry = done.stdout.splitlines()
    assert titles.split() == ["id", "date", "outlet", "words", "quotes", "pledges", "title"]
    assert "2026-02-03  Coast Courier" in harbour
    assert harbour.endswith("Harbour plan agreed")
    assert "~2025-09" in ferry
    assert ferry.endswith("ferry.md")
    assert titles.index("title") == harbour.index("Harbour") == ferry.index("ferry.md")


def test_list_actors(onrecord: Run, small_store: Path) -> None:
    lines = onrecord("--store", small_store, "list", "actors").stdout.splitlines()
    assert len(lines) == 4
    assert lines[0].split() == ["id", "name", "kind", "country", "quotes", "pledges", "mentions"]
    assert lines[1].split()[1:] == ["Anna", "Öberg", "person", "Sweden", "2", "0", "2"]


def test_list_quotes_and_pledges_name_who_and_where(onrecord: Run, small_store: Path) -> None:
    quotes = onrecord("--store", small_store, "list", "quotes").stdout
    assert "Coast Courier  Anna Öberg  indirect        0.90  that the town will" in quotes
    pledges = onrecord("--store", small_store, "list", "pledges").stdout
    assert "?0.55  will       rebuild the harbour  after the winter" in pledges
    assert "ferry.md       The island council  refusal" in pledges


def test_list_json_is_one_object_a_line_with_the_keys_of_records(
    onrecord: Run, small_store: Path
) -> None:
    sources = objects(onrecord("--store", small_store, "list", "sources", "--json"))
    assert [source["title"] for source in sources] == ["Harbour plan agreed", None]
    assert sources[1]["date"] == "2025-09"
    assert (sources[1]["date_of"], sources[1]["date_how"]) == ("event", "inferred")
    assert "blocks" not in sources[0]
    (actor, *_) = objects(onrecord("--store", small_store, "list", "actors", "--json"))
    assert (actor["name"], actor["aliases"]) == ("Anna Öberg", ["Mayor Anna Öberg"])
    pledges = objects(onrecord("--store", small_store, "list", "pledges", "--json"))
    assert pledges[0]["trigger"] == {
        "text": "will",
        "spans": [{"start": 57, "end": 61, "text": "will"}],
    }
    assert pledges[0]["beneficiary"] is None


def test_list_takes_a_query_an_order_and_a_limit(onrecord: Run, small_store: Path) -> None:
    store = ("--store", small_store)
    assert [s["id"] for s in objects(onrecord(*store, "list", "sources", "ferry", "--json"))] == [
        FERRY
    ]
    names = [
        a["name"] for a in objects(onrecord(*store, "list", "actors", "--sort=name", "--json"))
    ]
    assert names == ["Anna Öberg", "The island council", "the town"]
    assert len(objects(onrecord(*store, "list", "actors", "--limit", "2", "--json"))) == 2


# --------------------------------------------------------------------------------- search


def test_search_marks_the_match_and_says_where_it_stands(onrecord: Run, small_store: Path) -> None:
    done = onrecord("--store", small_store, "search", "ferry")
    assert done.returncode == 0
    assert f"{FERRY}  ferry.md  The island council ruled out a new [ferry]." in done.stdout
    hits = objects(onrecord("--store", small_store, "search", "ferry", "--json"))
    article = next(hit for hit in hits if hit["id"] == FERRY)
    assert (article["start"], article["end"]) == (35, 40)
    assert article["outlet"] is None
    assert {hit["kind"] for hit in hits} == {"source", "pledge"}


def test_search_takes_a_limit(onrecord: Run, small_store: Path) -> None:
    done = onrecord("--store", small_store, "search", "ferry", "--limit", "1")
    assert len(done.stdout.splitlines()) == 1


# ----------------------------------------------------------------------------------- show


def test_search_takes_the_newest_articles_first(onrecord: Run, small_store: Path) -> None:
    store = ("--store", small_store)
    assert onrecord(*store, "search", "--newest", "zeppelin").returncode == 1
    hits = objects(onrecord(*store, "search", "--newest", "--json", "*o*"))
    assert [hit["kind"] for hit in hits] == ["source", "source"]
    listed = objects(onrecord(*store, "list", "sources", "--json"))
    assert [hit["id"] for hit in hits] == [one["id"] for one in listed]


def test_list_takes_the_best_first(onrecord: Run, small_store: Path) -> None:
    store = ("--store", small_store)
    best = objects(onrecord(*store, "list", "sources", "ferry OR harbour", "--sort=best", "--json"))
    hits = objects(onrecord(*store, "search", "--json", "ferry OR harbour"))
    assert len(best) == 2
    assert [one["id"] for one in best] == [one["id"] for one in hits if one["kind"] == "source"]
    only = onrecord(*store, "list", "sources", "ferry OR harbour", "--sort=best", "--limit=1")
    assert best[0]["id"] in only.stdout
    assert best[1]["id"] not in only.stdout


def test_a_note_is_shown_and_found(onrecord: Run, small_store: Path) -> None:
    store = ("--store", small_store)
    with Corpus.open(small_store) as corpus:
        corpus.set_note(FERRY, "Which council?\nAsk again \x1b[31m")
    assert "note Which council? Ask again" in " ".join(
        onrecord(*store, "show", FERRY).stdout.split()
    )
    assert "\x1b" not in onrecord(*store, "show", FERRY).stdout
    (shown,) = objects(onrecord(*store, "show", FERRY, "--json"))
    assert shown["note"] == "Which council?\nAsk again \x1b[31m"
    listed = objects(onrecord(*store, "list", "sources", "has:note", "--json"))
    assert listed == [shown]
    found = onrecord(*store, "search", "note:again")
    assert "note: Which council? Ask [again]" in found.stdout
    (hit,) = objects(onrecord(*store, "search", "--json", "note:again"))
    assert (hit["note"], hit["match"], hit["start"]) == (True, "again", None)
    exported = objects(onrecord(*store, "export", "jsonl", "--out", "-"))
    assert [one["id"] for one in exported if one["note"]] == [FERRY]


@pytest.mark.parametrize("word", [FERRY, FERRY[:4], "ferry", "ferry.md", "/articles/old/ferry.md"])
def test_an_article_is_shown_by_its_id_the_beginning_of_it_or_its_file(
    onrecord: Run, small_store: Path, word: str
) -> None:
    done = onrecord("--store", small_store, "show", word)
    assert done.returncode == 0
    assert f"source · 0 quotes · 1 pledge  {FERRY}" in done.stdout


def test_an_article_is_shown_with_the_signs_of_its_quotes_and_pledges(
    onrecord: Run, small_store: Path
) -> None:
    lines = onrecord("--store", small_store, "show", "harbour").stdout.splitlines()
    at = lines.index("#   Harbour plan agreed")
    assert lines[at + 1 : at + 10] == [
        "",
        "    Mayor Anna Öberg said that the town will rebuild the harbour after the",
        '"   ================ ---- """"""""""""""""""""""""""""""""""""""""""""""""',
        "●                              ======== ^^^^ ~~~~~~~~~~~~~~~~~~~ ?????????",
        "    winter.",
        '"   """"""',
        "●   ??????",
        "",
        "    “It is a good day,” she said.",
    ]
    assert lines[at + 10] == '"   """"""""""""""""""" ==='
    assert "·   Photo: Town/TT" in lines
    assert lines[-1].startswith("^ trigger   ~ action")


def test_show_ends_with_the_ids_of_what_was_found(onrecord: Run, small_store: Path) -> None:
    done = onrecord("--store", small_store, "show", "harbour")
    assert "p00000000  commitment  the town    rebuild the harbour" in done.stdout


def test_a_pledge_is_shown_whole(onrecord: Run, small_store: Path) -> None:
    done = onrecord("--store", small_store, "show", "p00000000000000a1")
    for words in (
        "pledge · commitment",
        "maker the town   trigger will",
        "told by Anna Öberg",
        "found by “modal”, in the words “will”",
        "actor a group as it is described",
        "where Coast Courier · 3 Feb 2026",
    ):
        assert words in done.stdout


def test_a_quote_of_nobody_known_is_shown_whole(onrecord: Run, small_store: Path) -> None:
    done = onrecord("--store", small_store, "show", "q00000000000000a3")
    for words in ("source —", "cue —", "inside a quote of Anna Öberg", "actor none named"):
        assert words in done.stdout


def test_an_actor_is_shown_whole(onrecord: Run, small_store: Path) -> None:
    (actor, *_) = objects(onrecord("--store", small_store, "list", "actors", "--json"))
    done = onrecord("--store", small_store, "show", actor["id"])
    assert "actor · person" in done.stdout
    assert "also Mayor Anna Öberg" in done.stdout
    assert objects(onrecord("--store", small_store, "show", actor["id"], "--json")) == [actor]


def test_show_has_colours_only_where_asked(onrecord: Run, small_store: Path) -> None:
    plain = onrecord("--store", small_store, "show", "harbour").stdout
    assert "\x1b" not in plain
    styled = onrecord("--store", small_store, "show", "harbour", "--color", "always").stdout
    assert "\x1b[" in styled
    assert "^^^^" not in styled


# -------------------------------------------------------------- stats, remove, overview


def test_stats(onrecord: Run, small_store: Path) -> None:
    done = onrecord("--store", small_store, "stats")
    lines = [line.split() for line in done.stdout.splitlines()]
    assert lines[:4] == [["sources", "2"], ["actors", "3"], ["quotes", "3"], ["pledges", "2"]]
    (stats,) = objects(onrecord("--store", small_store, "stats", "--json"))
    assert (stats["sources"], stats["schema"], stats["pipeline"]) == (2, SCHEMA, "test")
    assert stats["size"] > 10_000


def test_remove_takes_what_there_is_and_names_what_there_is_not(
    onrecord: Run, small_store: Path
) -> None:
    done = onrecord("--store", small_store, "remove", "nothing-such", "ferry")
    assert done.returncode == 1
    assert done.stdout == f"removed {FERRY}  ferry.md\n"
    assert "nothing-such: no record" in done.stderr
    (stats,) = objects(onrecord("--store", small_store, "stats", "--json"))
    assert (stats["sources"], stats["actors"], stats["pledges"]) == (1, 2, 1)


def test_without_a_command_and_a_terminal_there_are_three_tables(
    onrecord: Run, small_store: Path
) -> None:
    done = onrecord("--store", small_store)
    assert done.returncode == 0
    assert done.stderr == ""
    heads = [line for line in done.stdout.splitlines() if line[:1].isupper()]
    assert heads == ["Sources (2)", "Actors (3)", "Pledges (2)"]
    assert done.stdout == onrecord("--store", small_store, "--restricted").stdout
