"""Word lists of classes (verbs of saying, commissives, titles, …), one TOML file each."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load(name: str) -> dict[str, Any]:
    """The tables of `name`.toml in this folder, as tomllib reads them."""
    return tomllib.loads(files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))


@cache
def words(name: str, key: str) -> frozenset[str]:
    """The list `key` of `name`.toml (dots lead into tables) as a set."""
    found: Any = load(name)
    for part in key.split("."):
        found = found[part]
    return frozenset(found)
