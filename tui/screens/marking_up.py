"""What the user says of records: bookmarked, noted, tagged; and taken back, whatever was done.

One change after the other, each in the background: another process may be writing.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from textual.message import Message
from textual.screen import Screen

from store.corpus import Corpus
from store.errors import StoreError
from store.notes import tag_words
from tui import keys
from tui.screens.desk import Desk
from tui.widgets.foot import Foot

if TYPE_CHECKING:
    from store.hand.journal import Action

NOTE, TAGS = "note", "tags"
"""The purposes that a desk's foot asks words for."""

_ABOUT = "what to remember; {prompt.keep} keeps it, without words there is no note"
_WORDS = "words with a space between; {prompt.keep} keeps them, none takes the tags off"

Deed = Callable[[Corpus], "Action | None"]


class Marker:
    """The user's hand over whichever desk is on top; the screen that it is given hears of it."""

    @dataclass
    class Did(Message):
        """A change was made: how it is told, and what it was; or why it was not made."""

        way: str
        action: Action | None
        problem: str = ""

        @property
        def told(self) -> str:
            """What was done, and which key takes it back; or why it was not done."""
            return self.problem or _told(self.way, self.action)

    def __init__(
        self,
        listener: Screen[None],
        corpus: Corpus,
        open_corpus: Callable[[], Corpus],
        restricted: bool,
    ) -> None:
        self._listener = listener
        self._corpus, self._open_corpus = corpus, open_corpus
        self._restricted = restricted
        self._about = ""  # the record that words are asked for
        self._before = ""  # the words that were there
        self._deeds: deque[tuple[str, Deed]] = deque()
        self._doing = False

    def why_off(self, binding_id: str, desk: Desk) -> str:
        """Why a key does nothing now; "" where it does."""
        if self._restricted:
            return "the store is only shown (--restricted)."
        if self._corpus.read_only:
            return "the store's file cannot be written."
        if binding_id not in ("hand.undo", "hand.redo") and not desk.ids:
            return "there is no record here."
        return ""

    def _is_off(self, binding_id: str, desk: Desk) -> bool:
        """Whether the key of this action is off; says why."""
        reason = self.why_off(binding_id, desk)
        if reason:
            desk.say(f"{keys.name(binding_id)} is off: {reason}")
        return bool(reason)

    # -- asking

    def bookmark(self, desk: Desk) -> None:
        """Bookmarks the record that is meant, or no longer."""
        if self._is_off("hand.mark", desk):
            return
        record_id = desk.ids[0]

        def turn(corpus: Corpus) -> Action | None:
            with corpus.database.rows.transaction():
                note = corpus.note(record_id)
                return corpus.set_marked(record_id, not (note and note.marked))

        self.do(turn)

    def note(self, desk: Desk) -> None:
        """Asks for a note on the record that is meant."""
        if self._is_off("hand.note", desk):
            return
        self._about = desk.ids[0]
        note = self._corpus.note(self._about)
        self._before = " ".join(note.text.split()) if note else ""
        desk.foot.ask(NOTE, keys.told(_ABOUT), self._before, optional=True)

    def tag(self, desk: Desk) -> None:
        """Asks for the tags of the record that is meant."""
        if self._is_off("hand.tag", desk):
            return
        self._about = desk.ids[0]
        note = self._corpus.note(self._about)
        self._before = " ".join(note.tags) if note else ""
        self._ask_tags(desk, self._before)

    def _ask_tags(self, desk: Desk, typed: str, refusal: str = "") -> None:
        known = self._corpus.tags()
        desk.foot.ask(TAGS, keys.told(_WORDS), typed, refusal, optional=True, words=known)

    def given(self, desk: Desk, event: Foot.Given) -> None:
        """Takes the words that were typed at a desk, where they were asked for here."""
        about, words = self._about, event.words
        if event.purpose not in (NOTE, TAGS) or words == self._before:
            return
        if event.purpose == NOTE:
            self.do(lambda corpus: corpus.set_note(about, words))
            return
        try:
            tags = tag_words(words)
        except ValueError as error:
            self._ask_tags(desk, words, f"{str(error)[:1].upper()}{str(error)[1:]}.")
            return
        self.do(lambda corpus: corpus.set_tags(about, tags))

    def undo(self, desk: Desk) -> None:
        """Takes back what was done last, by whomever."""
        if not self._is_off("hand.undo", desk):
            self.do(lambda corpus: corpus.hand.undo(), "Undone: ")

    def redo(self, desk: Desk) -> None:
        """Does again what was taken back last."""
        if not self._is_off("hand.redo", desk):
            self.do(lambda corpus: corpus.hand.redo(), "Done again: ")

    # -- doing

    def do(self, deed: Deed, way: str = "") -> None:
        """Does something once all that was asked for before is done; `way` begins what is told."""
        self._deeds.append((way, deed))
        if not self._doing:
            self._go_on()

    def done(self) -> None:
        """What was told of is over: the next one follows."""
        self._doing = False
        if self._deeds:
            self._go_on()

    def _go_on(self) -> None:
        self._doing = True
        work = partial(self._work_off, *self._deeds.popleft())
        self._listener.run_worker(work, thread=True, group="hand", exit_on_error=False)

    def _work_off(self, way: str, deed: Deed) -> None:
        done = Marker.Did(way, None)
        try:
            with self._open_corpus() as corpus:
                done.action = deed(corpus)
        except KeyError:
            done.problem = "Not done: that record is no longer in the store."
        except ValueError as error:
            done.problem = f"Not done: {error}."
        except StoreError as error:
            done.problem = str(error)
        self._listener.post_message(done)


def _told(way: str, action: Action | None) -> str:
    """What was done, and which key takes it back."""
    if action is None:
        nothing = {"Undone: ": "Nothing to undo.", "Done again: ": "Nothing to do again."}
        return nothing.get(way, "It was so already.")
    does = action.does if way else action.does[:1].upper() + action.does[1:]
    back = "{hand.redo}: redo" if way == "Undone: " else "{hand.undo}: undo"
    return f"{way}{does} · {keys.told(back)}"
