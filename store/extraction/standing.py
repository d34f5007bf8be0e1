"""What stands for a state or body: governments, offices, `the company`, `the country`."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence

from store.extraction.groups import has_number, is_plural, is_state
from store.extraction.lexicon import words
from store.extraction.pronouns import NOBODY, Found
from store.extraction.sheet import Word
from store.extraction.stage import Stage
from store.extraction.troupe import Player

_GOVERNMENT = words("groups", "nouns.government")
_OFFICE = words("groups", "nouns.office")
_CAMPAIGN = words("groups", "nouns.campaign")
_ADMINISTRATION = words("groups", "nouns.administration")
_ARMS = words("groups", "nouns.arms")
_LEADING = words("groups", "nouns.leading")
_COMPANY = words("organisations", "common.company")
_BODY = words("organisations", "common.body")
_ANY = words("organisations", "common.any")
_ALLIANCE = words("organisations", "common.alliance")
_UNITED = frozenset({"coalition", "group", "alliance", "front", "movement", "league", "bloc"})
_POINTING = frozenset({"the", "this", "that"})

Owner = Callable[[], Player | None]


def state_or_office(stage: Stage, phrase: list[Word], head: Word, owner: Owner) -> Found:
    """Governments, offices, administrations, campaigns, armies, leaderships."""
    low = head.low
    if low in _ADMINISTRATION or low in _CAMPAIGN:
        return _named_after(stage, phrase, head, owner())
    if low in _OFFICE:
        return _office(stage, phrase, head, owner())
    if low not in _GOVERNMENT and low not in _ARMS and low not in _LEADING:
        return NOBODY
    own = owner()
    if own is not None and own.kind == "person":
        own = stage.troupe.named("country", own.country) if own.country else None
    if own is not None and own.kind != "group":
        how = "government" if low in _GOVERNMENT else "metonym"
        return stage.stands_for(own, phrase, head), how, 0.75
    part = next((m for m in stage.mention_in(phrase) if m.kind == "part"), None)
    if own is None and part is not None and low in _GOVERNMENT:
        body = stage.troupe.named("organisation", part.name)
        return stage.stands_for(body, phrase, head), "government", 0.6
    if low in _GOVERNMENT and not has_number(phrase, head):
        state = _only_state(stage, head) if low == "government" else None
        if state is not None and phrase[0].low == "the":
            return stage.stands_for(state, phrase, head), "government", 0.5
        if low == "government":
            return (), "government of an unknown state", 0.0
    if low == "presidency":
        president = latest(stage, head, lambda p: any("resident" in role for role in p.roles))
        if president is not None and president.country:
            state = stage.troupe.named("country", president.country)
            return stage.stands_for(state, phrase, head), "government", 0.6
    return NOBODY


def _only_state(stage: Stage, head: Word) -> Player | None:
    """The state whose government was meant last, or the only state that the article names."""
    states = [p for p in stage.troupe if p.kind == "country" and p.listed]
    if len(states) == 1:
        return states[0]
    for seen in stage.before(head):
        player = stage.troupe[seen.actor]
        if head.sent - stage.sheet.words[seen.word].sent > 3:
            return None
        if player.kind == "person" and player.country and seen.subject:
            return stage.troupe.named("country", player.country)
    return None


def _named_after(stage: Stage, phrase: list[Word], head: Word, owner: Player | None) -> Found:
    """`X administration`, `X's campaign`: a body named after a person."""
    noun = "administration" if head.low in _ADMINISTRATION else "campaign"
    if owner is not None and owner.kind == "person":
        surname = owner.name.split()[-1]
        name = (
            f"{surname} administration" if noun == "administration" else f"{owner.name}'s campaign"
        )
        body = stage.troupe.named("organisation", name)
        if noun == "administration":
            body.country = body.country or owner.country
        return stage.stands_for(body, phrase, head), noun, 0.8
    if owner is not None and owner.kind == "country" and noun == "administration":
        return stage.stands_for(owner, phrase, head), "government", 0.7
    earlier = latest(stage, head, lambda p: p.kind == "organisation" and noun in p.name.lower())
    if earlier is None:
        return NOBODY
    return stage.stands_for(earlier, phrase, head), "body named before", 0.7


def _office(stage: Stage, phrase: list[Word], head: Word, owner: Player | None) -> Found:
    """`X's office` speaks for X's state."""
    if owner is None:
        return NOBODY
    if owner.kind == "person" and owner.country:
        state = stage.troupe.named("country", owner.country)
        return stage.stands_for(state, phrase, head), "office of a state's person", 0.7
    how = "office of a person" if owner.kind == "person" else "office"
    return stage.stands_for(owner, phrase, head), how, 0.6


