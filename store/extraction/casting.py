"""From names at their places to actors: which mentions are of the same person or body."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from store.extraction.acronyms import acronym_of
from store.extraction.countries import doubtful_names, gazetteer
from store.extraction.judging import acts_as_state, judge, located
from store.extraction.lexicon import load, words
from store.extraction.mention import Mention, is_acronym
from store.extraction.persons import (
    behind_verb,
    fullest_name,
    initialled,
    is_family,
    join_bearer,
    join_full_name,
    name_parts,
)
from store.extraction.sheet import Sheet, fold
from store.extraction.titles import is_forename
from store.extraction.troupe import Player, Troupe, bare_name
from store.records import ActorKind

_TITLE = 25  # words of a headline at the most
_COMMON = words("organisations", "named.words")
_NAMED_AFTER = words("groups", "nouns.administration") | words("groups", "nouns.campaign")
_POSTS = words("organisations", "common.posts")
_OUTLET = words("organisations", "outlets.words")
_WITHIN = {
    body: name for name, bodies in load("organisations")["within"].items() for body in bodies
}


def cast_mentions(sheet: Sheet, mentions: list[Mention]) -> Troupe:
    """Give every mention its actor (`Mention.actor`), where it has one by itself."""
    troupe = Troupe()
    _tell_parts_from_states(mentions)
    _cast_full_names(mentions, troupe)
    _tell_surnames_from_towns(sheet, mentions, troupe)
    _cast_known(sheet, mentions, troupe)
    _cast_administrations(sheet, mentions, troupe)
    _cast_bodies(sheet, mentions, troupe)
    _cast_short_names(sheet, mentions, troupe)
    for mention in mentions:
        if mention.kind == "short":
            mention.actor = mention.beside[0].actor
        if mention.actor:
            note(sheet, troupe[mention.actor], mention)
    mentions[:] = [m for m in mentions if m.actor or not m.weak]
    _offices(mentions, troupe)
    for player in troupe.persons():
        player.name = fullest_name(player)
    return troupe


def note(sheet: Sheet, player: Player, mention: Mention) -> None:
    """Add a mention's place, forms, role, country and gender to its player."""
    surface = sheet.text[mention.start : mention.end]
    player.forms[surface] += 1
    start = mention.start
    if mention.lead >= 0:
        start = sheet.words[mention.lead].start
        player.forms[sheet.text[start : mention.end]] += 1
    player.names[mention.name] += 1
    player.places.add((start, mention.end))
    if mention.role and player.kind == "person":
        player.roles.setdefault(mention.role)
    if mention.country and player.country is None and player.kind != "country":
        player.country = mention.country
    player.gender = player.gender or mention.gender


def _tell_parts_from_states(mentions: Iterable[Mention]) -> None:
    """A doubtful name among names of other parts of a state is one of these."""
    told = [m for m in mentions if m.country and m.kind in ("demonym", "capital", "people", "seat")]
    states = {m.name for m in told}
    if any(m.kind == "part" for m in mentions):
        for mention in mentions:
            doubtful = mention.kind == "country" and mention.name in doubtful_names()
            if doubtful and mention.name not in states:
                mention.kind, mention.country = "part", None


def _tell_surnames_from_towns(sheet: Sheet, mentions: Iterable[Mention], troupe: Troupe) -> None:
    """A capital that is the surname of somebody named before it, where no place is meant."""
    surnames = {player.parts[-1] for player in troupe.persons() if len(player.parts) > 1}
    for mention in mentions:
        named = fold(sheet.text[mention.start : mention.end]) in surnames
        if mention.kind == "capital" and named and not located(sheet, mention):
            mention.kind, mention.country = "person", None
            mention.name = sheet.text[mention.start : mention.end]


