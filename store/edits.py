"""A table as TinyDB changes it: what was touched, until it is written. Knows no SQL and no file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from typing import Any

from store.encoding import encode

Fields = dict[str, Any]

ROW_IDS = range(-(2**63), 2**63)
"""The ids that a row can have."""


class Edits(MutableMapping[int, Fields]):
    """Documents by id, over the rows that there are (ids as text).

    ValueError for an id that no row can have.
    """

    def __init__(self, rows: Mapping[str, Fields]) -> None:
        self._rows = rows
        self._got: dict[int, Fields] = {}
        self._before: dict[int, str] = {}
        self.gone: set[int] = set()
        self.cleared = False
        self.highest = 0
        """At least the highest id that was put in so far."""

    def __getitem__(self, key: int) -> Fields:
        if key in self._got:
            return self._got[key]
        if self.cleared or key in self.gone:
            raise KeyError(key)
        document = self._rows[str(key)]
        self._before[key] = encode(document)
        self._got[key] = document
        return document

    def __setitem__(self, key: int, document: Fields) -> None:
        if key not in ROW_IDS:
            raise ValueError(f"no document can have the id {key}: it is beyond 64 bits")
        self._got[key] = document
        self.highest = max(self.highest, key)

    def __delitem__(self, key: int) -> None:
        if key not in self:
            raise KeyError(key)
        self._got.pop(key, None)
        self._before.pop(key, None)
        self.gone.add(key)

    def __contains__(self, key: object) -> bool:
        if key in self._got:
            return True
        return not self.cleared and key not in self.gone and str(key) in self._rows

    def __iter__(self) -> Iterator[int]:
        known = () if self.cleared else (int(key) for key in self._rows)
        return iter(sorted({*known} - self.gone | self._got.keys()))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def clear(self) -> None:
        """Remove everything."""
        self.cleared = True
        self._got.clear()
        self._before.clear()

    def changed(self) -> list[tuple[int, str]]:
        """The ids and texts of the documents that are new or other than before.

        TypeError where JSON cannot hold one.
        """
        texts = {key: encode(document) for key, document in self._got.items()}
        return [(key, text) for key, text in texts.items() if self._before.get(key) != text]
