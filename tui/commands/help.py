"""`help [TOPIC]`: a command's help, or the page about queries."""

from __future__ import annotations

import argparse

from tui import streams
from tui.commands import COMMANDS
from tui.failure import USAGE, Failure, meant
from tui.settings import Settings
from tui.styles import styled

QUERIES = "queries"
"""The topic that is no command: what can be searched for."""

_WIDEST = 100

_IN_A_SHELL = "In a shell 'by:united states' is by:\"united states\", else the two words apart."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Tell the parser what `help` takes."""
    parser.add_argument(
        "topic", nargs="?", metavar="TOPIC", help=f"a command, or `{QUERIES}`; without one: all"
    )


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Print it."""
    from tui import parsers

    everywhere = parsers.everywhere()
    if options.topic is None:
        parsers.program(everywhere).print_help()
    elif options.topic == QUERIES:
        colour = streams.has_colour(options.color)
        for pieces in _queries():
            print(styled(pieces) if colour else "".join(text for text, _ in pieces).rstrip())
        print(_IN_A_SHELL)
    elif options.topic in COMMANDS:
        parsers.of_command(options.topic, everywhere).print_help()
    else:
        near = meant(options.topic, (*COMMANDS, QUERIES), most=99)
        why = f"there is no help about it; {near}"
        raise Failure(options.topic, why, USAGE)
    return 0


def _queries() -> list[list[tuple[str, str]]]:
    from tui.query_page import lines

    return lines(min(streams.width() or 80, _WIDEST))
