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

ALWAYS: tuple[tuple[str, str], ...] = (
    ("search.start", "search"),
    ("app.help", "keys"),
    ("app.quit", "quit"),
)
"""What helps everywhere."""
