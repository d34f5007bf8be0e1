"""Actors of many articles: which actors of two articles are one, and what it is called.

Pure: an article's actors and the known ones in, the corpus-wide ones out. It knows neither
tables nor article texts. Two actors are joined only where their names say so; a name that
could be two actors' stays by itself.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from store.ids import derived_id
from store.names import PersonName, fold, skeleton
from store.records import Actor, ActorKind

_BODIES = ("organisation", "alliance")
_FORMS = ("names", "kinds", "aliases", "roles", "countries")


@dataclass(slots=True)
class Tally:
    """A corpus-wide actor as the sum of its appearances, so that each can be taken out again.

    The counters say in how many articles a form stands. A described group (*officials*,
    *26 countries*) is one within a `story` only; all others have none.
    """

    id: str
    story: str = ""
    names: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    aliases: Counter[str] = field(default_factory=Counter)
    roles: Counter[str] = field(default_factory=Counter)
    countries: Counter[str] = field(default_factory=Counter)
    mentions: int = 0
    quotes: int = 0
    pledges: int = 0

    @classmethod
    def read(cls, document: Mapping[str, Any]) -> Tally:
        """The tally that `kept` wrote into a document."""
        kept = document["tally"]
        counters: dict[str, Counter[str]] = {form: Counter(kept[form]) for form in _FORMS}
        return cls(
            document["id"],
            kept.get("story", ""),
            **counters,
            mentions=document["mentions"],
            quotes=document["quotes"],
            pledges=document["pledges"],
        )

    def kept(self) -> dict[str, Any]:
        """What a document needs besides the actor's own parts."""
        return {
            "tally": {
                **{form: dict(sorted(getattr(self, form).items())) for form in _FORMS},
                "story": self.story,
            },
            "keys": sorted(self.keys()),
            "fold": fold(self.name),
            "alias_lines": "\n".join(self.actor().aliases),
        }

    def count(self, local: Actor, times: int = 1) -> None:
        """Add an article's actor, or take it out with -1."""
        self.names[local.name] += times
        self.kinds[local.kind] += times
        for alias in {*local.aliases} - {local.name}:
            self.aliases[alias] += times
        for role in {*local.roles}:
            self.roles[role] += times
        if local.country:
            self.countries[local.country] += times
        self.mentions += times * local.mentions
        self.quotes += times * local.quotes
        self.pledges += times * local.pledges
        for counter in (getattr(self, one) for one in _FORMS):
            for form in [form for form, number in counter.items() if number <= 0]:
                del counter[form]

    @property
    def empty(self) -> bool:
        """Whether no article names it any more."""
        return not self.names

    @property
    def name(self) -> str:
        """The fullest name: most words, then longest, then first in the alphabet."""
        return min(self.names, key=lambda name: (-len(name.split()), -len(name), name))

    @property
    def kind(self) -> ActorKind:
        """What most articles say that it is."""
        return cast(ActorKind, _commonest(self.kinds))

    @property
    def country(self) -> str | None:
        """What most articles say that it acts for."""
        return _commonest(self.countries) if self.countries else None

    def actor(self) -> Actor:
        """The corpus-wide actor."""
        name = self.name
        aliases = self.names + self.aliases
        del aliases[name]
        return Actor(
            id=self.id,
            name=name,
            kind=self.kind,
            aliases=tuple(_by_number(aliases)),
            roles=tuple(_by_number(self.roles)),
            country=self.country,
            mentions=self.mentions,
            quotes=self.quotes,
            pledges=self.pledges,
        )

    def keys(self) -> set[str]:
        """The words under which it is looked up; an actor that it may be one with shares one."""
        return _keys(self.kind, [*self.names], [*self.names, *self.aliases])


def _keys(kind: str, names: Iterable[str], forms: Iterable[str]) -> set[str]:
    folded = {fold(form) for form in forms}
    if kind != "person":
        return folded
    keys = {fold(name) for name in names} | {form for form in folded if " " not in form}
    for name in map(PersonName.of, names):
        keys |= name.surnames | ({name.key} if name.forename else set())
    return keys


def is_described(actor: Actor) -> bool:
    """Whether it is a group that has no name of its own: *officials*, not *European leaders*."""
    return actor.kind == "group" and not any(letter.isupper() for letter in actor.name[1:])


def place(local: Actor, candidates: Iterable[Tally], story: str = "") -> Tally | None:
    """The candidate that an article's actor is one with; None where it is a new one.

    `story` is that of a described group, "" for everybody else.
    """
    of_kind = [
        one for one in candidates if _family(one.kind) == _family(local.kind) and one.story == story
    ]
    if local.kind == "person":
        return _person(local, of_kind)
    named = [one for one in of_kind if fold(local.name) in map(fold, one.names)]
    if _acronym(local.name) and local.kind in _BODIES:
        named = [one for one in named if _same_acronym(local, one)]
    if named or local.kind in ("country", "group"):
        return named[0] if named else None
    return _only([one for one in of_kind if one.country == local.country and _body(local, one)])


def _person(local: Actor, candidates: list[Tally]) -> Tally | None:
    own = PersonName.of(local.name)
    full = [one for one in candidates if _full(one)]
    bare = [one for one in candidates if not _full(one) and _bears(one, own)]
    if own.forename:
        named = [one for one in full if fold(local.name) in map(fold, one.names)]
        if any(_namesakes(local, one) for one in named):
            return _only([one for one in named if not _namesakes(local, one)])
        same = named[:1] or [one for one in full if any(map(own.same, _full_names(one)))]
        if same or any(_bears(one, own) for one in full):
            return _only(same)
        return _only([one for one in bare if _compatible(local, one)])
    bearers = [one for one in full if _bears(one, own)]
    if len(bearers) > 1:
        bearers = [one for one in bearers if _same_office(local, one)]
    if len(bearers) == 1 and _compatible(local, bearers[0]):
        return bearers[0]
    return bare[0] if bare else None


