"""Records corrected, bookmarked, noted and tagged where views show them, and taken back there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from store.corpus import Corpus, Narrowing
from store.notes import Note
from store.records import Kind, Pledge, Record
from store.views.board import Row
from tui.screens.board import BoardScreen
from tui.widgets.grid import Grid

if TYPE_CHECKING:
    from tests.tui.conftest import Open, Stage

VIEWS = "LCMFTDW"
ON: list[tuple[str, str, Kind]] = [
    ("L", "", "chain"),
    ("L", "j", "chain"),
    ("L", "jl", "chain"),
    ("L", "G", "entry"),
    ("L", "Gl", "entry"),
    ("C", "", "pledge"),
    ("C", "j", "pledge"),
    ("C", "jlll", "pledge"),
    ("M", "j", "actor"),
    ("M", "jll", "pledge"),
    ("M", "G", "actor"),
    ("F", "", "figure"),
    ("F", "j", "figure"),
    ("F", "jl", "figure"),
    ("T", "", "pledge"),
    ("T", "j", "pledge"),
    ("D", "", "story"),
    ("D", "jl", "story"),
    ("W", "G", "source"),
]
"""A view, keys in it, and what kind of record stands under the cursor then."""


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Words are shown sooner than a user would notice; the store is not looked at by itself."""
    monkeypatch.setattr("tui.screens.board.REST", 0.01)
    monkeypatch.setattr("tui.screens.board.LOOK", 3600)


@pytest.fixture
def seeds(seeds_store: Path) -> Path:
    """The seeds, all of them new since a visit."""
    with Corpus.open(seeds_store) as corpus:
        corpus.database.say("visits", [{"number": 0, "at": "2026-02-03T12:00:00+00:00"}])
    return seeds_store


def grid(stage: Stage) -> Grid:
    assert isinstance(stage.app.screen, BoardScreen)
    return stage.app.screen.grid


def said(stage: Stage) -> str:
    return stage.explorer.status.said


def notes(store: Path) -> dict[str, Note]:
    with Corpus.open(store, read_only=True) as corpus:
        return corpus.notes()


def only(store: Path) -> Note:
    """What is said of the one record that something is said of."""
    (note,) = notes(store).values()
    return note


def cursor_line(stage: Stage) -> str:
    """The row under the cursor, as it stands on the screen."""
    here = grid(stage)
    return stage.lines()[here.region.y + here.cursor - here.scroll_offset.y]


def place(stage: Stage) -> tuple[object, ...]:
    """Row, cell and scroll."""
    here = grid(stage)
    return here.spot, here.cursor, here.scroll_offset.y


async def to_row(stage: Stage, fits: Callable[[Row], bool]) -> None:
    """Moves down to the first row that fits."""
    here = grid(stage)
    while here.row is None or not fits(here.row):
        before = here.cursor
        await stage.press("j")
        assert here.cursor != before, "no row fits"


async def answer(stage: Stage, key: str, words: str) -> None:
    """Presses a key of a view that asks for words, and gives these."""
    await stage.press(key)
    board = stage.app.screen
    assert isinstance(board, BoardScreen)
    board.foot.prompt.value = words
    await stage.press("enter")
    await stage.settle()


# -- what stands under the cursor


@pytest.mark.parametrize(("view", "moves", "kind"), ON, ids=lambda one: one or "-")
async def test_m_bookmarks_what_stands_under_the_cursor(
    play: Open, seeds: Path, view: str, moves: str, kind: Kind
) -> None:
    async with play(seeds, (80, 24)) as stage:
        await stage.press(view, *moves)
        before = place(stage)
        await stage.press("m")
        await stage.settle()
        assert only(seeds).kind == kind
        assert only(seeds).marked
        assert said(stage).startswith(f"Bookmark on {kind} “")
        assert said(stage).endswith(" · u: undo")
        assert place(stage) == before
        heads = kind == "pledge" and (view, moves) in (("C", ""), ("T", ""))
        assert heads or " *" in cursor_line(stage)
        await stage.press("u")
        await stage.settle()
        assert notes(seeds) == {}
        assert said(stage).startswith(f"Undone: bookmark on {kind} “")
        assert " *" not in cursor_line(stage)
        assert place(stage) == before
        await stage.press("U")
        await stage.settle()
        assert only(seeds).marked
        assert heads or " *" in cursor_line(stage)
        assert place(stage) == before


