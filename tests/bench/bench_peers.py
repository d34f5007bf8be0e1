"""The explorer beside newsboat and fzf in a pseudo-terminal: start, keys, bytes, memory.

A peer that is not installed is left out. Every round runs the programs one after the other.
"""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.bench import corpora, figures
from tests.bench import ptybench as bench
from tests.bench.conftest import ROOT, Corpora

ptybench: Any = bench  # not typed

ROUNDS = 5
HEADLINE = r"take \d+"
PATIENCE = 120.0
PAUSE = 0.5
"""Seconds before a start, in which what ran before has ended."""

TYPED = "ceasef"
"""What is typed into both searches, a letter at a time."""

needs_newsboat = pytest.mark.skipif(not shutil.which("newsboat"), reason="newsboat is missing")
needs_fzf = pytest.mark.skipif(not shutil.which("fzf"), reason="fzf is missing")


class Ours:
    """The explorer on a corpus, each time as at a first visit unless its state is kept."""

    def __init__(self, folder: Path, tmp_path: Path) -> None:
        self.store = folder / "store.db"
        self.state = tmp_path / "state"

    def session(self, *, kept: bool = False) -> Any:
        """A terminal that it is about to start in."""
        if not kept:
            shutil.rmtree(self.state, ignore_errors=True)
        time.sleep(PAUSE)
        return ptybench.Session(
            [sys.executable, "-m", "tui", "--store", str(self.store)],
            env={"PYTHONPATH": str(ROOT), "XDG_STATE_HOME": str(self.state)},
        )


def ahead(session: Any, keys: bytes, ready: str) -> float:
    """Starts a program and types keys at once; milliseconds until the screen shows `ready`."""
    watch = session._watch

    def typing(*arguments: object) -> None:
        session._watch = watch
        session._write(keys)
        watch(*arguments)

    session._watch = typing
    started = session.start(ready, PATIENCE)
    assert started.ok, session.text()
    return float(started.ready_ms)


def newsboat(folder: Path, tmp_path: Path) -> Any:
    """A terminal that newsboat is about to start in, on a fresh copy of its cache."""
    for name in ("urls", "config", "cache.db"):
        shutil.copy(folder / name, tmp_path / name)
    time.sleep(PAUSE)
    return ptybench.Session(corpora.newsboat(tmp_path))


@contextmanager
def started(session: Any, ready: str) -> Iterator[Any]:
    """A program that is there and has come to rest."""
    assert session.start(ready, PATIENCE).ok, session.text()
    rest(session, 0.6)
    try:
        yield session
    finally:
        session.close()


def rest(session: Any, seconds: float) -> None:
    """Waits; what comes meanwhile belongs to no key."""
    session._watch(lambda *_: None, lambda: False, seconds)


class Costs:
    """Milliseconds and bytes of keys, by what they do."""

    def __init__(self) -> None:
        self.ms: dict[str, list[float]] = {}
        self.bytes: dict[str, list[float]] = {}

    def press(self, session: Any, what: str, keys: str, expect: str | None = None) -> None:
        """Presses a key that has to change something: until the first change, or `expect`."""
        key = session.press(keys, expect=expect, timeout=10)
        assert key.ok, f"{what}: {keys}\n{session.text()}"
        self.ms.setdefault(what, []).append(key.match_ms if expect else key.change_ms)
        self.bytes.setdefault(what, []).append(key.bytes)


