"""`note ID [TEXT]`: what you note on a record; without a text, what is noted."""

from __future__ import annotations

import argparse

from tui.commands.mark import add_id, change_each
from tui.commands.opening import find, open_store
from tui.failure import USAGE, Failure
from tui.settings import Settings
from tui.wrapping import shown


def arguments(parser: argparse.ArgumentParser) -> None:
    """Tell the parser what `note` takes."""
    add_id(parser, "id")
    parser.add_argument(
        "text", nargs="*", metavar="TEXT", help="the note, in place of the one that is there"
    )
    parser.add_argument("--off", action="store_true", help="take the note away")


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Note, or print the note; 1 where there is no such record, or no note to print."""
    text = " ".join(options.text)
    if options.off and text:
        raise Failure("--off", "a note is written or taken away, not both", USAGE)
    if options.text and not text.strip() and not options.off:
        raise Failure(options.id, "a note without words is none; --off takes one away", USAGE)
    if options.text or options.off:
        return change_each(options, [options.id], lambda c, one: c.set_note(one, text))
    with open_store(options) as corpus:
        note = corpus.note(find(corpus, options.id).id)
    if note is None or not note.text:
        raise Failure(options.id, "nothing is noted on it")
    print(*map(shown, note.text.splitlines()), sep="\n")
    return 0
