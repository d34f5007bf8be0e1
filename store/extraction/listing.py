"""An article's players as the records that lists and cards show."""

from __future__ import annotations

import re

from store.extraction.lexicon import load
from store.extraction.sheet import fold
from store.extraction.stage import Stage
from store.extraction.titles import is_plural_role, singular
from store.extraction.troupe import Player
from store.records import Actor, Appearance

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
        tuple(dict.fromkeys(_role(role) for role in player.roles)),
        player.name if player.kind == "country" else player.country,
        len(player.places),
    )
    return Appearance(actor, tuple(sorted(player.places)))


def _role(role: str) -> str:
    """A role without `then` or `now` before it; `Presidents X and Y` hold one each."""
    parts = role.split()
    if len(parts) > 1 and parts[0].lower() in ("then", "now", "also"):
        parts.pop(0)
    if is_plural_role(parts[-1].lower()) and "of" not in parts:
        parts[-1] = parts[-1][: len(singular(parts[-1].lower()))]
    return " ".join(parts)


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
