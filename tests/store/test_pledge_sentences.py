"""Sentences of all constructions, each with the pledges that a careful reader finds in it.

`pledge_sentences.txt` holds them: `S ` opens a sentence, `H ` a headline, `N ` a sentence that
binds nobody; a line for each pledge follows, `makers | trigger | action | stance | condition`,
makers joined by ` + `; `! ` gives the reason why a sentence is out of reach.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from _pytest.mark.structures import ParameterSet

from store.records import Findings, Pledge

Extract = Callable[..., Findings]
Told = tuple[str, ...]
_TABLE = Path(__file__).with_name("pledge_sentences.txt")


def _sentences() -> Iterator[ParameterSet]:
    kind, sentence, reason, told = "", "", "", []
    for line in [*_TABLE.read_text(encoding="utf-8").splitlines(), "E "]:
        if line[:2] == "! ":
            reason = line[2:]
        elif line[0] == " ":
            told.append(tuple(part.strip() for part in line.split("|")))
        else:
            if sentence:
                marks = [pytest.mark.xfail(strict=True, reason=reason)] if reason else []
                yield pytest.param(sentence, kind == "H", told, marks=marks, id=sentence)
            kind, sentence, reason, told = line[0], line[2:], "", []


def _told(pledge: Pledge) -> Told:
    makers = " + ".join(maker.text for maker in pledge.makers)
    action = pledge.action.text if pledge.action else ""
    parts = (makers, pledge.trigger.text, action, pledge.stance)
    return (*parts, pledge.condition.text) if pledge.condition else parts


@pytest.mark.parametrize(("sentence", "headline", "told"), list(_sentences()))
def test_a_sentence_gives_the_pledges_that_a_reader_finds(
    extract: Extract, sentence: str, headline: bool, told: list[Told]
) -> None:
    found = extract(sentence, headline=headline).pledges
    assert sorted(_told(pledge) for pledge in found) == sorted(told)
