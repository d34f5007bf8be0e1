"""Which passages publishing systems left behind: credits, dates, links, adverts, bylines.

Judges passages by the word lists of `lexicon/boilerplate.toml` and by form; knows no
particular article and no outlet's layout.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from itertools import zip_longest
from typing import Final

from store.reading import lexicon
from store.reading.closing import closing_sections
from store.reading.outlets import is_outlet, photo_credit
from store.reading.passages import Passage

_LONGEST_LIST: Final = 12
_LIST_WORDS: Final = 30
_LABEL_WORDS: Final = 12
_CAPTION_WORDS: Final = 80
_SHOUTED_WORDS: Final = 6
_PLACED: Final = re.compile(r"[^\W\d_a-z][\w.'’ -]{1,30}(?:,|:| [-–—|]) (?=.*\b\d{4}\b)")
_SPEECH: Final = '"“”„«»‘'
_NEW_SENTENCE: Final = re.compile(r"[.!?][\"'”’»)\]]* +[\"'“‘«(]?[A-Z][a-z]")
_NAME: Final = re.compile(r"[^\W\d_a-z][\w.'’-]*(?: (?:[a-z]{2,3} )?[^\W\d_a-z][\w.'’-]*){1,3}")
_STOPPED: Final = re.compile(r"\.[\"'”’»)\]]*\s*$")
_TELLING_WORDS: Final = 10
_SENTENCE_END: Final = re.compile(r"[.!?…][\"'”’»)\]]*$")
_STRAIGHT: Final = str.maketrans({"’": "'", "‘": "'", "\u00a0": " "})


def boilerplate(passages: Sequence[Passage]) -> list[bool]:
    """For each passage, whether it is boilerplate."""
    found = [passage.mark == "aside" or is_boilerplate(passage.text) for passage in passages]
    told, quiet = False, not _all_shouted(passages)
    for number, passage in enumerate(passages):
        found[number] = found[number] or (told and quiet and _is_shouted(passage.text))
        told = told or (not found[number] and is_prose(passage.text))
        if passage.mark != "aside" and opens_list(passage.text):
            found[number] = True
            for after in range(number + 1, number + 1 + _items(passages, number + 1)):
                found[after] = True
    for number in closing_sections(passages):
        found[number] = True
    return found


def is_boilerplate(text: str) -> bool:
    """Whether a line is boilerplate by itself, whatever stands around it."""
    words = len(text.split())
    plain = _plain(text)
    if not plain or plain in _set("lines"):
        return True
    if _labelled(text, words) or any(pattern.search(text) for pattern in _compiled("patterns")):
        return True
    if words <= _CAPTION_WORDS and photo_credit(text):
        return True
    return is_outlet(text) or _is_desk(text) or is_dated(text) or is_byline(text)


def opens_list(text: str) -> bool:
    """Whether a line announces links, tags or an author that stand below it."""
    plain = _plain(text)
    if plain in _set("lists_with_colon"):
        return text.rstrip().endswith((":", "…", "..."))
    return plain in _set("lists") or any(
        pattern.search(" ".join(text.split())) for pattern in _compiled("list_patterns")
    )


def is_section(text: str) -> bool:
    """Whether a line names a section (*World*), as it may stand above a headline."""
    return _plain(text) in _set("sections")


def is_byline(text: str) -> bool:
    """Whether a line says who wrote the article: *By Jane Doe, Political Editor*."""
    plain = _plain(text)
    start = next((word for word in _ordered("byline_words") if plain.startswith(word + " ")), None)
    if start is None or len(plain.split()) > 20:
        return False
    rest = text.translate(_STRAIGHT).strip()[len(start) :].strip(" :")
    words = re.findall(r"[^\W\d_][\w.'’-]*", rest)
    if not words or not words[0][0].isupper() or words[0].lower() in _set("weekdays_and_months"):
        return False
    return all(word[0].isupper() or word in _set("byline_joints") for word in words)


def is_dated(text: str) -> bool:
    """Whether a line is a date and time alone, or where and when: *KOCHI, July 19, 2023*."""
    placed = _PLACED.match(text)
    return _is_date(_plain(text)) or (placed is not None and _is_date(_plain(text[placed.end() :])))


def is_name(text: str) -> bool:
    """Whether a line has the form of somebody's name: *Jane van Doe*."""
    return bool(_NAME.fullmatch(text.strip()))


