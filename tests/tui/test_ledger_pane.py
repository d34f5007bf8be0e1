"""Pane 3 as the ledger: entries in rows, and the way from an entry to its words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from store.corpus import Corpus
from store.records import Actor, Entry, Evidence, Pledge
from tests.store.ledger_samples import Report
from tui.marking import Piece
from tui.render import entry_row, offer
from tui.shelf import Shelf
from tui.trail import View

if TYPE_CHECKING:
    from tests.tui.conftest import Open, Stage

FIRST = Evidence("p1", "s1", "2024-03-02", "t1", "readiness", "ready", "is ready to", None)
LAST = replace(FIRST, pledge="p2", source="s2", date="2024-06-01", stance="commitment")
ENTRY = Entry(
    "e1", ("nine towns",), ("a1",), "0334", "0334", "Sudmark", "guard the strait", "agreed",
    "moved", (), 2, 2, None, (FIRST, LAST),
)  # fmt: skip


def text(pieces: list[Piece]) -> str:
    return "".join(part for part, _ in pieces)


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """Two entries: Norland's, told by three articles of three days, and Westmark's refusal."""
    path = tmp_path / "ledger.db"
    told = Report(1, trigger="is ready to", strength="ready")
    with Corpus.open(path) as corpus:
        for number, day in enumerate(("2024-03-01", "2024-05-01", "2024-07-01")):
            replace(told, number=number, topic=number, date=day).into(corpus)
        refusal = Report(
            7, topic=9, date="2024-02-01", maker="Westmark", trigger="will not", strength="refuses"
        )
        refusal.into(corpus)
    return path


# ------------------------------------------------------------------------------------ rows


@pytest.mark.parametrize("width", [12, 27, 41, 60, 120])
def test_a_row_fills_its_width(width: int) -> None:
    for entry in (ENTRY, replace(ENTRY, makers=(), evidence=(), beneficiary=None, strength=None)):
        assert cell_len(text(entry_row(entry, width))) == width


def test_a_row_says_who_what_for_whom_and_how_it_went() -> None:
    row = text(entry_row(ENTRY, 60))
    assert row.startswith("● nine towns ")
    assert "military protection" in row
    assert row.endswith(" moved")
    narrow = text(entry_row(ENTRY, 41))
    assert "military…" in narrow or "military protection" in narrow
    assert narrow.endswith(" moved")
    wide = text(entry_row(ENTRY, 100))
    assert "military protection for Sudmark" in wide


@pytest.mark.parametrize(
    ("verdict", "origins", "right"),
    [
        ("moved", 3, "moved"),
        ("contested", 2, "contested"),
        ("corroborated", 3, "3 origins"),
        ("single", 1, "agreed"),
    ],
)
def test_right_stands_what_tells_most(verdict: str, origins: int, right: str) -> None:
    entry = replace(ENTRY, verdict=verdict, origins=origins)  # type: ignore[arg-type]
    assert text(entry_row(entry, 60)).endswith(f" {right}")


def test_what_is_of_no_class_is_told_in_its_own_words() -> None:
    own = replace(ENTRY, theme="close plant", action="close the plant", beneficiary=None)
    assert offer(own) == "close the plant"
    assert offer(replace(own, beneficiary="Sudmark")) == "close the plant for Sudmark"
    assert offer(replace(own, action="trade with Sudmark", beneficiary="Sudmark")) == (
        "trade with Sudmark"
    )


# -------------------------------------------------------------------------------- the face


async def test_v_turns_to_the_ledger_and_round(play: Open, ledger: Path) -> None:
    async with play(ledger) as stage:
        for title in ("3 Pledges 4", "3 Quotes 0", "3 Ledger 2", "3 Pledges 4"):
            assert title in stage.text()
            await stage.press("v")


async def test_the_ledger_is_narrowed_to_an_actor_and_to_words(play: Open, ledger: Path) -> None:
    async with play(ledger) as stage:
        await stage.press("v", "v", "2")
        while getattr(stage.explorer.record, "name", "") != "Westmark":
            await stage.press("j")
        await stage.press("enter")
        assert "3 Ledger 1 of 2" in stage.text()
        await stage.press("escape", "slash")
        await stage.type("norl")
        await stage.press("enter")
        assert "3 Ledger 1 of 2" in stage.text()
        assert "Norland" in stage.text()


async def seek(stage: Stage, maker: str) -> Entry:
    await stage.press("v", "v", "3", "g")
    while True:
        record = stage.explorer.record
        assert isinstance(record, Entry)
        if maker in record.makers:
            return record
        await stage.press("j")


@pytest.mark.parametrize("again", [("3", "enter"), ("enter",)], ids=["list", "text"])
async def test_enter_goes_to_the_latest_evidence_and_then_to_the_others_in_turn(
    play: Open, ledger: Path, again: tuple[str, ...]
) -> None:
    async with play(ledger) as stage:
        entry = await seek(stage, "Norland")
        article = stage.explorer.reader.article
        for number, told in enumerate([*reversed(entry.evidence), entry.evidence[-1]]):
            await stage.press(*(again if number else ("3", "enter")))
            assert stage.explorer.pane == 4
            assert article.opened is not None
            assert article.opened.source.id == told.source
            assert isinstance(article.current, Pledge)
            assert article.current.id == told.pledge
            said = stage.explorer.status.said
            assert said == f"Evidence {number % 3 + 1} of 3 · enter: the next"


async def test_enter_in_a_text_that_no_entry_led_to_says_what_helps(
    play: Open, ledger: Path
) -> None:
    async with play(ledger) as stage:
        await seek(stage, "Norland")
        await stage.press("1", "enter", "enter")
        assert stage.explorer.status.said.startswith("Nothing to open in the text: ]")
        await stage.press("3", "enter", "1", "enter", "enter")
        assert stage.explorer.status.said.startswith("Nothing to open in the text: ]")


async def test_another_entry_begins_with_its_latest_evidence(play: Open, ledger: Path) -> None:
    async with play(ledger) as stage:
        await seek(stage, "Norland")
        await stage.press("enter", "3", "enter")
        assert "Evidence 2 of 3" in stage.explorer.status.said
        await stage.press("3", "G", "enter")
        assert stage.explorer.status.said == ""
        assert getattr(stage.explorer.reader.article.current, "stance", "") == "refusal"
        await stage.press("3", "g", "enter")
        assert "Evidence 1 of 3" in stage.explorer.status.said


async def test_the_entry_of_the_current_pledge_is_marked(play: Open, ledger: Path) -> None:
    async with play(ledger) as stage:
        entry = await seek(stage, "Norland")
        pane = stage.explorer.pledges
        assert not pane.marked(entry)
        await stage.press("enter")
        assert pane.marked(entry)
        rows = pane.list._rows
        assert rows is not None
        assert [pane.marked(rows[number]) for number in range(2)] == [True, False]
        assert any("strong" in tone for _, tone in pane.draw(entry, 40))


async def test_going_back_finds_the_entry_again(play: Open, ledger: Path) -> None:
    async with play(ledger) as stage:
        await seek(stage, "Westmark")
        await stage.press("enter", "v", "backspace")
        assert stage.explorer.pane == 3
        assert "3 Ledger 2" in stage.text()
        assert getattr(stage.explorer.record, "makers", ()) == ("Westmark",)


# ------------------------------------------------------------------------------- emptiness


def sentence(path: Path, kind: str, view: View, loading: bool = False) -> str:
    with Corpus.open(path) as corpus:
        return Shelf(corpus).why_empty(kind, view, loading)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", ["source", "actor", "quote", "pledge", "entry"])
def test_a_store_without_articles_says_so_in_every_pane(empty: Path, kind: str) -> None:
    assert sentence(empty, kind, View()).endswith("A adds a file or a folder of them.")
    assert sentence(empty, kind, View(), loading=True).startswith("Nothing yet")


async def test_a_reader_without_articles_says_how_to_get_some(
    play: Open, empty: Path, store: Path
) -> None:
    async with play(empty) as stage:
        assert stage.text().count("No articles in this store.") == 4
        assert "Choose an article" not in stage.text()
    async with play(store) as stage:
        assert "Choose an article on the left" in stage.text()


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("source", "No article was found in these articles."),
        ("quote", "No quote was found in these articles. v shows the ledger."),
        ("pledge", "No pledge was found in these articles. v shows the quotes."),
        ("entry", "No entry of the ledger was found in these articles. v shows the pledges."),
    ],
)
def test_articles_without_finds_say_so(store: Path, kind: str, said: str) -> None:
    assert sentence(store, kind, View()) == said
    assert sentence(store, kind, View(), loading=True).endswith("articles are being read.")


@pytest.mark.parametrize(
    ("kind", "narrowed", "both"),
    [
        ("source", "Olle is in no article. esc shows all.", "No article with Olle matches"),
        (
            "quote",
            "Olle is not quoted. esc shows all, v shows the ledger.",
            "No quote of Olle matches",
        ),
        (
            "pledge",
            "Olle makes no pledge. esc shows all, v shows the quotes.",
            "No pledge of Olle matches",
        ),
        (
            "entry",
            "Olle is in no entry of the ledger. esc shows all, v shows the pledges.",
            "No entry of the ledger about Olle matches",
        ),
    ],
)
def test_narrowed_panes_name_what_they_are_narrowed_to(
    store: Path, kind: str, narrowed: str, both: str
) -> None:
    with Corpus.open(store) as corpus:
        olle = next(one for one in corpus.listing("actor") if "Olle" in one.name)
        shelf = Shelf(corpus)
        shelf._names[olle.id] = "Olle"
        assert isinstance(olle, Actor)
        assert shelf.why_empty(kind, View(olle.id), False) == narrowed  # type: ignore[arg-type]
        said = shelf.why_empty(kind, View(olle.id, "zz"), False)  # type: ignore[arg-type]
        assert said.startswith(f"{both} “zz”. esc drops the search")
