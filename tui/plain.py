"""Text for terminals that show ASCII only: each character as the ASCII that reads like it.

As many cells as before, so that nothing moves. What is drawn passes through here, never
what is stored, yanked or exported. Knows no widget.
"""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import combining, normalize

from rich.cells import cell_len, split_graphemes

ASCII = "-ascii"
"""The class of an application whose widgets draw in ASCII."""

_SIGNS = {
    "─": "-",
    "━": "=",
    "│": "|",
    "┤": "+",
    "├": "+",
    "┼": "+",
    "┐": "+",
    "┌": "+",
    "┬": "+",
    "┴": "+",
    "└": "+",
    "┘": "+",
    "▌": "|",
    "▏": ":",
    "▸": ">",
    "●": "#",
    "◆": "+",
    "◐": "~",
    "○": "x",
    "·": "-",
    "•": "*",
    "…": ">",
    "‐": "-",
    "‑": "-",
    "‒": "-",
    "–": "-",
    "—": "-",
    "―": "-",
    "−": "-",
    "“": '"',
    "”": '"',
    "„": '"',
    "«": '"',
    "»": '"',
    "‘": "'",
    "’": "'",
    "‚": "'",
    "‹": "'",
    "›": "'",
    "′": "'",
    "″": '"',
    "×": "x",
    "→": ">",
    "←": "<",
    "↑": "^",
    "↓": "v",
    "⁄": "/",
    "ß": "s",
    "Æ": "A",
    "æ": "a",
    "Œ": "O",
    "œ": "o",
    "Ø": "O",
    "ø": "o",
    "Ł": "L",
    "ł": "l",
    "Đ": "D",
    "đ": "d",
    "Ð": "D",
    "ð": "d",
    "Þ": "T",
    "þ": "t",
    "ı": "i",
    "Ħ": "H",
    "ħ": "h",
}
# The character before them may be the first of a cluster.
_BEYOND = re.compile("[ -~]?[^\x00-\x7e]+")


def to_ascii(text: str) -> str:
    """The text in ASCII: accents go, signs become like ones, anything else a `?` a cell."""
    return text if text.isascii() else _BEYOND.sub(_clusters, text)


def _clusters(found: re.Match[str]) -> str:
    text = found[0]
    clusters, _ = split_graphemes(text)
    return "".join(_cluster(text[start:end], size) for start, end, size in clusters)


@lru_cache(maxsize=4096)
def _cluster(cluster: str, size: int) -> str:
    first = cluster[:1]
    sign = first if first.isascii() and first.isprintable() else _SIGNS.get(first) or _base(first)
    if size == 1 and sign:
        return sign
    return "?" * size


def _base(character: str) -> str:
    """The ASCII character under accents, and of what is only written in another way."""
    parts = [part for part in normalize("NFKD", character) if not combining(part)]
    return parts[0] if len(parts) == 1 and " " <= parts[0] <= "~" else ""


def as_cells(character: str) -> str:
    """One character in ASCII, by itself, where clusters are not known."""
    return _cluster(character, cell_len(character))
