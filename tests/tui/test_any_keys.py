"""Whatever is pressed, pasted, clicked or written by others: the explorer goes on."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from textual import events
from textual.binding import Binding
from textual.drivers.headless_driver import HeadlessDriver
from textual.geometry import Size

from store.corpus import Corpus
from tests.tui.conftest import ferry as ferry_article
from tests.tui.conftest import fill, wall
from tests.tui.conftest import trains as trains_article
from tests.tui.told import Orders, Told
from tui import keys
from tui.app import OnRecord
from tui.outgoing import NotWritten
from tui.screens import handling
from tui.screens.explorer import Explorer

if TYPE_CHECKING:
    from tests.tui.conftest import Open, Stage

MADE = (wall, trains_article, ferry_article)
KEYS = sorted(
    {
        key
        for group in vars(keys).values()
        if isinstance(group, tuple)
        for binding in group
        if isinstance(binding, Binding)
        for key in binding.key.split(",")
    }
)
"""Every key that is bound anywhere."""
LETTERS = "abcdefimorstwxyACMRXY0159 .,:;\"'-~()|<>=*?!@é日“—\u0301\u200b😀"
PASTED = (
    "sea wall",
    "two\nlines",
    "\x1b[31mred\x07",
    "~nosuchuser/x",
    "/nowhere/at all",
    "\u202e日本語",
    "x" * 400,
    'by:berg "sea',
    "",
)
SIZES = ((120, 40), (80, 24), (60, 20), (40, 10), (200, 60), (39, 9), (59, 21), (100, 5), (1, 1))

Act = tuple[str, Any] | None

ACTS: st.SearchStrategy[Act] = st.one_of(
    st.none(),
    *[st.tuples(st.just("key"), st.sampled_from(KEYS))] * 10,
    *[st.tuples(st.just("key"), st.sampled_from(LETTERS))] * 3,
    st.tuples(st.just("paste"), st.sampled_from(PASTED)),
    st.tuples(st.just("resize"), st.sampled_from(SIZES)),
    st.tuples(st.just("write"), st.integers(0, 2)),
    st.tuples(st.just("click"), st.tuples(st.integers(0, 119), st.integers(0, 39))),
    st.tuples(st.just("focus"), st.booleans()),
)
"""One thing that happens; None is nothing, to which hypothesis shrinks what does not matter."""

EACH = 100
"""How many things happen in one play."""


@dataclass
class Play:
    """A stage on which anything happens."""

    stage: Stage
    path: Path
    texts: set[str] = field(default_factory=set)

    @property
    def yanked(self) -> str:
        """What was last sent to the terminal's clipboard."""
        return self.stage.explorer.clipboard.last()

    @property
    def words(self) -> set[str]:
        """Words that stand in the articles."""
        return _known(" ".join(self.texts))

    async def act(self, what: str, how: Any) -> None:
        """Lets one thing happen, after what happened before."""
        app = self.stage.app
        driver = app._driver
        assert isinstance(driver, HeadlessDriver)
        if what == "key":
            character = how if len(how) == 1 else {"space": " "}.get(how)
            if how == "slash":
                character = "/"
            event = events.Key(how if len(how) > 1 or how.isalnum() else _name(how), character)
            event.set_sender(app)
            driver.send_message(event)
        elif what == "paste":
            app.post_message(events.Paste(how))
        elif what == "resize":
            driver._size = how
            app.post_message(events.Resize(Size(*how), Size(*how)))
        elif what == "write":
            self.write(how)
        elif what == "click":
            x, y = min(how[0], app.size.width - 1), min(how[1], app.size.height - 1)
            for kind in (events.MouseDown, events.MouseUp):
                app.post_message(kind(None, x, y, 0, 0, 1, False, False, False, x, y))
        elif what == "focus":
            app.post_message(events.AppFocus() if how else events.AppBlur())
        while app.is_running and (app._waiting or app._handed_out is not None):
            await asyncio.sleep(0)

    def write(self, number: int) -> None:
        """Another process adds an article that is not there, else takes it away."""
        article, findings = MADE[number]()
        with Corpus.open(self.path) as other:
            source = other.source_at(article.place or "")
            if source:
                other.remove(source.id)
            else:
                other.add(article, findings, pipeline="made up")
        self.stage.explorer.follow()

    def check(self) -> None:
        """What holds whatever happened."""
        app, explorer = self.stage.app, self.stage.explorer
        assert app.is_running
        assert app.mishap is None
        assert isinstance(app.screen_stack[1], Explorer)
        assert 2 <= len(app.screen_stack) <= 4
        if app.app_focus and app.screen is explorer and not explorer.has_class("-small"):
            assert app.screen.focused is not None
            assert app.screen.focused.display
        assert 1 <= explorer.pane <= 4
        for pane in explorer.lists:
            rows = pane.list
            assert 0 <= rows.cursor <= max(rows.count - 1, 0)
            top, height = rows.scroll_offset.y, rows.size.height
            assert not height or not rows.count or top <= rows.cursor < top + height
            assert rows.count == 0 or rows.record is not None
        article = explorer.reader.article
        if article.opened:
            assert article.opened.text in self.texts
            assert article._current is None or article.current in article.opened.records
            assert 0 <= article.place <= len(article.opened.text)
        assert not self.yanked or _known(self.yanked) & self.words, self.yanked
        for line in self.stage.lines():
            assert "\n" not in line
            assert "Traceback" not in line


