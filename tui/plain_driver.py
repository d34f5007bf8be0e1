"""The driver for terminals that show ASCII only. Knows no widget."""

from __future__ import annotations

from tui.plain import to_ascii
from tui.driver import ThriftyDriver


class PlainDriver(ThriftyDriver):
    """Writes nothing but ASCII, whoever drew it: a line to type in shows letters, too."""

    def write(self, data: str) -> None:
        """Writes a frame, or anything else, in ASCII."""
        super().write(to_ascii(data))
