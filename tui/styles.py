"""How tones look where a command writes to a terminal: the terminal's own colours only.

Every tone has an attribute beside its colour, so that nothing is told by colour alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from rich.color import ColorSystem
from rich.style import Style

from tui.marking import Piece

_LOOKS = {
    "headline": "bold",
    "strong": "bold",
    "boilerplate": "dim",
    "quiet": "dim",
    "label": "dim",
    "bar": "dim",
    "hit": "reverse",
    "content": "italic",
    "speaker": "bold cyan",
    "maker": "bold green",
    "cue": "underline cyan",
    "trigger": "bold underline yellow",
    "action": "underline yellow",
    "beneficiary": "underline green",
    "condition": "italic underline magenta",
}


def styled(pieces: Iterable[Piece]) -> str:
    """Pieces of text as a terminal shows them; an unknown tone adds nothing."""
    return "".join(
        _style(tones).render(text, color_system=ColorSystem.STANDARD) for text, tones in pieces
    )


@cache
def _style(tones: str) -> Style:
    looks = [_LOOKS.get(tone.removeprefix("other-"), "") for tone in tones.split()]
    return Style.combine([Style(), *map(Style.parse, looks)])
