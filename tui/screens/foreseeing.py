"""What one letter more of a search would find: looked for while nobody types.

Shows nothing: a letter that is typed then finds its list read.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from time import monotonic

from textual.timer import Timer

from store.corpus import Corpus
from store.errors import QueryError, StoreError
from store.query import parse
from tui.screens.hitting import Hitter
from tui.typeahead import TypeAhead

QUICK = 0.02
"""Seconds within which a first list is shown at every letter; else once typing rests."""

FORESIGHT = 0.01
"""The least seconds between one letter that is looked for ahead and the next."""

SOON = 0.04
"""Seconds after a key within which the next one may come: nothing is looked for then."""

LETTERS = " etaoinsrhldcumfpgwybvkxjqz"
"""What is likely to be typed next, the likeliest first (as often as they stand in English)."""


class Foreseer(Hitter, inherit_bindings=False):
    """The panes, with the lists that the next letter may ask for."""

    def __init__(self, corpus: Corpus, open_corpus: Callable[[], Corpus]) -> None:
        super().__init__(corpus, open_corpus)
        self._foreseeing: Timer | None = None
        self._letters = ""  # what may be typed next, and is still to be looked for
        self._took = 0.0  # seconds that the first list of a search took last

    def foresee(self) -> None:
        """Looks for what each letter would find that may be typed next, while nothing is."""
        begun = self.view.query.strip() and not self.view.query.endswith(" ")
        self._letters = LETTERS if begun else LETTERS.strip()
        if self._took <= QUICK:
            self._foresee_in(SOON)

    def _foresee_in(self, seconds: float) -> None:
        if self._foreseeing:
            self._foreseeing.stop()
        self._foreseeing = self.set_timer(seconds, self._foresee)

    def _foresee(self) -> None:
        """Looks for what a letter would find; the next waits four times as long as that took."""
        if isinstance(self.app, TypeAhead) and self.app.untyped < SOON:
            self._foresee_in(SOON)
            return
        letter, self._letters = self._letters[:1], self._letters[1:]
        if not letter or self.focused is not self.header.prompt:
            return
        view = self.view.searched(self.view.query + letter)
        began = monotonic()
        with suppress(StoreError, QueryError):
            if not parse(view.query).lengthy:
                self.shelf.foresee("source", view, self.sources.list.size.height)
        took = monotonic() - began
        if took <= QUICK:
            self._foresee_in(max(FORESIGHT, 4 * took))
        else:
            self._took = took
