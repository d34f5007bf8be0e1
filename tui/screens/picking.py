"""A list to pick from over the panes, narrowed by what is typed. Knows no record and no store."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
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

Value = TypeVar("Value")

_LABEL = 20  # cells of the labels' column


@dataclass(frozen=True, slots=True)
class Option(Generic[Value]):
    """Something to pick: what it is called, what it means, and what stands right of it.

    One that is `off` can be picked, too: whoever asked says why it is.
    """

    value: Value
    label: str
    meaning: str = ""
    tail: str = ""
    off: bool = False


Find = Callable[[str], Sequence[Option[Value]]]
"""The options for what is typed."""


def among(options: Sequence[Option[Value]]) -> Find[Value]:
    """Finds the options in whose label or meaning every word that is typed occurs."""

    def find(words: str) -> Sequence[Option[Value]]:
        wanted = words.casefold().split()
        return [
            one
            for one in options
            if all(word in f"{one.label} {one.meaning}".casefold() for word in wanted)
        ]

    return find


class Options(LineList, Generic[Value]):
    """The options for what is typed."""

    def __init__(self, find: Find[Value], nothing: str) -> None:
        super().__init__()
        self._find = find
        self._nothing = nothing
        self.matching: Sequence[Option[Value]] = ()
        self.can_focus = False
        self.use(True)

    def narrow(self, words: str) -> None:
        """Shows the options for these words."""
        self.matching = self._find(words)
        self.set_count(len(self.matching), nothing=self._nothing)

    def draw_row(self, index: int, width: int) -> Sequence[Piece]:
        """Label, meaning, tail."""
        one = self.matching[index]
        left: list[Piece] = [(f"{one.label:<{_LABEL}} ", "quiet" if one.off else "")]
        left.append((one.meaning, "quiet"))
        return row(left, [(f"{one.tail} ", "quiet" if one.off else "key")], width)


class Picker(Over[Value | None], Generic[Value], inherit_bindings=False):
    """A line to type in over a list of options; the value of the one picked is the answer."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.PICKING]
    HINTS = hints.PICKING

    def __init__(
        self, title: str, asked: str, find: Find[Value], nothing: str = "Nothing is called that."
    ) -> None:
        super().__init__()
        self._title, self._asked = title, asked
        self._options = Options(find, nothing)

    def compose(self) -> ComposeResult:
        """The rule, the line, the list."""
        rule = Rule(keys.told(f"{self._title} · {{prompt.keep}} does it, {{prompt.drop}} closes"))
        rule.use(True)
        with Vertical(id="sheet"):
            yield rule
            with Horizontal(id="wanted-line"):
                yield Drawn(id="wanted-mark")
                yield Prompt(id="wanted", placeholder=self._asked)
            yield self._options

    def on_mount(self) -> None:
        """The line takes the focus."""
        self.query_one("#wanted-mark", Drawn).show([[(" : ", "key")]])
        self._options.narrow("")
        self.query_one(Prompt).open()

    def on_key(self, event: events.Key) -> None:
        """A click beside the line may have taken its focus: the next key gives it back."""
        if self.focused is None:
            self.query_one(Prompt).open()
            if event.key == "escape":
                self.dismiss(None)

    def action_move(self, rows: int) -> None:
        """Moves in the list."""
        self._options.action_move(rows)

    def action_page(self, way: int) -> None:
        """Moves in the list by its height."""
        self._options.action_page(way)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._options.narrow(event.value)

    @on(Input.Submitted)
    @on(LineList.Chosen)
    def _chosen(self) -> None:
        options = self._options
        self.dismiss(options.matching[options.cursor].value if options.count else None)

    @on(Prompt.Dropped)
    def _dropped(self) -> None:
        self.dismiss(None)
