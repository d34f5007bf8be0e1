"""What is kept of a visit to a store: where the user was, and what was searched for.

A small JSON file a store in the state folder. It is a convenience: whatever is wrong with
it, the explorer starts as at the first time. Knows no widget and no store.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from store.exporting.files import write
from tui.recall import Recall

VERSION = 1
"""The version of the file's form; another one is not read."""

_SIZE = 1_000_000  # bytes; no session is larger


@dataclass(frozen=True, slots=True)
class Session:
    """Where the user was. Records are named by their ids: they may be gone by now."""

    pane: int = 1
    """The pane in use, 1 to 4."""

    cursors: Mapping[str, str] = field(default_factory=dict)
    """The record under the cursor of each list, by kind: `{"source": id, "pledge": id}`."""

    tops: Mapping[str, int] = field(default_factory=dict)
    """The first row in view of each list, by kind, from 0."""

    actor: str | None = None
    """The actor that the panes are narrowed to."""

    query: str = ""
    """What is searched for."""

    said: str = "pledge"
    """The kind of record in pane 3."""

    sorts: Mapping[str, str] = field(default_factory=dict)
    """The order of each list that has another than the usual one, by kind."""

    source: str | None = None
    """The article in the reader."""

    current: str | None = None
    """Its current quote or pledge."""

    offset: int = 0
    """The offset of its text at the top of the view, in code points."""

    split: int | None = None
    """The width of the lists, in percent of the screen; None for the usual one."""

    zoomed: bool = False
    """Whether the pane in use is alone on the screen."""

    history: tuple[str, ...] = ()
    """What was searched for before, the latest last; at most `recall.MOST`."""


def _is_id(value: object) -> bool:
    return value is None or (isinstance(value, str) and 0 < len(value) <= 200)


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_within(least: int, most: int) -> Callable[[object], bool]:
    def fits(value: object) -> bool:
        return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most

    return fits


def _is_table(fits: Callable[[object], bool]) -> Callable[[object], bool]:
    def each(value: object) -> bool:
        return isinstance(value, dict) and all(map(fits, value.values()))

    return each


def _is_history(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


_FITS: dict[str, Callable[[object], bool]] = {
    "pane": _is_within(1, 4),
    "cursors": _is_table(lambda value: value is not None and _is_id(value)),
    "tops": _is_table(_is_within(0, 2**40)),
    "actor": _is_id,
    "query": _is_text,
    "said": lambda value: value is not None and _is_id(value),
    "sorts": _is_table(_is_text),
    "source": _is_id,
    "current": _is_id,
    "offset": _is_within(0, 2**40),
    "split": lambda value: value is None or _is_within(1, 99)(value),
    "zoomed": lambda value: isinstance(value, bool),
    "history": _is_history,
}


def load(path: Path) -> Session:
    """The session in a file: as far as it can be meant, else the usual start. Never raises."""
    try:
        with path.open("rb") as stream:
            document = json.loads(stream.read(_SIZE))
    except (OSError, ValueError, RecursionError):
        return Session()
    if not isinstance(document, dict) or document.get("version") != VERSION:
        return Session()
    kept: dict[str, Any] = {
        name: document[name]
        for name in (found.name for found in fields(Session))
        if name in document and _FITS[name](document[name])
    }
    if "history" in kept:
        kept["history"] = Recall(kept["history"]).texts
    return Session(**kept)


def save(path: Path, session: Session) -> None:
    """Writes a session, whole or not at all, for its owner alone. Raises OSError."""
    document = {"version": VERSION, **asdict(session)}
    document["history"] = Recall(session.history).texts
    data = json.dumps(document, indent=1).encode("ascii")
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    write(path, [data, b"\n"], mode=0o600)
