"""What shells and `man` are told: the same commands and options that the parser knows."""

from __future__ import annotations

import argparse
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Run
from tui import keys
from tui.commands import COMMANDS
from tui.commands.completion import SHELLS
from tui.parsers import whole


def options(parser: argparse.ArgumentParser) -> Iterator[str]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for one in action.choices.values():
                yield from options(one)
        yield from action.option_strings


def needs(program: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(not shutil.which(program), reason=f"{program} is not installed")


@pytest.mark.parametrize("shell", SHELLS)
def test_completion_knows_every_command_and_option(onrecord: Run, shell: str) -> None:
    done = onrecord("completion", shell)
    assert done.returncode == 0
    for name in COMMANDS:
        assert name in done.stdout
    for option in set(options(whole())):
        assert option.lstrip("-") in done.stdout, option


@pytest.fixture(scope="module")
def script(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import shtab

    from tui.commands.completion import _mark_files

    path = tmp_path_factory.mktemp("shell") / "onrecord.bash"
    parser = whole()
    _mark_files(parser, shtab)
    path.write_text(shtab.complete(parser, "bash"))
    return path


@needs("bash")
@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("li", ["list"]),
        ("list p", ["pledges"]),
        ("list --js", ["--json"]),
        ("export b", ["brat"]),
        ("--color n", ["never"]),
        ("--asc", ["--ascii"]),
        ("load art", ["article.txt"]),
        ("completion z", ["zsh"]),
    ],
)
def test_bash_completes(tmp_path: Path, script: Path, typed: str, offered: list[str]) -> None:
    (tmp_path / "article.txt").touch()
    words = ["onrecord", *typed.split(" ")]
    ask = (
        f"source {script}; COMP_WORDS=({' '.join(words)}); COMP_CWORD={len(words) - 1}; "
        f"_shtab_onrecord onrecord '{words[-1]}' '{words[-2]}'; "
        "printf '%s\\n' \"${COMPREPLY[@]}\""
    )
    done = subprocess.run(
        ["bash", "-c", ask], cwd=tmp_path, capture_output=True, text=True, timeout=30, check=True
    )
    assert done.stdout.split() == offered
    assert done.stderr == ""


@needs("bash")
def test_the_script_for_bash_is_one(script: Path) -> None:
    assert subprocess.run(["bash", "-n", str(script)], timeout=30).returncode == 0


@needs("zsh")
def test_the_script_for_zsh_is_one(onrecord: Run, tmp_path: Path) -> None:
    (tmp_path / "_onrecord").write_text(onrecord("completion", "zsh").stdout)
    assert subprocess.run(["zsh", "-n", str(tmp_path / "_onrecord")], timeout=30).returncode == 0


def test_an_unknown_shell_is_refused(onrecord: Run) -> None:
    done = onrecord("completion", "dos")
    assert done.returncode == 2
    assert done.stderr.startswith("onrecord: SHELL: ")


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    import contextlib
    import io

    from tui.cli import main

    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        assert main(["man"]) == 0
    return out.getvalue()


def test_the_manual_page_knows_every_command_option_and_key(page: str) -> None:
    assert page.isascii()
    words = page.replace("\\-", "-")
    for name in COMMANDS:
        assert f"onrecord {name}" in words
    for option in set(options(whole())) - {"-h"}:
        assert option in words
    for binding in keys.bindings():
        assert binding.tooltip in words


def test_the_manual_page_is_well_formed_troff(page: str) -> None:
    lines = page.splitlines()
    assert lines[0].startswith('.TH ONRECORD "1" ')
    heads = [line.removeprefix(".SH ") for line in lines if line.startswith(".SH ")]
    assert heads[:3] == ["NAME", "SYNOPSIS", "DESCRIPTION"]
    assert {"KEYS OF THE EXPLORER", "FILES", "ENVIRONMENT", "EXIT STATUS"} <= set(heads)
    known = {"TH", "SH", "SS", "TP", "B", "RS", "RE", "PP", "P", "nf", "fi", "IP", "br", "sp"}
    for line in lines:
        if line.startswith("."):
            assert line[1:].split(" ")[0] in known, line


@needs("man")
@needs("groff")
def test_man_shows_the_page(page: str, tmp_path: Path) -> None:
    path = tmp_path / "onrecord.1"
    path.write_text(page)
    done = subprocess.run(
        ["man", "--warnings", "-l", str(path)],
        env={"PATH": "/usr/bin:/bin", "MANPAGER": "cat", "MANWIDTH": "80", "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    if "minimized" in done.stdout:
        pytest.skip("this system's man shows nothing")
    assert done.returncode == 0
    assert done.stderr == ""
    assert "onrecord - who promised what" in done.stdout
    assert "j ↓" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80
