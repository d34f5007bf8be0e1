"""Who stands behind a noun phrase: names, offices, governments, bodies, described groups."""

from __future__ import annotations

from collections.abc import Sequence

from store.extraction.casting import Player, judge
from store.extraction.countries import joined_adjectives
from store.extraction.descriptions import find_person, is_description, take_form
from store.extraction.groups import (
    counted_ahead,
    group_name,
    has_number,
    is_collective,
    is_plural,
    is_state,
    named_before,
    only_points,
)
from store.extraction.lexicon import words
from store.extraction.names import Mention
from store.extraction.pronouns import NOBODY, Found, is_pronoun, resolve_pronoun
from store.extraction.sheet import Word
from store.extraction.stage import Stage
from store.extraction.titles import is_role, is_title, singular

_GOVERNMENT = words("groups", "nouns.government")
_OFFICE = words("groups", "nouns.office")
_CAMPAIGN = words("groups", "nouns.campaign")
_ADMINISTRATION = words("groups", "nouns.administration")
_ARMS = words("groups", "nouns.arms")
_LEADING = words("groups", "nouns.leading")
_SPEAKERS = words("groups", "nouns.speakers")
_DOCUMENTS = words("groups", "nouns.documents")
_COMPANY = words("organisations", "common.company")
_BODY = words("organisations", "common.body")
_ALLIANCE = words("organisations", "common.alliance")
_COUNTRY = words("organisations", "common.country")
_POSSESSIVE = frozenset({"'s", "'", "s'"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "NUM"})
_REFLEXIVE = frozenset(
    {
        "himself",
        "herself",
        "itself",
        "themselves",
        "alike",
        "both",
        "together",
        "alone",
        "too",
        "also",
    }
)
_BOTH = frozenset({"both", "two"})


