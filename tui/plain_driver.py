"""The driver for terminals that show ASCII only. Knows no widget."""

from __future__ import annotations

from tui.driver import ThriftyDriver
from tui.plain import to_ascii


class PlainDriver(ThriftyDriver):
    """Writes nothing but ASCII, whoever drew it: a line to type in shows letters, too."""

    def write(self, data: str) -> None:
        """Writes a frame, or anything else, in ASCII."""
        super().write(to_ascii(data))
