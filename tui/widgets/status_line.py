"""The last line: what just happened, else which keys help here. Knows no record."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual import events

from tui import keys
from tui.marking import Piece
from tui.render import middle, row
from tui.widgets.drawn import Drawn
from tui.wrapping import shown


class StatusLine(Drawn):
    """A sentence, or the most useful keys of the pane in use.

    A sentence about what happened gives way to the keys at the next key press; one about
    what goes on (a load) stays until it is taken back.
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._said = ""
        self._going_on = ""
        self._state = ""
        self._keys_first = False
        self._hints: tuple[tuple[str, str], ...] = ()
        self._offered: tuple[str, ...] = ()
        self._chosen = -1
        self._wrong = ""

    @property
    def said(self) -> str:
        """The sentence about what happened last, if it still stands."""
        return self._said

    def say(self, sentence: str) -> None:
        """Says what happened, until the next key."""
        self._said = sentence
        self._draw()

    def go_on(self, sentence: str) -> None:
        """Says what goes on; "" when nothing does any more."""
        self._going_on = sentence
        self._draw()

    def hint(
        self, hints: tuple[tuple[str, str], ...], state: str = "", *, keys_first: bool = False
    ) -> None:
        """Which keys help here (binding id, word), and what the panes are narrowed to.

        With `keys_first` a long state gives way to the keys, and is cut in its middle.
        """
        self._hints, self._state, self._keys_first = hints, state, keys_first
        self._offered, self._wrong = (), ""
        self._draw()

    def object(self, sentence: str) -> None:
        """Says what is wrong with what is typed, until it is right."""
        self._wrong = sentence
        self._draw()

    def offer(self, words: Sequence[str], chosen: int, state: str = "") -> None:
        """What can stand for the word that is typed, the chosen one (-1: none) told apart."""
        self._offered, self._chosen, self._state = tuple(words), chosen, state
        self._wrong = ""
        self._draw()

    def hush(self) -> None:
        """A key was pressed: what happened before it is no news."""
        if self._said:
            self.say("")

    def on_resize(self, event: events.Resize) -> None:
        """Draws over the new width."""
        self._draw()

    def _draw(self) -> None:
        width = self.size.width - 2
        if width < 1:
            return
        state = self._state
        if self._keys_first:
            state = middle(state, max(width - _cells(self._keys(width)) - 2, width // 4))
        sentence = self._said or self._wrong or self._going_on
        if sentence:
            left: list[Piece] = [(sentence, "")]
        elif self._offered:
            left = self._words(width - cell_len(self._state) - 2)
        else:
            left = self._keys(width - cell_len(state) - 2)
        right: list[Piece] = [(state, "quiet")] if not sentence and state else []
        self.show([[(" ", ""), *row(left, right, width)]])

    def _keys(self, width: int) -> list[Piece]:
        """The hints that have room, whole."""
        pieces: list[Piece] = []
        for binding_id, word in self._hints:
            key = keys.names(keys.find(binding_id))[0]
            word = f" {word}   " if word else " "
            size = cell_len(key + word)
            if size > width + 3:
                break
            width -= size
            pieces += [(key, "key"), (word, "quiet")]
        return pieces

    def _words(self, width: int) -> list[Piece]:
        """The offered words that have room, from the chosen one on where it would have none."""
        words = [shown(word) for word in self._offered]
        pieces: list[Piece] = [("tab ", "key")]
        left = width - 4
        first = 0
        while first < self._chosen and _size(words[first : self._chosen + 1]) > left:
            first += 1
        for number, word in enumerate(words[first:], first):
            if _size([word]) > left:
                break
            left -= _size([word])
            pieces += [(word, "key strong" if number == self._chosen else "quiet"), ("  ", "")]
        return pieces


def _cells(pieces: Sequence[Piece]) -> int:
    return sum(cell_len(text) for text, _ in pieces)


def _size(words: Sequence[str]) -> int:
    return sum(cell_len(word) + 2 for word in words)