def _name(character: str) -> str:
    from textual.keys import _character_to_key

    return _character_to_key(character)


def _known(text: str) -> set[str]:
    return set(re.findall(r"\w{4,}", text))


@pytest.fixture
def harmless(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, loader: Told) -> None:
    """Nothing outside is started, nothing leaves, and no article is read."""
    loader.order(Orders([]))

    def refuse(*_: Any, **__: Any) -> None:
        raise NotWritten("there is no room")

    monkeypatch.setattr(OnRecord, "exit", lambda *_, **__: None)
    monkeypatch.setattr(OnRecord, "action_suspend_process", lambda _: None)
    monkeypatch.setattr(handling, "write_out", refuse)
    monkeypatch.setenv("SSH_CONNECTION", "1 2 3 4")
    monkeypatch.chdir(tmp_path)


async def happen(play: Open, path: Path, acts: Sequence[Act]) -> None:
    """Opens the explorer on a store of its own and lets all this happen."""
    path.parent.mkdir(exist_ok=True)
    for old in path.parent.iterdir():
        old.unlink()
    made = [one() for one in MADE]
    fill(path, *made)
    async with play(path, settled=False) as stage:
        now = Play(stage, path, {article.text for article, _ in made})
        for number, act in enumerate(acts):
            if act:
                await now.act(*act)
            if number % 10 == 9:
                await stage.pilot.pause()
                now.check()
        await stage.settle()
        now.check()


def examples(number: int, *phases: Phase, same: bool) -> settings:
    """Settings for so many plays: the same ones at every run, or those of a seed."""
    return settings(
        max_examples=number,
        deadline=None,
        derandomize=same,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.explicit, Phase.generate, *phases],
    )


@examples(20, same=True)
@given(acts=st.lists(ACTS, min_size=EACH, max_size=EACH))
def test_two_thousand_keys_end_nothing(
    play: Open, tmp_path: Path, harmless: None, acts: list[Act]
) -> None:
    asyncio.run(happen(play, tmp_path / "any" / "store.db", acts))


@pytest.mark.long
@pytest.mark.parametrize("number", range(25))
def test_fifty_thousand_keys_end_nothing(
    play: Open, tmp_path: Path, harmless: None, number: int
) -> None:
    @seed(number)
    @examples(20, Phase.shrink, same=False)
    @given(acts=st.lists(ACTS, min_size=EACH, max_size=EACH))
    def two_thousand(acts: list[Act]) -> None:
        asyncio.run(happen(play, tmp_path / "any" / "store.db", acts))

    two_thousand()
