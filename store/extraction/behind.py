"""Who stands behind a noun phrase: names, offices, bodies, described groups."""

from __future__ import annotations

from collections.abc import Sequence

from store.extraction.conjuncts import conjuncts, head_of, trimmed
from store.extraction.countries import gazetteer, joined_adjectives
from store.extraction.descriptions import (
    find_person,
    introduced_next,
    is_bare_office,
    is_body_of_alliance,
    is_description,
    last_subject,
    take_form,
)
from store.extraction.groups import (
    counted_ahead,
    group_name,
    is_abstract,
    is_collective,
    is_plural,
    named_before,
    only_points,
)
from store.extraction.judging import judge
from store.extraction.lexicon import load, words
from store.extraction.mention import Mention
from store.extraction.pronouns import NOBODY, Found, is_pronoun, resolve_pronoun
from store.extraction.sheet import Word
from store.extraction.stage import Stage
from store.extraction.standing import common_body, state_or_office, the_country
from store.extraction.titles import is_role, is_title, singular, word_gender
from store.extraction.troupe import Player
from store.records import ActorKind

_TOLD = (words("people", "roles.wide") - words("groups", "nouns.speakers")) | words(
    "people", "roles.elective"
)
_SPEAKERS = words("groups", "nouns.speakers")
_DOCUMENTS = words("groups", "nouns.documents")
_ALONE = words("organisations", "named.alone")
_PARTY = words("groups", "words.beliefs") | frozenset(load("people")["roles"]["party"])
_NOT_TOLD = words("groups", "words.indefinite")
_PARTS = frozenset(
    {"number", "majority", "couple", "handful", "dozens", "hundreds", "thousands", "range"}
    | {"none", "all", "some", "most", "many", "each", "both", "one", "half", "several", "few"}
)
_REGIONS = frozenset({"region", "regional", "regionals"})
_PEOPLE = frozenset({"demonym", "people"})
_ADJECTIVES = frozenset({"demonym", "regional", "people"})


