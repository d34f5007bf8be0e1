"""Whether the ledger is in step with what it rests on: evidence, chains, figures, stories.

It compares what records say of each other, not how an entry words or judges it: an older
program may have judged by other rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from store.fault import Remedy
from store.ids import derived_id

Walk = Callable[[str], Iterator[tuple[int, Any, dict[str, Any]]]]
Note = Callable[[str, int | None, Mapping[str, Any], str, Remedy], None]


@dataclass(slots=True)
class Told:
    """What the articles' records say of the ledger.

    `pledges` gives entry and article by pledge, `counts` the key of the figure by count, `stories`
    the articles by story. `waits` says that the ledger waits to be settled: it may lag behind.
    """

    pledges: dict[str, tuple[str | None, str]] = field(default_factory=dict)
    counts: dict[str, str | None] = field(default_factory=dict)
    stories: dict[str, set[str]] = field(default_factory=dict)
    waits: bool = False


def check_ledger(told: Told, walk: Walk, note: Note) -> None:
    """Tell what of the ledger is not as the articles' records say."""
    if told.waits:
        for table in ("entries", "chains", "figures", "stories"):
            for _ in walk(table):
                pass
        return
    joint = _check_entries(told, walk, note)
    _check_chains(joint, walk, note)
    _check_figures(told, walk, note)
    _check_stories(told, walk, note)


def _check_entries(told: Told, walk: Walk, note: Note) -> dict[str, str | None]:
    """By entry, the chain that it is in."""
    of_entry: dict[str, set[str]] = {}
    for pledge, (entry, _) in told.pledges.items():
        if entry:
            of_entry.setdefault(entry, set()).add(pledge)
    joint: dict[str, str | None] = {}
    for row, entry, document in walk("entries"):
        if entry.id in joint:
            note("entries", row, document, "another row has the same id", "derive")
            continue
        joint[entry.id] = document.get("joint")
        evidence = {one.pledge for one in entry.evidence}
        if evidence != of_entry.pop(entry.id, set()):
            note("entries", row, document, "its evidence is not the pledges that name it", "derive")
        elif any(told.pledges[one.pledge][1] != one.source for one in entry.evidence):
            note("entries", row, document, "its evidence is of another article", "derive")
    for missing, pledges in of_entry.items():
        why = f"it is missing, and {len(pledges)} pledges name it"
        note("entries", None, {"id": missing}, why, "derive")
    return joint


def _check_chains(joint: Mapping[str, str | None], walk: Walk, note: Note) -> None:
    linked: set[str] = set()
    for row, chain, document in walk("chains"):
        links = {link.entry for link in chain.links}
        linked |= links
        if any(joint.get(one) != chain.id for one in links):
            note("chains", row, document, "an entry of it is missing", "derive")


def _check_figures(told: Told, walk: Walk, note: Note) -> None:
    values: dict[str, set[str]] = {}
    keys: dict[str, str] = {}
    for count, key in told.counts.items():
        if key:
            figure = keys.setdefault(key, derived_id("figure", key))
            values.setdefault(figure, set()).add(count)
    for row, figure, document in walk("figures"):
        if {one.id for one in figure.values} != values.pop(figure.id, set()):
            note("figures", row, document, "its values are not the counts that name it", "derive")
    for missing in values:
        note("figures", None, {"id": missing}, "it is missing, and counts name it", "derive")


def _check_stories(told: Told, walk: Walk, note: Note) -> None:
    left = dict(told.stories)
    for row, story, document in walk("stories"):
        if set(story.sources) != left.pop(story.id, set()):
            note("stories", row, document, "its articles are not those that name it", "derive")
    for missing in left:
        note("stories", None, {"id": missing}, "it is missing, and articles name it", "derive")
