"""What kind of actor a name is likely to be, where only the name is known.

Goes by the word lists that extraction names actors by, and not by extraction itself, which
needs a parse. Pure but for those lists.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

from store.names import fold
from store.records import ActorKind

_LISTS = Path(__file__).parent / "extraction" / "lexicon"
_GOING_ON = ("of", "for", "on", "in")
_COLLECTIVE = frozenset({"people", "staff", "media", "public"})
_MOST_OF_A_PERSON = 4  # words of a person's name that begins with a known forename


def kinds_of(name: str) -> list[ActorKind]:
    """All kinds of actors, the likeliest for this name first."""
    likeliest = kind_of(name)
    return sorted(get_args(ActorKind), key=lambda kind: kind != likeliest)


def kind_of(name: str) -> ActorKind:
    """The likeliest kind; a person where nothing tells."""
    known = _named().get(fold(name))
    if known:
        return known
    words = name.split()
    if not words:
        return "person"
    low = [fold(word) for word in words]
    first, last, several = low[0], low[-1], len(words) > 1
    if "&" in words or (not several and name.isupper() and name.isalpha() and len(name) > 1):
        return "organisation"
    if not several and first in _words("groups", "words.beliefs") and first.endswith("s"):
        return "group"
    if several and (
        first.isdigit() or first in _words("groups", "words.quantities", "words.numbers")
    ):
        return "group"
    body = last in _bodies() or any(
        one in _headings() and following in _GOING_ON for one, following in pairwise(low)
    )
    if body and (words[-1][:1].islower() or last not in _surnames()):
        return "organisation"
    if several and first in _words("people", "titles.courtesy", "titles.ranks"):
        return "person"
    if first in _forenames() and len(words) <= _MOST_OF_A_PERSON and words[-1][:1].isupper():
        return "person"
    if body:
        return "organisation"
    return "group" if _is_plural(last) else "person"


def _is_plural(last: str) -> bool:
    """Whether a word is one for several who have no name of their own: officials, Democrats."""
    if last in _COLLECTIVE:
        return True
    many = _words("groups", "nouns.groups", "nouns.states") | _words("people", "roles.heads")
    one = last.removesuffix("s") if last.endswith("s") else last.removesuffix("men") + "man"
    country = last.removesuffix("ies") + "y" if last.endswith("ies") else one
    return last != one and (one in many or country in many)


@cache
def _named() -> Mapping[str, ActorKind]:
    """The names that the lists hold, folded, each with its kind."""
    lists = _load("organisations")
    bodies = {**lists["bodies"], **lists["movements"], **lists["national"], **lists["abbreviated"]}
    found: dict[str, ActorKind] = dict.fromkeys(
        map(fold, (*_forms(bodies), *lists["companies"]["names"])), "organisation"
    )
    found |= dict.fromkeys(map(fold, _forms(lists["alliances"])), "alliance")
    for state in _load("countries")["states"].values():
        for form in (state["name"], *state.get("also", ())):
            found[fold(form)] = "country"
    return found


def _forms(names: Mapping[str, Any]) -> Iterable[str]:
    for name, others in names.items():
        yield name
        yield from others if isinstance(others, list) else ()


@cache
def _bodies() -> frozenset[str]:
    ends = ("named.words", "named.heading", "named.suffixes", "named.lower", "outlets.words")
    found = _words("organisations", *ends)
    return (
        found | {f"{one}s" for one in found} | {f"{one[:-1]}ies" for one in found if one[-1] == "y"}
    )


def _headings() -> frozenset[str]:
    return _words("organisations", "named.heading")


def _surnames() -> frozenset[str]:
    return _words("organisations", "named.surnames")


@cache
def _forenames() -> frozenset[str]:
    lists = _load("forenames")
    return frozenset(" ".join((lists["male"], lists["female"], lists["either"])).split())


@cache
def _words(lists: str, *keys: str) -> frozenset[str]:
    """The words of lists of one file (dots lead into its tables), as names are compared."""
    found: set[str] = set()
    for key in keys:
        part: Any = _load(lists)
        for step in key.split("."):
            part = part[step]
        found |= {fold(one) for one in part}
    return frozenset(found)


@cache
def _load(lists: str) -> dict[str, Any]:
    return tomllib.loads((_LISTS / f"{lists}.toml").read_text(encoding="utf-8"))
