"""From names at their places to actors: which mentions are of the same person or body."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from store.extraction.acronyms import acronym_of
from store.extraction.countries import gazetteer
from store.extraction.lexicon import load, words
from store.extraction.mention import Mention, is_acronym
from store.extraction.sheet import Sheet, Word, fold
from store.extraction.spelling import near, nearly
from store.extraction.titles import forename_gender, is_forename, is_title, long_form
from store.records import ActorKind

_SAYING = words("saying", "verbs.clause") | words("saying", "verbs.speech")
_COMMON = words("organisations", "named.words")
_WITHIN = {
    body: name for name, bodies in load("organisations")["within"].items() for body in bodies
}
_ENDS = words("people", "particles.suffixes")
_FACING = frozenset({"with", "against", "between", "by"})


@dataclass(slots=True)
class Player:
    """One actor of the article while it is put together.

    `forms` counts how it is written, `parts` are a person's names, folded; `body` is the id
    of the body whose office it holds. `listed`: named or asked for, and so told; `single`:
    somebody without a name who speaks for a body.
    """

    id: str
    kind: ActorKind
    name: str
    parts: tuple[str, ...] = ()
    forms: Counter[str] = field(default_factory=Counter)
    places: set[tuple[int, int]] = field(default_factory=set)
    roles: dict[str, None] = field(default_factory=dict)
    country: str | None = None
    gender: str = ""
    body: str | None = None
    listed: bool = True
    single: bool = False


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
        key = (kind, _bare(name))
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
        known = self._by_name.get((kind, _bare(name)))
        return self.players[known] if known else None

    def persons(self) -> list[Player]:
        """The players that are persons."""
        return [player for player in self if player.kind == "person"]


def cast_mentions(sheet: Sheet, mentions: list[Mention]) -> Troupe:
    """Give every mention its actor (`Mention.actor`), where it has one by itself."""
    troupe = Troupe()
    _cast_known(sheet, mentions, troupe)
    _cast_full_names(mentions, troupe)
    _cast_administrations(sheet, mentions, troupe)
    _cast_bodies(mentions, troupe)
    _cast_short_names(sheet, mentions, troupe)
    for mention in mentions:
        if mention.kind == "short":
            mention.actor = mention.beside[0].actor
    for mention in mentions:
        if mention.actor:
            note(sheet, troupe[mention.actor], mention)
    _offices(mentions, troupe)
    for player in troupe.persons():
        player.name = _fullest(player)
    return troupe


def note(sheet: Sheet, player: Player, mention: Mention) -> None:
    """Add a mention's place, forms, role, country and gender to its player."""
    surface = sheet.text[mention.start : mention.end]
    player.forms[surface] += 1
    start = mention.start
    if mention.lead >= 0:
        start = sheet.words[mention.lead].start
        player.forms[sheet.text[start : mention.end]] += 1
    player.places.add((start, mention.end))
    if mention.role and player.kind == "person":
        player.roles.setdefault(mention.role)
    if mention.country and player.country is None and player.kind != "country":
        player.country = mention.country
    player.gender = player.gender or mention.gender


# ----------------------------------------------------------------- known names


def _cast_known(sheet: Sheet, mentions: Iterable[Mention], troupe: Troupe) -> None:
    for mention in mentions:
        if mention.kind == "country":
            mention.actor = troupe.named("country", mention.name, listed=True).id
        elif mention.kind == "alliance":
            mention.actor = troupe.named("alliance", mention.name, listed=True).id
        elif mention.kind in ("capital", "seat", "people") and _acts(sheet, mention):
            kind: ActorKind = "country" if mention.country else "alliance"
            mention.actor = troupe.named(kind, mention.name, listed=True).id


def _acts(sheet: Sheet, mention: Mention) -> bool:
    """Whether a capital stands where a state would: as subject, owner, or one side."""
    if mention.kind == "people":
        return False
    word = sheet.words[mention.last - 1]
    if mention.kind == "seat":
        return word.dep in ("nsubj", "nsubjpass", "poss")
    governor = sheet.words[word.head]
    seen = 0
    while word.dep == "conj" and seen < 4:
        word, governor, seen = governor, sheet.words[governor.head], seen + 1
    if word.dep in ("nsubj", "nsubjpass"):
        return governor.pos == "VERB" and governor.dep != "relcl"
    if word.dep == "pobj":
        return governor.low in _FACING
    if word.dep == "dobj":
        return sheet.doc[governor.last].lemma_ in (
            "support",
            "help",
            "urge",
            "tell",
            "accuse",
            "back",
        )
    return word.dep == "poss"


