"""The first line: the store's name and counts, and the search. Knows no store."""

from __future__ import annotations

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal

from tui.marking import Piece
from tui.widgets.drawn import Drawn
from tui.widgets.query_line import QueryLine


class Counts(Drawn):
    """The store's name, and as many of its counts as there is room for."""

    def __init__(self, store: str) -> None:
        super().__init__(id="counts")
        self._store = store
        self._counts: list[str] = []

    def count(self, counts: list[str]) -> None:
        """Shows these counts."""
        self._counts = counts
        self._draw()

    def on_resize(self, event: events.Resize) -> None:
        """Shows what has room now."""
        self._draw()

    def _draw(self) -> None:
        line: list[Piece] = [(" onrecord", "strong"), (f" · {self._store}", "")]
        room = self.size.width - sum(cell_len(text) for text, _ in line) - 4
        counts = list(self._counts)
        while counts and cell_len(" · ".join(counts)) > room:
            counts.pop()
        self.show([[*line, ("   " + " · ".join(counts), "quiet")]])


class HeaderLine(Horizontal):
    """`onrecord · seeds  5 articles · 47 actors · …` and, on the right, `/ search`."""

    def __init__(self, name: str, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.counts = Counts(name)
        self.slash = Drawn(id="slash")
        self.prompt = QueryLine(id="search", placeholder="search")
        self.hits = Drawn(id="hits")

    def compose(self) -> ComposeResult:
        """Name and counts left, the search right."""
        yield self.counts
        yield self.slash
        yield self.prompt
        yield self.hits

    def on_mount(self) -> None:
        """The slash stands still."""
        self.slash.show([[("/ ", "key")]])

    def count(self, counts: list[str]) -> None:
        """Shows the counts: `["5 articles", …]`."""
        self.counts.count(counts)

    def ask(self) -> None:
        """Opens the line to search in."""
        self.add_class("-asking")
        self.prompt.open()

    def shut(self, keep: str) -> None:
        """Closes it; `keep` is what is searched for."""
        self.remove_class("-asking")
        self.prompt.accuse(None)
        self.prompt.shut(keep)

    def found(self, label: str) -> None:
        """Shows at which hit the search is: `3/17`."""
        self.hits.show([[(f" {label} ", "key")] if label else []])
        self.hits.set_class(bool(label), "-found")
