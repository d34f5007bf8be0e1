"""What stands below a statement's news: about the company, legal notices, whom to contact.

Knows the headings of `lexicon/boilerplate.toml` and form, no particular company.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from store.reading import lexicon
from store.reading.passages import Passage

_ABOUT: Final = re.compile(r"about (?:the )?(?P<name>[^\W\d_].{1,80})", re.IGNORECASE)
_STOPPED: Final = re.compile(r"[.!?…][\"'”’»)\]]*$")
_HEADING_WORDS: Final = 10
_PROSE_ABOVE: Final = 2


def closing_sections(passages: Sequence[Passage]) -> Iterator[int]:
    """The numbers of the passages in sections that end a statement, headings included."""
    within = False
    prose = 0
    for number, passage in enumerate(passages):
        after = passages[number + 1] if number + 1 < len(passages) else None
        if _is_heading(passage):
            within = prose >= _PROSE_ABOVE and _closes(passage, after)
        elif not within and _STOPPED.search(passage.text):
            prose += 1
        if within:
            yield number


def _is_heading(passage: Passage) -> bool:
    words = len(passage.text.split())
    return words <= _HEADING_WORDS and not _STOPPED.search(passage.text)


def _closes(heading: Passage, after: Passage | None) -> bool:
    """Whether a section below such a heading is none of the article's.

    A heading *About X* is, if its text begins with that X.
    """
    plain = " ".join(heading.text.replace("’", "'").split()).lower().strip(" :*_#")
    if plain in lexicon.load("boilerplate")["closing"]:
        return True
    about = _ABOUT.fullmatch(heading.text.strip(" :*_#"))
    if about is None or after is None or not _STOPPED.search(after.text):
        return False
    opening = re.sub(r"^the ", "", after.text, flags=re.IGNORECASE).casefold()
    return opening.startswith(about["name"].split()[0].casefold())
