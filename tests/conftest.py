"""What all tests share: a home of their own, the command as a process, stores to look into."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from store.corpus import Corpus
from store.ids import text_id
from store.records import Actor, Appearance, Article, Block, Findings, Pledge, Quote, Slot, Why

ROOT = Path(__file__).parent.parent
Run = Callable[..., subprocess.CompletedProcess[str]]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--write-screens", action="store_true", help="keep the screens as they look now"
    )
    parser.addoption("--long", action="store_true", help="run the tests that take minutes, too")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "long: takes minutes; runs with --long only")
    settings.register_profile("no seconds", deadline=None)  # no test asserts on how long it took
    settings.load_profile("no seconds")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--long"):
        for item in items:
            if item.get_closest_marker("long"):
                item.add_marker(pytest.mark.skip(reason="takes minutes; --long runs it"))


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder of the test's own; nothing of the user's reaches the program."""
    folder = tmp_path / "home"
    for name, value in _home(folder).items():
        monkeypatch.setenv(name, value)
    for name in ("ONRECORD_STORE", "NO_COLOR", "PAGER", "LESS", "COLUMNS", "LINES"):
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.fixture
def settings_file(home: Path) -> Callable[[str], Path]:
    """Writes the user's settings."""

    def write(text: str) -> Path:
        path = home / "config" / "onrecord" / "settings.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def onrecord(tmp_path: Path) -> Run:
    """Runs the command line in a process; without a terminal, and never with a traceback."""

    def run(
        *arguments: str | Path,
        stdin: str = "",
        env: dict[str, str] | None = None,
        cwd: Path | None = None,
    ) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "tui", *map(str, arguments)],
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONPATH": str(ROOT), **(env or {})},
            cwd=cwd or tmp_path,
            timeout=120,
        )
        assert "Traceback" not in done.stderr
        return done

    return run


@pytest.fixture(scope="session")
def _seeds_loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("seeds")
    store = folder / "seeds.db"
    done = subprocess.run(
        [sys.executable, "-m", "tui", "--store", str(store), "load", str(ROOT / "seeds")],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, **_home(folder), "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return store


@pytest.fixture
def seeds_store(_seeds_loaded: Path, tmp_path: Path) -> Path:
    """A store with the seed articles, loaded by the command once; each test has a copy."""
    for path in _seeds_loaded.parent.glob(f"{_seeds_loaded.name}*"):
        shutil.copy(path, tmp_path / path.name)
    return tmp_path / _seeds_loaded.name


HARBOUR = (
    "Harbour plan agreed\n"
    "\n"
    "Mayor Anna Öberg said that the town will rebuild the harbour after the winter.\n"
    "\n"
    "“It is a good day,” she said.\n"
    "Photo: Town/TT\n"
)
FERRY = "The island council ruled out a new ferry. It gave no reason.\r\n"


@pytest.fixture
def small_store(tmp_path: Path) -> Path:
    """A store with two small articles, whose every record is known; nothing is extracted."""
    path = tmp_path / "small.db"
    with Corpus.open(path) as corpus:
        _add_harbour(corpus)
        _add_ferry(corpus)
    return path


def _add_harbour(corpus: Corpus) -> None:
    def at(*words: str) -> Slot:
        return Slot.cut(HARBOUR, [(HARBOUR.index(w), HARBOUR.index(w) + len(w)) for w in words])

    source = text_id(HARBOUR)
    mayor = Actor("a1", "Anna Öberg", "person", ("Mayor Anna Öberg",), ("Mayor",), "Sweden", 2, 2)
    town = Actor("a2", "the town", "group", (), (), None, 1, 0, 1)
    clause = at("that the town will rebuild the harbour after the winter")
    said = Quote(
        "q00000000000000a1",
        source,
        "a1",
        at("Mayor Anna Öberg"),
        at("said"),
        clause,
        "indirect",
        None,
        0.9,
        Why("clause", "said", "full name"),
    )
    day = Quote(
        "q00000000000000a2",
        source,
        "a1",
        Slot.cut(HARBOUR, [(HARBOUR.index("she"), HARBOUR.index("she") + 3)]),
        None,
        at("“It is a good day,”"),
        "direct",
        None,
        0.8,
        Why("marks", "", "pronoun"),
    )
    nested = Quote(
        "q00000000000000a3",
        source,
        None,
        None,
        None,
        at("a good day"),
        "direct",
        day.id,
        0.3,
        Why("marks"),
    )
    pledge = Pledge(
        "p00000000000000a1",
        source,
        None,
        ("a2",),
        (at("the town"),),
        at("will"),
        at("rebuild the harbour"),
        None,
        at("after the winter"),
        "commitment",
        "pledges",
        said.id,
        0.55,
        Why("modal", "will", "described group"),
    )
    blocks = (
        Block("headline", 0, 19),
        Block("paragraph", 21, HARBOUR.index("\n\n“")),
        Block("paragraph", HARBOUR.index("“"), HARBOUR.index("\nPhoto")),
        Block("boilerplate", HARBOUR.index("Photo"), len(HARBOUR) - 1),
    )
    article = Article(
        HARBOUR,
        blocks,
        title="Harbour plan agreed",
        outlet="Coast Courier",
        date="2026-02-03",
        date_of="published",
        date_how="stated",
        place="/articles/harbour.txt",
        file_hash="1",
    )
    appearances = (Appearance(mayor, ((27, 37),)), Appearance(town, ((48, 56),)))
    corpus.add(article, Findings(appearances, (said, day, nested), (pledge,)), pipeline="test")


def _add_ferry(corpus: Corpus) -> None:
    def at(words: str) -> Slot:
        return Slot.cut(FERRY, [(FERRY.index(words), FERRY.index(words) + len(words))])

    council = Actor("a1", "The island council", "group", (), (), None, 1, 0, 1)
    pledge = Pledge(
        "p00000000000000b1",
        text_id(FERRY),
        None,
        ("a1",),
        (at("The island council"),),
        at("ruled out"),
        at("a new ferry"),
        None,
        None,
        "refusal",
        "refuses",
        None,
        0.9,
        Why("refusing verb", "ruled out", "described group"),
    )
    article = Article(
        FERRY,
        (Block("paragraph", 0, len(FERRY) - 2),),
        date="2025-09",
        date_of="event",
        date_how="inferred",
        place="/articles/old/ferry.md",
        file_hash="2",
    )
    appearances = (Appearance(council, ((0, 18),)),)
    corpus.add(article, Findings(appearances, (), (pledge,)), pipeline="test")


def _home(folder: Path) -> dict[str, str]:
    return {
        "HOME": str(folder),
        "XDG_DATA_HOME": str(folder / "data"),
        "XDG_CONFIG_HOME": str(folder / "config"),
        "XDG_STATE_HOME": str(folder / "state"),
        "XDG_CACHE_HOME": str(folder / "cache"),
    }
