"""An article's players as the records that lists and cards show."""

from __future__ import annotations

import re

from store.extraction.lexicon import load
from store.extraction.sheet import fold
from store.extraction.stage import Stage
from store.extraction.troupe import Player
from store.records import Actor, Appearance


def appearance(stage: Stage, player: Player) -> Appearance:
    """The player with its name, aliases, roles and places."""
    name = _name(stage, player)
    own = {fold(name), fold(name).removeprefix("the ")}
    aliases: dict[str, str] = {}
    for form in player.forms:
        clean = re.sub(r"\s+", " ", form).strip()
        if clean.count("(") != clean.count(")"):
            continue
        if clean and fold(clean) not in own:
            aliases.setdefault(clean, clean)
    actor = Actor(
        player.id,
        name,
        player.kind,
        tuple(aliases),
        tuple(re.sub(r"\s+", " ", role) for role in player.roles),
        player.name if player.kind == "country" else player.country,
        len(player.places),
    )
    return Appearance(actor, tuple(sorted(player.places)))


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
