"""What the command line does where a terminal is: widths, colours, pager, what it refuses."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Run
from tui.wrapping import cells

ROOT = Path(__file__).parents[2]
Terminal = Callable[..., tuple[int, str]]


@pytest.fixture
def on_terminal() -> Terminal:
    """Runs the command line on a pseudo-terminal of its own; the exit status and the output.

    With `keys` the terminal is the controlling one, and they are typed when nothing moves.
    """

    def run(
        *arguments: str | Path,
        columns: int = 80,
        env: dict[str, str] | None = None,
        stdin: int | None = None,
        stderr: int | None = None,
        keys: bytes = b"",
    ) -> tuple[int, str]:
        def take_terminal() -> None:
            if keys:
                fcntl.ioctl(1, termios.TIOCSCTTY, 0)

        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        process = subprocess.Popen(
            [sys.executable, "-m", "tui", *map(str, arguments)],
            stdin=theirs if stdin is None else stdin,
            stdout=theirs,
            stderr=theirs if stderr is None else stderr,
            start_new_session=True,
            preexec_fn=take_terminal,
            env={**os.environ, "TERM": "xterm-256color", **(env or {})},
            cwd=ROOT,
        )
        os.close(theirs)
        output = b""
        until = time.monotonic() + 60
        while True:
            if time.monotonic() > until:
                process.kill()
            if keys and not select.select([ours], [], [], 0.5)[0] and output:
                os.write(ours, keys)  # once it has drawn and waits
            try:
                piece = os.read(ours, 65536)
            except OSError:  # EIO: the other end is closed
                break
            if not piece:
                break
            output += piece
        os.close(ours)
        return process.wait(timeout=60), output.decode().replace("\r\n", "\n")

    return run


# ------------------------------------------------------------------------ wrong before right


@pytest.mark.parametrize("term", ["dumb", ""])
def test_the_explorer_refuses_a_terminal_that_cannot_be_drawn_on(
    on_terminal: Terminal, small_store: Path, term: str
) -> None:
    status, output = on_terminal("--store", small_store, env={"TERM": term})
    assert status == 2
    assert output.startswith("onrecord: TERM: ")
    assert output.count("\n") == 1


def test_without_any_terminal_to_read_keys_from_the_explorer_refuses(
    on_terminal: Terminal, small_store: Path
) -> None:
    status, output = on_terminal("--store", small_store, stdin=subprocess.DEVNULL)
    assert status == 2
    assert output.startswith("onrecord: standard input: is no terminal, and there is none to open")


def test_the_explorer_refuses_a_store_that_is_none_before_it_draws(
    on_terminal: Terminal, tmp_path: Path
) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("no store " * 1000)
    status, output = on_terminal("--store", path)
    assert status == 3
    assert output == f"onrecord: the store cannot be opened: {path}: it is not a store\n"


def test_the_restricted_explorer_needs_a_store(on_terminal: Terminal, tmp_path: Path) -> None:
    status, output = on_terminal("--store", tmp_path / "missing.db", "--restricted")
    assert status == 3
    assert "there is no such file" in output


# ------------------------------------------------------------------------------ explorer


def test_the_explorer_reads_its_keys_from_the_terminal_where_the_input_is_none(
    on_terminal: Terminal, small_store: Path
) -> None:
    status, output = on_terminal("--store", small_store, stdin=subprocess.DEVNULL, keys=b"q")
    assert status == 0
    assert "Harbour plan agreed" in output


def test_the_explorer_is_drawn_where_errors_go_elsewhere(
    on_terminal: Terminal, small_store: Path, tmp_path: Path
) -> None:
    with (tmp_path / "errors").open("wb") as errors:
        status, output = on_terminal("--store", small_store, stderr=errors.fileno(), keys=b"q")
    assert status == 0
    assert "Harbour plan agreed" in output
    assert (tmp_path / "errors").read_bytes() == b""


# --------------------------------------------------------------------------- how it looks


@pytest.mark.parametrize("columns", [40, 80, 120])
@pytest.mark.parametrize("kind", ["sources", "actors", "quotes", "pledges"])
def test_tables_fit_the_terminal(
    on_terminal: Terminal, small_store: Path, kind: str, columns: int
) -> None:
    status, output = on_terminal(
        "--store", small_store, "list", kind, "--color", "never", columns=columns
    )
    assert status == 0
    assert max(map(cells, output.splitlines())) <= columns


def test_hits_fit_the_terminal_and_show_their_match(
    on_terminal: Terminal, small_store: Path
) -> None:
    status, output = on_terminal(
        "--store", small_store, "search", "winter", "--color=never", columns=44
    )
    assert status == 0
    for line in output.splitlines():
        assert "[winter]" in line
        assert cells(line) <= 44


def test_colours_follow_the_terminal_the_variable_and_the_option(
    on_terminal: Terminal, small_store: Path
) -> None:
    arguments = ("--store", small_store, "list", "actors")
    assert "\x1b[" in on_terminal(*arguments)[1]
    assert "\x1b[" not in on_terminal(*arguments, env={"NO_COLOR": "1"})[1]
    assert "\x1b[" not in on_terminal(*arguments, "--color", "never")[1]
    assert "\x1b[" not in on_terminal(*arguments, env={"TERM": "dumb"})[1]
    assert "\x1b[" in on_terminal(*arguments, "--color", "always", env={"NO_COLOR": "1"})[1]


@pytest.mark.parametrize("locale", [{"LC_ALL": "C"}, {"LC_ALL": "", "LC_CTYPE": "", "LANG": "C"}])
@pytest.mark.parametrize(
    "words", [["list", "actors"], ["show", "ferry"], ["show", "harbour"], ["list", "chairs"], []]
)
def test_where_the_locale_has_ascii_only_the_terminal_gets_no_more(
    on_terminal: Terminal, small_store: Path, words: list[str], locale: dict[str, str]
) -> None:
    keys = b"" if words else b"q"
    _, output = on_terminal("--store", small_store, *words, env=locale, keys=keys)
    assert output.isascii()
    if words == ["list", "actors"]:
        assert "Anna Oberg" in output


def test_a_pipe_gets_the_words_themselves_whatever_the_locale(
    onrecord: Run, small_store: Path
) -> None:
    for locale in ({"LC_ALL": "C"}, {"LC_ALL": "", "LC_CTYPE": "", "LANG": "C"}):
        done = onrecord("--store", small_store, "list", "actors", env=locale)
        assert "Anna Öberg" in done.stdout


def test_show_goes_through_the_pager(
    on_terminal: Terminal, small_store: Path, tmp_path: Path
) -> None:
    pager = tmp_path / "pager"
    pager.write_text('#!/bin/sh\necho "paged $1 $LESS"\nexec cat\n')
    pager.chmod(0o755)
    arguments = ("--store", small_store, "show", "ferry")
    _, output = on_terminal(*arguments, env={"PAGER": f"{pager} -x"})
    assert output.startswith("paged -x FRX\n")
    assert "source · 0 quotes · 1 pledge" in output
    _, output = on_terminal(*arguments, env={"PAGER": f"{pager} -x", "LESS": "-S"})
    assert output.startswith("paged -x -S\n")


def test_show_needs_no_pager(on_terminal: Terminal, small_store: Path) -> None:
    for name in ("cat", "", "no-such-pager -x"):
        status, output = on_terminal("--store", small_store, "show", "ferry", env={"PAGER": name})
        assert status == 0
        assert "source · 0 quotes · 1 pledge" in output


def test_a_pager_that_leaves_early_is_no_error(on_terminal: Terminal, small_store: Path) -> None:
    status, output = on_terminal("--store", small_store, "show", "ferry", env={"PAGER": "true"})
    assert (status, output) == (0, "")


def test_restricted_starts_no_pager(
    on_terminal: Terminal, small_store: Path, tmp_path: Path
) -> None:
    pager = tmp_path / "pager"
    pager.write_text("#!/bin/sh\necho started\n")
    pager.chmod(0o755)
    _, output = on_terminal(
        "--store", small_store, "--restricted", "show", "ferry", env={"PAGER": str(pager)}
    )
    assert "started" not in output
    assert "source · 0 quotes · 1 pledge" in output


def test_loading_says_how_far_it_is_and_takes_the_line_away(
    on_terminal: Terminal, tmp_path: Path
) -> None:
    article = tmp_path / "article.txt"
    article.write_text("The mayor said that it will rain.\n")
    status, output = on_terminal("--store", tmp_path / "new.db", "load", article)
    assert status == 0
    assert "0 of 1 articles" in output
    assert output.endswith("\r\x1b[Kadded 1, updated 0, unchanged 0, skipped 0, failed 0\n")