@pytest.mark.parametrize("view", VIEWS)
async def test_what_is_marked_is_what_enter_leads_to(play: Open, seeds: Path, view: str) -> None:
    """Of a cell that stands for several quotes or pledges the first is meant."""
    async with play(seeds, (120, 40)) as stage:
        await stage.press(view)
        for _ in range(12):
            cell = grid(stage).cell
            assert cell is not None
            meant = grid(stage).ids
            if meant and meant[0][0] in "pq":
                assert meant[0] == cell.words[0].record
            await stage.press("j", "l")


async def test_an_uncommitted_actor_is_marked_by_its_name_and_its_pledge_beside_it(
    play: Open, seeds: Path
) -> None:
    async with play(seeds, (120, 40)) as stage:
        await stage.press("C", "x")
        await stage.settle()
        await to_row(stage, lambda row: " out " in row.key)
        await stage.press("m")
        await stage.settle()
        assert only(seeds).kind == "actor"
        await stage.press("m", "l", "m")
        await stage.settle()
        assert only(seeds).kind == "pledge"
        await stage.press("m")
        await to_row(stage, lambda row: row.key.endswith(" silent"))
        await stage.press("l", "l", "m")
        await stage.settle()
        assert only(seeds).kind == "actor"
        name = grid(stage).cell.text.strip(", ")  # type: ignore[union-attr]
        assert f"{name} *" in cursor_line(stage)


async def test_news_stand_for_what_they_tell_of(play: Open, seeds: Path) -> None:
    kinds = {"strength": "e", "figure": "f", "link": "c", "actor": "a", "article": "s"}
    async with play(seeds, (120, 40)) as stage:
        await stage.press("W")
        for row in grid(stage)._board.rows:
            group = row.key.split()[0]
            if not row.flows and group in kinds:
                assert row.record is not None
                assert row.record[0] == kinds[group]


async def test_a_row_that_goes_on_below_stands_for_the_same_record(play: Open, seeds: Path) -> None:
    async with play(seeds, (80, 24)) as stage:
        await stage.press("D")
        await to_row(stage, lambda row: " +" in row.key)
        await stage.press("m")
        await stage.settle()
        assert only(seeds).kind == "story"


async def test_where_there_is_no_record_the_keys_say_so(play: Open, empty: Path) -> None:
    async with play(empty, (80, 24)) as stage:
        for key in "cmat":
            await stage.press("L", key)
            assert f"{key} is off: there is no record here." in stage.text()
            await stage.press("L")


@pytest.mark.parametrize("key", ["c", "m", "a", "t", "u", "U"])
async def test_shown_only_the_keys_are_off_and_say_why(play: Open, seeds: Path, key: str) -> None:
    async with play(seeds, restricted=True) as stage:
        await stage.press("L", key)
        await stage.settle()
        assert said(stage) == f"{key} is off: the store is only shown (--restricted)."
    assert notes(seeds) == {}


# -- notes and tags


@pytest.mark.parametrize("view", VIEWS)
async def test_a_and_t_ask_in_the_view_and_it_keeps_its_place(
    play: Open, seeds: Path, view: str
) -> None:
    async with play(seeds, (80, 24)) as stage:
        await stage.press(view, *("j" if view == "D" else "jjj"), "l")
        before, shown = place(stage), stage.lines()[1:3]
        await stage.press("a")
        assert stage.lines()[-1].startswith(" Note ")
        assert stage.lines()[1:3] == shown
        await stage.press("escape")
        assert notes(seeds) == {}
        await answer(stage, "a", ' Ask "Paris" ')
        assert only(seeds).text == 'Ask "Paris"'
        assert said(stage).startswith("Note on ")
        assert place(stage) == before
        assert " +" in cursor_line(stage)
        await answer(stage, "t", "check later")
        assert only(seeds).tags == ("check", "later")
        assert place(stage) == before
        await stage.press("a")
        board = stage.app.screen
        assert isinstance(board, BoardScreen)
        assert board.foot.prompt.value == 'Ask "Paris"'
        await stage.press("escape", "j", "k")
        assert place(stage) == before
        await stage.press("u", "u")
        await stage.settle()
        assert notes(seeds) == {}
        assert " +" not in cursor_line(stage)


