"""Pledges by what must happen first; where that is taken as met, what falls due and who is not in.

Who is uncommitted is told of countries and alliances that the same stories name, and of these
and groups that pledge the like elsewhere: those that neither commit themselves with this
condition nor without any. A group that is only described (*state media*, *a senior official*)
is not waited for to say something.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from store.categories import class_of
from store.corpus import Corpus
from store.listing import Narrowing
from store.plurals import count
from store.query import parse, parsed
from store.query_tree import And, Query
from store.records import Actor, ActorKind, Pledge, Slot, Story
from store.views.board import (
    Board,
    Cell,
    Column,
    Part,
    Row,
    Words,
    cell,
    heading,
    steps,
    words_of,
)
from store.views.looking import Look
from store.views.makers import (
    FIRMEST,
    Maker,
    action_words,
    alike,
    firmest,
    firmness,
    maker_words,
    makers,
    what,
    whom,
    words_in,
)
from store.views.occasions import Occasion, lapses, occasions

COLUMNS = (
    Column("who", 15, 26),
    Column("how", 7, 10),
    Column("what for whom", 16, 60),
    Column("condition", 16, 50),
    Column("when, where", 11, 26),
)
_EXPECTED: tuple[ActorKind, ...] = ("country", "alliance")
"""Who could commit, even where it says nothing."""

_HEARD: tuple[ActorKind, ...] = (*_EXPECTED, "group")
"""Whose words count where it pledges the like."""

_FIRST = 256
"""Pledges among which the first ones with conditions are looked for."""


@dataclass(slots=True)
class _Group:
    """The pledges that wait for one occasion."""

    occasion: Occasion
    pledges: list[Pledge] = field(default_factory=list)

    @property
    def key(self) -> str:
        return self.occasion.key


def boards(
    corpus: Corpus, narrowing: Narrowing, met: frozenset[str] | None = None
) -> Iterator[Board]:
    """Groups by occasion, what most pledges wait for first; `met` is what is taken as met.

    Where that is None, it is what the store keeps as met.
    """
    return _Conditions(corpus, narrowing, corpus.met() if met is None else met).boards()


class _Conditions:
    def __init__(self, corpus: Corpus, narrowing: Narrowing, met: frozenset[str]) -> None:
        self.corpus = corpus
        self.narrowing = narrowing
        self.met = met
        self.look = Look(corpus)
        self.groups: dict[str, _Group] = {}

    def boards(self) -> Iterator[Board]:
        """The first ones by walking over all pledges, which takes no time, then all."""
        for pledge in self.corpus.listing("pledge", self.narrowing).window(0, _FIRST):
            self._take(pledge)
        if self.groups:
            yield self._board(whole=False)
            self.groups.clear()
        found = self.corpus.listing("pledge", _conditional(self.narrowing))
        done = 0
        for upto in steps(len(found), 160):
            for pledge in found.window(done, upto):
                self._take(pledge)
            done = upto
            yield self._board(whole=upto >= len(found))

    def _take(self, pledge: Pledge) -> None:
        if pledge.condition:
            for one in occasions(pledge.condition.text):
                self.groups.setdefault(one.key, _Group(one)).pledges.append(pledge)

    def _board(self, whole: bool) -> Board:
        groups = sorted(self.groups.values(), key=lambda one: (-len(one.pledges), one.key))
        elsewhere = self._elsewhere(groups) if whole else {}
        rows = tuple(row for one in groups for row in self._group(one, elsewhere.get(one.key)))
        number = len({pledge.id for one in groups for pledge in one.pledges})
        return Board(
            COLUMNS,
            rows,
            f"{count(number, 'pledge')} on {count(len(groups), 'condition')}",
            "No pledge was found that waits for something.",
            whole=whole,
        )

    def _group(self, group: _Group, elsewhere: dict[str, list[Pledge]] | None) -> Iterator[Row]:
        pledges = sorted(group.pledges, key=lambda one: FIRMEST[one.stance])
        known = {one.key for pledge in pledges for one in makers(pledge, self.look)}
        is_met = group.key in self.met
        conditions = [words for one in pledges for words in words_in(one, one.condition)]
        first = pledges[0].condition
        name = group.occasion.name if group.occasion.known or not first else first.told
        parts: list[Part] = [(name, "strong")]
        parts += [(" · taken as met", "warning")] if is_met else []
        counts = f"{count(len(pledges), 'pledge')} of {count(len(known), 'maker')}"
        parts.append((f" · {counts}", "quiet"))
        data: dict[str, Any] = {
            "condition": group.key,
            "kind": "condition",
            "name": name,
            "met": is_met,
            "pledges": len(pledges),
            "makers": len(known),
        }
        top = heading(f"{group.key} title", parts, conditions, group.key)
        out = self._uncommitted(group, elsewhere) if elsewhere is not None and is_met else []
        yield Row(top.key, top.cells, data, flows=True, group=group.key)
        if is_met:
            yield from self._due(group, pledges)
        yield from (self._pledge(group, one, is_met) for one in pledges)
        if out:
            yield from self._out(group, out)

    def _pledge(self, group: _Group, pledge: Pledge, is_met: bool) -> Row:
        condition = pledge.condition
        assert condition
        names = [one.name for one in makers(pledge, self.look)]
        data = {
            "condition": group.key,
            "kind": "pledge",
            "effect": "lapses" if lapses(condition.text) else "falls due",
            "met": is_met,
            "pledge": pledge.id,
            "makers": names,
            "stance": pledge.stance,
            "strength": pledge.strength,
            "what": what(pledge),
            "whom": whom(pledge, self.look) or None,
            "words": self.look.told(words_in(pledge, condition)[0], _plain(condition)),
        }
        return self._row(f"{group.key} {pledge.id}", group, pledge, data)

    def _row(self, key: str, group: _Group, pledge: Pledge, data: dict[str, Any]) -> Row:
        names = [one.name for one in makers(pledge, self.look)]
        condition: Slot | None = pledge.condition
        place = (words_of(pledge),)
        return Row(
            key,
            (
                cell(", ".join(names) or "unknown", maker_words(pledge), "maker"),
                cell(firmness(pledge), words_in(pledge, pledge.trigger), "strength"),
                cell(what(pledge), action_words(pledge)),
                cell(condition.told if condition else "", words_in(pledge, condition), "condition"),
                cell(self._place(pledge.source), place, "date"),
            ),
            data,
            group=group.key,
            record=pledge.id,
        )

    def _place(self, source: str) -> str:
        return " ".join(filter(None, (self.look.date(source), self.look.outlet(source))))

    # -- what falls due

    def _due(self, group: _Group, pledges: Sequence[Pledge]) -> Iterator[Row]:
        """For whom what falls due, a line each: `falls due for Oland: Norland agreed`."""
        ends = {one.id for one in pledges if one.condition and lapses(one.condition.text)}
        for effect in ("falls due", "lapses"):
            chosen = [one for one in pledges if (one.id in ends) == (effect == "lapses")]
            by_whom: dict[str, list[Pledge]] = defaultdict(list)
            for pledge in chosen:
                by_whom[whom(pledge, self.look)].append(pledge)
            for name, theirs in sorted(by_whom.items(), key=lambda one: (not one[0], one[0])):
                yield self._due_for(group, effect, name, theirs)

    def _due_for(self, group: _Group, effect: str, name: str, pledges: Sequence[Pledge]) -> Row:
        said = [
            words
            for one in pledges
            for words in (words_in(one, one.beneficiary) or action_words(one)[:1])
        ]
        verb = {"falls due": "fall due" if len(pledges) > 1 else "falls due", "lapses": "lapses"}
        title = (
            f"  {verb[effect]} for {name}: " if name else f"  {verb[effect]}, for nobody named: "
        )
        cells = [Cell(((title, "label"),), tuple(said))]
        due: list[dict[str, Any]] = []
        for (maker, how), theirs in _by_maker(pledges, self.look).items():
            places = tuple(words_of(one) for one in theirs)
            parts: list[Part] = [(", ", "")] if len(cells) > 1 else []
            parts += [(maker.name, "maker"), (f" {how}", "strength")]
            cells.append(Cell(tuple(parts), places, record=theirs[0].id))
            due.append({"maker": maker.name, "how": how, "pledges": [one.id for one in theirs]})
        data = {
            "condition": group.key,
            "kind": effect,
            "whom": name or None,
            "makers": due,
        }
        return Row(f"{group.key} {effect} {name}", tuple(cells), data, True, group.key)

    # -- who is uncommitted

    def _elsewhere(self, groups: Iterable[_Group]) -> dict[str, dict[str, list[Pledge]]]:
        """By group that is met and by actor, its pledges about the same, whatever they wait for."""
        chosen = [group for group in groups if group.key in self.met]
        found: dict[str, dict[str, list[Pledge]]] = {one.key: defaultdict(list) for one in chosen}
        if not chosen:
            return {}
        about = {group.key: _by_class(group.pledges) for group in chosen}
        for pledge in self.corpus.listing("pledge"):
            for group in chosen:
                near = about[group.key].get(class_of(pledge), ())
                if any(alike(pledge, one) for one in near):
                    for actor in pledge.actors:
                        found[group.key][actor].append(pledge)
        return found

    def _uncommitted(
        self, group: _Group, elsewhere: dict[str, list[Pledge]]
    ) -> list[tuple[Actor, list[Pledge], tuple[Words, ...]]]:
        """Who could be expected to commit and does not, with what it says and where it is named."""
        named, asked = self._named(group)
        known = {actor for pledge in group.pledges for actor in pledge.actors}
        left_out = asked | {one.target for one in group.pledges if one.target}
        found: list[tuple[Actor, list[Pledge], tuple[Words, ...]]] = []
        for actor_id in dict.fromkeys((*known, *elsewhere, *named)):
            actor = self.look.actor(actor_id)
            said, places = elsewhere.get(actor_id, []), tuple(named.get(actor_id, ()))
            kinds = _HEARD if said else _EXPECTED
            if actor is None or actor.kind not in kinds or actor_id in left_out:
                continue
            if (said or places) and not any(_binds(one, group.key) for one in said):
                found.append((actor, said, places))
        return sorted(found, key=lambda one: (-len(one[1]), -one[0].mentions, one[0].name))

    def _named(self, group: _Group) -> tuple[dict[str, list[Words]], set[str]]:
        """Where the stories of these pledges name actors, and whom the conditions name.

        The latter have to act first: nobody waits for them to commit.
        """
        conditions: dict[str, list[Slot]] = defaultdict(list)
        for pledge in group.pledges:
            if pledge.condition:
                conditions[pledge.source].append(pledge.condition)
        named: dict[str, list[Words]] = defaultdict(list)
        asked: set[str] = set()
        for source in self._told_with(conditions):
            for actor, places in self.corpus.named_in(source).items():
                named[actor] += [Words(*places[0])] if places else []
                if any(
                    slot.start <= start < slot.end
                    for _, start, _ in places
                    for slot in conditions.get(source, ())
                ):
                    asked.add(actor)
        return named, asked

    def _told_with(self, sources: Iterable[str]) -> Iterator[str]:
        """These articles, and the others of their stories."""
        found: dict[str, None] = {}
        for source_id in sources:
            source = self.look.source(source_id)
            story = self.corpus.get(source.story) if source and source.story else None
            found.update(dict.fromkeys([source_id]))
            found.update(dict.fromkeys(story.sources if isinstance(story, Story) else ()))
        return iter(found)

    def _out(
        self, group: _Group, out: Sequence[tuple[Actor, list[Pledge], tuple[Words, ...]]]
    ) -> Iterator[Row]:
        """Who is uncommitted: those that say something of it a row each, the others in one."""
        places = tuple(words_of(firmest(said)) if said else named[0] for _, said, named in out)
        title = f"  uncommitted: {len(out)}"
        key = f"{group.key} out"
        yield heading(key, [(title, "strong")], places, group.key)
        for actor, said, _ in sorted(
            (one for one in out if one[1]), key=lambda one: FIRMEST[firmest(one[1]).stance]
        ):
            yield self._says(group, actor, firmest(said))
        silent = [one for one in out if not one[1]]
        if silent:
            yield self._silent(group, silent)

    def _says(self, group: _Group, actor: Actor, pledge: Pledge) -> Row:
        data = {
            "condition": group.key,
            "kind": "uncommitted",
            "actor": actor.id,
            "name": actor.name,
            "stance": pledge.stance,
            "strength": pledge.strength,
            "what": what(pledge),
            "pledge": pledge.id,
            "words": self.look.told(words_of(pledge)),
        }
        row = self._row(f"{group.key} out {actor.id}", group, pledge, data)
        who = cell(actor.name, maker_words(pledge), "maker", actor.id)
        return replace(row, cells=(who, *row.cells[1:]))

    def _silent(
        self, group: _Group, silent: Sequence[tuple[Actor, list[Pledge], tuple[Words, ...]]]
    ) -> Row:
        all_words = tuple(words[0] for _, _, words in silent)
        cells = [Cell((("  say nothing of it: ", "label"),), all_words)]
        for number, (actor, _, words) in enumerate(silent):
            parts: tuple[Part, ...] = ((", ", "") if number else ("", ""), (actor.name, ""))
            cells.append(Cell(parts, words, record=actor.id))
        data = {
            "condition": group.key,
            "kind": "uncommitted",
            "silent": [
                {"actor": one.id, "name": one.name, "words": self.look.told(words[0])}
                for one, _, words in silent
            ],
        }
        return Row(f"{group.key} silent", tuple(cells), data, True, group.key)


def _plain(slot: Slot) -> str | None:
    """What stands from its start to its end, where that is one stretch."""
    return slot.text if len(slot.spans) == 1 else None


def _binds(pledge: Pledge, key: str) -> bool:
    """Whether it commits its maker once this has happened: on that condition, or on none."""
    if pledge.stance != "commitment":
        return False
    return not pledge.condition or any(one.key == key for one in occasions(pledge.condition.text))


def _by_class(pledges: Iterable[Pledge]) -> dict[str, list[Pledge]]:
    """One pledge of each class of action and each target, by class."""
    found: dict[tuple[str, str, str | None], Pledge] = {}
    for pledge in pledges:
        found.setdefault((class_of(pledge), pledge.theme, pledge.target), pledge)
    classes: dict[str, list[Pledge]] = defaultdict(list)
    for (code, _, _), pledge in found.items():
        classes[code].append(pledge)
    return classes


def _by_maker(pledges: Iterable[Pledge], look: Look) -> dict[tuple[Maker, str], list[Pledge]]:
    found: dict[tuple[Maker, str], list[Pledge]] = defaultdict(list)
    for pledge in pledges:
        for maker in makers(pledge, look) or [Maker("", "unknown")]:
            found[maker, firmness(pledge)].append(pledge)
    return found


def _conditional(narrowing: Narrowing) -> Narrowing:
    """What a narrowing leaves of the pledges that wait for something."""
    has = parse("has:condition").node
    query = parsed(narrowing.query)
    assert has
    node = And((query.node, has)) if query.node else has
    return Narrowing(narrowing.actor, Query(f"{query.text} has:condition", node), narrowing.source)
