"""The walls between the packages: who may import what, where SQL stands, how long a file is."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCES = sorted(path for name in ("tui", "store", "seeds") for path in (ROOT / name).rglob("*.py"))
SQL = {
    f"store/{name}.py"
    for name in (
        *("transactions", "tables", "index", "beside", "plain_rows", "database"),
        *("selecting", "asking", "noted", "wording"),
    )
}
STATEMENT = re.compile(
    r"""["'(]\s*(?:SELECT\s|INSERT\s+(?:OR|INTO)\s|UPDATE\s+\S+\s+SET\s|DELETE\s+FROM\s"""
    r"""|CREATE\s+(?:TABLE|INDEX|VIRTUAL|TRIGGER|UNIQUE)\s|DROP\s+(?:TABLE|INDEX)\s"""
    r"""|PRAGMA\s|BEGIN\s+(?:IMMEDIATE|EXCLUSIVE|DEFERRED)|ALTER\s+TABLE\s|VACUUM\b)"""
)


def imported_by(statements: str) -> set[str]:
    """The top-level packages that a new process has imported after these statements."""
    code = f"{statements}\nimport sys\nprint('\\n'.join(sys.modules), file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", cwd=ROOT, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return set(done.stderr.split()) | {name.partition(".")[0] for name in done.stderr.split()}


def modules(package: str) -> list[str]:
    """The names of all modules of a package."""
    paths = (path.relative_to(ROOT).with_suffix("") for path in (ROOT / package).rglob("*.py"))
    names = (".".join(path.parts).removesuffix(".__init__") for path in paths)
    return sorted(name for name in names if not name.endswith("__main__"))


def test_the_explorer_imports_nothing_that_reads_or_extracts() -> None:
    screens = [name for name in modules("tui") if not name.startswith("tui.commands")]
    found = imported_by("\n".join(f"import {name}" for name in screens))
    assert "textual" in found
    assert not found & {"spacy", "thinc", "numpy", "trafilatura", "pycountry"}
    assert not found & {"store.reading", "store.extraction"}


def test_the_commands_import_nothing_that_reads_extracts_or_draws_screens() -> None:
    found = imported_by("\n".join(f"import {name}" for name in modules("tui/commands")))
    assert not found & {"spacy", "thinc", "textual", "store.reading", "store.extraction"}


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_version_and_help_import_nothing_heavy(option: str) -> None:
    found = imported_by(f"from tui.cli import main\nassert main([{option!r}]) == 0")
    assert not found & {"textual", "rich", "tinydb", "sqlite3", "orjson", "spacy", "platformdirs"}


def test_store_imports_no_screen() -> None:
    found = imported_by("\n".join(f"import {name}" for name in modules("store")))
    # spaCy brings rich along where it prints; store's own modules are held by the contracts.
    assert not found & {"textual", "tui"}
    light = [n for n in modules("store") if not n.startswith(("store.extraction", "store.worker"))]
    assert not imported_by("\n".join(f"import {name}" for name in light)) & {"textual", "rich"}


def test_the_import_contracts_hold() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter], capture_output=True, encoding="utf-8", cwd=ROOT, timeout=120)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_is_short_says_what_it_holds_and_keeps_sql_where_it_belongs(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    name = path.relative_to(ROOT).as_posix()
    assert len(text.splitlines()) <= (150 if name == "tui/app.py" else 400)
    assert text.startswith('"""')
    if name not in SQL:
        assert not STATEMENT.search(text)


def test_the_top_level_holds_what_the_layout_names() -> None:
    known = {"pyproject.toml", "README.md", "Makefile", "CHANGELOG.md", "CONTRIBUTING.md"}
    known |= {"LICENSE", "tui", "store", "seeds", "tests", "build", "dist"}
    odd = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")} - known
    assert not {name for name in odd if not name.endswith(".egg-info")}
