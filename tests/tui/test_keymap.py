"""The user's own keys: they do what they say, the screen names them, and bad lines are refused."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tui import keymap, keynames, keys

if TYPE_CHECKING:
    from tests.tui.conftest import Open


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("ctrl+n", "ctrl+n"),
        ("Ctrl+N", "ctrl+n"),
        ("f7", "f7"),
        ("F7", "f7"),
        (".", "full_stop"),
        ("full_stop", "full_stop"),
        ("\\", "backslash"),
        ("esc", "escape"),
        ("pgdn", "pagedown"),
        ("↓", "down"),
        ("shift+w", "W"),
        ("W", "W"),
        ("w, ctrl+w ,w", "w,ctrl+w"),
        ("alt+]", "alt+right_square_bracket"),
    ],
)
def test_a_key_may_be_written_as_it_is_read(written: str, meant: str) -> None:
    wanted = {"app.redraw": written}
    for binding in keys.bindings():  # out of the way
        if binding.id != "app.redraw" and set(meant.split(",")) & set(binding.key.split(",")):
            wanted[str(binding.id)] = "f12"
    chosen, said = keymap.read(wanted)
    assert chosen["app.redraw"] == meant
    assert said == ()


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("read.nxt", "w", "`read.nxt` is unknown; the nearest is `read.next`"),
        ("read.next", "ctrl+hh", "there is no key called `ctrl+hh`; it stays ]"),
        ("read.next", "hyper", "there is no key called `hyper`"),
        ("read.next", "ctrl+", "there is no key called `ctrl+`"),
        ("read.next", "ctrl+a", "tmux, GNU screen or the terminal"),
        ("read.next", "ctrl+[", "what terminals send for esc"),
        ("read.next", "ctrl+i", "what terminals send for tab"),
        ("read.next", "q", "q is also the key of `app.quit`; it stays ]"),
        ("read.next", "", "between quotation marks"),
        ("read.next", 7, "between quotation marks"),
        ("read.next", ["w"], "between quotation marks"),
        ("prompt.keep", "x", "x is typed there as a letter; it stays enter"),
        ("pick.down", "space", "space is typed there"),
        ("pick.down", "/", "/ is typed there"),
    ],
)
def test_what_cannot_be_meant_keeps_the_usual_key_and_says_why(
    name: str, value: object, reason: str
) -> None:
    chosen, said = keymap.read({name: value, "app.quit": "q,Q"})
    assert chosen == {"app.quit": "q,Q"}
    assert len(said) == 1
    assert reason in said[0]


def test_keys_may_change_places() -> None:
    wanted = {"search.next": "N", "search.previous": "n"}
    assert keymap.read(wanted) == (wanted, ())


def test_of_two_lines_with_one_key_the_later_is_refused() -> None:
    chosen, said = keymap.read({"read.next": "w", "read.previous": "w"})
    assert len(chosen) == 1
    assert len(said) == 1


async def test_chosen_keys_do_what_they_say_and_the_screen_names_them(
    play: Open, store: Path
) -> None:
    chosen, said = keymap.read(
        {"read.next": "w", "read.previous": "b", "app.quit": "ctrl+q", "move.down": "n,down",
         "search.next": "j", "app.help": "f1", "prompt.drop": "ctrl+g"}
    )  # fmt: skip
    assert not said
    async with play(store, keymap=chosen) as stage:
        assert "ctrl+q quit" in stage.text()
        await stage.press("n", "n")
        assert stage.explorer.sources.list.cursor == 2
        await stage.press("j")
        assert stage.explorer.sources.list.cursor == 2
        await stage.press("1", "g", "enter")
        before = stage.explorer.reader.article.number
        await stage.press("right_square_bracket")
        assert stage.explorer.reader.article.number == before
        await stage.press("w")
        assert stage.explorer.reader.article.number == before + 1
        assert "w next mark" in stage.text()
        await stage.press("b", "f1")
        assert "Keys and marks" in stage.text()
        assert "w " in stage.text()
        await stage.press("n", "escape", "colon", *"quit")
        assert "ctrl+q" in stage.text()
        await stage.press("ctrl+g")
        assert "ctrl+q quit" in stage.text()
        await stage.press("q")
        assert stage.app.is_running
        await stage.press("ctrl+q")


async def test_without_a_choice_the_usual_keys_are_back(play: Open, store: Path) -> None:
    keynames.use({"app.quit": "f9"})
    async with play(store) as stage:
        assert "q quit" in stage.text()


def test_the_table_of_the_readme_knows_no_choice() -> None:
    usual = keys.markdown()
    keynames.use({"app.quit": "f9"})
    assert keys.markdown() == usual
    keynames.use({})


def test_arrows_can_be_written_as_words() -> None:
    keynames.use({}, arrows=False)
    assert keys.names(keys.find("move.down")) == ("j", "down")
    keynames.use({})
    assert keys.names(keys.find("move.down")) == ("j", "↓")
