"""What the user says of records: bookmarked, noted, tagged; and taken back, whatever was done.

One change after the other, each in the background: another process may be writing.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from textual import on, work
from textual.message import Message

from store.corpus import Corpus
from store.errors import StoreError
from store.notes import tag_words
from tui import keys
from tui.screens.handling import Handler
from tui.widgets.foot import Foot

if TYPE_CHECKING:
    from store.hand.journal import Action

NOTE, TAGS = "note", "tags"
"""The purposes that the foot asks words for."""

_ABOUT = "what to remember; {prompt.keep} keeps it, without words there is no note"
_WORDS = "words with a space between; {prompt.keep} keeps them, none takes the tags off"

Deed = Callable[[Corpus], "Action | None"]


class Marker(Handler, inherit_bindings=False):
    """The panes with what the user says of their records."""

    @dataclass
    class Did(Message):
        """A change was made: how it is told, and what it was; or why it was not made."""

        way: str
        action: Action | None
        problem: str = ""

    def __init__(self, corpus: Corpus, open_corpus: Callable[[], Corpus], **options: Any) -> None:
        super().__init__(corpus, open_corpus, **options)
        self._about = ""  # the record that words are asked for
        self._before = ""  # the words that were there
        self._deeds: deque[tuple[str, Deed]] = deque()
        self._doing = False

    def _why_off(self, binding_id: str) -> str:
        if not binding_id.startswith("hand."):
            return super()._why_off(binding_id)
        if self._restricted:
            return "the store is only shown (--restricted)."
        if self.shelf.corpus.read_only:
            return "the store's file cannot be written."
        if binding_id not in ("hand.undo", "hand.redo") and self.record is None:
            return "there is no record here."
        return ""

    # -- asking

    def action_bookmark(self) -> None:
        """Bookmarks the record of the pane in use, or no longer."""
        if self._is_off("hand.mark") or self.record is None:
            return
        record_id = self.record.id

        def turn(corpus: Corpus) -> Action | None:
            with corpus.database.rows.transaction():
                note = corpus.note(record_id)
                return corpus.set_marked(record_id, not (note and note.marked))

        self._do("", turn)

    def action_note(self) -> None:
        """Asks for a note on the record of the pane in use."""
        if self._is_off("hand.note") or self.record is None:
            return
        note = self.shelf.corpus.note(self.record.id)
        self._about, self._before = self.record.id, " ".join(note.text.split()) if note else ""
        self.foot.ask(NOTE, keys.told(_ABOUT), self._before, optional=True)

    def action_tag(self) -> None:
        """Asks for the tags of the record of the pane in use."""
        if self._is_off("hand.tag") or self.record is None:
            return
        note = self.shelf.corpus.note(self.record.id)
        self._about, self._before = self.record.id, " ".join(note.tags) if note else ""
        self._ask_tags(self._before)

    def _ask_tags(self, typed: str, refusal: str = "") -> None:
        known = self.shelf.corpus.tags()
        self.foot.ask(TAGS, keys.told(_WORDS), typed, refusal, optional=True, words=known)

    @on(Foot.Given)
    def _said(self, event: Foot.Given) -> None:
        about, words = self._about, event.words
        if event.purpose not in (NOTE, TAGS) or words == self._before:
            return
        if event.purpose == NOTE:
            self._do("", lambda corpus: corpus.set_note(about, words))
            return
        try:
            tags = tag_words(words)
        except ValueError as error:
            self._ask_tags(words, f"{str(error)[:1].upper()}{str(error)[1:]}.")
            return
        self._do("", lambda corpus: corpus.set_tags(about, tags))

    def action_undo(self) -> None:
        """Takes back what was done last, by whomever."""
        if not self._is_off("hand.undo"):
            self._do("Undone: ", lambda corpus: corpus.hand.undo())

    def action_redo(self) -> None:
        """Does again what was taken back last."""
        if not self._is_off("hand.redo"):
            self._do("Done again: ", lambda corpus: corpus.hand.redo())

    # -- doing

    def _do(self, way: str, deed: Deed) -> None:
        self._deeds.append((way, deed))
        if not self._doing:
            self._doing = True
            self._work_off(*self._deeds.popleft())

    @work(thread=True, group="hand", exit_on_error=False)
    def _work_off(self, way: str, deed: Deed) -> None:
        done = self.Did(way, None)
        try:
            with self._open_corpus() as corpus:
                done.action = deed(corpus)
        except KeyError:
            done.problem = "Not done: that record is no longer in the store."
        except ValueError as error:
            done.problem = f"Not done: {error}."
        except StoreError as error:
            done.problem = str(error)
        self.post_message(done)

    @on(Did)
    def _did(self, event: Did) -> None:
        self._doing = False
        if self._deeds:
            self._do(*self._deeds.popleft())
        self.follow()
        if self.view.actor and self.shelf.name(self.view.actor) is None:
            self.look(self.view.widened())
        self.status.say(event.problem or _told(event.way, event.action))


def _told(way: str, action: Action | None) -> str:
    """What was done, and which key takes it back."""
    if action is None:
        nothing = {"Undone: ": "Nothing to undo.", "Done again: ": "Nothing to do again."}
        return nothing.get(way, "It was so already.")
    does = action.does if way else action.does[:1].upper() + action.does[1:]
    back = "{hand.redo}: redo" if way == "Undone: " else "{hand.undo}: undo"
    return f"{way}{does} · {keys.told(back)}"
