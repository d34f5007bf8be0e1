"""A small store of made-up articles, and a stage that the explorer plays on."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from textual.pilot import Pilot

from store.corpus import Corpus
from store.ids import derived_id
from store.records import (
    Actor,
    ActorKind,
    Appearance,
    Article,
    Block,
    BlockKind,
    Findings,
    Pledge,
    Quote,
    QuoteKind,
    Slot,
    Stance,
    Why,
)
from tests.tui.told import FOLDER, Told
from tui import intake, keynames
from tui.app import OnRecord
from tui.looks import Look
from tui.screens.explorer import Explorer

WALL = (
    "Harbour towns agree on a sea wall\n"
    "\n"
    "Photo: A. Nilsson\n"
    "\n"
    'Mayor Anna Berg said that the harbour towns have agreed to build a sea wall "within two '
    'years" if the state pays half of it.\n'
    "\n"
    '"We will not wait for another storm," Berg said. "The sea does not wait either."\n'
    "\n"
    "The state, according to minister Olle Holm, is ready to lend the ferrymen money.\n"
)
TRAINS = (
    "Trains to cost less, minister says\n"
    "Minister Olle Holm said that trains would cost less next year. He did not say how much.\n"
    "Read also: Ten beaches\n"
)
FERRY = (
    "\ufeffThe ferry company stopped its night boats.\r\nPassengers were told\x07 on Sunday.\r\n"
)


@dataclass
class Finder:
    """Cuts the parts of made-up records out of a text."""

    text: str
    source: str

    def slot(self, *words: str) -> Slot:
        """The first places where these words stand."""
        return Slot.cut(
            self.text, [(self.text.index(w), self.text.index(w) + len(w)) for w in words]
        )

    def within(self, words: str, part: str) -> Slot:
        """A part of the first place where these words stand."""
        start = self.text.index(words) + words.index(part)
        return Slot.cut(self.text, [(start, start + len(part))])

    def quote(
        self,
        actor: str | None,
        speaker: str | Slot,
        cue: str | Slot,
        *content: str,
        kind: QuoteKind = "indirect",
        confidence: float = 0.9,
    ) -> Quote:
        """A quote of these words."""
        return Quote(
            derived_id("quote", self.source, *content),
            "",
            actor,
            self.slot(speaker) if isinstance(speaker, str) else speaker,
            self.slot(cue) if isinstance(cue, str) else cue,
            self.slot(*content),
            kind,
            None,
            confidence,
            Why("verb of saying", "", "full name"),
        )

    def pledge(
        self,
        actor: str,
        maker: str,
        trigger: str,
        action: str,
        stance: Stance = "commitment",
        *,
        beneficiary: str | None = None,
        condition: str | None = None,
        confidence: float = 0.9,
    ) -> Pledge:
        """A pledge of these words."""
        return Pledge(
            derived_id("pledge", self.source, action),
            "",
            None,
            (actor,),
            (self.slot(maker),),
            self.slot(trigger),
            self.slot(action),
            self.slot(beneficiary) if beneficiary else None,
            self.slot(condition) if condition else None,
            stance,
            None,
            None,
            confidence,
            Why("verb that commits", trigger, "full name"),
        )


def blocks(text: str, boilerplate: Sequence[str] = (), headline: bool = True) -> tuple[Block, ...]:
    """The text's lines as blocks."""
    found: list[Block] = []
    at = 0
    for line in text.splitlines(keepends=True):
        words = line.rstrip("\r\n")
        kind: BlockKind = "paragraph"
        if words.startswith(tuple(boilerplate)) and boilerplate:
            kind = "boilerplate"
        elif headline and not found:
            kind = "headline"
        if words:
            found.append(Block(kind, at, at + len(words)))
        at += len(line)
    return tuple(found)


def actor(name: str, kind: ActorKind, quotes: int, pledges: int, *aliases: str) -> Appearance:
    """An actor as an article shows it."""
    found = Actor(
        derived_id("actor", name), name, kind, aliases, (), None, 1 + quotes, quotes, pledges
    )
    return Appearance(found, ((0, 1),))


def wall() -> tuple[Article, Findings]:
    """An article with everything: four quotes, three pledges, one of them doubtful."""
    towns, berg, holm, state = (
        derived_id("actor", name)
        for name in ("harbour towns", "Anna Berg", "Olle Holm", "the state")
    )
    find = Finder(WALL, "wall")
    article = Article(
        WALL,
        blocks(WALL, ("Photo",)),
        title="Harbour towns agree on a sea wall",
        outlet="North Coast Post",
        date="2026-01-06",
        date_of="event",
        date_how="inferred",
        place="/articles/wall.txt",
        file_hash="1",
        credits=("TT",),
    )
    content = 'that the harbour towns have agreed to build a sea wall "within two years"'
    findings = Findings(
        (
            actor("Anna Berg", "person", 2, 0, "Mayor Anna Berg", "Berg"),
            actor("harbour towns", "group", 0, 2),
            actor("Olle Holm", "person", 1, 0, "minister Olle Holm"),
            actor("the state", "country", 0, 1),
        ),
        (
            find.quote(berg, "Mayor Anna Berg", "said", content, kind="mixed"),
            find.quote(
                berg,
                find.within('" Berg said.', "Berg"),
                find.within('" Berg said.', "said"),
                '"We will not wait for another storm,"',
                '"The sea does not wait either."',
                kind="direct",
            ),
            find.quote(holm, "minister Olle Holm", "according to", "The state", confidence=0.4),
        ),
        (
            find.pledge(
                towns,
                "the harbour towns",
                "have agreed",
                'build a sea wall "within two years"',
                condition="if the state pays half of it",
            ),
            find.pledge(towns, "We", "will not", "wait for another storm", "refusal"),
            find.pledge(
                state,
                "The state",
                "is ready to",
                "lend the ferrymen money",
                "readiness",
                beneficiary="the ferrymen",
                confidence=0.5,
            ),
        ),
    )
    return article, findings


