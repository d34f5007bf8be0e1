"""Pane 4: the article that is being read."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical

from tui.render import dateline
from tui.widgets.article_text import ArticleText
from tui.widgets.rule import Arranged, Rule


class ReaderPane(Vertical):
    """The article's text under a rule: where and when, which record is current, how far down."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.rule = Rule("4 Reader")
        self.article = ArticleText()

    def compose(self) -> ComposeResult:
        """The rule, then the text."""
        yield self.rule
        yield self.article

    def on_resize(self, event: events.Resize) -> None:
        """Tells that rules moved, and how far down the other view is."""
        self.post_message(Arranged())
        self.call_after_refresh(self.entitle)

    def on_mount(self) -> None:
        """The rule tells the place in the same frame in which the text moves: each costs."""
        self.watch(self.article, "scroll_y", self.entitle, init=False)

    def use(self, now: bool) -> None:
        """Whether it is the pane in use."""
        self.rule.use(now)

    def entitle(self) -> None:
        """Says in the rule what the text shows."""
        opened = self.article.opened
        if opened is None:
            self.rule.entitle("4 Reader")
            return
        title = " · ".join(filter(None, ("4 Reader", dateline(opened.source))))
        total = len(opened.records)
        number = f"{self.article.number} of {total}" if total else ""
        self.rule.entitle(title, " · ".join(filter(None, (number, self.article.share))))
