"""The clipboard: what is written for which terminal, and that real multiplexers take it."""

from __future__ import annotations

import os
import pty
import re
import select
import shutil
import stat
import subprocess
import sys
import time
from base64 import b64decode
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tui.clipboard import CHUNK, LIMIT, Clipboard, sequences

ROOT = Path(__file__).parents[2]
WORDS = "“We will not wait”, Berg said – å ä ö"
XTERM = {"TERM": "xterm-256color"}
TMUX = {"TERM": "tmux-256color", "TMUX": "/tmp/tmux-0/default,1,0"}
SCREEN = {"TERM": "screen.xterm-256color", "STY": "12.pts-0.host"}


def bare(written: str) -> str:
    """The text in an OSC 52 sequence that stands alone."""
    found = re.fullmatch(r"\x1b\]52;c;([A-Za-z0-9+/=]*)\a", written)
    assert found, written[:80]
    return b64decode(found[1]).decode()


def joined(written: str) -> str:
    """What GNU screen hands on: the insides of device control strings."""
    assert re.fullmatch(r"(\x1bP[^\x1b]+\x1b\\)+|(\x1bP.[^\x1b]+\x1b\\)+", written)
    return "".join(piece.removeprefix("\x1bP") for piece in written.split("\x1b\\"))


def test_a_plain_terminal_gets_the_bare_sequence() -> None:
    assert bare(sequences(WORDS, XTERM)) == WORDS


@pytest.mark.parametrize("environ", [TMUX, {"TERM": "screen", "TMUX": "x"}, {"TERM": "tmux"}])
def test_tmux_gets_the_bare_sequence_and_the_wrapped_one(environ: dict[str, str]) -> None:
    first, wrapped = sequences(WORDS, environ).split("\x1bPtmux;")
    assert bare(first) == WORDS
    assert wrapped.endswith("\x1b\\")
    assert bare(wrapped.removesuffix("\x1b\\").replace("\x1b\x1b", "\x1b")) == WORDS


def test_screen_gets_pieces_that_it_takes_and_nothing_bare() -> None:
    written = sequences(WORDS * 100, SCREEN)
    assert max(map(len, written.split("\x1b\\"))) <= CHUNK + 2 < 768
    assert bare(joined(written)) == WORDS * 100


def test_screen_started_within_tmux_gets_what_screen_takes() -> None:
    assert bare(joined(sequences(WORDS, TMUX | SCREEN))) == WORDS


def test_a_screen_of_unknown_kind_gets_what_harms_in_neither() -> None:
    over_ssh = {"TERM": "screen-256color"}
    first, _, wrapped = sequences(WORDS, over_ssh).partition("\x1bP")
    assert bare(first) == WORDS
    assert bare(joined("\x1bP" + wrapped)) == WORDS
    assert bare(joined(sequences(WORDS * 100, over_ssh))) == WORDS * 100


def board(environ: dict[str, str], keep: Path | None = None) -> tuple[Clipboard, list[str]]:
    written: list[str] = []
    return Clipboard(written.append, environ, keep), written


def test_it_says_no_more_than_that_the_text_was_sent() -> None:
    clipboard, written = board(XTERM)
    assert clipboard.send("one two") == "7 characters sent to the terminal."
    assert clipboard.send("x") == "1 character sent to the terminal."
    assert [bare(one) for one in written] == ["one two", "x"]


