"""What is done with what the panes show: yanked, opened outside, sorted, exported, removed."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from textwrap import shorten

from rich.cells import cell_len
from textual import events, on, work
from textual.binding import Binding
from textual.message import Message
from textual.worker import get_current_worker

from store.corpus import Corpus
from store.errors import StoreError
from store.listing import BEST, SORTS
from store.records import Pledge, Quote, Record, Source
from tui import keys, outside
from tui.citation import FORMS, cite, gather
from tui.clipboard import Clipboard
from tui.outgoing import NotWritten, write_out
from tui.render import count, ending
from tui.screens.frame import NARROW
from tui.screens.surveying import Surveyor
from tui.settings import Form
from tui.trail import View
from tui.widgets.foot import Foot
from tui.wrapping import shown

EXPORT = "export to"
"""The purpose that the foot asks a path for."""

_PLACEHOLDER = (
    "x.jsonl, x.json (TinyDB) or a folder (brat); {prompt.keep} writes, {prompt.drop} drops"
)
_STARTED = 2.0  # seconds after which a command that could open nothing has said so


class Handler(Surveyor, inherit_bindings=False):
    """The panes with what can be done with a record or a list in them."""

    @dataclass
    class Removed(Message):
        """An article is out of the store, or why it is not."""

        source: Source
        problem: str = ""

    @dataclass
    class Exported(Message):
        """Articles were written, or why they were not; `presses` as when it was asked for."""

        given: str
        articles: int
        presses: int
        problem: str = ""

    def __init__(
        self,
        corpus: Corpus,
        open_corpus: Callable[[], Corpus],
        *,
        form: Form = "plain",
        keep_yank: Path | None = None,
        restricted: bool = False,
    ) -> None:
        super().__init__(corpus, open_corpus)
        self.clipboard = Clipboard(self._to_terminal, os.environ, keep_yank)
        self._form = form
        self._restricted = restricted
        self._presses = 0
        self._yanked: tuple[str, Form, int] | None = None  # record, form, and at which press
        self._removing = False

    def on_key(self, event: events.Key) -> None:
        """A key of the panes."""
        self.pressed()

    def pressed(self) -> None:
        """What was said before this key is no news; what is pressed twice running can be told."""
        self._presses += 1
        self.status.hush()

    # -- why keys are off

    def why_off(self, binding: Binding) -> str:
        """Why a key does nothing now; "" where it does."""
        reason = self._why_off(str(binding.id))
        return f"{keys.names(binding)[0]} is off: {reason}" if reason else ""

    def _why_off(self, binding_id: str) -> str:
        match binding_id:
            case "yank.words" if self.record is None:
                return "there is no record here to yank."
            case "source.outside":
                return self._why_not_outside()
            case "store.remove":
                return self._why_not_removed()
            case "store.export" if self._restricted:
                return "no path can be typed and nothing is written (--restricted)."
            case "store.export" if not self.sources.list.count:
                return "pane 1 shows no article."
            case "list.sort" if self.pane == 4:
                return "the reader's text has one order; the lists have several."
            case "pane.narrower" | "pane.wider" if self.has_class("-narrow"):
                return f"lists and reader are apart below {NARROW} columns."
            case "pane.narrower" | "pane.wider" if self.has_class("-zoomed"):
                return f"one pane has the whole screen; {keys.name('pane.zoom')} shows the others."
        return ""

    def _why_not_outside(self) -> str:
        if self._restricted:
            return "nothing outside of onrecord is started (--restricted)."
        record = self.record
        if record is None:
            return "no article is chosen here."
        if not isinstance(record, Source | Quote | Pledge):
            return "it opens the article of a source, quote or pledge, and this is none of them."
        return ""

    def _why_not_removed(self) -> str:
        if self._restricted:
            return "the store is only shown (--restricted)."
        if self.shelf.corpus.read_only:
            return "the store's file cannot be written."
        if self.taking_in:
            return f"articles are being read; {keys.name('store.add')} stops that."
        if self._removing:
            return "another article is being removed."
        if self.pane not in (1, 4):
            return "it removes the article under the cursor in pane 1, or the open one in pane 4."
        if self._removable() is None:
            return "no article is open." if self.pane == 4 else "pane 1 shows no article."
        return ""

    def _is_off(self, binding_id: str) -> bool:
        """Whether the key of this action is off; says why."""
        reason = self.why_off(keys.find(binding_id))
        if reason:
            self.status.say(reason)
        return bool(reason)

    # -- yanking

    def action_yank(self) -> None:
        """Yanks the current record; at once again, in the next form."""
        if self._is_off("yank.words"):
            return
        record = self.record
        assert record is not None
        form = self._form
        if self._yanked and self._yanked[0] == record.id and self._presses - self._yanked[2] <= 1:
            form = _next(self._yanked[1])
        text = self.cited(record, form)
        if not text:
            self.status.say("Nothing to yank: the article of these words is not in the store.")
            return
        self._yanked = (record.id, form, self._presses)
        called = FORMS[form][:1].upper() + FORMS[form][1:]
        key = keys.name("yank.words")
        self.status.say(f"{called}: {self.clipboard.send(text)} {key} again: {FORMS[_next(form)]}.")

    def _to_terminal(self, sequence: str) -> None:
        if driver := self.app._driver:
            driver.write(sequence)

    def cited(self, record: Record, form: Form | None = None) -> str:
        """A record as a citation, first in the user's form; "" where its words cannot be had."""
        opened = self.reader.article.opened

        def get(record_id: str) -> Record | None:
            found = self.shelf.corpus.get(record_id)
            if found is None and opened and opened.source.id == record_id:
                return opened.source
            return found

        def text(source_id: str) -> str:
            if opened and opened.source.id == source_id:
                return opened.text
            try:
                return self.shelf.corpus.text(source_id)
            except KeyError:
                return ""

        return cite(gather(record, get, text), form or self._form, self.shelf.name)

    def action_yanked(self) -> None:
        """Shows the last yank."""
        text = self.clipboard.last()
        if text:
            from tui.screens.yanked import Yanked

            self.app.push_screen(Yanked(text))
        else:
            key = keys.name("yank.words")
            self.status.say(f"Nothing was yanked yet: {key} yanks the current words.")

    # -- opening outside

    def action_outside(self) -> None:
        """Opens the article's address or file; shows and yanks it where nothing can open it."""
        if self._is_off("source.outside"):
            return
        record = self.record
        source = record if isinstance(record, Source) else self.shelf.source_of(record)
        if source is None:
            self.status.say("That article is no longer in the store.")
            return
        place = outside.place(source)
        if not place:
            self.status.say("This article has no address and no file: it was piped in.")
            return
        command = outside.opener(os.environ, sys.platform)
        if command is None:
            self._say_of(self.clipboard.send(place), place)
            return
        try:
            started = outside.start(command, place)
        except outside.CannotOpen as error:
            self._say_of(f"Not opened: {shown(str(error))}.", place)
            return
        self._say_of(f"Handed to {command}:", place)

        def look_after() -> None:
            if started.poll():
                self.status.say(f"Not opened: {command} ended with status {started.returncode}.")

        self.set_timer(_STARTED, look_after)

    def _say_of(self, sentence: str, path: str) -> None:
        """Says something, and of a path as much of its end as there is room for."""
        room = self.size.width - cell_len(sentence) - 3
        self.status.say(f"{sentence} {ending(shown(path), room)}".rstrip())

    # -- sorting, and moving the split

    def action_sort(self) -> None:
        """The list in use in its next order; the cursor stays on its record."""
        if self._is_off("list.sort"):
            return
        kind = self.kinds[self.pane - 1]
        orders = (*SORTS[kind], BEST) if self.can_rank else SORTS[kind]
        usual = BEST if self.can_rank else orders[0]
        now = self.view.order(kind) or usual
        after = orders[(orders.index(now) + 1) % len(orders)] if now in orders else orders[0]
        self.look(self.view.ordered(kind, after if after != usual else None))
        self.status.say(f"Sorted by {after}; the orders are {', '.join(orders)}.")

    def action_split(self, way: int) -> None:
        """Moves the split between the lists and the reader."""
        if self._is_off("pane.narrower" if way < 0 else "pane.wider"):
            return
        if not self.move_split(way):
            least = "The lists have" if way < 0 else "The reader has"
            self.status.say(f"{least} the fewest columns that it takes to read there.")

    # -- removing

    def _removable(self) -> Source | None:
        """The article that is meant: under the cursor in pane 1, or open in pane 4."""
        if self.pane == 4:
            opened = self.reader.article.opened
            return opened.source if opened else None
        record = self.sources.list.record if self.pane == 1 else None
        return record if isinstance(record, Source) else None

    def action_remove(self) -> None:
        """Asks whether to remove the article, and removes it."""
        from tui.screens.question import Question

        if self._is_off("store.remove"):
            return
        source = self._removable()
        assert source is not None
        has = ((source.quotes, "quote"), (source.pledges, "pledge"))
        found = " and ".join(count(number, word) for number, word in has if number)
        words = f"Remove {_titled(source)}" + (f" and the {found} found in it" if found else "")
        key = keys.name("answer.yes")

        def answered(agreed: bool | None) -> None:
            if agreed:
                self._removing = True
                self._take_out(source)
            else:
                self.status.say("Kept: nothing was removed.")

        self.app.push_screen(Question(f"{words}? {key} removes, any other key keeps."), answered)

    @work(thread=True, group="removal", exit_on_error=False)
    def _take_out(self, source: Source) -> None:
        problem = ""
        try:
            with self._open_corpus() as corpus:
                corpus.remove(source.id)
        except KeyError:
            problem = f"{_titled(source)} was no longer in the store."
        except StoreError as error:
            problem = str(error)
        self.post_message(self.Removed(source, problem))

    @on(Removed)
    def _removed(self, event: Removed) -> None:
        self._removing = False
        titled = _titled(event.source)
        opened = self.reader.article.opened
        if not event.problem and opened and opened.source.id == event.source.id:
            self.reader.article.nothing("")
            self.reader.entitle()
            self.sources.mark(None)
            self.pledges.mark(None)
        self.shelf.changed()
        if self.view.actor and self.shelf.name(self.view.actor) is None:
            self.look(self.view.widened())
        else:
            self.fill()
        self.status.say(event.problem or f"Removed: {titled}.")

    # -- exporting

    def action_export(self) -> None:
        """Asks where to write the articles that are shown."""
        if not self._is_off("store.export"):
            self.foot.ask(EXPORT, keys.told(_PLACEHOLDER))

    @on(Foot.Given)
    def _path_to_write(self, event: Foot.Given) -> None:
        if event.purpose != EXPORT:
            return
        self.status.say(f"Writing {shown(event.words)} …")
        self._write(event.words, self.view, self._presses)

    @work(thread=True, group="export", exit_on_error=False)
    def _write(self, given: str, view: View, presses: int) -> None:
        done = self.Exported(given, 0, presses)
        try:
            path = _path(given)
            with self._open_corpus() as corpus:
                cancelled = get_current_worker()
                done.articles = write_out(corpus, view, path, lambda: cancelled.is_cancelled)
        except (NotWritten, ValueError) as error:
            done.problem = f"Not written to {shown(given)}: {error}."
        except StoreError as error:
            done.problem = str(error)
        self.post_message(done)

    @on(Exported)
    def _exported(self, event: Exported) -> None:
        if not event.problem:
            articles = count(event.articles, "article")
            self._say_of(f"Written, {articles}:", event.given)
        elif event.presses == self._presses and self.app.screen is self:
            self.foot.ask(EXPORT, keys.told(_PLACEHOLDER), event.given, event.problem)
        else:  # the user went on: what is typed now is meant for something else
            self.status.say(event.problem)

    @on(Foot.Shut)
    def _asked(self, event: Foot.Shut) -> None:
        if event.left:
            self.hint()
        else:
            self.use(self.pane)


def _next(form: Form) -> Form:
    forms = list(FORMS)
    return forms[(forms.index(form) + 1) % len(forms)]


def _path(given: str) -> Path:
    try:
        return Path(given).expanduser()
    except RuntimeError:
        raise NotWritten("there is no user of that name") from None


def _titled(source: Source) -> str:
    """The headline in quotation marks, cut where it is long."""
    return f"“{shorten(shown(source.name), 60, placeholder=' …')}”"
