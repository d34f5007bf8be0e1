"""`man`: the manual page, in troff, from the parser and the key table."""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from tui.settings import Settings

_FILES = (
    ("onrecord/onrecord.db in $XDG_DATA_HOME or ~/.local/share", "the store"),
    ("onrecord/settings.toml in $XDG_CONFIG_HOME or ~/.config", "the settings"),
    ("onrecord/ in $XDG_STATE_HOME or ~/.local/state", "the last yank, where you were, tracebacks"),
)
_ENVIRONMENT = (
    ("ONRECORD_STORE", "the store where --store names none"),
    ("NO_COLOR", "not empty: no colours"),
    ("COLORFGBG", "tells a light background"),
    ("PAGER", "what show writes through on a terminal; else less"),
    ("LC_ALL, LC_CTYPE, LANG", "a locale that is not UTF-8: only ASCII is drawn"),
)
_STATUS = (
    ("0", "all done"),
    ("1", "part failed, was not found, or nothing matched"),
    ("2", "wrong usage"),
    ("3", "the store cannot be read or written"),
    ("130", "ended by ctrl+c"),
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """`man` takes nothing of its own."""


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Print it: `onrecord man | man -l -`."""
    from argparse_manpage.manpage import Manpage

    from tui import keys
    from tui.parsers import version, whole

    page = Manpage(
        whole(shared=False),
        _data={
            "version": version(),
            "manual_title": "User Commands",
            "description": "who promised what, in news articles",
        },
        format="single-commands-section",
    )
    table = ((" ".join(keys.names(binding)), binding.tooltip) for binding in keys.bindings())
    page.add_section("keys of the explorer", "=", _list(table))
    page.add_section("files", "=", _list(_FILES))
    page.add_section("environment", "=", _list(_ENVIRONMENT))
    page.add_section("exit status", "=", _list(_STATUS))
    # Characters beyond ASCII by their code points, as groff and mandoc both read them.
    print("".join(c if c.isascii() else f"\\[u{ord(c):04X}]" for c in str(page)), end="")
    return 0


def _list(rows: Iterable[tuple[str, str]]) -> str:
    """Terms with what they mean, as troff."""
    return "\n".join(f".TP\n{_troff(term)}\n{_troff(meaning)}" for term, meaning in rows)


def _troff(text: str) -> str:
    """Text in which nothing means anything to troff."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-")
    return "\\&" + escaped if escaped[:1] in (".", "'") else escaped
