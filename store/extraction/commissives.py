"""Verbs that commit their subject: pledge, agree, refuse, rule out."""

from __future__ import annotations

from spacy.tokens import Token

from store.extraction.agents import is_agent
from store.extraction.assertion import (
    after_to,
    is_bound,
    is_infinitive,
    is_negated,
    is_over,
    is_own_action,
    is_question,
    is_reported,
    is_unasserted,
    resumed_infinitive,
    trigger_of,
)
from store.extraction.commitment import MODALS, REFUSAL, Bond, Commitment, Deed, commitment_of
from store.extraction.lexicon import load, words
from store.extraction.makers import bound_subject, makers_of
from store.extraction.phrases import (
    Bounds,
    behind,
    child_of,
    end_of,
    object_of,
    subject_of,
)
from store.extraction.scene import Scene
from store.extraction.voices import is_foretold, is_guessed, is_long_past

_VERBS: dict[str, dict[str, str]] = load("pledging")["verbs"]
_OBJECT = words("pledging", "frames.object")
_INFINITIVE = words("pledging", "frames.infinitive")
_GERUND = words("pledging", "frames.gerund")
_PREPOSITION: dict[str, list[str]] = load("pledging")["frames"]["preposition"]
_CLAUSE = words("pledging", "frames.clause")
_PHRASAL: dict[str, str] = load("pledging")["frames"]["phrasal"]
_SELF_ONLY = words("pledging", "frames.self_only")
_NEVER_NEGATED = words("pledging", "frames.never_negated")
_ANNOUNCING = words("pledging", "light.announcing")
_WITHDRAWING_NOUNS = words("pledging", "actions.withdrawing_nouns")
_STATIVE = words("pledging", "actions.stative")
_SILENCE = words("pledging", "silence.verbs")
_TALKING = words("pledging", "silence.talking")
_RENOUNCING = words("pledging", "frames.renouncing")
_MUSING = words("pledging", "frames.musing")
_WITHHELD = words("pledging", "frames.withheld")
_LEAVING: dict[str, list[str]] = load("pledging")["frames"]["leaving"]
_QUITTING = words("pledging", "frames.quitting")
_PROGRESSIVE = ("am", "is", "are", "'m", "’m", "'s", "’s", "'re", "’re")
_BINDING = ("will", "would", "shall", "'ll", "’ll", "'d", "’d")
_DAYS = words("pledging", "voices.days")
_RENOUNCED = words("pledging", "frames.renounced")
_GOODS = words("pledging", "frames.goods")
_BLOWS = words("pledging", "frames.blows")
_PLANS = frozenset(load("pledging")["nouns"]) | frozenset(load("pledging")["light"]["objects"])
_POSSIBLE = ("may", "might", "could", "should", "must", "can", "would")
_DESCRIBING = ("compound", "conj", "nummod", "nmod", "quantmod")
_SURE = {
    "wants": 0.6,
    "ready": 0.8,
    "offers": 0.75,
    "pledges": 0.9,
    "agreed": 0.75,
    "approved": 0.8,
    "refuses": 0.7,
}
_AMOUNT = ("for", "to", "in", "on", "over", "by")


def verb_pledge(scene: Scene, verb: Token) -> Commitment | None:
    """X pledges to do, pledges N, commits to doing, agrees on N."""
    lemma = verb.lemma_.lower()
    bond = bond_of(lemma)
    if bond is None or verb.dep_ in ("amod", "compound") or is_unasserted(verb):
        return None
    if verb.tag_ == "VB" and not is_bound(verb):
        return None
    if _is_passive(verb) and lemma not in ("prepare", "commit"):
        return None
    if is_weakened(verb, bond, direct=scene.quotation_at(verb.idx) is not None):
        return None
    if is_question(verb) or is_long_past(verb):
        return None
    if bond is REFUSAL and any(c.lower_ in MODALS for c in verb.children if c.dep_ == "aux"):
        return None
    deed = _deed_of(verb, lemma)
    if deed is None or (lemma in _SELF_ONLY and not is_own_action(deed.head)):
        return None
    if bond is REFUSAL and deed.head.lemma_.lower() in _SILENCE:
        return None
    subject = bound_subject(verb)
    if subject is None or not _is_own(scene, verb, deed, bond, subject):
        return None
    makers = makers_of(_committed(verb) or subject)
    if deed.head.dep_ == "ccomp" and deed.head.pos_ in ("VERB", "AUX"):
        makers, deed = _promised_clause(makers, deed)
    if not makers:
        return None
    if is_negated(verb):
        if bond.stance == "refusal" or lemma in _NEVER_NEGATED:
            return None
        bond = REFUSAL
    if lemma == "decide" and child_of(verb, "prep", among=("against",)) is not None:
        bond = REFUSAL
    return commitment_of(
        scene, verb, trigger_of(verb), makers, deed, bond, f"verb {lemma}", _SURE[bond.strength]
    )


