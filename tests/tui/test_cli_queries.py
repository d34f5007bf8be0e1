"""Queries on the command line: what the shell leaves of them, what is said of wrong ones."""

from __future__ import annotations

import argparse
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from store.query_help import EXAMPLES
from tui.commands.arguments import queries

Run = Callable[..., subprocess.CompletedProcess[str]]

ASKING = {
    "list": ["list", "sources"],
    "search": ["search"],
    "export": ["export", "jsonl", "--out", "out.jsonl"],
    "reload": ["reload"],
}


# ------------------------------------------------------------------------ what is wrong


@pytest.mark.parametrize("command", ASKING.values(), ids=ASKING)
def test_a_wrong_query_is_a_sentence_with_the_wrong_part_below(
    onrecord: Run, small_store: Path, command: list[str]
) -> None:
    done = onrecord("--store", small_store, *command, "harbour", "stance:refuse", "x")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "onrecord: query: `stance:` knows commitment, readiness, refusal, not `refuse`; "
        "the nearest is `refusal`\n"
        "  harbour stance:refuse x\n"
        "                 ^^^^^^\n"
    )


def test_the_wrong_part_is_marked_by_cells_not_by_letters(onrecord: Run, small_store: Path) -> None:
    done = onrecord("--store", small_store, "search", "大使 é\u0301 kind:quota")
    assert done.stderr.splitlines()[1:] == ["  大使 é\u0301 kind:quota", "              ^^^^^"]


def test_a_pattern_that_takes_too_long_is_a_sentence(onrecord: Run, seeds_store: Path) -> None:
    done = onrecord("--store", seeds_store, "search", r"/(.|..)+[#=]\d/")
    assert (done.returncode, done.stdout) == (2, "")
    assert "this pattern takes longer than 2 seconds over these texts" in done.stderr


@pytest.mark.parametrize("command", ASKING.values(), ids=ASKING)
def test_a_query_that_finds_nothing_is_shown_as_it_was_read(
    onrecord: Run, small_store: Path, command: list[str]
) -> None:
    done = onrecord("--store", small_store, *command, "by:anna berg", "harbour")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith('onrecord: by:"anna berg" harbour: ')


# ------------------------------------------------------------------------ what the shell leaves


@pytest.mark.parametrize(
    ("words", "read"),
    [
        (["by:united states"], 'by:"united states"'),
        (["by:united states", "stance:refusal"], 'by:"united states" stance:refusal'),
        (["-by:united states", "x"], '-by:"united states" x'),
        (["strength:in force"], 'strength:"in force"'),
        (["peace", "deal"], "peace deal"),
        (["peace deal"], "peace deal"),
        (["peace "], "peace "),
        (['by:"united states" x'], 'by:"united states" x'),
        (["by:macron about:ukraine"], "by:macron about:ukraine"),
        (["by:macron -stance:refusal"], "by:macron -stance:refusal"),
        (["by:macron OR by:meloni"], "by:macron OR by:meloni"),
        (["by:macron (a OR b)"], "by:macron (a OR b)"),
        (["by:macron NEAR x"], "by:macron NEAR x"),
        (["by:macron NEAR/3 x"], "by:macron NEAR/3 x"),
        (["by:macron *x*"], "by:macron *x*"),
        (["by:macron ~x"], "by:macron ~x"),
        (["by:macron /a b/"], "by:macron /a b/"),
        (["cond:/cease fire/"], "cond:/cease fire/"),
        (["confidence:>0.8 x"], "confidence:>0.8 x"),
        (["nota: a b"], "nota: a b"),
        (["in:headline ukraine"], "in:headline ukraine"),
        (["date:2025 ukraine"], "date:2025 ukraine"),
        ([" "], ""),
        ([], ""),
    ],
)
def test_marks_that_the_shell_took_are_put_back(words: list[str], read: str) -> None:
    assert queries(argparse.Namespace(query=words))[0] == read


@pytest.mark.parametrize("command", [["list", "quotes"], ["search"]])
def test_a_field_and_a_word_in_one_argument_are_read_as_in_the_explorer(
    onrecord: Run, seeds_store: Path, command: list[str]
) -> None:
    quoted = onrecord("--store", seeds_store, *command, "by:macron ceasefire")
    apart = onrecord("--store", seeds_store, *command, "by:macron", "ceasefire")
    assert quoted.returncode == 0
    assert quoted.stdout == apart.stdout
    assert quoted.stderr == (
        'onrecord: by:"macron ceasefire": nothing matches; read as by:macron ceasefire\n'
    )
    assert apart.stderr == ""


