"""Lines to scroll through without a scrollbar, however many. Knows no record."""

from __future__ import annotations

from textual.scroll_view import ScrollView

from tui.widgets.toned import Toned


class Lines(Toned, ScrollView, can_focus=True, inherit_bindings=False):
    """What lists and texts have in common."""

    def scroll_at_once(self, top: int) -> None:
        """The view begins with this line, from now on."""
        if top != self.scroll_offset.y:
            self.scroll_to(y=top, animate=False, immediate=True, force=True)
