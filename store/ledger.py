"""The ledger: pledges of many articles become entries, entries of many makers chains.

Pure: records in, records out. It knows neither tables nor article texts. An entry's id
derives from its maker, the class of action and the beneficiary, a chain's from the latter
two, so that each can be made anew from the pledges that name it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from store.ids import derived_id
from store.names import fold
from store.records import Actor, Chain, Entry, Evidence, Link, Pledge, Source, Verdict
from store.stories import origins

STRENGTHS: Final = ("wants", "ready", "offers", "pledges", "agreed", "approved", "in force")
"""How far a commissive binds, from the loosest; `refuses` stands beside the scale."""

_COLLECTIVE = ("group", "alliance")


def entry_ids(
    pledges: Iterable[Pledge], source: Source, actors: Mapping[str, Actor]
) -> dict[str, str]:
    """By pledge id, the entries that a source's pledges belong to.

    `actors` are those that the pledges name, as the source shows them. A pledge that names
    no beneficiary is taken for one with the same makers and theme that does, the last
    before it, else the first. One of a whole class of action, or of none, that is for
    nobody known stays within its story.
    """
    ordered = sorted(pledges, key=lambda pledge: pledge.start)
    offers = {pledge.id: (_maker_key(pledge), pledge.theme) for pledge in ordered}
    whom = {pledge.id: beneficiary_key(pledge, actors) for pledge in ordered}
    known: dict[tuple[str, str], str] = {}
    for pledge in reversed(ordered):
        known[offers[pledge.id]] = whom[pledge.id] or known.get(offers[pledge.id], "")
    found: dict[str, str] = {}
    for pledge in ordered:
        offer = offers[pledge.id]
        known[offer] = whom[pledge.id] or known[offer]
        vague = not known[offer] and (pledge.theme.isdecimal() or not pledge.theme)
        within = moment_of(source) if vague else ""
        found[pledge.id] = derived_id("entry", *offer, known[offer], within)
    return found


def _maker_key(pledge: Pledge) -> str:
    """Its makers, in whatever order; unknown ones by their words, within their source."""
    if pledge.actors:
        return " ".join(sorted(pledge.actors))
    words = sorted(fold(maker.text) for maker in pledge.makers)
    return " ".join([pledge.source, *words] if words else [pledge.id])


def beneficiary_key(pledge: Pledge, actors: Mapping[str, Actor]) -> str:
    """For whom it is, as entries go by it: a country's name, an actor's id, else the words.

    Whatever acts for a country stands for it, persons apart; "" where nobody is named.
    """
    target = actors.get(pledge.target) if pledge.target else None
    if target is not None:
        return target.country if target.country and target.kind != "person" else target.id
    return fold(pledge.beneficiary.text) if pledge.beneficiary else ""


def chain_id(theme: str, whom: str) -> str | None:
    """The id of the chain of a theme and a beneficiary; None without one of them."""
    return derived_id("chain", theme, whom) if theme and whom else None


def entry(
    entry_id: str,
    pledges: Iterable[Pledge],
    sources: Mapping[str, Source],
    actors: Mapping[str, Actor],
    copies: Mapping[str, Iterable[str]],
) -> Entry:
    """The entry that these pledges make; at least one, all of that entry.

    `actors` and `sources` hold those that the pledges name, `copies` by source those that
    repeat its wording.
    """
    found = _in_time(pledges, sources)
    evidence = tuple(_evidence(pledge, sources[pledge.source]) for pledge in found)
    telling = _telling(found, sources)
    aimed = next((pledge for pledge in reversed(found) if beneficiary_key(pledge, actors)), telling)
    behind = list({one.source: sources[one.source] for one in evidence}.values())
    count = origins(behind, copies)
    differs = _differs(found, evidence)
    return Entry(
        id=entry_id,
        makers=_makers(telling, actors),
        actors=telling.actors,
        category=telling.category,
        theme=telling.theme,
        beneficiary=_beneficiary(aimed, actors),
        action=telling.action.told if telling.action else telling.trigger.told,
        strength=_strongest(one.strength for one in _last_moment(evidence)),
        verdict=_verdict(evidence, count),
        differs=differs,
        origins=count,
        stories=len({one.moment for one in evidence}),
        chain=chain_id(aimed.theme, beneficiary_key(aimed, actors)),
        evidence=evidence,
    )


def chain(found_id: str, entries: Iterable[Entry], actors: Mapping[str, Actor]) -> Chain | None:
    """The chain of these entries; None where not two of them are those of groups of makers."""
    joint = [one for one in entries if is_collective(one, actors)]
    joint.sort(key=lambda one: (one.date or "", one.makers, one.id))
    if len(joint) < 2:
        return None
    links = [
        Link(one.id, date, one.makers, strengths)
        for one in joint
        for date, strengths in movement(one)
    ]
    links.sort(
        key=lambda link: (
            link.date or "9999",
            _height(link.strengths[-1:]),
            link.makers,
            link.entry,
        )
    )
    last = joint[-1]
    return Chain(found_id, last.category, last.theme, last.beneficiary, tuple(links))


def is_collective(one: Entry, actors: Mapping[str, Actor]) -> bool:
    """Whether several make it: a group, an alliance, or actors together."""
    kinds = [actors[actor].kind for actor in one.actors if actor in actors]
    return len(kinds) > 1 or any(kind in _COLLECTIVE for kind in kinds)


def moment_of(source: Source) -> str:
    """What tells when a source speaks: its story, else its date, else itself."""
    return source.story or source.date or source.id


def _in_time(pledges: Iterable[Pledge], sources: Mapping[str, Source]) -> list[Pledge]:
    """The pledges in the order of time, those of a moment together.

    What has no date stands first among moments, so that it never counts as the latest, and
    last within one.
    """
    known = list(pledges)
    began: dict[str, str] = {}
    for date, moment in sorted(
        (source.date or "9999", moment_of(source))
        for source in (sources[pledge.source] for pledge in known)
    ):
        began.setdefault(moment, date if date != "9999" else "")

    def time(pledge: Pledge) -> tuple[str, str, str, str, str, int]:
        source = sources[pledge.source]
        moment = moment_of(source)
        when = source.date or "9999"
        return (began[moment], moment, when, source.name, source.id, pledge.start)

    return sorted(known, key=time)


def _evidence(pledge: Pledge, source: Source) -> Evidence:
    return Evidence(
        pledge=pledge.id,
        source=source.id,
        date=source.date,
        moment=moment_of(source),
        stance=pledge.stance,
        strength=pledge.strength,
        trigger=pledge.trigger.told,
        condition=pledge.condition.told if pledge.condition else None,
    )


def _telling(found: Sequence[Pledge], sources: Mapping[str, Source]) -> Pledge:
    """The pledge that tells the offer best: of the last moment, for somebody, the strongest."""
    last = moment_of(sources[found[-1].source])
    return max(
        (pledge for pledge in found if moment_of(sources[pledge.source]) == last),
        key=lambda pledge: (
            pledge.action is not None,
            pledge.target is not None,
            _height([pledge.strength or ""]),
        ),
    )


def _makers(pledge: Pledge, actors: Mapping[str, Actor]) -> tuple[str, ...]:
    """The makers' names; where they are unknown, their words."""
    names = [actors[one].name for one in pledge.actors if one in actors]
    return tuple(names or dict.fromkeys(one.told for one in pledge.makers))


