"""What is said to come about or not: *there will be no N*, *N will reopen*, *the agreed N will*."""

from __future__ import annotations

from spacy.tokens import Token

from store.extraction.agents import is_agent
from store.extraction.assertion import (
    after_to,
    is_infinitive,
    is_negated,
    is_question,
    is_unasserted,
    negates,
)
from store.extraction.commitment import MODALS, REFUSAL, Bond, Commitment, Deed, commitment_of
from store.extraction.given import is_given
from store.extraction.lexicon import load, words
from store.extraction.makers import makers_of
from store.extraction.phrases import Bounds, between, child_of
from store.extraction.readiness import national_modifier
from store.extraction.scene import Scene
from store.extraction.voices import is_guessed, reporter_of
from store.records import Stance

_ACTS = words("pledging", "passives.acts")
_STARTS = words("pledging", "passives.starts")
_SAYING = words("pledging", "passives.saying")
_OUTSIDERS = words("pledging", "voices.outsiders")
_STATIVE = words("pledging", "actions.stative")
_AGREED = words("pledging", "passives.agentless")
_EFFECTS = load("pledging")["passives"]["effects"]
_AIMS: dict[str, Stance] = load("pledging")["light"]["objects"]


def there_will_be_no(scene: Scene, modal: Token) -> Commitment | None:
    """X says that there will be no N: where N is X's to allow."""
    verb = modal.head
    if modal.lower_ not in MODALS or verb.lemma_ != "be" or child_of(verb, "expl") is None:
        return None
    noun = child_of(verb, "attr", after=verb.i)
    no = child_of(noun, "det", among=("no",)) if noun is not None else None
    if noun is None or no is None or noun.lemma_.lower() not in _ACTS or is_unasserted(verb):
        return None
    reporting = _reporter(verb)
    makers = (national_modifier(noun) or reporting) if reporting else ()
    if not makers:
        return None
    deed = Deed(noun, [t for t in verb.subtree if t.i > no.i])
    trigger = between(verb.doc, modal.i, no.i)
    return commitment_of(scene, verb, trigger, makers, deed, REFUSAL, "there will be no", 0.6)


def thing_will(scene: Scene, modal: Token) -> Commitment | None:
    """X says that schools will reopen, that the fair will not go ahead."""
    verb = modal.head
    thing = child_of(verb, "nsubj")
    if modal.lower_ not in MODALS or modal.dep_ != "aux" or thing is None:
        return None
    ahead = verb.lemma_ == "go" and child_of(verb, "advmod", among=("ahead",)) is not None
    if not ahead and verb.lemma_.lower() not in _STARTS:
        return None
    if thing.pos_ != "NOUN" or is_agent(thing) or is_unasserted(verb) or is_question(verb):
        return None
    makers = _reporter(verb)
    if not makers or is_guessed(verb, thing):
        return None
    last = max([modal.i, *(c.i for c in verb.children if c.i < verb.i and negates(c))])
    bond = REFUSAL if is_negated(verb) else Bond("commitment", "pledges")
    tokens = [*thing.subtree, *(t for t in verb.subtree if t.i > last)]
    trigger = between(verb.doc, modal.i, last)
    return commitment_of(
        scene, verb, trigger, makers, Deed(verb, tokens), bond, "a thing will", 0.55
    )


def agreed_thing_will(scene: Scene, participle: Token) -> Commitment | None:
    """The agreed N will come into force; the maker is N's owner, or not named."""
    thing = participle.head
    verb = thing.head
    if participle.tag_ != "VBN" or participle.dep_ != "amod" or thing.i < participle.i:
        return None
    if participle.lemma_.lower() not in _AGREED or not is_given(thing):
        return None
    if thing.dep_ not in ("nsubj", "nsubjpass") or not _takes_effect(verb):
        return None
    if is_unasserted(verb) or is_question(verb) or is_negated(verb) or is_guessed(verb, thing):
        return None
    if _reporter(verb) or child_of(verb, "agent") is not None:
        return None
    makers = makers_of(child_of(thing, "poss"))
    deed = Deed(thing, [t for t in thing.subtree if t.i > participle.i])
    bond = Bond("commitment", "agreed" if participle.lemma_ == "agree" else "pledges")
    trigger = between(participle.doc, participle.i, participle.i)
    return commitment_of(scene, verb, trigger, makers, deed, bond, "agreed thing will", 0.6)


def _takes_effect(verb: Token) -> bool:
    """Whether what was agreed will be in force or in hand: *will take effect*, *will be paid*."""
    wanted = _EFFECTS.get(verb.lemma_.lower())
    if wanted is None or not any(c.lower_ in MODALS for c in verb.children if c.dep_ == "aux"):
        return False
    below = (t.lower_ for t in verb.subtree if t.i > verb.i and verb.i + 3 > t.i)
    return not wanted or any(word in wanted for word in below)


def plan_is_to(scene: Scene, noun: Token) -> Commitment | None:
    """Our plan is to do; X says that the aim is to do."""
    copula = noun.head
    stance = _AIMS.get(noun.lemma_.lower())
    if stance is None or noun.dep_ != "nsubj":
        return None
    if copula.lemma_ != "be" or copula.tag_ not in ("VBZ", "VBP") or is_negated(copula):
        return None
    action = next((c for c in copula.children if c.dep_ == "xcomp" and is_infinitive(c)), None)
    if action is None or action.lemma_.lower() in _STATIVE - {"be", "become", "reach"}:
        return None
    owner = child_of(noun, "poss")
    makers = makers_of(owner) if owner is not None else _reporter(copula)
    if not makers or is_unasserted(copula) or is_question(copula):
        return None
    trigger = between(noun.doc, noun.i, copula.i)
    deed = Deed(action, after_to(action))
    bond = Bond(stance, "pledges" if stance == "commitment" else "ready")
    return commitment_of(scene, noun, trigger, makers, deed, bond, f"{noun.lemma_} is to", 0.65)


def _reporter(verb: Token) -> tuple[Bounds, ...]:
    """Who says so, where it is in their hands: no outsider, no forecast."""
    reported = reporter_of(verb)
    cue, who = reported if reported is not None else (None, None)
    if cue is None or who is None or cue.lemma_.lower() not in _SAYING:
        return ()
    return () if who.lemma_.lower() in _OUTSIDERS else makers_of(who)
