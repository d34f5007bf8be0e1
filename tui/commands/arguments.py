"""Arguments that several commands take, and values that argparse cannot check itself."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Sequence, Sized
from contextlib import suppress
from typing import TypeVar

from tui.failure import Failure, say

Found = TypeVar("Found", bound=Sized)

_FIELD = re.compile(r"(?P<field>-*(?P<name>[A-Za-z]+):)(?P<words>[^\s<>~/.]\S*\s+\S.*)")
_MORE = re.compile(r'["“”„()*]|(^|\s)((OR|NEAR(/\S*)?)(\s|$)|[-~/]|-*[A-Za-z]+:)')


def add_query(parser: argparse.ArgumentParser, *, required: bool = False) -> None:
    """The words that records are looked up by; `queries(options)` joins them."""
    parser.add_argument(
        "query",
        nargs="+" if required else "*",
        metavar="QUERY",
        help='words, "phrases", field:value, OR, NEAR, -not, ( ), *part*, ~nearly, /pattern/: see '
        "`onrecord help queries`",
    )


def queries(options: argparse.Namespace) -> tuple[str, ...]:
    """The query as one text, "" where there is none; a Failure for one without a word.

    An argument `by:united states` can be a name, whose marks the shell has taken, or a field
    and a word as in the explorer: both, the name first.
    """
    from store.errors import QueryError
    from store.query import parse

    first, plain = " ".join(map(_as_typed, options.query)), " ".join(options.query)
    if not first.strip():
        return ("",)
    if parse(first).node is None:
        raise Failure(first, "there is no letter or digit to look for")
    if plain != first:
        with suppress(QueryError):
            parse(plain)
            return first, plain
    return (first,)


def first_found(readings: Sequence[str], find: Callable[[str], Found]) -> tuple[str, Found]:
    """The first reading of a query that finds anything, else the first, and what it finds.

    Where it is not the first one, that is said on standard error.
    """
    first = find(readings[0])
    if not first:
        for words in readings[1:]:
            if found := find(words):
                say(readings[0], f"nothing matches; read as {words}")
                return words, found
    return readings[0], first


def _as_typed(word: str) -> str:
    """An argument with the marks that the shell has taken: `by:united states`.

    One that holds more of the language than a field and its words is a query as it stands.
    """
    from store.query_fields import FIELDS

    found = _FIELD.fullmatch(word)
    field = FIELDS.get(found["name"].casefold()) if found else None
    if found is None or field is None or _MORE.search(found["words"]):
        return word
    known = found["words"].casefold().replace(" ", "-") in field.values
    return f'{found["field"]}"{found["words"]}"' if known or field.shape == "words" else word


def add_limit(parser: argparse.ArgumentParser) -> None:
    """`--limit N`."""
    parser.add_argument("--limit", type=above_zero, metavar="N", help="no more than N of them")


def add_json(parser: argparse.ArgumentParser, words: str = "one JSON object a line") -> None:
    """`--json`."""
    parser.add_argument("--json", action="store_true", help=words)


def add_jobs(parser: argparse.ArgumentParser) -> None:
    """`--jobs N`."""
    parser.add_argument(
        "--jobs",
        type=above_zero,
        metavar="N",
        help="articles to read at a time (default: one a core, at most 4)",
    )


def above_zero(text: str) -> int:
    """A whole number above 0."""
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"`{text}` is no whole number above 0")
    return int(text)


def iso_date(text: str) -> str:
    """A date of ISO 8601 to the day or shorter."""
    from store.provenance import iso_date as checked

    try:
        return checked(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
