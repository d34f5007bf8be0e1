"""The keys of what lies over the panes: lines to type in, questions, sheets, views.

They are part of the key table in `tui.keys`, which is where they are asked for.
"""

from __future__ import annotations

from textual.binding import Binding

PROMPT: tuple[Binding, ...] = (
    Binding("enter", "submit", "keep", id="prompt.keep", tooltip="Keep what is typed, or do it"),
    Binding("escape", "drop", "drop", id="prompt.drop", tooltip="Drop what is typed and go back"),
)
"""What a line to type in has."""

COMPLETING: tuple[Binding, ...] = (
    Binding(
        "tab",
        "complete(1)",
        "complete",
        id="ask.complete",
        tooltip="Complete the word: fields, their values, names; again: the next",
    ),
    Binding(
        "shift+tab",
        "complete(-1)",
        "complete back",
        id="ask.complete-back",
        tooltip="Complete the word with what came before",
    ),
)
"""What completes words in a line."""

ASKING: tuple[Binding, ...] = (
    *COMPLETING,
    Binding("up", "recall(-1)", "earlier", id="ask.earlier", tooltip="The search before"),
    Binding("down", "recall(1)", "later", id="ask.later", tooltip="The search after"),
)
"""What the line to search in has besides."""

ANSWERING: tuple[Binding, ...] = (
    Binding("y", "agree", "yes", id="answer.yes", tooltip="Do it; any other key leaves it be"),
)
"""What answers a question."""

CLOSING: tuple[Binding, ...] = (
    Binding("escape,q", "dismiss", "close", id="top.close", tooltip="Close what is on top"),
)
"""What closes a sheet over the panes."""

CELLS: tuple[Binding, ...] = (
    Binding("l,right", "cell(1)", "next cell", id="cell.next", tooltip="The next cell of the row"),
    Binding("h,left", "cell(-1)", "previous cell", id="cell.previous", tooltip="The cell before"),
)
"""What moves within the rows of a view."""

MEETING: tuple[Binding, ...] = (
    Binding(
        "x",
        "mark",
        "met / not met",
        id="condition.met",
        tooltip="Take the condition under the cursor as met, or not: what falls due, for whom, "
        "and who is uncommitted",
    ),
)
"""What the view of conditions has besides."""

SAVED: tuple[Binding, ...] = (
    Binding(
        "X", "forget", "forget", id="saved.forget", tooltip="Forget the search under the cursor"
    ),
)
"""What the sheet of saved searches has besides."""

PICKING: tuple[Binding, ...] = (
    Binding("down", "move(1)", "down", id="pick.down", tooltip="The next action"),
    Binding("up", "move(-1)", "up", id="pick.up", tooltip="The action before"),
    Binding("pagedown", "page(1)", "a page down", id="pick.page-down", tooltip="A page on"),
    Binding("pageup", "page(-1)", "a page up", id="pick.page-up", tooltip="A page back"),
)
"""What moves in the palette while its prompt is typed in."""

BOUNDS: tuple[Binding, ...] = (
    Binding("l,right", "end(1)", "end on", id="bounds.end-on", tooltip="One more word at the end"),
    Binding(
        "h,left", "end(-1)", "end back", id="bounds.end-back", tooltip="One word less at the end"
    ),
    Binding(
        "L,shift+right",
        "start(1)",
        "start on",
        id="bounds.start-on",
        tooltip="One word less at the beginning",
    ),
    Binding(
        "H,shift+left",
        "start(-1)",
        "start back",
        id="bounds.start-back",
        tooltip="One more word at the beginning",
    ),
    Binding(
        "tab", "fragment", "next part", id="bounds.part", tooltip="The ends of the next fragment"
    ),
    Binding("enter", "keep", "keep", id="bounds.keep", tooltip="Keep these words"),
    Binding(
        "escape,q", "dismiss", "drop", id="bounds.drop", tooltip="Leave the words as they were"
    ),
)
"""What moves the ends of words that are corrected."""