def test_what_is_too_long_for_terminals_is_kept_and_said_not_cut(tmp_path: Path) -> None:
    clipboard, written = board(XTERM, tmp_path / "yank.txt")
    fits, long = "x" * (LIMIT // 4 * 3), "x" * (LIMIT // 4 * 3 + 1)
    assert "sent" in clipboard.send(fits)
    said = clipboard.send(long)
    assert said == ("75,001 characters kept, not sent: too long for a terminal's clipboard.")
    assert len(written) == 1
    assert clipboard.last() == long


def test_the_plain_console_has_none_and_says_so() -> None:
    clipboard, written = board({"TERM": "linux"})
    said = clipboard.send("one")
    assert said == "3 characters kept until you leave; a plain console has no clipboard."
    assert not written
    assert clipboard.last() == "one"


def test_the_last_text_is_there_at_the_next_start_for_its_owner_alone(tmp_path: Path) -> None:
    keep = tmp_path / "state" / "yank.txt"
    clipboard, _ = board(XTERM, keep)
    assert clipboard.last() == ""
    clipboard.send("one")
    clipboard.send(WORDS)
    assert stat.S_IMODE(keep.stat().st_mode) == 0o600
    assert board(XTERM, keep)[0].last() == WORDS


def test_without_a_file_the_last_text_is_held_in_memory() -> None:
    clipboard, _ = board(XTERM)
    clipboard.send(WORDS)
    assert clipboard.last() == WORDS
    assert board(XTERM)[0].last() == ""


def test_a_folder_that_cannot_be_written_takes_nothing_away(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("in the way")
    clipboard, written = board(XTERM, tmp_path / "state" / "yank.txt")
    assert clipboard.send(WORDS) == f"{len(WORDS)} characters sent to the terminal."
    assert clipboard.last() == WORDS
    assert len(written) == 1


def test_half_a_surrogate_pair_breaks_nothing() -> None:
    clipboard, written = board(XTERM)
    clipboard.send("a\ud800b")
    assert bare(written[0]) == "a?b"


# ---------------------------------------------------------------------- real multiplexers

SEND = """
import os, sys, time
from pathlib import Path
from tui.clipboard import Clipboard
def write(text):
    sys.stdout.write(text)
    sys.stdout.flush()
Clipboard(write, os.environ, None).send(Path(sys.argv[1]).read_text())
Path(sys.argv[2]).touch()
time.sleep(60)
"""


class Outside:
    """A terminal of ours in which a multiplexer runs; what it writes is collected."""

    def __init__(self, *command: str, env: dict[str, str]) -> None:
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.execvpe(command[0], list(command), env)
        self.seen = b""

    def until(self, done: Callable[[], bool]) -> bool:
        """Reads until something is done, 20 seconds at most."""
        end = time.monotonic() + 20
        while not done() and time.monotonic() < end:
            if select.select([self.fd], [], [], 0.1)[0]:
                try:
                    self.seen += os.read(self.fd, 65536)
                except OSError:
                    break
        return done()

    def clipboard(self) -> list[str]:
        """The texts that this terminal was told to put into its clipboard."""
        found = re.findall(rb"\x1b\]52;c?;([A-Za-z0-9+/=]+)(?:\a|\x1b\\)", self.seen)
        return [b64decode(one).decode() for one in found]


Outsider = Callable[..., Outside]


@pytest.fixture
def outside() -> Iterator[Outsider]:
    made: list[Outside] = []

    def make(*command: str, env: dict[str, str]) -> Outside:
        made.append(Outside(*command, env=env))
        return made[-1]

    yield make
    for one in made:
        os.close(one.fd)
        os.waitpid(one.pid, 0)


def clean(tmp_path: Path) -> dict[str, str]:
    environ = {k: v for k, v in os.environ.items() if k not in ("TMUX", "STY", "TERM_PROGRAM")}
    sockets = tmp_path / "s"
    sockets.mkdir(mode=0o700)
    return environ | {
        "TERM": "xterm-256color",
        "PYTHONPATH": str(ROOT),
        "LC_ALL": "C.UTF-8",
        "TMUX_TMPDIR": str(sockets),
        "SCREENDIR": str(sockets),
    }


@pytest.mark.skipif(not shutil.which("tmux"), reason="tmux is not installed")
@pytest.mark.parametrize("option", ["set-clipboard", "allow-passthrough"])
def test_tmux_hands_the_text_to_the_terminal_outside(
    tmp_path: Path, outside: Outsider, option: str
) -> None:
    env = clean(tmp_path)
    words, done, conf = tmp_path / "words.txt", tmp_path / "done", tmp_path / "tmux.conf"
    words.write_text(WORDS * 50)
    conf.write_text(
        "set -s set-clipboard off\nset -g allow-passthrough off\n"
        f"set -{'s' if option == 'set-clipboard' else 'g'} {option} on\n"
    )
    tmux = ["tmux", "-L", "onrecord-test", "-f", str(conf)]
    if option == "allow-passthrough" and not _has_passthrough():
        pytest.skip("this tmux is older than allow-passthrough")
    run = [sys.executable, "-c", SEND, str(words), str(done)]
    terminal = outside(*tmux, "new-session", *run, env=env)
    try:
        assert terminal.until(lambda: WORDS * 50 in terminal.clipboard()), terminal.seen
        assert terminal.until(done.exists)
        if option == "set-clipboard":
            shown = subprocess.run([*tmux, "show-buffer"], env=env, capture_output=True, timeout=20)
            assert shown.stdout.decode() == WORDS * 50
    finally:
        subprocess.run([*tmux, "kill-server"], env=env, capture_output=True, timeout=20)


def _has_passthrough() -> bool:
    version = subprocess.run(["tmux", "-V"], capture_output=True, text=True, timeout=20).stdout
    found = re.search(r"(\d+)\.(\d+)", version)
    return found is not None and (int(found[1]), int(found[2])) >= (3, 3)


@pytest.mark.skipif(not shutil.which("screen"), reason="GNU screen is not installed")
def test_screen_hands_the_text_to_the_terminal_outside(tmp_path: Path, outside: Outsider) -> None:
    env = clean(tmp_path)
    words, done = tmp_path / "words.txt", tmp_path / "done"
    words.write_text(WORDS * 50)
    run = [sys.executable, "-c", SEND, str(words), str(done)]
    terminal = outside("screen", "-S", "onrecord-test", "-c", os.devnull, *run, env=env)
    try:
        assert terminal.until(lambda: WORDS * 50 in terminal.clipboard()), terminal.seen[-2000:]
        assert b"52;c" not in re.sub(rb"\x1b\].*?\a", b"", terminal.seen, flags=re.DOTALL)
    finally:
        quit_ = ["screen", "-S", "onrecord-test", "-X", "quit"]
        subprocess.run(quit_, env=env, capture_output=True, timeout=20)
