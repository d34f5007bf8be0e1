"""The actors of an article while they are put together: found by id or by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from store.extraction.sheet import fold
from store.records import ActorKind


@dataclass(slots=True)
class Player:
    """One actor of the article while it is put together.

    `forms` counts how it is written, `names` those without titles and descriptions; `parts`
    are a person's names, folded; `body` is the id
    of the body whose office it holds. `listed`: named or asked for, and so told; `single`:
    somebody without a name who speaks for a body; `titled`: a person whose office is told.
    """

    id: str
    kind: ActorKind
    name: str
    parts: tuple[str, ...] = ()
    forms: Counter[str] = field(default_factory=Counter)
    names: Counter[str] = field(default_factory=Counter)
    places: set[tuple[int, int]] = field(default_factory=set)
    roles: dict[str, None] = field(default_factory=dict)
    country: str | None = None
    gender: str = ""
    body: str | None = None
    listed: bool = True
    single: bool = False
    titled: bool = False


class Troupe:
    """All players of an article, found by id or by name."""

    def __init__(self) -> None:
        self.players: dict[str, Player] = {}
        self._by_name: dict[tuple[str, str], str] = {}

    def __iter__(self) -> Iterator[Player]:
        return iter(self.players.values())

    def __getitem__(self, actor: str) -> Player:
        return self.players[actor]

    def named(self, kind: ActorKind, name: str, *, listed: bool = False) -> Player:
        """The player of this kind and name, made where there is none."""
        key = (kind, bare_name(name))
        known = self._by_name.get(key)
        if known is None:
            known = f"a{len(self.players) + 1}"
            self._by_name[key] = known
            self.players[known] = Player(known, kind, name, listed=listed)
        player = self.players[known]
        player.listed = player.listed or listed
        return player

    def find(self, kind: ActorKind, name: str) -> Player | None:
        """The player of this kind and name, if there is one."""
        known = self._by_name.get((kind, bare_name(name)))
        return self.players[known] if known else None

    def persons(self) -> list[Player]:
        """The players that are persons."""
        return [player for player in self if player.kind == "person"]


def bare_name(name: str) -> str:
    """A name as names are compared: folded, without article and marks."""
    low = fold(name).strip("\"'“”‘’. ")
    for article in ("the ", "a ", "an "):
        low = low.removeprefix(article)
    return low
