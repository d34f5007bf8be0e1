"""The palette: every action by name, with its key. Knows the key table and no store."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input

from tui import hints, keys
from tui.marking import Piece
from tui.render import row
from tui.screens.over import Over
from tui.widgets.drawn import Drawn
from tui.widgets.line_list import LineList
from tui.widgets.prompt import Prompt
from tui.widgets.rule import Rule

Entry = tuple[Binding, str]
"""An action, and why it is off now ("" where it is not)."""


class Actions(LineList):
    """The actions that match what is typed."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        super().__init__()
        self._entries = entries
        self.matching = list(entries)
        self.can_focus = False
        self.use(True)

    def narrow(self, words: str) -> None:
        """Shows the actions in whose name or meaning every word occurs."""
        wanted = words.casefold().split()
        self.matching = [
            entry
            for entry in self._entries
            if all(
                word in f"{entry[0].description} {entry[0].tooltip}".casefold() for word in wanted
            )
        ]
        self.set_count(len(self.matching), nothing="No action is called that.")

    def draw_row(self, index: int, width: int) -> Sequence[Piece]:
        """Name, meaning, keys."""
        binding, reason = self.matching[index]
        names = " ".join(keys.names(binding))
        name = f"{binding.description:<20} "
        tone = "quiet" if reason else ""
        left: list[Piece] = [(name, tone), (reason or binding.tooltip, "quiet")]
        return row(left, [(names + " ", "quiet" if reason else "key")], width)


class Palette(Over[Binding | None], inherit_bindings=False):
    """A line to type in over the list of actions; the chosen one is the screen's answer."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.PICKING]
    HINTS = hints.PICKING

    def __init__(self, entries: Sequence[Entry]) -> None:
        super().__init__()
        self._actions = Actions(entries)

    def compose(self) -> ComposeResult:
        """The rule, the line, the list."""
        rule = Rule(keys.told("Palette · {prompt.keep} does it, {prompt.drop} closes"))
        rule.use(True)
        with Vertical(id="sheet"):
            yield rule
            with Horizontal(id="wanted-line"):
                yield Drawn(id="wanted-mark")
                yield Prompt(id="wanted", placeholder="what to do")
            yield self._actions

    def on_mount(self) -> None:
        """The line takes the focus."""
        self.query_one("#wanted-mark", Drawn).show([[(" : ", "key")]])
        self._actions.narrow("")
        self.query_one(Prompt).open()

    def on_key(self, event: events.Key) -> None:
        """A click beside the line may have taken its focus: the next key gives it back."""
        if self.focused is None:
            self.query_one(Prompt).open()
            if event.key == "escape":
                self.dismiss(None)

    def action_move(self, rows: int) -> None:
        """Moves in the list."""
        self._actions.action_move(rows)

    def action_page(self, way: int) -> None:
        """Moves in the list by its height."""
        self._actions.action_page(way)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._actions.narrow(event.value)

    @on(Input.Submitted)
    @on(LineList.Chosen)
    def _chosen(self) -> None:
        actions = self._actions
        self.dismiss(actions.matching[actions.cursor][0] if actions.count else None)

    @on(Prompt.Dropped)
    def _dropped(self) -> None:
        self.dismiss(None)
