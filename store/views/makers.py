"""Who makes a pledge, for whom and how firmly, as views tell it. Knows no board's columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from store.categories import OTHER, class_of
from store.names import fold
from store.records import Pledge, Slot, Stance
from store.views.board import Words, slot_words
from store.views.looking import Look

FIRMEST: dict[Stance, int] = {"commitment": 0, "readiness": 1, "refusal": 2}
"""Commitments before readiness before refusals."""


@dataclass(frozen=True, slots=True)
class Maker:
    """Who pledges: an actor by its id, else by the words that stand there."""

    key: str
    name: str


def makers(pledge: Pledge, look: Look) -> list[Maker]:
    """Who makes a pledge; nobody where no words tell."""
    actors = [actor for one in pledge.actors if (actor := look.actor(one))]
    if actors:
        return [Maker(actor.id, actor.name) for actor in actors]
    return [Maker(fold(slot.text), slot.told) for slot in pledge.makers]


def maker_words(pledge: Pledge) -> tuple[Words, ...]:
    """Where it stands who makes it, else where it stands that somebody does."""
    return words_in(pledge, *pledge.makers) or words_in(pledge, pledge.trigger)


def words_in(pledge: Pledge, *slots: Slot | None) -> tuple[Words, ...]:
    """Where these parts of a pledge stand, as far as it has them."""
    return tuple(slot_words(pledge, slot) for slot in slots if slot)


def action_words(pledge: Pledge) -> tuple[Words, ...]:
    """Where it stands what is to be done and for whom."""
    return words_in(pledge, pledge.action or pledge.trigger, pledge.beneficiary)


def what(pledge: Pledge) -> str:
    """What is to be done for whom, in the article's words."""
    done = (pledge.action or pledge.trigger).told
    whom = pledge.beneficiary.told if pledge.beneficiary else ""
    return f"{done} for {whom}" if whom and whom not in done else done


def whom(pledge: Pledge, look: Look) -> str:
    """The name of for whom it is, "" where nobody is named."""
    target = look.actor(pledge.target)
    return target.name if target else pledge.beneficiary.told if pledge.beneficiary else ""


def firmness(pledge: Pledge) -> str:
    """How far it binds, in a word."""
    return pledge.strength or pledge.stance


def firmest(pledges: Sequence[Pledge]) -> Pledge:
    """The one that binds most, the first of several that do; the sure before the doubtful."""
    return min(pledges, key=lambda one: FIRMEST[one.stance])


def alike(one: Pledge, other: Pledge) -> bool:
    """Whether two pledges are about one thing: their class of action, and for whom."""
    if class_of(one) != class_of(other):
        return False
    if class_of(one) == OTHER and one.theme != other.theme:
        return False
    return not (one.target and other.target) or one.target == other.target