def is_prose(text: str) -> bool:
    """Whether a passage reads as a sentence: it ends as one."""
    return bool(_SENTENCE_END.search(text))


def _items(passages: Sequence[Passage], start: int) -> int:
    """How many passages from `start` on are the items of a list of links."""
    rest = passages[start:]
    if rest and rest[0].mark == "list":
        return _run(rest, lambda one, _: one.mark == "list")
    return _run(
        rest[:_LONGEST_LIST],
        lambda one, after: (
            _is_short(one)
            and (
                not is_prose(one.text) or (_asks(one) and after is not None and not _states(after))
            )
        ),
    )


def _run(passages: Sequence[Passage], test: Callable[[Passage, Passage | None], bool]) -> int:
    """How many passages from the first on pass the test, which sees the next one, too."""
    followed = zip_longest(passages, passages[1:])
    return next(
        (number for number, (one, after) in enumerate(followed) if not test(one, after)),
        len(passages),
    )


def _asks(passage: Passage) -> bool:
    return passage.text.rstrip("\"'”’").endswith("?")


def _states(passage: Passage) -> bool:
    return is_prose(passage.text) and not _asks(passage)


def _is_short(passage: Passage) -> bool:
    return len(passage.text.split()) <= _LIST_WORDS and not _NEW_SENTENCE.search(passage.text)


def _is_shouted(text: str) -> bool:
    """Whether a line is all in capitals and too long for a sub-heading: a link to elsewhere."""
    spoken = text[0] in _SPEECH or text[-1] in _SPEECH or text.endswith(",")
    shouted = text.isupper() and len(text.split()) >= _SHOUTED_WORDS
    return shouted and not (spoken or is_prose(text))


def _all_shouted(passages: Sequence[Passage]) -> bool:
    """Whether the article itself is written in capitals, as old wire copy is."""
    prose = [passage.text.isupper() for passage in passages if is_prose(passage.text)]
    return 2 * sum(prose) > len(prose)


def _labelled(text: str, words: int) -> bool:
    label, colon, rest = text.translate(_STRAIGHT).partition(":")
    label = _plain(label)
    if not colon:
        return False
    if label in _set("lists"):
        return words <= _LIST_WORDS and not _tells(rest)
    if label not in _set("labels"):
        return False
    if label in _set("persons") and (_tells(rest) or _asks_or_calls(rest)):
        return False
    return not rest.strip() or label not in _set("short_labels") or words <= _LABEL_WORDS


def _tells(rest: str) -> bool:
    """Whether what stands behind a label is a sentence of the article, no link's title."""
    return bool(_STOPPED.search(rest)) and len(rest.split()) >= _TELLING_WORDS


def _asks_or_calls(rest: str) -> bool:
    return rest.rstrip("\"'”’*) ").endswith(("?", "!"))


def _is_desk(text: str) -> bool:
    """Whether a line is an outlet with a place or a desk: *BBC News, Bergen*."""
    outlet, comma, desk = text.strip().rpartition(", ")
    words = desk.split()
    return bool(comma) and is_outlet(outlet) and 0 < len(words) <= 3 and desk[0].isupper()


def _is_date(plain: str) -> bool:
    words = re.findall(r"[^\W\d_][\w.]*|\d+", plain)
    named = [word.strip(".") for word in words if not word[0].isdigit()]
    return len(named) < len(words) <= 14 and all(word in _set("date_words") for word in named)


def _plain(text: str) -> str:
    """The line as the word lists write it."""
    text = " ".join(text.translate(_STRAIGHT).split()).lower()
    return text.strip(" .…:»›>→|*_–—-·•+▼▲►")


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(lexicon.load("boilerplate")[name])


@cache
def _ordered(name: str) -> tuple[str, ...]:
    return tuple(sorted(lexicon.load("boilerplate")[name], key=len, reverse=True))


@cache
def _compiled(name: str) -> tuple[re.Pattern[str], ...]:
    return tuple(
        re.compile(pattern, re.IGNORECASE) for pattern in lexicon.load("boilerplate")[name]
    )
