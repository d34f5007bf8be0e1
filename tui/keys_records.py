"""The keys of what is done with records: marked, corrected, taken along.

They are part of the key table in `tui.keys`, which is where they are asked for.
"""

from __future__ import annotations

from textual.binding import Binding

MARKING: tuple[Binding, ...] = (
    Binding(
        "c",
        "correct",
        "correct",
        id="hand.correct",
        tooltip="Set right what was found: reject, stance, kind, words, who, entry; "
        "merge and split actors",
    ),
    Binding(
        "m",
        "bookmark",
        "bookmark",
        id="hand.mark",
        tooltip="Bookmark the record, or no longer; bookmarked ones have a `*` behind them",
    ),
    Binding("a", "note", "note", id="hand.note", tooltip="Note something on the record"),
    Binding("t", "tag", "tag", id="hand.tag", tooltip="Tag the record with words of yours"),
    Binding(
        "u",
        "undo",
        "undo",
        id="hand.undo",
        tooltip="Take back what you did last to records, in this session or an earlier one",
    ),
    Binding("U", "redo", "redo", id="hand.redo", tooltip="Do again what was taken back last"),
)
"""What the user says of records, and the way back."""

HANDLING: tuple[Binding, ...] = (
    Binding(
        "y",
        "yank",
        "yank",
        id="yank.words",
        tooltip="Yank the current words with who, outlet, date and place; "
        "again: as Markdown, as JSON",
    ),
    Binding("Y", "yanked", "last yank", id="yank.last", tooltip="Show what was yanked last"),
    Binding(
        "o",
        "outside",
        "open outside",
        id="source.outside",
        tooltip="Open the article's address or file; over SSH: show and yank it",
    ),
    Binding("s", "sort", "sort", id="list.sort", tooltip="The next sort order of the pane in use"),
    Binding(
        "x",
        "export",
        "export",
        id="store.export",
        tooltip="Write the articles that are shown, with what was found, to a file or folder",
    ),
)
"""What is done with a record or a list of them."""
