"""Every key of the explorer: what it does, where, and how it is written down.

Bindings live here, in `tui.keys_over` and in `tui.keys_records`, and nowhere else; the help,
the README's table and the palette print them. Knows no widget and no record.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain

from textual.binding import Binding

from tui.keynames import names as names
from tui.keynames import usual
from tui.keys_over import ANSWERING as ANSWERING
from tui.keys_over import ASKING as ASKING
from tui.keys_over import BOUNDS as BOUNDS
from tui.keys_over import CELLS as CELLS
from tui.keys_over import CLOSING as CLOSING
from tui.keys_over import COMPLETING as COMPLETING
from tui.keys_over import MEETING as MEETING
from tui.keys_over import PICKING as PICKING
from tui.keys_over import PROMPT as PROMPT
from tui.keys_over import SAVED as SAVED
from tui.keys_records import HANDLING as HANDLING
from tui.keys_records import MARKING as MARKING

MOVES: tuple[Binding, ...] = (
    Binding(
        "j,down",
        "move(1)",
        "down",
        id="move.down",
        tooltip="One row, or one line of the text, down",
    ),
    Binding("k,up", "move(-1)", "up", id="move.up", tooltip="One row, or one line of the text, up"),
    Binding("g,home", "first", "first", id="move.first", tooltip="The first row or line"),
    Binding("G,end", "last", "last", id="move.last", tooltip="The last row or line"),
    Binding("ctrl+d", "half(1)", "half a page down", id="move.half-down", tooltip="Half a page on"),
    Binding("ctrl+u", "half(-1)", "half a page up", id="move.half-up", tooltip="Half a page back"),
    Binding("pagedown,space", "page(1)", "a page down", id="move.page-down", tooltip="A page on"),
    Binding("pageup", "page(-1)", "a page up", id="move.page-up", tooltip="A page back"),
)
"""What moves in every list and text."""

CHOICES: tuple[Binding, ...] = (
    Binding(
        "enter",
        "choose",
        "open",
        id="list.open",
        tooltip="Read the article; narrow the panes to the actor; go to the words in the article, "
        "those of an entry in turn",
    ),
)
"""What lists have beyond moving."""

PANES: tuple[Binding, ...] = (
    Binding("1", "pane(1)", "sources", id="pane.sources", tooltip="Go to the articles"),
    Binding("2", "pane(2)", "actors", id="pane.actors", tooltip="Go to who speaks and pledges"),
    Binding(
        "3", "pane(3)", "pledges", id="pane.pledges", tooltip="Go to the pledges, quotes or ledger"
    ),
    Binding("4", "pane(4)", "reader", id="pane.reader", tooltip="Go to the article's text"),
    Binding("tab,l,right", "next_pane", "next pane", id="pane.next", tooltip="Go to the next pane"),
    Binding(
        "shift+tab,h,left",
        "previous_pane",
        "previous pane",
        id="pane.previous",
        tooltip="Go to the pane before",
    ),
    Binding("z", "zoom", "zoom", id="pane.zoom", tooltip="The pane alone on the screen, and back"),
    Binding(
        "less_than_sign",
        "split(-1)",
        "narrower lists",
        id="pane.narrower",
        tooltip="Move the split between lists and reader to the left",
    ),
    Binding(
        "greater_than_sign",
        "split(1)",
        "wider lists",
        id="pane.wider",
        tooltip="Move the split between lists and reader to the right",
    ),
)
"""What goes from pane to pane, and sets them out."""

READING: tuple[Binding, ...] = (
    Binding(
        "v",
        "turn",
        "pledges / quotes / ledger",
        id="read.turn",
        tooltip="Pane 3 shows the pledges, the quotes, the ledger in turn",
    ),
    Binding(
        "right_square_bracket",
        "mark(1)",
        "next quote or pledge",
        id="read.next",
        tooltip="The next quote or pledge of the article becomes the current one",
    ),
    Binding(
        "left_square_bracket",
        "mark(-1)",
        "previous quote or pledge",
        id="read.previous",
        tooltip="The quote or pledge before becomes the current one",
    ),
    Binding(
        "slash",
        "search",
        "search",
        id="search.start",
        tooltip="Search everything as you type: enter keeps the search, esc drops it",
    ),
    Binding(
        "n",
        "hit(1)",
        "next hit",
        id="search.next",
        tooltip="The next place where the searched words stand, in this article or the next",
    ),
    Binding(
        "N",
        "hit(-1)",
        "previous hit",
        id="search.previous",
        tooltip="The place before where the searched words stand",
    ),
    Binding(
        "S",
        "saved",
        "saved searches",
        id="search.saved",
        tooltip="Searches that were saved, with what they find now; save the one that is on",
    ),
    Binding(
        "i",
        "card",
        "all about this record",
        id="read.card",
        tooltip="Everything about this record: the whole card to scroll through",
    ),
    Binding(
        "escape",
        "close",
        "close",
        id="read.close",
        tooltip="Close what is on top, else the search, else the narrowing; never leaves",
    ),
    Binding("backspace", "back", "back", id="read.back", tooltip="Back to where you were"),
)
"""What finds, narrows and goes back."""

VIEWS: tuple[Binding, ...] = (
    Binding(
        "L",
        "view('ledger')",
        "ledger",
        id="view.ledger",
        tooltip="The ledger at a glance: chains of offers, who offers what, how firmly over time",
    ),
    Binding(
        "C",
        "view('conditions')",
        "conditions",
        id="view.conditions",
        tooltip="Pledges by what must happen first, and what falls due when it has",
    ),
    Binding(
        "M",
        "view('matrix')",
        "matrix",
        id="view.matrix",
        tooltip="Actors by kinds of action: who commits, is ready, refuses, is silent",
    ),
    Binding(
        "F",
        "view('figures')",
        "figures",
        id="view.figures",
        tooltip="Counted things side by side, with whether articles agree",
    ),
    Binding(
        "T",
        "view('timeline')",
        "timeline",
        id="view.timeline",
        tooltip="When pledges were made against when they take effect",
    ),
    Binding(
        "D",
        "view('drift')",
        "drift",
        id="view.drift",
        tooltip="One utterance as each outlet words it, word by word",
    ),
    Binding(
        "W",
        "view('news')",
        "what is new",
        id="view.news",
        tooltip="What came since the last visit: actors, figures, stances, first quotes",
    ),
    Binding(
        "V",
        "view('yours')",
        "yours",
        id="view.yours",
        tooltip="What you corrected, bookmarked, noted and tagged, and what of it has no place now",
    ),
)
"""What lays the records of many articles side by side."""

PROGRAM: tuple[Binding, ...] = (
    Binding(
        "A",
        "add",
        "add articles",
        id="store.add",
        tooltip="Read articles into the store: a file or a folder; A again stops it",
    ),
    Binding(
        "X",
        "remove",
        "remove article",
        id="store.remove",
        tooltip="Take the article under the cursor, or the open one, out of the store; asks first",
    ),
    Binding(
        "R",
        "reload",
        "reload",
        id="store.reload",
        tooltip="Extract again what an older pipeline made",
    ),
    Binding("question_mark", "help", "keys", id="app.help", tooltip="All keys and marks"),
    Binding(
        "ctrl+p,colon",
        "palette",
        "palette",
        id="app.palette",
        tooltip="Every action by name, with its key",
    ),
    Binding(
        "ctrl+c",
        "copy",
        "copy",
        id="app.copy",
        tooltip="Copy what is selected, else the current words; twice: quit",
    ),
    Binding(
        "ctrl+l",
        "redraw",
        "redraw",
        id="app.redraw",
        tooltip="Draw the whole screen again, should something else have written on it",
    ),
    Binding(
        "ctrl+t",
        "theme",
        "theme",
        id="app.theme",
        tooltip="Draw in the next theme, until you leave",
    ),
    Binding(
        "ctrl+z", "suspend", "suspend", id="app.suspend", tooltip="Back to the shell; fg returns"
    ),
    Binding("q", "quit", "quit", id="app.quit", tooltip="Leave"),
)
"""What concerns the store and the program."""

ON_CARD: tuple[Binding, ...] = tuple(
    binding
    for binding in (*READING, *HANDLING)
    if binding.id in ("read.next", "read.previous", "yank.words", "yank.last", "source.outside")
)
"""What the sheet of one record has besides, as in the panes."""


HELPING: tuple[Binding, ...] = tuple(one for one in PROGRAM if one.id == "app.help")
"""What asks for help over the panes, too: where words are chosen, and in a view."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the key table."""

    title: str
    bindings: tuple[Binding, ...]


