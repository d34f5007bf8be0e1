"""`conditions [QUERY]`, `matrix [QUERY]`, …: a view of the ledger as a table or as JSON."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import replace

from store.corpus import Corpus
from store.listing import Narrowing
from store.views import boards
from store.views.board import Board
from tui import boards as drawn
from tui import streams
from tui.commands.arguments import add_json, add_query, first_found, queries
from tui.commands.opening import open_store
from tui.failure import Failure
from tui.marking import Piece
from tui.settings import Settings
from tui.styles import styled

_WIDEST = 10_000  # cells: where no terminal looks, nothing is cut


class ViewCommand:
    """The command of one view."""

    def __init__(self, name: str) -> None:
        self._name = name

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        """Tell the parser what the view takes."""
        add_query(parser)
        add_json(parser)

    def run(self, options: argparse.Namespace, settings: Settings) -> int:
        """Print the view; 1 where a query leaves nothing of it."""
        with open_store(options) as corpus:
            words, found = first_found(
                queries(options),
                lambda words: _Whole(self.board(corpus, Narrowing(query=words), options)),
            )
            board = found.board
        if words and not board.rows:
            raise Failure(words, f"nothing matches in {self._name}")
        if not board.rows:
            print(board.nothing, file=sys.stderr if options.json else sys.stdout)
        elif options.json:
            for row in board.rows:
                if row.data is not None:
                    streams.write_json({**row.data})
        else:
            colour = streams.has_colour(options.color)
            for line in lines(board, streams.width()):
                print(styled(line) if colour else "".join(text for text, _ in line).rstrip())
        sys.stdout.flush()
        return 0

    def board(self, corpus: Corpus, narrowing: Narrowing, options: argparse.Namespace) -> Board:
        """The whole view of what is left by a narrowing."""
        *_, board = boards(self._name, corpus, narrowing)
        return board


class _Whole:
    """A board that counts as found where it has rows."""

    def __init__(self, board: Board) -> None:
        self.board = board

    def __len__(self) -> int:
        return len(self.board.rows)


def lines(board: Board, width: int | None) -> Iterator[list[Piece]]:
    """The titles, then a line a row, in at most `width` cells; None cuts nothing.

    What columns have no room follow in a table of their own.
    """
    if width is None:
        columns = tuple(replace(column, most=0) for column in board.columns)
        board, width = replace(board, columns=columns), _WIDEST
    for number, sizes in enumerate(drawn.pages(board, width)):
        if number:
            yield []
        yield from drawn.titles(board, sizes)
        for row in drawn.folded(board, sizes).rows:
            yield drawn.line(row, board.columns, sizes, width)
