"""Composing a frame from no more than what can be seen of it.

Textual's compositor asks every widget below a changed cell for all of its lines, also
containers that their children hide. Here a widget is asked for the lines that are wanted,
and nobody is asked once all cells are filled. Knows no widget of ours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol, cast, runtime_checkable

from textual._compositor import Compositor
from textual.errors import NoWidget
from textual.geometry import Offset, Region
from textual.strip import Strip
from textual.widget import Widget


@runtime_checkable
class Selectable(Protocol):
    """A widget that knows which place of its text is drawn where.

    Others tell Textual by marks in all that they draw, which takes longer than drawing it.
    """

    def place_at(self, x: int, y: int) -> Offset:
        """The column and line of the text in a cell of the widget."""


class SparingCompositor(Compositor):
    """Composes the same cells as Textual's own."""

    def _get_renders(
        self, crop: Region | None = None
    ) -> Iterable[tuple[Region, Region, list[Strip]]]:
        """The widgets from front to back, each with its lines between those of `crop`."""
        for widget, (region, clip) in self.visible_widgets.items():
            seen = region.intersection(clip)
            if crop is not None:
                if not crop.overlaps(seen):
                    continue
                top, bottom = max(seen.y, crop.y), min(seen.bottom, crop.bottom)
                seen = Region(seen.x, top, seen.width, bottom - top)
            if seen:
                yield region, seen, widget.render_lines(seen.translate(-region.offset))

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
        chops: list[dict[int, Strip | None]] = [dict.fromkeys(cuts[:-1]) for cuts in self.cuts]
        lines = [y for y in crop.line_range if y < len(chops) and is_rendered_line(y)]
        wanted = {
            y: {
                start
                for start, end in zip(self.cuts[y], self.cuts[y][1:], strict=False)
                if start < crop.right and end > crop.x
            }
            for y in lines
        }
        for _, seen, strips in self._get_renders(crop):
            for y, strip in zip(seen.line_range, strips, strict=False):
                open_ones = wanted.get(y)
                if not open_ones:
                    continue
                cuts = [cut for cut in self.cuts[y] if seen.x <= cut <= seen.right]
                ends = [cut - seen.x for cut in cuts[1:]]
                for start, stretch in zip(cuts, strip.divide(ends), strict=False):
                    if start in open_ones:
                        chops[y][start] = stretch
                        open_ones.discard(start)
                if not open_ones:
                    del wanted[y]
            if not wanted:
                break
        return cast("Sequence[Mapping[int, Strip]]", chops)
