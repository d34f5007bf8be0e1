"""The last line: what happened or which keys help; or a line to type in. Knows no store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input

from tui.render import flow
from tui.widgets.drawn import Drawn
from tui.widgets.prompt import Prompt
from tui.widgets.status_line import StatusLine
from tui.widgets.word_line import WordLine


class Foot(Vertical):
    """The status line, whose place a prompt takes while something is asked for.

    One prompt for whatever is asked: its answer carries the purpose that it was opened for.
    """

    @dataclass
    class Given(Message):
        """Something was typed for a purpose; the prompt is shut."""

        purpose: str
        words: str

    @dataclass
    class Shut(Message):
        """The prompt is shut; `left` where the focus already is elsewhere."""

        left: bool

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.status = StatusLine(id="status")
        self.refusal = Drawn(id="refusal")
        self.asked = Drawn(id="asked")
        self.prompt = WordLine(id="typed")
        self._purpose = ""
        self._optional = False

    def compose(self) -> ComposeResult:
        """The status line; why what was typed will not do, what is asked for, and the prompt."""
        yield self.status
        yield self.refusal
        with Horizontal(id="asking"):
            yield self.asked
            yield self.prompt

    def ask(
        self,
        purpose: str,
        placeholder: str,
        typed: str = "",
        refusal: str = "",
        *,
        optional: bool = False,
        words: Sequence[str] = (),
    ) -> None:
        """Asks for a purpose (a word or two, which is shown).

        `typed` is what was given before, and `refusal` the sentence that says why it will
        not do. `optional`: no words are an answer, too, and marks around them belong to them.
        A word that is begun can be completed to one of `words`.
        """
        self._purpose, self._optional = purpose, optional
        self.prompt.words = words
        why = flow([[(refusal, "warning")]], max(self.screen.size.width - 2, 1)) if refusal else []
        self.refusal.show([[(" ", ""), *line] for line in why])
        self.refusal.styles.height = len(why)
        self.styles.height = len(why) + 1
        label = f" {purpose[:1].upper()}{purpose[1:]} "
        self.asked.show([[(label, "strong")]])
        self.asked.styles.width = len(label)
        self.prompt.placeholder = placeholder
        self.add_class("-asking")
        self.prompt.open()
        self.prompt.value = typed
        self.prompt.cursor_position = len(typed)

    def _shut(self, *, left: bool) -> None:
        self.remove_class("-asking")
        self.styles.height = 1
        self.prompt.shut()
        self.post_message(self.Shut(left))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        words = event.value.strip()
        if not self._optional:
            words = words.strip("'\"")
        self._shut(left=False)
        if words or self._optional:
            self.post_message(self.Given(self._purpose, words))

    @on(Prompt.Dropped)
    def _dropped(self, event: Prompt.Dropped) -> None:
        event.stop()
        self._shut(left=False)

    @on(Prompt.Left)
    def _left(self, event: Prompt.Left) -> None:
        event.stop()
        self._shut(left=True)
