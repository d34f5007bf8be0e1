"""Names of states, their people, capitals and seats, of alliances and known bodies.

One table over the lexicons and ISO 3166; knows nothing of articles.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

import pycountry

from store.extraction.lexicon import load
from store.extraction.sheet import fold

EntryKind = Literal[
    "country", "demonym", "people", "capital", "seat", "region", "regional", "regionals", "part",
    "alliance", "body", "national", "outlet",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """What a name stands for: its kind, the canonical name, and the state that it belongs to."""

    kind: EntryKind
    name: str
    country: str | None = None


class Gazetteer:
    """All known names, looked up at a place of a text; longest first."""

    def __init__(self) -> None:
        self._by_first: dict[str, list[tuple[str, Entry]]] = {}
        self._exact: dict[str, Entry] = {}
        for name, entry in _entries():
            for form in _forms(name):
                if form in self._exact:
                    continue
                self._exact[form] = entry
                self._by_first.setdefault(form[:2], []).append((form, entry))
        for known in self._by_first.values():
            known.sort(key=lambda pair: -len(pair[0]))

    def at(self, text: str, offset: int) -> tuple[Entry, int] | None:
        """The longest known name that begins at the offset, with its end."""
        for form, entry in self._by_first.get(text[offset : offset + 2], ()):
            if text.startswith(form, offset):
                end = offset + len(form)
                follows = text[end : end + 1]
                if follows.isalnum() or (follows == "&" and text[end + 1 : end + 2].isalnum()):
                    continue
                return entry, end
        return None

    def get(self, name: str) -> Entry | None:
        """What exactly this name stands for."""
        return self._exact.get(name)


@cache
def gazetteer() -> Gazetteer:
    """The one table, made at first use."""
    return Gazetteer()


@cache
def joined_adjectives() -> dict[str, str]:
    """First halves of double adjectives (`franco`) and their country's name."""
    tables = load("countries")
    return {half: tables["states"][code]["name"] for half, code in tables["joined"].items()}


@cache
def broader_names() -> frozenset[str]:
    """Words that make another name of a country's name that follows them."""
    return frozenset(load("countries")["places"]["prefixes"])


@cache
def shared_names() -> frozenset[str]:
    """Names of states that persons or parts of other states bear too."""
    return frozenset(load("countries")["places"]["shared"])


@cache
def part_names() -> frozenset[str]:
    """Names of parts of states: provinces, federal states."""
    return frozenset(load("countries")["places"]["parts"])


@cache
def doubtful_names() -> frozenset[str]:
    """Names of states that are names of a part of another state as well."""
    return frozenset(load("countries")["places"]["doubtful"])


def _forms(name: str) -> Iterator[str]:
    yield name
    if "'" in name:
        yield name.replace("'", "’")
    if len(name) > 3 and name.upper() != name:
        yield name.upper()


def _entries() -> Iterator[tuple[str, Entry]]:
    bodies, tables = load("organisations"), load("countries")
    states: dict[str, dict[str, Any]] = tables["states"]
    for name, others in bodies["alliances"].items():
        for form in (name, *others):
            yield form, Entry("alliance", name)
    for name, others in bodies["bodies"].items():
        for form in (name, *others):
            yield form, Entry("body", name)
    for name, others in bodies["movements"].items():
        for form in (name, *others):
            yield form, Entry("body", name)
    for name in bodies["companies"]["names"]:
        yield name, Entry("body", name)
    for name, code in bodies["national"].items():
        yield name, Entry("national", name, states[code]["name"])
    for seat, name in bodies["seats"].items():
        yield seat, Entry("seat", name)
    for code, state in states.items():
        yield from _state(code, state)
    for region, people in tables["regions"].items():
        yield region, Entry("region", region)
        for adjective in people:
            yield adjective, Entry("regional", region)
            yield adjective + "s", Entry("regionals", region)
    for part in tables["places"]["parts"]:
        yield part, Entry("part", part)
    for outlet in bodies["outlets"]["names"]:
        yield outlet, Entry("outlet", outlet.removeprefix("The "))


def _state(code: str, state: dict[str, Any]) -> Iterator[tuple[str, Entry]]:
    name = state["name"]
    country = Entry("country", name, name)
    yield name, country
    for form in state.get("also", ()):
        yield form, country
    iso = pycountry.countries.get(alpha_2=code)
    for form in (
        getattr(iso, "official_name", ""),
        getattr(iso, "common_name", ""),
        getattr(iso, "name", ""),
    ):
        if form and "," not in form and "(" not in form:
            yield form.removeprefix("the "), country
    for people in state["people"]:
        yield people, Entry("demonym", name, name)
        yield people + "s", Entry("people", name, name)
    for town in (state["capital"], *state.get("towns", ())):
        yield town, Entry("capital", name, name)
    for seat in state.get("seats", ()):
        yield seat, Entry("seat", name, name)
        if fold(seat) != seat.lower():
            yield _without_marks(seat), Entry("seat", name, name)


def _without_marks(name: str) -> str:
    return " ".join(part.capitalize() for part in fold(name).split())
