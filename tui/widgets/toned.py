"""What line-drawn widgets share: pieces of text in tones become strips of cells.

Knows no record.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from tui.marking import Piece
from tui.plain import ASCII, to_ascii
from tui.tones import look


class Toned(Widget):
    """A widget that draws pieces."""

    ALLOW_SELECT = False  # Textual would copy the widget's name; who can hand out words says so

    _looks: dict[str, Style] | None = None
    _themed = ""

    def tone(self, names: str) -> Style:
        """The style of tones laid over each other, later ones winning; "" is the widget's own."""
        if self._looks is None or self._themed != self.app.theme:
            self._looks, self._themed = {}, self.app.theme
        style = self._looks.get(names)
        if style is None:
            variables = self.app.theme_variables
            _, background = self.background_colors
            style = self.rich_style
            for name in names.split():
                style += look(name, variables, background)
            self._looks[names] = style
        return style

    def strip(self, pieces: Sequence[Piece], width: int, base: str = "") -> Strip:
        """The pieces in exactly `width` cells, over the tones of `base`."""
        if self.app.has_class(ASCII):
            pieces = [(to_ascii(text), tones) for text, tones in pieces]
        segments = [
            Segment(text, self.tone(f"{base} {tones}" if base else tones)) for text, tones in pieces
        ]
        return Strip(segments).simplify().adjust_cell_length(width, self.tone(base)).simplify()

    def notify_style_update(self) -> None:
        """Textual calls it when the stylesheet was applied anew."""
        self._looks = None
        super().notify_style_update()