class Behind:
    """Resolves noun phrases on one stage; a phrase is a list of its words."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self._depth = 0
        self._open = False

    def resolve(self, phrase: Sequence[Word], speakers: Sequence[str]) -> Found:
        """The actors behind the phrase, how they were found, and how surely."""
        phrase = trimmed(phrase)
        if not phrase:
            return NOBODY
        if len(phrase) == 1 and is_pronoun(phrase[0]):
            return self._pronoun(phrase[0], speakers)
        parts = conjuncts(self.stage, phrase)
        if len(parts) == 1:
            return self._one(phrase, speakers)
        found = [self.resolve(part, speakers) for part in parts]
        actors = dict.fromkeys(actor for part in found for actor in part[0])
        return tuple(actors), "each of several", min(part[2] for part in found)

    def noun(self, head: Word) -> tuple[str, ...]:
        """The actors behind the noun phrase of a head word: for pronouns that point to it."""
        if self._depth > 3:
            return ()
        self._depth += 1
        try:
            if is_pronoun(head):
                return self._pronoun(head, ())[0]
            named = self._apposed(self.stage.phrase(head), head)
            actors = [named.actor] if named is not None else []
            actors = actors or list(self.resolve(self.stage.phrase(head), ())[0])
            for other in self.stage.sheet.children(head):
                if other.dep == "conj":
                    actors += [actor for actor in self.noun(other) if actor not in actors]
            return tuple(actors)
        finally:
            self._depth -= 1

    def _pronoun(self, word: Word, speakers: Sequence[str]) -> Found:
        open_, self._open = self._open, word.low in ("who", "whom", "whose")
        found = resolve_pronoun(self.stage, word, speakers, self.noun)
        self._open = open_
        for actor in found[0]:
            self.stage.see(word, actor)
            self.stage.troupe[actor].places.add((word.start, word.end))
        return found

    # ---------------------------------------------------------------- one noun

    def _one(self, phrase: list[Word], speakers: Sequence[str]) -> Found:
        stage = self.stage
        head = self._head(phrase)
        apposed = self._apposed(phrase, head)
        if apposed is not None:
            return self._named(phrase, apposed)
        mention = stage.at.get(head.i)
        paper = stage.lemma(head) in _DOCUMENTS or head.low in _DOCUMENTS
        if paper and (mention is None or (mention.kind == "name" and not mention.actor)):
            return (), "document", 0.0
        if mention is not None and mention.kind not in _ADJECTIVES:
            return self._named(phrase, mention)
        found = self._double_adjective(head)
        if found[0]:
            return found
        if mention is not None:
            return self._named(phrase, mention)

        def owner() -> Player | None:
            return self._owner(phrase, head, speakers)

        return (
            _known(state_or_office(stage, phrase, head, owner))
            or _known(self._described(phrase, head))
            or _known(the_country(stage, phrase, head))
            or _known(common_body(stage, phrase, head, owner))
            or self._group(phrase, head)
        )

    def _head(self, phrase: list[Word]) -> Word:
        """The head; of `some of the X`, X; of a name, its last word."""
        head = head_of(phrase)
        if head.low in _PARTS and any(w.low == "of" for w in phrase):
            behind = [w for w in phrase if w.i > head.i + 1]
            head = head_of(behind) if behind else head
        mention = self.stage.at.get(head.i)
        return self.stage.sheet.words[mention.last - 1] if mention is not None else head

    def _apposed(self, phrase: list[Word], head: Word) -> Mention | None:
        """The person whose office the head names: the chief executive of X, NAME."""
        for mention in self.stage.mention_in(phrase):
            if mention.kind not in ("person", "name", "organisation") or not mention.actor:
                continue
            if any(first <= head.i < last for first, last in mention.offices):
                return mention
            if head_of(phrase).low == "one" and mention.last > phrase[-1].i:
                return mention
        if head.i in self.stage.at:
            return None
        for child in self.stage.sheet.children(head):
            name = self.stage.at.get(child.i) if child.dep == "appos" else None
            if name is not None and name.actor and name.first > head.i:
                return name
        return None

    def _named(self, phrase: list[Word], mention: Mention) -> Found:
        """The phrase's head is a name."""
        stage = self.stage
        kind = mention.kind
        if kind in _REGIONS:
            return self._new("group", mention.name, mention), "region", 0.7
        if kind in _PEOPLE:
            head = stage.sheet.words[mention.last - 1]
            counted = [w for w in phrase if w.i < mention.first and w.low not in ("the", "a", "an")]
            if counted:
                return self._group(phrase, head)
            if kind == "demonym" and phrase[0].low == "the" and _is_one(head):
                return self._compatriot(head, mention.name)
            return self._new("country", mention.name, mention), "people of a state", 0.6
        if kind in ("capital", "seat"):
            made: ActorKind = "country" if mention.country else "alliance"
            return self._new(made, mention.name, mention), "metonym", 0.8
        if kind == "part":
            return self._new("organisation", mention.name, mention), "place that acts", 0.5
        if mention.actor:
            player = stage.troupe[mention.actor]
            how = {"country": "country", "person": "surname"}.get(player.kind, "name")
            whole = " " in mention.name
            return (player.id,), "full name" if how == "surname" and whole else how, 0.9
        last = stage.sheet.words[mention.last - 1]
        if kind == "name" and is_collective(stage, last) and not _is_union(stage, mention):
            return self._group(phrase, last)
        sort = judge(stage.sheet, [mention]) if kind == "name" else None
        sort = sort or ("group" if last.ent == "NORP" and is_plural(last) else "organisation")
        return self._new(sort, mention.name, mention), "name", 0.6

    def _compatriot(self, head: Word, state: str) -> Found:
        """`the Kenyan`: the person of that state who was seen last."""
        for seen in self.stage.before(head):
            player = self.stage.troupe[seen.actor]
            if head.sent - self.stage.sheet.words[seen.word].sent > 4:
                break
            if player.kind == "person" and player.country == state:
                return (player.id,), "description", 0.55
        return NOBODY

    def _new(self, kind: ActorKind, name: str, mention: Mention) -> tuple[str, ...]:
        """The player of this kind and name, listed from now on, and seen at the mention."""
        stage = self.stage
        player = stage.troupe.named(kind, name)
        if player.id != mention.actor:
            player.forms[stage.sheet.text[mention.start : mention.end]] += 1
            player.places.add((mention.start, mention.end))
            if kind != "country":
                player.country = player.country or mention.country
            stage.see(stage.sheet.words[mention.last - 1], player.id)
        if mention.kind not in _ADJECTIVES:
            mention.actor = player.id
        return (player.id,)

    # ------------------------------------------------------------------- rules

    def _owner(self, phrase: list[Word], head: Word, speakers: Sequence[str]) -> Player | None:
        """Whose the head noun is: a name before it, a possessive, or `of` a name."""
        stage = self.stage
        for mention in reversed(stage.mention_in([w for w in phrase if w.i < head.i])):
            owner = stage.owner(mention)
            if owner is not None:
                return owner
        for word in phrase:
            if word.i < head.i and word.tag in ("PRP$", "WP$"):
                found = self._pronoun(word, speakers)[0]
                return stage.troupe[found[0]] if found else None
        behind = [w for w in phrase if w.i > head.i]
        if len(behind) > 1 and behind[0].low in ("of", "for", "in"):
            for mention in stage.mention_in(behind):
                return stage.owner(mention)
        return None

    def _double_adjective(self, head: Word) -> Found:
        """Franco-British: two states."""
        halves = head.low.split("-")
        if len(halves) != 2 or not head.cap:
            return NOBODY
        names = []
        for half in halves:
            entry = gazetteer().get(half.capitalize())
            name = joined_adjectives().get(half) or (entry.country if entry is not None else None)
            if name is None:
                return NOBODY
            names.append(name)
        players = [self.stage.troupe.named("country", name) for name in names]
        for player in players:
            player.places.add((head.start, head.end))
        return tuple(p.id for p in players), "double adjective", 0.7

    def _described(self, phrase: list[Word], head: Word) -> Found:
        """A person by office; somebody without a name who speaks for a body."""
        stage = self.stage
        if head.low == "latter":
            last_seen = next((s.actor for s in stage.before(phrase[0])), None)
            return ((last_seen,), "the latter", 0.6) if last_seen else NOBODY
        if head.low.endswith("-old") and phrase[0].low in ("the", head.low):
            last = last_subject(stage, phrase, head)
            return ((last.id,), "description, last subject", 0.4) if last else NOBODY
        if head.tag in ("NNS", "NNPS") or not (is_role(head.low) or is_title(head.low)):
            return NOBODY
        if is_body_of_alliance(stage, head):
            return NOBODY
        if head.i in stage.meant:
            return (stage.meant[head.i],), "role", 0.8
        if is_description(stage, phrase, head):
            found = find_person(stage, phrase, head, loosely=True)
            if found is not None:
                take_form(stage, found[0], phrase, head)
                return (found[0].id,), found[1], 0.8 if found[1] == "role" else 0.55
            following = introduced_next(stage, phrase, head)
            if following is not None:
                take_form(stage, following, phrase, head)
                return (following.id,), "description, named after it", 0.45
        if phrase[0].low == "the" and singular(head.low) in _SPEAKERS:
            last = last_subject(stage, phrase, head)
            if last is not None:
                return (last.id,), "description, last subject", 0.4
        if phrase[0].tag == "PRP$" or singular(head.low) not in _SPEAKERS:
            return NOBODY
        made = self._group(phrase, head)
        for actor in made[0]:
            player = stage.troupe[actor]
            player.single, player.gender = True, word_gender(head.low)
            for owner in (stage.owner(m) for m in stage.mention_in(phrase)):
                if owner is not None and owner.kind in ("organisation", "alliance"):
                    player.body = player.body or owner.id
                if owner is not None and owner.kind != "alliance":
                    player.country = player.country or owner.country
        return made[0], "described source", made[2]

    def _group(self, phrase: list[Word], head: Word) -> Found:
        """A described group, the same as one before where it only points back."""
        stage = self.stage
        if head.low in _ALONE and not head.cap:
            body = stage.troupe.named("organisation", head.text.capitalize())
            return stage.stands_for(body, phrase, head), "body without its name", 0.5
        if is_bare_office(stage, phrase, head) or (len(phrase) == 1 and head.low in _NOT_TOLD):
            return NOBODY
        known = is_collective(stage, head) or is_role(head.low) or head.i in stage.at
        proper = head.pos == "PROPN" and head.cap and not head.initial
        several = is_plural(head) and (self._open or not self._depth)
        several = several and not is_abstract(stage, head)
        if not (known or proper or several or singular(head.low) in _SPEAKERS):
            return NOBODY
        if is_plural(head) and only_points(phrase, head):
            earlier = named_before(stage, head)
            if earlier is not None:
                player = stage.troupe[earlier]
                return stage.stands_for(player, phrase, head), "group named before", 0.6
        ahead = counted_ahead(stage, phrase, head)
        if ahead is not None:
            player = stage.troupe.named("group", group_name(stage, *ahead))
            return stage.stands_for(player, phrase, head), "group counted after it", 0.5
        name = group_name(stage, phrase, head)
        if not any(c.isalpha() for c in name):
            return NOBODY
        if proper and not is_plural(head) and is_role(head.low):
            return NOBODY
        if is_description(stage, phrase, head) and singular(head.low) in _TOLD:
            return NOBODY
        if proper and not is_plural(head):
            body = stage.troupe.named("organisation", name)
            return stage.stands_for(body, phrase, head), "name", 0.5
        if phrase[0].tag == "PRP$" and phrase[0].i < head.i:
            owners = self._pronoun(phrase[0], ())[0]
            named = len(owners) == 1 and stage.troupe[owners[0]].kind != "group"
            if named and " " in name:
                owner = stage.troupe[owners[0]].name
                name = f"{owner}'s {name.split(None, 1)[1]}"
        player = stage.troupe.named("group", name)
        states = {m.country for m in stage.mention_in(phrase) if m.country and m.first < head.i}
        if len(states) == 1:
            player.country = player.country or states.pop()
        return stage.stands_for(player, phrase, head, name), "described group", 0.65


def _is_union(stage: Stage, mention: Mention) -> bool:
    """Whether a plural noun closes a body's name: United Auto Workers."""
    capital = [w for w in stage.sheet.words[mention.first : mention.last] if w.cap]
    return len(capital) > 2 and not any(w.low.rstrip("s") in _PARTY for w in capital)


def _is_one(head: Word) -> bool:
    """Whether a people's adjective alone means one of them: the Kenyan, not the British."""
    return head.tag not in ("NNS", "NNPS") and not head.low.endswith(("ese", "sh", "ch", "ss"))


def _known(found: Found) -> Found | None:
    return found if found[0] else None
