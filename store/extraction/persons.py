"""Names of persons: their parts, their spellings, and whose a bare surname is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from store.extraction.countries import gazetteer
from store.extraction.lexicon import words
from store.extraction.mention import Mention, is_acronym
from store.extraction.sheet import fold
from store.extraction.spelling import near, nearly, swapped
from store.extraction.titles import forename_gender, is_forename, is_title, long_form
from store.extraction.troupe import Player, Troupe

_ENDS = words("people", "particles.suffixes")
_ARTICLE = re.compile(r"\b(a[bdflnrst]|az|el|ul|as|ash)-(?=\w)")
_MARKS = str.maketrans("", "", '“”"()')


def name_parts(name: str) -> tuple[str, ...]:
    """A person's names, folded, without titles and what ends a name."""
    spaced = _ARTICLE.sub(r"\1 ", fold(name.translate(_MARKS)))
    parts = [part.strip(".,") for part in spaced.split()]
    while len(parts) > 1 and is_title(parts[0]) and not is_forename(parts[0]):
        parts.pop(0)
    return tuple(part for part in parts if part and part not in _ENDS)


def same_person(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two full names are spellings of one: middle names, short forms, transcriptions."""
    if one == other:
        return True
    if not nearly(one[-1], other[-1]):
        return False
    first, second = long_form(one[0]), long_form(other[0])
    if first == second:
        return _middle(one, other)
    return one[-1] == other[-1] and near(first, second) and one[1:-1] == other[1:-1]


def _middle(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether the names between do not contradict: Donald J. Trump, Donald Trump."""
    short, long = sorted((one[1:-1], other[1:-1]), key=len)
    return all(any(a == b or (a[0] == b[0] and 1 in (len(a), len(b))) for b in long) for a in short)


def join_full_name(troupe: Troupe, mention: Mention, parts: tuple[str, ...]) -> None:
    """Give a full name to the person who bears it, or to a new one.

    From a headline in capitals the last words may belong to the sentence (`weak`).
    """
    lengths = range(len(parts), 1, -1) if mention.weak else (len(parts),)
    for length in lengths:
        own = parts[:length]
        for player in troupe.persons():
            size = len(player.parts)
            behind = size > 1 and len(own) > size and own[-size:] == player.parts
            if _other_generation(mention.name, player.name):
                continue
            if behind or (size > 1 and same_person(own, player.parts)):
                mention.actor = player.id
                player.titled = player.titled or mention.titled or bool(mention.role)
                if behind:
                    mention.name = " ".join(mention.name.split()[-size:])
                    return
                if len(own) > len(player.parts):
                    player.parts = own
                return
    if mention.weak and len(parts) > 2:
        return
    player = troupe.named("person", mention.name, listed=True)
    player.titled = player.titled or mention.titled or bool(mention.role)
    player.parts = parts
    player.gender = forename_gender(parts[0])
    mention.actor = player.id


def _other_generation(one: str, other: str) -> bool:
    """Whether two names end with different generations: Marcos Jr., Marcos Sr."""
    ends = [fold(name.split()[-1]).strip(".") for name in (one, other)]
    told = [end for end in ends if end in _ENDS]
    return len(told) == 2 and told[0] != told[1]


def join_bearer(
    troupe: Troupe, mention: Mention, parts: tuple[str, ...], names: Counter[str]
) -> bool:
    """Join a part of a name to the person who bears it; `names` counts mentions by actor."""
    bearers = _bearers(troupe, mention, parts)
    if mention.gender:
        bearers = [p for p in bearers if p.gender in ("", mention.gender)] or bearers
    if not bearers:
        return False
    if len(bearers) > 1 and mention.country:
        bearers = [p for p in bearers if p.country == mention.country] or bearers
    best = max(bearers, key=lambda p: (names[p.id], -int(p.id[1:])))
    mention.actor, mention.kind = best.id, "person"
    return True


def _bearers(troupe: Troupe, mention: Mention, parts: tuple[str, ...]) -> list[Player]:
    """The persons whose surname, given name or middle name this may be."""
    persons = [p for p in troupe.persons() if len(p.parts) > len(parts)]
    bearers = [p for p in persons if p.parts[-len(parts) :] == parts]
    if bearers or len(parts) > 1:
        return bearers
    own = parts[0]
    bearers = [p for p in persons if near(p.parts[-1], own)] if len(own) > 4 else []
    if len(bearers) == 1:
        return bearers
    bearers = [p for p in persons if len(own) > 5 and swapped(p.parts[-1], own)]
    if len(bearers) == 1:
        return bearers
    given = is_forename(own) or mention.titled
    first = _surname_first(mention)
    bearers = [p for p in persons if p.parts[0] == own and (given or (first and p.titled))]
    if len(bearers) == 1:
        return bearers
    led = mention.titled or mention.kind in ("person", "name")
    led = led and (mention.kind != "name" or _surname_first(mention))
    bearers = [p for p in persons if len(p.parts) > 2 and own in p.parts[1:]]
    return bearers if len(bearers) == 1 and led else []


def _surname_first(mention: Mention) -> bool:
    """Whether a bare first name may be a surname that stands first, as in China or Korea."""
    known = gazetteer().get(mention.name)
    return mention.kind == "name" and known is None and not is_acronym(mention.name)


def initialled(troupe: Troupe, acronym: str) -> Player | None:
    """The one person whose three or more names have these initials: MBS."""
    if len(acronym) < 3 or not acronym.isalpha():
        return None
    letters = acronym.lower()
    bearers = [p for p in troupe.persons() if _initials(p) == letters]
    return bearers[0] if len(bearers) == 1 else None


def _initials(player: Player) -> str:
    return "".join(piece[0] for part in player.parts for piece in part.split("-") if piece)


def behind_verb(troupe: Troupe, parts: tuple[str, ...]) -> Player | None:
    """`Joining Rubio`: the one person whose surname ends a run that opens a sentence."""
    if len(parts) < 2 or is_forename(parts[0]):
        return None
    persons = [p for p in troupe.persons() if len(p.parts) > 1]
    bearers = [p for p in persons if p.parts[-1] == parts[-1]]
    if not bearers and len(parts) == 2 and is_forename(parts[1]):
        bearers = [p for p in persons if p.parts[0] == parts[1]]
    return bearers[0] if len(bearers) == 1 else None


def is_family(troupe: Troupe, parts: tuple[str, ...]) -> bool:
    """Whether a name is a person's in the plural: the Clintons."""
    own = parts[-1]
    if len(parts) > 1 or not own.endswith("s"):
        return False
    surnames = {player.parts[-1] for player in troupe.persons() if player.parts}
    return own not in surnames and bool({own.removesuffix("s"), own.removesuffix("es")} & surnames)


def fullest_name(player: Player) -> str:
    """A person's longest name as it is written; of two, that without a short form."""
    best, weight = player.name, (0, False, 0)
    for form, count in player.names.items():
        parts = name_parts(form)
        plain = form.translate(_MARKS) == form and fold(form.split()[0]).strip(".,") == parts[0]
        if not parts or not plain or not _belongs(parts, player.parts):
            continue
        own = (len(parts), long_form(parts[0]) == parts[0], count)
        if own > weight:
            best, weight = form, own
    return best


def _belongs(parts: Sequence[str], known: Sequence[str]) -> bool:
    return len(parts) <= len(known)