def _beneficiary(pledge: Pledge, actors: Mapping[str, Actor]) -> str | None:
    target = actors.get(pledge.target) if pledge.target else None
    if target is not None:
        return target.country if target.country and target.kind != "person" else target.name
    return pledge.beneficiary.told if pledge.beneficiary else None


def _moments(evidence: Sequence[Evidence]) -> list[list[Evidence]]:
    """The evidence by moment, in the order of time."""
    moments: dict[str, list[Evidence]] = defaultdict(list)
    for one in evidence:
        moments[one.moment].append(one)
    return list(moments.values())


def _last_moment(evidence: Sequence[Evidence]) -> list[Evidence]:
    return _moments(evidence)[-1]


def _verdict(evidence: Sequence[Evidence], origins: int) -> Verdict:
    """`contested` before `moved` before `corroborated` before `single`."""
    moments = _moments(evidence)
    if any(_disagree(moment) for moment in moments):
        return "contested"
    if len({_strongest(one.strength for one in moment) for moment in moments}) > 1:
        return "moved"
    return "corroborated" if origins > 1 else "single"


def _disagree(moment: Sequence[Evidence]) -> bool:
    """Whether of one moment one source tells a refusal and another none."""
    refusing = {one.source for one in moment if one.stance == "refusal"}
    willing = {one.source for one in moment if one.stance != "refusal"}
    return bool(refusing - willing and willing - refusing)


def _differs(found: Sequence[Pledge], evidence: Sequence[Evidence]) -> tuple[str, ...]:
    """In what the sources of one moment word it differently: strength, condition, amount."""
    amounts = {pledge.id: pledge.amount for pledge in found}
    seen: dict[str, None] = {}
    for moment in _moments(evidence):
        of_source: dict[str, list[Evidence]] = defaultdict(list)
        for one in moment:
            of_source[one.source].append(one)
        told = list(of_source.values())
        if len({_strongest(one.strength for one in ours) for ours in told}) > 1:
            seen["strength"] = None
        if len({any(one.condition for one in ours) for ours in told}) > 1:
            seen["condition"] = None
        sums = {fold(amount.text) for one in moment if (amount := amounts[one.pledge])}
        if len(sums) > 1 and len(told) > 1:
            seen["amount"] = None
    return tuple(seen)


def movement(one: Entry) -> list[tuple[str | None, tuple[str, ...]]]:
    """The strengths that an entry is told with, the loosest first, by moment."""
    return [
        (
            min((told.date for told in moment if told.date), default=None),
            tuple(
                sorted(
                    {told.strength for told in moment if told.strength},
                    key=lambda strength: _height([strength]),
                )
            ),
        )
        for moment in _moments(one.evidence)
    ]


def _strongest(strengths: Iterable[str | None]) -> str | None:
    known = [strength for strength in strengths if strength]
    return max(known, key=lambda strength: _height([strength]), default=None)


def _height(strengths: Sequence[str]) -> int:
    """Where a strength stands on the scale; a refusal below it."""
    return max((STRENGTHS.index(one) for one in strengths if one in STRENGTHS), default=-1)
