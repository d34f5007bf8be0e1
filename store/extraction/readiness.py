"""Adjectives and nouns that commit: ready to, a pledge of, no plans to."""

from __future__ import annotations

from spacy.tokens import Token

from store.extraction.agents import is_agent
from store.extraction.assertion import (
    after_to,
    first_token,
    is_doubted,
    is_infinitive,
    is_negated,
    is_question,
    is_unasserted,
    resumed_infinitive,
    trigger_of,
)
from store.extraction.commitment import REFUSAL, Bond, Commitment, Deed, commitment_of, withdraws
from store.extraction.lexicon import load, words
from store.extraction.makers import makers_of
from store.extraction.phrases import (
    SUBJECTS,
    Bounds,
    behind,
    between,
    child_of,
    end_of,
    object_of,
    subject_of,
)
from store.extraction.scene import Scene
from store.records import Stance

ADJECTIVES: dict[str, Bond] = {
    word: Bond(entry["stance"], entry["strength"])
    for word, entry in load("pledging")["adjectives"].items()
}
_NOUNS: dict[str, Bond] = {
    word: Bond(entry["stance"], entry["strength"])
    for word, entry in load("pledging")["nouns"].items()
}
_LIGHT = words("pledging", "light.verbs")
_LIGHT_OBJECTS: dict[str, Stance] = load("pledging")["light"]["objects"]
_UNMADE = words("pledging", "light.unmade")
_COPULAS = words("pledging", "frames.copulas")
_STATIVE = words("pledging", "actions.stative")
_UNWILLED = _STATIVE | {"play", "do", "dominate"}
_NEXT = ("set", "poised")
_POSSIBLE = ("may", "might", "could", "should", "must", "can", "would")
_IDIOMS: dict[str, str] = load("pledging")["frames"]["idioms"]
_SILENCE = words("pledging", "silence.verbs")
_BLOWS = words("pledging", "frames.blows")
_LASTING = words("pledging", "actions.lasting")
_COMPLEMENTS = ("acl", "relcl", "xcomp")
_PREDICATES = ("acomp", "attr", "xcomp", "oprd", "advcl")
_PERFECT = ("have", "has", "had", "'ve", "’ve")


# -------------------------------------------------------------------------- adjectives


def adjective_pledge(scene: Scene, adjective: Token) -> Commitment | None:
    """X is ready to do, stands prepared for N, remains committed to N."""
    bond = ADJECTIVES.get(adjective.lower_)
    if bond is None or (adjective.pos_ == "VERB" and not _is_participle(adjective)):
        return None
    deed = _adjective_deed(adjective)
    if deed is None:
        return None
    copula = _copula_of(adjective)
    predicate = copula or adjective
    if copula is not None or adjective.pos_ == "VERB":
        subject = subject_of(predicate)
        first = min(first_token(predicate), adjective.i)
    elif (heading := _headline_subject(scene, adjective)) is not None:
        subject, first = heading, adjective.i
    elif (described := _described(adjective)) is not None:
        subject, first = described, adjective.i
    else:
        attribute = adjective.dep_ in ("amod", "acl", "relcl", "appos")
        subject = adjective.head if attribute else None
        first = adjective.i
    makers = makers_of(subject)
    if not makers or is_unasserted(predicate) or is_question(predicate):
        return None
    if any(c.lower_ in _POSSIBLE for c in predicate.children if c.dep_ == "aux"):
        return None
    if adjective.lower_ in _NEXT and deed.head.lemma_.lower() in _UNWILLED:
        return None
    if is_negated(predicate) or is_negated(adjective):
        if adjective.lower_ in ("ready", "prepared") and deed.head.dep_ == "pobj":
            return None
        bond = REFUSAL
    trigger = between(adjective.doc, first, adjective.i)
    rule = f"adjective {adjective.lower_}"
    return commitment_of(scene, adjective, trigger, makers, deed, bond, rule, 0.85)


def _headline_subject(scene: Scene, adjective: Token) -> Token | None:
    """Who is meant in a headline without a copula: *X ready to do*."""
    block = scene.block_at(adjective.idx)
    if block is None or block.kind != "headline":
        return None
    return child_of(adjective, "nsubj")


def _described(adjective: Token) -> Token | None:
    """Whom an adjective behind its noun describes, where the parse takes it for the predicate.

    *Towns ready to help include A and B*: the finite verb behind it has no subject of its own.
    """
    noun = child_of(adjective, "nsubj")
    if noun is None or noun.i != adjective.i - 1 or noun.pos_ not in ("NOUN", "PROPN"):
        return None
    verb = child_of(adjective, "conj", after=adjective.i)
    finite = verb is not None and verb.tag_ in ("VBZ", "VBP", "VBD")
    if verb is None or not finite or child_of(verb, *SUBJECTS, "cc") is not None:
        return None
    return noun if child_of(adjective, "cc", after=adjective.i) is None else None


