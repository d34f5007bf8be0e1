"""Whether the rows of the user's hand can be read. Knows documents, and no database."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from store.hand.corrections import Overlay
from store.hand.journal import action_from
from store.hand.turning import Merge, Recast, Split


def readable(table: str, document: Mapping[str, Any]) -> bool:
    """Whether a row of overlays, extracted, adrift or actions is what it has to be."""
    try:
        match table, document.get("kind"):
            case "overlays", "merge":
                Merge.read(document)
            case "overlays", "split":
                Split.read(document)
            case "overlays", "recast":
                Recast.read(document)
            case "overlays", kind if kind in ("quote", "pledge") or "source" in document:
                Overlay.read(document)
            case "actions", _:
                action_from(document)
            case "adrift", _:
                return all(isinstance(document[part], str) for part in ("id", "source", "why"))
            case "extracted", _:
                whole = isinstance(document["document"], Mapping | None)
                return whole and isinstance(document["stands"], bool) and "row" in document
    except (AttributeError, KeyError, TypeError, ValueError):
        return False
    return True
