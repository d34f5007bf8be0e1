"""What the measurements share: the made-up corpora, kept between runs, and the table at the end."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bench import corpora, figures

ROOT = Path(__file__).parents[2]
Corpora = Callable[[int], Path]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--write-figures", action="store_true", help="put the table of the bench into the README"
    )


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if figures.ROWS:
        terminalreporter.write_line("")
        terminalreporter.write_line(figures.table())
        if terminalreporter.config.getoption("--write-figures", default=False):
            figures.write_readme()


@pytest.fixture(scope="session")
def corpus_of() -> Corpora:
    """The folder of a corpus of so many articles, made at its first use: minutes for the large.

    They stay in `.onrecord/bench` of the clone; another maker makes them anew.
    """
    made_by = Path(corpora.__file__).read_bytes() + (ROOT / "store/index.py").read_bytes()
    kept = ROOT / ".onrecord" / "bench"

    def folder(number: int) -> Path:
        found = kept / str(number)
        note = found / "made-by"
        if not note.exists() or note.read_bytes() != made_by:
            shutil.rmtree(found, ignore_errors=True)
            found.mkdir(parents=True)
            corpora.fill(found / "store.db", number)
            if number == 10_000:
                corpora.write_texts(found, number)
                corpora.write_tinydb(found / "tinydb.json", number)
                if shutil.which("newsboat"):
                    corpora.newsboat_cache(found)
            note.write_bytes(made_by)
        return found

    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # users' second start has its bytecode
    return folder
