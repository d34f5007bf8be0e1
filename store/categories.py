"""What the codes of action classes mean, in a few words."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from store.records import Pledge

OTHER = "030"
"""The class of actions that are of none."""


def label(code: str | None) -> str:
    """The label of a CAMEO code; the text itself where it is none, "" for None."""
    return labels().get(code or "", code or "")


def offer(category: str | None, theme: str, action: str, beneficiary: str | None) -> str:
    """What is to be done for whom: the class of action in words, else the article's own."""
    what = label(theme) if theme.isdecimal() else action or label(category)
    return f"{what} for {beneficiary}" if beneficiary and beneficiary not in what else what


def labels() -> dict[str, str]:
    """All labels by their codes."""
    return _tables()["labels"]


def class_of(pledge: Pledge) -> str:
    """The CAMEO code of the action itself, the same whether it is promised or refused."""
    if pledge.theme.isdecimal():
        return pledge.theme
    code = pledge.category or OTHER
    return _tables()["refused"].get(code, code) if pledge.stance == "refusal" else code


@cache
def _tables() -> dict[str, dict[str, str]]:
    text = files("store").joinpath("categories.toml").read_text(encoding="utf-8")
    found: dict[str, dict[str, str]] = tomllib.loads(text)
    return found
