"""The command line: what is typed, and the one way out of every command.

Imports what a command needs only when it runs: `--version` and `--help` answer at once.
"""

from __future__ import annotations

import argparse
import gc
import os
import re
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, NoReturn

from store.errors import QueryError, StoreError
from tui import parsers, streams
from tui.commands import COMMANDS, command
from tui.failure import FAILED, INTERRUPTED, STORE, USAGE, Failure, meant, reason, say
from tui.parsers import Parser

if TYPE_CHECKING:
    from tui.settings import Settings


_RULED_OUT = re.compile(r"-(?!-|h$).")


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command line (the process's own where none is given); the exit status."""
    streams.prepare()
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        status = _answer(arguments)
        sys.stdout.flush()
        return status
    except Failure as failure:
        for why in (failure.why, *failure.more):
            say(failure.what, why)
        return failure.status
    except QueryError as error:
        _wrong_query(error)
        return USAGE
    except StoreError as error:
        say(error)
        return STORE
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        streams.abandon()
        return 0
    except OSError as error:
        streams.abandon()
        say(error.filename or "standard output", reason(error))
        return FAILED
    except Exception as error:
        _unexpected(error, restricted="--restricted" in arguments)
        return FAILED


def _wrong_query(error: QueryError) -> None:
    """Say what is wrong with a query, and show where."""
    from tui.wrapping import cells, shown

    text, before = shown(error.text), cells(shown(error.text[: error.start]))
    marked = max(cells(shown(error.text[error.start : error.end])), 1)
    say("query", error.why)
    print(f"  {text}\n  {' ' * before}{'^' * marked}", file=sys.stderr)


def _answer(arguments: list[str]) -> int:
    everywhere = parsers.everywhere()
    program = parsers.program(everywhere)
    options, rest = program.parse_known_args(_words_only(arguments))
    if options.version:
        print(f"onrecord {parsers.version()}")
        return 0
    if rest and rest[0] not in COMMANDS:
        _refuse(rest[0].removeprefix(parsers.ESCAPE), program)
    if options.help and not rest:
        program.print_help()
        return 0
    name = rest[0] if rest else None
    if name:
        _refuse_of_explorer(name, options)
        parser = parsers.of_command(name, everywhere)
        if options.help:
            parser.print_help()
            return 0
        _refuse_dashed(rest[1:], parser)
        options, unknown = parser.told(rest[1:], options)
        _unescape(options)
        if unknown:
            _refuse_argument(unknown[0].removeprefix(parsers.ESCAPE), parser)
        if options.restricted and COMMANDS[name].writes:
            raise Failure(name, "nothing is written with --restricted", USAGE)
    settings = _settings()
    if name:
        gc.enable()
        return command(name).run(options, settings)
    if streams.is_terminal(sys.stdout):
        from tui.commands.explore import run
    else:
        from tui.commands.overview import run
    return run(options, settings)


def _words_only(arguments: list[str]) -> list[str]:
    """The arguments without `--`; what is no option is escaped, so that it does not read as one.

    That is what follows `--`, and in a QUERY what it rules out: `-word`, `-by:macron`.
    """
    asks, over, words = False, False, []
    for word in arguments:
        if word == "--" and not over:
            over = True
            continue
        asks = asks or (word in COMMANDS and COMMANDS[word].asks)
        plain = over or (asks and bool(_RULED_OUT.match(word)))
        words.append(parsers.ESCAPE + word if plain and word.startswith("-") else word)
    return words


def _unescape(options: argparse.Namespace) -> None:
    for name, value in vars(options).items():
        if isinstance(value, list):
            setattr(options, name, [word.removeprefix(parsers.ESCAPE) for word in value])
        elif isinstance(value, str):
            setattr(options, name, value.removeprefix(parsers.ESCAPE))


def _refuse(word: str, everywhere: Parser) -> NoReturn:
    """What stands where a command should: say what was probably meant."""
    if word.startswith("-") and word != "-":
        _refuse_argument(word, everywhere)
    if word == "-" or os.path.lexists(word):
        why = f"this is a path and no command; `onrecord load {word}` reads it into the store"
        raise Failure(word, why, USAGE)
    near = meant(word, tuple(COMMANDS), most=0)
    why = f"unknown command; {near}" if near else "unknown command"
    raise Failure(word, f"{why} (`onrecord --help` lists all)", USAGE)


def _refuse_of_explorer(name: str, options: argparse.Namespace) -> None:
    for option in ("theme", "ascii", "no_mouse"):
        if getattr(options, option):
            why = f"this is an option of the explorer, not of `{name}`"
            raise Failure(f"--{option.replace('_', '-')}", why, USAGE)


def _refuse_dashed(words: list[str], parser: Parser) -> None:
    """A file whose name looks like an option has to be told apart from one."""
    for word in words:
        dashed = word.startswith("-") and word != "-" and word not in parser._option_string_actions
        if dashed and os.path.lexists(word):
            raise Failure(word, f"to mean the file of that name, write ./{word}", USAGE)


def _refuse_argument(word: str, parser: Parser) -> NoReturn:
    if not word.startswith("-"):
        raise Failure(word, f"one argument too many for `{parser.prog}`", USAGE)
    option = word.partition("=")[0]
    known = tuple(parser._option_string_actions)
    near = meant(option, known, most=0)
    raise Failure(option, f"unknown option; {near}" if near else "unknown option", USAGE)


def _settings() -> Settings:
    """The user's settings; what is odd in them is said, and the program goes on."""
    from tui.folders import settings_file
    from tui.settings import read

    path = settings_file()
    settings, warnings = read(path)
    for warning in warnings:
        say(path, warning)
    return settings


def _unexpected(error: Exception, restricted: bool) -> None:
    """Say one sentence about a mistake of ours, and keep its traceback where that may be."""
    import traceback

    from tui.folders import state_folder

    what = f"unexpected {type(error).__name__}"
    why = str(error).partition("\n")[0] or "no reason given"
    path = state_folder() / "traceback.txt"
    if not restricted:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(
                f"onrecord {parsers.version()}\n{''.join(traceback.format_exception(error))}"
            )
        except OSError as refused:
            why += f" (the traceback could not be kept: {reason(refused)})"
        else:
            why += f" (the traceback is in {path})"
    say(what, why)