@needs_newsboat
def test_starts(corpus_of: Corpora, tmp_path: Path) -> None:
    """newsboat's list of articles needs a key, which is typed ahead; its list of feeds does not."""
    folder = corpus_of(10_000)
    ours = Ours(folder, tmp_path)
    paint, kept, usable, feeds, articles = ([] for _ in range(5))
    for _ in range(ROUNDS):
        with closing(ours.session()) as session:
            paint.append(session.start(HEADLINE, PATIENCE).ready_ms)
            rest(session, 0.5)
            session.press("q", changes=False)
            assert session.wait_exit() is not None
        with closing(ours.session(kept=True)) as session:
            kept.append(session.start(HEADLINE, PATIENCE).ready_ms)
        with closing(ours.session()) as session:
            usable.append(ahead(session, b"G", "28 (Jan|Feb) 2023|1 Jan 2023"))
        with closing(newsboat(folder, tmp_path)) as session:
            feeds.append(session.start("Made-up articles", PATIENCE).ready_ms)
        with closing(newsboat(folder, tmp_path)) as session:
            articles.append(ahead(session, b"\r", HEADLINE))
    peer = "newsboat, its articles"
    figures.add("first paint of headlines, 10,000", paint, peer, articles, "ms", 1.5)
    figures.add("first paint with the kept frame", kept, peer, articles, "ms", 0.5)
    figures.add("usable: a key typed ahead acts", usable, peer, articles, "ms", 1.8)
    peer = "newsboat, its feeds"
    figures.add("first paint of headlines, 10,000", paint, peer, feeds, "ms")
    figures.add("first paint with the kept frame", kept, peer, feeds, "ms")
    figures.add("usable: a key typed ahead acts", usable, peer, feeds, "ms")


def test_usable_at_any_size(corpus_of: Corpora, tmp_path: Path) -> None:
    small, large = Ours(corpus_of(100), tmp_path / "a"), Ours(corpus_of(100_000), tmp_path / "b")
    took: tuple[list[float], list[float]] = ([], [])
    for _ in range(ROUNDS):
        for one, times in zip((large, small), took, strict=True):
            with closing(one.session()) as session:
                times.append(ahead(session, b"j", r"^ \S.*\n▸"))
    figures.add("usable, 100,000 articles", took[0], "100 articles", took[1], "ms", 1.2)


@needs_newsboat
def test_keys(corpus_of: Corpora, tmp_path: Path) -> None:
    folder = corpus_of(10_000)
    ours, theirs = Costs(), Costs()
    memory: tuple[list[float], list[float]] = ([], [])
    for _ in range(ROUNDS):
        with started(newsboat(folder, tmp_path), "Made-up articles") as session:
            session.press("enter", expect=HEADLINE, timeout=30)
            _keys_of_newsboat(session, theirs)
            memory[1].append(session._sample() / 1024)
        with started(Ours(folder, tmp_path).session(), HEADLINE) as session:
            _keys_of_ours(session, ours)
            memory[0].append(session._sample() / 1024)
    peer = "newsboat"
    for what, most in (("cursor step", 0.8), ("page", 1.6), ("open", 2.5)):
        figures.add(f"{what}: latency", ours.ms[what], peer, theirs.ms[what], "ms", most)
    figures.add("scrolled line: latency", ours.ms["line"], peer, theirs.ms["line"], "ms")
    for what, most in (("cursor step", 1.3), ("page", 1.3), ("open", 1.5)):
        figures.add(f"{what}: bytes", ours.bytes[what], peer, theirs.bytes[what], "B", most)
    whole, beside = ours.bytes["line, reader alone"], ours.bytes["line"]
    figures.add("scrolled line, reader alone: bytes", whole, peer, theirs.bytes["line"], "B", 2)
    figures.add(
        "scrolled line, beside the lists: bytes", beside, peer, theirs.bytes["line"], "B", 2
    )
    figures.add("peak memory, 10,000", memory[0], peer, memory[1], "MiB", 0.9)


def _keys_of_newsboat(session: Any, costs: Costs) -> None:
    rest(session, 0.3)
    for _ in range(12):
        costs.press(session, "cursor step", "down")
    for _ in range(5):
        costs.press(session, "page", "pgdn")
    for _ in range(3):
        costs.press(session, "open", "enter", "Title:")
        for _ in range(5):
            costs.press(session, "line", "down")
        session.press("q", expect=HEADLINE)  # it draws its whole list again
        rest(session, 0.3)
        session.press("down")
        rest(session, 0.1)


def _keys_of_ours(session: Any, costs: Costs) -> None:
    for _ in range(12):
        costs.press(session, "cursor step", "j")
        rest(session, 0.12)  # the card follows the cursor
    for _ in range(5):
        costs.press(session, "page", "pgdn")
        rest(session, 0.12)
    for _ in range(3):
        costs.press(session, "open", "enter", r"│   \S.*take \d+")
        rest(session, 0.2)
        for _ in range(5):
            costs.press(session, "line", "j")
            rest(session, 0.05)
        session.press("z", changes=False)
        rest(session, 0.2)
        for _ in range(3):
            costs.press(session, "line, reader alone", "k")
        session.press("z", changes=False)
        session.press("1", changes=False)
        rest(session, 0.2)
        session.press("j", changes=False)
        rest(session, 0.3)


