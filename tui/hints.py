"""Which keys help most where: binding ids of the key table, each with a word."""

from __future__ import annotations

HINTS: dict[int, tuple[tuple[str, str], ...]] = {
    1: (("list.open", "read"),),
    2: (("list.open", "narrow to it"),),
    3: (
        ("list.open", "go to the words"),
        ("read.turn", "quotes/ledger"),
        ("yank.words", "yank"),
    ),
    4: (
        ("read.next", "next mark"),
        ("read.previous", "previous"),
        ("yank.words", "yank"),
        ("read.back", "back"),
    ),
}
"""What helps most in each pane: binding id and a word."""

TYPING: tuple[tuple[str, str], ...] = (("prompt.keep", "keeps"), ("prompt.drop", "drops"))
"""What helps while a search is typed."""

SHEET: tuple[tuple[str, str], ...] = (
    ("move.down", "scroll"),
    ("move.page-down", "a page on"),
    ("top.close", "close"),
)
"""What helps in a sheet that is read."""

CARD: tuple[tuple[str, str], ...] = (
    ("read.next", "the next"),
    ("read.previous", "previous"),
    ("yank.words", "yank"),
    ("move.down", "scroll"),
    ("top.close", "close"),
)
"""What helps in the sheet of one record."""

BOUNDS: tuple[tuple[str, str], ...] = (
    ("bounds.end-on", ""),
    ("bounds.end-back", "end"),
    ("bounds.start-on", ""),
    ("bounds.start-back", "beginning"),
    ("bounds.keep", "keep"),
    ("bounds.drop", "drop"),
    ("app.help", "keys"),
)
"""What helps while the ends of words are moved; keys without a word share the next one's."""

BOARD: tuple[tuple[str, str], ...] = (
    ("list.open", "go to the words"),
    ("cell.next", "next cell"),
    ("top.close", "close"),
    ("hand.correct", "correct"),
    ("hand.mark", "bookmark"),
    ("hand.undo", "undo"),
)
"""What helps in a view."""

CONDITIONS: tuple[tuple[str, str], ...] = (
    ("condition.met", "met / not met"),
    *BOARD,
)
"""What helps in the view of conditions."""

SAVED: tuple[tuple[str, str], ...] = (
    ("list.open", "search"),
    ("saved.forget", "forget"),
    ("top.close", "close"),
)
"""What helps in the sheet of saved searches."""

PICKING: tuple[tuple[str, str], ...] = (
    ("pick.down", "down"),
    ("pick.up", "up"),
    ("prompt.keep", "do it"),
    ("prompt.drop", "close"),
)
"""What helps in the palette."""

ANSWERING: tuple[tuple[str, str], ...] = (("answer.yes", "yes"),)
"""What answers a question."""

ALWAYS: tuple[tuple[str, str], ...] = (
    ("search.start", "search"),
    ("app.help", "keys"),
    ("app.quit", "quit"),
)
"""What helps everywhere."""