# --------------------------------------------------------------------- persons


def name_parts(name: str) -> tuple[str, ...]:
    """A person's names, folded, without titles and what ends a name."""
    parts = [fold(part).strip(".,") for part in name.replace("“", " ").replace("”", " ").split()]
    while parts and is_title(parts[0]) and len(parts) > 1 and not is_forename(parts[0]):
        parts.pop(0)
    return tuple(part for part in parts if part and part not in _ENDS)


def same_person(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two full names are spellings of one: middle names, short forms, transcriptions."""
    if one == other:
        return True
    if not nearly(one[-1], other[-1]):
        return False
    first, second = long_form(one[0]), long_form(other[0])
    if first == second:
        return _middle(one, other)
    if one[-1] != other[-1]:
        return False
    return near(first, second) and one[1:-1] == other[1:-1]


def _middle(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether the names between do not contradict: Donald J. Trump, Donald Trump."""
    short, long = sorted((one[1:-1], other[1:-1]), key=len)
    if not short:
        return True
    return all(
        any(a[0] == b[0] and (len(a) == 1 or len(b) == 1 or a == b) for b in long) for a in short
    )


def _cast_full_names(mentions: Iterable[Mention], troupe: Troupe) -> None:
    for mention in mentions:
        if mention.kind != "person":
            continue
        parts = name_parts(mention.name)
        if len(parts) < 2:
            continue
        _join(troupe, mention, parts)


def _join(troupe: Troupe, mention: Mention, parts: tuple[str, ...]) -> None:
    for player in troupe.persons():
        if len(player.parts) > 1 and same_person(parts, player.parts):
            mention.actor = player.id
            if len(parts) > len(player.parts):
                player.parts = parts
            return
    player = troupe.named("person", mention.name, listed=True)
    player.parts = parts
    player.gender = forename_gender(parts[0])
    mention.actor = player.id


def _cast_short_names(sheet: Sheet, mentions: list[Mention], troupe: Troupe) -> None:
    """Bare surnames, given names, and names of which only the article as a whole can tell."""
    open_ = [m for m in mentions if not m.actor and m.kind in ("person", "name")]
    groups: dict[tuple[str, ...], list[Mention]] = defaultdict(list)
    for mention in open_:
        groups[name_parts(mention.name) or (fold(mention.name),)].append(mention)
    for parts, group in sorted(groups.items(), key=lambda item: -len(item[0])):
        loose = [m for m in group if not _by_surname(troupe, m, parts, mentions)]
        if not loose or (any(m.actor for m in group) and _attach_rest(loose, group)):
            continue
        kind = judge(sheet, loose)
        if kind is None:
            continue
        for mention in loose:
            if kind == "person":
                if len(parts) > 1:
                    _join(troupe, mention, parts)
                    continue
                player = troupe.named("person", mention.name, listed=True)
                player.parts = parts
            else:
                player = _body_named(troupe, mention)
            mention.actor = player.id


def _attach_rest(loose: Iterable[Mention], group: Iterable[Mention]) -> bool:
    actor = next(m.actor for m in group if m.actor)
    for mention in loose:
        mention.actor = actor
    return True


def _by_surname(
    troupe: Troupe, mention: Mention, parts: tuple[str, ...], mentions: list[Mention]
) -> bool:
    """Join a part of a name to the person who bears it; which, where two do, the article tells."""
    persons = [p for p in troupe.persons() if len(p.parts) > len(parts)]
    bearers = [p for p in persons if p.parts[-len(parts) :] == parts]
    if not bearers and len(parts) == 1 and len(parts[0]) > 4:
        bearers = [p for p in persons if near(p.parts[-1], parts[0])]
        bearers = bearers if len(bearers) == 1 else []
    if not bearers and len(parts) == 1:
        bearers = [p for p in persons if p.parts[0] == parts[0] and is_forename(parts[0])]
        if len(bearers) > 1 or (mention.kind == "name" and not bearers):
            bearers = []
        if not bearers:
            bearers = [p for p in persons if len(p.parts) > 2 and parts[0] in p.parts[1:]]
            bearers = bearers if len(bearers) == 1 and is_title_led(mention) else []
    if mention.gender:
        bearers = [p for p in bearers if p.gender in ("", mention.gender)] or bearers
    if not bearers:
        return False
    if len(bearers) > 1:
        bearers = [_nearest(bearers, mention, mentions)]
    mention.actor = bearers[0].id
    mention.kind = "person"
    return True


def is_title_led(mention: Mention) -> bool:
    """Whether a title stands before the name, so that it is a person's."""
    return mention.titled or mention.kind == "person"


def _nearest(bearers: list[Player], mention: Mention, mentions: list[Mention]) -> Player:
    """Of namesakes, the one whom the mention's role fits, else who is named most in full."""
    if mention.country:
        fitting = [p for p in bearers if p.country == mention.country]
        bearers = fitting or bearers
    counts = Counter(m.actor for m in mentions)
    before = [m.actor for m in mentions if m.start < mention.start]
    ids = {p.id: p for p in bearers}
    best = max(ids, key=lambda actor: (counts[actor] * (actor in before), -int(actor[1:])))
    return ids[best]


# ---------------------------------------------------------------------- bodies


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
        mention.actor = troupe.named("organisation", mention.name, listed=True).id


def _cast_bodies(mentions: Iterable[Mention], troupe: Troupe) -> None:
    bodies = [m for m in mentions if m.kind in ("organisation", "outlet") and not m.actor]
    for mention in sorted(bodies, key=lambda m: -len(m.name)):
        mention.actor = _body_named(troupe, mention).id


def _body_named(troupe: Troupe, mention: Mention) -> Player:
    """The body that bears the name, a longer form of it, or its acronym."""
    own = _bare(mention.name)
    for player in troupe:
        if player.kind not in ("organisation", "alliance"):
            continue
        theirs = _bare(player.name)
        if own == theirs or (own == acronym_of(player.name).lower() and is_acronym(mention.name)):
            return player
        if len(own) > 3 and _leads(own, theirs, player.name):
            return player
    return troupe.named("organisation", mention.name, listed=mention.kind != "outlet")


def _leads(short: str, long: str, name: str) -> bool:
    """Whether a longer name is the same body's: Disney, Walt Disney; State Department."""
    if " " in short:
        return long.endswith(" " + short) or long.startswith(short + " ")
    parts = long.split()
    if len(parts) > 3 or is_forename(short) or gazetteer().get(name.split()[0]):
        return False
    return short in (parts[0], parts[-1]) and short not in _COMMON


def judge(sheet: Sheet, group: list[Mention]) -> ActorKind | None:
    """Person, body, or nothing that acts: by the tags, titles and verbs of all mentions."""
    votes: Counter[str] = Counter()
    subject = speaks = person = 0
    for mention in group:
        last = sheet.words[mention.last - 1]
        votes[last.ent] += 1
        person += mention.kind == "person" or mention.titled
        person += bool(mention.role) and last.ent == "PERSON"
        person += _followed_by_who(sheet, mention)
        subject += last.dep == "nsubj"
        speaks += _speaks(sheet, last)
    total = len(group)
    several = group[0].last - group[0].first > 1
    plural = sheet.words[group[0].last - 1].tag == "NNPS"
    if person * 2 >= total or (person and not several):
        return "person"
    if votes["PERSON"] * 2 > total and not plural:
        return "person" if several or speaks or subject * 2 > total else None
    if is_acronym(group[0].name) and not several:
        return "organisation" if votes["ORG"] * 2 >= total else None
    if votes["ORG"] * 2 >= total and not _only_initial(sheet, group):
        return "organisation"
    return "person" if votes["PERSON"] and speaks else None


def _followed_by_who(sheet: Sheet, mention: Mention) -> bool:
    behind = sheet.words[mention.last : mention.last + 2]
    return len(behind) == 2 and behind[0].text == "," and behind[1].low in ("who", "whom")


def _speaks(sheet: Sheet, word: Word) -> bool:
    if word.dep != "nsubj":
        return False
    return sheet.doc[sheet.words[word.head].last].lemma_.lower() in _SAYING


def _only_initial(sheet: Sheet, group: list[Mention]) -> bool:
    """Whether a single word only ever opens sentences, where any word has its capital."""
    return (
        all(m.last - m.first == 1 and sheet.words[m.first].initial for m in group)
        and len(group) < 2
    )


# --------------------------------------------------------------------- offices


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


def _fullest(player: Player) -> str:
    """A person's longest name as it is written, the more usual spelling of two."""
    best, weight = player.name, (0, False, 0)
    for form, count in player.forms.items():
        parts = name_parts(form)
        marked = any(mark in form for mark in '()“”"')
        if not parts or marked or len(parts) != len(form.split()) or len(parts) > len(player.parts):
            continue
        own = (len(parts), long_form(parts[0]) == parts[0], count)
        if own > weight:
            best, weight = form, own
    return best


def _bare(name: str) -> str:
    low = fold(name).strip("\"'“”‘’. ")
    for article in ("the ", "a ", "an "):
        low = low.removeprefix(article)
    return low
