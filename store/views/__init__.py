"""The ledger's views: what the records of many articles tell when they are laid side by side.

A view is a module of this package with `boards(corpus, narrowing)`: boards, each in place of
the one before, the last one being whole. It reads records through the corpus; it knows no
table and no screen.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from store.corpus import Corpus
    from store.listing import Narrowing
    from store.views.board import Board


@dataclass(frozen=True, slots=True)
class View:
    """What help, palette and rule say of a view before its module is imported."""

    title: str
    does: str


VIEWS: dict[str, View] = {
    "ledger": View("ledger", "who offers what to whom, how firmly over time, on what evidence"),
    "conditions": View("conditions", "pledges by what must happen first, and what falls due"),
    "matrix": View("matrix", "who commits to, is ready for or refuses which kind of action"),
    "figures": View("figures", "counted things side by side, and where articles disagree"),
    "timeline": View("timeline", "when pledges were made against when they take effect"),
    "drift": View("drift", "one utterance as each outlet words it, and what was dropped"),
    "news": View("news", "what came since the last visit"),
    "yours": View(
        "yours", "what you corrected, marked, noted and tagged, and what of it has no place now"
    ),
}
"""Every view by name, in the order of the help."""


class _Module(Protocol):
    def boards(self, corpus: Corpus, narrowing: Narrowing) -> Iterator[Board]:
        """The view as far as it is known, and at last whole."""


def boards(name: str, corpus: Corpus, narrowing: Narrowing) -> Iterator[Board]:
    """A view's boards, the first soon and the last one whole; KeyError for an unknown name.

    StoreError and QueryError as reading the corpus raises them.
    """
    if name not in VIEWS:
        raise KeyError(name)
    module = cast(_Module, import_module(f"{__name__}.{name}"))
    return module.boards(corpus, narrowing)
