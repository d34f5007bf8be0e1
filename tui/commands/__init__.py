"""The commands, one module each: what it takes (`arguments`) and what it does (`run`)."""

from __future__ import annotations

import argparse
import keyword
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from store.views import VIEWS

if TYPE_CHECKING:
    from tui.settings import Settings


@dataclass(frozen=True, slots=True)
class Summary:
    """What the help says of a command before its module is imported."""

    does: str
    writes: bool = False
    """Whether it changes the store or a file, which `--restricted` forbids."""
    asks: bool = False
    """Whether it takes a QUERY, in which `-word` is no option."""


COMMANDS: dict[str, Summary] = {
    "load": Summary("read articles into the store", writes=True),
    "reload": Summary("extract again what an older pipeline made", writes=True, asks=True),
    "list": Summary("sources, actors, quotes, pledges or the ledger as a table", asks=True),
    **{name: Summary(view.does, asks=True) for name, view in VIEWS.items()},
    "search": Summary("find words in articles, quotes, pledges and actors", asks=True),
    "show": Summary("one record whole; an article with its quotes and pledges marked"),
    "export": Summary("write what the store holds in another format", writes=True, asks=True),
    "import": Summary("take what `export tinydb` wrote back into the store", writes=True),
    "remove": Summary("take articles and what came from them out of the store", writes=True),
    "mark": Summary("bookmark records, or no longer", writes=True),
    "tag": Summary("put tags of yours on records, or take them off", writes=True, asks=True),
    "note": Summary("note something on a record; without a text, print the note", writes=True),
    "undo": Summary("take back what you did last to records", writes=True),
    "redo": Summary("do again what `undo` took back", writes=True),
    "check": Summary("look whether the store is whole, and repair it"),
    "backup": Summary("copy the store into a file, while others use it", writes=True),
    "eval": Summary("score what extraction finds against annotated articles"),
    "stats": Summary("how much the store holds, and what made it"),
    "help": Summary("a command's help, or all about queries"),
    "completion": Summary("print a script that completes commands in a shell"),
    "man": Summary("print the manual page"),
}
"""Every command by name, in the order of the help."""


_MADE: dict[str, tuple[str, str]] = {
    **{name: ("view", "ViewCommand") for name in VIEWS},
    "conditions": ("conditions", "ConditionsCommand"),
    "news": ("news", "NewsCommand"),
    "undo": ("back", "BackCommand"),
    "redo": ("back", "BackCommand"),
}
"""The commands that are no module of their name: the module and the class that makes them."""


class Command(Protocol):
    """A module of this package, or what one of them makes."""

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        """Tell the parser what the command takes beside the options of all commands."""

    def run(self, options: argparse.Namespace, settings: Settings) -> int:
        """Do it; the exit status. Raises Failure and StoreError."""


def command(name: str) -> Command:
    """A command, its module imported now; KeyError where there is none."""
    if name not in COMMANDS:
        raise KeyError(name)
    if name in _MADE:
        module, made = _MADE[name]
        return cast(Command, getattr(import_module(f"{__name__}.{module}"), made)(name))
    module = f"{name}_" if keyword.iskeyword(name) else name
    return cast(Command, import_module(f"{__name__}.{module}"))
