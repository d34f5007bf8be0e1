"""The explorer: the panes over a store, what adds to it, and what opens over them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.message import Message

from store.corpus import Corpus
from store.errors import StoreError
from store.records import Record
from tui import keys, streams
from tui.behind import MANY
from tui.cards import card_title
from tui.intake import Intake
from tui.render import count
from tui.screens.correcting import Corrector
from tui.screens.desk import Back, Desk
from tui.screens.marking_up import Marker
from tui.screens.over import Over
from tui.screens.resuming import Resumer
from tui.settings import Form
from tui.typeahead import TypeAhead
from tui.widgets.foot import Foot

if TYPE_CHECKING:
    from tui.screens.sheet import Lay

POLL = 1.0
"""Seconds between two looks at whether the store has changed."""

PAUSE = 0.5
"""Seconds without a key after which nobody is typing."""

LATEST = 5.0
"""Seconds after which the store is followed even while somebody types."""

TWICE = 2.0
"""Seconds within which a second ctrl+c means to leave."""

ADD = "add"
"""The purpose that the foot asks a path for."""

_PLACEHOLDER = "file or folder; {prompt.keep} reads it, {prompt.drop} drops it"
_MISSING = "Not found: there is no file or folder of that name."


class Explorer(Resumer, Desk, inherit_bindings=False):
    """The screen of onrecord."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *keys.PANES,
        *keys.READING,
        *keys.VIEWS,
        *keys.MARKING,
        *keys.HANDLING,
        *keys.PROGRAM,
    ]

    class Redraw(Message):
        """What the terminal shows may not be what was drawn."""

    class Theme(Message):
        """Another theme is wanted."""

    def __init__(
        self,
        corpus: Corpus,
        open_corpus: Callable[[], Corpus],
        *,
        seeds: Path | None = None,
        restricted: bool = False,
        jobs: int | None = None,
        model: str | None = None,
        form: Form = "plain",
        keep_yank: Path | None = None,
        kept: Path | None = None,
    ) -> None:
        super().__init__(
            corpus,
            open_corpus,
            kept=kept,
            form=form,
            keep_yank=keep_yank,
            restricted=restricted,
        )
        self.hand = Corrector(self, open_corpus, restricted)
        self.intake = Intake(self, corpus.path, jobs, model)
        self._seeds = seeds
        self._copied = 0.0
        self._followed = 0.0

    def on_mount(self) -> None:
        """Fills the panes; a first start begins to read the seed articles."""
        if self._seeds:
            self._from_top = self.taking_in = True
            self.intake.load([self._seeds])
            self.status.go_on("Reading the first articles …")
        try:
            self.resume()
        except StoreError as error:
            self.status.say(str(error))
            self.use(1)
        self.set_interval(POLL, self._follow_at_rest)
        if self.shelf.corpus.frozen:
            self.status.say("The store's folder cannot be written: shown as it was when opened.")

    def _follow_at_rest(self) -> None:
        """Follows the store, unless keys are coming that would have to wait for it."""
        now = monotonic()
        typing = isinstance(self.app, TypeAhead) and self.app.untyped < PAUSE
        if not typing or now - self._followed >= LATEST:
            self._followed = now
            self.follow()

    def on_unmount(self) -> None:
        """However the program ends, a load that goes on ends with it."""
        self.intake.stop()
        self.keep()

    def hint(self) -> None:
        """Says which keys help in what is on top."""
        top = self.app.screen
        if isinstance(top, Over):
            self.status.hint(top.helps, top.state, keys_first=True)
        else:
            super().hint()

    def on_screen_suspend(self) -> None:
        """Something is over the panes now."""
        self.hint()

    def on_screen_resume(self) -> None:
        """The panes are on top again."""
        self.hint()

    # -- adding and reloading

    def why_off(self, binding: Binding) -> str:
        """Why a key does nothing now; "" where it does."""
        if binding in keys.MARKING:
            reason = self.hand.why_off(str(binding.id), self)
            return f"{keys.names(binding)[0]} is off: {reason}" if reason else ""
        if binding.id in ("store.add", "store.reload"):
            if self._restricted:
                return f"{keys.names(binding)[0]} is off: the store is only shown (--restricted)."
            if self.shelf.corpus.read_only:
                return f"{keys.names(binding)[0]} is off: the store's file cannot be written."
        if binding.id == "app.suspend" and self._restricted:
            return keys.told(
                "{app.suspend} is off: there is no shell to go back to (--restricted)."
            )
        if binding.id == "app.suspend" and not streams.has_shell():
            return keys.told(
                "{app.suspend} is off: no shell started onrecord that could go on with it."
            )
        if binding.id == "store.reload" and self.intake.running:
            return keys.told(
                "{store.reload} is off while articles are being read; {store.add} stops that."
            )
        if binding.id in ("read.next", "read.previous") and not self.reader.article.opened:
            return keys.told("No article is open: {list.open} on one in pane 1 opens it.")
        if binding.id in ("search.next", "search.previous") and not self.view.query:
            return keys.told("Nothing is searched for: {search.start} starts a search.")
        return super().why_off(binding)

    def action_add(self) -> None:
        """Asks for a path to read articles from; stops the reading that goes on."""
        reason = self.why_off(keys.find("store.add"))
        if reason:
            self.status.say(reason)
        elif self.intake.running:
            self.intake.stop()
            self.status.go_on("Stopping …")
        else:
            self.foot.ask(ADD, keys.told(_PLACEHOLDER))

    @on(Foot.Given)
    def _path_to_read(self, event: Foot.Given) -> None:
        if event.purpose != ADD:
            return
        try:
            path = Path(event.words).expanduser()
            found = path.exists()
        except (OSError, RuntimeError, ValueError):  # too long, no such user, no way in
            found = False
        if not found:
            self.foot.ask(ADD, keys.told(_PLACEHOLDER), event.words, _MISSING)
            return
        self._begin(f"Reading {path.name or path} …")
        self.intake.load([path])

    def action_reload(self) -> None:
        """Extracts again what an older pipeline made."""
        reason = self.why_off(keys.find("store.reload"))
        if not reason and not self.intake.stale(self.shelf.corpus):
            reason = "Nothing to reload: every article was read by this version."
        if reason:
            self.status.say(reason)
        else:
            self._begin("Extracting again …")
            self.intake.reload()

    def _begin(self, sentence: str) -> None:
        self._from_top = not self.shelf.total("source")
        self.taking_in = True
        self.status.go_on(sentence)

    @on(Intake.Progressed)
    def _progressed(self, event: Intake.Progressed) -> None:
        progress = event.progress
        left = progress.seconds_left
        words = [
            f"Reading {progress.done} of {progress.total}",
            progress.current.rsplit("/", 1)[-1],
            f"about {count(max(round(left), 1), 'second')} left" if left is not None else "",
            keys.told("{store.add} stops it"),
        ]
        if self.intake.running:
            self.status.go_on(" · ".join(filter(None, words)))
        if not self.shelf.total("source"):
            self.follow()

    @on(Intake.Ended)
    def _ended(self, event: Intake.Ended) -> None:
        self.taking_in = False
        self.status.go_on("")
        report = event.report
        if report is None:
            self.status.say(event.problem)
        else:
            words = [
                f"{number} {word}"
                for number, word in (
                    (report.added, "added"),
                    (report.updated, "updated"),
                    (report.unchanged, "unchanged"),
                    (0 if self._seeds else report.skipped, "skipped"),
                    (report.failed, "failed"),
                )
                if number
            ]
            said = ("Stopped: " if event.stopped else "") + (", ".join(words) or "no articles")
            if report.failures:
                failure = report.failures[0]
                said += f" · {Path(str(failure.path)).name}: {failure.reason}"
            self.status.say(said)
        self.shelf.changed()
        self.fill()
        self._from_top, self._seeds = False, None

    # -- the user's hand

    @property
    def ids(self) -> Sequence[str]:
        """The record that the pane in use is about."""
        return (self.record.id,) if self.record else ()

    def say(self, sentence: str) -> None:
        """Says what happened, until the next key."""
        self.status.say(sentence)

    def give_way(self, then: Callable[[Back | None], None]) -> None:
        """The panes are there."""
        then(None)

    @on(Foot.Given)
    def _said(self, event: Foot.Given) -> None:
        self.hand.given(self, event)

    @on(Marker.Did)
    def _did(self, event: Marker.Did) -> None:
        """Shows what was done, here and in the view that is on top."""
        self.hand.done()
        self.follow()
        if self.view.actor and self.shelf.name(self.view.actor) is None:
            self.look(self.view.widened())
        for screen in self.app.screen_stack:
            if isinstance(screen, Over):
                screen.follow()
        self.status.say(event.told)

    # -- what opens over the panes, and leaving

    def action_help(self) -> None:
        """Shows all keys and marks."""
        from tui.screens.help import Help

        self.app.push_screen(Help(self.pane))

    def action_card(self) -> None:
        """Shows everything about the record that the pane in use is about."""
        from tui.screens.record_sheet import RecordSheet

        record = self.record
        if record is None:
            self.status.say(self.unread or "Nothing is chosen here to tell more about.")
        else:
            self.app.push_screen(RecordSheet(self, record))

    def heading(self, record: Record) -> str:
        """What a record is, for the rule of a sheet."""
        return card_title(record, self.shelf.note(record.id))

    def whole(self, record: Record) -> Lay:
        """Everything about a record, for a sheet."""
        from tui.cards import whole

        return partial(whole, record, behind=self.shelf.behind(record, MANY))

    def step(self, way: int) -> Record | None:
        """Goes to the next or previous record of the pane in use."""
        if self.pane == 4:
            self.action_mark(way)
        else:
            self.lists[self.pane - 1].list.action_move(way)
        return self.record

    def action_palette(self) -> None:
        """Offers every action by name."""
        from tui.screens.palette import Palette

        entries = [(binding, self.why_off(binding)) for binding in keys.bindings()]
        self.app.push_screen(Palette(entries), self._run_chosen)

    async def _run_chosen(self, binding: Binding | None) -> None:
        if binding is None:
            return
        place = self.lists[self.pane - 1].list if self.pane <= 3 else self.reader.article
        name = binding.action.partition("(")[0]
        owner = place if hasattr(place, f"action_{name}") else self
        await self.app.run_action(binding.action, owner)

    def action_copy(self) -> None:
        """Copies what is selected, else the current words; leaves when pressed twice."""
        now = monotonic()
        if now - self._copied < TWICE:
            self.action_quit()
            return
        self._copied = now
        words = self.get_selected_text() or (self.cited(self.record) if self.record else "")
        said = self.clipboard.send(words) if words else "Nothing is selected to copy."
        self.status.say(f"{said} ctrl+c again leaves.")

    def action_suspend(self) -> None:
        """Goes back to the shell until fg."""
        reason = self.why_off(keys.find("app.suspend"))
        if reason:
            self.status.say(reason)
        else:
            self.app.action_suspend_process()

    def action_theme(self) -> None:
        """Draws in the next theme."""
        self.post_message(self.Theme())

    def action_redraw(self) -> None:
        """Draws the whole screen again."""
        self.post_message(self.Redraw())

    def action_quit(self) -> None:
        """Leaves; a load that goes on is stopped, what is in the store stays."""
        self.app.exit()
