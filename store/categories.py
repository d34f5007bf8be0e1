"""What the codes of action classes mean, in a few words."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


def label(code: str | None) -> str:
    """The label of a CAMEO code; the text itself where it is none, "" for None."""
    return labels().get(code or "", code or "")


@cache
def labels() -> dict[str, str]:
    """All labels by their codes."""
    text = files("store").joinpath("categories.toml").read_text(encoding="utf-8")
    found: dict[str, str] = tomllib.loads(text)["labels"]
    return found
