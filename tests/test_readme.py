"""The README says what the program does: keys, commands, settings, the two make targets."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from store import query_help
from tui import keys
from tui.settings import Settings

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_table_of_keys_is_the_programs_own() -> None:
    begin, end = README.index("a test compares -->"), README.index("<!-- /keys -->")
    assert README[begin:end].split("-->")[1].strip() == keys.markdown().strip()


def test_the_ids_of_keys_are_the_programs_own() -> None:
    begin, end = README.index("<!-- ids"), README.index("<!-- /ids")
    listed = re.findall(r"`([^`]+)`", README[begin:end])
    assert listed == [binding.id for binding in keys.bindings()]


def test_the_table_of_fields_is_the_query_languages_own() -> None:
    begin, end = README.index("<!-- queries:"), README.index("<!-- /queries -->")
    assert README[begin:end].split("-->")[1].strip() == query_help.markdown().strip()


def test_every_command_stands_in_the_table() -> None:
    help_text = subprocess.run(
        [sys.executable, "-m", "tui", "--help"], capture_output=True, text=True, check=True
    ).stdout
    commands = re.findall(r"^  (\w+)  +\w", help_text.split("commands:")[1], re.M)
    assert len(commands) >= 8
    for command in commands:
        assert f"`onrecord {command}" in README


def test_every_setting_is_named() -> None:
    for field in fields(Settings):
        assert f"`{field.name}`" in README


def test_the_picture_is_there() -> None:
    (picture,) = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", README)
    assert "<svg" in (ROOT / picture).read_text(encoding="utf-8")


def test_make_test_runs_the_suite() -> None:
    dry = subprocess.run(
        ["make", "-n", "test"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert "-m pytest" in dry.stdout


@pytest.mark.skipif(
    not (ROOT / ".venv" / "set-up-test").exists(), reason="needs the .venv that make has set up"
)
def test_make_run_prints_the_overview_of_the_seeds_and_nothing_else(tmp_path: Path) -> None:
    outer = ("MAKELEVEL", "MAKEFLAGS", "MFLAGS")  # of the make that runs the tests
    run = subprocess.run(
        ["make", "run", f"ARGS=--store '{tmp_path / 'store.db'}'"],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if name not in outer},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=True,
    )
    heads = [line for line in run.stdout.splitlines() if re.fullmatch(r"\w+ \(\d+\)", line)]
    assert [head.split()[0] for head in heads] == ["Sources", "Actors", "Pledges"]
    assert run.stdout.startswith("Sources (5)\n")
    assert run.stderr == ""
