"""Which of an article's records each of a user's corrections is of, now. Pure.

A correction finds its record by where the words that it was made on stand in the text as it
is now, not by the record's id alone: another pipeline cuts words otherwise, a changed article
moves them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from store.hand.corrections import Overlay, Said, slot_at, slots_of, with_slots
from store.hand.selectors import Selector
from store.records import Quote, Slot

LEAST = 0.5
"""The share of words that a record has in common with those of a correction, at least."""

_TELLING = {"quote": ("content",), "pledge": ("trigger", "action")}
"""The slots that tell a record from others."""


@dataclass(frozen=True, slots=True)
class Bound:
    """A correction in an article: the record that it is of, where its own words stand.

    `record` is None where extraction does not find it now; `kept` is then the record as it
    was found, on the words as they stand now, None where not all of them do. `slots` are the
    corrected ones that stand in the text; `gone` tells that there are others.
    """

    overlay: Overlay
    record: Said | None
    kept: Said | None
    slots: Mapping[str, Slot | None]
    gone: bool


def bind(
    overlays: Sequence[Overlay], records: Iterable[Said], text: str, digest: str
) -> list[Bound]:
    """Each correction with its record, a record having one at most; the best fits go first."""
    placed = {one.id: _placed(one, text, digest) for one in overlays}
    known = list(records)
    fits = [
        (fit, overlay.id, record)
        for overlay in overlays
        for record in known
        if isinstance(record, Quote) == (overlay.kind == "quote")
        and (fit := _fit(overlay, placed[overlay.id], record)) is not None
    ]
    taken: set[str] = set()
    chosen: dict[str, Said] = {}
    for _, overlay_id, record in sorted(fits, key=lambda one: (-one[0], one[1], one[2].id)):
        if overlay_id not in chosen and record.id not in taken:
            chosen[overlay_id] = record
            taken.add(record.id)
    return [
        Bound(
            one,
            chosen.get(one.id),
            _kept(one, placed[one.id], text),
            *_slots(one, text, digest),
        )
        for one in overlays
    ]


Places = dict[str, tuple[tuple[int, int], ...] | None]
"""Where the words of each slot stand; None where they do not all."""


def _placed(overlay: Overlay, text: str, digest: str) -> Places:
    return {name: find(one, text, overlay.text == digest) for name, one in overlay.where.items()}


def find(
    selectors: Sequence[Selector], text: str, same: bool
) -> tuple[tuple[int, int], ...] | None:
    """Where all the words stand, in their order; None where one of them does not.

    In the `same` text they stand where they stood: if they did, then.
    """
    if same and all(text.startswith(one.exact, one.start) for one in selectors):
        return tuple((one.start, one.start + len(one.exact)) for one in selectors)
    found: list[tuple[int, int]] = []
    moved = 0
    for one in selectors:
        place = one.find(text, moved)
        if place is None or (found and place[0] < found[-1][1]):
            return None
        moved = place[0] - one.start
        found.append(place)
    return tuple(found)


def _fit(overlay: Overlay, placed: Places, record: Said) -> float | None:
    """How well a record fits a correction; None where too few of its words are the same."""
    mine = _letters(place for name in _TELLING[overlay.kind] for place in placed.get(name) or ())
    theirs = _letters(
        (span.start, span.end)
        for name, slot in slots_of(record)
        if name in _TELLING[overlay.kind]
        for span in slot.spans
    )
    if not mine or not theirs:
        return None
    share = len(mine & theirs) / len(mine | theirs)
    if share < LEAST:
        return None
    same = sum(
        slot.text == " ".join(one.exact for one in overlay.where.get(name, ()))
        for name, slot in slots_of(record)
    )
    return share + 0.1 * same + 0.5 * (record.id == overlay.id)


def _letters(places: Iterable[tuple[int, int]]) -> set[int]:
    return {at for start, end in places for at in range(start, end)}


def _kept(overlay: Overlay, placed: Places, text: str) -> Said | None:
    """The record as it was found, where its words stand now; None where some do not."""
    if any(places is None for places in placed.values()):
        return None
    slots = {name: slot_at(text, places or ()) for name, places in placed.items()}
    return with_slots(overlay.found, slots)


def _slots(overlay: Overlay, text: str, digest: str) -> tuple[dict[str, Slot | None], bool]:
    """The corrected slots that stand in the text, and whether there are others."""
    said = overlay.say.slots.items()
    places = {name: find(selectors, text, overlay.text == digest) for name, selectors in said}
    there = {name: slot_at(text, one) for name, one in places.items() if one is not None}
    return there, len(there) < len(places)
