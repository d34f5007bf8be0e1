"""Composing a frame from no more than what can be seen of it.

Textual's compositor asks every widget below a changed cell for all of its lines, also
containers that their children hide. Here a widget is asked for the lines that are wanted,
and nobody is asked once all cells are filled. Knows no widget of ours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Protocol, cast, runtime_checkable

from textual._compositor import ChopsUpdate, Compositor, CompositorMap, ReflowResult
from textual.errors import NoWidget
from textual.geometry import Offset, Region, Size
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

Span = tuple[int, int, int]
"""A line, from which cell and to before which."""


@runtime_checkable
class Selectable(Protocol):
    """A widget that knows which place of its text is drawn where.

    Others tell Textual by marks in all that they draw, which takes longer than drawing it.
    """

    def place_at(self, x: int, y: int) -> Offset:
        """The column and line of the text in a cell of the widget."""


class SparingCompositor(Compositor):
    """Composes the same cells as Textual's own."""

    _told: CompositorMap | None = None  # where widgets were when they were told last

    def reflow(self, parent: Widget, size: Size) -> ReflowResult:
        """Lays out all widgets; which are hidden, shown and resized since that was done last.

        Textual compares with what it has laid out meanwhile for whoever asked for a place,
        after a scroll: it then tells nobody, and draws nothing anew.
        """
        before = self._told or {}
        hidden, shown, resized = super().reflow(parent, size)
        now = self._told = self._full_map
        both = before.keys() & now.keys()
        shown = shown | (now.keys() - before.keys())
        resized = resized | {one for one in both if before[one].region.size != now[one].region.size}
        moved = (at.clip.intersection(at.region) for _, at in before.items() ^ now.items())
        self._dirty_regions.update(filter(None, moved))
        return ReflowResult(hidden, shown, resized)

    def render_partial_update(self) -> ChopsUpdate | None:
        """The cells that have to be drawn again; None where none have."""
        regions = self._dirty_regions.copy()
        self._dirty_regions.clear()
        if not regions:
            return None
        spans = list(self._regions_to_spans(regions))
        return ChopsUpdate(self._composed(spans), spans, [cuts[1:] for cuts in self.cuts])

    def get_widget_and_offset_at(self, x: int, y: int) -> tuple[Widget | None, Offset | None]:
        """The widget in a cell and the place in its text, which a widget may tell itself."""
        try:
            widget, region = self.get_widget_at(x, y)
        except NoWidget:
            return None, None
        if isinstance(widget, Selectable):
            return widget, widget.place_at(x - region.x, y - region.y)
        return super().get_widget_and_offset_at(x, y)

    def _render_chops(
        self, crop: Region, is_rendered_line: Callable[[int], bool]
    ) -> Sequence[Mapping[int, Strip]]:
        """For every line its stretches, by the cell that each begins at."""
        return self._composed(
            (y, crop.x, crop.right) for y in crop.line_range if is_rendered_line(y)
        )

    def _composed(self, spans: Iterable[Span]) -> Sequence[Mapping[int, Strip]]:
        """For every line its stretches, by the cell that each begins at; only those in `spans`.

        Widgets are asked from front to back, each from the first to the last line in which it
        may be seen within the spans.
        """
        chops: list[dict[int, Strip | None]] = [dict.fromkeys(cuts[:-1]) for cuts in self.cuts]
        wanted: dict[int, list[int]] = {}
        for y, left, right in spans:
            if 0 <= y < len(chops):
                wanted.setdefault(y, []).extend(
                    start
                    for start, end in pairwise(self.cuts[y])
                    if start < right and end > left and start not in wanted[y]
                )
        for widget, (region, clip) in self.visible_widgets.items():
            if not wanted:
                break
            seen = region.intersection(clip)
            x, right = seen.x, seen.right
            lines: list[int] = []
            for y in seen.line_range:
                for start in wanted.get(y, ()):
                    if x <= start < right:
                        lines.append(y)
                        break
            if not lines:
                continue
            first = lines[0]
            asked = Region(x, first, seen.width, lines[-1] + 1 - first)
            strips = widget.render_lines(asked.translate(-region.offset))
            for y in lines:
                starts = wanted[y]
                cuts = [cut for cut in self.cuts[y] if x <= cut <= right]
                strip = strips[y - first]
                whole = len(cuts) == 2
                stretches = [strip] if whole else strip.divide([cut - x for cut in cuts[1:]])
                for start, stretch in zip(cuts, stretches, strict=False):
                    if start in starts:
                        chops[y][start] = stretch
                        starts.remove(start)
                if not starts:
                    del wanted[y]
        return cast("Sequence[Mapping[int, Strip]]", chops)


class SparingScreen(Screen[None], inherit_bindings=False):
    """A screen that is composed so, and that can be drawn before messages have gone round."""

    def __init__(self) -> None:
        super().__init__()
        self._compositor = SparingCompositor()

    def draw_at_once(self) -> None:
        """Draws what has changed where it stands; with another layout it waits for that.

        Textual would let each widget tell the screen first, which takes as long as drawing.
        """
        visible = self._compositor.visible_widgets
        if self._compositor.size != self.app.size or any(map(_stands_elsewhere, (self, *visible))):
            return
        changed = {one for one in visible if one._repaint_regions}
        if changed and self.is_current and not self.app._batch_count:
            self._compositor.update_widgets(changed)
            self._compositor_refresh()


def _stands_elsewhere(widget: Widget) -> bool:
    """Whether a widget has not told the screen yet that it may stand elsewhere."""
    return widget._layout_required or widget._scroll_required or widget._refresh_styles_required
