"""Coming back to a store as it was left: reads the session at the start, writes it at the end."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, get_args

from store.corpus import Corpus
from store.errors import QueryError, StoreError
from store.listing import SORTS
from store.query import parse
from store.records import Actor
from tui import session
from tui.recall import Recall
from tui.screens.handling import Handler
from tui.session import Session
from tui.trail import Said, View


class Resumer(Handler, inherit_bindings=False):
    """The panes, set up as the last visit left them; `kept` is its file, None for none."""

    def __init__(
        self,
        corpus: Corpus,
        open_corpus: Callable[[], Corpus],
        *,
        kept: Path | None = None,
        **options: Any,
    ) -> None:
        super().__init__(corpus, open_corpus, **options)
        self._visit_file = kept
        self._awaited: Session | None = None  # the last visit, while its pattern is looked for

    def resume(self) -> None:
        """Shows what was shown, as far as it is still there.

        What a pattern finds follows once it was looked for in the background.
        """
        found = session.load(self._visit_file) if self._visit_file else Session()
        self.recall = Recall(found.history)
        self.split = found.split
        view = self._view(found)
        sought = parse(view.query)
        if sought.lengthy:
            view, self._awaited, self._pending = view.searched(""), found, sought.text
            self._prepare(sought)
        self._turn_to(view, typing=False)
        self.fill()
        self._put_cursors(found)
        if self.view.query:
            self.header.shut(self.view.query)
            self._rank_slow()
            self._find_places()
        if found.source and self.shelf.corpus.get(found.source):
            self.read(found.source, found.current, found.offset)
        self.use(found.pane if found.pane < 4 or self.reader.article.opened else 1)
        if found.zoomed:
            self.toggle_zoom()
        self.call_after_refresh(self._scroll, found)

    def seek(self, text: str, *, prepared: bool = False) -> bool:
        """Narrows the panes to what a query matches; to that of the last visit as it was left."""
        awaited, self._awaited = self._awaited, None
        right = super().seek(text, prepared=prepared)
        if awaited and prepared:
            self._put_cursors(awaited)
            self.call_after_refresh(self._scroll, awaited)
        return right

    def _put_cursors(self, found: Session) -> None:
        for pane, kind in zip(self.lists, self.kinds, strict=True):
            if kind in found.cursors:
                with suppress(StoreError):
                    pane.list.seek(found.cursors[kind])

    def _view(self, found: Session) -> View:
        actor = self.shelf.corpus.get(found.actor) if found.actor else None
        try:
            query = parse(found.query).text
        except QueryError:
            query = ""
        said: Said = "pledge"
        for face in get_args(Said):
            said = face if face == found.said else said
        sorts = ((kind, order) for kind, order in found.sorts.items() if kind in SORTS)
        view = View(actor.id if isinstance(actor, Actor) else None, query, said)
        for kind, order in sorts:
            view = view.ordered(kind, order)
        return view

    def _scroll(self, found: Session) -> None:
        for pane, kind in zip(self.lists, self.kinds, strict=True):
            if kind in found.tops:
                pane.list.show_from(found.tops[kind])

    @property
    def visit(self) -> Session:
        """Where the user is, as it is kept."""
        place, article = self.place, self.reader.article
        cursors = zip(self.kinds, place.cursors, strict=True)
        return Session(
            pane=place.pane,
            cursors={kind: record for kind, record in cursors if record},
            tops={
                kind: int(pane.list.scroll_offset.y)
                for kind, pane in zip(self.kinds, self.lists, strict=True)
            },
            actor=self.view.actor,
            query=self.view.query or self._pending,
            said=self.view.said,
            sorts=dict(self.view.sorts),
            source=place.source,
            current=article.current.id if article.current else None,
            offset=place.offset,
            split=None if self.split is None else round(self.split),
            zoomed=self.has_class("-zoomed"),
            history=self.recall.texts,
        )

    def keep(self) -> None:
        """Writes down where the user is; without it the next visit starts afresh."""
        if self._visit_file:
            with suppress(OSError, StoreError):
                session.save(self._visit_file, self.visit)
