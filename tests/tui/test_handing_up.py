"""Messages that go up at once, as far and to the same handlers as Textual would take them."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.widget import Widget

from tui.handing_up import HandedUp, hand_up


class Told(HandedUp):
    """Something happened."""


class Inner(Widget):
    def on_told(self, message: Told) -> None:
        assert isinstance(self.app, Tower)
        self.app.heard.append("inner")


class Middle(Vertical):
    stops = False

    def on_told(self, message: Told) -> None:
        assert isinstance(self.app, Tower)
        self.app.heard.append("middle")
        if self.stops:
            message.stop()


class Tower(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.heard: list[str] = []
        self.inner = Inner()
        self.middle = Middle(self.inner)

    def compose(self) -> ComposeResult:
        yield self.middle

    def on_told(self, message: Told) -> None:
        self.heard.append("app")


async def test_all_have_heard_of_it_when_it_was_handed_up() -> None:
    app = Tower()
    async with app.run_test():
        await hand_up(Told(), app.inner)
        assert app.heard == ["inner", "middle", "app"]


async def test_who_stops_it_is_the_last_to_hear_of_it() -> None:
    app = Tower()
    app.middle.stops = True
    async with app.run_test():
        await hand_up(Told(), app.inner)
        assert app.heard == ["inner", "middle"]


async def test_one_that_is_posted_comes_as_far() -> None:
    app = Tower()
    async with app.run_test() as pilot:
        app.inner.post_message(Told())
        await pilot.pause()
        assert app.heard == ["inner", "middle", "app"]
