"""Records as styled text, without an application."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from store.records import Actor, Article, Findings, Pledge, Quote, Record, Source
from tui import cards, render
from tui.behind import Behind
from tui.marking import Piece

NAMES = {"a1": "Anna Berg", "a2": "the state"}


def text(pieces: list[Piece]) -> str:
    return "".join(part for part, _ in pieces)


def source(**changed: object) -> Source:
    made = Source(
        "s1", "A headline", "Inland Times", None, "2026-01-06", "event", "inferred", None,
        "/a/b.txt", (), "en", 120, "", "", (), 2, 1,
    )  # fmt: skip
    return replace(made, **changed)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("iso", "how", "shown"),
    [
        ("2026-01-06", "inferred", "~6 Jan 2026"),
        ("2025-09-04", "stated", "4 Sep 2025"),
        ("2025-09-04T10:00:00Z", "stated", "4 Sep 2025"),
        ("2025-09", "stated", "Sep 2025"),
        ("2025", "inferred", "~2025"),
        (None, None, ""),
        ("soon", "stated", "soon"),
        ("2025-13-01", "stated", "2025-13-01"),
    ],
)
def test_dates_are_written_as_people_do(iso: str | None, how: str | None, shown: str) -> None:
    assert render.date(source(date=iso, date_how=how)) == shown


def test_an_unknown_outlet_gives_way_to_the_files_name() -> None:
    assert render.dateline(source()) == "Inland Times · ~6 Jan 2026"
    assert render.dateline(source(outlet=None)) == "b.txt · ~6 Jan 2026"


@pytest.mark.parametrize("width", [12, 28, 33, 34, 60])
def test_rows_fill_their_width(width: int, articles: list[tuple[Article, Findings]]) -> None:
    actor = Actor("a1", "Anna Berg of the harbour towns", "person", quotes=12, pledges=3)
    assert cell_len(text(render.source_row(source(), width))) == width
    assert cell_len(text(render.actor_row(actor, width))) == width
    findings = articles[0][1]
    records: list[Quote | Pledge] = [*findings.quotes, *findings.pledges]
    for record in records:
        assert cell_len(text(render.said_row(record, NAMES.get, width))) == width


def test_a_row_says_who_and_what(articles: list[tuple[Article, Findings]]) -> None:
    pledge = articles[0][1].pledges[0]
    row = text(render.said_row(pledge, NAMES.get, 60))
    assert row.startswith("● the harbour towns")
    assert "build a sea wall" in row
    known = replace(pledge, actors=("a1", "a2"))
    assert text(render.said_row(known, NAMES.get, 60)).startswith("● Anna Berg, the state")


def test_low_confidence_has_a_mark_in_lists(articles: list[tuple[Article, Findings]]) -> None:
    quote, pledge = articles[0][1].quotes[2], articles[0][1].pledges[2]
    assert text(render.said_row(pledge, NAMES.get, 60)).startswith("◐?")
    assert text(render.said_row(quote, NAMES.get, 60)).startswith("·?")
    assert "?" in cards.card_title(pledge)


def test_wide_characters_are_cut_between() -> None:
    assert text(render.row([("日本語", "")], [], 4)) in ("日 …", "日… ")


def test_of_a_long_text_the_middle_gives_way() -> None:
    words = "action: strong security guarantees for Ukraine"
    assert render.middle(words, 60) == words
    assert render.middle(words, 26).startswith("action: stron…")
    assert render.middle(words, 26).endswith("for Ukraine")
    for width in range(60):
        assert cell_len(render.middle(words, width)) <= width


def test_a_card_shows_every_part(articles: list[tuple[Article, Findings]]) -> None:
    pledge = articles[0][1].pledges[0]
    lines = cards.card(pledge, 80, 8, Behind(source()))
    shown = "\n".join(text(line) for line in lines)
    for words in (
        "maker the harbour towns",
        "trigger have agreed",
        'action build a sea wall "within two years"',
        "condition if the state pays half of it",
        "why the verb “that commits”",
        "Inland Times · ~6 Jan 2026",
    ):
        assert words in shown
    assert cards.card_title(pledge) == "pledge · commitment · confidence 0.9"


def test_a_card_uses_the_tones_of_the_text(articles: list[tuple[Article, Findings]]) -> None:
    quote = articles[0][1].quotes[0]
    pieces = [piece for line in cards.card(quote, 80, 8) for piece in line]
    assert ("Mayor Anna Berg", "speaker") in pieces
    assert ("said", "cue") in pieces
    assert any(tone == "content" for _, tone in pieces)


def test_a_beneficiary_within_the_action_is_told_apart_there(
    articles: list[tuple[Article, Findings]],
) -> None:
    pledge = articles[0][1].pledges[2]
    pieces = [piece for line in cards.card(pledge, 80, 8) for piece in line]
    assert ("lend ", "action") in pieces
    assert ("the ferrymen", "action beneficiary") in pieces
    assert ("condition", "label") in pieces
    outside = replace(pledge, beneficiary=pledge.makers[0])
    assert "for The state" in "\n".join(map(text, cards.card(outside, 80, 8)))


def test_a_gap_in_discontinuous_words_is_shown(articles: list[tuple[Article, Findings]]) -> None:
    quote = articles[0][1].quotes[1]
    shown = " ".join(text(line) for line in cards.card(quote, 200, 8))
    assert 'storm," […] "The sea' in shown


@pytest.mark.parametrize("rows", [1, 2, 3, 5, 9])
@pytest.mark.parametrize("width", [18, 40, 90])
def test_a_card_stays_within_its_place(
    width: int, rows: int, articles: list[tuple[Article, Findings]]
) -> None:
    findings = articles[0][1]
    actor = Actor("a1", "Anna Berg", "person", ("Berg",) * 20, ("mayor",), "Sweden", 4, 2, 1)
    records: list[Record] = [source(), actor, *findings.quotes, *findings.pledges]
    for record in records:
        lines = cards.card(record, width, rows, Behind(source()))
        assert len(lines) <= rows
        assert all(cell_len(text(line).rstrip()) <= width for line in lines)


def test_what_a_terminal_cannot_show_is_left_out_of_rows() -> None:
    assert "A\x07b" not in text(render.source_row(source(title="A\x07b\u202ec"), 30))
    assert text(render.source_row(source(title="A\x07b\u202ec"), 30)).startswith("Abc")


@given(
    st.lists(
        st.lists(
            st.tuples(st.text("ab 日-", max_size=12), st.sampled_from(["", "label", "quiet"])),
            max_size=4,
        ),
        max_size=5,
    ),
    st.integers(2, 30),
)
def test_flowing_fields_keep_their_words_and_their_width(
    fields: list[list[Piece]], width: int
) -> None:
    lines = render.flow(fields, width)
    assert all(cell_len(text(line).rstrip()) <= width for line in lines)
    flowed = "".join(text(line) for line in lines).replace(" ", "")
    assert flowed == "".join(text(field) for field in fields).replace(" ", "")


def test_counts_are_written_out() -> None:
    assert render.count(1, "quote") == "1 quote"
    assert render.count(1200, "quote") == "1,200 quotes"
