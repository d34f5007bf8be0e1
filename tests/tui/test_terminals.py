"""Terminals of every kind, from outside: colours, ASCII, suspending, and one that goes away."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from store.corpus import Corpus
from tests.tui.played import Played, ptybench
from tui.looks import DARK, THEMES, next_theme

ATTRIBUTES = {0, 1, 2, 3, 4, 7, 9, 22, 23, 24, 27, 29, 39, 49}
SIXTEEN = {*range(30, 38), *range(40, 48), *range(90, 98)}


def colours(terminal: Played) -> set[tuple[int, ...]]:
    """The codes for styles that were written: `(1,)`, `(38, 5, 12)`."""
    found: set[tuple[int, ...]] = set()
    for sequence in re.findall(rb"\x1b\[([0-9;]*)m", bytes(terminal.output)):
        codes = [int(code or 0) for code in sequence.split(b";")]
        while codes:
            length = 1 if codes[0] not in (38, 48) else 5 if codes[1] == 2 else 3
            found.add(tuple(codes[:length]))
            codes = codes[length:]
    return found


def tour(terminal: Played) -> None:
    """Opens a pledge with a condition, a search and the help."""
    terminal.press("3 enter", expect=r"\d of \d")
    terminal.press("/")
    terminal.type("security", expect="hits in")
    terminal.press("enter", expect="next mark")
    terminal.press("n")
    terminal.press("?", expect="Keys and marks")
    terminal.press("G", expect="nine quotes")
    terminal.press("esc")


PARTS = {
    "source": "who said it",
    "cue": "the words that attribute it",
    "trigger": "the words that commit",
    "action": "what is to be done",
    "for whom": "who it is for",
    "condition": "what must hold first",
}


def told_apart(terminal: Played) -> None:
    """The parts that the help explains differ by more than colour."""
    terminal.press("?", expect="Keys and marks")
    terminal.press("G", expect="nine quotes")
    looks = {}
    for part, meaning in PARTS.items():
        row, column = terminal.place_of(meaning)
        look = terminal.look(row, terminal.lines[row].rindex(part, 0, column))
        looks[part] = look.bold, look.italic, look.underlined, look.reverse
    assert len(set(looks.values())) == len(PARTS), looks
    assert (False, False, False, False) not in looks.values()
    terminal.press("esc")


# ------------------------------------------------------------------------------- colours


@pytest.mark.parametrize("term", ["linux", "xterm", "screen"])
def test_sixteen_colours_are_the_terminals_own(seeds_store: Path, term: str) -> None:
    with Played(seeds_store, term=term, colours="256") as terminal:
        tour(terminal)
        told_apart(terminal)
        assert {code for code, *more in colours(terminal)} <= ATTRIBUTES | SIXTEEN
        assert not [found for found in colours(terminal) if len(found) > 1]


@pytest.mark.parametrize("term", ["xterm-256color", "linux"])
def test_without_colours_only_attributes_are_written(seeds_store: Path, term: str) -> None:
    with Played(seeds_store, term=term, env={"NO_COLOR": "1"}) as terminal:
        tour(terminal)
        told_apart(terminal)
        assert {code for found in colours(terminal) for code in found} <= ATTRIBUTES


def test_no_colours_are_asked_for_before_a_theme_is(seeds_store: Path) -> None:
    with Played(seeds_store, "--theme", "nord", env={"NO_COLOR": "1"}) as terminal:
        terminal.press("ctrl+t", expect="This is ansi")
        assert {code for found in colours(terminal) for code in found} <= ATTRIBUTES


def test_256_colours_are_taken_from_the_palette(seeds_store: Path) -> None:
    with Played(seeds_store, colours="256") as terminal:
        tour(terminal)
        told_apart(terminal)
        assert {found[1] for found in colours(terminal) if len(found) > 1} == {5}


def test_true_colour_is_used_where_there_is_one(seeds_store: Path) -> None:
    with Played(seeds_store) as terminal:
        told_apart(terminal)
        assert {found[1] for found in colours(terminal) if len(found) > 1} == {2}


def brightness(colour: str) -> int:
    return sum(int(colour[at : at + 2], 16) for at in (0, 2, 4)) // 3


@pytest.mark.parametrize(("background", "light"), [("0;15", True), ("15;0", False)])
def test_a_light_terminal_gets_a_light_theme(
    seeds_store: Path, background: str, light: bool
) -> None:
    with Played(seeds_store, env={"COLORFGBG": background}) as terminal:
        assert (brightness(terminal.look_of("Nothing is open").back) > 128) is light


def test_ctrl_t_goes_through_all_themes_and_back(seeds_store: Path) -> None:
    with Played(seeds_store) as terminal:
        before = terminal.look_of("Nothing is open").back
        theme = DARK
        for _ in THEMES:
            theme = next_theme(theme, {})
            terminal.press("ctrl+t", expect=f"This is {theme},")
        assert theme == DARK
        assert terminal.look_of("Nothing is open").back == before


def test_chosen_keys_and_theme_hold_from_the_settings(
    seeds_store: Path, settings_file: Callable[[str], Path]
) -> None:
    settings_file(
        'theme = "solarized-light"\nmouse = false\n'
        '[keys]\n"app.quit" = "Q"\n"app.help" = "f1"\n"move.down" = "ctrl+h"\n'
    )
    with Played(seeds_store) as terminal:
        assert "[keys]: `move.down`: ctrl+h is what terminals send for backspace" in terminal.text
        terminal.press("j")
        assert "Q quit" in terminal.text
        assert brightness(terminal.look_of("Nothing is open").back) > 128
        assert b"\x1b[?1003h" not in terminal.output
        terminal.press("q", changes=False)
        terminal.press("Q", changes=False)
        assert terminal.ended() == 0


def test_the_form_of_a_yank_is_that_of_the_settings(
    seeds_store: Path, settings_file: Callable[[str], Path]
) -> None:
    settings_file('yank = "json"\n')
    with Played(seeds_store) as terminal:
        terminal.press("3 y", expect="sent to the terminal")
        assert json.loads(terminal.yanked or "")


def test_without_the_mouse_the_terminal_keeps_it(seeds_store: Path) -> None:
    with Played(seeds_store, "--no-mouse") as terminal:
        assert b"\x1b[?1003h" not in terminal.output
        assert b"\x1b[?1000h" not in terminal.output


# --------------------------------------------------------------------------------- ASCII


@pytest.mark.parametrize(
    ("option", "env"),
    [("--ascii", {}), ("--restricted", {"LANG": "C"}), ("--restricted", {"LC_ALL": "POSIX"})],
)
def test_in_ascii_no_other_byte_reaches_the_terminal(
    seeds_store: Path, option: str, env: dict[str, str]
) -> None:
    with Played(seeds_store, option, env=env) as terminal:
        tour(terminal)
        terminal.press("/")
        terminal.type("Støre", expect="Store")
        terminal.press("esc")
        terminal.press(":", expect="Palette")
        terminal.press("esc")
        assert "<" in terminal.text
        assert max(terminal.output) <= 0x7E


# --------------------------------------------------------------------- coming and going


@pytest.mark.skipif(not shutil.which("bash"), reason="bash is not installed")
def test_ctrl_z_goes_to_the_shell_and_fg_draws_everything_again(seeds_store: Path) -> None:
    terminal = Played(seeds_store)
    run = " ".join(terminal.session.cmd)
    terminal.session.cmd = ["bash", "--norc", "--noprofile", "-i"]
    terminal.session.env |= {"PS1": "shell> "}
    terminal.start("shell>")
    try:
        terminal.type(f"{run}\n", expect="1 Sources 5")
        terminal.press("3 enter", expect=r"\d of \d")
        whole = terminal.text
        for _ in range(2):
            terminal.press("ctrl+z", expect="Stopped")
            terminal.type("clear\n")
            assert "1 Sources" not in terminal.text
            terminal.type("fg\n", expect="1 Sources 5")
            terminal.rest(0.5)
            assert terminal.text == whole
        terminal.press("1", expect="━ 1 Sources")
        terminal.press("q", expect="shell>")
        terminal.type("echo left $?\n", expect="left 0")
    finally:
        terminal.close()


def test_ctrl_z_is_off_where_nothing_could_go_on(seeds_store: Path) -> None:
    with Played(seeds_store) as terminal:
        terminal.press("ctrl+z", expect="ctrl\\+z is off: no shell started onrecord")
        terminal.press("2", expect="━ 2 Actors")


def gone(pids: list[int]) -> bool:
    """Whether these processes end within ten seconds."""
    end = time.monotonic() + 10
    while time.monotonic() < end:
        if not [pid for pid in pids if _runs(pid)]:
            return True
        time.sleep(0.1)
    return False


def _runs(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


ENDS = {"hang up": signal.SIGHUP, "terminate": signal.SIGTERM, "kill": signal.SIGKILL}


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="there is no /proc")
@pytest.mark.parametrize("how", [*ENDS, "close", "q"])
def test_an_end_while_articles_are_read_leaves_nothing_behind(tmp_path: Path, how: str) -> None:
    store = tmp_path / "new.db"
    terminal = Played(store)
    terminal.start("Reading")
    until = time.monotonic() + 60
    while len(processes := ptybench.tree(terminal.session.pid)) < 3 and time.monotonic() < until:
        terminal.rest(0.01)
    assert len(processes) >= 3, "what loads, and what extracts for it"
    if how == "close":
        os.close(terminal.session.fd)
    elif how == "q":
        terminal.press("q", changes=False)
    else:
        os.kill(terminal.session.pid, ENDS[how])
    children = [pid for pid in processes if pid != terminal.session.pid]
    if how == "close":
        assert os.waitpid(terminal.session.pid, 0)
    else:
        assert terminal.ended() is not None
    assert gone(children)
    with Corpus.open(store) as corpus:
        counts = corpus.counts()
        assert counts.sources <= 5
        for source in corpus.listing("source"):
            assert corpus.text(source.id)
