"""An article's text with its quotes and pledges marked. Knows records, not the store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.geometry import Offset
from textual.message import Message
from textual.selection import Selection
from textual.strip import Strip

from store.records import Pledge, Quote, Source
from tui import keys
from tui.marking import GUTTER, Mark, Markings, Piece
from tui.plain import ASCII
from tui.render import flow
from tui.widgets.paper import Paper
from tui.wrapping import Line, lay_out, line_at, shown

MEASURE = 84
"""The widest that text is set, in cells: longer lines are hard to read."""

AROUND = 2
"""Lines that are shown before and after a place that is gone to."""

BRACKETS = 12
"""Cells at a line's end for brackets, where they stand for attributes."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What the reader shows: an article, its text, and what was found in it by place.

    `unread` says, a sentence each, which of its quotes and pledges cannot be read.
    """

    source: Source
    text: str
    records: tuple[Quote | Pledge, ...]
    unread: tuple[str, ...] = ()

    def nearest(self, place: int) -> Quote | Pledge | None:
        """The last record that begins before an offset; the first of those that begin together."""
        if not self.records:
            return None
        before = [record.start for record in self.records if record.start <= place]
        start = before[-1] if before else self.records[0].start
        return next(record for record in self.records if record.start == start)


@dataclass(frozen=True, slots=True)
class _Ahead:
    """An article that may be opened next, drawn for this look of the reader."""

    opened: Opened
    current: str | None
    look: tuple[int, int, int, str]
    lines: list[Line]
    markings: Markings
    strips: dict[int, Strip]


class ArticleText(Paper):
    """The reader: one article, one of its quotes or pledges being the current one.

    Lines are laid out once a width; a change of the current record redraws the lines that
    it left and those that it came to. On another width the place stays. Lines that were drawn
    are kept for when they come into view again.
    """

    ALLOW_SELECT = True
    BINDINGS: ClassVar[list[BindingType]] = [*keys.CHOICES]

    class Chosen(Message):
        """What the text was opened for is to go on."""

    @dataclass
    class Stepped(Message):
        """Another quote or pledge is the current one."""

        record: Quote | Pledge

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.opened: Opened | None = None
        self._current: str | None = None
        self._hits: tuple[Mark, ...] = ()
        self._laid: dict[int, list[Line]] = {}
        self._ahead: _Ahead | None = None
        self._strips: dict[int, Strip] = {}  # lines as they were drawn last
        self._lines: list[Line] = []
        self._markings: Markings | None = None
        self._pad = 0
        self._measure = 0
        self._place = 0  # the offset at the top of the view: what stays on a resize
        self._nothing = ""

    # -- what it shows

    @property
    def current(self) -> Quote | Pledge | None:
        """The current quote or pledge."""
        records = self.opened.records if self.opened else ()
        return next((record for record in records if record.id == self._current), None)

    @property
    def number(self) -> int:
        """Which of the article's quotes and pledges is the current one, from 1; 0 for none."""
        ids = [record.id for record in self.opened.records] if self.opened else []
        return ids.index(self._current) + 1 if self._current in ids else 0

    @property
    def place(self) -> int:
        """The offset of the text at the top of the view."""
        return self._lines[min(self.top, len(self._lines) - 1)].start if self._lines else 0

    @property
    def share(self) -> str:
        """How far down the view is: `top`, `45 %`, `end`; "" where all is in view."""
        room = len(self._lines) - self.size.height
        if not self.opened or room <= 0:
            return ""
        return {0: "top", room: "end"}.get(self.top) or f"{self.top * 100 // room} %"

    def action_choose(self) -> None:
        """Goes on."""
        self.post_message(self.Chosen())

    def nothing(self, sentence: str) -> None:
        """Shows no article but a sentence."""
        if not self.opened and sentence == self._nothing:
            return
        self.opened, self._current, self._nothing = None, None, sentence
        self._lines, self._markings, self._hits, self._laid = [], None, (), {}
        self._strips.clear()
        self.set_length(max(self.size.height, 1))

    def open(
        self,
        opened: Opened,
        current: str | None = None,
        *,
        place: int | None = None,
    ) -> None:
        """Shows an article from its beginning, the current record or an offset on."""
        if not self.opened or self.opened.text != opened.text:
            self._laid = {}
        if not self.opened or self.opened.source.id != opened.source.id:
            self._hits = ()
        ahead, self._ahead = self._ahead, None
        self.opened, self._current = opened, current
        if ahead and ahead.opened is opened and ahead.look == self._look_now and not self._hits:
            self._pad, self._measure = self._fit()
            self._lines, self._markings = ahead.lines, ahead.markings
            self._laid = {self._width_of_text(self._measure): ahead.lines}
            self._strips = ahead.strips if ahead.current == current else {}
        else:
            self._lay_out()
        self.set_length(len(self._lines), line_at(self._lines, place) if place else 0)
        if current and place is None:
            self._show_current()

    def draw_ahead(self, opened: Opened, current: str | None) -> None:
        """Lays out and draws an article that may be opened next: `open` takes less time then."""
        look, height = self._look_now, self.size.height
        ahead = self._ahead
        asked = opened, current, look
        if not self.size or (ahead and asked == (ahead.opened, ahead.current, ahead.look)):
            return
        pad, measure = self._fit()
        lines = lay_out(opened.text, opened.source.blocks, self._width_of_text(measure))
        markings = self._marked(opened, lines, measure)
        numbers = markings.lines_of(current)
        top = self.top_showing(min(numbers), max(numbers), 0) if numbers else 0
        top = max(0, min(top, len(lines) - height))
        strips = {
            number: self.strip(_indented(markings.draw(number, current), pad), self.size.width)
            for number in range(top, min(top + height, len(lines)))
        }
        for strip in self.filtered(list(strips.values())):
            strip.render(self.app.console)  # a strip keeps what was made of it
        self._ahead = _Ahead(opened, current, look, lines, markings, strips)

    def step(self, way: int) -> bool:
        """Makes the next or previous record the current one; whether there is one."""
        if not self.opened or not self.opened.records:
            return False
        at = self.number - 1 + way
        if self.number == 0 and way < 0:
            at = -1
        if not 0 <= at < len(self.opened.records):
            return False
        self.make_current(self.opened.records[at].id)
        return True

    def make_current(self, record_id: str) -> None:
        """Makes a record of the article the current one, and brings it into view."""
        assert self._markings is not None
        touched = self._around(self._current) | self._around(record_id)
        self._current = record_id
        self._redraw(touched)
        self._show_current()
        if self.current:
            self.post_message(self.Stepped(self.current))

    def set_hits(self, hits: Sequence[tuple[int, int]], now: tuple[int, int] | None) -> None:
        """Marks where the searched words stand; `now` is the hit that was gone to."""
        self._hits = tuple(Mark(a, b, "hit-now" if (a, b) == now else "hit") for a, b in hits)
        if self._markings:
            self._redraw(self._markings.set_hits(self._hits))

    def show_offset(self, offset: int) -> None:
        """Brings an offset of the text into view, with the lines around it."""
        if self._lines:
            number = line_at(self._lines, offset)
            first, last = number - AROUND, number + AROUND
            self.show_lines(max(first, 0), min(last, len(self._lines) - 1))

    # -- drawing

    def draw_line(self, number: int, width: int) -> Sequence[Piece]:
        """A line of the article, or of the sentence that stands for none."""
        if not self._markings:
            lines = flow([[(self._nothing, "quiet")]], max(min(width - 6, 56), 1))
            at = number - max((self.size.height - len(lines)) // 3, 0)
            if not 0 <= at < len(lines):
                return []
            return [(" " * max((width - 56) // 2, 3), ""), *lines[at]]
        return _indented(self._markings.draw(number, self._current), self._pad)

    def render_line(self, y: int) -> Strip:
        """One line of the view, with what the mouse selected."""
        number = y + self.scroll_offset.y
        strip = self._strips.get(number)
        if strip is None:
            strip = super().render_line(y)
            if self._markings:
                self._strips[number] = strip
        selection = self.text_selection
        if selection is not None and (span := selection.get_span(number)) is not None:
            start, end = span
            end = strip.cell_length if end == -1 else end
            before, inside, after = (
                strip.crop(0, start),
                strip.crop(start, end),
                strip.crop(end, strip.cell_length),
            )
            style = self.screen.get_component_rich_style("screen--selection")
            strip = Strip.join([before, inside.apply_style(style), after])
        return strip

    def place_at(self, x: int, y: int) -> Offset:
        """Which line of the text stands in a cell, and at which column; the mouse asks."""
        return Offset(max(x, 0), max(y, 0) + self.scroll_offset.y)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """What the mouse selected, as it stands in the article but for the line ends."""
        if not self.opened:
            return None
        parts: list[str] = []
        for number, line in enumerate(self._lines):
            span = selection.get_span(number)
            if span is None:
                continue
            start = self._offset(number, span[0])
            end = self._offset(number, span[1]) if span[1] >= 0 else line.end
            words = shown(self.opened.text[start : max(end, start)])
            parts.append("\n\n" if line.spacer else words + " ")
        text = "".join(parts).replace(" \n\n", "\n\n").strip()
        return (text, "\n") if text else None

    def _offset(self, number: int, cell: int) -> int:
        """The offset of the text in a cell of a line of the widget."""
        assert self._markings is not None
        return self._markings.offset_at(number, max(cell - self._pad - GUTTER, 0), self._current)

    def selection_updated(self, selection: Selection | None) -> None:
        """Textual calls it while the mouse selects."""
        self.refresh()

    def on_resize(self, event: events.Resize) -> None:
        """Lays out anew where the width changed; the top of the view stays."""
        self._strips.clear()
        if not self.opened:
            self.set_length(max(self.size.height, 1))
        elif self._fit() != (self._pad, self._measure):
            place = self._place
            self._lay_out()
            self.set_length(len(self._lines), line_at(self._lines, place) if place else 0)
            self._place = place
        else:
            self.go(self._line_of_place())

    def notify_style_update(self) -> None:
        """What was drawn may look different now."""
        self._strips.clear()
        self._ahead = None
        super().notify_style_update()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Remembers the place, so that it can be found on another width.

        Where there was no way to show it at the top (all is in view), it stays remembered.
        """
        super().watch_scroll_y(old_value, new_value)
        if self.top != max(0, min(self._line_of_place(), len(self._lines) - self.size.height)):
            self._place = self.place

    def _line_of_place(self) -> int:
        return line_at(self._lines, self._place) if self._place and self._lines else 0

    def _fit(self) -> tuple[int, int]:
        """Cells left of the gutter, and cells of text."""
        room = max(self.size.width - GUTTER - 1, 1)
        measure = min(room, MEASURE)
        return ((room - measure) // 2 if room - measure > 8 else 0), measure

    def _lay_out(self) -> None:
        assert self.opened is not None
        self._pad, self._measure = self._fit()
        self._strips = {}
        width = self._width_of_text(self._measure)
        if width not in self._laid:
            text, blocks = self.opened.text, self.opened.source.blocks
            self._laid = {width: lay_out(text, blocks, width)}
        self._lines = self._laid[width]
        self._markings = self._marked(self.opened, self._lines, self._measure, self._hits)

    def _marked(
        self, opened: Opened, lines: list[Line], measure: int, hits: Sequence[Mark] = ()
    ) -> Markings:
        width = measure if self.app.has_class(ASCII) else None
        return Markings(opened.text, lines, opened.records, hits, width)

    @property
    def _look_now(self) -> tuple[int, int, int, str]:
        """All that drawn lines depend on beside the article: where they stand, and the theme."""
        return (*self._fit(), self.size.width, self.app.theme)

    def _width_of_text(self, measure: int) -> int:
        """Cells of a line for text, where some may have to stay free for brackets."""
        return measure - min(BRACKETS, measure // 4) * self.app.has_class(ASCII)

    def _around(self, record_id: str | None) -> set[int]:
        """The lines that look different when a record becomes the current one."""
        assert self._markings is not None
        lines = self._markings.lines_of(record_id)
        return lines | {n + 1 for n in lines if n + 1 < len(self._lines)}

    def _redraw(self, numbers: set[int]) -> None:
        for number in numbers:
            self._strips.pop(number, None)
            if 0 <= number - self.top < self.size.height:
                self.refresh_line(number)

    def _show_current(self) -> None:
        lines = self._markings.lines_of(self._current) if self._markings else set()
        if lines:
            self.show_lines(min(lines), max(lines))


def _indented(pieces: list[Piece], cells: int) -> list[Piece]:
    return [(" " * cells, ""), *pieces] if pieces else []