SECTIONS: tuple[Section, ...] = (
    Section("Move", (*MOVES, *CHOICES)),
    Section("Panes", PANES),
    Section("Read and search", READING),
    Section("Views", VIEWS),
    Section("Mark and undo", MARKING),
    Section("Take along", HANDLING),
    Section("Store and program", PROGRAM),
)
"""The key table, in the order in which help and README print it."""

WORDS = Section("Choose the words of a part", BOUNDS)
"""The keys while words are chosen, as the help prints them."""


def bindings() -> tuple[Binding, ...]:
    """Every binding of the key table."""
    return tuple(binding for section in SECTIONS for binding in section.bindings)


PLACES: dict[str, tuple[Binding, ...]] = {
    "panes": bindings(),
    "help": (*MOVES, *CLOSING),
    "card": (*MOVES, *CLOSING, *ON_CARD),
    "words corrected": (*BOUNDS, *HELPING),
    "view": (*MOVES, *CHOICES, *CELLS, *CLOSING, *VIEWS, *MARKING, *MEETING, *HELPING),
    "saved searches": (*MOVES, *CHOICES, *CLOSING, *SAVED),
    "search": (*PROMPT, *ASKING),
    "palette": (*PROMPT, *PICKING),
    "question": ANSWERING,
}
"""What is bound at the same time: no key may mean two things there."""

TYPED = ("search", "palette")
"""The places in which text is typed."""


def find(binding_id: str) -> Binding:
    """The binding of this id; KeyError where there is none."""
    for binding in chain(*PLACES.values()):
        if binding.id == binding_id:
            return binding
    raise KeyError(binding_id)


def name(binding_id: str) -> str:
    """The first key of a binding, for a sentence: `esc`."""
    return names(find(binding_id))[0]


def told(sentence: str) -> str:
    """A sentence with the keys in force for the ids in it: `{app.quit} leaves.`"""
    return re.sub(r"\{([a-z]+\.[a-z-]+)\}", lambda found: name(found[1]), sentence)


def markdown() -> str:
    """The key table as the README prints it."""
    lines = ["| key | does |", "| --- | --- |"]
    for binding in bindings():
        keys = " ".join(f"`{name}`" for name in usual(binding, arrows=True))
        lines.append(f"| {keys} | {binding.tooltip} |")
    return "\n".join(lines)
