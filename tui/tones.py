"""How each tone looks: attributes, and colours by theme variable. Knows no widget.

Tones stand here and not in the stylesheet because a stylesheet is matched anew for every
widget whenever the focus moves. Parts of records differ by attribute or mark, never by
colour alone; the tests hold that.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rich.style import Style
from textual.color import Color


@dataclass(frozen=True, slots=True)
class Tone:
    """Attributes as Rich names them, theme variables for text and background.

    `instead` are attributes that stand for the colours of text and background in themes
    of the terminal's own colours: those have no background to give, or no colours at all.
    """

    attributes: str = ""
    colour: str = ""
    behind: str = ""
    instead: str = ""


TONES: dict[str, Tone] = {
    # around the text
    "strong": Tone("bold"),
    "quiet": Tone(colour="foreground-muted"),
    "label": Tone(colour="foreground-muted"),
    "mark": Tone(colour="accent"),
    "key": Tone(colour="accent"),
    "warning": Tone("bold", colour="warning"),
    "rule": Tone(colour="foreground-disabled", instead="dim"),
    "title": Tone(),
    "rule-now": Tone(colour="accent"),
    "title-now": Tone("bold", colour="accent"),
    "cursor": Tone("bold", "block-cursor-foreground", "block-cursor-background", "reverse"),
    "cursor-away": Tone(behind="panel"),
    # the article
    "headline": Tone("bold", colour="accent"),
    "boilerplate": Tone(colour="foreground-disabled", instead="dim"),
    "bar": Tone(colour="foreground-muted"),
    "bar-now": Tone("bold", colour="accent"),
    # the parts of the current quote or pledge
    "content": Tone(behind="panel", instead="italic"),
    "speaker": Tone("bold"),
    "cue": Tone("italic underline"),
    "maker": Tone("bold"),
    "trigger": Tone("reverse"),
    "action": Tone("underline"),
    "beneficiary": Tone("bold underline"),
    "condition": Tone("italic"),
    # and of the others
    "other-trigger": Tone("bold"),
    # a view
    "cell-now": Tone("bold", "block-cursor-foreground", "block-cursor-background", "reverse"),
    "date": Tone(colour="foreground-muted"),
    "strength": Tone("italic"),
    "corroborated": Tone("bold"),
    "moved": Tone("bold italic"),
    "update": Tone("bold italic"),
    "contested": Tone("bold", colour="warning"),
    "conflict": Tone("bold", colour="warning"),
    "said": Tone("bold"),
    "course": Tone(colour="foreground-muted"),
    "effect": Tone("bold", colour="accent"),
    "added": Tone("bold underline"),
    "dropped": Tone("strike", colour="foreground-muted"),
    "told once": Tone(colour="foreground-muted"),
    # a search
    "hit": Tone("underline", "background", "warning", "reverse"),
    "hit-now": Tone("bold underline", "background", "accent", "reverse"),
}
"""Every tone that has a look; any other is drawn as plain text."""


def look(tone: str, variables: Mapping[str, str], background: Color) -> Style:
    """What a tone adds to the style beneath it, on this background.

    `variables` are the theme's. A theme of the terminal's own colours cannot blend: what
    is half transparent there is dim.
    """
    found = TONES.get(tone)
    if found is None:
        return Style()
    style = Style.parse(found.attributes) if found.attributes else Style()
    if background.ansi is not None and found.instead:
        return style + Style.parse(found.instead)
    colour, dim = _colour(found.colour, variables, background)
    behind, _ = _colour(found.behind, variables, background)
    return style + Style(
        color=colour.rich_color if colour else None,
        bgcolor=behind.rich_color if behind else None,
        dim=dim or None,
    )


def _colour(
    name: str, variables: Mapping[str, str], background: Color
) -> tuple[Color | None, bool]:
    """The colour of a variable, and whether it has to be dimmed instead of blended."""
    value = variables.get(name, "")
    words = value.split()
    if not words or words[0] in ("auto", "transparent"):
        return None, False
    colour = Color.parse(words[0])
    alpha = float(words[1].rstrip("%")) / 100 if len(words) > 1 else colour.a
    if colour.ansi is not None:
        return colour, alpha < 1
    if background.ansi is not None:
        return colour.with_alpha(1), False
    return background.blend(colour, alpha, 1.0), False