def _cast_known(sheet: Sheet, mentions: Iterable[Mention], troupe: Troupe) -> None:
    """States and alliances; their capitals and seats where these act."""
    for mention in mentions:
        if mention.kind in ("country", "alliance"):
            kind: ActorKind = "country" if mention.kind == "country" else "alliance"
        elif mention.kind in ("capital", "seat") and acts_as_state(sheet, mention):
            kind = "country" if mention.country else "alliance"
        else:
            continue
        mention.actor = troupe.named(kind, mention.name, listed=True).id


def _cast_full_names(mentions: Iterable[Mention], troupe: Troupe) -> None:
    persons = [m for m in mentions if m.kind == "person" and len(name_parts(m.name)) > 1]
    written = Counter(name_parts(m.name) for m in persons)
    for mention in persons:
        parts = name_parts(mention.name)
        if len(parts) == 3 and written[parts] == 1 and written[parts[:-1]]:
            short = " ".join(mention.name.split()[:-1])
            if mention.first < _TITLE and name_parts(short) == parts[:-1]:
                mention.name, mention.last, mention.end = (
                    short, mention.last - 1, mention.start + len(short),
                )  # fmt: skip
    for mention in sorted(persons, key=lambda m: m.weak):
        join_full_name(troupe, mention, name_parts(mention.name))


def _cast_administrations(sheet: Sheet, mentions: Iterable[Mention], troupe: Troupe) -> None:
    """`the X administration`: a body named after a person, who is not meant."""
    for mention in mentions:
        if mention.kind not in ("person", "name") or mention.last >= len(sheet.words):
            continue
        noun = sheet.words[mention.last]
        if noun.low != "administration" or noun.sent != sheet.words[mention.first].sent:
            continue
        surname = mention.name.split()[-1]
        mention.kind, mention.name = "organisation", f"{surname} administration"
        mention.last, mention.end, mention.lead = noun.i + 1, noun.end, -1
        mention.weak = False
        mention.actor = troupe.named("organisation", mention.name, listed=True).id


def _cast_bodies(sheet: Sheet, mentions: Iterable[Mention], troupe: Troupe) -> None:
    bodies = [m for m in mentions if m.kind in ("organisation", "outlet") and not m.actor]
    surnames = {player.parts[-1] for player in troupe.persons() if player.parts}
    for mention in sorted(bodies, key=lambda m: -len(m.name)):
        person = initialled(troupe, mention.name) if is_acronym(mention.name) else None
        if fold(mention.name) in surnames:
            mention.kind = "name"
        elif person is not None:
            mention.kind, mention.actor = "person", person.id
        else:
            mention.actor = _body_named(troupe, mention).id
    _drop_channels(sheet, bodies, troupe)


def _drop_channels(sheet: Sheet, bodies: Iterable[Mention], troupe: Troupe) -> None:
    """Bodies that are only where something is seen or written: on Facebook, on Capitol Hill."""
    where: dict[str, bool] = {}
    for mention in bodies:
        before = sheet.words[mention.first - 1].low if mention.first else ""
        noun = sheet.words[mention.last].low if mention.last < len(sheet.words) else ""
        channel = before in ("on", "via") or (noun in _POSTS and before not in ("the", "a"))
        channel = channel or (noun in _POSTS and sheet.words[mention.last - 1].dep == "compound")
        if mention.actor:
            where[mention.actor] = where.get(mention.actor, True) and channel
    for actor, channel in where.items():
        troupe[actor].listed = troupe[actor].listed and not channel


def _body_named(troupe: Troupe, mention: Mention) -> Player:
    """The body that bears the name in some form, or a new one."""
    known = _known_body(troupe, mention)
    if known is not None:
        return known
    return troupe.named("organisation", mention.name, listed=mention.kind != "outlet")