def trains() -> tuple[Article, Findings]:
    """An article of one speaker and no pledge."""
    find = Finder(TRAINS, "trains")
    article = Article(
        TRAINS,
        blocks(TRAINS, ("Read also",)),
        title="Trains to cost less, minister says",
        outlet="Inland Times",
        date="2025-09-04",
        date_of="published",
        date_how="stated",
        place="/articles/trains.txt",
        file_hash="2",
    )
    holm = derived_id("actor", "Olle Holm")
    quote = find.quote(holm, "Minister Olle Holm", "said", "that trains would cost less next year")
    return article, Findings((actor("Olle Holm", "person", 1, 0, "Minister Olle Holm"),), (quote,))


def ferry() -> tuple[Article, Findings]:
    """An article in which nothing was found, with a byte-order mark and carriage returns."""
    article = Article(
        FERRY, blocks(FERRY, headline=False), place="/articles/ferry.txt", file_hash="3"
    )
    return article, Findings()


def fill(path: Path, *made: tuple[Article, Findings]) -> None:
    """Brings articles into the store at a path."""
    with Corpus.open(path) as corpus:
        for article, findings in made:
            corpus.add(article, findings, pipeline="made up")


@pytest.fixture(autouse=True)
def unfrozen() -> Iterator[None]:
    """What ended with a test can be collected: an explorer freezes what is there at its start."""
    yield
    gc.unfreeze()


@pytest.fixture(autouse=True)
def usual_keys() -> Iterator[None]:
    """No test is told of the keys that another one chose, or of its terminal's signs."""
    yield
    keynames.use({})


@pytest.fixture(autouse=True)
def no_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cursors rest at once, so that tests need not wait for them."""
    monkeypatch.setattr("tui.screens.viewing.REST", 0.01)
    monkeypatch.setattr("tui.screens.finding.REST", 0.01)
    monkeypatch.setattr("tui.screens.ranking.PAUSE", 0.02)


@pytest.fixture
def articles() -> list[tuple[Article, Findings]]:
    """Three made-up articles."""
    return [wall(), trains(), ferry()]


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A store without articles."""
    fill(tmp_path / "empty.db")
    return tmp_path / "empty.db"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store of three articles."""
    fill(tmp_path / "coast.db", wall(), trains(), ferry())
    return tmp_path / "coast.db"


@pytest.fixture
def loader(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, articles: list[tuple[Article, Findings]]
) -> Told:
    """Stands for the process that loads: it brings in one of two articles whenever it is let."""
    monkeypatch.setattr(intake, "LOADER", "tests.tui.told")
    monkeypatch.setattr(intake, "BEAT", 0.02)
    monkeypatch.setenv(FOLDER, str(tmp_path / "told"))
    return Told(tmp_path / "told", articles[:2])


@dataclass
class Stage:
    """The explorer while it runs: keys in, screen text and state out."""

    app: OnRecord
    pilot: Pilot[None]

    @property
    def explorer(self) -> Explorer:
        """The explorer's screen, whatever is open over it."""
        found = self.app.screen_stack[1]
        assert isinstance(found, Explorer)
        return found

    async def press(self, *keys: str) -> None:
        """Presses keys and waits for what they started."""
        await self.pilot.press(*keys)
        await self.settle()

    async def type(self, words: str) -> None:
        """Types words, a key a letter."""
        await self.press(*("space" if letter == " " else letter for letter in words))

    async def settle(self) -> None:
        """Waits until the cursor has rested and nothing runs in the background."""
        await self.pilot.pause(0.03)
        for screen in self.app.screen_stack:
            while isinstance(screen, Explorer) and screen.ranks_soon:
                await self.pilot.pause(0.01)
        await self.app.workers.wait_for_complete()
        await self.pilot.pause()

    def lines(self) -> list[str]:
        """What stands on the screen."""
        strips = self.app.screen._compositor.render_strips()
        return [strip.text.rstrip() for strip in strips]

    def text(self) -> str:
        """What stands on the screen, as one text."""
        return "\n".join(self.lines())


Open = Callable[..., AbstractAsyncContextManager[Stage]]


@pytest.fixture
def play() -> Open:
    """Opens the explorer on a store: `async with play(store, size=(80, 24)) as stage`."""

    @asynccontextmanager
    async def opened(
        path: Path,
        size: tuple[int, int] = (120, 40),
        theme: str = "flexoki",
        *,
        ascii: bool = False,
        keymap: Mapping[str, str] | None = None,
        notices: tuple[str, ...] = (),
        restricted: bool = False,
        seeds: Path | None = None,
        settled: bool = True,
    ) -> AsyncIterator[Stage]:
        def again() -> Corpus:
            return Corpus.open(path, read_only=restricted)

        with again() as corpus:
            app = OnRecord(
                lambda: Explorer(corpus, again, restricted=restricted, seeds=seeds),
                Look(theme, ascii, True, keymap or {}, notices),
            )
            async with app.run_test(size=size) as pilot:
                stage = Stage(app, pilot)
                await (stage.settle() if settled else pilot.pause())
                yield stage

    return opened