def _committed(verb: Token) -> Token | None:
    """Who is bound by another: *the treaty commits Spain to closing its plants*.

    A number of people is given, not bound: *committed 600 officers to the mission*.
    """
    bound = child_of(verb, "dobj", after=verb.i) if verb.lemma_.lower() == "commit" else None
    if bound is None or child_of(verb, "prep", after=bound.i, among=("to",)) is None:
        return None
    reflexive = bound.lower_.endswith(("self", "selves")) or bound.pos_ == "PRON"
    given = child_of(bound, "nummod", "quantmod") is not None
    return None if reflexive or given or not is_agent(bound) else bound


def _is_own(scene: Scene, verb: Token, deed: Deed, bond: Bond, subject: Token) -> bool:
    """Whether the deed is the subject's to do, and told by somebody who can know."""
    lemma = verb.lemma_.lower()
    plain = deed.head.dep_ == "dobj" and deed.head.head.i == verb.i
    if lemma in _RENOUNCING:
        owner = child_of(deed.head, "poss")
        taken_back = deed.head.lemma_.lower()
        if taken_back in _RENOUNCED:
            return owner is not None and owner.pos_ == "PRON"
        return taken_back in _PLANS and (owner is None or owner.pos_ == "PRON")
    if lemma in _MUSING:
        gerund = deed.head.dep_ == "pcomp" and deed.head.tag_ == "VBG"
        return gerund and verb.tag_ == "VBG" and child_of(verb, "aux") is not None
    if lemma == "refuse" and plain and deed.head.lemma_.lower() in _WITHHELD:
        return False
    if lemma == "explore":
        return verb.tag_ == "VBG" and child_of(verb, "aux") is not None
    if lemma in ("earmark", "allocate"):
        return child_of(verb, "prep", after=verb.i, among=("for", "to")) is not None
    if lemma == "weigh" and any(t.like_num for t in deed.tokens):
        return False
    if lemma == "agree" and deed.head.dep_ == "ccomp":
        return any(c.lower_ in _BINDING for c in deed.head.children if c.dep_ == "aux")
    if lemma == "agree" and child_of(verb, "prep", among=("with",)) is not None:
        return is_infinitive(deed.head)
    if plain and lemma == "threaten":
        return deed.head.lemma_.lower() in _BLOWS
    if plain and lemma in ("offer", "commit"):
        return _is_goods(deed) and child_of(deed.head, "det", among=("no",)) is None
    if lemma == "intend" and deed.head.lemma_.lower() in _TALKING:
        return False
    if lemma in ("intend", "plan"):
        return not is_guessed(verb, subject)
    if bond.strength != "wants" and lemma != "expect":
        return True
    act = deed.head.lemma_.lower()
    if act in _STATIVE or act in _TALKING or verb.dep_ == "relcl":
        return False
    if verb.tag_ == "VBG" and child_of(verb, "aux") is None:
        return False
    if lemma == "seek" and not _is_current(verb):
        return False
    return subject.lower_ not in ("people", "who") and not is_foretold(scene, verb, subject)


def _is_goods(deed: Deed) -> bool:
    """Whether something is given: aid, a sum, a number of things."""
    told = [deed.head, *(c for c in deed.head.children if c.dep_ in _DESCRIBING)]
    counted = any(t.like_num or t.ent_type_ in ("MONEY", "QUANTITY") for t in told)
    return counted or any(t.lemma_.lower() in _GOODS for t in told)


def _is_current(verb: Token) -> bool:
    """Whether the verb is finite and of the present: *seeks*, *is seeking*; not *seeking to*."""
    return verb.tag_ in ("VBZ", "VBP") or (
        verb.tag_ == "VBG" and any(c.dep_ == "aux" for c in verb.children)
    )


def bond_of(lemma: str) -> Bond | None:
    """How a verb that commits binds its subject; a threat offers what it threatens."""
    if strength := _VERBS["commitment"].get(lemma):
        return Bond("commitment", strength)
    if strength := _VERBS["readiness"].get(lemma) or _VERBS["threat"].get(lemma):
        return Bond("readiness", strength)
    return REFUSAL if lemma in _VERBS["refusal"] else None


