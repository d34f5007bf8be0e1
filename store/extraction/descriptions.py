"""Descriptions of persons by their office: the French minister, the prime minister."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from store.extraction.countries import part_names
from store.extraction.lexicon import load, words
from store.extraction.runs import official
from store.extraction.sheet import Word
from store.extraction.stage import Stage
from store.extraction.titles import (
    is_plural_role,
    is_role,
    is_title,
    role_head,
    singular,
    word_gender,
)
from store.extraction.troupe import Player

_SINGLE = words("people", "roles.single")
_PORTFOLIOS = words("people", "roles.portfolios")
_PARTY: dict[str, str] = load("people")["roles"]["party"]
_STAFF = words("people", "roles.staff")
_ELECTIVE = words("people", "roles.elective")
_STANDING = words("people", "roles.standing")
_SHORT: dict[str, list[str]] = load("people")["roles"]["short"]
_OFFICES = words("people", "roles.offices")
_FORMER = frozenset({"former", "ex", "late"})
_WIDE = words("people", "roles.wide")
_FURTHER = frozenset({"second", "third", "other", "another", "next", "same", "only", "first"})
_POINTING = frozenset({"the", "this", "that"})
_FIT = Literal["no", "open", "wide", "head", "full"]


@dataclass(frozen=True, slots=True)
class Office:
    """An office as it is described: its word, what tells it from others, state and body."""

    head: str
    marks: frozenset[str]
    parties: frozenset[str]
    standing: frozenset[str]
    country: str | None
    body: str | None
    gender: str
    former: bool
    places: frozenset[str] = frozenset()


def describe(stage: Stage, phrase: list[Word], head: Word) -> Office:
    """The office that a noun phrase describes."""
    country = body = None
    for mention in stage.mention_in(phrase):
        if mention.country and country is None:
            country = mention.country
        if mention.actor:
            player = stage.troupe[mention.actor]
            if player.kind in ("organisation", "alliance"):
                body = body or player.id
            country = country or player.country
    office = _office(singular(head.low), " ".join(w.low for w in phrase), country, body)
    parts = frozenset(m.name for m in stage.mention_in(phrase) if m.kind == "part")
    return replace(office, places=parts)


def _places(player: Player) -> frozenset[str]:
    """The parts of states that stand in a person's offices as they are written."""
    known = part_names()
    written = [*player.roles, *player.forms]
    return frozenset(part for part in known if any(part in form for form in written))


def _office(head: str, text: str, country: str | None, body: str | None) -> Office:
    if head in _SHORT:
        head, text = _SHORT[head][-1], " ".join((*_SHORT[head], text))
    parts = set(re.findall(r"[\w'-]+", text)) - {head}
    return Office(
        head,
        frozenset(parts & _PORTFOLIOS),
        frozenset(_PARTY.get(part, part) for part in parts | {head} if part in _PARTY),
        frozenset(parts & _STANDING),
        country,
        body,
        word_gender(head),
        bool(parts & _FORMER),
    )


def find_person(
    stage: Stage, phrase: list[Word], head: Word, *, loosely: bool = False
) -> tuple[Player, str] | None:
    """The person whom a definite description means, and how that was found.

    Who holds no office in the text may hold one that tells its state, body or party; a bare
    *the mayor* is nobody's by being near.
    """
    office = describe(stage, phrase, head)
    foreign = _owned(phrase, office)
    best: tuple[tuple[int, int], Player, str] | None = None
    reached: set[str] = set()
    for rank, seen in enumerate(stage.before(phrase[0])):
        if seen.actor in reached:
            continue
        player = stage.troupe[seen.actor]
        if player.kind != "person":
            continue
        fit = _fit(player, office)
        distance = phrase[0].sent - stage.sheet.words[seen.word].sent
        bare = office.head in _ELECTIVE and not (office.country or office.body or office.parties)
        if bare and (reached or distance > 2) and fit != "no":
            fit = "no"
        if fit == "no" or (foreign and fit != "full"):
            reached.add(seen.actor)
            continue
        if fit == "open":
            near = distance == 0 or (distance <= (2 if loosely else 1) and seen.subject)
            told = office.country or office.body or office.parties or office.places
            if not (near or office.places) or not told:
                continue
        reached.add(seen.actor)
        weight = ({"open": 1, "wide": 2, "head": 3, "full": 4}[fit], -rank + 3 * seen.subject)
        if best is None or weight > best[0]:
            how = "role" if fit in ("head", "full") else "description"
            best = (weight, player, how)
    if best is None and phrase[0].sent < 2:
        for player in stage.troupe.persons():
            if _fit(player, office) == "full":
                return player, "role"
    return (best[1], best[2]) if best is not None else None


def last_subject(stage: Stage, phrase: list[Word], head: Word) -> Player | None:
    """The person who was the subject of the last sentence or the one before.

    Nobody for an office that one person at a time holds: that is told, or unknown.
    """
    if singular(head.low) in _OFFICES:
        return None
    gender = word_gender(head.low)
    for seen in stage.before(phrase[0]):
        own = stage.sheet.words[seen.word]
        if head.sent - own.sent > 2:
            return None
        player = stage.troupe[seen.actor]
        human = player.kind == "person" or player.single
        fits = not gender or player.gender in ("", gender)
        if human and fits and seen.subject and not own.quoted and own.sent < head.sent:
            return player
    return None


def _owned(phrase: list[Word], office: Office) -> bool:
    """Whether the office belongs to somebody unknown: the party's nominee."""
    owned = any(word.low in ("'s", "'") for word in phrase[:-1])
    for one, other in pairwise(phrase):
        owned = owned or (one.low in ("of", "for") and other.cap)
    return owned and office.country is None and office.body is None


