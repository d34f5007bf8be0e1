"""How the explorer looks here: settings and options that cannot be meant cost a sentence."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tui import streams
from tui.cli import main
from tui.looks import DARK, PLAIN, THEMES, look, next_theme
from tui.settings import Settings, read

if TYPE_CHECKING:
    from tests.tui.conftest import Open

XTERM = {"TERM": "xterm-256color", "LANG": "sv_SE.UTF-8"}


def test_an_unknown_theme_is_the_terminals_and_named_with_the_nearest() -> None:
    found = look(Settings(theme="nrod"), XTERM)
    assert found.theme == DARK
    assert found.notices == (
        "theme: `nrod` is unknown; the nearest is `nord`; the terminal's is used",
    )


def test_keys_that_cannot_be_meant_are_told() -> None:
    found = look(Settings(keys={"read.next": "w", "x": "y"}), XTERM)
    assert found.keymap == {"read.next": "w"}
    assert len(found.notices) == 1


@pytest.mark.parametrize(
    ("setting", "lang", "ascii_only"),
    [(None, "C", True), (None, "C.UTF-8", False), (True, "C.UTF-8", True), (False, "C", False)],
)
def test_ascii_follows_the_setting_then_the_locale(
    setting: bool | None, lang: str, ascii_only: bool
) -> None:
    assert look(Settings(ascii=setting), {"TERM": "xterm", "LANG": lang}).ascii is ascii_only


def test_themes_come_one_after_the_other_and_without_colours_only_plain_ones() -> None:
    now, seen = DARK, set()
    for _ in THEMES:
        now = next_theme(now, XTERM)
        seen.add(now)
    assert seen == set(THEMES)
    assert next_theme(PLAIN[0], {"NO_COLOR": "1"}) == PLAIN[1]


@pytest.mark.parametrize(
    ("environ", "utf8"),
    [
        ({}, True),
        ({"LANG": ""}, True),
        ({"LANG": "C"}, False),
        ({"LANG": "POSIX"}, False),
        ({"LANG": "C.UTF-8"}, True),
        ({"LANG": "sv_SE.utf8"}, True),
        ({"LANG": "de_DE.UTF-8@euro"}, True),
        ({"LANG": "sv_SE.ISO-8859-1"}, False),
        ({"LANG": "C", "LC_CTYPE": "sv_SE.UTF-8"}, True),
        ({"LANG": "sv_SE.UTF-8", "LC_ALL": "C"}, False),
        ({"LC_ALL": "", "LANG": "sv_SE.UTF-8"}, True),
    ],
)
def test_the_locale_says_what_the_terminal_shows(environ: dict[str, str], utf8: bool) -> None:
    assert streams.is_utf8(environ) is utf8


def test_the_settings_file_says_it_all(settings_file: Callable[[str], Path]) -> None:
    path = settings_file(
        'theme = "nord"\nascii = true\nyank = "json"\nmouse = false\n[keys]\n"read.next" = "w"\n'
    )
    assert read(path) == (
        Settings(theme="nord", ascii=True, yank="json", mouse=False, keys={"read.next": "w"}),
        (),
    )
    assert read(settings_file('ascii = "auto"\n'))[0].ascii is None


@pytest.mark.parametrize(
    ("option", "sentence"),
    [
        (
            ["--theme", "nrod"],
            f"onrecord: --theme: `nrod` is unknown; the nearest is `nord` ({', '.join(THEMES)})\n",
        ),
        (
            ["--theme", "foo"],
            f"onrecord: --theme: `foo` is unknown; there are {', '.join(THEMES)}\n",
        ),
        (["--theme"], "onrecord: --theme: expected one argument\n"),
    ],
)
def test_a_theme_asked_for_that_is_none_is_refused(
    option: list[str],
    sentence: str,
    store: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(streams, "is_terminal", lambda _: True)
    monkeypatch.setenv("TERM", "xterm")
    assert main(["--store", os.fspath(store), *option]) == 2
    assert capsys.readouterr().err == sentence


@pytest.mark.parametrize("option", [["--ascii"], ["--no-mouse"], ["--theme", "nord"]])
def test_options_of_the_explorer_are_refused_at_a_command(
    option: list[str], store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--store", os.fspath(store), *option, "stats"]) == 2
    said = capsys.readouterr().err
    assert said == f"onrecord: {option[0]}: this is an option of the explorer, not of `stats`\n"


async def test_ctrl_t_draws_in_the_next_theme_and_names_it(play: Open, store: Path) -> None:
    async with play(store) as stage:
        await stage.press("ctrl+t")
        assert stage.app.theme == next_theme(DARK, os.environ) != DARK
        assert f"This is {stage.app.theme}, until you leave" in stage.text()


async def test_several_of_them_are_counted_as_a_line_does_not_hold_them(
    play: Open, store: Path
) -> None:
    async with play(store, notices=("theme: `nrod` is unknown", "[keys]: `x` is")) as stage:
        assert "2 settings are left out (leaving tells why): theme: `nrod`" in stage.lines()[-1]


async def test_what_settings_cannot_mean_is_said_on_the_screen(play: Open, store: Path) -> None:
    async with play(store, notices=("theme: `nrod` is unknown",)) as stage:
        assert "1 setting is left out (leaving tells why)" in stage.lines()[-1]
        assert "theme: `nrod` is unknown" in stage.lines()[-1]
