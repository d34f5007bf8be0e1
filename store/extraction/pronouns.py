"""Whom a pronoun means: by gender and number, by who was subject, by who spoke last."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from store.extraction.lexicon import words
from store.extraction.sheet import Word
from store.extraction.stage import Seen, Stage
from store.extraction.titles import is_role, role_head
from store.extraction.troupe import Player

_OFFICIAL = words("people", "roles.official")
_OF_STATE = words("people", "roles.state")
_GROUPS = words("groups", "nouns.groups")
_STATES = words("groups", "nouns.states")
_DOCUMENTS = words("groups", "nouns.documents")
_BODIES = words("organisations", "common.body") | words("organisations", "common.company")
_HE = frozenset({"he", "him", "his", "himself"})
_SHE = frozenset({"she", "her", "hers", "herself"})
_IT = frozenset({"it", "its", "itself"})
_THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
_I = frozenset({"i", "me", "my", "mine", "myself"})
_WE = frozenset({"we", "us", "our", "ours", "ourselves"})
_WHO = frozenset({"who", "whom", "whose", "which", "that"})
_PRONOUNS = _HE | _SHE | _IT | _THEY | _I | _WE | _WHO
_REACH = 6  # sentences back at the most

Found = tuple[tuple[str, ...], str, float]
Resolve = Callable[[Word], tuple[str, ...]]
NOBODY: Found = ((), "unknown", 0.0)


def is_pronoun(word: Word) -> bool:
    """Whether the word is one of the pronouns that can stand for an actor."""
    return word.low in _PRONOUNS and (word.text != "US" and word.text != "IT")


def resolve_pronoun(stage: Stage, word: Word, speakers: Sequence[str], noun: Resolve) -> Found:
    """The actors that the pronoun means; `noun` resolves the noun phrase of a head word."""
    low = word.low
    if low in _I or low in _WE:
        return _speaker(stage, word, speakers, of_body=low in _WE)
    if low in _WHO:
        return _antecedent(stage, word, noun)
    if low in _THEY:
        found = _by_clause(stage, word, noun, _plural)
        return found if found[0] else _several(stage, word, speakers, noun)
    fits = _person("m") if low in _HE else _person("f") if low in _SHE else _thing
    found = _by_clause(stage, word, noun, fits)
    if found[0]:
        return found
    if low in _IT and _about_document(stage, word):
        return (), "document", 0.0
    return _nearest(stage, word, speakers, fits, low in _IT)


def _person(gender: str) -> Callable[[list[Player]], bool]:
    def fits(players: list[Player]) -> bool:
        human = len(players) == 1 and (players[0].kind == "person" or players[0].single)
        return human and players[0].gender in ("", gender)

    return fits


def _thing(players: list[Player]) -> bool:
    if len(players) != 1 or players[0].kind == "person" or players[0].single:
        return False
    return players[0].kind != "group" or not players[0].name.endswith("s")


def _plural(players: list[Player]) -> bool:
    return len(players) > 1 or (
        len(players) == 1 and players[0].kind in ("group", "organisation", "alliance")
    )


def _by_clause(
    stage: Stage, word: Word, noun: Resolve, fits: Callable[[list[Player]], bool]
) -> Found:
    """`X said that he …`: the subject of a clause above."""
    for number, subject in enumerate(stage.governing_subjects(word)):
        if subject.i == word.i or (
            subject.low in ("it", "they", "he", "she") and subject.low != word.low
        ):
            continue
        actors = noun(subject)
        if actors and fits([stage.troupe[actor] for actor in actors]):
            return actors, "pronoun, subject of the clause above", 0.8 - 0.1 * min(number, 3)
    return NOBODY


def can_act(stage: Stage, word: Word) -> bool:
    """Whether a common noun in the plural means people or bodies."""
    known = stage.lemma(word) in _GROUPS | _STATES - {"economy"} or word.low in _GROUPS
    return known or is_role(word.low) or word.i in stage.at or stage.lemma(word) in _BODIES


def _about_document(stage: Stage, word: Word) -> bool:
    """Whether a paper was the subject of the sentence before: the letter … It also asked."""
    if word.sent < 1:
        return False
    first, last = stage.sheet.sentences[word.sent - 1]
    for other in stage.sheet.words[first:last]:
        main = stage.sheet.words[other.head].dep == "ROOT"
        if main and other.dep in ("nsubj", "nsubjpass") and not other.quoted:
            return stage.lemma(other) in _DOCUMENTS
    return False


def _nearest(
    stage: Stage,
    word: Word,
    speakers: Sequence[str],
    fits: Callable[[list[Player]], bool],
    thing: bool,
) -> Found:
    """The actor that weighs most among those seen before."""
    best: tuple[float, Seen] | None = None
    second = 0.0
    last = speakers[-1] if speakers else None
    weights: dict[str, float] = {}
    for rank, seen in enumerate(stage.before(word)):
        distance = word.sent - stage.sheet.words[seen.word].sent
        if distance > _REACH:
            break
        player = stage.troupe[seen.actor]
        if not fits([player]):
            continue
        own = stage.sheet.words[seen.word]
        weight = 10.0 - 2.0 * distance - 0.1 * rank
        weight += (
            4.0 * seen.subject - 4.0 * (seen.quoted and not word.quoted) - 1.0 * (own.dep == "poss")
        )
        weight += -2.0 if _asks(stage, own) else 2.0 * (seen.actor == last)
        weight += 1.0 * (own.block == word.block) + 1.0 * bool(player.gender)
        if thing and distance == 0 and own.dep in ("pobj", "dobj") and not seen.subject:
            weight -= 3.0
        if weight > weights.get(seen.actor, -99.0):
            weights[seen.actor] = weight
            if best is None or weight > best[0]:
                best = (weight, seen)
    if best is not None:
        second = max((w for actor, w in weights.items() if actor != best[1].actor), default=-9.0)
        margin = min(best[0] - second, 6.0)
        return (best[1].actor,), "pronoun", round(0.5 + 0.05 * max(margin, 0.0), 2)
    if last is not None and fits([stage.troupe[last]]):
        return (last,), "pronoun, last speaker", 0.5
    return _ahead(stage, word, fits)


def _asks(stage: Stage, word: Word) -> bool:
    """Whether the word is the subject of a question put to somebody: what follows answers it."""
    return word.dep == "nsubj" and stage.lemma(stage.sheet.words[word.head]) == "ask"


def _ahead(stage: Stage, word: Word, fits: Callable[[list[Player]], bool]) -> Found:
    """`In his speech, X said`: the subject that follows in the sentence."""
    for seen in stage.seen:
        own = stage.sheet.words[seen.word]
        if (
            seen.word > word.i
            and own.sent == word.sent
            and seen.subject
            and fits([stage.troupe[seen.actor]])
        ):
            return (seen.actor,), "pronoun, ahead of its name", 0.4
    return NOBODY


def _several(stage: Stage, word: Word, speakers: Sequence[str], noun: Resolve) -> Found:
    """`they`: the nearest plural subject, a body, or who spoke last."""
    words_ = stage.sheet.words
    for distance in range(0, 4):
        sent = word.sent - distance
        if sent < 0:
            break
        first, last = stage.sheet.sentences[sent]
        for other in words_[first : min(last, word.i)]:
            if other.dep not in ("nsubj", "nsubjpass") or (other.quoted and not word.quoted):
                continue
            joined = any(child.dep == "conj" for child in stage.sheet.children(other))
            if (other.low in _THEY and other.i != word.i) or other.tag in ("NNS", "NNPS") or joined:
                if distance > 2 and other.low not in _THEY:
                    continue
                if other.tag == "NNS" and not joined and not can_act(stage, other):
                    continue
                actors = noun(other)
                if actors and _plural([stage.troupe[actor] for actor in actors]):
                    return actors, "pronoun, plural subject", 0.6 - 0.1 * distance
    found = _nearest(stage, word, speakers, _plural, False)
    if found[0]:
        return found[0], found[1], min(found[2], 0.5)
    return NOBODY


def _antecedent(stage: Stage, word: Word, noun: Resolve) -> Found:
    """`X, who said`: what the relative clause hangs on, else the name right before."""
    words_ = stage.sheet.words
    at = word
    for _ in range(4):
        if at.dep == "relcl" or at.head == at.i:
            break
        at = words_[at.head]
    if at.dep == "relcl" and at.head < word.i:
        actors = noun(words_[at.head])
        if actors:
            return actors, "relative pronoun", 0.8
    behind = word.i - 1
    while behind > 0 and words_[behind].is_mark():
        behind -= 1
    mention = stage.at.get(behind)
    if mention is not None and mention.actor:
        return (mention.actor,), "relative pronoun", 0.7
    return NOBODY


def _speaker(stage: Stage, word: Word, speakers: Sequence[str], *, of_body: bool) -> Found:
    """`I`: who speaks. An official's `we`: the state or body."""
    if not speakers or _of_author(stage, word):
        return NOBODY
    player = stage.troupe[speakers[-1]]
    if of_body and player.kind == "person" and not player.country and not player.body:
        state = _state_of_the_words(stage, word, player)
        if state is not None:
            return (state,), "we, state that the speaker names", 0.45
    if not of_body and player.kind != "person" and not player.single:
        return NOBODY
    if not of_body:
        return (player.id,), "pronoun, speaker", 0.8
    if player.kind == "person" or player.single:
        heads = {role_head(role) for role in player.roles}
        if heads & _OFFICIAL or player.single:
            if player.body is not None:
                body = stage.troupe[player.body]
                if body.kind == "alliance" or body.country is None:
                    return (player.body,), "we, body of the speaker", 0.6
            if player.country is not None:
                home = stage.troupe.named("country", player.country)
                return (home.id,), "we, state of the speaker", 0.6
    elif player.kind == "organisation" and player.country is not None and "inist" in player.name:
        return (stage.troupe.named("country", player.country).id,), "we, state of the speaker", 0.6
    return (player.id,), "we, speaker", 0.5


def _of_author(stage: Stage, word: Word) -> bool:
    """Whether the pronoun is the author's own: outside marks, with no subject above it."""
    first, last = stage.sheet.sentences[word.sent]
    marked = any(w.quoted for w in stage.sheet.words[first:last])
    return not word.quoted and not marked and not any(stage.governing_subjects(word))


def _state_of_the_words(stage: Stage, word: Word, player: Player) -> str | None:
    """The state that a minister's own words have as subject before `we`."""
    if not {role_head(role) for role in player.roles} & _OF_STATE:
        return None
    for seen in stage.before(word):
        own = stage.sheet.words[seen.word]
        if word.sent - own.sent > 2 or not own.quoted:
            return None
        if seen.subject and stage.troupe[seen.actor].kind == "country":
            return seen.actor
    return None