@needs_fzf
def test_search_as_you_type(corpus_of: Corpora, tmp_path: Path) -> None:
    """Ours over the full text, fzf over titles: each letter, to the first change behind it."""
    folder = corpus_of(10_000)
    ours, theirs = Costs(), Costs()
    titles = (folder / "titles.txt").as_posix()
    for _ in range(ROUNDS):
        fzf = ptybench.Session(["sh", "-c", f"fzf < '{titles}'"])
        with started(fzf, HEADLINE) as session:
            _type(session, "norway", theirs)
        with started(Ours(folder, tmp_path).session(), HEADLINE) as session:
            session.press("/", changes=False)
            rest(session, 0.2)
            _type(session, TYPED, ours)
    figures.add("typed search letter, to the first pane", ours.ms["letter"], "fzf over titles",
                theirs.ms["letter"], "ms", 1.0)  # fmt: skip
    figures.add("typed search letter: bytes", ours.bytes["letter"], "fzf over titles",
                theirs.bytes["letter"], "B", 0.7)  # fmt: skip


def _type(session: Any, word: str, costs: Costs) -> None:
    """Types letters; each is done once the number of what is found, or a row, has changed.

    One that changes neither within the wait is done once its own line is drawn.
    """
    for letter in word:
        session._pump(0)
        session._draw()
        with _Watch(session) as watch:
            key = session.press(send=letter, timeout=10)
            costs.bytes.setdefault("letter", []).append(key.bytes)
            rest(session, 0.9)
        costs.ms.setdefault("letter", []).append(watch.after(key) or key.settled_ms)


class _Watch:
    """Sees when the screen below the line that is typed in changes first."""

    def __init__(self, session: Any) -> None:
        self._first: float | None = None
        self._seen: float | None = None
        self._session = session
        self._before = _below_the_line(session.text())

    def __enter__(self) -> _Watch:
        self._its_own, self._session._draw = self._session._draw, self._draw
        return self

    def __exit__(self, *_: object) -> None:
        self._session._draw = self._its_own

    def _draw(self) -> None:
        session = self._session
        while session.arrived:
            at, chunk = session.arrived.popleft()
            session.terminal.feed(chunk)
            session.look(at, chunk)
            self._first = self._first or at
            if self._seen is None and _below_the_line(session.terminal.text()) != self._before:
                self._seen = at

    def after(self, key: Any) -> float | None:
        """Milliseconds from when the key was sent until then; None where nothing was seen."""
        if self._first is None or self._seen is None:
            return None
        return float(key.first_byte_ms + (self._seen - self._first) * 1000)


def _below_the_line(text: str) -> str:
    """The screen without the lines in which words are typed: the first, and fzf's last two."""
    return "\n".join(text.split("\n")[1:-2])


def test_keys_while_articles_are_read(corpus_of: Corpora, tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    for number, made in enumerate(corpora.articles(400, seed=9)):
        (folder / f"{number}.txt").write_text(made.article.text, encoding="utf-8")
    idle, busy = Costs(), Costs()
    ours = Ours(corpus_of(100), tmp_path)
    shutil.copy(ours.store, tmp_path / "store.db")
    ours.store = tmp_path / "store.db"
    with started(ours.session(), HEADLINE) as session:
        _steps(session, idle)
        session.press("A", changes=False)
        session.press(send=str(folder), changes=False)
        session.press("enter", expect=r"Reading [1-9]", timeout=PATIENCE)
        rest(session, 2.0)
        _steps(session, busy)
        assert "Reading" in session.text(), "the load was over before the keys were"
    figures.add("cursor step while articles are read", busy.ms["step"], "idle", idle.ms["step"],
                "ms", 1.5)  # fmt: skip


def _steps(session: Any, costs: Costs) -> None:
    for turn in range(40):
        costs.press(session, "step", "j" if turn % 8 < 4 else "k")
        rest(session, 0.12)


@contextmanager
def closing(session: Any) -> Iterator[Any]:
    """Ends the program whatever comes."""
    try:
        yield session
    finally:
        session.close()
