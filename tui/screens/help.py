"""The help: every key and every mark. Knows the key table, no record and no store."""

from __future__ import annotations

from collections.abc import Sequence

from tui import hints, keys
from tui.fitting import two_columns
from tui.marking import BRACKETS, STANCES, Piece
from tui.plain import ASCII
from tui.render import KINDS
from tui.screens.sheet import Sheet

_PARTS: tuple[tuple[tuple[Piece, ...], str], ...] = (
    ((("▌ ", "bar-now"), ("content", "content")), "what the current quote reports as said"),
    ((("▏", "bar"),), "there is a quote that is not the current one"),
    ((("source", "speaker"),), "who said it"),
    ((("cue", "cue"),), "the words that attribute it"),
    ((("maker", "maker"),), "who pledges"),
    ((("trigger", "trigger"),), "the words that commit"),
    ((("action", "action"),), "what is to be done"),
    ((("for whom", "action beneficiary"),), "who it is for"),
    ((("condition", "condition"),), "what must hold first"),
    (
        ((f"{STANCES['commitment']} ", "bar"), ("trigger", "other-trigger")),
        "the words that commit in a pledge that is not the current one, and its stance",
    ),
    ((("headline", "headline"),), "the article's headline"),
    ((("around it", "boilerplate"),), "no words of the article: captions, links, dates"),
    ((("searched", "hit"), (" ", ""), ("words", "hit-now")), "hits of a search; the current one"),
)

_MARKS: tuple[tuple[str, str], ...] = (
    (
        " ".join(STANCES.values()),
        "a pledge, the last of an entry: commitment, readiness, refusal",
    ),
    (" ".join(KINDS.values()), "a quote: direct, mixed, indirect"),
    ("?", "confidence below 0.6"),
    ("~", "a date that is inferred, not stated"),
    ("9q 2p", "nine quotes, two pledges"),
    ("moved", "the strength of an entry has changed over time"),
    ("contested", "articles disagree about one moment of it"),
    ("3 origins", "so many tell it independently of each other"),
    ("* +", "yours, behind a record: a bookmark; a note or tags only"),
)


def lines(
    width: int, pane: int | None, *, bracketed: bool = False, choosing: bool = False
) -> list[list[Piece]]:
    """The help in lines of at most `width` cells, what helps in the pane in use first, or while
    words are chosen (`choosing`).

    `bracketed`: the parts of the current quote or pledge stand in brackets.
    """
    rows: list[tuple[list[Piece], str]] = []
    page: list[list[Piece]] = []

    def section(title: str) -> None:
        nonlocal rows
        page.extend(_table(rows, width))
        rows = []
        page.extend([[], [(title, "strong")]] if page else [[(title, "strong")]])

    if pane is not None:
        section(f"Here, in pane {pane}")
        for binding_id, word in hints.HINTS[pane]:
            rows.append((_names(keys.names(keys.find(binding_id))), word))
    words = (keys.WORDS,)
    for part in (*words, *keys.SECTIONS) if choosing else (*keys.SECTIONS, *words):
        section(part.title)
        rows += [(_names(keys.names(binding)), binding.tooltip) for binding in part.bindings]
    section("Marks in the text")
    rows += [(_part(pieces, bracketed), meaning) for pieces, meaning in _PARTS]
    section("Marks in lists")
    rows += [([(mark, "")], meaning) for mark, meaning in _MARKS]
    return [*page, *_table(rows, width)]


def _part(pieces: Sequence[Piece], bracketed: bool) -> list[Piece]:
    """An example of a part as the reader shows it."""
    drawn: list[Piece] = []
    for text, tones in pieces:
        left, right = BRACKETS.get(tones.split()[-1] if tones else "", ("", ""))
        drawn.append((f"{left}{text}{right}" if bracketed else text, tones))
    return drawn


def _names(names: Sequence[str]) -> list[Piece]:
    pieces: list[Piece] = []
    for name in names:
        pieces += [(name, "key"), (" ", "")]
    return pieces


def _table(rows: Sequence[tuple[list[Piece], str]], width: int) -> list[list[Piece]]:
    return two_columns([([("  ", ""), *left], meaning) for left, meaning in rows], 18, width)


class Help(Sheet):
    """All keys and marks, over the panes."""

    def __init__(self, pane: int | None, *, choosing: bool = False) -> None:
        def lay(width: int) -> list[list[Piece]]:
            return lines(width, pane, bracketed=self.app.has_class(ASCII), choosing=choosing)

        super().__init__("Keys and marks", lay)
