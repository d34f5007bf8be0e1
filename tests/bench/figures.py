"""The table of what was measured: ours beside a peer's, the ratio, and the most it may be."""

from __future__ import annotations

import platform
import sqlite3
import statistics
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

README = Path(__file__).parents[2] / "README.md"
BEGIN, END = "<!-- figures: written by `make bench` -->", "<!-- /figures -->"


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: medians, both in `unit`; the bar is on `ours / theirs`, None for none."""

    what: str
    against: str
    ours: float
    theirs: float
    unit: str
    bar: float | None

    @property
    def ratio(self) -> float:
        """How many times theirs ours is."""
        return self.ours / self.theirs if self.theirs else float("inf")

    def cells(self) -> list[str]:
        """The row as it is printed."""
        over = self.bar is not None and self.ratio > self.bar
        ratio = f"{self.ratio:.3f}" if self.ratio < 0.1 else f"{self.ratio:.2f}"
        return [
            self.what,
            f"{_number(self.ours)} {self.unit}",
            f"{self.against}: {_number(self.theirs)} {self.unit}",
            f"**{ratio}**" if over else ratio,
            "" if self.bar is None else f"{self.bar:g}",
        ]


ROWS: list[Row] = []
"""What was measured in this run, in order."""


def add(
    what: str,
    ours: Sequence[float],
    against: str,
    theirs: Sequence[float],
    unit: str,
    bar: float | None = None,
) -> None:
    """Takes a figure of this run by its single measurements."""
    if ours and theirs:
        mean = statistics.median
        ROWS.append(Row(what, against, mean(ours), mean(theirs), unit, bar))


def table() -> str:
    """All rows as a Markdown table, with what they were measured on."""
    lines = [
        "| figure | onrecord | beside it | ratio | at most |",
        "| --- | --- | --- | --- | --- |",
    ]
    lines += [f"| {' | '.join(row.cells())} |" for row in ROWS]
    return "\n".join([*lines, "", _circumstances()])


def write_readme() -> None:
    """Puts the table into the README, in place of the one there."""
    text = README.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    README.write_text(f"{before}{BEGIN}\n\n{table()}\n\n{END}{after}", encoding="utf-8")


def _circumstances() -> str:
    ours = ", ".join(f"{name} {version(name)}" for name in ("textual", "rich", "tinydb"))
    peers = ", ".join(filter(None, map(_version, ("newsboat", "fzf", "less", "rg"))))
    return (
        f"{date.today().isoformat()}, Python {platform.python_version()}, SQLite "
        f"{sqlite3.sqlite_version}, {ours}; {peers}. Medians of one run; a ratio in bold is "
        "over its bar."
    )


def _version(program: str) -> str:
    try:
        said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    words = said.stdout.split("\n")[0].split()
    number = next((word for word in words if word[:1].isdigit()), "")
    return f"{'ripgrep' if program == 'rg' else program} {number}"


def _number(value: float) -> str:
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"
