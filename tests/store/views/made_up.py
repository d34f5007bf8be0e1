"""Articles on made-up countries for the tests of views: pledges of every stance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from store.corpus import Corpus
from store.records import Actor, Pledge, Slot, Stance
from tests.store.samples import (
    PIPELINE,
    actor,
    article,
    findings,
    pledge,
    quote,
    slot,
)

NORLAND = actor("Norland", "country", pledges=1)
SUDMARK = actor("Sudmark", "country", pledges=1)
OLAND = actor("Oland", "country")
ESTMARK = actor("Estmark", "country")
LEAGUE = actor("the Coast League", "alliance", pledges=1)
VERA = actor("Vera Sand", "person", quotes=1)

STRAIT = (
    "Norland has agreed to guard the strait for Oland once the guns have fallen silent.\n"
    "Sudmark is prepared to guard the strait after an armistice, it said.\n"
    "Yet the Coast League will never guard the strait unless a cease-fire holds.\n"
    "Estmark was named in passing. If the rebels walk away from the talks, Norland will close the "
    "harbour.\n"
    "Vera Sand called the plan brave."
)
GRAIN = (
    "Sudmark promises to ship grain to Oland if the harbour is dredged.\n"
    "Norland vows to ship grain should the dredging of the harbour begin.\n"
    "Sudmark may not ship grain, it told others."
)
_STRENGTHS: dict[Stance, str] = {
    "commitment": "agreed",
    "readiness": "ready",
    "refusal": "refuses",
}


def told(
    text: str,
    makers: Sequence[Actor],
    trigger: str,
    action: str,
    condition: str | None = None,
    stance: Stance = "commitment",
    **known: Any,
) -> Pledge:
    """A pledge with these words; its action stands in the text after its trigger."""
    made = pledge(text, makers, trigger, action, condition, known.pop("confidence", 0.9))
    at = text.index(action, text.index(trigger))
    parts: dict[str, Any] = {"action": Slot.cut(text, [(at, at + len(action))]), **known}
    return replace(made, stance=stance, strength=_STRENGTHS[stance], **parts)


def strait() -> tuple[Pledge, ...]:
    """What is pledged in the first article."""
    guard: dict[str, Any] = {"category": "0334", "theme": "0334", "target": OLAND.id}
    silent = "once the guns have fallen silent"
    return (
        told(
            STRAIT, (NORLAND,), "has agreed", "guard the strait", silent,
            beneficiary=slot(STRAIT, "Oland"), **guard,
        ),
        told(
            STRAIT, (SUDMARK,), "is prepared to", "guard the strait", "after an armistice",
            "readiness", **guard,
        ),
        told(
            STRAIT, (LEAGUE,), "will never", "guard the strait", "unless a cease-fire holds",
            "refusal", 
            **{**guard, "category": "1224"},
        ),
        told(
            STRAIT, (NORLAND,), "will close", "the harbour",
            "If the rebels walk away from the talks",
            category="030", theme="close harbour",
        ),
    )  # fmt: skip


def grain() -> tuple[Pledge, ...]:
    """What is pledged in the second article."""
    aid: dict[str, Any] = {"category": "0333", "theme": "ship grain", "target": OLAND.id}
    return (
        told(GRAIN, (SUDMARK,), "promises", "ship grain", "if the harbour is dredged", **aid),
        told(
            GRAIN, (NORLAND,), "vows", "ship grain", "should the dredging of the harbour begin",
            **aid,
        ),
        told(
            GRAIN, (SUDMARK,), "may not", "ship grain", None, "refusal", confidence=0.3,
            **{**aid, "category": "1223"},
        ),
    )  # fmt: skip


def fill(corpus: Corpus) -> None:
    """Brings both articles in."""
    said = quote(STRAIT, VERA, "called", "the plan brave", speaker="Vera Sand")
    actors = (NORLAND, SUDMARK, OLAND, ESTMARK, LEAGUE, VERA)
    corpus.add(
        article(STRAIT, "strait.txt", date="2031-05-02", outlet="Coast Courier"),
        findings(STRAIT, actors, (said,), strait()),
        pipeline=PIPELINE,
    )
    corpus.add(
        article(GRAIN, "grain.txt", date="2031-09-09", outlet="Inland Times"),
        findings(GRAIN, (NORLAND, SUDMARK, OLAND), (), grain()),
        pipeline=PIPELINE,
    )