async def test_what_is_no_tag_is_asked_for_again_and_others_are_completed(
    play: Open, seeds: Path
) -> None:
    async with play(seeds, (80, 24)) as stage:
        await stage.press("F")
        await answer(stage, "t", "check-again")
        await answer(stage, "t", "good (bad)")
        board = stage.app.screen
        assert isinstance(board, BoardScreen)
        assert board.foot.prompt.value == "good (bad)"
        assert any("`(bad)` is no tag" in line for line in stage.lines())
        await stage.press("escape")
        first = grid(stage).ids[0]
        await to_row(stage, lambda row: row.flows and row.record != first)
        await stage.press("t", *"che", "tab")
        assert board.foot.prompt.value == "check-again"
        await stage.press("enter")
        await stage.settle()
        assert [note.tags for note in notes(seeds).values()] == [("check-again",)] * 2


async def test_keys_typed_into_a_note_do_nothing_else(play: Open, seeds: Path) -> None:
    async with play(seeds, (80, 24)) as stage:
        await stage.press("L", "a", *"mucatUqLx", "enter")
        await stage.settle()
        assert only(seeds).text == "mucatUqLx"
        assert isinstance(stage.app.screen, BoardScreen)


@pytest.mark.parametrize(
    ("view", "kind"), [("L", "chain"), ("F", "figure"), ("D", "story")], ids="LFD"
)
async def test_what_was_marked_by_keys_is_found_by_queries(
    play: Open, seeds: Path, view: str, kind: Kind
) -> None:
    async with play(seeds) as stage:
        await stage.press(view, "m")
        await answer(stage, "t", "check")
        await answer(stage, "a", "ring again")
    with Corpus.open(seeds, read_only=True) as corpus:
        for query in ("is:bookmarked", "tag:check", "note:ring", "has:note"):
            (found,) = corpus.listing(kind, Narrowing(query=query))
            assert found.id in corpus.notes()


# -- corrections


def pledge_here(stage: Stage, store: Path) -> Pledge:
    with Corpus.open(store, read_only=True) as corpus:
        found = [corpus.get(one) for one in grid(stage).ids]
    record = next(one for one in found if isinstance(one, Pledge))
    return record


def now(store: Path, record: Record) -> Record | None:
    with Corpus.open(store, read_only=True) as corpus:
        return corpus.get(record.id)


async def test_a_stance_is_corrected_in_the_matrix_and_shown_at_once(
    play: Open, seeds: Path
) -> None:
    async with play(seeds, (120, 40)) as stage:
        await stage.press("M", "j", "l", "l")
        cell = grid(stage).cell
        assert cell is not None
        told, pledge = cell.text, pledge_here(stage, seeds)
        before = place(stage)
        await stage.press("c")
        await stage.type("refusal" if pledge.stance != "refusal" else "commitment")
        await stage.press("enter")
        await stage.settle()
        assert grid(stage).cell.text != told  # type: ignore[union-attr]
        assert place(stage) == before
        changed = now(seeds, pledge)
        assert isinstance(changed, Pledge)
        assert changed.stance != pledge.stance
        await stage.press("u")
        await stage.settle()
        assert grid(stage).cell.text == told  # type: ignore[union-attr]
        assert place(stage) == before
        assert now(seeds, pledge) == pledge


async def test_a_rejected_pledge_leaves_its_row_and_comes_back(play: Open, seeds: Path) -> None:
    async with play(seeds, (80, 24)) as stage:
        await stage.press("C", "j", "j")
        pledge, count, at = pledge_here(stage, seeds), grid(stage).count, grid(stage).cursor
        top = grid(stage).scroll_offset.y
        await stage.press("c", "enter")
        await stage.settle()
        assert now(seeds, pledge) is None
        assert grid(stage).count < count
        assert (grid(stage).cursor, grid(stage).scroll_offset.y) == (at, top)
        await stage.press("u")
        await stage.settle()
        assert now(seeds, pledge) == pledge
        assert grid(stage).count == count


async def test_c_on_what_rests_on_pledges_corrects_the_one_that_enter_leads_to(
    play: Open, seeds: Path
) -> None:
    async with play(seeds, (120, 40)) as stage:
        await stage.press("L", "G")
        pledge = pledge_here(stage, seeds)
        await stage.press("c")
        assert "It is no pledge" in stage.text()
        await stage.press("enter")
        await stage.settle()
        assert now(seeds, pledge) is None
        assert isinstance(stage.app.screen, BoardScreen)