def idiom_pledge(scene: Scene, noun: Token) -> Commitment | None:
    """X is on track to do."""
    preposition = noun.head
    copula = preposition.head
    if noun.dep_ != "pobj" or _IDIOMS.get(noun.lower_) != preposition.lower_:
        return None
    if copula.lemma_.lower() not in _COPULAS or is_unasserted(copula) or is_negated(copula):
        return None
    action = _infinitive_under(noun, noun.i) or _infinitive_under(copula, noun.i)
    makers = makers_of(subject_of(copula))
    if action is None or not makers or action.lemma_.lower() in _STATIVE:
        return None
    trigger = between(noun.doc, first_token(copula), noun.i)
    bond = Bond("readiness", "ready")
    deed = Deed(action, after_to(action))
    return commitment_of(scene, noun, trigger, makers, deed, bond, f"on {noun.lower_}", 0.6)


def _is_participle(verb: Token) -> bool:
    """Whether a form that the tagger takes for a verb stands as an adjective."""
    if verb.tag_ != "VBN" or child_of(verb, "dobj") is not None:
        return False
    perfect = child_of(verb, "aux", among=_PERFECT) is not None
    return not perfect or child_of(verb, "auxpass") is not None


def _copula_of(adjective: Token) -> Token | None:
    verb = adjective.head
    if adjective.dep_ not in _PREDICATES or verb.i >= adjective.i:
        return None
    return verb if verb.lemma_.lower() in _COPULAS or verb.lower_ in _COPULAS else None


def _adjective_deed(adjective: Token) -> Deed | None:
    for holder in (adjective, adjective.head):
        for child in holder.children:
            complement = child.i > adjective.i and child.dep_ in ("xcomp", "advcl", "ccomp")
            if complement and is_infinitive(child):
                return Deed(child, after_to(child))
    preposition = child_of(adjective, "prep", after=adjective.i, among=("for", "to"))
    below = object_of(preposition) if preposition is not None else None
    if preposition is not None and below is not None and adjective.lower_ not in _NEXT:
        return Deed(below, behind(preposition))
    doc, after = adjective.doc, adjective.i + 1
    if after + 1 < len(doc) and doc[after].tag_ == "TO" and doc[after].head.i > after:
        return Deed(doc[after].head, after_to(doc[after].head))
    resumed = resumed_infinitive(adjective)
    return Deed(resumed, after_to(resumed)) if resumed is not None else None


# ------------------------------------------------------------------------------- nouns


def noun_pledge(scene: Scene, noun: Token) -> Commitment | None:
    """X's pledge to do; willingness of X to do; a promise of N from X."""
    bond = _NOUNS.get(noun.lemma_.lower())
    dated = child_of(noun, "nummod", "nmod", "compound", "npadvmod")
    if dated is not None and (dated.ent_type_ == "DATE" or dated.like_num):
        return None
    if bond is None or noun.pos_ != "NOUN" or is_doubted(noun):
        return None
    owner = child_of(noun, "poss")
    complement = _infinitive_under(noun, noun.i)
    makers = _owners(noun, owner) if owner is not None else ()
    topic: tuple[Token, Token] | None = None
    for preposition in noun.children:
        below = object_of(preposition) if preposition.dep_ == "prep" else None
        if below is None or preposition.i < noun.i:
            continue
        origin = preposition.lower_ in ("from", "by") or (
            preposition.lower_ == "of"
            and (complement is not None or _aims_on(noun, preposition, below))
        )
        if origin and not makers and is_agent(below):
            makers = makers_of(below)
            complement = complement or _infinitive_under(below, below.i)
        elif preposition.lower_ in ("of", "to", "for", "on"):
            topic = (below, preposition)
    clause = child_of(noun, "acl", "relcl", "ccomp", after=noun.i)
    if clause is not None and not _is_promised(clause):
        clause = None
    if not makers and owner is None and complement is not None:
        makers = _bearer(noun)
    if not makers and owner is None and (complement is not None or topic is not None):
        makers = national_modifier(noun)
    if not makers:
        return None
    if complement is not None:
        deed = Deed(complement, after_to(complement))
    elif clause is not None and bond.stance == "commitment":
        mark = child_of(clause, "mark", among=("that",))
        deed = Deed(clause, [t for t in clause.subtree if mark is not None and t.i > mark.i])
    elif topic is not None and bond.strength in ("pledges", "offers"):
        deed = Deed(topic[0], behind(topic[1]))
    else:
        return None
    lemma = noun.lemma_.lower()
    if lemma == "decision" and not (withdraws(deed.head) or deed.head.lemma_.lower() in _LASTING):
        return None
    if lemma == "refusal" and deed.head.lemma_.lower() in _SILENCE:
        return None
    if lemma == "threat" and deed.head.pos_ == "NOUN" and deed.head.lemma_.lower() not in _BLOWS:
        return None
    if child_of(noun, "det", among=("no",)) is not None:
        bond = REFUSAL
    trigger = (noun.idx, end_of(noun))
    rule = f"noun {noun.lemma_.lower()}"
    return commitment_of(scene, noun, trigger, makers, deed, bond, rule, 0.7)


