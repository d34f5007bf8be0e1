"""The command line before any command runs: options, help, what is typed wrong, endings."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from store.views import VIEWS
from tui.commands import COMMANDS

Run = Callable[..., subprocess.CompletedProcess[str]]

WRONG = {
    "an unknown command": (["lst"], "lst: unknown command; the nearest is `list`"),
    "an unknown option": (["--stor", "x", "stats"], "--stor: unknown option; the nearest is"),
    "an unknown option of a command": (["list", "actors", "--jsn"], "the nearest is `--json`"),
    "an option without its value": (["stats", "--store"], "--store: expected one argument"),
    "an empty store": (["--store", "", "stats"], "--store: it names no file"),
    "a colour choice that is none": (
        ["--color", "some", "stats"],
        "--color: there is no `some`; there are auto, always, never",
    ),
    "an argument too many": (["stats", "now"], "now: one argument too many"),
    "no kind": (["list"], "list: the following arguments are required: KIND"),
    "an unknown kind": (["list", "actor"], "KIND: there is no `actor`; the nearest is `actors`"),
    "an unknown order": (["list", "actors", "--sort", "date"], "`date` is no order of actors"),
    "the best of no words": (
        ["list", "actors", "--sort", "best"],
        "--sort: `best` is an order of what words find",
    ),
    "the best of what has no words": (
        ["list", "actors", "--sort=best", "/a/", "outlet:x"],
        "--sort: `best` is an order of what words find",
    ),
    "no number": (["list", "actors", "--limit", "ten"], "`ten` is no whole number above 0"),
    "a limit of none": (["list", "actors", "--limit", "0"], "`0` is no whole number above 0"),
    "a limit below none": (["list", "actors", "--limit", "-1"], "`-1` is no whole number above 0"),
    "a word like nothing": (["frobnicate"], "frobnicate: unknown command (`onrecord --help`"),
    "a folder to standard output": (["export", "brat", "--out", "-"], "--out: standard output (-)"),
    "nothing to search": (["search"], "search: the following arguments are required: QUERY"),
    "nothing to show": (["show"], "show: the following arguments are required: ID"),
    "nothing to load": (["load"], "load: the following arguments are required: PATH"),
    "an unknown format to load": (["load", "--format", "pdf", "x"], "--format: there is no `pdf`"),
    "no date": (["load", "--date", "yesterday", "x"], "--date: “yesterday” is no date"),
    "no day": (["load", "--date", "2025-02-30", "x"], "is no day of the calendar"),
    "no jobs": (["load", "--jobs", "-1", "x"], "--jobs: `-1` is no whole number above 0"),
    "nothing to remove": (["remove"], "remove: the following arguments are required: ID"),
    "an unknown export": (["export", "pdf", "--out", "x"], "FORMAT: there is no `pdf`"),
    "an export to nowhere": (["export", "brat"], "required: --out"),
    "an export of nothing": (["export"], "the following arguments are required: FORMAT, --out"),
    "a wrong export to nowhere": (["export", "pdf"], "FORMAT: there is no `pdf`"),
    "an unknown option before what is missing": (["load", "--jbs"], "--jbs: unknown option"),
    "writing while restricted": (["--restricted", "load", "x"], "load: nothing is written with"),
}


@pytest.mark.parametrize(("arguments", "sentence"), WRONG.values(), ids=WRONG)
def test_wrong_usage_is_a_sentence_and_2(
    onrecord: Run, arguments: list[str], sentence: str
) -> None:
    done = onrecord(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("onrecord: ")
    assert sentence in done.stderr
    assert done.stderr.count("\n") == 1


def test_wrong_usage_makes_no_store(onrecord: Run, home: Path) -> None:
    onrecord("list", "actor")
    assert not (home / "data").exists()


def test_a_path_that_exists_means_load(onrecord: Run, tmp_path: Path) -> None:
    (tmp_path / "an article.txt").write_text("Text.")
    done = onrecord("an article.txt")
    assert done.returncode == 2
    assert "`onrecord load an article.txt` reads it into the store" in done.stderr


def test_a_command_is_a_command_even_where_a_path_has_its_name(
    onrecord: Run, tmp_path: Path, small_store: Path
) -> None:
    (tmp_path / "stats").mkdir()
    assert onrecord("--store", small_store, "stats").returncode == 0


def test_version(onrecord: Run) -> None:
    done = onrecord("--version")
    assert done.returncode == 0
    assert done.stdout.startswith("onrecord ")
    assert onrecord("stats", "--version").stdout == done.stdout


def test_version_takes_less_than_150_ms_of_processor_time(onrecord: Run) -> None:
    def seconds() -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        onrecord("--version")
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    assert min(seconds() for _ in range(4)) < 0.15


def test_help_names_every_command_and_option(onrecord: Run) -> None:
    done = onrecord("--help")
    assert done.returncode == 0
    for word in [*COMMANDS, "--store", "--restricted", "--color", "--version", "$ONRECORD_STORE"]:
        assert word in done.stdout
    assert onrecord("-h").stdout == done.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_its_help(onrecord: Run, name: str) -> None:
    done = onrecord(name, "--help")
    assert done.returncode == 0
    assert f"usage: onrecord {name}" in done.stdout
    assert "--store FILE" in done.stdout
    assert onrecord("--help", name).stdout == done.stdout


def test_options_are_taken_before_and_after_the_command(onrecord: Run, small_store: Path) -> None:
    before = onrecord("--store", small_store, "list", "sources")
    after = onrecord("list", "sources", f"--store={small_store}")
    between = onrecord("list", "--store", small_store, "sources")
    assert before.stdout == after.stdout == between.stdout != ""


def test_options_may_stand_between_the_words_of_a_query(onrecord: Run, small_store: Path) -> None:
    done = onrecord("list", "sources", "harbour", "--store", small_store, "winter")
    assert "Harbour plan agreed" in done.stdout


def test_what_follows_two_dashes_is_no_option(onrecord: Run, small_store: Path) -> None:
    done = onrecord("--store", small_store, "search", "--", "--json")
    assert done.returncode == 1
    assert "--json: nothing matches" in done.stderr


def test_the_store_is_the_option_else_the_variable_else_in_the_data_folder(
    onrecord: Run, home: Path, tmp_path: Path
) -> None:
    named, other = tmp_path / "named.db", tmp_path / "other.db"
    (tmp_path / "nothing").mkdir()
    onrecord("--store", named, "load", tmp_path / "nothing", env={"ONRECORD_STORE": str(other)})
    assert named.exists()
    assert not other.exists()
    onrecord("stats", env={"ONRECORD_STORE": str(other)})
    assert other.exists()
    onrecord("stats")
    assert (home / "data" / "onrecord" / "onrecord.db").exists()


@pytest.mark.parametrize(
    "command",
    [
        *(["stats"], ["list", "sources"], ["search", "a"], ["show", "aaaa"], ["reload"]),
        *(["export", "jsonl", "--out", "-"], ["eval", "--mine"], ["check"], ["remove", "aaaa"]),
        *(["mark", "aaaa"], ["tag", "aaaa"], ["tag", "aaaa", "+b"], ["note", "aaaa"], ["undo"]),
        *([view] for view in VIEWS),
    ],
    ids=" ".join,
)
def test_a_store_that_is_named_and_not_there_is_not_made_to_be_read(
    onrecord: Run, tmp_path: Path, command: list[str]
) -> None:
    path = tmp_path / "typo" / "dir" / "z.db"
    done = onrecord("--store", path, *command)
    why = f"onrecord: the store cannot be opened: {path}: there is no such file\n"
    assert (done.returncode, done.stdout, done.stderr) == (3, "", why)
    assert not (tmp_path / "typo").exists()


# ------------------------------------------------------------------------------- settings


def test_an_unknown_setting_is_said_with_the_nearest_and_the_program_goes_on(
    onrecord: Run, settings_file: Callable[[str], Path], small_store: Path
) -> None:
    path = settings_file('teme = "dark"\n')
    done = onrecord("--store", small_store, "stats")
    assert done.returncode == 0
    assert done.stdout
    assert f"onrecord: {path}: the key `teme` is unknown; the nearest is `theme`" in done.stderr


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("mouse = 1\n", "`mouse` must be true or false"),
        ("theme = true\n", "`theme` must be a text between quotation marks"),
        ('model = ""\n', "`model` must be a text between quotation marks"),
        ("jobs = true\n", "`jobs` must be a whole number above 0"),
        ("jobs = 0\n", "`jobs` must be a whole number above 0"),
        ("jobs = \n", "it is no TOML: "),
    ],
)
def test_settings_that_cannot_be_meant_are_a_sentence_and_2(
    onrecord: Run, settings_file: Callable[[str], Path], text: str, sentence: str
) -> None:
    path = settings_file(text)
    done = onrecord("stats")
    assert done.returncode == 2
    assert done.stderr.startswith(f"onrecord: {path}: {sentence}")
    assert done.stdout == ""


def test_every_fault_of_the_settings_is_told_at_once(
    onrecord: Run, settings_file: Callable[[str], Path]
) -> None:
    path = settings_file('mouse = 1\njobs = 0\nteme = "dark"\n')
    done = onrecord("stats")
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        f"onrecord: {path}: `mouse` must be true or false",
        f"onrecord: {path}: `jobs` must be a whole number above 0",
        f"onrecord: {path}: the key `teme` is unknown; the nearest is `theme`",
    ]


def test_stats_tells_in_full_which_settings_are_left_out(
    onrecord: Run, settings_file: Callable[[str], Path], small_store: Path
) -> None:
    path = settings_file('theme = "nrod"\n[keys]\n"read.nxt" = "w"\n"app.quit" = "ctrl+h"\n')
    done = onrecord("--store", small_store, "stats")
    assert done.returncode == 0
    theme, unknown, taken = done.stderr.splitlines()
    assert theme.startswith(f"onrecord: {path}: theme: `nrod` is unknown; the nearest is `nord`")
    assert unknown == f"onrecord: {path}: [keys]: `read.nxt` is unknown; the nearest is `read.next`"
    assert taken.startswith(f"onrecord: {path}: [keys]: `app.quit`: ")


def test_settings_that_are_no_text_are_a_sentence_and_2(
    onrecord: Run, settings_file: Callable[[str], Path]
) -> None:
    settings_file("").write_bytes(b'theme = "\xff"')
    done = onrecord("stats")
    assert done.returncode == 2
    assert "it is not in UTF-8" in done.stderr


def test_settings_are_never_written(onrecord: Run, home: Path) -> None:
    onrecord("stats")
    assert not (home / "config").exists()


# -------------------------------------------------------------------------------- endings


def test_a_reader_that_goes_away_ends_it_quietly(onrecord: Run, small_store: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "tui", "--store", str(small_store), "list", "actors"],
        stdout=writing,
        stderr=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    os.close(writing)
    assert done.stderr == b""
    assert done.returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="has no /dev/full")
def test_a_full_disk_behind_the_output_is_a_sentence(small_store: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "tui", "--store", str(small_store), "list", "actors"],
            stdout=full,
            stderr=subprocess.PIPE,
            cwd=Path(__file__).parents[2],
        )
    assert done.stderr == b"onrecord: standard output: no space left on device\n"
    assert done.returncode == 1


def test_closed_streams_do_no_harm(small_store: Path) -> None:
    command = f'exec "{sys.executable}" -m tui --store "{small_store}" list actors <&- >&- 2>&-'
    done = subprocess.run(["sh", "-c", command], cwd=Path(__file__).parents[2])
    assert done.returncode == 0


def test_an_output_that_knows_ascii_only_gets_the_like(onrecord: Run, small_store: Path) -> None:
    env = {"PYTHONIOENCODING": "ascii"}
    done = onrecord("--store", small_store, "list", "actors", env=env)
    assert done.returncode == 0
    assert "Anna Oberg" in done.stdout
    done = onrecord("--store", small_store, "list", "actors", "--json", env=env)
    assert "Anna Öberg" in done.stdout


def test_ctrl_c_ends_it_with_130_and_without_a_word(settings_file: Callable[[str], Path]) -> None:
    path = settings_file("")
    path.unlink()
    os.mkfifo(path)  # the program waits here, within main
    process = subprocess.Popen(
        [sys.executable, "-m", "tui", "stats"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    descriptor = None
    until = time.monotonic() + 30
    while descriptor is None and time.monotonic() < until:
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:
            time.sleep(0.01)
    assert descriptor is not None
    process.send_signal(signal.SIGINT)
    os.close(descriptor)  # ends a read that the signal came just before
    output, errors = process.communicate(timeout=30)
    assert process.returncode == 130
    assert output == errors == b""


BROKEN = """
import sys
import tui.commands.stats
from tui.cli import main

def run(options, settings):
    raise ZeroDivisionError("nothing to divide by")

tui.commands.stats.run = run
sys.exit(main(sys.argv[1:]))
"""


def test_a_mistake_of_ours_is_a_sentence_and_its_traceback_is_kept(home: Path) -> None:
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", BROKEN, *arguments],
            capture_output=True,
            encoding="utf-8",
            cwd=Path(__file__).parents[2],
        )

    path = home / "state" / "onrecord" / "traceback.txt"
    assert run("stats", "--restricted").returncode == 1
    assert not path.exists()
    done = run("stats")
    assert done.returncode == 1
    assert done.stderr == (
        "onrecord: unexpected ZeroDivisionError: nothing to divide by "
        f"(the traceback is in {path})\n"
    )
    assert "Traceback" in path.read_text()