def _fit(player: Player, office: Office) -> _FIT:
    if office.gender and player.gender and office.gender != player.gender:
        return "no"
    if office.country and player.country and office.country != player.country:
        return "no"
    if office.places and not office.places & _places(player):
        return "no"
    if not player.roles:
        return "open"
    held = [
        _office(role_head(role), role.lower(), player.country, player.body) for role in player.roles
    ]
    fits = [_compare(own, office) for own in held]
    if "full" in fits or "head" in fits:
        return "full" if "full" in fits else "head"
    return "wide" if "wide" in fits else "no"


def _compare(own: Office, office: Office) -> _FIT:
    if own.parties and office.parties and not own.parties & office.parties:
        return "no"
    wanting = office.parties and not own.parties and office.head not in _PARTY
    if wanting and own.head != office.head:
        return "no"
    same_state = bool(office.country) and office.country == own.country
    same_body = bool(office.body) and office.body == own.body
    if own.head == office.head:
        if own.standing != office.standing or (
            own.marks and office.marks and not own.marks & office.marks
        ):
            return "no"
        if office.body and own.body and not same_body:
            return "no"
        if own.former and not office.former:
            return "no"
        return "full" if same_state or same_body else "head"
    if office.body and not same_body:
        return "no"
    if office.head in _ELECTIVE and own.head in _STAFF:
        return "no"
    if (
        office.head in _WIDE
        and own.head in _SINGLE
        and not office.marks - own.marks
        and (office.head != "leader" or own.head not in ("spokesman", "spokeswoman"))
    ):
        return "wide" if not office.country or same_state else "open"
    return "no"


def is_body_of_alliance(stage: Stage, head: Word) -> bool:
    """Whether `executive` means no person: the EU executive."""
    owner = stage.at.get(head.i - 1)
    return head.low == "executive" and owner is not None and owner.kind == "alliance"


def is_description(stage: Stage, phrase: list[Word], head: Word) -> bool:
    """Whether a phrase is a definite description of one person by office."""
    if head.tag in ("NNS", "NNPS") or is_plural_role(head.low):
        return False
    if is_body_of_alliance(stage, head):
        return False
    if not (is_role(head.low) or is_title(head.low)):
        return False
    if singular(head.low) not in _SINGLE:
        return False
    first = phrase[0]
    if any(word.low in _FURTHER for word in phrase if word.i < head.i):
        return False
    for word in phrase:
        named = word.cap and word.i < head.i and word.tag != "DT" and not official(word)
        if named and word.i not in stage.at and not word.initial:
            return False
    if first.low in _POINTING:
        return True
    if len(phrase) == 1 and first.initial and first.low not in _OFFICES:
        return False
    mention = stage.at.get(first.i)
    if head.cap and (first.cap or mention is not None):
        return True
    return mention is not None and mention.kind == "demonym" and head.dep == "nsubj"


def is_bare_office(stage: Stage, phrase: list[Word], head: Word) -> bool:
    """Whether `the president` alone is said: who holds the office is told, or unknown."""
    if singular(head.low) not in _OFFICES or head.tag in ("NNS", "NNPS"):
        return False
    return phrase[0].low == "the" and phrase[-1].i == head.i and not stage.mention_in(phrase)


def introduced_next(stage: Stage, phrase: list[Word], head: Word) -> Player | None:
    """The person without an office whom the next sentences introduce as their subject."""
    if phrase[0].low != "the" and not any(w.low == "'s" for w in phrase):
        return None
    sheet = stage.sheet
    for mention in stage.mentions:
        if mention.first <= head.i or mention.kind != "person" or not mention.actor:
            continue
        own = sheet.words[mention.last - 1]
        if own.sent - head.sent > 2:
            return None
        player = stage.troupe[mention.actor]
        first = min(place[0] for place in player.places) >= mention.start
        if first and not player.roles and own.dep == "nsubj" and own.sent > head.sent:
            return player
    return None


def link_descriptions(stage: Stage) -> None:
    """Join every definite description of the article to its person, as one more form."""
    spoken_for = {
        index
        for mention in stage.mentions
        for first, last in mention.offices
        for index in range(first, last)
    }
    for mention in stage.mentions:
        if mention.titled:
            spoken_for.update(
                range(mention.lead if mention.lead >= 0 else mention.first, mention.last)
            )
    sheet = stage.sheet
    for word in list(sheet.words):
        if word.i in spoken_for or word.i in stage.at or not is_role(word.low) or word.quoted:
            continue
        if word.dep in ("compound", "amod", "nmod") or word.block in sheet.capital:
            continue
        phrase = stage.phrase(word)
        if not is_description(stage, phrase, word):
            continue
        found = find_person(stage, phrase, word)
        if found is None:
            continue
        player, _ = found
        take_form(stage, player, phrase, word)


def take_form(stage: Stage, player: Player, phrase: list[Word], head: Word) -> None:
    """Note a description as a form of the player, with the role and country that it tells."""
    start, end = phrase[0].start, phrase[-1].end
    bare = phrase[1:] if phrase[0].low in _POINTING else phrase
    player.forms[stage.sheet.text[start:end]] += 1
    player.places.add((start, end))
    player.roles.setdefault(stage.sheet.text[bare[0].start : end])
    office = describe(stage, phrase, head)
    player.country = player.country or office.country
    player.body = player.body or office.body
    player.gender = player.gender or office.gender
    stage.meant[head.i] = player.id
    stage.see(head, player.id)
