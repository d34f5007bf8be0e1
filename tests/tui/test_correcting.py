"""Records set right in the explorer, played from outside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from store.corpus import Corpus
from store.records import Actor, Pledge, Quote
from tests.tui.played import Played


@pytest.fixture
def terminal(seeds_store: Path) -> Iterator[Played]:
    with Played(seeds_store) as found:
        yield found


def first_pledge(store: Path) -> Pledge:
    with Corpus.open(store, read_only=True) as corpus:
        pledge: Pledge = corpus.listing("pledge")[0]
        return pledge


def stands(store: Path, record: Pledge | Quote) -> bool:
    with Corpus.open(store, read_only=True) as corpus:
        return corpus.get(record.id) == record


def test_a_pledge_is_taken_out_and_comes_back(terminal: Played, seeds_store: Path) -> None:
    pledge = first_pledge(seeds_store)
    terminal.press("3 c", expect="It is no pledge")
    terminal.press("enter", expect=r"reject · u: undo|reject\. u")
    assert not stands(seeds_store, pledge)
    assert "41 pledges" in terminal.text
    terminal.press("u", expect="Undone")
    assert "42 pledges" in terminal.text
    assert stands(seeds_store, pledge)
    terminal.press("U", expect="Done again")
    terminal.press("U", expect="Nothing to do again")


def test_a_stance_is_chosen_by_name(terminal: Played, seeds_store: Path) -> None:
    pledge = first_pledge(seeds_store)
    terminal.press("3 c", expect="what to set right")
    terminal.type("refusal")
    terminal.press("enter", expect="stance refusal · u: undo")
    with Corpus.open(seeds_store, read_only=True) as corpus:
        now = corpus.get(pledge.id)
    assert isinstance(now, Pledge)
    assert (now.stance, now.confidence, now.why.rule) == ("refusal", 1.0, "yours")


def test_words_are_moved_by_keys_and_dropped_or_kept(terminal: Played, seeds_store: Path) -> None:
    pledge = first_pledge(seeds_store)
    terminal.press("3 c", expect="what to set right")
    terminal.type("words of action")
    terminal.press("enter", expect="action: ")
    terminal.press("h", expect=r"action: strong security guarantees for(?! Ukraine)")
    terminal.press("esc", expect="Left as it was")
    assert stands(seeds_store, pledge)
    terminal.press("c", expect="what to set right")
    terminal.type("words of action")
    terminal.press("enter", expect="action: ")
    terminal.press("h h L", expect=r"action: security guarantees(?! for)")
    terminal.press("enter", expect="words of action")
    with Corpus.open(seeds_store, read_only=True) as corpus:
        now = corpus.get(pledge.id)
    assert isinstance(now, Pledge)
    assert now.action
    assert now.action.text == "security guarantees"


def test_while_words_are_chosen_the_last_line_tells_them_and_the_keys(
    seeds_store: Path,
) -> None:
    with Played(seeds_store, size=(80, 24)) as terminal:
        terminal.press("3 c", expect="what to set right")
        terminal.type("words of action")
        terminal.press("enter", expect="action: ")
        for size in ((80, 24), (120, 40)):
            terminal.resize(*size)
            last = [line for line in terminal.lines if line.strip()][-1]
            assert "l h end   L H beginning   enter keep   esc drop   ? keys" in last
            assert re.search(r"action: .*Ukraine$", last.rstrip())
        terminal.press("?", expect="Choose the words of a part")
        assert "One word less at the end" in terminal.text
        assert "esc close" in terminal.text
        terminal.press("esc", expect="enter keep   esc drop")
        terminal.press("esc", expect="Left as it was")
        terminal.press("?", expect="Here, in pane")
        terminal.press("G", expect="Marks in lists")


def test_an_unknown_name_is_a_new_actor(terminal: Played, seeds_store: Path) -> None:
    terminal.press("3 v", expect="3 Quotes")
    terminal.press("c", expect="what to set right")
    terminal.type("speaker")
    terminal.press("enter", expect="Who is it")
    terminal.type("Zoe Quill")
    terminal.press("enter", expect="by Zoe Quill")
    with Corpus.open(seeds_store, read_only=True) as corpus:
        assert [one.name for one in corpus.listing("actor") if "Quill" in one.name]


def test_actors_are_merged_and_told_apart_again(terminal: Played) -> None:
    terminal.press("2 j c", expect="merge")
    terminal.press("enter", expect="The same as whom")
    terminal.type("Lecornu")
    terminal.press("enter", expect="Merge .* into Sébastien Lecornu")
    assert "47 actors" in terminal.text
    terminal.press("V", expect="merged into Sébastien Lecornu")
    terminal.press("esc")
    terminal.press("u", expect="Undone")
    assert "48 actors" in terminal.text


def kind_of(store: Path, name: str) -> str:
    with Corpus.open(store, read_only=True) as corpus:
        (actor,) = [one for one in corpus.listing("actor") if one.name == name]
        assert isinstance(actor, Actor)
        return actor.kind


def test_a_new_speaker_is_of_the_likeliest_kind_or_of_the_one_picked(
    terminal: Played, seeds_store: Path
) -> None:
    terminal.press("3 v", expect="3 Quotes")
    for name, keys, kind in (
        ("Élysée press office", "enter", "organisation"),
        ("Harbour people", "down enter", "person"),
    ):
        terminal.press("c", expect="what to set right")
        terminal.type("speaker")
        terminal.press("enter", expect="Who is it")
        terminal.type(name, expect=rf"{name} .* that is new")
        terminal.press(keys, expect=f"by {name}")
        assert kind_of(seeds_store, name) == kind


def test_an_actors_kind_is_set_right_and_comes_back(terminal: Played, seeds_store: Path) -> None:
    with Corpus.open(seeds_store, read_only=True) as corpus:
        actor = corpus.listing("actor")[0]
    assert isinstance(actor, Actor)
    assert actor.kind != "alliance"
    terminal.press("2 c", expect="merge")
    terminal.type("kind alliance")
    terminal.press("enter", expect=f"Actor {actor.name}: kind alliance")
    assert kind_of(seeds_store, actor.name) == "alliance"
    terminal.press("u", expect="Undone")
    assert kind_of(seeds_store, actor.name) == actor.kind


def test_what_cannot_be_corrected_says_so(terminal: Played) -> None:
    terminal.press("1 c", expect="Quotes, pledges and actors can be corrected")


def test_what_changes_nothing_is_refused_and_the_keys_go_on(seeds_store: Path) -> None:
    with Corpus.open(seeds_store) as corpus:
        named = corpus.hand.new_actor("Zoe Quill")
        for quote in [*corpus.listing("quote")][:30]:
            corpus.hand.set_actors(quote.id, [named])
    with Played(seeds_store) as terminal:
        terminal.press("2 c", expect="Where it is called so")
        terminal.type("split zoe")
        terminal.press("enter", expect="Name Zoe Quill")
        terminal.type(" the Younger")
        terminal.press("enter", expect="Not done: no article names")
        terminal.press("u", expect="Undone")