def _known_body(troupe: Troupe, mention: Mention) -> Player | None:
    """The body that bears the name, a longer form of it, or its acronym."""
    own = bare_name(mention.name)
    for player in troupe:
        if player.kind not in ("organisation", "alliance"):
            continue
        theirs = bare_name(player.name)
        if own == theirs:
            return player
        if is_acronym(mention.name) and own == acronym_of(player.name).lower():
            return player
        outlet = theirs.rsplit(" ", 1)[-1] in _OUTLET
        long = len(own) > 3 or (len(own) == 3 and mention.name.isupper())
        after = theirs.rsplit(" ", 1)[-1] in _NAMED_AFTER
        if long and not outlet and not after and _leads(own, theirs, player.name):
            return player
    return None


def _leads(short: str, long: str, name: str) -> bool:
    """Whether a longer name is the same body's: Disney, Walt Disney; State Department."""
    if " " in short:
        return long.endswith(" " + short) or long.startswith(short + " ")
    parts = long.split()
    if len(parts) > 3 or is_forename(short) or gazetteer().get(name.split()[0]):
        return False
    return short in (parts[0], parts[-1]) and short not in _COMMON


def _cast_short_names(sheet: Sheet, mentions: list[Mention], troupe: Troupe) -> None:
    """Bare surnames, given names, and names of which only the article as a whole can tell."""
    names = Counter(m.actor for m in mentions if m.actor)
    groups: dict[tuple[str, ...], list[Mention]] = defaultdict(list)
    for mention in mentions:
        if not mention.actor and mention.kind in ("person", "name"):
            groups[name_parts(mention.name) or (fold(mention.name),)].append(mention)
    for parts, group in sorted(groups.items(), key=lambda item: -len(item[0])):
        if is_family(troupe, parts):
            continue
        bearer = initialled(troupe, group[0].name) if is_acronym(group[0].name) else None
        if bearer is not None:
            for mention in group:
                mention.actor, mention.kind = bearer.id, "person"
            continue
        loose = [m for m in group if not join_bearer(troupe, m, parts, names)]
        found = next((m.actor for m in group if m.actor), None)
        called = any(sheet.words[m.first].tag == "JJ" for m in group)
        if found is None and (called or all(sheet.words[m.first].initial for m in group)):
            bearer = behind_verb(troupe, parts)
            found = bearer.id if bearer is not None else None
        strong = [m for m in loose if not m.weak]
        kind = judge(sheet, strong) if strong and found is None else None
        for mention in loose:
            if found is not None:
                mention.actor = found
            elif kind == "person" and (called_body := _called(troupe, mention, parts)):
                mention.actor = called_body.id
            elif kind == "person":
                _cast_person(troupe, mention, parts)
            elif kind is not None:
                mention.actor = _body_named(troupe, mention).id
            else:
                body = _known_body(troupe, mention) if mention in strong else None
                mention.actor = body.id if body is not None else ""


def _called(troupe: Troupe, mention: Mention, parts: tuple[str, ...]) -> Player | None:
    """The body in whose longer name a bare word stands, where nothing but verbs tells a person."""
    bare = len(parts) == 1 and mention.kind == "name" and not mention.titled
    return _known_body(troupe, mention) if bare else None


def _cast_person(troupe: Troupe, mention: Mention, parts: tuple[str, ...]) -> None:
    if len(parts) > 1:
        join_full_name(troupe, mention, parts)
        return
    player = troupe.named("person", mention.name, listed=True)
    player.parts = parts
    mention.actor = player.id


def _offices(mentions: Iterable[Mention], troupe: Troupe) -> None:
    """The country and body that a person's role names or belongs to."""
    for mention in mentions:
        if not mention.actor or not mention.offices:
            continue
        player = troupe[mention.actor]
        for other in mention.beside:
            if not other.actor and other.kind == "name":
                other.actor = troupe.named("organisation", other.name).id
            if not other.actor or other.actor == player.id:
                continue
            owner = troupe[other.actor]
            if owner.kind in ("organisation", "alliance") and player.body is None:
                name = _WITHIN.get(owner.name)
                player.body = troupe.named("alliance", name).id if name else owner.id
            if player.country is None and owner.kind != "alliance":
                player.country = owner.country
