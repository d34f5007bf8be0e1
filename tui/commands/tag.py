"""`tag ID… +WORD -WORD`: tags records; without words, which tags they have."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from store.notes import tag_words
from tui.commands.mark import change_each
from tui.commands.opening import find, open_store
from tui.failure import USAGE, Failure
from tui.settings import Settings
from tui.wrapping import shown

if TYPE_CHECKING:
    from store.corpus import Corpus
    from store.hand.journal import Action


def arguments(parser: argparse.ArgumentParser) -> None:
    """Tell the parser what `tag` takes."""
    parser.add_argument(
        "words",
        nargs="+",
        metavar="ID|+WORD|-WORD",
        help="records (an id, the beginning of it, or an article's file name), and tags to add "
        "(+WORD) or to take away (-WORD); without tags, those of each record are printed",
    )


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Tag, or print the tags; 1 where one of them is no record."""
    ids = [word for word in options.words if word[:1] not in "+-"]
    put, taken = (_tags(options.words, sign) for sign in "+-")
    if not ids:
        raise Failure("tag", "which record? The ids stand beside the tags", USAGE)
    if not put and not taken:
        with open_store(options) as corpus:
            for word in ids:
                print(shown(" ".join(_of(corpus, find(corpus, word).id))))
        return 0

    def change(corpus: Corpus, record: str) -> Action | None:
        with corpus.database.rows.transaction():
            kept = [one for one in _of(corpus, record) if one.casefold() not in taken]
            return corpus.set_tags(record, [*kept, *put.values()])

    return change_each(options, ids, change)


def _tags(words: list[str], sign: str) -> dict[str, str]:
    """The tags behind a sign, by how they are compared."""
    try:
        tags = tag_words(" ".join(word[1:] for word in words if word[:1] == sign))
    except ValueError as error:
        raise Failure("tag", str(error), USAGE) from None
    return {one.casefold(): one for one in tags}


def _of(corpus: Corpus, record: str) -> tuple[str, ...]:
    note = corpus.note(record)
    return note.tags if note else ()
