"""The key table: every binding is whole, resolves, and is one of a kind."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from textual.actions import parse
from textual.binding import Binding

from store.views import VIEWS
from tui import hints, keymap, keys
from tui.screens.board import BoardScreen
from tui.screens.bounding import Bounding
from tui.screens.conditions import ConditionsScreen
from tui.screens.explorer import Explorer
from tui.screens.help import Help
from tui.screens.palette import Palette
from tui.screens.question import Question
from tui.screens.record_sheet import RecordSheet
from tui.screens.saved import Saved
from tui.screens.sheet import SheetText
from tui.screens.yanked import Yanked
from tui.widgets.article_text import ArticleText
from tui.widgets.grid import Grid
from tui.widgets.prompt import Prompt
from tui.widgets.query_line import QueryLine
from tui.widgets.record_list import RecordList

if TYPE_CHECKING:
    from tests.tui.conftest import Open

OWNERS: list[tuple[tuple[Binding, ...], list[type]]] = [
    (keys.MOVES, [RecordList, ArticleText, SheetText, Grid]),
    (keys.CHOICES, [RecordList, ArticleText, Grid]),
    (keys.PANES, [Explorer]),
    (keys.READING, [Explorer]),
    (keys.VIEWS, [Explorer, BoardScreen]),
    (keys.MARKING, [Explorer, BoardScreen]),
    (keys.BOUNDS, [Bounding]),
    (keys.HANDLING, [Explorer]),
    (keys.PROGRAM, [Explorer]),
    (keys.PROMPT, [Prompt]),
    (keys.ANSWERING, [Question]),
    (keys.CLOSING, [Help, Yanked]),
    (keys.PICKING, [Palette]),
    (keys.ASKING, [QueryLine]),
    (keys.SAVED, [Saved]),
    (keys.CELLS, [Grid]),
    (keys.MEETING, [ConditionsScreen]),
]
EVERY = [binding for bindings, _ in OWNERS for binding in bindings]
RESERVED = {f"ctrl+{letter}" for letter in "hijmabs"} | {"ctrl+left_square_bracket"}


@pytest.mark.parametrize("binding", EVERY, ids=lambda binding: str(binding.id))
def test_every_binding_has_an_id_a_description_and_a_tooltip(binding: Binding) -> None:
    assert binding.id
    assert binding.description
    assert binding.tooltip


def test_ids_are_unique() -> None:
    ids = [binding.id for binding in EVERY]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(("bindings", "owners"), OWNERS)
def test_every_action_resolves(bindings: tuple[Binding, ...], owners: list[type]) -> None:
    for binding in bindings:
        namespace, name, arguments = parse(binding.action)
        assert not namespace
        assert all(isinstance(argument, int) or argument in VIEWS for argument in arguments)
        for owner in owners:
            assert hasattr(owner, f"action_{name}"), f"{owner} has no action {name}"


def test_no_key_is_bound_that_terminals_or_multiplexers_take() -> None:
    bound = {key for binding in EVERY for key in binding.key.split(",")}
    assert not bound & RESERVED


def test_what_is_reserved_is_told_to_users() -> None:
    assert set(keymap.RESERVED) == RESERVED


@pytest.mark.parametrize("place", keys.PLACES)
def test_no_key_means_two_things_at_once(place: str) -> None:
    bound = [key for binding in keys.PLACES[place] for key in binding.key.split(",")]
    assert sorted(bound) == sorted(set(bound))


def test_every_binding_has_its_places() -> None:
    assert {b.id for place in keys.PLACES.values() for b in place} == {b.id for b in EVERY}


def test_bindings_live_in_the_key_table_only() -> None:
    for path in Path(keys.__file__).parent.rglob("*.py"):
        if path.name not in ("keys.py", "keys_over.py", "keys_records.py"):
            assert "Binding(" not in path.read_text(encoding="utf-8"), path


def test_keys_are_written_as_users_know_them() -> None:
    assert keys.names(keys.find("move.down")) == ("j", "↓")
    assert keys.names(keys.find("app.palette")) == ("ctrl+p", ":")


def test_the_table_prints_every_key() -> None:
    table = keys.markdown()
    for binding in keys.bindings():
        assert binding.tooltip in table


def test_hints_name_bindings() -> None:
    sheets = (hints.SHEET, hints.CARD, hints.SAVED, hints.PICKING, hints.ANSWERING)
    views = (hints.BOARD, hints.CONDITIONS)
    for shown in (*hints.HINTS.values(), hints.ALWAYS, hints.TYPING, *sheets, *views):
        for binding_id, word in shown:
            assert keys.find(binding_id)
            assert word


def test_what_works_on_a_card_works_as_in_the_panes() -> None:
    assert {binding.id for binding in keys.ON_CARD} <= {b.id for b in keys.bindings()}
    for binding in keys.ON_CARD:
        assert hasattr(RecordSheet, f"action_{parse(binding.action)[1]}")


def test_what_works_while_words_are_chosen_works_as_in_the_panes() -> None:
    assert {binding.id for binding in keys.HELPING} <= {b.id for b in keys.bindings()}
    for binding in keys.HELPING:
        assert hasattr(Bounding, f"action_{parse(binding.action)[1]}")
    assert {one for one, _ in hints.BOUNDS} <= {b.id for b in (*keys.BOUNDS, *keys.HELPING)}


async def test_every_key_is_bound_on_the_running_screen(play: Open, store: Path) -> None:
    async with play(store) as stage:
        active = {active.binding.id for active in stage.explorer.active_bindings.values()}
    assert {binding.id for binding in keys.bindings()} <= active