def the_country(stage: Stage, phrase: list[Word], head: Word) -> Found:
    """`the country`: the state named last; `both countries`: the last two."""
    if not is_state(stage, head):
        return NOBODY
    before = [w.low for w in phrase if w.i < head.i]
    if is_plural(head):
        pair = _last_pair(stage, head) if "both" in before or "two" in before else ()
        for actor in pair:
            stage.stands_for(stage.troupe[actor], phrase, head)
        return (pair, "the two named before", 0.7) if pair else NOBODY
    if not before or before[0] not in (*_POINTING, "its", "their", "his"):
        return NOBODY
    state = latest(stage, head, lambda p: p.kind == "country")
    if state is None:
        return NOBODY
    return stage.stands_for(state, phrase, head), "country named before", 0.6


def _last_pair(stage: Stage, head: Word) -> tuple[str, ...]:
    """The two states last joined by `and`, else the two last named."""
    states = [
        m
        for m in stage.mentions
        if m.actor and m.first < head.i and stage.troupe[m.actor].kind == "country"
    ]
    for one, other in reversed(list(itertools.pairwise(states))):
        joined = other.first - one.last <= 2 and stage.sheet.words[one.last].low == "and"
        if joined and one.actor != other.actor:
            return one.actor, other.actor
    recent = list(dict.fromkeys(m.actor for m in reversed(states)))
    return (recent[1], recent[0]) if len(recent) > 1 else ()


def common_body(stage: Stage, phrase: list[Word], head: Word, owner: Owner) -> Found:
    """`the company`, `the bank`, `the alliance`: the body named last that it fits."""
    low = head.low
    if is_plural(head) or low not in _COMPANY | _BODY | _ALLIANCE:
        return NOBODY
    named = [m for m in stage.mention_in(phrase) if m.actor and m.last == head.i]
    if named and stage.troupe[named[-1].actor].kind in ("organisation", "alliance"):
        return stage.stands_for(stage.troupe[named[-1].actor], phrase, head), "name", 0.7
    if phrase[0].tag == "PRP$":
        own = owner()
        if own is not None and own.body is not None:
            return stage.stands_for(stage.troupe[own.body], phrase, head), "body of its person", 0.6
    owned = any(w.low in ("'s", "'") and w.i < head.i for w in phrase)
    if phrase[0].low not in _POINTING and not owned:
        return NOBODY
    if any(w.cap and w.tag != "DT" and w.i < head.i for w in phrase if w.i not in stage.at):
        return NOBODY
    topic = _topic(stage, head)
    if topic is not None and low in _COMPANY | _BODY:
        return stage.stands_for(topic, phrase, head), "body that the paragraph is about", 0.7
    kinds = _kinds(low)
    called = latest(stage, head, lambda p: p.kind in kinds and low in p.name.lower())
    if called is None and low in _UNITED:
        called = latest(
            stage,
            head,
            lambda p: p.kind == "alliance" and any(word in p.name.lower() for word in _UNITED),
        )
    if called is not None:
        return stage.stands_for(called, phrase, head), "body named before", 0.75
    body = _prominent(stage, head, kinds)
    if body is None or low not in _COMPANY | _ANY | _ALLIANCE or low in _CAMPAIGN:
        return NOBODY
    return stage.stands_for(body, phrase, head), "body named before", 0.55


def _prominent(stage: Stage, head: Word, kinds: Sequence[str]) -> Player | None:
    """The body that was the subject in the last sentences, else the one seen last."""
    nearest: Player | None = None
    for seen in stage.before(head):
        player = stage.troupe[seen.actor]
        if player.kind not in kinds:
            continue
        nearest = nearest or player
        if head.sent - stage.sheet.words[seen.word].sent > 3:
            break
        if seen.subject:
            return player
    return nearest


def _kinds(low: str) -> Sequence[str]:
    if low in _ALLIANCE:
        return ("alliance",)
    return ("organisation",)


def _topic(stage: Stage, head: Word) -> Player | None:
    """The body that opens the paragraph before a colon, or stands alone above it."""
    sheet = stage.sheet
    block = head.block
    opening = [w for w in sheet.words if w.block == block][:6]
    colon = next((at for at, w in enumerate(opening) if w.text == ":"), None)
    above = [w for w in sheet.words if w.block == block - 1]
    for run in (opening[:colon] if colon else [], above if len(above) <= 5 else []):
        names = [m for m in stage.mention_in(run) if m.kind in ("name", "organisation", "outlet")]
        if names and names[0].last >= run[-1].i and names[0].first <= run[0].i + 1:
            return stage.body(names[0])
    return None


def latest(stage: Stage, word: Word, fits: Callable[[Player], bool]) -> Player | None:
    """The player seen last before the word that fits."""
    for seen in stage.before(word):
        player = stage.troupe[seen.actor]
        if fits(player):
            return player
    return None