def _full_names(person: Tally) -> list[PersonName]:
    """Its full names, and the aliases that end in its surname (*Jonas Støre*)."""
    names = [PersonName.of(name) for name in person.names]
    aliases = [PersonName.of(alias) for alias in person.aliases]
    surnames = {skeleton(name.surname) for name in names}
    names += [alias for alias in aliases if skeleton(alias.surname) in surnames]
    return [name for name in names if name.forename]


def _full(person: Tally) -> bool:
    return any(PersonName.of(name).forename for name in person.names)


def _bears(person: Tally, name: PersonName) -> bool:
    """Whether it has this surname, or goes by it as its only word (*Xi*)."""
    if any(name.surnames & PersonName.of(one).surnames for one in person.names):
        return True
    return any(fold(alias) == name.surname for alias in person.aliases)


def _namesakes(local: Actor, known: Tally) -> bool:
    """Whether two of one name act for different countries and share no office."""
    return not _compatible(local, known) and not _offices(local.roles) & _offices(known.roles)


def _same_office(local: Actor, known: Tally) -> bool:
    """Whether both hold the same office, for the same country where both tell one."""
    return _compatible(local, known) and bool(_offices(local.roles) & _offices(known.roles))


def _offices(roles: Iterable[str]) -> set[str]:
    """The nouns that name the offices: minister for *French foreign minister*."""
    return {
        re.split(r" (?:of|for|at|in|on|to) ", fold(role))[0].rpartition(" ")[2] for role in roles
    }


def _compatible(local: Actor, known: Tally) -> bool:
    return not local.country or not known.country or local.country == known.country


def _body(local: Actor, known: Tally) -> bool:
    """Whether one's full name is an alias of the other, or one is named by its acronym only."""
    for names, aliases in (
        ([local.name], [*known.aliases]),
        ([*known.names], [*local.aliases]),
    ):
        folded = {fold(alias) for alias in aliases if _proper(alias) or _acronym(alias)}
        if any((_proper(n) or _acronym(n)) and fold(n) in folded for n in names):
            return True
    return False


def _same_acronym(local: Actor, known: Tally) -> bool:
    """Many countries have a MoD: one that is known by its full name must be this country's."""
    if all(map(_acronym, known.names)):
        return _compatible(local, known)
    return local.country == known.country


def _proper(name: str) -> bool:
    """Two words or more, all but the small ones with capitals."""
    words = re.sub(r"^[Tt]he ", "", name).split()
    large = [word for word in words if len(word) > 3 or word[0].isupper()]
    return len(large) > 1 and all(word[0].isupper() for word in large)


def _acronym(name: str) -> bool:
    return 2 <= len(name) <= 8 and name.isupper() and name.isalpha()


def _family(kind: str) -> str:
    return "body" if kind in _BODIES else kind


def _only(found: list[Tally]) -> Tally | None:
    return found[0] if len(found) == 1 else None


def _commonest(counter: Counter[str]) -> str:
    return min(counter, key=lambda form: (-counter[form], form))


def _by_number(counter: Counter[str]) -> list[str]:
    return sorted((one for one in counter if one), key=lambda form: (-counter[form], form))


Lookup = Callable[[list[str]], Iterable[Mapping[str, Any]]]


class Roster:
    """The corpus-wide actors while one article's are counted in or out.

    `lookup` gives the documents of actors that have one of these keys, or this id.
    """

    def __init__(self, by_keys: Lookup, by_id: Callable[[str], Mapping[str, Any] | None]) -> None:
        self._by_keys = by_keys
        self._by_id = by_id
        self.tallies: dict[str, Tally] = {}
        self.touched: set[str] = set()

    def leave(self, actor_id: str, local: Actor) -> None:
        """Take an article's actor out of the corpus-wide one."""
        tally = self._known(actor_id)
        if tally is not None:
            tally.count(local, -1)
            self.touched.add(tally.id)

    def join(self, local: Actor, story: str = "") -> str:
        """Count an article's actor into the corpus-wide one that it is; its id.

        `story` is the article's: a described group is one within its story.
        """
        story = story if is_described(local) else ""
        keys = _keys(local.kind, [local.name], [local.name, *local.aliases])
        for document in self._by_keys(sorted(keys)):
            if document["id"] not in self.tallies:
                self.tallies[document["id"]] = Tally.read(document)
        tally = place(local, self.tallies.values(), story)
        if tally is None:
            tally = self._new(local, story)
        tally.count(local)
        self.touched.add(tally.id)
        return tally.id

    def _new(self, local: Actor, story: str) -> Tally:
        words = [local.kind, fold(local.name), *([story] if story else [])]
        tally = self._known(derived_id("actor", *words))
        number = 1
        while tally is not None:
            number += 1
            tally = self._known(derived_id("actor", *words, str(number)))
        more = [str(number)] if number > 1 else []
        tally = Tally(derived_id("actor", *words, *more), story)
        self.tallies[tally.id] = tally
        return tally

    def _known(self, actor_id: str) -> Tally | None:
        if actor_id not in self.tallies:
            document = self._by_id(actor_id)
            if document is None:
                return None
            self.tallies[actor_id] = Tally.read(document)
        return self.tallies[actor_id]
