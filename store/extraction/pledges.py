"""Pledges of one article: which rule looks at which word, and what is kept."""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Token

from store.extraction.announced import agreed_thing_will, plan_is_to, there_will_be_no, thing_will
from store.extraction.commissives import (
    announcing_end,
    leaving_now,
    ruling_out,
    verb_pledge,
)
from store.extraction.commitment import Commitment
from store.extraction.modals import about_to, being_to, going_to, modal_pledge
from store.extraction.passives import being_done, passive_modal, passive_pledge
from store.extraction.readiness import (
    ADJECTIVES,
    adjective_pledge,
    idiom_pledge,
    light_pledge,
    noun_pledge,
)
from store.extraction.scene import Scene
from store.extraction.spelled import spelled_out

Rule = Callable[[Scene, Token], Commitment | None]


def commitments(scene: Scene) -> list[Commitment]:
    """All pledges of the article by place, at most one for a trigger."""
    found: list[Commitment] = []
    used: set[int] = set()
    for token in scene.live_tokens():
        if token.i in used:
            continue
        for rule in _rules_for(token):
            pledge = scene.guarded(rule, token)
            if pledge is not None:
                found.append(pledge)
                used.add(token.i)
                break
    return _with_spelled_out(scene, _without_repeats(found))


def _with_spelled_out(scene: Scene, found: list[Commitment]) -> list[Commitment]:
    """The pledges, and those that only tell what one before them comes to."""
    known = found

    def rule(scene: Scene, verb: Token) -> Commitment | None:
        return spelled_out(scene, verb, known)

    for token in scene.live_tokens():
        pledge = scene.guarded(rule, token) if token.tag_ == "VB" else None
        if pledge is not None and not any(_repeats(pledge, other) for other in known):
            kept = [other for other in known if not _repeats(other, pledge)]
            known = sorted([*kept, pledge], key=lambda p: p.trigger)
    return known


def _rules_for(token: Token) -> tuple[Rule, ...]:
    if token.tag_ == "MD" or token.lower_ in ("'ll", "’ll", "wo"):
        return (modal_pledge, passive_modal, there_will_be_no, thing_will)
    if token.lower_ == "about":
        return (about_to,)
    if token.lower_ in ADJECTIVES and token.pos_ == "ADJ":
        return (adjective_pledge, verb_pledge)
    if token.pos_ == "VERB":
        return (
            adjective_pledge,
            verb_pledge,
            passive_pledge,
            ruling_out,
            leaving_now,
            going_to,
            being_to,
            being_done,
            announcing_end,
            agreed_thing_will,
        )
    if token.pos_ in ("NOUN", "PROPN"):
        return (light_pledge, noun_pledge, idiom_pledge, plan_is_to)
    return ()


def _without_repeats(found: list[Commitment]) -> list[Commitment]:
    """At most one pledge for an action: the one whose trigger governs the others'."""
    kept: list[Commitment] = []
    for pledge in found:
        if not any(_repeats(pledge, other) for other in kept):
            kept.append(pledge)
    return sorted(kept, key=lambda p: p.trigger)


def _repeats(pledge: Commitment, other: Commitment) -> bool:
    """Whether `pledge` stands behind the other's trigger and ends with the other's action."""
    end = other.action[-1][1]
    return pledge.action[-1][1] == end and other.trigger[1] <= pledge.trigger[0] < end