def is_weakened(verb: Token, bond: Bond, *, direct: bool = False) -> bool:
    """Whether a modal, or a past that nobody reports, leaves nothing that binds.

    In `direct` speech a past tense is the speaker's own, not that of the report.
    """
    first = verb
    while first.dep_ == "conj" and first.tag_ in ("VB", "VBP") and not is_infinitive(first):
        first = first.head
    modals = [c for at in {verb, first} for c in at.children if c.tag_ == "MD"]
    if any(modal.lower_ in _POSSIBLE for modal in modals):
        return True
    loose = bond.strength in ("wants", "ready", "offers") and verb.lemma_.lower() != "consider"
    if is_reported(verb) and not (direct and verb.tag_ == "VBD"):
        return loose and is_over(verb)
    lemma = verb.lemma_.lower()
    if lemma in ("decide", "resolve") and (is_over(verb) or verb.tag_ == "VBD"):
        return not _is_dated(verb)
    if verb.tag_ == "VBD" and bond is REFUSAL and _in_relative(verb):
        return True
    if lemma == "prepare" and verb.dep_ == "advcl":
        return True
    settled = bond.strength in ("agreed", "approved")
    past = verb.tag_ == "VBD" or child_of(verb, "aux", among=("did", "didn't")) is not None
    wanted = past and bond.strength in ("wants", "ready") and verb.lemma_ != "prepare"
    return wanted or (is_over(verb) and not settled)


def _is_dated(verb: Token) -> bool:
    """Whether a day of the news stands beside the verb: *decided on Tuesday*, *today*."""
    near = [t for c in verb.children if c.dep_ in ("npadvmod", "prep", "advmod") for t in c.subtree]
    return any(t.lower_ in _DAYS for t in near if abs(t.i - verb.i) < 8)


def _in_relative(verb: Token) -> bool:
    """Whether the clause only describes somebody: *a mayor who cleaned up and banned smoking*."""
    at = verb
    while at.dep_ == "conj" and at.head.i != at.i:
        at = at.head
    return at.dep_ == "relcl"


def _is_passive(verb: Token) -> bool:
    return child_of(verb, "nsubjpass", "auxpass") is not None


def _deed_of(verb: Token, lemma: str) -> Deed | None:
    """What the verb commits to: infinitive, gerund, clause, prepositional or plain object."""
    following = [child for child in verb.children if child.i > verb.i]
    for child in following:
        complement = child.dep_ in ("xcomp", "advcl", "ccomp")
        if complement and lemma in _INFINITIVE and is_infinitive(child):
            if lemma == "propose" and child_of(verb, "dobj", after=verb.i) is not None:
                return None
            return Deed(child, after_to(child))
        if child.dep_ == "xcomp" and child.tag_ == "VBG" and lemma in _GERUND:
            return Deed(child, list(child.subtree))
    clause = child_of(verb, "ccomp", after=verb.i) if lemma in _CLAUSE else None
    told = child_of(verb, "dobj", after=verb.i)
    if clause is None and told is not None and lemma in _CLAUSE and is_agent(told):
        clause = child_of(told, "acl", "relcl")
        if clause is not None and child_of(clause, "mark", among=("that",)) is None:
            clause = None
    if clause is not None:
        mark = child_of(clause, "mark", after=verb.i, among=("that",))
        first = mark.i if mark is not None else verb.i
        return Deed(clause, [t for t in clause.subtree if t.i > first])
    committed = _committed(verb)
    for child in following:
        if committed is not None and child.i == committed.i:
            continue
        if child.dep_ == "prep" and child.lower_ in _PREPOSITION.get(lemma, ()):
            below = object_of(child)
            if below is not None and below.ent_type_ not in ("DATE", "TIME"):
                return Deed(below, behind(child))
        if child.dep_ == "dobj" and lemma in _OBJECT and child.pos_ != "PRON":
            amount = [
                token
                for c in following
                if c.dep_ in ("prep", "dative") and c.i > child.i and c.lower_ in _AMOUNT
                for token in c.subtree
            ]
            unit = [c for c in following if c.dep_ == "dobj" and c.i == child.i + 1]
            return Deed(child, [*child.subtree, *unit, *amount])
    resumed = resumed_infinitive(verb) if lemma in _INFINITIVE else None
    return Deed(resumed, after_to(resumed)) if resumed is not None else None


