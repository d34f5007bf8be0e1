"""How the explorer looks and listens here: theme, ASCII or not, keys; after settings and terminal.

Knows no widget.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from textual.theme import BUILTIN_THEMES

from tui import keymap, streams
from tui.failure import meant
from tui.settings import Settings

DARK, LIGHT = "flexoki", "solarized-light"
PLAIN_DARK, PLAIN_LIGHT = "ansi-dark", "ansi-light"

PLAIN = (PLAIN_DARK, PLAIN_LIGHT)
"""The themes of the terminal's own colours."""

THEMES = tuple(sorted(BUILTIN_THEMES))
"""Every theme by name."""


@dataclass(frozen=True, slots=True)
class Look:
    """What the application is told about itself."""

    theme: str = DARK
    ascii: bool = False
    thrift: bool = True
    keymap: Mapping[str, str] = field(default_factory=dict)
    notices: tuple[str, ...] = ()
    """A sentence for each setting that cannot be meant."""

    @property
    def notice(self) -> str:
        """What to say of them in one line; "" where there are none."""
        if not self.notices:
            return ""
        several = len(self.notices) > 1
        settings = f"{len(self.notices)} settings are" if several else "1 setting is"
        return f"{settings} left out (leaving tells why): {self.notices[0]}"


USUAL = Look()


def look(settings: Settings, environ: Mapping[str, str]) -> Look:
    """What the settings ask for, as far as it can be meant on this terminal."""
    chosen, notices = keymap.read(settings.keys)
    theme, unknown = settings.theme, unknown_theme(settings.theme)
    if unknown:
        theme, notices = "auto", (f"theme: {unknown}; the terminal's is used", *notices)
    only_ascii = not streams.is_utf8(environ) if settings.ascii is None else settings.ascii
    return Look(choose_theme(theme, environ), only_ascii, settings.thrift, chosen, notices)


def unknown_theme(name: str, *, listed: bool = False) -> str:
    """Why a theme's name cannot be meant; "" where it can. `listed`: with all names."""
    if name == "auto" or name in THEMES:
        return ""
    return f"`{name}` is unknown; {meant(name, THEMES, most=99, listed=listed)}"


def choose_theme(wanted: str, environ: Mapping[str, str]) -> str:
    """The theme for a terminal: what the settings name, else what it can show.

    `NO_COLOR`, and terminals of 16 colours, get the terminal's own colours; `COLORFGBG`
    tells a light background where a terminal sets it.
    """
    background = environ.get("COLORFGBG", "").rpartition(";")[2]
    light = background in ("7", "15")
    term = environ.get("TERM", "")
    many = "256color" in term or "direct" in term or "COLORTERM" in environ
    if environ.get("NO_COLOR"):
        light = wanted == PLAIN_LIGHT or (wanted != PLAIN_DARK and light)
        return PLAIN_LIGHT if light else PLAIN_DARK
    if wanted != "auto":
        return wanted
    if not many:
        return PLAIN_LIGHT if light else PLAIN_DARK
    return LIGHT if light else DARK


def next_theme(now: str, environ: Mapping[str, str]) -> str:
    """The theme after this one; without colours only those that need none."""
    themes = PLAIN if environ.get("NO_COLOR") else THEMES
    return themes[(themes.index(now) + 1) % len(themes)] if now in themes else themes[0]
