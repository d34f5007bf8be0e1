"""An article's players as the records that lists and cards show."""

from __future__ import annotations

import re
from collections.abc import Iterable

from store.extraction.lexicon import load
from store.extraction.sheet import fold
from store.extraction.stage import Stage
from store.extraction.titles import bare_role, is_plural_role, singular
from store.extraction.troupe import Player
from store.records import Actor, Appearance

_LEADING = frozenset(
    {
        "the",
        "a",
        "an",
        "his",
        "her",
        "their",
        "its",
        "then",
        "now",
        "also",
        "another",
        "only",
        "one",
        "fellow",
        "other",
    }
)
_TRAILING = frozenset({"and", "or", "at", "of", "in", "for", "with", "to", "by", "the", "a"})
_VAGUE = frozenset({"man", "woman", "one", "gentleman", "lady"})
_COURTESY = frozenset({"dr", "mr", "mrs", "ms", "prof"})
_CHANGING = frozenset(
    {"former", "ex", "late", "vice", "deputy", "assistant", "acting", "associate"}
)
_POSSESSIVE = frozenset({"his", "her", "their", "its", "our", "my", "your"})


def appearance(stage: Stage, player: Player) -> Appearance:
    """The player with its name, aliases, roles and places."""
    name = _name(stage, player)
    own = {fold(name), fold(name).removeprefix("the ")}
    aliases: dict[str, str] = {}
    for form in player.forms:
        clean = re.sub(r"\s+", " ", form).strip()
        if clean.count("(") != clean.count(")") or clean.split()[0].lower() in _POSSESSIVE:
            continue
        if clean and fold(clean) not in own:
            aliases.setdefault(clean, clean)
    actor = Actor(
        player.id,
        name,
        player.kind,
        tuple(aliases),
        _told(_role(role) for role in player.roles),
        player.name if player.kind == "country" else player.country,
        len(player.places),
    )
    return Appearance(actor, tuple(sorted(player.places)))


def _role(role: str) -> str:
    """A role without `then` or `now` before it; `Presidents X and Y` hold one each."""
    parts = role.split()
    while len(parts) > 1 and parts[0].lower() in _LEADING:
        parts.pop(0)
    while len(parts) > 1 and parts[-1].lower().rstrip(".") in _COURTESY:
        parts.pop()
    while len(parts) > 1 and parts[-1].lower() in _TRAILING:
        parts.pop()
    last = parts[-1].lower()
    if is_plural_role(last) and "of" not in parts:
        parts[-1] = parts[-1][: len(last) - len(bare_role(last)) + len(singular(last))]
    return " ".join(parts)


def _told(roles: Iterable[str]) -> tuple[str, ...]:
    """The roles without those that a fuller one tells: minister, French finance minister."""
    kept = dict.fromkeys(roles)
    return tuple(
        role
        for role in kept
        if role.lower() not in _VAGUE and not any(_fuller(other, role) for other in kept)
    )


def _fuller(one: str, other: str) -> bool:
    """Whether the first role holds the words of the second, and means the same office."""
    long, short = one.lower().split(), other.lower().split()
    if len(long) == len(short):
        return long == short and one > other
    rest = iter(long)
    if not all(word in rest for word in short):
        return False
    return not _CHANGING & (set(long) - set(short))


def _name(stage: Stage, player: Player) -> str:
    """The canonical name; abbreviated ministries are written out, spelled as the article does."""
    if player.kind != "organisation":
        return player.name
    parts = player.name.split()
    full = load("organisations")["abbreviated"].get(parts[-1])
    if full is None:
        return player.name
    defence = "Defence" if "efence" in stage.sheet.text else "Defense"
    return " ".join([*parts[:-1], full.format(defence=defence)])
