"""The Makefile's set-up, with stubs instead of Python and pip; and, with --long, for real."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
Make = Callable[..., subprocess.CompletedProcess[str]]

# Writes down what it is asked; `fail` beside the log says which request fails.
STUB = """#!/bin/sh
echo "$(basename "$0") $*" >>"$LOG"
case "$*" in
    *"-m venv"*) mkdir -p .venv/bin && cp "$0" .venv/bin/python ;;
    *"-m pip"*) echo "noise of pip" ;;
    *"-m tui"*) echo "overview" ;;
esac
case "$*" in *"$(cat "$LOG.fail" 2>/dev/null || echo nothing)"*) exit 1 ;; esac
"""

pytestmark = pytest.mark.skipif(not shutil.which("make"), reason="has no make")


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    folder = tmp_path / "a clone"
    folder.mkdir()
    for name in ("Makefile", "pyproject.toml"):
        shutil.copy(ROOT / name, folder)
    return folder


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "log"


@pytest.fixture
def make(clone: Path, log: Path, tmp_path: Path) -> Make:
    """Runs make in the clone; no Python is on the path but the stubs named."""
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("make", "sh", "cat", "cmp", "mkdir", "cp", "rm", "basename", "find"):
        (tools / name).symlink_to(shutil.which(name) or name)

    def run(
        *arguments: str, pythons: tuple[str, ...] = ("python3",)
    ) -> subprocess.CompletedProcess[str]:
        for name in pythons:
            (tools / name).write_text(STUB)
            (tools / name).chmod(0o755)
        log.write_text("")
        return subprocess.run(
            ["make", *arguments],
            capture_output=True,
            encoding="utf-8",
            cwd=clone,
            env={"PATH": str(tools), "LOG": str(log)},
            stdin=subprocess.DEVNULL,
        )

    return run


def test_without_python_there_is_a_sentence(make: Make) -> None:
    done = make("run", pythons=())
    assert done.returncode != 0
    assert done.stdout == ""
    assert "onrecord: Python 3.11 or newer is needed" in done.stderr


def test_an_old_python_is_passed_over(make: Make, log: Path) -> None:
    log.with_name("log.fail").write_text("sys.version_info < (3, 11)")
    assert "Python 3.11 or newer is needed" in make("run").stderr
    log.with_name("log.fail").write_text("nothing")
    assert make("run", pythons=("python3.12",)).returncode == 0


def test_the_output_is_the_programs_alone(make: Make, log: Path) -> None:
    done = make("run", 'ARGS=--store "x y" stats')
    assert done.returncode == 0
    assert done.stdout == "overview\n"
    assert "noise of pip" in done.stderr
    assert "-m tui --store .onrecord/onrecord.db --store x y stats" in log.read_text()


def test_a_second_run_sets_nothing_up(make: Make, log: Path) -> None:
    make("run")
    done = make("run")
    assert (done.stdout, done.stderr) == ("overview\n", "")
    assert [line.split(" ", 1)[0] for line in log.read_text().splitlines()] == ["python"]


def test_what_the_tests_need_is_enough_to_run(make: Make, log: Path) -> None:
    make("run")
    make("test")
    assert "--disable-pip-version-check -e .[test]" in log.read_text()
    make("run")
    assert "pip" not in log.read_text()


def test_another_pyproject_is_set_up_again(make: Make, clone: Path, log: Path) -> None:
    make("run")
    (clone / "pyproject.toml").write_text("[project]\n")
    make("run")
    assert "pip install" in log.read_text()
    assert "venv" not in log.read_text()


def test_a_clone_that_moved_is_set_up_again(
    make: Make, clone: Path, log: Path, tmp_path: Path
) -> None:
    make("run")
    shutil.copytree(clone, tmp_path / "moved", symlinks=True)
    make("-C", str(tmp_path / "moved"), "run")
    assert "pip install" in log.read_text()


def test_a_set_up_that_failed_is_not_taken_for_done(make: Make, log: Path) -> None:
    log.with_name("log.fail").write_text("pip install")
    done = make("run")
    assert done.returncode != 0
    assert done.stdout == ""
    assert "onrecord: the set-up failed" in done.stderr
    log.with_name("log.fail").write_text("nothing")
    assert make("run").stdout == "overview\n"
    assert "pip install" in log.read_text()


def test_a_failure_of_the_program_is_one_of_make(make: Make, log: Path) -> None:
    log.with_name("log.fail").write_text("-m tui")
    assert make("run").returncode != 0


@pytest.mark.long
def test_make_run_in_a_fresh_clone_prints_the_overview_and_nothing_else(tmp_path: Path) -> None:
    clone = tmp_path / "a clone"
    keep = shutil.ignore_patterns(".*", "__pycache__", "*.egg-info", "build", "dist")
    shutil.copytree(ROOT, clone, ignore=keep)
    env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        ["bash", "-c", "set -o pipefail; make run </dev/null | cat"],
        cwd=clone,
        env=env,
        capture_output=True,
        encoding="utf-8",
        timeout=900,
    )
    assert done.returncode == 0, done.stderr
    heads = [line.split(" (")[0] for line in done.stdout.splitlines() if line[:1].isupper()]
    assert heads == ["Sources", "Actors", "Pledges"]
    assert (clone / ".onrecord" / "onrecord.db").exists()