class Behind:
    """Resolves noun phrases on one stage; a phrase is a list of its words."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self._depth = 0

    def resolve(self, phrase: list[Word], speakers: Sequence[str]) -> Found:
        """The actors behind the phrase, how they were found, and how surely."""
        phrase = self._trim(phrase)
        if not phrase:
            return NOBODY
        if len(phrase) == 1 and is_pronoun(phrase[0]):
            return self._pronoun(phrase[0], speakers)
        parts = self._parts(phrase)
        if len(parts) > 1:
            actors: list[str] = []
            sure = 1.0
            for part in parts:
                found = self.resolve(part, speakers)
                actors += [actor for actor in found[0] if actor not in actors]
                sure = min(sure, found[2])
            return tuple(actors), "each of several", sure
        return self._one(phrase, speakers)

    # ------------------------------------------------------------- the phrase

    def _trim(self, phrase: list[Word]) -> list[Word]:
        while phrase and (
            phrase[0].is_mark() or phrase[0].low in ("and", "but", "as", "by", "from", "to", "both")
        ):
            if phrase[0].low == "both" and not any(w.low == "and" for w in phrase):
                break
            phrase = phrase[1:]
        while phrase and (phrase[-1].is_mark() or phrase[-1].low in _POSSESSIVE):
            phrase = phrase[:-1]
        while len(phrase) > 1 and phrase[-1].low in _REFLEXIVE:
            phrase = phrase[:-1]
        return phrase

    def _parts(self, phrase: list[Word]) -> list[list[Word]]:
        """The conjuncts of a coordination at the top of the phrase."""
        head = self.head(phrase)
        mention = self.stage.at.get(head.i)
        inside = {w.i for w in phrase}
        tops = [head]
        for word in phrase:
            if word.dep == "conj" and word.i not in (t.i for t in tops) and word.pos in _NOMINAL:
                if self.stage.sheet.words[word.head].i in {t.i for t in tops}:
                    tops.append(word)
        if len(tops) < 2:
            return self._named_parts(phrase, head)
        if mention is not None and any(mention.first <= t.i < mention.last for t in tops[1:]):
            return [phrase]
        cuts = []
        for one, other in zip(tops, tops[1:], strict=False):
            cut = next(
                (
                    w.i
                    for w in reversed(phrase)
                    if one.i < w.i < other.i
                    and w.low in ("and", "or", ",", "—", "–", "--", "&", "nor")
                ),
                None,
            )
            if cut is None or cut not in inside:
                return [phrase]
            cuts.append(cut)
        edges = [phrase[0].i, *cuts, phrase[-1].i + 1]
        parts = []
        for first, last in zip(edges, edges[1:], strict=False):
            part = [w for w in phrase if first <= w.i < last]
            while part and (part[0].low in ("and", "or", "nor", "&") or part[0].is_mark()):
                part.pop(0)
            while part and part[-1].is_mark():
                part.pop()
            if part:
                parts.append(part)
        if any(not self._actorly(part) for part in parts):
            return [phrase]
        return parts

    def _actorly(self, part: list[Word]) -> bool:
        """Whether a conjunct can be an actor by itself."""
        head = self.head(part)
        if self.stage.at.get(head.i) is not None or is_pronoun(head):
            return True
        return (
            is_role(head.low)
            or is_collective(self.stage, head)
            or head.low in _BODY
            or head.low in _COMPANY
        )

    def _named_parts(self, phrase: list[Word], head: Word) -> list[list[Word]]:
        """`including X and Y` names the members; `X (A) and Y (B)` where the parse failed."""
        stage = self.stage
        mentions = [m for m in stage.mention_in(phrase) if m.kind not in ("demonym", "regional")]
        for at, word in enumerate(phrase):
            if word.low == "including" and phrase[0].low == "other":
                members = [
                    m
                    for m in stage.mention_in(phrase[at:])
                    if m.kind not in ("demonym", "regional")
                ]
                if len(members) > 1:
                    return [stage.sheet.words[m.first : m.last] for m in members]
        if len(mentions) < 2 or mentions[0].first > phrase[0].i + 1:
            return [phrase]
        gaps = []
        for one, other in zip(mentions, mentions[1:], strict=False):
            gaps.append([w for w in phrase if one.last <= w.i < other.first])
        plain = all(gap and all(_links(w) or self._bracketed(w, gap) for w in gap) for gap in gaps)
        joined = any(w.low == "and" or w.low == "or" for w in gaps[-1])
        if plain and joined and mentions[-1].last >= phrase[-1].i - 3:
            return [stage.sheet.words[m.first : m.last] for m in mentions]
        return [phrase]

    def _bracketed(self, word: Word, gap: list[Word]) -> bool:
        return any(w.text == "(" for w in gap) and any(w.text == ")" for w in gap)

    def head(self, phrase: list[Word]) -> Word:
        """The word that governs the phrase; without a parse that holds, its last noun or name."""
        inside = {w.i for w in phrase}
        tops = [w for w in phrase if (w.head not in inside or w.head == w.i) and not w.is_mark()]
        for word in tops:
            if word.pos in _NOMINAL:
                return word
        nouns = [w for w in phrase if w.pos in ("NOUN", "PROPN", "PRON")]
        return nouns[-1] if nouns else phrase[-1]

    def noun(self, head: Word) -> tuple[str, ...]:
        """The actors behind the noun phrase of a head word: for pronouns that point to it."""
        if self._depth > 3:
            return ()
        self._depth += 1
        try:
            if is_pronoun(head):
                return self._pronoun(head, ())[0]
            phrase = self.stage.phrase(head)
            joined = [w for w in self.stage.sheet.children(head) if w.dep == "conj"]
            if joined:
                actors = list(self._one(phrase, ())[0])
                for other in joined:
                    actors += [a for a in self.noun(other) if a not in actors]
                return tuple(actors)
            return self.resolve(phrase, ())[0]
        finally:
            self._depth -= 1

    def _pronoun(self, word: Word, speakers: Sequence[str]) -> Found:
        found = resolve_pronoun(self.stage, word, speakers, self.noun)
        for actor in found[0]:
            self.stage.see(word, actor)
            self.stage.troupe[actor].places.add((word.start, word.end))
        return found

    # ---------------------------------------------------------------- one noun

    def _one(self, phrase: list[Word], speakers: Sequence[str]) -> Found:
        stage = self.stage
        head = self.head(phrase)
        mention = stage.at.get(head.i)
        if mention is not None and head.i < mention.last - 1:
            head = stage.sheet.words[mention.last - 1]
        if mention is not None:
            found = self._named(phrase, mention)
            if found[0] or found[1] != "unknown":
                return found
        apposed = self._apposed(phrase, head)
        if apposed is not None:
            return (apposed.actor,), "full name" if " " in apposed.name else "surname", 0.9
        if (
            head.low in ("none", "all", "some", "most", "many", "each", "both", "one", "half")
            and len(phrase) > 2
            and phrase[1].low == "of"
        ):
            return self._group(phrase, head)
        for rule in (
            self._joined_adjective,
            self._state_or_office,
            self._document,
            self._described,
            self._country,
            self._common_body,
        ):
            found = rule(phrase, head, speakers)
            if found[1] != "unknown":
                return found
        return self._group(phrase, head)

    def _named(self, phrase: list[Word], mention: Mention) -> Found:
        """The phrase's head is a name."""
        stage = self.stage
        kind = mention.kind
        if kind in ("region", "regional", "regionals"):
            return self._new("group", mention.name, mention, phrase), "region", 0.7
        if kind in ("demonym", "people"):
            head = stage.sheet.words[mention.last - 1]
            counted = [w for w in phrase if w.i < mention.first and w.low not in ("the", "a", "an")]
            if counted or head.i != self.head(phrase).i:
                return self._group(phrase, head)
            return self._new("country", mention.name, mention, phrase), "people of a state", 0.6
        if kind in ("capital", "seat"):
            made = "country" if mention.country else "alliance"
            return (
                self._new(made, mention.name, mention, phrase),
                "metonym",
                0.8 if kind == "seat" else 0.75,
            )
        if kind == "part":
            return self._new("organisation", mention.name, mention, phrase), "place that acts", 0.5
        if mention.actor:
            player = stage.troupe[mention.actor]
            player.listed = True
            how = "name"
            if player.kind == "person":
                how = "full name" if " " in mention.name else "surname"
            elif player.kind == "country":
                how = "country"
            return (player.id,), how, 0.95 if " " in mention.name else 0.85
        if kind == "outlet" or kind == "organisation":
            return self._new("organisation", mention.name, mention, phrase), "name", 0.8
        if (
            is_plural(stage.sheet.words[mention.last - 1])
            or stage.sheet.words[mention.last - 1].ent == "NORP"
        ):
            lower = mention.name.lower()
            if (
                is_collective(stage, stage.sheet.words[mention.last - 1])
                and lower == mention.name.lower()
            ):
                return self._group(phrase, stage.sheet.words[mention.last - 1])
        sort = judge(stage.sheet, [mention]) or ("person" if mention.titled else "organisation")
        return self._new(sort, mention.name, mention, phrase), "name", 0.6

    def _new(self, kind: str, name: str, mention: Mention, phrase: list[Word]) -> tuple[str, ...]:
        """The player of this kind and name, listed from now on, and seen at the mention."""
        stage = self.stage
        player = stage.troupe.named(kind, name)  # type: ignore[arg-type]
        if player.id != mention.actor:
            player.forms[stage.sheet.text[mention.start : mention.end]] += 1
            player.places.add((mention.start, mention.end))
            if kind != "country":
                player.country = player.country or mention.country
            stage.see(stage.sheet.words[mention.last - 1], player.id)
        if mention.kind not in ("demonym", "regional", "people"):
            mention.actor = player.id
        return (player.id,)

    def _apposed(self, phrase: list[Word], head: Word) -> Mention | None:
        """The name that stands in apposition to an office: the chief executive of X, NAME."""
        for mention in self.stage.mention_in(phrase):
            if mention.kind not in ("person", "name") or not mention.actor:
                continue
            if any(first <= head.i < last for first, last in mention.offices):
                return mention
            own = self.stage.sheet.words[mention.last - 1]
            if own.dep == "appos" and own.head == head.i and mention.first > head.i:
                return mention
        return None

    # ------------------------------------------------------------------- rules

    def _owner(self, phrase: list[Word], head: Word, speakers: Sequence[str]) -> Player | None:
        """Whose the head noun is: a name before it, a possessive, or `of` a name."""
        stage = self.stage
        for mention in reversed(stage.mention_in([w for w in phrase if w.i < head.i])):
            actor = mention.actor
            if not actor and mention.kind in ("demonym", "capital", "seat", "people"):
                actor = stage.troupe.named(
                    "country" if mention.country else "alliance", mention.name
                ).id
            if not actor and mention.kind == "name":
                actor = self._new(
                    judge(stage.sheet, [mention]) or "organisation", mention.name, mention, phrase
                )[0]
            if actor:
                return stage.troupe[actor]
        for word in phrase:
            if word.i < head.i and word.tag == "PRP$":
                found = self._pronoun(word, speakers)[0]
                return stage.troupe[found[0]] if found else None
        behind = [w for w in phrase if w.i > head.i]
        if len(behind) > 1 and behind[0].low in ("of", "for", "in"):
            for mention in stage.mention_in(behind):
                if mention.actor or mention.country:
                    return stage.troupe[
                        mention.actor or stage.troupe.named("country", mention.name).id
                    ]
        return None

    def _joined_adjective(self, phrase: list[Word], head: Word, speakers: Sequence[str]) -> Found:
        """Franco-British: two states."""
        halves = head.low.split("-")
        if len(halves) != 2 or not head.cap:
            return NOBODY
        stage = self.stage
        first = joined_adjectives().get(halves[0])
        names = [first] if first else []
        for mention in stage.mentions:
            if (
                mention.kind == "demonym"
                and stage.sheet.text[mention.start : mention.end].lower() in halves
            ):
                names.append(mention.name)
                break
        else:
            from store.extraction.countries import gazetteer

            for half in halves if not first else halves[1:]:
                entry = gazetteer().get(half.capitalize())
                if entry is not None and entry.country:
                    names.append(entry.country)
        if len(names) != 2:
            return NOBODY
        players = [stage.troupe.named("country", name) for name in names]
        for player in players:
            player.places.add((head.start, head.end))
        return tuple(p.id for p in players), "double adjective", 0.7

    def _state_or_office(self, phrase: list[Word], head: Word, speakers: Sequence[str]) -> Found:
        """Governments, offices, administrations, campaigns, armies, leaderships."""
        low = head.low
        known = _GOVERNMENT | _OFFICE | _CAMPAIGN | _ADMINISTRATION | _ARMS | _LEADING
        if low not in known:
            return NOBODY
        owner = self._owner(phrase, head, speakers)
        stage = self.stage
        if low in _ADMINISTRATION and owner is not None:
            if owner.kind == "country":
                return self._stands_for(owner, phrase, head), "government", 0.7
            return self._named_after(owner, "administration", phrase, head), "administration", 0.8
        if low in _CAMPAIGN and owner is not None and owner.kind == "person":
            return self._named_after(owner, "campaign", phrase, head), "campaign", 0.8
        if low in _ADMINISTRATION or low in _CAMPAIGN:
            earlier = self._latest(
                lambda p: (
                    p.kind == "organisation"
                    and p.name.lower().endswith(("administration", "campaign"))
                    and p.name.lower().split()[-1][:5] == low[:5]
                ),
                head,
            )
            if earlier is not None:
                return self._stands_for(earlier, phrase, head), "body named before", 0.7
        if low in _OFFICE and owner is not None:
            if owner.kind == "person" and owner.country:
                state = stage.troupe.named("country", owner.country)
                return self._stands_for(state, phrase, head), "office of a state's person", 0.7
            if owner.kind == "person":
                return self._stands_for(owner, phrase, head), "office of a person", 0.5
            return self._stands_for(owner, phrase, head), "office", 0.7
        if owner is not None and owner.kind == "person" and low not in _OFFICE:
            owner = stage.troupe.named("country", owner.country) if owner.country else None
        if owner is not None and owner.kind in ("country", "organisation", "alliance"):
            if has_number(phrase, head) and low in _ARMS:
                pass
            return (
                self._stands_for(owner, phrase, head),
                "government" if low in _GOVERNMENT else "metonym",
                0.75,
            )
        if low in _GOVERNMENT and (low == "presidency" or phrase[0].low == "the"):
            states = [
                p
                for p in stage.troupe.persons()
                if p.country and any("resident" in r for r in p.roles)
            ]
            recent = self._latest(lambda p: p in states, head)
            if recent is not None and low == "presidency" and recent.country:
                return (
                    self._stands_for(stage.troupe.named("country", recent.country), phrase, head),
                    "government",
                    0.6,
                )
        return NOBODY

    def _stands_for(self, player: Player, phrase: list[Word], head: Word) -> tuple[str, ...]:
        """Note the phrase as a form of the player that it stands for."""
        player.listed = True
        player.forms[self.stage.sheet.text[phrase[0].start : head.end]] += 1
        player.places.add((phrase[0].start, head.end))
        self.stage.see(head, player.id)
        return (player.id,)

    def _named_after(
        self, owner: Player, noun: str, phrase: list[Word], head: Word
    ) -> tuple[str, ...]:
        """`X administration`, `X's campaign`: a body named after a person."""
        name = (
            f"{owner.parts[-1].title() if noun == 'administration' and owner.parts else owner.name}"
        )
        if noun == "administration":
            surname = owner.name.split()[-1]
            name = f"{surname} administration"
        else:
            name = f"{owner.name}'s campaign"
        player = self.stage.troupe.named("organisation", name)
        if noun == "administration":
            player.country = player.country or owner.country
        return self._stands_for(player, phrase, head)

    def _document(self, phrase: list[Word], head: Word, speakers: Sequence[str]) -> Found:
        """A report or poll is no actor; whoever it belongs to is."""
        lemma = self.stage.lemma(head)
        if lemma not in _DOCUMENTS and head.low not in _DOCUMENTS:
            return NOBODY
        owner = self._owner(phrase, head, speakers)
        if owner is None:
            return (), "document", 0.0
        owner.listed = True
        return (owner.id,), "document of its owner", 0.5

    def _described(self, phrase: list[Word], head: Word, speakers: Sequence[str]) -> Found:
        """A person by office."""
        stage = self.stage
        if not (is_role(head.low) or is_title(head.low)):
            return NOBODY
        if is_description(stage, phrase, head):
            found = find_person(stage, phrase, head)
            if found is not None:
                take_form(stage, found[0], phrase, head)
                return (found[0].id,), found[1], 0.8 if found[1] == "role" else 0.55
        if head.tag in ("NNS", "NNPS"):
            return NOBODY
        named = self._named_soon(phrase, head)
        if named is not None:
            return (named.id,), "role, named after it", 0.5
        if phrase[0].tag == "PRP$" or singular(head.low) not in _SPEAKERS:
            return NOBODY
        return self._anonymous(phrase, head)

    def _named_soon(self, phrase: list[Word], head: Word) -> Player | None:
        """`a US forces spokesman said …`, and the next sentences name him with that office."""
        if phrase[0].low not in ("a", "an"):
            return None
        stage = self.stage
        owners = {m.actor for m in stage.mention_in(phrase) if m.actor}
        for mention in stage.mentions:
            if (
                mention.kind != "person"
                or mention.first < head.i
                or not mention.role
                or not mention.actor
            ):
                continue
            own = stage.sheet.words[mention.first]
            if own.sent - head.sent > 2:
                return None
            if head.low in mention.role.lower().split() and (
                not owners or owners & {m.actor for m in mention.beside}
            ):
                return stage.troupe[mention.actor]
        return None

    def _anonymous(self, phrase: list[Word], head: Word) -> Found:
        """Somebody without a name who speaks for a body: a described source."""
        found = self._group(phrase, head)
        return found[0], "described source" if found[0] else "unknown", found[2]

    def _country(self, phrase: list[Word], head: Word, speakers: Sequence[str]) -> Found:
        """`the country`: the state named last; `both countries`: the last two."""
        stage = self.stage
        if not is_state(stage, head):
            return NOBODY
        if any(w.low in _BOTH for w in phrase if w.i < head.i) and is_plural(head):
            pair = self._last_pair(head)
            if pair:
                for actor in pair:
                    stage.troupe[actor].places.add((phrase[0].start, head.end))
                    stage.see(head, actor)
                return pair, "the two named before", 0.7
        if is_plural(head) or phrase[0].low not in ("the", "this", "that", "its", "their", "his"):
            return NOBODY
        state = self._latest(lambda p: p.kind == "country", head)
        if state is None:
            return NOBODY
        return self._stands_for(state, phrase, head), "country named before", 0.6

    def _last_pair(self, head: Word) -> tuple[str, ...]:
        """The two states last joined by `and`, else the two last named."""
        stage = self.stage
        states = [
            m
            for m in stage.mentions
            if m.actor and m.first < head.i and stage.troupe[m.actor].kind == "country"
        ]
        for one, other in reversed(list(zip(states, states[1:], strict=False))):
            if (
                other.first - one.last <= 2
                and stage.sheet.words[one.last].low == "and"
                and one.actor != other.actor
            ):
                return (one.actor, other.actor)
        recent = list(dict.fromkeys(m.actor for m in reversed(states)))
        return (recent[1], recent[0]) if len(recent) > 1 else ()

    def _common_body(self, phrase: list[Word], head: Word, speakers: Sequence[str]) -> Found:
        """`the company`, `the bank`, `the alliance`: the body named last that it fits."""
        stage = self.stage
        low = head.low
        if is_plural(head) or low not in _COMPANY | _BODY | _ALLIANCE:
            return NOBODY
        owner_word = next((w for w in phrase if w.tag == "PRP$"), None)
        if owner_word is not None:
            owner = self._owner(phrase, head, speakers)
            if owner is not None and owner.kind == "person" and owner.body is not None:
                return (
                    self._stands_for(stage.troupe[owner.body], phrase, head),
                    "body of its person",
                    0.6,
                )
        if phrase[0].low not in ("the", "this", "that") and not (owner_word is not None):
            return NOBODY
        inner = [
            m
            for m in stage.mention_in(phrase)
            if m.actor and m.last <= head.i and m.kind not in ("demonym", "country", "regional")
        ]
        if inner and inner[-1].last == head.i:
            return self._stands_for(stage.troupe[inner[-1].actor], phrase, head), "name", 0.7
        bodies = (
            ("alliance",)
            if low in _ALLIANCE
            else ("organisation", "alliance")
            if low in _BODY
            else ("organisation",)
        )
        named = self._latest(lambda p: p.kind in bodies and low in p.name.lower(), head)
        if named is not None and low not in ("group",):
            return self._stands_for(named, phrase, head), "body named before", 0.75
        found = self._latest(lambda p: p.kind in bodies, head)
        if found is None:
            return NOBODY
        return self._stands_for(found, phrase, head), "body named before", 0.55

    def _latest(self, fits: object, head: Word) -> Player | None:
        """The player seen last before the word that fits."""
        for seen in self.stage.before(head):
            player = self.stage.troupe[seen.actor]
            if fits(player):  # type: ignore[operator]
                return player
        return None

    # ------------------------------------------------------------------ groups

    def _group(self, phrase: list[Word], head: Word) -> Found:
        """A described group, the same as one before where it only points back."""
        stage = self.stage
        if not (
            is_collective(stage, head)
            or is_role(head.low)
            or stage.at.get(head.i)
            or singular(head.low) in _SPEAKERS
        ):
            return NOBODY
        if head.low in ("it", "there", "this", "that", "what"):
            return NOBODY
        if is_plural(head) and only_points(phrase, head):
            earlier = named_before(stage, head)
            if earlier is not None:
                return (
                    self._stands_for(stage.troupe[earlier], phrase, head),
                    "group named before",
                    0.6,
                )
        ahead = counted_ahead(stage, phrase, head)
        if ahead is not None:
            phrase_ahead, head_ahead = ahead
            player = self._group_player(group_name(stage, phrase_ahead, head_ahead))
            return self._stands_for(player, phrase, head), "group counted after it", 0.5
        name = group_name(stage, phrase, head)
        if not name or not any(c.isalpha() for c in name):
            return NOBODY
        player = self._group_player(name)
        if player.country is None:
            owners = {m.country for m in stage.mention_in(phrase) if m.country and m.first < head.i}
            player.country = owners.pop() if len(owners) == 1 else None
        return self._stands_for(player, phrase, head), "described group", 0.65

    def _group_player(self, name: str) -> Player:
        return self.stage.troupe.named("group", name)


def _links(word: Word) -> bool:
    return word.low in ("and", "or", ",", "&", "the", "'s", "nor", "—", "–", "--")