def test_what_a_pattern_matches_is_marked(onrecord: Run, seeds_store: Path) -> None:
    done = onrecord("--store", seeds_store, "search", r"/\d+ countries/")
    assert done.returncode == 0
    assert all("[" in line for line in done.stdout.splitlines())
    lines = onrecord("--store", seeds_store, "search", r"/\d+ countries/", "--json").stdout
    hits = [json.loads(line) for line in lines.splitlines()]
    articles = [hit for hit in hits if hit["kind"] == "source"]
    assert articles
    for hit in articles:
        assert hit["end"] - hit["start"] == len(hit["match"])


def test_where_nothing_is_to_be_marked_the_first_words_are_shown(
    onrecord: Run, seeds_store: Path
) -> None:
    done = onrecord("--store", seeds_store, "search", "outlet:herald")
    assert done.returncode == 0
    assert "[]" not in done.stdout
    assert all(line.split("  ")[-1].strip() for line in done.stdout.splitlines())


def test_a_name_of_two_words_is_one_name(onrecord: Run, seeds_store: Path) -> None:
    by_shell = onrecord("--store", seeds_store, "list", "quotes", "by:donald trump")
    assert by_shell.returncode == 0
    whole = onrecord("--store", seeds_store, "list", "quotes", 'by:"donald trump"')
    assert by_shell.stdout == whole.stdout


@pytest.mark.parametrize(
    "ruled_out", ["-ferry", "-outlet:courier", "-/ferr/", "-harbour", "-(a b)"]
)
def test_what_is_ruled_out_is_no_option(onrecord: Run, small_store: Path, ruled_out: str) -> None:
    bare = onrecord("--store", small_store, "list", "sources", "--json", ruled_out)
    marked = onrecord("--store", small_store, "list", "sources", "--json", "--", ruled_out)
    assert (bare.returncode, bare.stderr) == (0, "")
    assert bare.stdout == marked.stdout
    every = 2 if ruled_out == "-(a b)" else 1
    assert len(bare.stdout.splitlines()) == every


def test_options_are_still_options_and_other_commands_take_no_queries(
    onrecord: Run, small_store: Path
) -> None:
    helped = onrecord("list", "sources", "-h")
    assert (helped.returncode, helped.stdout[:6]) == (0, "usage:")
    limited = onrecord("--store", small_store, "list", "sources", "-zeppelin", "--limit", "1")
    assert len(limited.stdout.splitlines()) == 2
    for command in ("show", "load", "remove"):
        refused = onrecord("--store", small_store, command, "s000", "-zeppelin")
        assert refused.returncode == 2
        assert "-zeppelin: unknown option" in refused.stderr


# ------------------------------------------------------------------------ what they choose


def test_an_export_takes_the_articles_in_which_a_record_is_all_that_is_asked(
    onrecord: Run, small_store: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.jsonl"
    done = onrecord("--store", small_store, "export", "jsonl", "stance:refusal", "--out", out)
    assert done.returncode == 0
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert "Harbour plan agreed" not in {one.get("title") for one in lines}
    assert "ruled out" in out.read_text(encoding="utf-8")


def test_each_example_of_the_help_is_taken_as_one_argument(
    onrecord: Run, seeds_store: Path
) -> None:
    in_headlines = onrecord("--store", seeds_store, "list", "sources", "in:headline ukraine")
    assert in_headlines.returncode == 0
    for text, _ in EXAMPLES:
        assert queries(argparse.Namespace(query=[text])) == (text,)


def test_help_about_queries_is_one_page_with_every_example(onrecord: Run) -> None:
    done = onrecord("help", "queries")
    assert (done.returncode, done.stderr) == (0, "")
    assert all(text in done.stdout for text, _ in EXAMPLES)
    assert len(done.stdout.splitlines()) <= 24
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_help_about_a_command_is_that_of_its_option(onrecord: Run) -> None:
    assert onrecord("help", "list").stdout == onrecord("list", "--help").stdout
    assert onrecord("help").stdout == onrecord("--help").stdout


def test_help_about_what_is_unknown_names_the_nearest(onrecord: Run) -> None:
    done = onrecord("help", "query")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == ("onrecord: query: there is no help about it; the nearest is `queries`\n")
