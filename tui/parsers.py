"""The one parser of the command line, a command at a time, or whole for what describes it.

Imports what a command needs only when its parser is made: `--help` answers at once.
"""

from __future__ import annotations

import argparse
import re
from typing import NoReturn

from tui.commands import COMMANDS, command
from tui.failure import USAGE, Failure, meant

ESCAPE = "\0"
"""Before an argument that is no option although it looks like one: no argument can hold it."""

_CHOICE = re.compile(r"invalid choice: '(.*)' \(choose from (.*)\)$")


class Parser(argparse.ArgumentParser):
    """A parser whose errors are Failures: one sentence instead of a page of usage."""

    def told(
        self, arguments: list[str], options: argparse.Namespace
    ) -> tuple[argparse.Namespace, list[str]]:
        """What the arguments say, added to `options`, and those that are unknown.

        A wrong value is told before anything that is missing, and all that is missing at once.
        """
        needed = [one for one in self._actions if one.required]
        for one in needed:
            one.required = False
        try:
            options, unknown = self.parse_known_intermixed_args(arguments, options)
        finally:
            for one in needed:
                one.required = True
        missing = [
            one.option_strings[0] if one.option_strings else str(one.metavar or one.dest)
            for one in needed
            if one.nargs != "*" and getattr(options, one.dest, None) in (None, [])
        ]
        if missing and not unknown:
            self.error(f"the following arguments are required: {', '.join(missing)}")
        return options, unknown

    def error(self, message: str) -> NoReturn:
        """Raise what argparse found wrong."""
        message = message.replace(ESCAPE, "").replace(repr(ESCAPE)[1:-1], "")
        what, why = self.prog.removeprefix("onrecord "), message
        if message.startswith("argument "):
            what, _, why = message.removeprefix("argument ").partition(": ")
        if found := _CHOICE.match(why):
            known = tuple(re.findall(r"[\w-]+", found[2]))
            why = f"there is no `{found[1]}`; {meant(found[1], known, listed=True)}"
        raise Failure(what, why, USAGE)


def program(everywhere: Parser) -> Parser:
    """The parser of what stands before a command, or alone; its help is that of the program."""
    width = max(map(len, COMMANDS))
    commands = "\n".join(f"  {name:<{width}}  {what.does}" for name, what in COMMANDS.items())
    parser = Parser(
        "onrecord",
        usage="onrecord [--store FILE] [--restricted] [--color WHEN] [COMMAND ...]",
        description="Who promised what: actors, quotes and pledges found in news articles.\n"
        "Without a command: the explorer; where the output is no terminal, an overview.",
        epilog=f"commands:\n{commands}\n\n`onrecord COMMAND --help` tells what a command takes.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        parents=[everywhere],
        add_help=False,
        allow_abbrev=False,
    )
    group = parser.add_argument_group("options of the explorer")
    group.add_argument("--theme", metavar="NAME", help="its colours: the name of a Textual theme")
    group.add_argument(
        "--ascii",
        action="store_true",
        help="draw in ASCII only; without it where the locale is not UTF-8",
    )
    group.add_argument(
        "--no-mouse",
        action="store_true",
        help="leave the mouse to the terminal, to select text with",
    )
    return parser


def everywhere() -> Parser:
    """The parser of what every command takes."""
    parser = Parser("onrecord", add_help=False, allow_abbrev=False)
    group = parser.add_argument_group("options, before and after the command")
    group.add_argument(
        "--store",
        metavar="FILE",
        help="the store; else $ONRECORD_STORE, else onrecord/onrecord.db in the data folder",
    )
    group.add_argument(
        "--restricted",
        action="store_true",
        help="only look: the store must exist, nothing is written, nothing outside is started",
    )
    group.add_argument(
        "--color",
        metavar="WHEN",
        choices=("auto", "always", "never"),
        default="auto",
        help="auto, always or never; auto: on a terminal without NO_COLOR",
    )
    group.add_argument("--version", action="store_true", help="print the version")
    group.add_argument("--help", "-h", action="store_true", help="print this help")
    return parser


def of_command(name: str, everywhere: Parser) -> Parser:
    """The parser of a command, whose module is imported for it."""
    does = COMMANDS[name].does
    parser = Parser(
        f"onrecord {name}",
        description=f"{does[:1].upper()}{does[1:]}.",
        parents=[everywhere],
        add_help=False,
        allow_abbrev=False,
    )
    command(name).arguments(parser)
    return parser


def whole(*, shared: bool = True) -> Parser:
    """The parser with every command in it: what completion and the manual page are made of.

    Without `shared`, commands do not repeat the options that all of them take.
    """
    options = everywhere()
    parser = program(options)
    parser.usage = parser.epilog = None
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", prog="onrecord")
    for name, summary in COMMANDS.items():
        one = of_command(name, options if shared else Parser(add_help=False))
        made = commands.add_parser(name, help=summary.does, parents=[one], add_help=False)
        made.prog = one.prog
    return parser


def version() -> str:
    """The version that is installed."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("onrecord")
    except PackageNotFoundError:
        return "(not installed)"