async def test_what_cannot_be_corrected_says_so(play: Open, seeds: Path) -> None:
    async with play(seeds, (120, 40)) as stage:
        await stage.press("F", "c")
        assert "Quotes, pledges and actors can be corrected" in said(stage)


async def test_an_actor_is_merged_from_the_matrix(play: Open, seeds: Path) -> None:
    async with play(seeds, (120, 40)) as stage:
        await stage.press("M", "j", "c")
        assert "It is the same as another actor" in stage.text()
        await stage.press("enter")
        await stage.type("Lecornu")
        await stage.press("enter")
        await stage.settle()
        assert "into Sébastien Lecornu" in said(stage)
        assert isinstance(stage.app.screen, BoardScreen)
        await stage.press("u")
        await stage.settle()
        assert said(stage).startswith("Undone: merge")


async def test_the_name_of_one_who_is_split_off_is_asked_in_the_view(
    play: Open, seeds: Path
) -> None:
    async with play(seeds, (120, 40)) as stage:
        await stage.press("M", "j", "c")
        await stage.type("split")
        await stage.press("enter")
        assert stage.lines()[-1].startswith(" Name ")
        await stage.press("escape")
        assert isinstance(stage.app.screen, BoardScreen)


async def test_words_are_chosen_in_the_reader_and_the_view_comes_back_as_it_was(
    play: Open, seeds: Path
) -> None:
    async with play(seeds, (80, 24)) as stage:
        await stage.press("T", "G", *"kkk", "l")
        pledge = pledge_here(stage, seeds)
        before = place(stage)
        for last in ("escape", "enter"):
            await stage.press("c")
            await stage.type("words of trigger")
            await stage.press("enter")
            assert not isinstance(stage.app.screen, BoardScreen)
            article = stage.explorer.reader.article
            assert article.opened is not None
            assert article.opened.source.id == pledge.source
            await stage.press("h", last)
            await stage.settle()
            assert place(stage) == before
        changed = now(seeds, pledge)
        assert isinstance(changed, Pledge)
        assert changed.trigger != pledge.trigger
        await stage.press("u")
        await stage.settle()
        assert now(seeds, pledge) == pledge
        assert place(stage) == before


async def test_what_a_view_did_is_shown_in_the_lists_below(play: Open, seeds: Path) -> None:
    async with play(seeds, (120, 40)) as stage:
        await stage.press("3", "T", "j", "m")
        await stage.settle()
        here = stage.explorer.pledges.list
        assert here.seek(only(seeds).id)
        await stage.press("escape")
        line = stage.lines()[here.region.y + here.cursor - here.scroll_offset.y]
        assert line[: here.region.right].rstrip("│ ").endswith(" *")


async def test_what_another_process_says_is_marked(play: Open, seeds: Path) -> None:
    async with play(seeds, (80, 24)) as stage:
        await stage.press("F")
        with Corpus.open(seeds) as corpus:
            corpus.set_marked(grid(stage).ids[0], True)
        board = stage.app.screen
        assert isinstance(board, BoardScreen)
        board.follow()
        await stage.settle()
        assert " *" in cursor_line(stage)


# -- yours


async def test_yours_lists_what_was_marked_and_enter_leads_to_its_words(
    play: Open, seeds: Path
) -> None:
    async with play(seeds, (120, 40)) as stage:
        for view, kind in (("L", "chain"), ("F", "figure"), ("D", "story")):
            await stage.press(view, "m", "V")
            await to_row(stage, lambda row, kind=kind: row.cells[1].text == kind)  # type: ignore[misc]
            assert "marked" in cursor_line(stage)
            assert "bookmarked" in cursor_line(stage)
            cell = grid(stage).cell
            assert cell is not None
            await stage.press("enter")
            assert stage.explorer.pane == 4
            article = stage.explorer.reader.article
            assert article.opened is not None
            assert article.opened.source.id == cell.words[0].source
            await stage.press("backspace")
            assert isinstance(stage.app.screen, BoardScreen)
            await stage.press("escape")


async def test_the_bookmark_of_what_has_gone_is_taken_off_in_yours(play: Open, seeds: Path) -> None:
    with Corpus.open(seeds) as corpus:
        source = corpus.listing("source")[0].id
        corpus.set_marked(source, True)
        corpus.remove(source)
    async with play(seeds, (120, 40)) as stage:
        await stage.press("V")
        assert "to look at" in cursor_line(stage)
        await stage.press("m")
        await stage.settle()
        assert notes(seeds) == {}
