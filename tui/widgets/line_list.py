"""A list with a cursor that draws only the rows in view. Knows no record and no store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from tui import keys
from tui.handing_up import HandedUp, hand_up
from tui.marking import Piece
from tui.render import flow
from tui.widgets.lines import Lines


class LineList(Lines, can_focus=True, inherit_bindings=False):
    """Rows of one line each; what a row says is asked of `draw_row` when it comes into view.

    A list of any length costs the same. When the cursor leaves the view, the view moves on
    by half its height: one repaint in many steps, not one at every step.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*keys.MOVES, *keys.CHOICES]

    @dataclass
    class Moved(Message):
        """The cursor is on another row."""

        list: LineList

    @dataclass
    class Chosen(HandedUp):
        """The row under the cursor was chosen."""

        list: LineList

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._count = 0
        self._cursor = 0
        self._now = False
        self._nothing = ""

    # -- for subclasses

    def draw_row(self, index: int, width: int) -> Sequence[Piece]:
        """What the row says, in at most `width` cells."""
        raise NotImplementedError

    # -- state

    @property
    def cursor(self) -> int:
        """The row that the cursor is on, counted from 0."""
        return self._cursor

    @property
    def count(self) -> int:
        """How many rows there are."""
        return self._count

    def use(self, now: bool) -> None:
        """Whether it is the list in use: its cursor then shows stronger."""
        if now != self._now:
            self._now = now
            self.refresh_line(self._cursor)

    def set_count(self, count: int, cursor: int = 0, nothing: str = "") -> None:
        """There are `count` rows now; with none, the sentence `nothing` is shown."""
        top = self._cursor - self.scroll_offset.y
        self._count = count
        self._nothing = nothing
        self._cursor = max(0, min(cursor, count - 1))
        # only how far it scrolls depends on it: no layout has to be made anew
        self.set_reactive(LineList.virtual_size, Size(0, count))
        self._scroll_to_show(self._cursor - top)
        self.refresh()

    def move_to(self, index: int) -> None:
        """Puts the cursor on a row (the nearest there is) and keeps it in view."""
        index = max(0, min(index, self._count - 1))
        if index == self._cursor or not self._count:
            return
        old, self._cursor = self._cursor, index
        self._scroll_to_show(self.scroll_offset.y)
        self.refresh_line(old)
        self.refresh_line(index)
        self.post_message(self.Moved(self))

    def show_from(self, top: int) -> None:
        """Scrolls so that this row is the first in view, where the cursor stays in view."""
        self._scroll_to_show(top)

    def _scroll_to_show(self, top: int) -> None:
        """Scrolls so that the view starts at `top`, or near it so that the cursor is seen."""
        height = max(self.size.height, 1)
        if not top <= self._cursor < top + height:
            away = 1 if abs(self._cursor - top) <= height else 2
            ahead = height // 2 if self._cursor >= top + height else height - 1 - height // 2
            top = self._cursor - (height // 2 if away == 2 else ahead)
        self.scroll_at_once(max(0, min(top, self._count - height)))

    # -- drawing

    def render_line(self, y: int) -> Strip:
        """One row of the view."""
        width = self.size.width
        if not self._count:
            lines = flow([[(self._nothing, "quiet")]], max(width - 2, 1))
            return self.strip([(" ", ""), *(lines[y] if y < len(lines) else [])], width)
        index = y + self.scroll_offset.y
        if index >= self._count:
            return self.strip([], width)
        if index != self._cursor:
            return self.strip([(" ", ""), *self.draw_row(index, width - 1)], width)
        text = "".join(text for text, _ in self.draw_row(index, width - 1))
        base = "cursor" if self._now else "cursor-away"
        return self.strip([("▸" + text, "")], width, base)

    def on_resize(self, event: events.Resize) -> None:
        """Keeps the cursor in view."""
        self._scroll_to_show(self.scroll_offset.y)

    # -- actions and the mouse

    def action_move(self, rows: int) -> None:
        """Moves the cursor by rows."""
        self.move_to(self._cursor + rows)

    def action_first(self) -> None:
        """Moves to the first row."""
        self.move_to(0)

    def action_last(self) -> None:
        """Moves to the last row."""
        self.move_to(self._count - 1)

    def action_half(self, way: int) -> None:
        """Moves by half the height."""
        self.move_to(self._cursor + way * max(self.size.height // 2, 1))

    def action_page(self, way: int) -> None:
        """Moves by the height."""
        self.move_to(self._cursor + way * max(self.size.height - 1, 1))

    async def action_choose(self) -> None:
        """Chooses the row under the cursor."""
        if self._count:
            await hand_up(self.Chosen(self), self)

    def choose_later(self) -> None:
        """Chooses the row under the cursor, from the list's own task."""
        if self._count:
            self.post_message(self.Chosen(self))

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor there; one on the cursor chooses."""
        index = event.y + self.scroll_offset.y
        if index == self._cursor:
            self.choose_later()
        else:
            self.move_to(index)