def _is_promised(clause: Token) -> bool:
    """Whether a clause tells of what will be: *the pledge that taxes would fall*."""
    that = child_of(clause, "mark", among=("that",)) is not None
    return that and any(c.tag_ == "MD" for c in clause.children)


def _bearer(noun: Token) -> tuple[Bounds, ...]:
    """Whose a noun is that only hangs on a clause: *X hires guards, with plans to build*."""
    preposition = noun.head
    if noun.dep_ != "pobj" or preposition.lower_ not in ("with", "including"):
        return ()
    verb = preposition.head
    while verb.pos_ in ("NOUN", "PROPN") and verb.head.i != verb.i:
        verb = verb.head
    return makers_of(subject_of(verb)) if verb.pos_ in ("VERB", "AUX") else ()


def _aims_on(noun: Token, of: Token, owner: Token) -> bool:
    """Whether a `to` behind its owner names what a noun is for: the commitment of X to N."""
    if noun.lemma_.lower() != "commitment" or not is_agent(owner):
        return False
    return child_of(noun, "prep", after=of.i, among=("to",)) is not None


def _infinitive_under(head: Token, after: int) -> Token | None:
    for child in head.children:
        if child.i > after and child.dep_ in _COMPLEMENTS and is_infinitive(child):
            return child
    return None


def national_modifier(noun: Token) -> tuple[Bounds, ...]:
    """The maker in *the Franco-British promise*: an adjective or name before the noun."""
    for child in noun.children:
        named = child.ent_type_ in ("GPE", "NORP", "ORG", "PERSON")
        if named and child.dep_ in ("compound", "amod", "nmod"):
            return ((_joined_to(child).idx, end_of(child)),)
    return ()


def _joined_to(word: Token) -> Token:
    """The first half of a word with hyphens of which this is the last."""
    if word.i < 2:
        return word
    first, hyphen = word.nbor(-2), word.nbor(-1)
    joined = hyphen.text in ("-", "‐", "‑") and not first.whitespace_ and not hyphen.whitespace_
    return _joined_to(first) if joined else word


def _owners(noun: Token, owner: Token) -> tuple[Bounds, ...]:
    """The possessor; in *thanked X for their readiness*, X."""
    preposition = noun.head
    if owner.pos_ == "PRON" and noun.dep_ == "pobj" and preposition.lower_ == "for":
        thanked = child_of(preposition.head, "dobj")
        if thanked is not None and thanked.i < noun.i:
            return makers_of(thanked)
    return makers_of(owner)


def light_pledge(scene: Scene, noun: Token) -> Commitment | None:
    """X makes a pledge to do; X has no plans to do; X set a target of N."""
    verb = noun.head
    stance = _LIGHT_OBJECTS.get(noun.lemma_.lower())
    if noun.lower_ == "word" and verb.lemma_ == "give":
        stance = "commitment"
    if stance is None or noun.dep_ != "dobj" or verb.lemma_.lower() not in _LIGHT:
        return None
    owner = child_of(noun, "poss")
    if owner is not None and owner.pos_ != "PRON":
        return None
    makers = makers_of(subject_of(verb))
    last = child_of(noun, "conj") or noun
    deed = _light_deed(verb, noun, last, stance)
    if not makers or deed is None:
        return None
    bond = Bond(stance, "pledges" if stance == "commitment" else "ready")
    denied = any(c.lower_ in ("no", "neither", "nor") for c in noun.children)
    if denied or is_negated(verb):
        if noun.lemma_.lower() in _UNMADE:
            return None
        bond = REFUSAL
    trigger = (trigger_of(verb)[0], end_of(last))
    rule = f"{verb.lemma_.lower()} a {noun.lemma_.lower()}"
    return commitment_of(scene, noun, trigger, makers, deed, bond, rule, 0.75)


def _light_deed(verb: Token, noun: Token, last: Token, stance: Stance) -> Deed | None:
    for holder in (last, noun, verb):
        for child in holder.children:
            complement = child.i > noun.i and child.dep_ in (*_COMPLEMENTS, "advcl")
            if complement and is_infinitive(child):
                return Deed(child, after_to(child))
    clause = child_of(noun, "acl", "relcl", "ccomp", after=noun.i)
    mark = child_of(clause, "mark", among=("that",)) if clause is not None else None
    if clause is not None and mark is not None:
        return Deed(clause, [t for t in clause.subtree if t.i > mark.i])
    preposition = child_of(noun, "prep", among=("of", "to", "for"))
    below = object_of(preposition) if preposition is not None else None
    if preposition is not None and below is not None and below.tag_ == "VBG":
        return Deed(below, behind(preposition))
    if stance != "commitment" or preposition is None or below is None:
        return None
    return Deed(below, behind(preposition))