def _promised_clause(makers: tuple[Bounds, ...], deed: Deed) -> tuple[tuple[Bounds, ...], Deed]:
    """X promises that Y will do: Y is bound where it is named, X where it is a pronoun."""
    subject = child_of(deed.head, "nsubj", "nsubjpass")
    modal = next((c for c in deed.head.children if c.tag_ == "MD"), None)
    if subject is None or modal is None:
        return makers, deed
    if subject.pos_ != "PRON":
        if not subject.ent_type_ and not _is_definite(subject):
            return makers, deed
        makers = makers_of(subject) or makers
        if not is_agent(subject) or deed.head.lemma_.lower() in _STATIVE:
            return makers, deed
    first = modal.i if is_negated(deed.head) else modal.i + 1
    return makers, Deed(deed.head, [t for t in deed.tokens if t.i >= first])


def _is_definite(subject: Token) -> bool:
    return is_agent(subject) and child_of(subject, "det", among=("the",)) is not None


def ruling_out(scene: Scene, verb: Token) -> Commitment | None:
    """X rules out doing, calls off N, backs out of N."""
    wanted = _PHRASAL.get(verb.lemma_.lower())
    if wanted is None or (verb.tag_ == "VB" and not is_bound(verb)):
        return None
    if is_negated(verb) or is_unasserted(verb) or is_long_past(verb):
        return None
    particle = child_of(verb, "prt", "advmod", "prep", after=verb.i, among=(wanted,))
    if particle is None:
        return None
    of = child_of(particle, "prep", among=("of",)) or child_of(verb, "prep", among=("of",))
    action = object_of(of) if of is not None else None
    action = action or child_of(verb, "xcomp", "dobj", "pcomp", "ccomp", after=particle.i)
    if action is None:
        gerund = child_of(verb, "advcl", after=particle.i)
        action = gerund if gerund is not None and gerund.i == particle.i + 1 else None
    makers = makers_of(subject_of(verb))
    if action is None or not makers:
        return None
    trigger = (trigger_of(verb)[0], end_of(particle))
    deed = Deed(action, list(action.subtree))
    return commitment_of(
        scene, verb, trigger, makers, deed, REFUSAL, f"{verb.lemma_.lower()}s {wanted}", 0.8
    )


def announcing_end(scene: Scene, verb: Token) -> Commitment | None:
    """X announces a suspension of N, imposes a ban on N."""
    if verb.lemma_.lower() not in _ANNOUNCING or is_unasserted(verb) or is_negated(verb):
        return None
    if verb.tag_ == "VB" and not is_bound(verb):
        return None
    noun = child_of(verb, "dobj", after=verb.i)
    if noun is None or noun.lemma_.lower() not in _WITHDRAWING_NOUNS:
        return None
    makers = makers_of(bound_subject(verb))
    if not makers:
        return None
    deed = Deed(noun, list(noun.subtree))
    trigger = trigger_of(verb)
    return commitment_of(scene, verb, trigger, makers, deed, REFUSAL, "announces an end", 0.7)


def leaving_now(scene: Scene, verb: Token) -> Commitment | None:
    """X is pulling out of N, is quitting N, is stepping down."""
    auxiliary = child_of(verb, "aux")
    if verb.tag_ != "VBG" or auxiliary is None or is_negated(verb):
        return None
    now = auxiliary.lower_ in _PROGRESSIVE or is_reported(verb)
    if not now or auxiliary.lemma_.lower() not in ("be", "'", "’") or is_unasserted(verb):
        return None
    lemma = verb.lemma_.lower()
    wanted = tuple(_LEAVING.get(lemma, ("",)))
    particle = child_of(verb, "prt", "advmod", "prep", after=verb.i, among=wanted)
    if (particle is None and lemma not in _QUITTING) or is_question(verb):
        return None
    subject = subject_of(verb)
    makers = makers_of(subject)
    if subject is None or not makers or is_foretold(scene, verb, subject):
        return None
    last = particle or verb
    tokens = [t for t in verb.subtree if t.i > last.i]
    holders = (verb, last)
    of = next((p for h in holders for p in h.children if p.lower_ in ("of", "from")), None)
    thing = child_of(verb, "dobj", after=verb.i) or (object_of(of) if of is not None else None)
    held = thing is not None and thing.dep_ == "dobj" and thing.i > last.i
    if held and particle is not None and lemma != "give":
        return None
    if thing is None:
        deed = Deed(verb, [t for t in verb.subtree if t.i >= verb.i])
        trigger = (auxiliary.idx, end_of(auxiliary))
    elif of is not None and child_of(verb, "dobj") is None:
        deed = Deed(thing, [t for t in tokens if t.i > of.i])
        trigger = (trigger_of(verb)[0], end_of(of))
    else:
        trigger = (trigger_of(verb)[0], end_of(verb))
        deed = Deed(thing, [t for t in verb.subtree if t.i > verb.i])
    return commitment_of(scene, verb, trigger, makers, deed, REFUSAL, f"leaving {lemma}", 0.7)
