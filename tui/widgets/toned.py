"""What line-drawn widgets share: pieces of text in tones become strips of cells.

Knows no record.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual._styles_cache import StylesCache
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from tui.marking import Piece
from tui.plain import ASCII, to_ascii
from tui.tones import look


class _Borderless(StylesCache):
    """Keeps lines as a widget drew them: no border and no room around them is to be added."""

    _across = 0  # cells that the lines were drawn for

    def render_widget(self, widget: Widget, crop: Region) -> list[Strip]:
        """The lines of a part of the widget; only those that are new or changed are drawn."""
        assert isinstance(widget, Toned)
        if widget.size.width != self._across:
            self.clear()
            self._across = widget.size.width
        for y in crop.line_range:
            if y not in self._cache or y in self._dirty_lines:
                self._cache[y] = widget.render_line(y)
        self._dirty_lines.difference_update(crop.line_range)
        strips = widget.filtered([self._cache[y] for y in crop.line_range])
        if crop.column_span == (0, self._across):
            return strips
        return [strip.crop(*crop.column_span) for strip in strips]


class Toned(Widget):
    """A widget that draws pieces."""

    ALLOW_SELECT = False  # Textual would copy the widget's name; who can hand out words says so

    _looks: dict[str, Style] | None = None
    _themed = ""

    def __init__(self, *children: Widget, **options: Any) -> None:
        super().__init__(*children, **options)
        self._styles_cache = _Borderless()

    def tone(self, names: str) -> Style:
        """The style of tones laid over each other, later ones winning; "" is the widget's own."""
        return self._known_looks().get(names) or self._look(names)

    def strip(self, pieces: Sequence[Piece], width: int, base: str = "") -> Strip:
        """The pieces in exactly `width` cells, over the tones of `base`."""
        if self.app.has_class(ASCII):
            pieces = [(to_ascii(text), tones) for text, tones in pieces]
        looks = self._known_looks()
        styled: list[tuple[str, Style]] = []
        room = width
        for text, tones in pieces:
            if text:
                names = f"{base} {tones}" if base else tones
                styled.append((text, looks.get(names) or self._look(names)))
                room -= cell_len(text)
        if room > 0:
            styled.append((" " * room, looks.get(base) or self._look(base)))
        segments: list[Segment] = []
        said, pen = "", Style.null()
        for text, style in styled:
            if said and style != pen:
                segments.append(Segment(said, pen))
                said = ""
            said, pen = said + text, style
        if said:
            segments.append(Segment(said, pen))
        strip = Strip(segments, width - min(room, 0))
        return strip if room >= 0 else strip.adjust_cell_length(width)

    def filtered(self, strips: list[Strip]) -> list[Strip]:
        """The strips as the screen shows them: without colours, or with those of the terminal."""
        filters = self.get_line_filters()
        if filters:
            _, background = self.background_colors
            for one in filters:
                strips = [strip.apply_filter(one, background) for strip in strips]
        return strips

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
