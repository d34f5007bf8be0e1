"""The application: themes for terminals, and what it takes from Textual."""

from __future__ import annotations

import ast
import importlib
import inspect
import subprocess
import sys
import textwrap
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from textual.color import Color
from textual.theme import BUILTIN_THEMES

import tui
from tui.app import OnRecord
from tui.looks import DARK, LIGHT, PLAIN_DARK, PLAIN_LIGHT, choose_theme
from tui.tones import TONES, look

if TYPE_CHECKING:
    from tests.tui.conftest import Open


@pytest.mark.parametrize(
    ("wanted", "environ", "theme"),
    [
        ("auto", {"TERM": "xterm-256color"}, DARK),
        ("auto", {"TERM": "xterm-256color", "COLORFGBG": "0;15"}, LIGHT),
        ("auto", {"TERM": "xterm", "COLORTERM": "truecolor"}, DARK),
        ("auto", {"TERM": "xterm"}, PLAIN_DARK),
        ("auto", {"TERM": "linux", "COLORFGBG": "0;15"}, PLAIN_LIGHT),
        ("nord", {"TERM": "xterm"}, "nord"),
        ("nord", {"TERM": "xterm-256color", "NO_COLOR": "1"}, PLAIN_DARK),
        ("auto", {"TERM": "xterm-256color", "NO_COLOR": ""}, DARK),
    ],
)
def test_the_theme_suits_the_terminal(wanted: str, environ: dict[str, str], theme: str) -> None:
    assert choose_theme(wanted, environ) == theme


@pytest.mark.parametrize("theme", sorted(BUILTIN_THEMES))
def test_every_tone_has_a_look_in_every_theme(theme: str) -> None:
    variables = BUILTIN_THEMES[theme].to_color_system().generate()
    background = Color.parse(variables["background"])
    for name, tone in TONES.items():
        for variable in (tone.colour, tone.behind):
            own = background.ansi is not None and tone.instead
            assert not variable or variable in variables or own, name
        assert look(name, variables, background) or name in ("title", "cursor-away")


async def test_nothing_moves_and_nothing_blinks(play: Open, store: Path) -> None:
    async with play(store) as stage:
        assert stage.app.animation_level == "none"
        assert not stage.explorer.header.prompt.cursor_blink
        assert not stage.explorer.foot.prompt.cursor_blink


async def test_idle_draws_nothing(play: Open, store: Path) -> None:
    async with play(store) as stage:
        await stage.press("enter", "3", "j")
        drawn: list[object] = []
        stage.app.post_display_hook = lambda: drawn.append(1)  # type: ignore[method-assign]
        await stage.pilot.pause(1.3)
        assert drawn == []


def test_no_colour_is_named_outside_the_theme() -> None:
    folder = Path(tui.__file__).parent
    for path in [*folder.rglob("*.py"), *folder.rglob("*.tcss")]:
        words = path.read_text(encoding="utf-8")
        assert "rgb(" not in words, path
        assert not [w for w in words.split() if w.strip("\"';,(").startswith("#") and _hex(w)], path


def _hex(word: str) -> bool:
    digits = word.strip("\"';,()").removeprefix("#")
    return len(digits) in (3, 6, 8) and all(letter in "0123456789abcdefABCDEF" for letter in digits)


def test_no_attribute_hides_one_of_textuals() -> None:
    """`self.loading = True` once covered the screen with Textual's own indicator."""
    meant = {"theme", "animation_level", "can_focus", "virtual_size", "value", "cursor_blink"}
    meant |= {"_file", "_must_signal_resume", "cursor_position", "highlighter", "ansi_color"}
    meant |= {"attrs_before", "_compositor", "_styles_cache"}
    for path in Path(tui.__file__).parent.rglob("*.py"):
        name = ".".join(path.relative_to(Path(tui.__file__).parents[1]).with_suffix("").parts)
        if "commands" in path.parts or path.stem.startswith("__"):
            continue
        for _, kind in inspect.getmembers(importlib.import_module(name), inspect.isclass):
            bases = [base for base in kind.__mro__ if base.__module__.startswith("textual.")]
            if kind.__module__ == name and bases:
                theirs = set().union(
                    *(_assigned(base) for base in bases), *(vars(base) for base in bases)
                )
                assert not (_assigned(kind) & theirs) - meant, kind


def _assigned(kind: type) -> set[str]:
    """The attributes that a class's own methods set."""
    return _attributes(textwrap.dedent(inspect.getsource(kind)))


@cache
def _attributes(source: str) -> set[str]:
    return {
        node.attr
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute)
        and isinstance(node.ctx, ast.Store)
        and isinstance(node.value, ast.Name)
        and node.value.id == "self"
    }


def test_the_explorer_imports_no_extraction() -> None:
    code = (
        "import sys, tui.app, tui.screens.explorer; "
        "bad = [m for m in sys.modules if m.split('.')[0] in ('spacy', 'thinc', 'trafilatura') "
        "or m.startswith(('store.extraction', 'store.reading', 'store.loading'))]; "
        "sys.exit(repr(bad) if bad else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_application_stays_small() -> None:
    folder = Path(tui.__file__).parent
    assert len((folder / "app.py").read_text(encoding="utf-8").splitlines()) < 150
    assert OnRecord.CSS_PATH == "onrecord.tcss"
