"""The line between the left panes and the reader, joined to the rules that meet it."""

from __future__ import annotations

from tui.widgets.drawn import Drawn

_JOINTS = {(False, False): "│", (True, False): "┤", (False, True): "├", (True, True): "┼"}
_TOP = {(False, False): "│", (True, False): "┐", (False, True): "┌", (True, True): "┬"}


class Divider(Drawn):
    """One column; told at which rows a rule meets it from the left and from the right."""

    def join(self, height: int, left: set[int], right: set[int]) -> None:
        """Draws `height` rows with joints at these rows, counted from its top."""
        rows = []
        for y in range(height):
            met = (y in left, y in right)
            rows.append([((_TOP if y == 0 else _JOINTS)[met], "rule")])
        self.show(rows)
