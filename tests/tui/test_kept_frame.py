"""The screen of the last visit is there before the program; keys typed meanwhile act."""

from __future__ import annotations

import os
import stat
import termios
from pathlib import Path

import pytest

from store.corpus import Corpus
from tests.tui.played import Played
from tui import folders, kept_frame


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state"


@pytest.fixture
def left(seeds_store: Path, state: Path) -> list[str]:
    """A visit that was ended; the screen as it was left."""
    with Played(seeds_store, state=state) as terminal:
        terminal.press("2 j j", changes=False)
        terminal.rest(0.4)
        lines = terminal.lines
        terminal.press("q", changes=False)
        assert terminal.ended() == 0
    return lines


def frames(state: Path) -> list[Path]:
    folder = state / "onrecord" / "frames"
    return sorted(folder.iterdir()) if folder.exists() else []


def drawn_at_once(terminal: Played) -> bool:
    """Whether the first bytes held a whole screen: the kept one goes out in one piece."""
    return terminal.output.startswith(b"\x1b[?1049h\x1b[?25l\x1b[") and (
        b"Sources" in terminal.output.partition(b"\x1b[?1000h")[0]
    )


def test_the_screen_is_drawn_as_it_was_left(
    seeds_store: Path, state: Path, left: list[str]
) -> None:
    (file,) = frames(state)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with Played(seeds_store, state=state) as terminal:
        assert drawn_at_once(terminal)
        for _ in range(100):  # the card comes once the cursor rests
            terminal.rest(0.1)
            if terminal.lines == left:
                break
        assert terminal.lines == left
        assert terminal.output.count(b"\x1b[?1049h") == 1
        terminal.press("1", expect="━ 1 Sources")


def test_keys_that_are_typed_before_it_is_there_act(
    seeds_store: Path, state: Path, left: list[str]
) -> None:
    terminal = Played(seeds_store, state=state)
    begin = terminal.session._watch

    def watch(*arguments: object) -> None:
        terminal.session._watch = begin
        os.write(terminal.session.fd, b"1j\r")
        begin(*arguments)

    terminal.session._watch = watch
    terminal.start()
    try:
        terminal.until("━ 4 Reader · ")
    finally:
        terminal.close()


def test_the_terminal_is_given_back_as_it_was(
    seeds_store: Path, state: Path, left: list[str]
) -> None:
    with Played(seeds_store, state=state) as terminal:
        terminal.rest(0.3)
        terminal.press("q", changes=False)
        assert terminal.ended() == 0
        terminal.rest(0.2)
        flags = termios.tcgetattr(terminal.session.fd)
        assert flags[3] & termios.ECHO
        assert flags[3] & termios.ICANON
        assert flags[0] & termios.ICRNL
        assert b"\x1b[?1049l" in terminal.output


def test_a_store_that_has_changed_is_not_shown_as_it_was(
    seeds_store: Path, state: Path, left: list[str]
) -> None:
    with Corpus.open(seeds_store) as corpus:
        corpus.save_query("ceasefire")
    with Played(seeds_store, state=state) as terminal:
        assert not drawn_at_once(terminal)


@pytest.mark.parametrize("what", ["size", "colours", "settings", "option"])
def test_elsewhere_it_is_not_drawn(
    seeds_store: Path, state: Path, left: list[str], home: Path, what: str
) -> None:
    if what == "settings":
        (home / "config" / "onrecord").mkdir(parents=True)
        (home / "config" / "onrecord" / "settings.toml").write_text('theme = "nord"\n')
    terminal = Played(
        seeds_store,
        *(["--theme", "nord"] if what == "option" else []),
        size=(100, 40) if what == "size" else (120, 40),
        colours="256" if what == "colours" else "24 bit",
        state=state,
    )
    with terminal:
        assert not drawn_at_once(terminal)


def test_what_goes_wrong_then_is_said_on_the_usual_screen(
    seeds_store: Path, state: Path, left: list[str]
) -> None:
    (file,) = frames(state)
    held = file.read_bytes()
    seeds_store.write_bytes(b"no store at all " * 1000)
    arguments = ["--store", str(seeds_store)]
    circumstances = kept_frame._circumstances(str(seeds_store), arguments, (120, 40))
    terminal = Played(seeds_store, state=state)
    for name in kept_frame._SHOWN_BY:  # as the terminal that is played has them
        wanted = terminal.session.env.get(name)
        now = f"{name}={os.environ.get(name)}"
        circumstances = circumstances.replace(repr(now).encode(), repr(f"{name}={wanted}").encode())
    file.write_bytes(circumstances + b"\n" + held.partition(b"\n")[2])
    terminal.start(ready="nrecord: the ")
    try:
        assert drawn_at_once(terminal)
        assert terminal.output.index(b"\x1b[?1049l") < terminal.output.index(b"not a store")
        assert terminal.ended() == 3
    finally:
        terminal.close()


def test_with_restricted_nothing_is_kept_or_drawn(
    seeds_store: Path, state: Path, left: list[str]
) -> None:
    (file,) = frames(state)
    before = file.stat().st_mtime_ns
    with Played(seeds_store, "--restricted", state=state) as terminal:
        assert not drawn_at_once(terminal)
        terminal.press("q", changes=False)
        assert terminal.ended() == 0
    assert file.stat().st_mtime_ns == before


def test_its_folders_are_those_of_the_program(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for unset in (False, True):
        if unset:
            for name in ("XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
                monkeypatch.delenv(name)
        assert kept_frame._folder("STATE", ".local/state") == str(folders.state_folder())
        assert kept_frame._folder("CONFIG", ".config") == str(folders.settings_file().parent)
        assert kept_frame._store([]) == str(folders.store_file(None))
    assert kept_frame._store(["--store=a/../b.db"]) == str(Path.cwd() / "b.db")
    assert kept_frame._store(["list", "sources"]) is None
    assert kept_frame._store(["--restricted"]) is None
