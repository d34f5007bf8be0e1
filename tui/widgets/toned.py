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
        return self._known_looks().get(names) or self._look(names)

    def strip(self, pieces: Sequence[Piece], width: int, base: str = "") -> Strip:
        """The pieces in exactly `width` cells, over the tones of `base`."""
        if self.app.has_class(ASCII):
            pieces = [(to_ascii(text), tones) for text, tones in pieces]
        looks = self._known_looks()
        segments: list[Segment] = []
        for text, tones in pieces:
            if text:
                names = f"{base} {tones}" if base else tones
                segments.append(Segment(text, looks.get(names) or self._look(names)))
        drawn = Strip(segments)
        if drawn.cell_length != width:
            drawn = drawn.adjust_cell_length(width, looks.get(base) or self._look(base))
        return drawn.simplify()

    def _known_looks(self) -> dict[str, Style]:
        """The styles that were asked for since the theme was last turned."""
        theme = self.app.theme
        if self._looks is None or self._themed != theme:
            self._looks, self._themed = {}, theme
        return self._looks

    def _look(self, names: str) -> Style:
        variables = self.app.theme_variables
        _, background = self.background_colors
        style = self.rich_style
        for name in names.split():
            style += look(name, variables, background)
        self._known_looks()[names] = style
        return style

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Applies no styles anew: none of a drawn widget's depend on the focus."""

    def notify_style_update(self) -> None:
        """Textual calls it when the stylesheet was applied anew."""
        self._looks = None
        super().notify_style_update()
